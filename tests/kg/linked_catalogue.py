"""A small catalogue that is linked to authority files, in its ledger and store alone: nothing is published between two steps."""

import io
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from conversions.sources import Profile
from kg import authorities
from kg.authority_graphs import find_links, write_authority_graphs
from kg.decisions import Kind
from kg.graph_entities import graph_entities
from kg.links import Link, Links
from kg.load import Loader
from kg.review import AUTHORITY, Review
from kg.settings import Settings
from kg.workspace import Workspace, rebuild, workspace
from ontology.names import MADS, RDF
from tests.states import copied, shared

RECORD = "=LDR  00000nam a2200000 a 4500\n=001  {id}\n=100  1\\$a{author}\n=245  10$a{title}\n\n"

N79130807 = "http://id.loc.gov/authorities/names/n79130807"
MADS_NT = f"""\
<{N79130807}> <{RDF.type}> <{MADS.PersonalName}> .
<{N79130807}> <{MADS.authoritativeLabel}> "Chekhov, Anton Pavlovich, 1860-1904" .
<{N79130807}> <{MADS.hasVariant}> _:v1 .
<{N79130807}> <{MADS.identifiesRWO}> <http://id.loc.gov/rwo/agents/n79130807> .
<http://id.loc.gov/rwo/agents/n79130807> <{MADS.birthDate}> "1860-01-29" .
_:v1 <{RDF.type}> <{MADS.Variant}> .
_:v1 <{MADS.variantLabel}> "Чехов, Антон Павлович" .
"""


class Catalogue:
    """The catalogue of one library, and what each step of its keeper does."""

    def __init__(self, folder: Path) -> None:
        self.settings, self._folder = Settings(state=folder / "state"), folder
        self._folder.mkdir(exist_ok=True)

    def load(self, *records: tuple[str, str]) -> None:
        """Take in records of these authors and titles, numbered from 1 on."""
        file = self._folder / "records.mrk"
        numbered = enumerate(records, start=1)
        file.write_text("".join(RECORD.format(id=id, author=author, title=title) for id, (author, title) in numbered), "utf-8")
        with workspace(self.settings) as space:
            Loader(space.job, space.ledger, space.store, "library").load_file(file, Profile())
            space.merge()

    def load_authorities(self, scheme: str, version: str, dump: str) -> None:
        """Load a dump in N-Triples as a version of an authority file."""
        file = self._folder / f"{scheme}.nt"
        file.write_text(dump, "utf-8")
        authorities.load(self.settings.state, self.settings.base, scheme, [file], version)

    def reconcile(self) -> None:
        """Find the links of what is loaded now, and write them."""
        with workspace(self.settings) as space:
            things = graph_entities(_graph(space), self.settings.base)
            find_links(space.ledger, self.settings.base, things, authorities.opened(self.settings.state))
            self._write(space)

    def rebuild(self) -> None:
        """Make the graph again from the ledger."""
        rebuild(self.settings)
        with workspace(self.settings) as space:
            space.merge()
            self._write(space)

    def decide(self, kind: Kind, *iris: str, undoes: int | None = None) -> int:
        """Note what a person decided, and write what follows from it; returns the number of the decision."""
        with workspace(self.settings) as space:
            number = Review(space.ledger, space.job.base).decide(kind, iris, "Айгүл", undoes=undoes)
            space.merge()
            self._write(space)
        return number

    def publish(self) -> None:
        """Make all of this visible."""
        with workspace(self.settings) as space:
            space.publish()

    def _write(self, space: Workspace) -> None:
        write_authority_graphs(self.settings.state, space.store, space.ledger, self.settings.base)

    def waiting(self) -> list[tuple[str, str]]:
        """The links that wait for a person: our thing and the authority."""
        with workspace(self.settings) as space:
            return [(each.one, each.other) for each in Review(space.ledger, space.job.base).waiting(AUTHORITY)]

    def links(self) -> list[Link]:
        """The links in the ledger."""
        with workspace(self.settings) as space:
            return list(Links(space.ledger).all())

    def quads(self, graphs: Iterable[str] = ()) -> set[str]:
        """All that is in the store, or in these graphs, by the ends of their names."""
        names = {f"<{self.settings.base}graph/{name}>" for name in graphs}
        with workspace(self.settings) as space:
            return {str(quad) for quad in _graph(space) if not names or str(quad.graph_name) in names}


def with_a_doubtful_link(factory: pytest.TempPathFactory, folder: Path) -> Catalogue:
    """A copy in ``folder`` of a catalogue that is reconciled and published: initials leave it open whether they are Chekhov's."""
    return Catalogue(copied(shared(factory, "doubtful-link", _make), folder))


def _make(folder: Path) -> None:
    catalogue = Catalogue(folder)
    catalogue.load(("Чехов, А. П.", "Пьесы"))
    catalogue.publish()
    catalogue.load_authorities("lcnaf", "2025", MADS_NT)
    catalogue.reconcile()
    catalogue.publish()


def _graph(space: Workspace) -> ox.Store:
    output, graph = io.BytesIO(), ox.Store()
    space.store.dump(output)
    graph.load(output.getvalue(), format=ox.RdfFormat.N_QUADS)
    return graph
