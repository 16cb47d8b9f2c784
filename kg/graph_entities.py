"""The agents, works and subjects of a published graph as entities: what reconciliation compares, and is asked for."""

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from conversions.scripts import dates_of
from kg import entity
from kg.entity import Entity
from kg.names import Said
from kg.things import Thing, Things
from ontology.names import BF, MADS, OWL, RDF, SKOS

_KINDS: Mapping[str, str] = {
    "work": entity.WORK,
    "hub": entity.HUB,
    "topic": entity.TOPIC,
    "place": entity.PLACE,
    "genre": entity.GENRE,
}
"""By the first part of the path: the kind of entity; agents tell theirs by their class."""

_AGENTS: Mapping[str, str] = {
    BF.Person: entity.PERSON,
    BF.Family: entity.FAMILY,
    BF.Meeting: entity.MEETING,
    BF.Jurisdiction: entity.ORGANIZATION,
    BF.Organization: entity.ORGANIZATION,
}
_SAME = (OWL.sameAs, MADS.isIdentifiedByAuthority, SKOS.exactMatch)
_LANGUAGES = "http://id.loc.gov/vocabulary/languages/"
_MOST_WORKS = 200
"""Works of an agent that are looked at: enough to know it by."""


def graph_entities(graph: ox.Store, base: str) -> Iterator[Entity]:
    """All agents, works, hubs, topics, places and genres that have a name, each once."""
    things = Things(graph, base)
    entities = Entities(things)
    return (entities.entity(thing) for thing in things.all())


class Entities:
    """Makes the entities of one graph's things."""

    def __init__(self, things: Things) -> None:
        self._graph, self._names = things.graph, things.names

    def entity(self, thing: Thing) -> Entity:
        """A thing as reconciliation sees it; what was linked before must not prove itself, so links are left out."""
        said = thing.said
        types = {term.value for term in said.get(RDF.type, ()) if isinstance(term, ox.NamedNode)}
        agent = next((name for each, name in _AGENTS.items() if each in types), entity.ORGANIZATION)
        found = Entity(thing.iri, _KINDS.get(thing.kind, agent), thing.names, weight=len(thing.records))
        found.same = sorted({term.value for p in _SAME for term in said.get(p, ()) if isinstance(term, ox.NamedNode)})
        if thing.kind in ("work", "hub"):
            self._add_work(found, said)
        elif thing.kind == "agent":
            self._add_agent(found, ox.NamedNode(thing.iri))
        return found

    def _add_work(self, found: Entity, said: Said) -> None:
        contributions = sorted(said.get(BF.contribution, ()), key=str)
        creators = [who for each in contributions for who in sorted(self._names.objects(each, BF.agent), key=str)]
        names = [name.text for who in creators for name in self._names.of(who)]
        found.creators = list(dict.fromkeys(names))
        found.about = "; ".join(dict.fromkeys(names[:3]))
        found.languages = self._languages(said)

    def _add_agent(self, found: Entity, thing: ox.NamedNode) -> None:
        dates = [dates_of(name.text) for name in found.names] if found.kind == entity.PERSON else []
        found.births = sorted({birth for birth, _ in dates if birth is not None})
        found.deaths = sorted({death for _, death in dates if death is not None})
        titles: list[str] = []
        languages: set[str] = set()
        for work in self._works(thing):
            said = self._names.said(work)
            titles += [name.text for name in self._names.of(work)]
            languages.update(self._languages(said))
        found.works, found.languages = sorted(set(titles)), sorted(languages)
        found.about = "; ".join(found.works[:2])

    def _works(self, agent: ox.NamedNode) -> list[ox.NamedNode]:
        works: dict[ox.NamedNode, None] = {}
        for quad in self._graph.quads_for_pattern(None, ox.NamedNode(BF.agent), agent, None):
            for owner in self._graph.quads_for_pattern(None, ox.NamedNode(BF.contribution), quad.subject, None):
                if isinstance(owner.subject, ox.NamedNode):
                    works[owner.subject] = None
            if len(works) >= _MOST_WORKS:
                break
        return sorted(works, key=lambda work: work.value)

    def _languages(self, said: Said) -> list[str]:
        terms = (term.value for term in said.get(BF.language, ()) if isinstance(term, ox.NamedNode))
        return sorted({iri.removeprefix(_LANGUAGES) for iri in terms if iri.startswith(_LANGUAGES)})
