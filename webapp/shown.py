"""How templates show things: names in the reader's language, links on this server, numbers and dates."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode

from babel import Locale
from babel.numbers import format_decimal
from flask import Flask, current_app, g, request, url_for
from flask_babel import format_datetime
from flask_babel import gettext as _

from kg.describe import Link
from kg.elsewhere import elsewhere
from kg.names import Name, best
from ontology.names import BF, BFLC, MADS
from sparql.formats import GRAPHS
from sparql.prefixes import PREFIXES
from webapp.languages import language
from webapp.published import reader, settings
from webapp.timeline import bars

_IRI = re.compile("<([^>]*)>")
_GENERIC = (BF.Agent, BF.Work, BF.Instance, BF.Topic, BF.Place, MADS.ComplexSubject, MADS.Topic, MADS.Geographic, MADS.GenreForm)
_HIDDEN = (BFLC.marcKey, BF.adminMetadata)
"""What an instance's page leaves to its data: how the record says it, and about the record itself."""


def prepare(app: Flask) -> None:
    """Give templates what they need to show links and names."""
    app.context_processor(lambda: {"settings": settings(), "graph_formats": GRAPHS, "hidden_properties": _HIDDEN})
    app.context_processor(lambda: {"elsewhere_of": lambda iri: elsewhere(reader(), iri)})
    app.context_processor(lambda: {"graph_of": graph_of, "here": _here})
    app.jinja_env.globals.update(url_for=_address, graph_library=_graph_library)
    app.jinja_env.filters.update(
        local=local, best=best_name, others=_others, other_names=_other_names, tag=_tag, tag_name=_tag_name, life=_life,
        source_name=source_name, source_title=source_title, script_name=script_name, prefixed=_prefixed, isotime=_isotime,
        datetime=_datetime, numberformat=_number, imprint=_imprint, identifier_kind=_identifier_kind,
        is_web=_is_web, is_unnamed=_is_unnamed, bars=bars, specific=_specific,
    )  # fmt: skip


def local(iri: str) -> str:
    """The address of one of our things on this server, whatever host it is asked at; any other IRI as it is."""
    base = settings().base
    return f"{request.script_root}/{iri.removeprefix(base)}" if iri.startswith(base) else iri


def best_name(thing: Link | Sequence[Name]) -> Name:
    """The name of a thing that suits the reader."""
    return best(thing.names if isinstance(thing, Link) else thing, language())


def _others(thing: Link) -> list[Name]:
    return _other_names(thing.names, best_name(thing))


def _other_names(names: Sequence[Name], first: Name) -> list[Name]:
    """All names but the one that is shown first, each text once."""
    return list({name.text: name for name in names if name.text != first.text}.values())


def _tag(name: Name) -> str:
    """For the attribute ``lang``: the language of that very string."""
    return name.language or "und"


def _tag_name(name: Name) -> str:
    """A language tag in words: the language, and the script where the tag names one."""
    tag, _sep, script = name.language.partition("-")
    locale = Locale.parse(language())
    words = (locale.languages.get(tag, "") if tag != "und" else "", locale.scripts.get(script.title(), ""))
    return ", ".join(filter(None, words)) or name.language


def _specific(types: Sequence[Link]) -> list[Link]:
    """The classes of a thing without those that say no more than the others."""
    said = [each for each in types if each.iri not in _GENERIC]
    return said or list(types)


def _life(years: tuple[int | None, int | None]) -> str:
    born, died = years
    if born is not None and died is not None:
        return f"{_year(born)}–{_year(died)}"
    text = _("born %(year)s", year=_year(born)) if born is not None else _("died %(year)s", year=_year(died or 0))
    return str(text)


def _year(year: int) -> str:
    return str(year) if year > 0 else _("%(year)s BC", year=-year)


def _imprint(parts: tuple[str, str, str]) -> str:
    place, publisher, date = parts
    return ", ".join(filter(None, (" : ".join(filter(None, (place, publisher))), date)))


def _identifier_kind(kind: str) -> str:
    return kind.upper() if kind in ("Isbn", "Issn", "Doi", "Ismn", "Isni") else _("No.")


def _is_web(address: str) -> bool:
    """Whether an address that a library gave may be a link: nothing that a browser would run."""
    return address.startswith(("http://", "https://"))


def _is_unnamed(thing: Link) -> bool:
    """Whether it is someone else's thing of which we know nothing but its IRI."""
    return bool(thing.iri) and not thing.iri.startswith(settings().base) and thing.names == (Name(_tail(thing.iri), ""),)


def _tail(iri: str) -> str:
    return iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2]


def _address(endpoint: str, **values: Any) -> str:
    """What `flask.url_for` gives, remembered: a page has dozens, most of them those of the page before. Not for long texts."""
    return _remembered(request.script_root, endpoint, tuple(values.items()))


@lru_cache(4096)
def _remembered(_root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    return url_for(endpoint, **dict(values))


def graph_of(iri: str) -> str:
    """The address of the graph around one of our things."""
    kind, _slash, key = iri.removeprefix(settings().base).partition("/")
    return url_for("graph", kind=kind, key=unquote(key))


def _here() -> str:
    """The address of this page, to come back to: without its language, which is being chosen."""
    values = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{request.path}?{urlencode(values)}" if values else request.path


def _graph_library() -> str:
    """The address of Cytoscape.js, "" where `otrar assets` has not fetched it."""
    name = "vendor/cytoscape.min.js"
    return url_for("static", filename=name) if (Path(current_app.static_folder or "") / name).is_file() else ""


def source_name(source: str) -> Name:
    """What a library is called: in the reader's language, else in Russian for readers of the region, else in English."""
    known: dict[str, Name] = g.setdefault("source_names", {})
    if source not in known:
        titles = settings().source(source).titles
        wanted = (language(), "ru", "en") if language() != "en" else ("en",)
        known[source] = next((Name(titles[each], each) for each in wanted if each in titles), Name(source, ""))
    return known[source]


def source_title(source: str) -> str:
    """What a library is called, where a language cannot be told: in a title, in an attribute."""
    return source_name(source).text


def script_name(code: str) -> str:
    """What a script is called, in the reader's language."""
    return Locale.parse(language()).scripts.get(code) or code


def _prefixed(triple: str) -> str:
    """A triple as people read it, well-known IRIs by their prefix."""
    return _IRI.sub(_short, triple)


def _short(found: re.Match[str]) -> str:
    iri = found[1]
    prefix = next((p for p, base in PREFIXES.items() if iri.startswith(base)), "")
    local_part = iri.removeprefix(PREFIXES[prefix]) if prefix else ""
    return f"{prefix}:{local_part}" if local_part.isalnum() else found[0]


def _number(number: int) -> str:
    return _written(number, language())


@lru_cache(4096)
def _written(number: int, language: str) -> str:
    return str(format_decimal(number, locale=language))


def _isotime(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _datetime(seconds: float) -> str:
    return str(format_datetime(datetime.fromtimestamp(seconds, UTC), "long"))
