"""How templates show things: names in the reader's language, links on this server, numbers and dates."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlencode

import pyoxigraph as ox
from babel import Locale
from flask import Flask, request, url_for
from flask_babel import format_datetime, format_number

from kg.describe import Link
from kg.names import Name, best
from sparql.formats import GRAPHS
from sparql.prefixes import PREFIXES
from webapp.languages import language
from webapp.published import reader, settings

_IRI = re.compile("<([^>]*)>")


def prepare(app: Flask) -> None:
    """Give templates what they need to show links and names."""
    app.context_processor(lambda: {"settings": settings(), "graph_formats": GRAPHS, "narrowed": _narrowed, "turned": _turned})
    app.jinja_env.filters.update(
        local=local, best=best_name, others=_others, tag=_tag, source_title=_source_title, language_name=_language_name,
        script_name=_script_name, prefixed=_prefixed, isotime=_isotime, datetime=_datetime, numberformat=format_number,
    )  # fmt: skip


def local(iri: str) -> str:
    """The address of one of our things on this server, whatever host it is asked at; any other IRI as it is."""
    base = settings().base
    return f"{request.script_root}/{iri.removeprefix(base)}" if iri.startswith(base) else iri


def best_name(thing: Link | Sequence[tuple[str, str]]) -> Name:
    return best(thing.names if isinstance(thing, Link) else [Name(*name) for name in thing], language())


def _others(thing: Link) -> list[Name]:
    first = best_name(thing)
    return [name for name in thing.names if name.text != first.text]


def _tag(name: Name) -> str:
    """For the attribute ``lang``: the language of that very string."""
    return name.language or "und"


def _source_title(source: str) -> str:
    titles = settings().source(source).titles
    return titles.get(language()) or titles.get("en") or source


def _language_name(code: str) -> str:
    """A language of a search's facet, by its MARC code."""
    return best(reader().names.of(ox.NamedNode(f"http://id.loc.gov/vocabulary/languages/{code}")), language()).text or code


def _script_name(code: str) -> str:
    return Locale.parse(language()).scripts.get(code) or code


def _prefixed(triple: str) -> str:
    """A triple as people read it, well-known IRIs by their prefix."""
    return _IRI.sub(_short, triple)


def _short(found: re.Match[str]) -> str:
    iri = found[1]
    prefix = next((p for p, base in PREFIXES.items() if iri.startswith(base)), "")
    local_part = iri.removeprefix(PREFIXES[prefix]) if prefix else ""
    return f"{prefix}:{local_part}" if local_part.isalnum() else found[0]


def _isotime(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _datetime(seconds: float) -> str:
    return str(format_datetime(datetime.fromtimestamp(seconds, UTC), "long"))


def _narrowed(facet: str, value: str) -> str:
    """The address of the same search with one value of a facet put on or off."""
    name = "type" if facet == "kind" else facet
    values = request.args.to_dict(flat=False)
    chosen = values.setdefault(name, [])
    values[name] = [each for each in chosen if each != value] if value in chosen else [*chosen, value]
    values.pop("page", None)
    return _search(values)


def _turned(page: int) -> str:
    """The address of another page of the same search."""
    return _search({**request.args.to_dict(flat=False), "page": [str(page)]})


def _search(values: dict[str, list[str]]) -> str:
    return f"{url_for('search')}?{urlencode(values, doseq=True)}"
