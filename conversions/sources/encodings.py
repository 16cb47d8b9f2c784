"""The characters of a record: which encoding its bytes are in, found by evidence, record by record.

UTF-8 proves itself. Any other reading is judged by how likely its text would be (see `letters`). What the record says of
itself (MARC 21 leader/09, UNIMARC and RUSMARC 100 $a/26-27) breaks ties only: too many records say what is not so.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import mul

from pymarc.marc8_mapping import CODESETS

from conversions.sources import iso5426, letters, marc8
from conversions.sources.values import Profile

_SINGLE_BYTE = ("cp1251", "cp866", "koi8-r", "iso8859-5", "kz1048", "ptcp154", "cp1252")
ENCODINGS = ("auto", "utf-8", "marc-8", "iso5426", *_SINGLE_BYTE, "utf-16")
"""What a source's profile can say."""

_ANSEL = "".join(
    chr(byte)
    if byte < 0x80
    else chr(CODESETS[0x45][byte][0])
    if byte in CODESETS[0x45]
    else {0x88: "\x98", 0x89: "\x9c", 0x8D: "\u200d", 0x8E: "\u200c"}.get(byte, "\ufffd")
    for byte in range(256)
)
_TABLES: dict[str, str] = {
    **{name: bytes(range(256)).decode(name, "replace") for name in _SINGLE_BYTE},
    "iso5426": iso5426.TABLE,
    "marc-8": _ANSEL,
}
_PRIOR = {"kz1048": 3.0, "ptcp154": 4.0, "iso8859-5": 0.5, "cp1252": 2.0}
"""What a rarer encoding must make up for, in nats."""

_NOT_IN = {"marc21": ("iso5426",), "unimarc": ("marc-8",), "rusmarc": ("marc-8",)}
"""What no software writes records of a format in."""

_CODED_SETS = {
    b"03": "iso5426", b"79": "cp866", b"89": "cp1251", b"99": "koi8-r", b"50": "utf-8",
}  # fmt: skip
_HINT = 6.0
_SAMPLE, _LONGEST = 200, 20_000
_CLEAR = 30.0

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1d\x7f-\x97\x99-\x9b\x9d-\x9f]")
_C0 = bytes([*range(9), 11, 12, *range(14, 0x1E), 0x7F])
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_SEPARATOR = re.compile(rb"([\x1e\x1f])")
_WORDS = re.compile(rb"(?<![A-Za-z])[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*[A-Za-z]?")
_SUBFIELD_CODE = re.compile(rb"\x1f.|\$\$?[0-9a-z]|\^[0-9A-Za-z]")
"""Of ISO 2709, of lines of mrk and Aleph, and of IRBIS."""
_ESCAPES = re.compile(rb"\x1b(?:[(,)\-$][,\-)]?[!]?[1-4BENQS23]|[bgps])")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CODED_DATA = re.compile(rb"(?:\x1e|\A)[ -~]{2}\x1fa[0-9 |]{8}[ -~]{18}([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read in, and what to say of it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, leader: bytes, profile: Profile) -> Decoded:
    """Read the fields of a record, which 0x1E and 0x1F separate."""
    notes: list[str] = []
    suspect = len(data.translate(None, _C0)) != len(data)
    if data.isascii() and b"\x1b" not in data:
        text, encoding = data.decode("ascii"), "ascii"
    else:
        claimed = claim(data, leader, profile)
        encoding = profile.encoding if profile.encoding not in ("auto", "utf-16") else ""
        encoding = encoding or detect(data, profile.likely_encoding or claimed, profile.format)
        if claimed and encoding != claimed:
            notes.append(f"read as {encoding} although the record says {claimed}")
        text = _in(encoding, data, notes)
        suspect = suspect or encoding != "utf-8" or bool(_C1.search(data))
    return Decoded(cleaned(text, notes) if suspect else text, encoding, tuple(notes))


def _in(encoding: str, data: bytes, notes: list[str]) -> str:
    """The text in this encoding; notes tell what it does not know."""
    if encoding == "utf-8":
        return _utf8(data, notes)
    text, unknown = read_as(data, encoding)
    if unknown:
        notes.append(f"{unknown} characters unknown in {encoding} are given as U+FFFD")
    return text


def cleaned(text: str, notes: list[str]) -> str:
    """Without control characters, but for the marks around what does not count in sorting, which are made U+0098, U+009C."""
    text = text.replace("\x88", "\x98").replace("\x89", "\x9c")
    text, count = _CONTROL.subn("", text)
    if count:
        notes.append(f"{count} control characters removed")
    return text


def claim(data: bytes, leader: bytes, profile: Profile) -> str:
    """The encoding that the record says it is in; "" when it says none."""
    if profile.format in ("unimarc", "rusmarc"):
        coded = _CODED_DATA.search(data)
        return _CODED_SETS.get(coded[1], "") if coded else ""
    if not leader:
        return ""
    return "utf-8" if leader[9:10] == b"a" else "marc-8" if profile.format == "marc21" else ""


def detect(data: bytes, claimed: str = "", format: str = "auto") -> str:
    """The likeliest encoding of these bytes, the fields of a record of this format."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "marc-8" if data.isascii() and _ESCAPES.search(data) else "utf-8"
    words = _words(data)
    if _mostly_utf8(words):
        return "utf-8"
    if b"\x1b" in data and _ESCAPES.search(data):
        return "marc-8"
    foreign = _NOT_IN.get(format, ())
    return likeliest(words, claimed, [name for name in _TABLES if name not in foreign])


def _words(data: bytes) -> bytes:
    """The words with a byte beyond ASCII, which is all that tells encodings apart."""
    return b" ".join(_WORDS.findall(_SUBFIELD_CODE.sub(b" ", data)))[:_LONGEST]


class _PairCosts(dict[tuple[int, int], float]):
    """What each byte costs after another in one encoding; worked out when first met."""

    def __init__(self, table: str) -> None:
        self._table = table

    def __missing__(self, pair: tuple[int, int]) -> float:
        cost = self[pair] = letters.pair_cost(self._table[pair[0]], self._table[pair[1]])
        return cost


_PAIR_COSTS = {name: _PairCosts(table) for name, table in _TABLES.items()}
_LETTER_COSTS = {name: letters.language_costs(table) for name, table in _TABLES.items()}


def likeliest(words: bytes, claimed: str = "", names: Sequence[str] = tuple(_TABLES)) -> str:
    """Which of these single-byte encodings the text is likeliest in.

    A sample, judged as if it were Russian, leaves those that are worth judging by all of the text and in all languages;
    encodings that give the same text count as one.
    """
    first = _costs(words[:_SAMPLE], names, claimed, 1)
    least = min(first.values())
    left = [name for name, cost in first.items() if cost < least + _CLEAR]
    present = set(words)
    readings = {"".join(_TABLES[name][byte] for byte in present): name for name in reversed(left)}
    if len(readings) == 1:
        return left[0]
    found = _costs(words, readings.values(), claimed, len(letters.ALPHABETS))
    return min(found, key=found.__getitem__)


def _costs(words: bytes, names: Iterable[str], claimed: str, languages: int) -> dict[str, float]:
    """How unlikely these words are in each encoding, in nats; only the first languages are tried."""
    pairs = Counter(zip(b" " + words, words, strict=False))
    singles = Counter(words)
    found = {}
    for name in names:
        cost = _PRIOR.get(name, 0.0) - (_HINT if name == claimed else 0.0)
        cost += sum(map(mul, pairs.values(), map(_PAIR_COSTS[name].__getitem__, pairs)))
        found[name] = cost + min(
            prior + sum(map(mul, singles.values(), map(each.__getitem__, singles)))
            for prior, each in _LETTER_COSTS[name][:languages]
        )
    return found


def _mostly_utf8(data: bytes) -> bool:
    """Whether damaged bytes stand in what is UTF-8 otherwise."""
    good = sum(len(found) for found in _MULTIBYTE.findall(data))
    bad = len(data.translate(None, bytes(range(128)))) - good
    return good > 4 * bad


def _utf8(data: bytes, notes: list[str]) -> str:
    """The text; a field that is not UTF-8 is read by itself, by evidence, or its bad bytes are given as U+FFFD."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return "\x1e".join(_damaged_field(piece, notes) for piece in data.split(b"\x1e"))


def _damaged_field(piece: bytes, notes: list[str]) -> str:
    try:
        return piece.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if not _MULTIBYTE.search(piece):
        encoding = likeliest(_words(piece))
        text, unknown = read_as(piece, encoding)
        if not unknown:
            notes.append(f"one field is not UTF-8: read as {encoding}")
            return text
    text = piece.decode("utf-8", "replace")
    notes.append(f"{text.count(chr(0xFFFD))} sequences that are no UTF-8 are given as U+FFFD")
    return text


def read_as(data: bytes, encoding: str) -> tuple[str, int]:
    """The text in this encoding, and how many of its characters are unknown, given as U+FFFD."""
    if encoding == "marc-8":
        return _by_runs(data, marc8.decode)
    if encoding == "iso5426":
        return _by_runs(data, iso5426.decode)
    text = data.decode(encoding, "replace")
    return text, text.count("\ufffd")


def _by_runs(data: bytes, decode_run: Callable[[bytes], tuple[str, int]]) -> tuple[str, int]:
    """Decode subfield by subfield, for escapes and marks reach no further; those in ASCII are passed over."""
    unknown = 0
    written: list[str] = []
    for piece in _SEPARATOR.split(data):
        if piece.isascii() and b"\x1b" not in piece:
            written.append(piece.decode("ascii"))
        else:
            text, count = decode_run(piece)
            unknown += count
            written.append(text)
    return "".join(written), unknown


def best_effort(data: bytes, notes: list[str]) -> str:
    """Text that was to be UTF-8 and is not."""
    encoding = detect(data)
    notes.append(f"not valid UTF-8: read as {encoding}")
    return _in(encoding, data, notes)
