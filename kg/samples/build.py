"""Makes the sample catalogues in ISO 2709 (UTF-8, Windows-1251) and MARCXML from the .mrk files beside it.

    python -m kg.samples.build            writes all files
    python -m kg.samples.build --check    writes nothing; exits 1 when a file is not what its .mrk says

The same .mrk always gives the same bytes: no clock, no order that depends on the machine.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET  # only written here, never parsed

from pymarc import Indicators, MARCMakerReader, Record
from pymarc.marcxml import MARC_XML_NS, record_to_xml_node

HERE = Path(__file__).resolve().parent


class MnemonicError(Exception):
    """A record of a .mrk file cannot be read; the message names the file, the position and the control number."""


def blocks(text: str) -> Iterator[str]:
    """The records of a .mrk text, as they stand: what is between empty lines."""
    for block in text.replace("\r\n", "\n").split("\n\n"):
        if block.strip():
            yield block.strip("\n") + "\n"


def records(path: Path) -> Iterator[Record]:
    """The records of a .mrk file, in its order. Raises MnemonicError at the first that cannot be read."""
    for position, block in enumerate(blocks(path.read_text(encoding="utf-8")), 1):
        try:
            parsed = list(MARCMakerReader(block))
        except Exception as error:  # pymarc raises whatever its parsing ran into
            raise MnemonicError(f"{path.name}, record {position}: {error}") from error
        if len(parsed) != 1 or parsed[0] is None:
            raise MnemonicError(f"{path.name}, record {position}: expected one record between empty lines")
        yield with_blanks(parsed[0])


def with_blanks(record: Record) -> Record:
    """The record with the spaces that the mnemonic form writes as backslashes, which pymarc leaves as they are."""
    for field in record.fields:
        if field.control_field:
            field.data = (field.data or "").replace("\\", " ")
        elif field.indicators:
            field.indicators = Indicators(*(value.replace("\\", " ") for value in field.indicators))
    return record


def iso2709(source: Path) -> bytes:
    """The records of a .mrk file as ISO 2709 in UTF-8; lengths and offsets are computed."""
    return b"".join(record.as_marc() for record in records(source))


def marcxml(source: Path) -> bytes:
    """The records of a .mrk file as one MARCXML collection, indented so that a change shows as a few lines."""
    collection = ET.Element("collection", xmlns=MARC_XML_NS)
    for record in records(source):
        record.as_marc()  # computes the lengths in the leader
        collection.append(record_to_xml_node(record))  # type: ignore[no-untyped-call]
    ET.indent(collection)
    body: str = ET.tostring(collection, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def windows_1251(source: Path) -> bytes:
    """The records of a .mrk file as ISO 2709 in Windows-1251, as IRBIS and other systems of the region wrote it."""
    return b"".join(_as_marc(record, "cp1251") for record in records(source))


def utf_8(source: Path) -> bytes:
    """The records of a .mrk file as ISO 2709 in UTF-8, their leaders as UNIMARC has them: 450 and a blank at the end."""
    return b"".join(_as_marc(record, "utf-8") for record in records(source))


def _as_marc(record: Record, encoding: str) -> bytes:
    directory, body = b"", b""
    for field in record.fields:
        data = field.as_marc(encoding=encoding)
        directory += f"{field.tag}{len(data):04}{len(body):05}".encode()
        body += data
    base = 24 + len(directory) + 1
    leader = str(record.leader).replace("\\", " ")
    length = base + len(body) + 1
    return f"{length:05}{leader[5:12]}{base:05}{leader[17:]}".encode() + directory + b"\x1e" + body + b"\x1d"


BUILDS: dict[str, tuple[str, Callable[[Path], bytes]]] = {
    "almaty.mrc": ("almaty.mrk", iso2709),
    "tashkent.xml": ("tashkent.mrk", marcxml),
}
"""MARC 21."""

UNIMARC_BUILDS: dict[str, tuple[str, Callable[[Path], bytes]]] = {
    "omsk.mrc": ("omsk.mrk", windows_1251),
    "bishkek.mrc": ("bishkek.mrk", utf_8),
}
"""RUSMARC and UNIMARC."""


def main(arguments: list[str]) -> int:
    """Writes the built files, or with --check compares them. Returns the exit code."""
    if arguments not in ([], ["--check"]):
        print("usage: python -m kg.samples.build [--check]", file=sys.stderr)
        return 2
    stale = False
    for name, (source, build) in (BUILDS | UNIMARC_BUILDS).items():
        try:
            data = build(HERE / source)
        except MnemonicError as error:
            print(error, file=sys.stderr)
            return 1
        target = HERE / name
        if arguments:
            if not target.is_file() or target.read_bytes() != data:
                print(f"{name} is not what {source} says: run python -m kg.samples.build", file=sys.stderr)
                stale = True
        else:
            target.write_bytes(data)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
