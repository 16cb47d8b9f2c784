"""What a page about a work, an agent or a subject shows, gathered from a publication. Lists are ready to be shown, in order."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.describe import Link, Reader
from kg.names import Name, Term, best
from ontology.names import BF, BFLC, MADS, OWL, RDF, RDFS, SKOS

MOST = 100
"""Rows of a list on a page; how many there are in all is said beside it."""

_SAME = (OWL.sameAs, SKOS.exactMatch, SKOS.closeMatch)
_PARTS = (RDF.first, MADS.componentList)


@dataclass(frozen=True, slots=True)
class Contributor:
    """An agent of a work, in which roles, and who says so."""

    agent: Link
    roles: tuple[Link, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """An instance of a work as its library describes it. ``year`` is 0 where none is given."""

    instance: Link
    record: str
    source: str
    year: int
    imprint: str
    statement: str
    extent: str
    identifiers: tuple[tuple[str, str], ...]
    shelf_marks: tuple[str, ...]
    online: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A work in a list: its creators, first year (0 if none), the libraries that have it; ``roles`` in a list of an agent's."""

    work: Link
    creators: tuple[Link, ...]
    year: int
    languages: tuple[Link, ...]
    sources: tuple[str, ...]
    roles: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name and the sources that use it."""

    name: Name
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkView:
    """A work or hub: everything its page shows."""

    thing: Link
    titles: list[NameUse]
    types: list[Link]
    contributors: list[Contributor]
    languages: list[Link]
    subjects: list[Link]
    genres: list[Link]
    notes: list[Name]
    editions: list[Edition]
    versions: list[Row]
    related: list[tuple[Link, Link]]
    same: list[str]
    sources: list[str]


@dataclass(frozen=True, slots=True)
class AgentView:
    """A person, family, organization or meeting: everything its page shows; the totals count beyond the rows shown."""

    thing: Link
    names: list[NameUse]
    types: list[Link]
    works: list[Row]
    works_total: int
    about: list[Row]
    coauthors: list[tuple[Link, int]]
    subjects: list[tuple[Link, int]]
    same: list[str]
    sources: list[str]


@dataclass(frozen=True, slots=True)
class SubjectView:
    """A topic, place or genre: everything its page shows."""

    thing: Link
    names: list[NameUse]
    types: list[Link]
    works: list[Row]
    works_total: int
    agents: list[tuple[Link, int]]
    neighbours: list[tuple[Link, int]]
    broader: list[Link]
    narrower: list[Link]
    same: list[str]
    sources: list[str]


class Views:
    """Makes the views of one publication."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._names = reader.names

    def work(self, iri: str) -> WorkView:
        """A work with its contributors, subjects, editions by library, and the other versions of its hub."""
        reader, thing = self._reader, ox.NamedNode(iri)
        said = self._names.said(thing)
        hubs = {thing} if RDF.type in said and ox.NamedNode(BF.Hub) in said[RDF.type] else said.get(BF.expressionOf, set())
        versions = {work for hub in hubs for work in reader.subjects(BF.expressionOf, hub)} - {thing}
        editions = [self._edition(each) for each in said.get(BF.hasInstance, ())]
        return WorkView(
            reader.link(thing),
            self._uses(thing),
            self._links(said.get(RDF.type, ())),
            self._contributors(thing),
            self._links(said.get(BF.language, ())),
            self._links(said.get(BF.subject, ())),
            self._links(said.get(BF.genreForm, ())),
            [name for note in said.get(BF.summary, set()) | said.get(BF.note, set()) for name in self._names.of(note)],
            sorted(editions, key=lambda edition: (edition.year or 9999, edition.source, edition.instance.iri)),
            self._rows(versions),
            [pair for relation in said.get(BF.relation, ()) for pair in self._related(relation)],
            self._same(said),
            reader.sources(iri),
        )

    def agent(self, iri: str) -> AgentView:
        """An agent with the works it made, those about it, whom it worked with and on what."""
        reader, thing = self._reader, ox.NamedNode(iri)
        said = self._names.said(thing)
        contributions = reader.subjects(BF.agent, thing)
        made = {
            work: self._roles(c) for c in contributions for work in reader.subjects(BF.contribution, c) if self._is_work(work)
        }
        return AgentView(
            reader.link(thing),
            self._uses(thing),
            self._links(said.get(RDF.type, ())),
            self._rows(list(made)[:MOST], made),
            len(made),
            self._rows(self._about(thing)),
            self._most(who for work in made for who in self._agents(work) if who != thing),
            self._most(subject for work in made for subject in self._names.objects(work, BF.subject)),
            self._same(said),
            reader.sources(iri),
        )

    def subject(self, iri: str) -> SubjectView:
        """A subject with its works, their authors, and the subjects that stand beside it."""
        reader, thing = self._reader, ox.NamedNode(iri)
        said = self._names.said(thing)
        works = self._about(thing)
        return SubjectView(
            reader.link(thing),
            self._uses(thing),
            self._links(said.get(RDF.type, ())),
            self._rows(list(works)[:MOST]),
            len(works),
            self._most(who for work in works for who in self._agents(work)),
            self._most(other for work in works for other in self._names.objects(work, BF.subject) if other != thing),
            self._links(said.get(SKOS.broader, ())),
            self._links(reader.subjects(SKOS.broader, thing)),
            self._same(said),
            reader.sources(iri),
        )

    def rows(self, works: Iterable[str]) -> list[Row]:
        """Works as rows of a list."""
        return self._rows(ox.NamedNode(work) for work in works)

    def _about(self, thing: ox.NamedNode) -> list[ox.NamedNode]:
        """The works whose subject or genre a thing is, also as a part of a subject with several."""
        reader = self._reader
        subjects: set[Term] = {thing}
        cells = set(reader.subjects(RDF.first, thing))
        while cells:
            subjects.update(owner for cell in cells for owner in reader.subjects(MADS.componentList, cell))
            cells = {before for cell in cells for before in reader.subjects(RDF.rest, cell)}
        found = {work for each in subjects for p in (BF.subject, BF.genreForm) for work in reader.subjects(p, each)}
        return sorted((work for work in found if self._is_work(work)), key=lambda work: work.value)

    def _is_work(self, thing: ox.NamedNode) -> bool:
        return thing.value.startswith((f"{self._reader.base}work/", f"{self._reader.base}hub/")) and "#" not in thing.value

    def _rows(self, works: Iterable[ox.NamedNode], roles: dict[ox.NamedNode, tuple[Link, ...]] | None = None) -> list[Row]:
        rows = [self._row(work, (roles or {}).get(work, ())) for work in works]
        return sorted(rows, key=lambda row: (row.year or 9999, best(row.work.names, "en").text))

    def _row(self, work: ox.NamedNode, roles: tuple[Link, ...]) -> Row:
        instances = self._names.objects(work, BF.hasInstance)
        years = sorted(year for each in instances if (year := self._year(each)))
        primary = [c for c in self._names.objects(work, BF.contribution) if self._is_primary(c)]
        creators = [who for c in primary for who in self._names.objects(c, BF.agent)]
        return Row(
            self._reader.link(work),
            tuple(self._links(creators)),
            years[0] if years else 0,
            tuple(self._links(self._names.objects(work, BF.language))),
            tuple(self._reader.sources(work.value)),
            roles,
        )

    def _is_primary(self, contribution: Term) -> bool:
        return ox.NamedNode(BF.PrimaryContribution) in self._names.objects(contribution, RDF.type)

    def _year(self, instance: Term) -> int:
        dates = [
            date.value[:4]
            for provision in self._names.objects(instance, BF.provisionActivity)
            for date in self._names.objects(provision, BF.date)
            if isinstance(date, ox.Literal) and date.value[:4].isdigit()
        ]
        return int(min(dates)) if dates else 0

    def _edition(self, instance: Term) -> Edition:
        link = self._reader.title(instance)
        record = self._reader.record_of(link.iri)
        items = self._names.objects(instance, BF.hasItem)
        online = [*self._names.objects(instance, BF.electronicLocator)]
        online += [address for item in items for address in self._names.objects(item, BF.electronicLocator)]
        marks = [mark for item in items for mark in self._names.objects(item, BF.shelfMark)]
        return Edition(
            link,
            record,
            self._reader.source_of(ox.NamedNode(record)) if record else "",
            self._year(instance),
            self._imprint(instance),
            self._text(self._names.objects(instance, BF.responsibilityStatement)),
            self._text(self._names.objects(instance, BF.extent)),
            tuple(sorted(self._identifier(each) for each in self._names.objects(instance, BF.identifiedBy))),
            tuple(sorted({name.text for mark in marks for name in self._names.of(mark)})),
            tuple(sorted({address.value for address in online if isinstance(address, (ox.NamedNode, ox.Literal))})),
        )

    def _imprint(self, instance: Term) -> str:
        """Place, publisher and date as the library transcribed them."""
        for provision in self._names.objects(instance, BF.provisionActivity):
            said = self._names.said(provision)
            place, who, date = (self._text(said.get(p, ())) for p in (BFLC.simplePlace, BFLC.simpleAgent, BFLC.simpleDate))
            if place or who or date:
                return ", ".join(filter(None, [" : ".join(filter(None, [place, who])), date]))
        return ""

    def _identifier(self, identifier: Term) -> tuple[str, str]:
        kinds = [kind for kind in self._names.objects(identifier, RDF.type) if isinstance(kind, ox.NamedNode)]
        return (kinds[0].value.rpartition("/")[2] if kinds else "", self._text(self._names.objects(identifier, RDF.value)))

    def _text(self, values: Iterable[Term]) -> str:
        return best([name for value in values for name in self._names.of(value)], "").text

    def _contributors(self, work: ox.NamedNode) -> list[Contributor]:
        """Who made the work, creators first, each agent once with all its roles."""
        found: dict[Term, tuple[bool, dict[str, Link], set[str]]] = {}
        for contribution in self._names.objects(work, BF.contribution):
            for agent in self._names.objects(contribution, BF.agent):
                primary, roles, sources = found.get(agent, (False, {}, set()))
                roles.update({role.iri or role.names[0].text: role for role in self._roles(contribution)})
                sources.update(self._reader.sources(getattr(contribution, "value", "")))
                found[agent] = (primary or self._is_primary(contribution), roles, sources)
        made = [
            (not primary, Contributor(self._reader.link(agent), tuple(roles.values()), tuple(sorted(sources))))
            for agent, (primary, roles, sources) in found.items()
        ]
        return [each for _, each in sorted(made, key=lambda pair: (pair[0], pair[1].agent.names))]

    def _roles(self, contribution: Term) -> tuple[Link, ...]:
        return tuple(self._links(self._names.objects(contribution, BF.role)))

    def _agents(self, work: ox.NamedNode) -> list[Term]:
        return [who for c in self._names.objects(work, BF.contribution) for who in self._names.objects(c, BF.agent)]

    def _related(self, relation: Term) -> list[tuple[Link, Link]]:
        kinds = self._links(self._names.objects(relation, BF.relationship)) or [Link("", ())]
        return [(kinds[0], link) for link in self._links(self._names.objects(relation, BF.associatedResource))]

    def _most(self, things: Iterable[Term]) -> list[tuple[Link, int]]:
        return [(self._reader.link(thing), n) for thing, n in Counter(things).most_common(MOST)]

    def _links(self, terms: Iterable[Term]) -> list[Link]:
        return sorted((self._reader.link(term) for term in terms), key=lambda link: (link.names, link.iri))

    def _uses(self, thing: ox.NamedNode) -> list[NameUse]:
        """Each name with the sources that use it; of a work, each main title."""
        found: dict[Name, set[str]] = {}
        titles = [each for each in self._names.objects(thing, BF.title) if isinstance(each, ox.NamedNode)]
        for holder in (thing, *titles):
            for predicate in (RDFS.label, MADS.authoritativeLabel, BF.mainTitle):
                for quad in self._reader.graph.quads_for_pattern(holder, ox.NamedNode(predicate), None, None):
                    if isinstance(quad.object, ox.Literal):
                        name = Name(quad.object.value, quad.object.language or "")
                        found.setdefault(name, set()).add(self._reader.source_of(quad.graph_name))
        return [NameUse(name, tuple(sorted(sources - {""}))) for name, sources in sorted(found.items())]

    def _same(self, said: dict[str, set[Term]]) -> list[str]:
        return sorted({term.value for p in _SAME for term in said.get(p, ()) if isinstance(term, ox.NamedNode)})
