"""A file opened: what it is, and the stream of its records."""

import codecs
import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from conversions.errors import SourceError
from conversions.sources import detect, iso2709, jsonld, local, marcjson, marcxml, metadata, repairs, text
from conversions.sources.encodings import ENCODINGS
from conversions.sources.values import Parsed, Profile, Received

Split = Callable[[BinaryIO], Iterator[Received]]
Parse = Callable[[bytes, Profile], Parsed]

CONTAINERS: dict[str, tuple[Split, Parse]] = {
    "iso2709": (iso2709.split, iso2709.parse),
    "marcxml": (marcxml.split, marcxml.parse),
    "marcjson": (marcjson.split, marcjson.parse),
    "mrk": (text.split_breaker, text.parse_breaker),
    "aleph": (text.split_aleph, text.parse_aleph),
    "irbis": (text.split_irbis, text.parse_irbis),
    "metadata": (metadata.split, metadata.parse),
    "jsonld": (jsonld.split, jsonld.parse),
}
"""The forms a file of records can have, and what cuts and reads each."""

FORMATS = ("marc21", "unimarc", "rusmarc", *metadata.FORMATS, "lrmi")
_GZIP = b"\x1f\x8b"
_DAMAGED_FILE = (OSError, EOFError, zlib.error)


def open_source(path: Path, profile: Profile) -> tuple[Profile, Iterator[Received]]:
    """What the file is, as a profile without "auto" for format and container, and its records.

    The file is closed when its records have been taken. A file compressed with gzip is read as what is in it; one in UTF-16
    is read as UTF-8, and its offsets count those bytes. Raises SourceError when no record can be had from it, or later, when
    reading stops for a fault of the disk or the compression.
    """
    _check(path, profile)
    for size in (detect.ENOUGH, iso2709.LONGEST):
        head, wide = _head(path, profile, size)
        resolved = _resolved(str(path), head, profile, whole=len(head) < size)
        if len(head) < size or resolved.certainty > detect.ASSUMED:
            break  # otherwise the first record is longer than what was looked at
    return resolved, _records(path, resolved, wide)


def _resolved(name: str, head: bytes, profile: Profile, *, whole: bool) -> Profile:
    container, seen = (profile.container, "") if profile.container != "auto" else detect.container(name, head)
    return detect.resolve(name, head, replace(profile, container=container), CONTAINERS[container], seen, whole=whole)


def beginning(path: Path) -> bytes:
    """The bytes of a file from which no record can be had, as far as they are kept; none where it cannot be opened."""
    try:
        with path.open("rb") as stream:
            return stream.read(iso2709.LONGEST)
    except OSError:
        return b""


def parse(raw: bytes, profile: Profile) -> Parsed:
    """Read one record as its profile says. Raises DamagedRecord."""
    parsed = CONTAINERS[profile.container][1](raw, profile)
    if profile.local:
        parsed = local.renamed(parsed, profile.local)
    return repairs.repaired(parsed, profile.repairs) if profile.repairs else parsed


def _check(path: Path, profile: Profile) -> None:
    """Refuse a profile that says what does not exist."""
    for what, given, known in (
        ("container", profile.container, ("auto", *CONTAINERS)),
        ("format", profile.format, ("auto", *FORMATS)),
        ("encoding", profile.encoding, ENCODINGS),
        *(("repair", name, tuple(repairs.REPAIRS)) for name in profile.repairs),
    ):
        if given not in known:
            raise SourceError(str(path), f"the source's {what} is {given!r}; known are {', '.join(known)}")
    if wrong := local.fault(profile.local):
        raise SourceError(str(path), f"the source's local fields: {wrong}")


def _records(path: Path, profile: Profile, wide: str) -> Iterator[Received]:
    try:
        with ExitStack() as open_files:
            yield from CONTAINERS[profile.container][0](_opened(path, wide, open_files))
    except _DAMAGED_FILE as error:
        raise SourceError(str(path), f"reading stopped: {error}") from None


def _head(path: Path, profile: Profile, size: int) -> tuple[bytes, str]:
    """The first bytes of the file, in UTF-8 if they were in UTF-16; and that encoding, or ""."""
    if path.is_dir():
        raise SourceError(str(path), "this is a folder; name the files in it")
    try:
        with ExitStack() as open_files:
            head = _opened(path, "", open_files).read(size)
        wide = "utf-16" if profile.encoding == "utf-16" else _wide(head)
        if wide:
            with ExitStack() as open_files:
                head = _opened(path, wide, open_files).read(size)
    except FileNotFoundError:
        raise SourceError(str(path), "there is no such file") from None
    except _DAMAGED_FILE as error:
        raise SourceError(str(path), f"the file cannot be read: {error}") from None
    if not head.strip():
        raise SourceError(str(path), "the file is empty")
    return head, wide


def _wide(head: bytes) -> str:
    """The form of UTF-16 that a file begins in; "" for none."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = head[:64]
    if len(start) >= 16 and start[1::2].count(0) > 0.8 * len(start[1::2]) and not start[::2].count(0):
        return "utf-16-le"
    if len(start) >= 16 and start[::2].count(0) > 0.8 * len(start[::2]) and not start[1::2].count(0):
        return "utf-16-be"
    return ""


def _opened(path: Path, wide: str, open_files: ExitStack) -> BinaryIO:
    """The bytes of the file, unpacked and in UTF-8 where they were in UTF-16."""
    stream: BinaryIO = open_files.enter_context(path.open("rb"))
    magic = stream.read(2)
    stream.seek(0)
    if magic == _GZIP:
        stream = cast(BinaryIO, open_files.enter_context(gzip.GzipFile(fileobj=stream)))
    if wide:
        recoded = codecs.StreamRecoder(
            stream, *codecs.lookup("utf-8")[:2], codecs.getreader(wide), codecs.getwriter("utf-8"), "replace"
        )
        return cast(BinaryIO, recoded)
    return stream
