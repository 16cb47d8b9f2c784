"""What makes two descriptions the same agent, work or subject: the identity keys.

A key is text made from content alone, so every record can be converted by itself and equal things meet. Its digest is the
IRI's last part. Where the content is too weak to tell, the key holds the record's own name, and meeting is left to
clustering. `KEY_VERSION` rises with every change that moves published IRIs; a release that raises it redirects them.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from importlib.resources import files

from conversions.scripts import fold
from conversions.tree import INSTANCE, WORK, Key, Literal, Node, Statement, Subject, Value
from ontology.names import BF, RDF, Iri

KEY_VERSION = 1

GENERIC_TITLES = frozenset(
    fold(line) for line in files("conversions").joinpath("generic_titles.txt").read_text("utf-8").splitlines() if line
)
"""Titles that so many books have that they identify none; folded."""

_CONTENT_TYPES = frozenset(
    {
        BF.Text, BF.Cartography, BF.Audio, BF.NotatedMusic, BF.NotatedMovement, BF.MovingImage, BF.StillImage, BF.Object,
        BF.Multimedia, BF.Dataset, BF.MixedMaterial, BF.Kit,
    }
)  # fmt: skip


_TELLING = frozenset({RDF.type, BF.contribution, BF.expressionOf, BF.title, BF.provisionActivity, BF.dissertation})
"""The properties by which a Work is known."""

_SERIALS = frozenset({BF.Serial, BF.Series, BF.Integrating})


def digest(text: str) -> str:
    """Twenty hexadecimal digits (80 bits) that stand for the text."""
    return blake2b(text.encode(), digest_size=10).hexdigest()


def agent(kind: str, name: str, *, dates: str = "", details: Iterable[str] = ()) -> Key:
    """A person, family, organization or meeting: its kind, its folded name, its dates and what else is part of the name.

    ``kind`` is "person", "family", "organization", "meeting" or "jurisdiction".
    """
    digits = "".join([c for c in dates if c.isdigit() or c == "-"]).strip("-") if dates else ""
    return Key("agent", "|".join([kind, fold(name), digits, *map(fold, details)]))


def subject(kind: str, scheme: str, heading: str) -> Key:
    """A topic, place or genre: its scheme (code or IRI) and its folded heading. ``kind`` is "topic", "place" or "genre"."""
    return Key(kind, f"{scheme}|{fold(heading)}")


def hub(creator: Key | None, title: str, *details: str) -> Key:
    """What all versions of a work have in common: its creator, its folded uniform title and what tells it apart."""
    return Key("hub", "|".join([creator.text if creator else "", fold(title), *map(fold, details)]))


def work(statements: Sequence[Statement], language: str, record: str) -> Key:
    """The record's Work, from what its conversion says.

    Creator, uniform or main title with its parts, ``language`` of the text and kind of content; a thesis is another work than the
    book that came of it. Without a creator, or when the title is one that identifies nothing, the year is added, for a serial the
    fact that it is one; without creator, title or year the key is ``record``'s own.
    """
    statements = [statement for statement in statements if statement[1] in _TELLING]
    types = {value for subject, predicate, value in statements if subject == WORK and predicate == RDF.type}
    creators = sorted(_brief(key) for key in _creators(statements))
    title = min(_titles(statements), default="")
    content = min((str(each).rpartition("/")[2] for each in types & _CONTENT_TYPES), default="")
    generic = title.partition("|")[0] in GENERIC_TITLES
    if any(subject == WORK and predicate == BF.dissertation for subject, predicate, _ in statements):
        content += " thesis"
    parts = [*creators[:1], title, language, content]
    if title and creators and not generic:
        return Key("work", "|".join(parts))
    further = "serial" if types & _SERIALS else min(_years(statements), default="")
    if title and further and (creators or not generic):
        return Key("work", "|".join([*parts, further]))
    return Key("work", "|".join([*parts, record]))


def _creators(statements: Sequence[Statement]) -> Iterator[Key]:
    for subject, predicate, value in statements:
        if subject == WORK and predicate == BF.contribution and isinstance(value, Node):
            agent = value.says.get(BF.agent)
            if BF.PrimaryContribution in value.types and isinstance(agent, Node) and agent.key:
                yield agent.key


def _brief(creator: Key) -> str:
    """A creator as far as catalogues agree on it beside a title: a person by family name and initial, without dates."""
    kind, name, *_ = creator.text.split("|")
    family, _, given = name.partition(" ")
    return f"{family} {given[:1]}" if kind == "person" else name


def _titles(statements: Sequence[Statement]) -> Iterator[str]:
    """The folded title with its parts: the uniform title's where there is one, else that of the edition."""
    hubs = [v for s, p, v in statements if s == WORK and p == BF.expressionOf and isinstance(v, Node)]
    uniform = [title for each in hubs for title in _nodes(each.says.get(BF.title))]
    of = {subject: list(_titles_proper(statements, subject)) for subject in (INSTANCE, WORK)}
    for node in uniform or of[INSTANCE] or of[WORK]:
        parts = [fold(next(_strings(node.says.get(p)), "")) for p in (BF.partNumber, BF.partName)]
        for main in _strings(node.says.get(BF.mainTitle)):
            if folded := fold(main):
                yield "|".join(filter(None, [folded, *parts]))


def _titles_proper(statements: Sequence[Statement], of: Subject) -> Iterator[Node]:
    for subject, predicate, value in statements:
        if subject == of and predicate == BF.title and isinstance(value, Node) and list(value.types) == [BF.Title]:
            yield value


def _years(statements: Sequence[Statement]) -> Iterator[str]:
    for subject, predicate, value in statements:
        if subject.kind == INSTANCE.kind and predicate == BF.provisionActivity and isinstance(value, Node):
            for date in _strings(value.says.get(BF.date)):
                if date[:4].isdigit():
                    yield date[:4]


def _nodes(value: Value) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif value is not None and not isinstance(value, (str, Literal)):
        for each in value:
            yield from _nodes(each)


def _strings(value: Value) -> Iterator[str]:
    if isinstance(value, Literal):
        yield value.value
    elif isinstance(value, str):
        if not isinstance(value, Iri):
            yield value
    elif value is not None and not isinstance(value, Node):
        for each in value:
            yield from _strings(each)
