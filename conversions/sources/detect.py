"""What a file is: the container of its records, their format and kind, with certainty and the evidence in words.

The container shows in the first bytes. The format is voted on by the first records: each tag or code that only one format
has speaks for it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import islice

from conversions.errors import DamagedRecord, SourceError
from conversions.record import Record
from conversions.sources import encodings, iso2709, jsonld, metadata
from conversions.sources.values import Parsed, Profile, Received

Read = tuple[Callable[[BytesIO], Iterator[Received]], Callable[[bytes, Profile], Parsed]]

ENOUGH = 1 << 18
"""Bytes of a file's beginning that show what it is, as a rule."""
ASSUMED = 0.2
"""How sure a format is that nothing shows."""
_VOTERS = 60

_BLANK = b"\xef\xbb\xbf\xff\xfe\r\n\t \x00"
_LINES = (
    ("mrk", re.compile(rb"^=(?:LDR|000|\d{3})  ", re.M), "lines =TAG"),
    ("aleph", re.compile(rb"^\d{9} (?:LDR|FMT|\d{3})[ 0-9]{2} [A-Z] ", re.M), "lines of system number, tag, L"),
    ("irbis", re.compile(rb"^#\d{1,4}(?:/\d+)?:", re.M), "lines #TAG:"),
)
_XML_RECORD = re.compile(rb"<(?:[\w.-]+:)?(?:record|collection|OAI-PMH|searchRetrieveResponse)[\s>/]")
_OAI = re.compile(rb"<(?:[\w.-]+:)?OAI-PMH[\s>]")
_OAI_ERROR = re.compile(rb"""<(?:[\w.-]+:)?error\s[^<>]*?code\s*=\s*["'](\w+)["'][^<>]*>([^<]*)""")
_JSON_RECORD = re.compile(rb'"(?:leader|fields)"\s*:')
_MARC_FIELD = re.compile(rb"<(?:[\w.-]+:)?(?:controlfield|datafield)[\s>/]")
_DIRECTORY = re.compile(rb"(?:[0-9A-Z]{3}\d{9}){2}")

_RUSMARC_SYSTEMS = ("rubbk", "rugasnti", "oksvnk", "rugsnti", "nlr_sh", "tbc")
_MATERIALS = frozenset("abcdefgijklmr")
_KINDS = {"z": "authority", "u": "holdings", "v": "holdings", "x": "holdings", "y": "holdings"}


def container(name: str, head: bytes) -> tuple[str, str]:
    """The form of a file's records and what shows it. Raises SourceError when the file is no catalogue."""
    start = head.lstrip(_BLANK)
    if start.startswith(b"<"):
        return _xml(name, start, head)
    if b"\x1e" in head and (iso2709.LEADER.search(head) or _DIRECTORY.search(head)):
        return "iso2709", "a leader and directory of ISO 2709"
    if start[:1] in (b"{", b"[") and _JSON_RECORD.search(head):
        return "marcjson", "objects with a leader and fields in JSON"
    if start[:1] in (b"{", b"[") and jsonld.SIGNS.search(head):
        return "jsonld", "objects with the words of schema.org in JSON"
    for form, line, seen in _LINES:
        if line.search(head):
            return form, seen
    raise SourceError(
        name,
        "no catalogue records were found in it (ISO 2709, MARCXML, MARC-in-JSON, mrk, Aleph sequential, IRBIS text, metadata in "
        f"XML or JSON-LD are known); it begins {_beginning(start)}",
    )


def _xml(name: str, start: bytes, head: bytes) -> tuple[str, str]:
    if not _MARC_FIELD.search(head) and metadata.SIGNS.search(head):
        return "metadata", "metadata of a repository in XML"
    if _XML_RECORD.search(head):
        return "marcxml", "record elements in XML"
    raise SourceError(
        name,
        "this is XML without record elements (MARCXML, OAI-PMH, Dublin Core, DIM, XOAI, MODS, METS and LOM are known); it begins "
        f"{_beginning(start)}",
    )


def resolve(name: str, head: bytes, profile: Profile, read: Read, seen: str, *, whole: bool) -> Profile:
    """The profile without "auto" for the format, and for the kind where all records have the same one.

    Raises SourceError when the head is the ``whole`` file and no record is in it.
    """
    split, parse = read
    received = list(islice(split(BytesIO(head)), _VOTERS))
    if not received and whole:
        raise SourceError(name, _without_records(head, profile.container))
    records = list(_readable(received, parse, profile))
    format, certainty, evidence = (
        (profile.format, 1.0, "told so") if profile.format != "auto" else _found(received, records, profile)
    )
    kinds = {kind(record, format) for record in records}
    return replace(
        profile,
        format=format,
        kind=profile.kind if profile.kind != "auto" or len(kinds) != 1 else kinds.pop(),
        likely_encoding=_likely(received, replace(profile, format=format)),
        certainty=certainty,
        evidence=(*([seen] if seen else []), evidence),
    )


def _without_records(head: bytes, container: str) -> str:
    """What to say of a file in which no record was found: of an answer of OAI-PMH, what it says instead."""
    if not _OAI.search(head):
        return f"there is no record in it (read as {container}); it begins {_beginning(head)}"
    told = _OAI_ERROR.search(head)
    error = f"the error {told[1].decode()} {told[2].decode('utf-8', 'replace').strip()[:200]}".strip() if told else ""
    return f"it is an answer of OAI-PMH without records{f': {error}' if error else ''}"


def _found(received: Sequence[Received], records: Sequence[Record], profile: Profile) -> tuple[str, float, str]:
    """The format of the records, how sure it is, and why."""
    if profile.container == "jsonld":
        named = sum("name" in record or "headline" in record for record in records)
        sure = round(named / max(1, len(received)), 2)
        return "lrmi", sure, f"{named} of {len(received)} objects have a name, as in schema.org with LRMI"
    votes = Counter(metadata.format_of(each.raw) for each in received) if profile.container == "metadata" else Counter[str]()
    if not any(votes):
        if votes and not any("header" not in record for record in records):
            return "marc21", 0.0, f"none of {len(received)} records holds metadata of a known format"
        return format_of(records)
    best, count = max(((format, n) for format, n in votes.items() if format), key=lambda pair: pair[1])
    return best, round(count / len(received), 2), f"{count} of {len(received)} records hold metadata of the format {best}"


def kind(record: Record, format: str) -> str:
    """bibliographic, authority or holdings, as the leader says."""
    code = record.leader[6:7]
    if format == "marc21":
        return _KINDS.get(code, "bibliographic")
    return "authority" if code in ("x", "y", "z") or (code not in _MATERIALS and "152" in record) else "bibliographic"


def _readable(received: Iterable[Received], parse: Callable[[bytes, Profile], Parsed], profile: Profile) -> Iterator[Record]:
    for each in received:
        try:
            yield parse(each.raw, profile).record
        except DamagedRecord:
            continue


def format_of(records: Sequence[Record]) -> tuple[str, float, str]:
    """The format that most records speak for, how sure that is (0 to 1), and why.

    RUSMARC is UNIMARC with additions: UNIMARC is said unless something speaks for RUSMARC, and of records that lack it but were
    catalogued in Russian, only half counts as sure.
    """
    votes: Counter[str] = Counter()
    signs: dict[str, Counter[str]] = {format: Counter() for format in _NAMES}
    for record in records:
        found = _signs(record)
        votes[_best(found)] += 1
        for format, said in found.items():
            signs[format].update(said)
    unimarc, rusmarc = votes["unimarc"], votes["rusmarc"]
    if rusmarc and 2 * rusmarc >= unimarc:
        votes = Counter({"rusmarc": rusmarc + unimarc, "marc21": votes["marc21"]})
    best, count = max(((format, votes[format]) for format in signs), key=lambda pair: pair[1])
    if not count:
        return "marc21", ASSUMED, "no record shows its format: MARC 21 is assumed"
    doubt = unimarc if best == "rusmarc" else signs["unimarc"][_IN_RUSSIAN] if best == "unimarc" else 0
    shown = [*signs[best].most_common(4), *(signs["unimarc"].most_common(2) if best == "rusmarc" else [])]
    words = ", ".join(f"{sign} ({number})" for sign, number in shown)
    if best == "unimarc" and doubt:
        words += "; RUSMARC is possible, though nothing shows it"
    sure = round((count - min(doubt, count) / 2) / len(records), 2)
    return best, sure, f"{count} of {len(records)} records read as {_NAMES[best]}: {words}"


_NAMES = {"marc21": "MARC 21", "unimarc": "UNIMARC", "rusmarc": "RUSMARC"}
_MARC21_ONLY = ("245", "260", "264", "246", "490", "630", "650", "651", "655", "800", "880")
_IN_RUSSIAN = "catalogued in Russian (100 $a)"
_RUSSIAN_RULES = ("psbo", "rcr", "rpk")
_RUSSIAN_SETS = ("79", "89", "99")
"""Character sets of 100 $a that RUSMARC alone has: cp866, cp1251, KOI8-R."""


def _best(found: dict[str, list[str]]) -> str:
    """The format that what is found in one record speaks for; "" for none."""
    if len(found["marc21"]) >= len(found["unimarc"]):
        return "marc21" if found["marc21"] else ""
    return "rusmarc" if found["rusmarc"] else "unimarc"


def _signs(record: Record) -> dict[str, list[str]]:
    """What in a record speaks for each format; of RUSMARC, only what UNIMARC has not."""
    return {"marc21": list(_marc21(record)), "unimarc": list(_unimarc(record)), "rusmarc": list(_rusmarc(record))}


def _marc21(record: Record) -> Iterator[str]:
    yield from (f"field {tag}" for tag in _MARC21_ONLY if tag in record)
    if len(record["008"].data) >= 32:
        yield "fixed data in 008"
    if record.leader[20:24] == "4500" and "200" not in record and "801" not in record:
        yield "leader ends in 4500"


def _unimarc(record: Record) -> Iterator[str]:
    if "245" in record:
        return
    general = record["100"]["a"]
    if len(general) >= 12 and general[:8].isdigit() and general[8].isalpha():
        yield "coded data in 100 $a"
        if "rus" in (general[22:25], general[9:12]):
            yield _IN_RUSSIAN
    if record.leader[20:24] == "450 ":
        yield "leader ends in 450 and a blank"
    yield from (f"field {tag}" for tag in ("200", "801") if tag in record)


def _rusmarc(record: Record) -> Iterator[str]:
    agencies = record.all("801")
    if any(field["a"].upper() == "RU" for field in agencies):
        yield "801 $a RU"
    if any(field["2"].lower() == "rusmarc" for field in agencies):
        yield "801 $2 rusmarc"
    rules = {field[code].lower() for tag, code in (("801", "g"), ("152", "a")) for field in record.all(tag)}
    yield from (f"rules {name}" for name in _RUSSIAN_RULES if name in rules)
    if record.id.startswith("RU\\") or any(field["a"].startswith("RU\\") for field in record.all("035")):
        yield "numbers that begin with RU\\"
    systems = {field["2"].lower() for tag in ("606", "610", "686") for field in record.all(tag)}
    yield from (f"subjects by {name}" for name in _RUSMARC_SYSTEMS if name in systems)
    general = record["100"]["a"]
    if general[26:28] in _RUSSIAN_SETS and general[:8].isdigit():
        yield "a Russian character set (100 $a/26)"
    if "899" in record and general[22:25] == "rus":
        yield "holdings in 899, catalogued in Russian"
    if "903" in record and "920" in record:
        yield "fields 903 and 920 of IRBIS"


def _likely(received: Iterable[Received], profile: Profile) -> str:
    """The encoding of the file's records that are not UTF-8, where nearly all agree; "" where none or no one does."""
    found = Counter(encodings.detect(each.raw, format=profile.format) for each in received if not _is_utf8(each.raw))
    name, count = found.most_common(1)[0] if found else ("", 0)
    return name if count > 0.8 * found.total() and found.total() >= 5 else ""


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _beginning(start: bytes) -> str:
    return repr(start[:40].decode("latin-1"))
