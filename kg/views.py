"""What a page about a work, an agent or a subject shows, gathered from a publication. Lists are ready to be shown, in order.

What concerns many works (of whom, about what, when, where) is counted by the word index: as fast for an author of a thousand
works as for one of two.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from conversions.scripts import dates_of
from kg.collation import sort_key
from kg.describe import Link, Reader
from kg.entries import Hit, NameUse
from kg.names import Name, Term, best
from kg.rows import Contributor, Edition, Row, Rows
from kg.search import VALUES, SearchQuery
from ontology.names import BF, OWL, RDF, SKOS

MOST = 50
"""Rows of a list on a page; how many there are in all is said beside it, with a way to all of them."""

_SAME = (OWL.sameAs, SKOS.exactMatch, SKOS.closeMatch)
_COUNTED = ("period", "language", "source", "agent", "subject")
_MOST_VALUES = 200  # as many as there are periods

Counted = list[tuple[Link, int]]
"""Things with how many works each has, most first."""


@dataclass(frozen=True, slots=True)
class Period:
    """How many works of a list were first published from one year to another."""

    first: int
    last: int
    works: int


@dataclass(frozen=True, slots=True)
class WorkView:
    """A work or hub: everything its page shows; ``versions`` by language, those of none given last."""

    thing: Link
    titles: list[NameUse]
    types: list[Link]
    contributors: list[Contributor]
    languages: list[Link]
    subjects: list[Link]
    genres: list[Link]
    notes: list[Name]
    editions: list[Edition]
    hub: str
    versions: list[tuple[Link | None, list[Row]]]
    related: list[tuple[Link, Link]]
    same: list[str]
    sources: list[str]


@dataclass(frozen=True, slots=True)
class WorkList:
    """Works of an agent or subject: the first rows, how many there are in all, and what they are by the counts of the index.

    ``facet`` and ``key`` are what a search for all of them is narrowed by.
    """

    facet: str
    key: str
    rows: list[Row]
    total: int
    periods: list[Period]
    languages: list[tuple[str, int]]
    sources: list[tuple[str, int]]
    agents: Counted
    subjects: Counted


@dataclass(frozen=True, slots=True)
class AgentView:
    """A person, family, organization or meeting: everything its page shows; ``life`` is the years of birth and death."""

    thing: Link
    life: tuple[int | None, int | None]
    names: list[NameUse]
    types: list[Link]
    works: WorkList
    about: WorkList
    same: list[str]
    sources: list[str]


@dataclass(frozen=True, slots=True)
class SubjectView:
    """A topic, place or genre: everything its page shows."""

    thing: Link
    names: list[NameUse]
    types: list[Link]
    works: WorkList
    broader: list[Link]
    narrower: list[Link]
    same: list[str]
    sources: list[str]


def _period(value: str, works: int) -> Period:
    first, _, last = value.partition("-")
    return Period(int(first), int(last), works)


class Views:
    """Makes the views of one publication, names sorted for a reader of ``language``."""

    def __init__(self, reader: Reader, language: str) -> None:
        self._reader, self._language = reader, language
        self._names = reader.names
        self._rows = Rows(reader)

    def work(self, iri: str) -> WorkView:
        """A work with its contributors, subjects, editions by library, and the other versions of its hub."""
        reader, thing = self._reader, ox.NamedNode(iri)
        said = self._names.said(thing)
        hubs = {thing} if ox.NamedNode(BF.Hub) in said.get(RDF.type, ()) else said.get(BF.expressionOf, set())
        versions = {work for hub in hubs for work in reader.subjects(BF.expressionOf, hub)} - {thing}
        return WorkView(
            reader.link(thing),
            list(self._hit(iri).uses),
            self._links(said.get(RDF.type, ())),
            self._rows.contributors(thing),
            self._links(said.get(BF.language, ())),
            self._links(said.get(BF.subject, ())),
            self._links(said.get(BF.genreForm, ())),
            [name for note in said.get(BF.summary, set()) | said.get(BF.note, set()) for name in self._names.of(note)],
            self._rows.editions(thing),
            next((hub.value for hub in hubs if isinstance(hub, ox.NamedNode) and hub != thing and versions), ""),
            self._by_language(versions),
            self._related(thing, said.get(BF.relation, ()), hubs),
            self._same(said),
            reader.sources(iri),
        )

    def agent(self, iri: str) -> AgentView:
        """An agent with the works it made, those about it, whom it worked with and on what."""
        hit = self._hit(iri)
        lives = [dates_of(name.text) for name in hit.names]
        return AgentView(
            Link(iri, tuple(hit.names)),
            max(lives, key=lambda life: (life[0] is not None) + (life[1] is not None), default=(None, None)),
            list(hit.uses),
            self._links(map(ox.NamedNode, hit.types)),
            self._works("agent", iri),
            self._works("subject", iri),
            list(hit.same),
            list(hit.sources),
        )

    def subject(self, iri: str) -> SubjectView:
        """A subject with its works, their authors, and the subjects that stand beside it."""
        hit, thing = self._hit(iri), ox.NamedNode(iri)
        return SubjectView(
            Link(iri, tuple(hit.names)),
            list(hit.uses),
            self._links(map(ox.NamedNode, hit.types)),
            self._works("genre" if hit.kind == "genre" else "subject", iri),
            self._links(self._names.objects(thing, SKOS.broader)),
            self._links(self._reader.subjects(SKOS.broader, thing)),
            list(hit.same),
            list(hit.sources),
        )

    def _hit(self, iri: str) -> Hit:
        """A thing as the index has it; one without a name under the end of its IRI."""
        found = self._reader.hits([iri])
        return found[0] if found else Hit(iri, "", self._reader.link(ox.NamedNode(iri)).names, sources=self._reader.sources(iri))

    def rows(self, works: Iterable[Hit]) -> list[Row]:
        """Works as rows of a list, in their order."""
        return [self._rows.row(work) for work in works]

    def _works(self, facet: str, thing: str) -> WorkList:
        """The works that the index has under a thing; hubs where it has no works of it."""
        key, index = thing.removeprefix(self._reader.base), self._reader.index
        query = SearchQuery("", {facet: [key], "kind": ["work"]}, sort="oldest", language=self._language)
        total, hits = index.first(query, MOST)
        if not total:
            query = query._replace(facets={facet: [key], "kind": ["hub"]})
            total, hits = index.first(query, MOST)
        counts = index.counts(query, _COUNTED, _MOST_VALUES) if total else {name: [] for name in _COUNTED}
        return WorkList(
            facet,
            key,
            [self._rows.row(hit, thing) for hit in hits],
            total,
            sorted((_period(*each) for each in counts["period"]), key=lambda period: period.first),
            counts["language"][:VALUES],
            counts["source"][:VALUES],
            self._counted(counts["agent"][:VALUES], key),
            self._counted(counts["subject"][:VALUES], key),
        )

    def _counted(self, counts: Iterable[tuple[str, int]], but: str) -> Counted:
        """Values of a facet as things: what is no IRI is a text."""
        base = self._reader.base
        return [
            (self._thing(value if "://" in value else base + value), n) for value, n in counts if value != but and "/" in value
        ]

    def _thing(self, iri: str) -> Link:
        return self._reader.link(ox.NamedNode(iri))

    def _by_language(self, works: Iterable[ox.NamedNode]) -> list[tuple[Link | None, list[Row]]]:
        """Versions of a work by their language, by the reader's alphabet."""
        found: dict[str, tuple[Link | None, list[Row]]] = {}
        versions = self._reader.hits(work.value for work in works)
        for row in sorted(map(self._rows.row, versions), key=lambda row: (row.year or 9999, row.work.iri)):
            language = row.languages[0] if row.languages else None
            found.setdefault(language.iri if language else "", (language, []))[1].append(row)
        return sorted(found.values(), key=lambda pair: (pair[0] is None, self._sort_key(pair[0]) if pair[0] else ""))

    def _related(self, thing: ox.NamedNode, relations: Iterable[Term], hubs: Iterable[Term]) -> list[tuple[Link, Link]]:
        """What the work names as related, and the works that name it; with the kind of relation."""
        pairs = [
            (self._relationship(each), other) for each in relations for other in self._names.objects(each, BF.associatedResource)
        ]
        for about in (thing, *(hub for hub in hubs if hub != thing)):
            for relation in self._reader.subjects(BF.associatedResource, about):
                others = self._reader.subjects(BF.relation, relation)
                pairs += [(self._relationship(relation), other) for other in others if other != thing]
        return list({(kind.iri, other): (kind, self._reader.link(other)) for kind, other in pairs}.values())

    def _relationship(self, relation: Term) -> Link:
        return next(iter(self._links(self._names.objects(relation, BF.relationship))), Link("", ()))

    def _links(self, terms: Iterable[Term]) -> list[Link]:
        return sorted((self._reader.link(term) for term in terms), key=self._sort_key)

    def _sort_key(self, link: Link) -> tuple[str, str]:
        return sort_key(best(link.names, self._language).text, self._language), link.iri

    def _same(self, said: dict[str, set[Term]]) -> list[str]:
        return sorted({term.value for p in _SAME for term in said.get(p, ()) if isinstance(term, ox.NamedNode)})
