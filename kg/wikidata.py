"""Items of Wikidata in its own JSON (dumps with one item a line, answers of its interface) as the triples of its RDF."""

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import IO, Any, NamedTuple

import pyoxigraph as ox

from ontology.names import RDFS, SKOS, Iri

ENTITY = "http://www.wikidata.org/entity/"
DIRECT = "http://www.wikidata.org/prop/direct/"
DESCRIPTION = "http://schema.org/description"

WANTED = ("P31", "P50", "P213", "P214", "P227", "P244", "P569", "P570", "P279", "P407", "P1412")
"""What tells an item apart: its kind, authors, numbers in other files, birth, death, what it is a kind of, languages."""

_DESCRIBED = ("ru", "en")


class Item(NamedTuple):
    """An item and the line that it stands on; None as value where the line is none."""

    line: int
    value: Mapping[str, Any] | None


def items(stream: IO[bytes]) -> Iterator[Item]:
    """The items of a dump, a line each, or of an answer, which is one document over many lines."""
    first = next((line for line in stream if line.strip()), b"")
    if first.strip() != b"[" and not _is_json(first):
        text = first + stream.read()
        yield from _found(json.loads(text), 1) if _is_json(text) else [Item(1, None)]
        return
    for number, line in enumerate(chain([first], stream), 1):
        text = line.strip().rstrip(b",")
        if text not in (b"", b"[", b"]"):
            yield from _found(json.loads(text), number) if _is_json(text) else [Item(number, None)]


def _is_json(text: bytes) -> bool:
    try:
        json.loads(text.strip().rstrip(b","))
    except ValueError:
        return False
    return True


def _found(value: Any, number: int) -> Iterator[Item]:
    values = value.get("entities", {}).values() if isinstance(value, dict) and "entities" in value else [value]
    for each in values:
        yield Item(number, each if isinstance(each, dict) and isinstance(each.get("id"), str) else None)


def triples_of(item: Mapping[str, Any]) -> Iterator[str]:
    """What an item says of its names, kind, dates and numbers; properties and lexemes say nothing."""
    if not item["id"].startswith("Q"):
        return
    subject = ox.NamedNode(f"{ENTITY}{item['id']}")
    for label in _texts(item.get("labels")):
        yield _triple(subject, RDFS.label, label)
    for aliases in _values(item.get("aliases")):
        for alias in aliases if isinstance(aliases, list) else ():
            yield from (_triple(subject, SKOS.altLabel, each) for each in _literal(alias))
    for text in _texts(item.get("descriptions")):
        if text.language in _DESCRIBED:
            yield _triple(subject, DESCRIPTION, text)
    claims = item.get("claims")
    for name in WANTED:
        for claim in claims.get(name, ()) if isinstance(claims, dict) else ():
            if (value := _value(claim)) is not None:
                yield _triple(subject, f"{DIRECT}{name}", value)


def _triple(subject: ox.NamedNode, predicate: Iri | str, value: ox.NamedNode | ox.Literal) -> str:
    return f"{subject} <{predicate}> {value}"


def _values(table: Any) -> Iterator[Any]:
    yield from table.values() if isinstance(table, dict) else ()


def _texts(table: Any) -> Iterator[ox.Literal]:
    for each in _values(table):
        yield from _literal(each)


def _literal(text: Any) -> Iterator[ox.Literal]:
    if isinstance(text, dict) and text.get("value"):
        try:
            yield ox.Literal(str(text["value"]), language=str(text.get("language")))
        except ValueError:
            yield ox.Literal(str(text["value"]))


def _value(claim: Any) -> ox.NamedNode | ox.Literal | None:
    """The value of a statement that is not deprecated: an item, a day, a text."""
    snak = claim.get("mainsnak", {}) if isinstance(claim, dict) and claim.get("rank") != "deprecated" else {}
    value = (snak.get("datavalue") or {}).get("value")
    if isinstance(value, str):
        return ox.Literal(value)
    if isinstance(value, dict) and "time" in value:
        return ox.Literal(str(value["time"]))
    number = value.get("numeric-id") if isinstance(value, dict) else None
    return ox.NamedNode(f"{ENTITY}Q{number}") if isinstance(number, int) else None
