"""The example in a rule's docstring: read here, run by the tests, shown on the mapping pages.

A rule's docstring has three parts, apart by blank lines: what the rule says, in words; the record, a field a line or, for
metadata of repositories, elements of XML or an object of JSON; the Turtle that comes out, in which ``<#Work>`` and
``<#Instance>`` are the record's own.
"""

import inspect
import re
from typing import NamedTuple

from conversions.errors import DamagedRecord
from conversions.record import Record
from conversions.sources import Profile, jsonld, metadata
from conversions.tree import Rule

PREFIXES = """\
@prefix bf: <http://id.loc.gov/ontologies/bibframe/> .
@prefix bflc: <http://id.loc.gov/ontologies/bflc/> .
@prefix madsrdf: <http://www.loc.gov/mads/rdf/v1#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <http://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
"""What an example's Turtle may use without declaring it."""


_ELEMENT = re.compile(r"<[A-Za-z]")


class Example(NamedTuple):
    """What a rule does in words, the record it is shown on, and the Turtle that it makes of it."""

    says: str
    record: str
    turtle: str


def example(rule: Rule) -> Example:
    """The example of a rule. Raises ValueError, naming the rule, where a part is missing."""
    paragraphs = [part.strip("\n") for part in inspect.cleandoc(rule.__doc__ or "").split("\n\n")]
    fields = [n for n, part in enumerate(paragraphs) if _is_record(part)]
    if not fields or fields[0] == 0 or fields[-1] == len(paragraphs) - 1:
        raise ValueError(f"{rule.__module__}.{rule.__name__}: its docstring needs words, a record and the Turtle it makes")
    first, last = fields[0], fields[-1]
    return Example(
        "\n\n".join(paragraphs[:first]),
        "\n".join(paragraphs[first : last + 1]),
        "\n\n".join(paragraphs[last + 1 :]),
    )


def record_of(text: str) -> Record:
    """The record of an example. Raises ValueError where the text is none."""
    try:
        if _ELEMENT.match(text):
            return metadata.fragment(text)
        return jsonld.parse(text.encode(), Profile()).record if text.startswith("{") else Record.parse(text)
    except DamagedRecord as error:
        raise ValueError(error.reason) from error


def _is_record(paragraph: str) -> bool:
    try:
        return bool(record_of(paragraph).fields)
    except ValueError:
        return False
