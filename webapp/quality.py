"""/quality: for each library what it may want to put right, and the list to send back."""

import csv
import io
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from pathlib import Path

from flask import Response, abort, jsonify, render_template, request, send_file, stream_with_context
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from kg.names import Name
from kg.quality import COLUMNS, KINDS, MIXED, NO_IDENTIFIER, NO_LANGUAGE, NO_RULE, NO_SUBJECT, Report, csv_file, read_report
from kg.shacl import translations
from sparql import formats
from webapp.languages import language
from webapp.published import reader, settings

NAMES = {
    "refused": _("refused"),
    "violation": _("faults of shape"),
    "warning": _("gaps of shape"),
    "lost": _("lost subfields"),
    "no subject": _("no subject"),
    "no language": _("no language"),
    "no identifier": _("no identifier"),
    "letters": _("mixed letters"),
}
"""The kinds of findings, as readers know them."""

_HEADINGS = (_("Record"), _("Kind"), _("Field"), _("Value"), _("What is wrong"))
_ADVICE = {
    NO_SUBJECT: _("no subject heading: readers who search by subject do not find it"),
    NO_LANGUAGE: _("no language code"),
    NO_IDENTIFIER: _("no ISBN, ISSN or other number that tells the edition"),
    NO_RULE: _("Otrar has no rule for this subfield, or it stands where none belongs"),
}


def index() -> ResponseReturnValue:
    """All libraries, with the sums of their findings."""
    reports = {name: read_report(settings().state, name) for name in _records()}
    return _varying(Response(render_template("quality.html", reports=reports, kinds=NAMES, records=_records())))


def of(source: str) -> ResponseReturnValue:
    """One library: its findings by kind, as a page or as JSON by Accept."""
    report = _report(source)
    if formats.negotiate(request.headers.get("Accept", ""), (formats.HTML, formats.JSON)) is formats.JSON:
        told = {"columns": COLUMNS, "source": source, "records": report.records, "checked": report.checked}
        return _varying(jsonify(**told, counts=report.counts))
    found = [(NAMES[kind], kind, report.counts[kind], report.examples[kind]) for kind in KINDS if kind in report.counts]
    stale = report.publication != reader().publication.number
    page = render_template("quality_of.html", source=source, report=report, found=found, stale=stale, advice=advice)
    return _varying(Response(page))


def advice(text: str) -> Name:
    """What is wrong, in the reader's language where it is said in all of them; reports keep it in English."""
    if text in _ADVICE:
        return Name(str(_ADVICE[text]), language())
    if text.startswith(MIXED):
        return Name(str(_("Latin and Cyrillic letters in one word: %(word)s", word=text.removeprefix(MIXED))), language())
    told = translations().get(text, {})
    return Name(told[language()], language()) if language() in told else Name(text, "en")


def table(source: str) -> ResponseReturnValue:
    """The whole list as CSV, in the reader's language."""
    _report(source)
    file = csv_file(settings().state, source)
    name = f"{file.stem}-quality.csv"
    if language() == "en":
        return _varying(send_file(file.absolute(), "text/csv", as_attachment=True, download_name=name, max_age=0))
    response = Response(stream_with_context(_translated(file)), content_type="text/csv; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return _varying(response)


def _translated(file: Path) -> Iterator[str]:
    """The list with its headings, kinds and advice in the reader's language, line by line."""
    headings, names = [str(each) for each in _HEADINGS], {kind: str(name) for kind, name in NAMES.items()}
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines)
        next(rows, None)
        yield "\ufeff" + _line(headings)
        for record, what, field, value, said in rows:
            yield _line([record, names.get(what, what), field, value, advice(said).text])


def _line(values: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(values)
    return out.getvalue()


def _varying(response: Response) -> Response:
    response.vary.update(("Accept", "Cookie", "Accept-Language"))
    return response


def _records() -> Mapping[str, int]:
    records: Mapping[str, int] = reader().publication.about["records"]
    return records


def _report(source: str) -> Report:
    """Aborts with 404 where there is none."""
    report = read_report(settings().state, source) if source in _records() else None
    if report is None:
        abort(HTTPStatus.NOT_FOUND, "This library's records have not been examined: otrar quality")
    return report
