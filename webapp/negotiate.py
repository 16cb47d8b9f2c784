"""Which form of a thing a client gets: by the extension of the address, else by what it accepts; in which profile."""

import re
from typing import NamedTuple

from kg.profiles import BIBFRAME, PROFILES, Profile
from sparql import formats
from sparql.formats import Format

OFFERED: tuple[Format, ...] = (formats.HTML, *formats.RDF)
"""In the order in which they win when a client takes several equally gladly."""

_PROFILE = re.compile(r"<?([^<>\s;,]+)>?\s*(?:;\s*q\s*=\s*([0-9.]+))?")


class Asked(NamedTuple):
    """A key without its extension, and the format that the extension names; None where there is none."""

    key: str
    format: Format | None


def split_extension(key: str) -> Asked:
    """Take a known extension off the end of an address.

    >>> split_extension("abc.ttl").format.label
    'Turtle'
    >>> split_extension("v.1")
    Asked(key='v.1', format=None)
    """
    stem, dot, extension = key.rpartition(".")
    found = next((each for each in OFFERED if each.extension == extension), None) if dot else None
    return Asked(stem, found) if found else Asked(key, None)


def accepted(accept: str, offered: tuple[Format, ...] = OFFERED) -> Format | None:
    """The format for an Accept header; None if nothing that is offered is accepted."""
    return formats.negotiate(accept, offered)


def profile(header: str, parameter: str = "") -> Profile:
    """The profile for an Accept-Profile header, or a name in the address, which wins; the whole where none of ours is asked for.

    >>> profile("<http://example.org/p>, <https://schema.org/>;q=0.5, <http://purl.org/dc/terms/>;q=0.2").name
    'schema'
    """
    known = {_plain(each.iri): each for each in PROFILES} | {each.name: each for each in PROFILES}
    if parameter:
        return known.get(_plain(parameter), BIBFRAME)
    best, found = 0.0, BIBFRAME
    for iri, q in _PROFILE.findall(header):
        weight = _weight(q)
        if weight > best and _plain(iri) in known:
            best, found = weight, known[_plain(iri)]
    return found


def _plain(iri: str) -> str:
    return iri.removeprefix("https://").removeprefix("http://").rstrip("/")


def _weight(q: str) -> float:
    try:
        return min(float(q or 1), 1.0)
    except ValueError:
        return 0.0
