"""The agents, works and subjects of a published graph as entities: what reconciliation compares, and is asked for."""

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from conversions.scripts import dates_of
from kg import entity
from kg.entity import Entity
from kg.names import Names, Said, Term
from ontology.names import BF, MADS, OWL, RDF, SKOS, Iri

_CLASSES: Mapping[str, tuple[str, Iri]] = {
    "agent": ("", BF.Agent),
    "work": (entity.WORK, BF.Work),
    "hub": (entity.HUB, BF.Hub),
    "topic": (entity.TOPIC, BF.Topic),
    "place": (entity.PLACE, BF.Place),
    "genre": (entity.GENRE, BF.GenreForm),
}
"""By the first part of the path: the kind of entity, and the class that things there have."""

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
    reader = _Reader(graph, base)
    for path, (kind, class_) in _CLASSES.items():
        start, seen = f"{base}{path}/", set[str]()
        for quad in graph.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(class_), None):
            thing = quad.subject
            if isinstance(thing, ox.NamedNode) and thing.value.startswith(start) and thing.value not in seen:
                seen.add(thing.value)
                if "#" not in thing.value and (found := reader.entity(thing, kind)).names:
                    yield found


class _Reader:
    def __init__(self, graph: ox.Store, base: str) -> None:
        self._graph = graph
        self._names = Names(graph)
        self._records = f"{base}record/"
        self._links = ox.NamedNode(f"{base}graph/links")

    def entity(self, thing: ox.NamedNode, kind: str) -> Entity:
        said: dict[str, set[Term]] = {}
        records: set[str] = set()
        for quad in self._graph.quads_for_pattern(thing, None, None, None):
            if quad.graph_name == self._links:
                continue  # what was found before must not prove itself
            said.setdefault(quad.predicate.value, set()).add(quad.object)
            if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(self._records):
                records.add(quad.graph_name.value)
        types = {term.value for term in said.get(RDF.type, ()) if isinstance(term, ox.NamedNode)}
        kind = kind or next((name for each, name in _AGENTS.items() if each in types), entity.ORGANIZATION)
        found = Entity(thing.value, kind, self._names.among(said), weight=len(records))
        found.same = sorted({term.value for p in _SAME for term in said.get(p, ()) if isinstance(term, ox.NamedNode)})
        if kind in (entity.WORK, entity.HUB):
            self._add_work(found, said)
        elif "/agent/" in thing.value:
            self._add_agent(found, thing)
        return found

    def _add_work(self, found: Entity, said: Said) -> None:
        creators = [who for each in said.get(BF.contribution, ()) for who in self._names.objects(each, BF.agent)]
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
