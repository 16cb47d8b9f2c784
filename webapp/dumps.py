"""/dumps/: the whole graph and its parts as files, those of this publication and of the ones before that are still kept."""

from dataclasses import asdict
from http import HTTPStatus

from flask import Response, abort, jsonify, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from kg import dumps
from kg.publish import Publication, kept
from sparql import formats
from webapp.moments import utc
from webapp.published import published, reader, settings

_LISTS = {"dumps.json": "application/json", "SHA256SUMS": "text/plain; charset=utf-8"}
_FOR_EVER = 365 * 24 * 3600


def index() -> ResponseReturnValue:
    """The list of files, as a page or as JSON by Accept."""
    publications = [reader().publication, *(each for each in kept(settings().state) if each.number < reader().publication.number)]
    if formats.negotiate(request.headers.get("Accept", ""), (formats.HTML, formats.JSON)) is formats.JSON:
        response = jsonify(publications=[_as_json(each) for each in publications])
    else:
        shown = [(each, dumps.listed(each.dumps)) for each in publications]
        response = Response(render_template("dumps.html", publications=shown))
    response.vary.update(("Accept", "Cookie", "Accept-Language"))
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _as_json(publication: Publication) -> dict[str, object]:
    files = [
        {**asdict(dump), "url": url_for("dump-of", number=publication.number, name=dump.file, _external=True)}
        for dump in dumps.listed(publication.dumps)
    ]
    changes = published().changes.count(publication.number)
    return {"number": publication.number, "made": utc(publication.about["made"]), "changes": changes, "files": files}


def current(name: str) -> ResponseReturnValue:
    """A file of what is published now."""
    return _file(reader().publication, name, 0)


def of(number: int, name: str) -> ResponseReturnValue:
    """A file of one publication; it never changes."""
    found = next((each for each in kept(settings().state) if each.number == number), None)
    if found is None or found.number > reader().publication.number:
        abort(HTTPStatus.NOT_FOUND, "Dumps of this publication are not kept.")
    return _file(found, name, _FOR_EVER)


def _file(publication: Publication, name: str, age: int) -> ResponseReturnValue:
    """A file by its name in the list of dumps, whole or a range of it."""
    dump = next((each for each in dumps.listed(publication.dumps) if each.file == name), None)
    if dump is None and name not in _LISTS:
        abort(HTTPStatus.NOT_FOUND)
    media_type = "application/gzip" if dump else _LISTS[name]
    etag = dump.sha256 if dump else f"{publication.number}-{name}"
    response = send_file(publication.dumps / name, media_type, conditional=True, etag=etag, max_age=age)
    response.headers["Access-Control-Allow-Origin"] = "*"
    if not age:
        response.headers["Cache-Control"] = "public, no-cache"
    return response
