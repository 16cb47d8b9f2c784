"""A file opened: what it is, and the stream of its records."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from conversions.errors import SourceError
from conversions.sources import detect, iso2709, marcxml
from conversions.sources.values import Parsed, Profile, Received

Split = Callable[[BinaryIO], Iterator[Received]]
Parse = Callable[[bytes, Profile], Parsed]

CONTAINERS: dict[str, tuple[Split, Parse]] = {
    "iso2709": (iso2709.split, iso2709.parse),
    "marcxml": (marcxml.split, marcxml.parse),
}
"""The forms a file of records can have, and the module that reads each."""

_GZIP = b"\x1f\x8b"


def open_source(path: Path, profile: Profile) -> tuple[Profile, Iterator[Received]]:
    """What the file is, as a profile without "auto" for format and container, and its records.

    The file is closed when its records have been taken. Raises SourceError when no record can be had from it.
    """
    head = _head(path)
    resolved = detect.resolve(path.name, head, profile)
    return resolved, _records(path, resolved)


def parse(raw: bytes, profile: Profile) -> Parsed:
    """Read one record as its profile says. Raises DamagedRecord."""
    return CONTAINERS[profile.container][1](raw, profile)


def _records(path: Path, profile: Profile) -> Iterator[Received]:
    try:
        with _opened(path) as stream:
            yield from CONTAINERS[profile.container][0](stream)
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(str(path), f"reading stopped: {error}") from None


def _head(path: Path) -> bytes:
    """The first bytes of the file, enough to see what it is."""
    if path.is_dir():
        raise SourceError(str(path), "this is a folder; name the files in it")
    try:
        with _opened(path) as stream:
            head = stream.read(detect.ENOUGH)
    except FileNotFoundError:
        raise SourceError(str(path), "there is no such file") from None
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(str(path), f"the file cannot be read: {error}") from None
    if not head:
        raise SourceError(str(path), "the file is empty")
    return head


def _opened(path: Path) -> BinaryIO:
    stream = path.open("rb")
    magic = stream.read(2)
    stream.seek(0)
    return cast(BinaryIO, gzip.open(stream)) if magic == _GZIP else stream
