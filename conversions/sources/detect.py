"""What a file is: the container of its records and their format, with certainty and the evidence in words."""

from dataclasses import replace

from conversions.errors import SourceError
from conversions.sources import iso2709
from conversions.sources.values import Profile

ENOUGH = 1 << 18
"""Bytes of a file's beginning that show what it is."""


def resolve(name: str, head: bytes, profile: Profile) -> Profile:
    """The profile without "auto" for format and container. Raises SourceError when the head is of no catalogue."""
    container = profile.container
    if container == "auto":
        container = _container(name, head)
    return replace(profile, container=container, format="marc21" if profile.format == "auto" else profile.format)


def _container(name: str, head: bytes) -> str:
    if head.lstrip(b"\xef\xbb\xbf\xff\xfe\r\n\t \x00").startswith(b"<"):
        return "marcxml"
    if iso2709.LEADER.search(head) or b"\x1d" in head:
        return "iso2709"
    raise SourceError(name, "no catalogue records were found in it")
