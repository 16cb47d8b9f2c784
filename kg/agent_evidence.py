"""Agents of all records, put together by IRI, and what two of them say of each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from conversions.keys import GENERIC_TITLES
from conversions.scripts import fold, name_parts
from kg.features import AgentFeatures, Features, WorkFeatures
from kg.name_evidence import date_evidence, many_bear, name_evidence
from kg.scoring import AGENT_WEIGHTS, Says, Score, score
from kg.shelf import Columns, Shelf

_PERSON = "Person"
_COLUMNS = ("names", "births", "deaths", "same", "titles", "partners", "subjects", "languages", "beside")
_SHORTEST_TITLE = 5
_MOST_NAMES = 6
"""Names of an agent that are compared with another's; more say nothing new."""


@dataclass(slots=True)
class Agent:
    """All that the records say of an agent. Titles are folded.

    ``partners`` are the keys of those it worked with; ``beside`` the IRIs that a record names beside it for the same work.
    """

    iri: str
    kind: str
    names: frozenset[str] = frozenset()
    births: frozenset[int] = frozenset()
    deaths: frozenset[int] = frozenset()
    same: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    records: int = 0

    @property
    def some_names(self) -> list[str]:
        """Its names, a few when it has many."""
        return sorted(self.names)[:_MOST_NAMES]


def collect_agents(records: Iterable[Features]) -> Shelf[Agent]:
    """The agents of all records by IRI."""
    agents = Shelf(_agent)
    for record in records:
        for iri, said in record.agents.items():
            agents.put(iri, ([said.kind], said.names, said.births, said.deaths, said.same, (), (), (), (), ()))
        for work in (*record.works.values(), *record.hubs.values()):
            _put_work(agents, record, work)
    return agents.close()


def _agent(iri: str, said: Columns, records: int) -> Agent:
    kinds, *rest = said
    named = {name: frozenset(values) for name, values in zip(_COLUMNS, rest, strict=True)}
    return Agent(iri, min(filter(None, kinds), default=""), records=records, **named)


def _put_work(agents: Shelf[Agent], record: Features, work: WorkFeatures) -> None:
    """What a work says of those who made it."""
    people = {iri for iri in (*work.creators, *work.others) if iri in record.agents}
    titles = {
        *work.titles,
        *work.part_titles,
        *(title for hub in work.hubs if hub in record.hubs for title in record.hubs[hub].titles),
    }
    mains = {title.partition("|")[0] for title in titles}
    telling = [main for main in mains if len(main) >= _SHORTEST_TITLE and main not in GENERIC_TITLES]
    keys = {iri: key for iri in people if (key := _partner_key(record.agents[iri]))} if len(people) > 1 else {}
    for iri in people:
        partners = {key for other, key in keys.items() if other != iri}
        agents.put(iri, ((), (), (), (), (), telling, partners, work.subjects, work.languages, people - {iri}), records=0)


def _partner_key(agent: AgentFeatures) -> str:
    """An agent as far as all forms of its name agree: a person's family name and initial."""
    name = min(agent.names, default="")
    if agent.kind != _PERSON:
        return fold(name)
    parts = name_parts(name)
    return f"{parts.family} {parts.initials[:1]}"


def compatible(mine: Sequence[Agent], theirs: Sequence[Agent]) -> bool:
    """Whether nothing forbids that the agents of two clusters are one: their dates agree, and so do their names.

    A name may differ from another where dates or an authority show that somebody bears both.
    """
    everybody = (*mine, *theirs)
    for one, other in product(mine, theirs):
        if date_evidence(one, other) == "dates: contradict":
            return False
        if not _names_agree(one, other) and not _both_names_are_borne(one, other, everybody):
            return False
    return True


def _both_names_are_borne(one: Agent, other: Agent, everybody: Sequence[Agent]) -> bool:
    """Whether among them is somebody who bears, as is proven, a name like the one and a name like the other."""
    like_one = [each for each in everybody if _names_agree(each, one)]
    like_other = [each for each in everybody if _names_agree(each, other)]
    return any(proven(*pair) for pair in product(like_one, like_other))


def proven(one: Agent, other: Agent) -> bool:
    """Whether years of birth and death, or an authority, say that two are one."""
    return date_evidence(one, other) == "dates: birth and death" or not one.same.isdisjoint(other.same)


def _names_agree(one: Agent, other: Agent) -> bool:
    return AGENT_WEIGHTS[_level(one, other)].says is not Says.DIFFERENT


def _level(one: Agent, other: Agent) -> str:
    return name_evidence(one.some_names, other.some_names)


def may_be_one(one: Agent, other: Agent, found: Score) -> bool:
    """`compatible` of two agents alone, of whom it is known what they say of each other, first of all by their names."""
    if "dates: contradict" in found.evidence:
        return False
    level = next(name for name in found.evidence if name.startswith("name: "))
    return AGENT_WEIGHTS[level].says is not Says.DIFFERENT or proven(one, other)


def compare_agents(one: Agent, other: Agent, rivals: bool | None = None) -> Score:
    """How likely two agents are one. ``rivals``: whether a name that says less could be others' too; None if nobody knows."""
    return score(_evidence(one, other, rivals), AGENT_WEIGHTS)


def _evidence(one: Agent, other: Agent, rivals: bool | None) -> Iterator[str]:
    if one.kind != other.kind and one.kind and other.kind:
        yield "kind: another"
    yield from _named(one, other, rivals)
    if dates := date_evidence(one, other):
        yield dates
    yield from _authority(one.same, other.same)
    if one.iri in other.beside:
        yield "named beside each other in one record"
    elif shared := len(one.titles & other.titles):
        yield "titles in common" if shared > 1 else "title in common"
    if one.partners & other.partners:
        yield "co-author in common"
    if one.subjects & other.subjects:
        yield "subject in common"
    if one.languages & other.languages:
        yield "language in common"


def _named(one: Agent, other: Agent, rivals: bool | None) -> Iterator[str]:
    if _PERSON not in (one.kind, other.kind):
        same = {fold(name) for name in one.names} & {fold(name) for name in other.names}
        yield "name: family and given name" if same else "name: other family name"
        return
    level = _level(one, other)
    yield level
    if many_bear(one.names | other.names):
        yield "name: many bear the family name"
    if rivals is not None and AGENT_WEIGHTS[level].says is not Says.DIFFERENT:
        yield "name: could be several" if rivals else "name: nobody else it could be"


def _authority(one: frozenset[str], other: frozenset[str]) -> Iterator[str]:
    if one & other:
        yield "authority: the same"
    elif {iri.rpartition("/")[0] for iri in one} & {iri.rpartition("/")[0] for iri in other}:
        yield "authority: another of the same file"
