"""/convert: paste or upload a record in any format, see what it becomes and why, field by field. Nothing of it is kept."""

from dataclasses import asdict
from http import HTTPStatus

import pyoxigraph as ox
from flask import Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from conversions import mapping
from conversions.errors import SourceError
from conversions.sources.opening import FORMATS
from kg.documents import serialised
from kg.trial import Trial, attempt
from sparql import formats
from sparql.formats import Format, RdfSyntax
from webapp.published import settings

LONGEST = 256 * 1024
"""Bytes that are taken."""

EXAMPLE = """\
LDR 00000nam a2200000 a 4500
001 example1
008 200101s1942    kz            000 1 kaz d
041 1# $a kaz $h rus
100 1# $6 880-01 $a Auėzov, Mukhtar, $d 1897-1961, $e author.
245 10 $6 880-02 $a Abaĭ zholy : $b roman / $c Mukhtar Auėzov.
260 ## $a Almaty : $b Zhazushy, $c 1942.
650 #0 $a Kazakh literature $v Fiction.
880 1# $6 100-01 $a Әуезов, Мұхтар, $d 1897-1961.
880 10 $6 245-02 $a Абай жолы : $b роман / $c Мұхтар Әуезов."""

_OFFERED: tuple[Format, ...] = (formats.HTML, formats.JSON, *formats.RDF)


def convert() -> ResponseReturnValue:
    """The form; with a record, what it becomes, as a page, as JSON or as RDF by Accept."""
    chosen = formats.negotiate(request.headers.get("Accept", ""), _OFFERED) or formats.HTML
    format = _asked("format", "auto")
    if request.method != "POST":
        return _page(EXAMPLE, "auto")
    data = _data()
    if len(data) > LONGEST:
        return _refused(chosen, f"At most {LONGEST // 1024} KB are converted here; `otrar convert` takes files of any size.", 413)
    if format not in ("auto", *FORMATS):
        return _refused(chosen, f"There is no format {format}; there are auto, {', '.join(FORMATS)}.", 400)
    try:
        trial = attempt(data, format, settings().base, settings().engine)
    except SourceError as error:
        return _refused(chosen, f"No record can be had from {error}", 422, _shown(data), format)
    if isinstance(chosen, RdfSyntax):
        return Response(_as_rdf(trial, chosen), content_type=chosen.content_type)
    return jsonify(asdict(trial)) if chosen is formats.JSON else _page(_shown(data), format, trial)


def _asked(name: str, otherwise: str) -> str:
    return request.form.get(name) or request.args.get(name) or otherwise


def _data() -> bytes:
    """What was sent: the uploaded file, the pasted text, or the body as it is."""
    if (file := request.files.get("file")) and file.filename:
        return file.stream.read(LONGEST + 1)
    if request.mimetype in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return request.form.get("record", "").encode("utf-8", "replace")
    return request.stream.read(LONGEST + 1)


def _shown(data: bytes) -> str:
    """A text that can be shown in the form again; "" for what is no text."""
    text = data.decode("utf-8", "replace")
    return "" if "\ufffd" in text or "\x00" in text else text


def _refused(chosen: Format, problem: str, status: int, text: str = "", format: str = "auto") -> ResponseReturnValue:
    if chosen is formats.HTML:
        return _page(text, format, problem=problem), status
    return Response(f"{status} {HTTPStatus(status).phrase}\n{problem}\n", status, content_type="text/plain; charset=utf-8")


def _page(text: str, format: str, trial: Trial | None = None, problem: str = "") -> Response:
    titles = {name: mapping.title(name) for name in FORMATS}
    page = render_template("convert.html", text=text, chosen=format, formats=titles, trial=trial, problem=problem)
    response = Response(page)
    response.vary.update(("Accept", "Cookie", "Accept-Language"))
    return response


def _as_rdf(trial: Trial, syntax: RdfSyntax) -> bytes:
    lines = "".join(f"{triple} .\n" for record in trial.records for triple in record.triples)
    triples = [quad.triple for quad in ox.parse(lines, format=formats.N_TRIPLES.rdf)]
    return serialised(triples, syntax)
