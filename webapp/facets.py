"""How the facets of a search are called and their values shown, and the addresses of the same search narrowed otherwise."""

from functools import cache
from typing import cast
from urllib.parse import quote_plus, urlencode

import pyoxigraph as ox
from flask import Flask, g, request
from flask_babel import lazy_gettext as _

from kg.names import Name, best
from kg.search import FACETS, SORTS
from webapp.asking import parameter
from webapp.languages import language
from webapp.published import reader, settings
from webapp.shown import script_name, source_name

LABELS = {
    "kind": _("Kind"),
    "source": _("Library"),
    "country": _("Country of the library"),
    "language": _("Language"),
    "script": _("Script"),
    "period": _("Period"),
    "subject": _("Subject"),
    "genre": _("Genre or form"),
    "agent": _("Person or organization"),
    "level": _("Educational level"),
    "access": _("Access"),
}
"""The facets, as readers know them."""

KINDS = {
    "work": _("work"),
    "hub": _("all versions of a work"),
    "agent": _("person or organization"),
    "topic": _("subject"),
    "place": _("place"),
    "genre": _("genre or form"),
}
ACCESS = {"online": _("online"), "open": _("open access")}
ORDERS = dict(zip(SORTS, (_("best first"), _("newest first"), _("oldest first"), _("by title")), strict=True))

_MARC_CODES = {
    "language": "http://id.loc.gov/vocabulary/languages/",
    "country": "http://id.loc.gov/vocabulary/countries/",
}


def prepare(app: Flask) -> None:
    """Give templates the names of facets and values."""
    app.context_processor(lambda: _words(language()))
    app.jinja_env.globals.update(
        facet_value=value_name, narrowed=narrowed, turned=turned, same_search=same_search, all_of=all_of, kept=kept,
        years_asked=years_asked,
    )  # fmt: skip


@cache
def _words(_language: str) -> dict[str, dict[str, str]]:
    """What facets, kinds and orders are called in the language of this request: a page has a hundred of these words."""
    named = {"facet_labels": LABELS, "kind_names": KINDS, "orders": ORDERS}
    return {name: {key: str(text) for key, text in texts.items()} for name, texts in named.items()}


def value_name(facet: str, value: str) -> Name:
    """A value of a facet as a reader knows it, with the language of that name."""
    match facet:
        case "kind":
            return Name(str(KINDS.get(value, value)), language())
        case "access":
            return Name(str(ACCESS.get(value, value)), language())
        case "source":
            return source_name(value)
        case "script":
            return Name(script_name(value), language())
        case "period":
            return Name(value.replace("-", "–"), language())
        case "language" | "country":
            return _named(_MARC_CODES[facet] + value, value)
        case _:
            return _named(value if "://" in value else settings().base + value, value) if "/" in value else Name(value, "")


def _named(iri: str, otherwise: str) -> Name:
    try:
        names = reader().names.of(ox.NamedNode(iri))
    except ValueError:
        names = []
    return best(names or [Name(otherwise, "")], language())


def chosen() -> list[tuple[str, str]]:
    """The facets and values by which this search is narrowed; ``year`` among them."""
    found = [(facet, value) for facet in FACETS for value in request.args.getlist(parameter(facet))]
    return [*found, *(("year", value) for value in request.args.getlist("year")[:1] if value)]


def narrowed(facet: str, value: str) -> str:
    """The address of the same search with one value of a facet put on or off."""
    name, pairs = parameter(facet), _pairs()
    if (name, value) in pairs:
        return f"{_search()}?{urlencode([pair for pair in pairs if pair != (name, value)])}"
    return f"{_search()}?{same_search()}{'&' if pairs else ''}{name}={quote_plus(value)}"


def turned(page: int) -> str:
    """The address of another page of the same search."""
    return f"{_search()}?{same_search()}&page={page}"


def same_search() -> str:
    """What this search asks for, as addresses of others have it behind the question mark: not which page, nor the language."""
    if "same_search" not in g:
        g.same_search = urlencode(_pairs())
    return str(g.same_search)


def _pairs() -> list[tuple[str, str]]:
    if "asked_pairs" not in g:
        g.asked_pairs = [(name, value) for name, value in request.args.items(multi=True) if name not in ("page", "lang")]
    return cast(list[tuple[str, str]], g.asked_pairs)


def _search() -> str:
    return f"{request.script_root}/search"


def all_of(*facets: str) -> str:
    """The address of all that has these values: facet, value, facet, value; works, unless a kind is among them."""
    values = {parameter(facet): [value] for facet, value in zip(facets[::2], facets[1::2], strict=True)}
    return f"{_search()}?{urlencode(({} if 'source' in facets[::2] else {'type': ['work']}) | values, doseq=True)}"


def kept(*but: str) -> list[tuple[str, str]]:
    """What a form of this page hands on of the address; its own field and the order's not."""
    return [(name, value) for name, value in _pairs() if name not in (but or ("sort",))]


def years_asked() -> str:
    """The years that the address asks for."""
    return request.args.get("year", "")
