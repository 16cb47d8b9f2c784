"""Which form of a thing a client gets: by the extension of the address, else by what it accepts."""

from typing import NamedTuple

from sparql import formats
from sparql.formats import Format

OFFERED: tuple[Format, ...] = (formats.HTML, *formats.GRAPHS)
"""In the order in which they win when a client takes several equally gladly."""


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


def accepted(accept: str) -> Format | None:
    """The format for an Accept header; None if nothing that is offered is accepted."""
    return formats.negotiate(accept, OFFERED)
