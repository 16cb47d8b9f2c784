"""What clustering knows of a record: the agents and works that it speaks of, taken from its triples. Pure.

All IRIs here are those that conversion gives, before any redirect, so that a merge can be weighed again and undone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from conversions.scripts import dates_of, fold
from ontology.names import BF, BFLC, FOAF, OWL, RDF, RDFS

_PREDICATES = frozenset(
    {
        RDF.type, RDF.value, RDFS.label, OWL.sameAs, BF.instanceOf, BF.title, BF.mainTitle, BF.partNumber, BF.partName,
        BF.language, BF.contribution, BF.agent, BF.role, BF.expressionOf, BF.identifiedBy, BF.subject, BF.provisionActivity,
        BF.date, BF.extent, BF.note, BF.translationOf, BF.subtitle, BFLC.simpleAgent, BF.relation, BF.relationship,
        BF.associatedResource, BF.dissertation, FOAF.primaryTopic,
    }
)  # fmt: skip
_CONTENT = frozenset(
    {
        BF.Text, BF.Cartography, BF.Audio, BF.NotatedMusic, BF.MovingImage, BF.StillImage, BF.Object, BF.Multimedia, BF.Dataset,
        BF.MixedMaterial, BF.Kit,
    }
)  # fmt: skip
_SERIALS = frozenset({BF.Serial, BF.Series, BF.Integrating})
_KINDS = (BF.Person, BF.Family, BF.Organization, BF.Meeting, BF.Jurisdiction)
_LANGUAGES = "http://id.loc.gov/vocabulary/languages/"
_TRANSLATION_OF = "<http://id.loc.gov/vocabulary/relationship/translationof>"
_ORIGINAL = "<http://id.loc.gov/vocabulary/resourceComponents/otx>"
_NO_LANGUAGE = frozenset({"und", "zxx", "mul", "mis", ""})
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
_PAGES = re.compile(r"(\d+)\]?\s*(?:p|pp|pages|s|seiten|с|стр|страниц|б|бет|bet|sah|саҳ)\b", re.I)
_ONLY_A_PART = re.compile(r"(?:[a-z]{1,6} )?(?:\d+|[ivx]+)$")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DATES_AT_END = re.compile(r",?\s*[(\[]?(?:\b(?:ca?|b|d|fl|р|род|ум|около|ок|туғ)\b\.?\s*)*\d{3,4}\b[^,]*$")


@dataclass(slots=True)
class AgentFeatures:
    """An agent: its kind ("Person"), its names as written but for dates, its years of birth and death.

    ``same`` are the authorities that it is said to be.
    """

    kind: str = ""
    names: list[str] = field(default_factory=list)
    births: list[int] = field(default_factory=list)
    deaths: list[int] = field(default_factory=list)
    same: list[str] = field(default_factory=list)


@dataclass(slots=True)
class WorkFeatures:
    """A work or hub; all titles folded, as "main|part|part"; ``part_titles`` are names of parts that could be titles.

    ``content`` is "Text", ``form`` "serial", "thesis" or "".

    Languages are codes.

    ``others`` contributed without being creators; ``hubs`` and ``sources`` are what it is an expression or a translation of.
    """

    titles: list[str] = field(default_factory=list)
    full_titles: list[str] = field(default_factory=list)
    part_titles: list[str] = field(default_factory=list)
    creators: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    originals: list[str] = field(default_factory=list)
    content: str = ""
    form: str = ""
    hubs: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    identifiers: list[str] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    publishers: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Features:
    """All agents, works and hubs of one record by IRI; ``work`` and ``instance`` are those that it describes."""

    work: str = ""
    instance: str = ""
    agents: dict[str, AgentFeatures] = field(default_factory=dict)
    works: dict[str, WorkFeatures] = field(default_factory=dict)
    hubs: dict[str, WorkFeatures] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As plain values, what is empty left out."""
        return {name: value for name, value in asdict(self, dict_factory=_without_empty).items() if value}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Features":
        """From what `to_json` gives."""
        return cls(
            values.get("work", ""),
            values.get("instance", ""),
            {iri: AgentFeatures(**each) for iri, each in values.get("agents", {}).items()},
            {iri: WorkFeatures(**each) for iri, each in values.get("works", {}).items()},
            {iri: WorkFeatures(**each) for iri, each in values.get("hubs", {}).items()},
        )


def _without_empty(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in pairs if value not in ("", [], None)}


def features(triples: Iterable[str], base: str) -> Features:
    """The features in a record's triples (lines of N-Triples without their full stop)."""
    return _Said(triples, base).features()


class _Said:
    """A record's statements by subject and predicate; IRIs stand without their brackets, literals with their quotes."""

    def __init__(self, triples: Iterable[str], base: str) -> None:
        self._base = base
        self._of: dict[str, dict[str, list[str]]] = {}
        for triple in triples:
            subject, predicate, value = triple.split(" ", 2)
            if (name := predicate[1:-1]) in _PREDICATES:
                self._of.setdefault(subject[1:-1], {}).setdefault(name, []).append(value)

    def features(self) -> Features:
        found = Features()
        for thing, said in self._of.items():
            if "#" in thing or not thing.startswith(self._base):
                continue
            kind = thing.removeprefix(self._base).partition("/")[0]
            if kind == "agent" and RDFS.label in said:
                found.agents[thing] = self._agent(thing)
            elif kind in ("work", "hub"):
                (found.works if kind == "work" else found.hubs)[thing] = self._work(thing)
        described = [value for said in self._of.values() for value in said.get(FOAF.primaryTopic, ())]
        instances = sorted(thing for thing, said in self._of.items() if BF.instanceOf in said)
        found.instance = described[0][1:-1] if described else next(iter(instances), "")
        found.work = next(self._things(found.instance, BF.instanceOf), "")
        if found.work in found.works:
            work = found.works[found.work]
            work.full_titles, work.titles = work.titles, sorted(set(self._titles(found.instance))) or work.titles
            for instance in instances:
                if found.work in self._things(instance, BF.instanceOf):
                    self._add_edition(work, instance)
        return found

    def _things(self, subject: str, predicate: str) -> Iterator[str]:
        for value in self._of.get(subject, {}).get(predicate, ()):
            if value.startswith("<"):
                yield value[1:-1]

    def _texts(self, subject: str, predicate: str) -> Iterator[str]:
        for value in self._of.get(subject, {}).get(predicate, ()):
            if found := _LITERAL.match(value):
                yield _ESCAPED.sub(lambda escaped: _ESCAPES.get(escaped[1], escaped[1]), found[1])

    def _agent(self, agent: str) -> AgentFeatures:
        types = set(self._things(agent, RDF.type))
        names = sorted(set(self._texts(agent, RDFS.label)))
        dates = [dates_of(name) for name in names]
        return AgentFeatures(
            next((str(kind).removeprefix(BF.BASE) for kind in _KINDS if kind in types), ""),
            sorted({_DATES_AT_END.sub("", name) or name for name in names}),
            sorted({birth for birth, _ in dates if birth is not None}),
            sorted({death for _, death in dates if death is not None}),
            sorted(set(self._things(agent, OWL.sameAs))),
        )

    def _work(self, work: str) -> WorkFeatures:
        types = set(self._things(work, RDF.type))
        labels = {fold(text) for node in self._things(work, BF.language) for text in self._texts(node, RDFS.label)}
        made = WorkFeatures(titles=sorted(set(self._titles(work, labels))))
        for node in self._things(work, BF.contribution):
            primary = f"<{BF.PrimaryContribution}>" in self._of.get(node, {}).get(RDF.type, ())
            (made.creators if primary else made.others).extend(self._agents_of(node))
        made.languages = sorted(self._languages(work))
        made.originals = sorted(
            {
                code
                for note in self._things(work, BF.note)
                if _ORIGINAL in self._of.get(note, {}).get(RDF.type, ())
                for code in self._languages(note)
            }
        )
        made.content = min((str(kind).removeprefix(BF.BASE) for kind in types & _CONTENT), default="")
        made.form = "serial" if types & _SERIALS else "thesis" if BF.dissertation in self._of.get(work, {}) else ""
        made.hubs = sorted(set(self._things(work, BF.expressionOf)))
        made.sources = sorted(set(self._sources(work)))
        made.subjects = sorted(set(self._things(work, BF.subject)))
        return made

    def _agents_of(self, contribution: str) -> Iterator[str]:
        """The agents by IRI; one that has none of its own by its folded name, which is enough to tell two apart."""
        for agent in self._things(contribution, BF.agent):
            if "#" not in agent:
                yield agent
            else:
                yield from sorted({fold(_DATES_AT_END.sub("", name)) for name in self._texts(agent, RDFS.label)})[:1]

    def _sources(self, work: str) -> Iterator[str]:
        yield from self._things(work, BF.translationOf)
        for relation in self._things(work, BF.relation):
            if _TRANSLATION_OF in self._of.get(relation, {}).get(BF.relationship, ()):
                yield from self._things(relation, BF.associatedResource)

    def _languages(self, subject: str) -> Iterator[str]:
        for term in set(self._things(subject, BF.language)):
            code = term.removeprefix(_LANGUAGES)
            if code != term and code not in _NO_LANGUAGE:
                yield code

    def _titles(self, thing: str, languages: Iterable[str] = ()) -> Iterator[str]:
        """The titles with their parts, also those that stand in a title of their own; without the language of MARC 240 $l."""
        found: list[tuple[str, list[str]]] = []
        for node in self._things(thing, BF.title):
            if self._of.get(node, {}).get(RDF.type) != [f"<{BF.Title}>"]:
                continue
            parts = [fold(text) for name in (BF.partNumber, BF.partName) for text in self._texts(node, name)]
            for text in self._texts(node, BF.mainTitle):
                main = fold(text)
                for language in languages:
                    main = main.removesuffix(" " + language)
                found.append((main, parts))
        loose = [main for main, _ in found if _ONLY_A_PART.match(main)]
        for main, parts in found:
            if main and main not in loose:
                yield "|".join([main, *_own_parts([*parts, *loose])])

    def _add_edition(self, work: WorkFeatures, instance: str) -> None:
        """What an edition says of its work: numbers, years, pages, publishers."""
        parts = (text for node in self._things(instance, BF.title) for text in self._texts(node, BF.partName))
        work.part_titles = sorted({*work.part_titles, *map(fold, parts)})
        identifiers = {*work.identifiers}
        for node in self._things(instance, BF.identifiedBy):
            kinds = set(self._things(node, RDF.type))
            for kind in (BF.Isbn, BF.Issn):
                if kind in kinds:
                    identifiers |= {f"{kind.removeprefix(BF.BASE).lower()}:{text}" for text in self._texts(node, RDF.value)}
        work.identifiers = sorted(filter(None, map(_standard_number, identifiers)))
        years, publishers = set(work.years), set(work.publishers)
        for node in self._things(instance, BF.provisionActivity):
            years |= {int(year) for text in self._texts(node, BF.date) for year in _YEAR.findall(text)}
            publishers |= {fold(text) for text in self._texts(node, BFLC.simpleAgent)}
        work.years, work.publishers = sorted(years), sorted(publishers)
        extents = (text for node in self._things(instance, BF.extent) for text in self._texts(node, RDFS.label))
        work.pages = sorted({*work.pages, *(max(map(int, numbers)) for text in extents if (numbers := _PAGES.findall(text)))})


def _own_parts(parts: Iterable[str]) -> list[str]:
    """The parts in one script each: both scripts of a part fold to one."""
    return list(dict.fromkeys(part for part in parts if part))


def _standard_number(identifier: str) -> str:
    """A valid ISSN or ISBN, the ISBN of ten digits as the one of thirteen that it is; "" for a number that is neither.

    >>> _standard_number("isbn:5-7667-2983-9"), _standard_number("isbn:3423")
    ('isbn:9785766729839', '')
    """
    kind, _, number = identifier.partition(":")
    digits = "".join(c for c in number.upper() if c.isdigit() or c == "X")
    values = [10 if c == "X" else int(c) for c in digits]
    weighed = sum(value * (len(digits) - place) for place, value in enumerate(values))
    if kind == "issn" and len(digits) == 8 and weighed % 11 == 0:
        return f"issn:{digits}"
    if kind != "isbn" or "X" in digits[:-1]:
        return ""
    if len(digits) == 10 and weighed % 11 == 0:
        return f"isbn:978{digits[:9]}{_check13('978' + digits[:9])}"
    return f"isbn:{digits}" if len(digits) == 13 and digits[12] == _check13(digits[:12]) else ""


def _check13(twelve: str) -> str:
    return str(-sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve)) % 10)
