"""/reconcile: the Reconciliation Service API 0.2, for OpenRefine and its like, over our graph and each loaded authority file.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import json
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple, cast

from flask import Flask, Response, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from conversions.errors import GraphError
from kg import reconciliation
from kg.authorities import current as current_version
from kg.authorities import schemes
from kg.entity import Entity
from kg.entity_index import EntityIndex
from kg.publish import current
from kg.reconciliation import PROPERTIES, TYPES, QueryError
from webapp.languages import language
from webapp.published import settings

MOST_QUERIES = 500
"""Queries of one request, and entities whose properties are fetched by one."""

_PAGE = 10
_SCHEMA = "http://id.loc.gov/ontologies/bibframe/"


class Space(NamedTuple):
    """What is reconciled against: the graph (``scheme`` is "") or an authority file; ``start`` is how the IRIs there begin."""

    scheme: str
    name: str
    start: str
    names: EntityIndex

    def id_of(self, entity: Entity) -> str:
        """An entity's identifier in this space."""
        return entity.iri.removeprefix(self.start)

    def get(self, id: str) -> Entity | None:
        """The entity with an identifier of this space, or with its whole IRI."""
        return self.names.get(self.start + id) or self.names.get(id)


class Spaces:
    """The indexes of this process, each opened when it is first asked for and again when there is a newer one."""

    def __init__(self) -> None:
        self._opened: dict[str, tuple[Path, EntityIndex]] = {}

    def index(self, scheme: str, folder: Path) -> EntityIndex:
        """The index in a folder."""
        found = self._opened.get(scheme)
        if found is None or found[0] != folder:
            found = self._opened[scheme] = (folder, EntityIndex(folder))
        return found[1]


def _space(scheme: str) -> Space:
    """Raises GraphError where the graph is not published, or the file not loaded."""
    spaces = cast(Spaces, current_app.extensions["otrar.spaces"])
    if not scheme:
        publication = current(settings().state)
        if not publication.names.exists():
            raise GraphError("what is published cannot be reconciled against yet: publish it again (otrar publish)")
        return Space("", "Otrar", settings().base, spaces.index("", publication.names))
    version = current_version(settings().state, scheme)
    return Space(scheme, f"Otrar: {version.label}", version.space, spaces.index(scheme, version.folder / "index"))


def reconcile(action: str = "") -> ResponseReturnValue:
    """Answer at /reconcile, /reconcile/ACTION, /reconcile/authority/SCHEME and /reconcile/authority/SCHEME/ACTION."""
    if request.method == "OPTIONS":
        return _shared(Response(status=HTTPStatus.NO_CONTENT))
    scheme = ""
    if action.startswith("authority/"):
        scheme, _slash, action = action.removeprefix("authority/").partition("/")
    if action not in ACTIONS or (scheme and scheme not in schemes(settings().state)):
        return _refused(_("There is nothing here."), HTTPStatus.NOT_FOUND)
    try:
        return _shared(current_app.make_response(ACTIONS[action](_space(scheme))))
    except QueryError as error:
        return _refused(str(error), HTTPStatus.BAD_REQUEST)


def _shared(response: Response) -> Response:
    """For pages of any host to read: what is here is public, and nothing can be changed."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS"
    response.headers["Access-Control-Allow-Headers"] = "Accept, Accept-Language, Content-Type"
    response.vary.add("Accept-Language")
    return response


def _refused(message: str, status: HTTPStatus) -> Response:
    response = _json({"status": "error", "code": int(status), "message": message})
    response.status_code = status
    return _shared(response)


def _json(value: Any) -> Response:
    return Response(json.dumps(value, ensure_ascii=False), content_type="application/json; charset=utf-8")


def service(space: Space) -> ResponseReturnValue:
    """The manifest, or the answers to queries, or the values of properties, by what is asked."""
    given = request.values
    if "extend" in given:
        return _json(_extended(space, _parsed("extend")))
    if "queries" in given:
        queries = _parsed("queries")
        if not isinstance(queries, dict) or len(queries) > MOST_QUERIES:
            raise QueryError(f"'queries' must be an object with {MOST_QUERIES} queries at most")
        return _json({key: _answered(space, value) for key, value in queries.items()})
    if "query" in given:
        text = given["query"].strip()
        return _json(_answered(space, _parsed("query") if text.startswith("{") else text))
    return _json(_manifest(space))


def _parsed(name: str) -> Any:
    try:
        return json.loads(request.values[name])
    except ValueError as error:
        raise QueryError(f"{name!r} is not valid JSON: {error}") from None


def _root(space: Space) -> str:
    """The address of this service, as this request has come to it."""
    return request.url_root + ("reconcile" if not space.scheme else f"reconcile/authority/{space.scheme}")


def _manifest(space: Space) -> dict[str, Any]:
    root = _root(space)
    suggest = {
        what: {
            "service_url": root, "service_path": f"/suggest/{what}", "flyout_service_url": root,
            "flyout_service_path": f"/flyout/{what}?id=${{id}}",
        }
        for what in ("entity", "type", "property")
    }  # fmt: skip
    return {
        "versions": ["0.1", "0.2"],
        "name": space.name,
        "identifierSpace": space.start,
        "schemaSpace": _SCHEMA,
        "view": {"url": f"{root}/view?id={{{{id}}}}" if space.scheme else f"{request.url_root}{{{{id}}}}"},
        "defaultTypes": [_type(each) for each in TYPES],
        "preview": {"url": f"{root}/preview?id={{{{id}}}}", "width": 430, "height": 300},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": root, "service_path": "/properties"},
            "property_settings": [
                {
                    "name": "limit", "label": _("Limit"), "type": "number", "default": 0,
                    "help_text": _("How many values to fetch for each row at most; 0: all."),
                },
                {
                    "name": "language", "label": _("Language"), "type": "text", "default": "",
                    "help_text": _("Only names in this language, such as ru or kk."),
                },
            ],
        },
    }  # fmt: skip


def _type(id: str) -> dict[str, str]:
    return {"id": id, "name": _type_name(id)}


def _type_name(id: str) -> str:
    names = {
        "agent": _("Agent"), "person": _("Person"), "family": _("Family"), "organization": _("Organization"),
        "meeting": _("Meeting"), "place": _("Place"), "work": _("Work"), "hub": _("Work in all versions"),
        "topic": _("Topic"), "genre": _("Genre or form"),
    }  # fmt: skip
    return str(names.get(id, id))


def _property_name(id: str) -> str:
    names = {
        "name": _("Name"), "variant": _("Other name"), "birth": _("Year of birth"), "death": _("Year of death"),
        "identifier": _("Identifier elsewhere"), "work": _("Work"), "creator": _("Creator"), "language": _("Language"),
        "description": _("Description"), "records": _("Number of records"),
    }  # fmt: skip
    return str(names.get(id, id))


def _answered(space: Space, value: Any) -> dict[str, Any]:
    query = reconciliation.parse(value)
    unknown = [each for each in query.types if each not in TYPES]
    if unknown:
        raise QueryError(f"there is no type {unknown[0]!r}; the types are {', '.join(TYPES)}")
    return {
        "result": [
            {
                **_shown(space, each.entity, query.text),
                "score": each.score,
                "match": each.match,
                "type": [_type(each.entity.kind)],
                "features": [{"id": name, "value": weight} for name, weight in each.evidence.items()],
            }
            for each in reconciliation.answer(query, space.names)
        ]
    }


def _shown(space: Space, entity: Entity, text: str) -> dict[str, str]:
    name = reconciliation.shown_name(entity, text, language())
    return {"id": space.id_of(entity), "name": name.text, "description": reconciliation.describe(entity)}


def _extended(space: Space, asked: Any) -> dict[str, Any]:
    """The values of properties for entities; those that are not known have none."""
    ids, wanted = (asked.get("ids"), asked.get("properties")) if isinstance(asked, dict) else (None, None)
    if not isinstance(ids, list) or not isinstance(wanted, list) or len(ids) > MOST_QUERIES:
        raise QueryError(f"'extend' must be an object with the lists 'ids', {MOST_QUERIES} at most, and 'properties'")
    known: list[tuple[str, Mapping[str, Any]]] = [
        (each["id"], each.get("settings") or {}) for each in wanted if isinstance(each, dict) and each.get("id") in PROPERTIES
    ]
    rows: dict[str, Any] = {}
    for id in map(str, ids):
        entity = space.get(id)
        rows[id] = {pid: reconciliation.values(entity, pid, given) if entity else [] for pid, given in known}
    return {"meta": [{"id": pid, "name": _property_name(pid)} for pid, _given in known], "rows": rows}


def _suggested(found: Sequence[Mapping[str, Any]]) -> Response:
    return _json({"result": list(found)})


def _prefix() -> str:
    return request.args.get("prefix", "").strip()[:200]


def _cursor() -> int:
    text = request.args.get("cursor", "")
    return min(int(text), 1000) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def suggest_entity(space: Space) -> ResponseReturnValue:
    """Entities whose names have words like those typed, the last one perhaps not finished."""
    type, prefix = request.args.get("type", ""), _prefix()
    found = space.names.search(prefix, TYPES.get(type, ()), beginning=True, offset=_cursor(), limit=_PAGE) if prefix else []
    return _suggested([{**_shown(space, each, prefix), "notable": [_type(each.kind)]} for each in found])


def suggest_type(space: Space) -> ResponseReturnValue:
    """Types whose name, in the reader's language, or identifier begins so."""
    return _suggested(_beginning([_type(each) for each in TYPES]))


def suggest_property(space: Space) -> ResponseReturnValue:
    """Properties whose name, in the reader's language, or identifier begins so."""
    return _suggested(_beginning([_property(each) for each in PROPERTIES]))


def _property(id: str) -> dict[str, str]:
    return {"id": id, "name": _property_name(id)}


def _beginning(things: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    start = _prefix().casefold()
    found = [each for each in things if any(text.casefold().startswith(start) for text in each.values())]
    return found[_cursor() :]


def propose_properties(space: Space) -> ResponseReturnValue:
    """The properties that can be fetched for things of a type."""
    type, limit = request.args.get("type", ""), request.args.get("limit", "")
    found = [_property(each) for each in reconciliation.properties_of(type)]
    most = int(limit) if limit.isdigit() and len(limit) < 5 else len(found)
    return _json({"properties": found[:most], **({"type": type} if type else {}), **({"limit": most} if limit else {})})


def flyout_entity(space: Space) -> ResponseReturnValue:
    """A few words about a suggested entity."""
    return _flyout(lambda id: render_template("reconcile_entity.html", **_about(space, id), alone=False))


def flyout_type(space: Space) -> ResponseReturnValue:
    """A few words about a suggested type."""
    return _flyout(lambda id: render_template("reconcile_term.html", name=_type_name(id) if id in TYPES else "", id=id))


def flyout_property(space: Space) -> ResponseReturnValue:
    """A few words about a suggested property."""
    return _flyout(lambda id: render_template("reconcile_term.html", name=_property_name(id) if id in PROPERTIES else "", id=id))


def _flyout(html: Callable[[str], str]) -> Response:
    id = request.args.get("id", "")[:2000]
    return _json({"id": id, "html": html(id)})


def preview(space: Space) -> ResponseReturnValue:
    """A page about an entity, small enough for a frame in another host's page."""
    about = _about(space, request.args.get("id", "")[:2000])
    response = Response(render_template("reconcile_entity.html", **about, alone=True))
    response.status_code = HTTPStatus.OK if about["entity"] else HTTPStatus.NOT_FOUND
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'self'; frame-ancestors *"
    response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return response


def _about(space: Space, id: str) -> dict[str, Any]:
    entity = space.get(id)
    if entity is None:
        return {"entity": None, "name": None, "kind": "", "about": ""}
    name = reconciliation.shown_name(entity, "", language())
    return {"entity": entity, "name": name, "kind": _type_name(entity.kind), "about": reconciliation.describe(entity)}


def view(space: Space) -> ResponseReturnValue:
    """Go to an entity where its agency has it."""
    entity = space.get(request.args.get("id", "")[:2000])
    if entity is None or not entity.iri.startswith(("http://", "https://")):
        return _refused(_("There is nothing here."), HTTPStatus.NOT_FOUND)
    return redirect(entity.iri, HTTPStatus.SEE_OTHER)


ACTIONS: Mapping[str, Callable[[Space], ResponseReturnValue]] = {
    "": service,
    "suggest/entity": suggest_entity,
    "suggest/type": suggest_type,
    "suggest/property": suggest_property,
    "flyout/entity": flyout_entity,
    "flyout/type": flyout_type,
    "flyout/property": flyout_property,
    "properties": propose_properties,
    "preview": preview,
    "view": view,
}
"""What follows the address of a service, and what answers there."""


def prepare(app: Flask) -> None:
    """Give the application a place for its open indexes."""
    app.extensions["otrar.spaces"] = Spaces()
