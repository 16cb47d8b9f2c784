"""Things at their own addresses: 303 to the page or the data that is asked for; the data in every RDF format and profile.

What was merged into another thing answers 301 to that, what was deleted 410, what never was 404.
"""

import json
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import quote, urlencode

from flask import Response, abort, redirect, request, send_file
from flask.typing import ResponseReturnValue

from kg.changes import DELETE, MERGE
from kg.documents import document, graph_document, has_graph
from kg.jsonld import FRAMED, PROFILES, context
from kg.profiles import BIBFRAME, Profile
from sparql import formats
from sparql.formats import Format, RdfSyntax
from webapp import browse, negotiate
from webapp.kept import kept
from webapp.negotiate import OFFERED, accepted, split_extension
from webapp.published import published, reader, settings
from webapp.shown import local
from webapp.signposts import add_signposts

_TWO_PARTS = ("instance", "item", "record")
_OF_THE_LEDGER = ("record", "source")  # their pages show what was received, which is newer than what is published


def thing(key: str) -> ResponseReturnValue:
    """A thing, or one of its documents where the address has an extension."""
    kind = request.path.split("/", 2)[1]
    asked = split_extension(key)
    iri = iri_of(kind, asked.key)
    if asked.format and (iri is None or not reader().exists(iri)):
        whole = iri_of(kind, key)
        if whole and reader().exists(whole):
            iri, asked = whole, negotiate.Asked(key, None)
    if iri is None or not reader().exists(iri):
        return _elsewhere(iri, asked.format)
    if asked.format is None:
        return _see_other(iri, OFFERED)
    return _data(iri, asked.format) if isinstance(asked.format, RdfSyntax) else _page(kind, iri)


def named_graph(key: str = "") -> ResponseReturnValue:
    """A named graph that is no record: labels, links, sources; one whose name is not ours by the parameter ``iri``."""
    asked = split_extension(key)
    name = f"{settings().base}graph/{quote(asked.key, safe='/')}" if key else request.args.get("iri", "")
    try:
        found = has_graph(reader(), name)
    except ValueError:
        found = False
    if not found or name.startswith(f"{settings().base}record/"):
        return _elsewhere(name, asked.format)
    if asked.format is None and key:
        return _see_other(name, formats.RDF)
    syntax = asked.format or accepted(request.headers.get("Accept", ""), formats.RDF) or formats.N_QUADS
    if not isinstance(syntax, RdfSyntax):
        abort(HTTPStatus.NOT_FOUND)
    file = graph_document(reader(), name, syntax)
    return as_data(send_file(file, syntax.content_type, etag=f"{reader().publication.number}-{syntax.name}", max_age=0))


def json_ld_context() -> ResponseReturnValue:
    """The context of our JSON-LD."""
    body = json.dumps({"@context": context()}, indent=1)
    return as_data(Response(body, content_type=formats.JSON_LD.content_type))


def iri_of(kind: str, key: str) -> str | None:
    """The IRI that an address stands for, whatever host it was asked at; None if it cannot be one."""
    if kind in _TWO_PARTS:
        source, slash, id = key.partition("/")
        path = f"{quote(source, safe='')}/{quote(id, safe='')}" if slash else ""
    else:
        path = quote(key, safe="")
    return f"{settings().base}{kind}/{path}" if path else None


def _elsewhere(iri: str | None, syntax: Format | None) -> ResponseReturnValue:
    """Where something went that is not there. Aborts with 410 if it was deleted, with 404 if it never was."""
    base = settings().base
    if iri is None or not iri.startswith(base):
        abort(HTTPStatus.NOT_FOUND)
    change = published().changes.of(iri.removeprefix(base), reader().publication.number)
    moved = published().redirects.of(iri) or (base + change.target if change and change.change == MERGE else None)
    if moved is None or not reader().exists(moved):
        abort(HTTPStatus.GONE if change and change.change in (DELETE, MERGE) else HTTPStatus.NOT_FOUND)
    extension = f".{syntax.extension}" if syntax else ""
    return redirect(f"{local(moved)}{extension}", HTTPStatus.MOVED_PERMANENTLY)


def _see_other(iri: str, offered: tuple[Format, ...]) -> ResponseReturnValue:
    """The thing itself is no document: send the client to one about it (Cool URIs for the Semantic Web)."""
    chosen = accepted(request.headers.get("Accept", ""), offered)
    if chosen is None:
        response = Response(
            f"406 Not Acceptable\nWhat there is: {', '.join(each.media_type for each in offered)}\n",
            HTTPStatus.NOT_ACCEPTABLE, content_type="text/plain; charset=utf-8",
        )  # fmt: skip
    else:
        response = redirect(f"{local(iri)}.{chosen.extension}{_parameters(chosen)}", HTTPStatus.SEE_OTHER)  # type: ignore[assignment]
        add_signposts(response, iri, None)
    response.vary.update(("Accept", "Accept-Profile"))
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _parameters(chosen: Format) -> str:
    """What of the request goes on to the document: the language of a page, the profile of data."""
    profile = _profile()
    kept = {"lang": request.args["lang"]} if "lang" in request.args and chosen is formats.HTML else {}
    if isinstance(chosen, RdfSyntax) and profile is not BIBFRAME:
        kept["_profile"] = profile.name
    return f"?{urlencode(kept)}" if kept else ""


def _profile() -> Profile:
    return negotiate.profile(request.headers.get("Accept-Profile", ""), request.args.get("_profile", ""))


def _page(kind: str, iri: str) -> ResponseReturnValue:
    def made() -> ResponseReturnValue:
        response = browse.page(kind, iri)
        if isinstance(response, Response):
            add_signposts(response, iri, formats.HTML)
        return response

    return made() if kind in _OF_THE_LEDGER else kept(made)


def _data(iri: str, syntax: RdfSyntax) -> ResponseReturnValue:
    profile = _profile()
    body = document(reader(), iri, syntax, profile, next(_forms(), FRAMED))
    response = Response(body, content_type=syntax.content_type)
    add_signposts(response, iri, syntax)
    response.headers["Content-Profile"] = f"<{profile.iri}>"
    response.headers.add("Link", f'<{profile.iri}>; rel="profile"')
    response.vary.update(("Accept-Profile", *(["Accept"] if syntax is formats.JSON_LD else [])))
    return as_data(response)


def _forms() -> Iterator[str]:
    """The forms of JSON-LD that the client names as a parameter of the media type."""
    accept = request.headers.get("Accept", "")
    return (form for form in PROFILES if form in accept)


def as_data(response: Response) -> Response:
    """Data for programs of any site; caches ask each time whether it is still the same."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "public, no-cache"
    if not response.direct_passthrough:
        response.add_etag()
    response.make_conditional(request)
    return response
