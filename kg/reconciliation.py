"""What the Reconciliation Service API asks for, without HTTP: candidates for a name, suggestions, values of properties.

The same over the things of our graph and over an authority file: both are an index of entities.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from rapidfuzz.fuzz import token_sort_ratio

from conversions.scripts import dates_of, fold, script_of
from kg.authority_evidence import compare, possible
from kg.entity import FAMILY, HUB, KINDS, MEETING, ORGANIZATION, PERSON, PLACE, WORK, Entity
from kg.entity_index import EntityIndex
from kg.names import Name, best
from kg.scoring import AUTHORITY_WEIGHTS, Score

AGENT = "agent"
TYPES: Mapping[str, tuple[str, ...]] = {AGENT: (PERSON, FAMILY, ORGANIZATION, MEETING), **{kind: (kind,) for kind in KINDS}}
"""The types that can be asked for, and the kinds of entities that they take in."""

MOST_CANDIDATES = 50
_UNASKED = tuple(kind for kind in KINDS if kind != HUB)
"""What is looked for where no type is asked for: hubs would repeat their works."""
_DEFAULT_CANDIDATES = 10
_LOOKED_AT = 20
_LIKENESS = 0.4
"""What the likeness of letters can come to: less than any evidence that decides."""


class QueryError(ValueError):
    """A query that is not as the specification says; the message tells what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Query:
    """One query: a name, the types that are wanted (none: any), how many candidates, and values of properties."""

    text: str
    types: tuple[str, ...] = ()
    limit: int = _DEFAULT_CANDIDATES
    properties: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of entities that are wanted."""
        return tuple(dict.fromkeys(kind for each in self.types for kind in TYPES.get(each, ()))) or _UNASKED


class Answer(NamedTuple):
    """A candidate: ``score`` from 0 to 100 is the probability in per cent; ``evidence`` with what each is worth."""

    entity: Entity
    score: float
    match: bool
    evidence: Mapping[str, float]


def parse(value: Any) -> Query:
    """A query out of its JSON. Raises QueryError."""
    if isinstance(value, str):
        value = {"query": value}
    if not isinstance(value, dict):
        raise QueryError("a query is an object with the member 'query'")
    text, limit = value.get("query", ""), value.get("limit", _DEFAULT_CANDIDATES)
    properties: dict[str, list[str]] = {}
    for each in value.get("properties") or ():
        if not isinstance(each, dict) or not isinstance(each.get("pid"), str):
            raise QueryError("a property is an object with the members 'pid' and 'v'")
        properties.setdefault(each["pid"], []).extend(_texts(each.get("v")))
    if not isinstance(text, str) or (not text.strip() and not properties):
        raise QueryError("'query' must be a text that is not empty")
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        raise QueryError("'limit' must be a whole number from 1 on")
    return Query(text[:500], tuple(_texts(value.get("type"))), min(limit, MOST_CANDIDATES), properties)


def _texts(value: Any) -> list[str]:
    """The values of a property or type, which may be one or several, texts, numbers, or things with an id."""
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    if isinstance(value, dict):
        value = value.get("id") or value.get("name")
    return [] if value is None or value == "" else [str(value)[:500]]


def answer(query: Query, index: EntityIndex) -> list[Answer]:
    """The candidates for a query, the likeliest first. At most one is a match: sure, and no other as sure."""
    asked = _asked(query)
    found = {each.iri: each for each in _candidates(query, asked, index)}
    rivals = {iri for iri, each in found.items() if possible(_as(asked, each), each)}
    scored = [(each, compare(_as(asked, each), each, rivals=bool(rivals - {iri}))) for iri, each in found.items()]
    ranked = sorted(((_points(asked, each, score), each, score) for each, score in scored), key=lambda row: (-row[0], row[1].iri))
    alone = len([score for _, _, score in ranked if score.certain]) == 1
    return [
        Answer(each, points, alone and not n and score.certain, {name: AUTHORITY_WEIGHTS[name].weight for name in score.evidence})
        for n, (points, each, score) in enumerate(ranked[: query.limit])
    ]


def _candidates(query: Query, asked: Entity, index: EntityIndex) -> Iterator[Entity]:
    kinds = query.kinds
    if PERSON in kinds:
        yield from index.candidates(replace(asked, kind=PERSON), (PERSON,), _LOOKED_AT)
    if others := [kind for kind in kinds if kind != PERSON]:
        yield from index.candidates(replace(asked, kind=others[0]), others, _LOOKED_AT)
    yield from index.search(query.text, kinds, limit=query.limit)


def _asked(query: Query) -> Entity:
    """What is asked for, as an entity; its kind is that of the candidate that it is compared with."""
    birth, death = dates_of(query.text)
    given = query.properties
    years = {pid: [int(text[:4]) for text in given.get(pid, ()) if text[:4].isdigit()] for pid in ("birth", "death")}
    return Entity(
        "",
        KINDS[0],
        [Name(query.text, "")] if query.text.strip() else [],
        births=years["birth"] or [year for year in (birth,) if year is not None],
        deaths=years["death"] or [year for year in (death,) if year is not None],
        same=list(given.get("identifier", ())),
        works=list(given.get("work", ())),
        creators=list(given.get("creator", ())),
        languages=list(given.get("language", ())),
    )


def _as(asked: Entity, other: Entity) -> Entity:
    return replace(asked, kind=other.kind)


def _points(asked: Entity, found: Entity, score: Score) -> float:
    """The probability in per cent; what evidence has nothing to say for is ranked by likeness, below what it has."""
    likeness = 0.0
    if score.probability < _LIKENESS and asked.names:
        text = fold(asked.names[0].text)
        likeness = max((token_sort_ratio(text, fold(name.text)) for name in found.all_names[:20]), default=0.0) / 100
    return round(100 * max(score.probability, _LIKENESS * likeness), 2)


def shown_name(entity: Entity, text: str, language: str) -> Name:
    """The name to show: in the script of what was asked for, and in the reader's language as far as there is one."""
    script = script_of(text) if text.strip() else ""
    same = [name for name in entity.names if script_of(name.text) == script]
    same = same or [name for name in entity.variants if script and script_of(name.text) == script]
    return best(same or entity.names, language)


def describe(entity: Entity) -> str:
    """A line that tells entities of one name apart: years, works or a note."""
    years = "–".join([*map(str, entity.births[:1]), *map(str, entity.deaths[:1])]) if entity.births or entity.deaths else ""
    if years and not entity.deaths:
        years = f"{years}–"
    return ". ".join(filter(None, (years, entity.about)))


Values = Callable[[Entity], list[Mapping[str, Any]]]


def _of_names(names: Sequence[Name]) -> list[Mapping[str, Any]]:
    return [{"str": name.text} for name in names]


def _of_texts(texts: Sequence[str]) -> list[Mapping[str, Any]]:
    return [{"str": text} for text in texts]


def _of_years(years: Sequence[int]) -> list[Mapping[str, Any]]:
    return [{"int": year} for year in years]


PROPERTIES: Mapping[str, tuple[tuple[str, ...], Values]] = {
    "name": (KINDS, lambda entity: _of_names(entity.names)),
    "variant": (KINDS, lambda entity: _of_names(entity.variants)),
    "birth": ((PERSON,), lambda entity: _of_years(entity.births)),
    "death": ((PERSON,), lambda entity: _of_years(entity.deaths)),
    "identifier": (KINDS, lambda entity: _of_texts(entity.same)),
    "work": ((PERSON, FAMILY, ORGANIZATION, MEETING), lambda entity: _of_texts(entity.works)),
    "creator": ((WORK, HUB), lambda entity: _of_texts(entity.creators)),
    "language": ((PERSON, FAMILY, ORGANIZATION, MEETING, PLACE, WORK, HUB), lambda entity: _of_texts(entity.languages)),
    "description": (KINDS, lambda entity: _of_texts([entity.about] if entity.about else [])),
    "records": (KINDS, lambda entity: _of_years([entity.weight])),
}
"""What can be asked for and fetched: the kinds that have it, and its values as the specification writes them."""


def properties_of(type: str) -> list[str]:
    """The properties that things of a type have."""
    wanted = set(TYPES.get(type, KINDS))
    return [pid for pid, (kinds, _) in PROPERTIES.items() if wanted & set(kinds)]


def values(entity: Entity, pid: str, settings: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The values of a property of an entity; settings: ``limit``, and ``language`` of names."""
    found = PROPERTIES[pid][1](entity) if pid in PROPERTIES else []
    language = str(settings.get("language") or "")
    if language and pid in ("name", "variant"):
        names = entity.names if pid == "name" else entity.variants
        found = _of_names([name for name in names if name.language.partition("-")[0] == language])
    limit = str(settings.get("limit") or "")
    return found[: int(limit)] if limit.isdigit() and int(limit) else found
