"""The rules as pages show them: for each tag what becomes of it, with an example; and what is left out, with the reason."""

import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from conversions.engines import AUTHORITY_FORMATS, FORMATS
from conversions.examples import Example, example
from conversions.format import Format
from conversions.tree import Rule

TITLES: Mapping[str, str] = {
    "marc21": "MARC 21",
    "unimarc": "UNIMARC",
    "rusmarc": "RUSMARC",
    "dublincore": "Dublin Core, DSpace DIM",
    "mods": "MODS",
    "lom": "IEEE LOM",
    "lrmi": "LRMI, schema.org",
}
"""What people call the formats."""


class Mapped(NamedTuple):
    """A rule: its name, in one sentence what it does, the tags that it reads."""

    name: str
    says: str
    tags: tuple[str, ...]
    rule: Rule


@cache
def formats() -> Mapping[str, Format]:
    """The formats that have rules, by name; authority records have rules of their own."""
    authorities = {f"{name}-authority": each.format for name, each in AUTHORITY_FORMATS.items()}
    return {**FORMATS, **authorities}


def title(name: str) -> str:
    """What people call a format."""
    bare = name.removesuffix("-authority")
    return TITLES.get(bare, bare) + (", authority records" if bare != name else "")


@cache
def rules(name: str) -> tuple[Mapped, ...]:
    """The rules of a format, each once, in the order of its index."""
    tags: dict[Rule, list[str]] = {}
    for tag, of_tag in formats()[name].rules.items():
        for rule in of_tag:
            tags.setdefault(rule, []).append(tag)
    return tuple(Mapped(rule.__name__, summary(rule), tuple(dict.fromkeys(found)), rule) for rule, found in tags.items())


def explained(name: str, tag: str) -> Iterator[tuple[Mapped, Example]]:
    """The rules for a tag, with their examples."""
    return ((each, example(each.rule)) for each in rules(name) if tag in each.tags)


def left_out(name: str, tag: str = "") -> list[tuple[str, str]]:
    """Fields and subfields that are left out on purpose, with the reason; of one tag, or of all."""
    return sorted((what, reason) for what, reason in formats()[name].ignored.items() if not tag or what.partition("$")[0] == tag)


@cache
def summary(rule: Rule) -> str:
    """The first sentence of a rule's docstring."""
    paragraph = " ".join(inspect.cleandoc(rule.__doc__ or "").split("\n\n")[0].split())
    sentence, dot, _ = paragraph.partition(". ")
    return sentence + ("." if dot and not sentence.endswith(".") else "")
