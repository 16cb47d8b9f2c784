"""ISO 2709, the exchange format of MARC 21, UNIMARC and RUSMARC files: the stream cut into records.

A record says its length and ends with a terminator. Neither is believed blindly: where they disagree, what follows decides.
Only padding (line ends, NUL, Ctrl-Z, repeated terminators, a byte order mark) is left out between the records handed on; any
other junk is handed on too, to be refused with its bytes.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from conversions.sources.directory import parse
from conversions.sources.values import Received

__all__ = ["LEADER", "LONGEST", "parse", "split"]

CHUNK = 1 << 20
LONGEST = 1 << 24
"""Bytes that are looked at for a terminator; a longer run is handed on in pieces, so memory stays bounded."""

LEADER = re.compile(rb"\d{5}[ -~][ -~]{4}22\d{5}[ -~]{3}45[0-9 ][0-9 ]")
_PADDING = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n\t\x00\x1a\x1d]*(?:[\r\n\t\x00\x1a\x1d ]+(?=\d{5}|\Z))?")
_TERMINATOR = b"\x1d"


class _Window:
    """The part of a stream that is being looked at: ``data[at:]`` stands at ``offset`` of the file."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.data = b""
        self.at = 0
        self.offset = 0
        self.ended = False
        self._searched = 0

    def more(self) -> bool:
        """Read on; False at the end of the file."""
        chunk = b"" if self.ended else self._stream.read(CHUNK)
        self.data, self.at = self.data[self.at :] + chunk, 0
        self.ended = not chunk
        return bool(chunk)

    def need(self, length: int) -> None:
        while len(self.data) - self.at < length and self.more():
            pass

    def take(self, length: int) -> bytes:
        taken = self.data[self.at : self.at + length]
        self.at += len(taken)
        self.offset += len(taken)
        return taken

    def skip_padding(self) -> bool:
        """Go on to where a record may begin; False when only padding was left."""
        while True:
            self.need(64)
            padding = _PADDING.match(self.data, self.at)
            self.take(len(padding[0]) if padding else 0)
            if self.at < len(self.data) or not self.more():
                return self.at < len(self.data)

    def to_terminator(self) -> int:
        """The length up to the first terminator, which it includes; without one all that is left, at most `LONGEST`."""
        while (found := self.data.find(_TERMINATOR, self.at + max(0, self._searched - self.offset))) < 0:
            length = len(self.data) - self.at
            self._searched = self.offset + length
            if length >= LONGEST or not self.more():
                return min(length, LONGEST)
        self._searched = self.offset + found - self.at
        return min(found + 1 - self.at, LONGEST)


def split(stream: BinaryIO) -> Iterator[Received]:
    """Cut a stream into records. Never raises for what is in it; memory is bounded by the longest record."""
    window = _Window(stream)
    position = 0
    while window.skip_padding():
        position += 1
        offset = window.offset
        yield Received(window.take(_length(window)), position, offset)


def _length(window: _Window) -> int:
    """The number of bytes of the record at the window's place."""
    reached = window.to_terminator()
    digits = window.data[window.at : window.at + 5]
    declared = int(digits) if len(digits) == 5 and digits.isdigit() else 0
    if declared == reached:
        return reached
    if declared > reached and _goes_on(window, reached, declared):
        return declared
    return _next_leader(window.data, window.at, window.at + reached) or reached


def _goes_on(window: _Window, reached: int, declared: int) -> bool:
    """Whether the first terminator is a stray one inside a record whose declared length is right."""
    window.need(declared + 24)
    data, at = window.data, window.at
    if data[at + declared - 1 : at + declared] != _TERMINATOR or LEADER.match(data, at + reached):
        return False
    rest = data[at + declared : at + declared + 24].lstrip(b"\r\n\x00\x1a")
    return not rest or rest[:5].isdigit()


def _next_leader(data: bytes, at: int, end: int) -> int:
    """How far from ``at`` another record begins because the one before it lost its end; 0 where none does."""
    for found in LEADER.finditer(data, at + 1, end):
        start = found.start()
        if int(data[start : start + 5]) == end - start or data[start - 1] in b"\x1e\r\n":
            return start - at
    return 0
