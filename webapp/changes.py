"""/changes: what is new, changed, deleted or merged (Entity Metadata Management 1.0 over Activity Streams 2.0), oldest first.

    /changes                     an OrderedCollection; since=2026-01-31T12:00:00Z or after=NUMBER begin it later
    /changes/page/1              an OrderedCollectionPage of activities
    /changes/activity/17         one activity

A record and a shared graph are named graphs: their activities have a ``url`` where all their statements are, so that a mirror
takes a dump and then replaces graph by graph (docs/mirror.py).
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from flask import Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from kg.changes import CREATE, DELETE, MERGE, UPDATE, Change
from kg.statistics import COUNTED
from ontology.names import VOID
from sparql.formats import N_QUADS
from webapp.moments import utc
from webapp.published import published, reader, settings
from webapp.resources import as_data

PAGE = 500
"""Activities on a page."""

_CONTEXT = ["https://www.w3.org/ns/activitystreams", "https://emm-spec.org/1.0/context.json"]
_ACTIVITIES = {CREATE: "Create", UPDATE: "Update", DELETE: "Delete", MERGE: "Deprecate"}
_SUMMARIES = {CREATE: "New: {0}", UPDATE: "Changed: {0}", DELETE: "Deleted: {0}", MERGE: "Merged: {0} is now {1}"}
_TYPES: dict[str, str] = {"source": VOID.Dataset, **{name[:-1]: kind for name, kind in COUNTED.items()}}
_GRAPH = "http://www.w3.org/ns/sparql-service-description#NamedGraph"
_LONGEST_NUMBER = 18


def collection() -> ResponseReturnValue:
    """The entry point."""
    total, first = _total(), _first()
    body: dict[str, Any] = {
        "type": "OrderedCollection", "id": request.url, "summary": "Changes of the graph, oldest first",
        "url": url_for("dumps", _external=True), "totalItems": max(0, total - first + 1),
    }  # fmt: skip
    if first <= total:
        body["first"] = _page_link(_page_of(first), first)
        body["last"] = _page_link(_page_of(total), first)
    return _answer(body)


def page(number: int) -> ResponseReturnValue:
    """One page of activities; one that is full never changes."""
    total = _total()
    if not 1 <= number <= max(1, _page_of(total)):
        abort(HTTPStatus.NOT_FOUND)
    first, last = (number - 1) * PAGE + 1, min(number * PAGE, total)
    changes = published().changes.between(max(first, _whole("after") + 1), last)
    body: dict[str, Any] = {
        "type": "OrderedCollectionPage", "id": request.url,
        "partOf": {"type": "OrderedCollection", "id": url_for("changes", _external=True)},
        "totalItems": len(changes), "orderedItems": [_activity(change) for change in changes],
    }  # fmt: skip
    if number > 1:
        body["prev"] = _page_link(number - 1)
    if last < total:
        body["next"] = _page_link(number + 1)
    return _answer(body)


def activity(number: int) -> ResponseReturnValue:
    """One activity."""
    found = published().changes.between(number, number) if number <= _total() else []
    if not found:
        abort(HTTPStatus.NOT_FOUND)
    return _answer(_activity(found[0]))


def _answer(body: dict[str, Any]) -> ResponseReturnValue:
    text = json.dumps({"@context": _CONTEXT, **body}, ensure_ascii=False, indent=1)
    return as_data(Response(text, content_type="application/activity+json"))


def _total() -> int:
    return published().changes.count(reader().publication.number)


def _page_of(number: int) -> int:
    return (number - 1) // PAGE + 1


def _page_link(number: int, first: int = 1) -> dict[str, str]:
    """A page; one on which activities before the ``first`` are left out says so."""
    after = first - 1 if first > (number - 1) * PAGE + 1 else None
    return {"type": "OrderedCollectionPage", "id": url_for("changes-page", number=number, after=after, _external=True)}


def _first() -> int:
    """The number of the first change that is asked for. Aborts with 400 where that cannot be read."""
    since = request.args.get("since", "")
    if not since:
        return _whole("after") + 1
    try:
        moment = datetime.fromisoformat(since.replace(" ", "+"))
        return published().changes.first_after(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp())
    except (ValueError, OverflowError):
        abort(HTTPStatus.BAD_REQUEST, f"since={since!r}: a date and time such as 2026-01-31T12:00:00Z was expected.")


def _whole(name: str) -> int:
    text = request.args.get(name, "0")
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        abort(HTTPStatus.BAD_REQUEST, f"{name}={text!r}: the number of a change was expected.")
    return int(text)


def _activity(change: Change) -> dict[str, Any]:
    base, when = settings().base, utc(change.made)
    iri = change.path if "://" in change.path else base + change.path
    made: dict[str, Any] = {
        "type": _ACTIVITIES[change.change],
        "id": url_for("change", number=change.number, _external=True),
        "summary": _SUMMARIES[change.change].format(iri, base + change.target),
        "published": when,
        "object": {"id": iri, **dict(_type(change.path)), "updated": when},
    }
    if change.change == MERGE:
        made["target"] = {"id": base + change.target}
    if _is_graph(change.path):
        made["object"]["url"] = {"type": "Link", "href": _graph_address(change.path), "mediaType": N_QUADS.media_type}
    return made


def _type(path: str) -> Iterator[tuple[str, str]]:
    if kind := _GRAPH if _is_graph(path) else _TYPES.get(path.partition("/")[0]):
        yield "type", kind


def _is_graph(path: str) -> bool:
    return "://" in path or path.startswith(("record/", "graph/"))


def _graph_address(path: str) -> str:
    """Where all statements of a named graph are; a path is percent-encoded already."""
    root = request.url_root
    return f"{root}graph/?iri={quote(path, safe='')}" if "://" in path else f"{root}{path}.{N_QUADS.extension}"
