"""What our graph takes from authority files: the links to them, and descriptions of the authorities that it links to."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.authorities import AuthorityFile, opened
from kg.entity import Entity
from kg.ledger import Ledger
from kg.links import Links, as_decided, link_quads
from kg.merging import links_decided
from kg.reconcile import Reconciled, reconcile
from kg.redirects import Redirects
from kg.store import GraphStore
from ontology.names import MADS, OWL, RDF, RDFS, SKOS, Iri

LEADING = (OWL.sameAs, SKOS.exactMatch, SKOS.closeMatch, OWL.differentFrom, MADS.isIdentifiedByAuthority)
"""What leads from our things to authorities: links that we found, what a person rejected, and what records say themselves."""


def find_links(
    ledger: Ledger, base: str, things: Iterable[Entity], files: Sequence[AuthorityFile], kinds: Sequence[str] = ()
) -> Reconciled:
    """Link things of ours, all or those of some kinds, to authority files: what is found takes the place of what was."""
    sums = Reconciled()
    wanted = (each for each in things if not kinds or each.kind in kinds)
    found = list(reconcile(wanted, files, sums, links_decided(ledger, base).rejected))
    Links(ledger).replace([file.version.scheme for file in files], kinds, found)
    return sums


def write_authority_graphs(state: Path, store: GraphStore, ledger: Ledger, base: str) -> None:
    """Bring ``graph/links`` and ``graph/authority/SCHEME`` up to date with the links and the versions in force.

    What people decided about links goes before what was found.
    """
    decided = links_decided(ledger, base)
    links = as_decided(Links(ledger).all(), decided, Redirects(ledger).all())
    store.replace_quads(f"{base}graph/links", link_quads(links, decided.rejected, f"{base}graph/links"))
    start, wanted = f"{base}graph/authority/", dict[str, AuthorityFile]()
    for file in opened(state):
        wanted[f"{start}{file.version.scheme}"] = file
    linked = set(store.values(LEADING)) if wanted else set()
    for graph, file in wanted.items():
        store.replace_quads(graph, _described(file, linked, graph))
    for graph in {graph for graph in store.graphs() if graph.startswith(start)} - wanted.keys():
        store.replace(graph, ())


def _described(file: AuthorityFile, linked: set[str], graph: str) -> Iterator[ox.Quad]:
    """The linked authorities of a file, and by their names those that they are related to."""
    for iri in sorted(linked):
        if (found := file.index.get(iri)) is None:
            continue
        yield from described(found, graph)
        for relation, other in file.relations(iri):
            yield _quad(iri, relation, ox.NamedNode(other), graph)
            if related := file.index.get(other):
                yield from _named(related, graph)


def described(found: Entity, graph: str) -> Iterator[ox.Quad]:
    """An authority in SKOS, whatever its file has it in: names, variants, identifiers elsewhere, a note."""
    yield _quad(found.iri, RDF.type, ox.NamedNode(SKOS.Concept), graph)
    yield from _named(found, graph)
    for variant in found.variants:
        yield _quad(found.iri, SKOS.altLabel, _literal(*variant), graph)
    for iri in found.same:
        yield _quad(found.iri, SKOS.exactMatch, ox.NamedNode(iri), graph)
    if found.about:
        yield _quad(found.iri, SKOS.note, ox.Literal(found.about), graph)


def _named(found: Entity, graph: str) -> Iterator[ox.Quad]:
    for name in found.names:
        yield _quad(found.iri, SKOS.prefLabel, _literal(*name), graph)
        yield _quad(found.iri, RDFS.label, _literal(*name), graph)


def _quad(subject: str, predicate: Iri, o: ox.NamedNode | ox.Literal, graph: str) -> ox.Quad:
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), o, ox.NamedNode(graph))


def _literal(text: str, language: str) -> ox.Literal:
    return ox.Literal(text, language=language) if language else ox.Literal(text)
