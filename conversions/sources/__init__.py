"""Bytes in, Record out; a bad record never stops the stream.

    profile, stream = open_source(path, Profile(source="bench"))
    for received in stream:
        parsed = parse(received.raw, profile)       # or DamagedRecord

`parse` is pure, so records may be kept as bytes and read again in another process.
"""

from conversions.sources.numbers import control_number
from conversions.sources.opening import beginning, open_source, parse
from conversions.sources.values import Parsed, Profile, Received

__all__ = ["Parsed", "Profile", "Received", "beginning", "control_number", "open_source", "parse"]
