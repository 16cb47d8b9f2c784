"""Works as rows of lists, editions of works, and who made them: what several views show."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.describe import Link, Reader
from kg.entries import Hit
from kg.names import Term, best
from ontology.names import BF, BFLC, RDF


@dataclass(frozen=True, slots=True)
class Contributor:
    """An agent of a work, in which roles, who says so, and whether it is a creator of the whole."""

    agent: Link
    roles: tuple[Link, ...]
    sources: tuple[str, ...]
    primary: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """An instance of a work as its library describes it. ``year`` is 0 where none is given."""

    instance: Link
    record: str
    source: str
    year: int
    imprint: tuple[str, str, str]
    statement: str
    extent: str
    identifiers: tuple[tuple[str, str], ...]
    shelf_marks: tuple[str, ...]
    online: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A work in a list: its creators, first year (0 if none), the libraries that have it; ``roles`` in a list of an agent's.

    ``hub`` is the IRI under which its other versions are found, "" where there are none.
    """

    work: Link
    creators: tuple[Link, ...]
    year: int
    languages: tuple[Link, ...]
    sources: tuple[str, ...]
    roles: tuple[Link, ...] = ()
    hub: str = ""


class Rows:
    """Makes the rows of one publication."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._names = reader.names

    def row(self, hit: Hit, agent: str = "") -> Row:
        """A work as the index has it; with the roles in which ``agent`` contributed to it."""
        return Row(
            Link(hit.iri, tuple(hit.names)),
            tuple(Link(each.iri, each.names) for each in hit.creators),
            hit.year,
            tuple(self.links(map(ox.NamedNode, hit.languages))),
            tuple(hit.sources),
            tuple(self.links(map(ox.NamedNode, hit.roles.get(agent, ())))),
            hit.hub,
        )

    def year(self, instance: Term) -> int:
        """The first year in which an instance was published; 0 where none is given."""
        dates = [
            date.value[:4]
            for provision in self._names.objects(instance, BF.provisionActivity)
            for date in self._names.objects(provision, BF.date)
            if isinstance(date, ox.Literal) and date.value[:4].isdigit()
        ]
        return int(min(dates)) if dates else 0

    def editions(self, work: ox.NamedNode) -> list[Edition]:
        """The instances of a work, oldest first, those without a year last."""
        editions = [self.edition(each) for each in self._names.objects(work, BF.hasInstance)]
        return sorted(editions, key=lambda edition: (edition.year or 9999, edition.source, edition.instance.iri))

    def edition(self, instance: Term) -> Edition:
        """An instance with its holdings."""
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
            self.year(instance),
            self._imprint(instance),
            self._text(self._names.objects(instance, BF.responsibilityStatement)),
            self._text(self._names.objects(instance, BF.extent)),
            tuple(sorted(self._identifier(each) for each in self._names.objects(instance, BF.identifiedBy))),
            tuple(sorted({name.text for mark in marks for name in self._names.of(mark)})),
            tuple(sorted({address.value for address in online if isinstance(address, (ox.NamedNode, ox.Literal))})),
        )

    def _imprint(self, instance: Term) -> tuple[str, str, str]:
        """Place, publisher and date as the library transcribed them."""
        for provision in self._names.objects(instance, BF.provisionActivity):
            said = self._names.said(provision)
            place, who, date = (self._text(said.get(p, ())) for p in (BFLC.simplePlace, BFLC.simpleAgent, BFLC.simpleDate))
            if place or who or date:
                return place, who, date
        return "", "", ""

    def _identifier(self, identifier: Term) -> tuple[str, str]:
        kinds = [kind for kind in self._names.objects(identifier, RDF.type) if isinstance(kind, ox.NamedNode)]
        return (kinds[0].value.rpartition("/")[2] if kinds else "", self._text(self._names.objects(identifier, RDF.value)))

    def _text(self, values: Iterable[Term]) -> str:
        return best([name for value in values for name in self._names.of(value)], "").text

    def contributors(self, work: ox.NamedNode) -> list[Contributor]:
        """Who made the work, creators first, each agent once with all its roles."""
        found: dict[Term, tuple[bool, dict[str, Link], set[str]]] = {}
        for contribution in self._names.objects(work, BF.contribution):
            said = self._names.said(contribution)
            for agent in said.get(BF.agent, ()):
                primary, roles, sources = found.get(agent, (False, {}, set()))
                roles.update({role.iri or role.names[0].text: role for role in self.links(said.get(BF.role, ()))})
                sources.update(self._reader.sources(getattr(contribution, "value", "")))
                found[agent] = (primary or _is_primary(said.get(RDF.type, ())), roles, sources)
        made = [
            Contributor(self._reader.link(agent), tuple(roles.values()), tuple(sorted(sources)), primary)
            for agent, (primary, roles, sources) in found.items()
        ]
        return sorted(made, key=lambda each: (not each.primary, each.agent.names))

    def links(self, terms: Iterable[Term]) -> list[Link]:
        """Terms with their names, in the order of these."""
        return sorted((self._reader.link(term) for term in terms), key=lambda link: (link.names, link.iri))


def _is_primary(types: Iterable[Term]) -> bool:
    return ox.NamedNode(BF.PrimaryContribution) in types
