"""What a person decided about a link to an authority wins over what reconciling finds, then and later."""

import csv
import io
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.decisions import DecisionError, Decisions, Kind
from kg.describe import Reader
from kg.publish import current
from kg.review import AUTHORITY, Review, pair
from kg.settings import Settings
from kg.workspace import rebuild, workspace
from ontology.names import OTR, OWL, SKOS, Iri
from tests.kg.test_authorities import MADS_NT, N79130807

RECORD = "=LDR  00000nam a2200000 a 4500\n=001  1\n=100  1\\$a{author}\n=245  10$aПьесы\n\n"


class Catalogue:
    """One record whose author is named by initials, so that the link to Chekhov waits for a person."""

    def __init__(self, folder: Path) -> None:
        self.settings, self.file = Settings(state=folder / "state"), folder / "record.mrk"

    def make(self) -> None:
        folder = self.file.parent
        self.load("Чехов, А. П.")
        dump = folder / "mads.nt"
        dump.write_text(MADS_NT, "utf-8")
        self.run("authorities", "load", str(dump), "--scheme", "lcnaf", "--version", "2025")
        self.run("reconcile")

    def run(self, *arguments: str, code: int = 0) -> str:
        environment = {"OTRAR_STATE": str(self.settings.state)}
        result = CliRunner().invoke(main, arguments, env=environment, catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result.stdout

    def load(self, author: str) -> None:
        self.file.write_text(RECORD.format(author=author), "utf-8")
        self.run("load", str(self.file), "--source", "library")

    def waiting(self) -> list[tuple[str, str]]:
        with workspace(self.settings) as space:
            return [(each.one, each.other) for each in Review(space.ledger, space.job.base).waiting(AUTHORITY)]

    def decide(self, kind: Kind, *iris: str, undoes: int | None = None) -> int:
        with workspace(self.settings) as space:
            number = Review(space.ledger, space.job.base).decide(kind, iris, "Айгүл", undoes=undoes)
            space.publish()
        return number

    def said(self) -> set[tuple[str, Iri]]:
        """What the graph of links says of Chekhov's authority: of which thing of ours, and how it is related."""
        reader = Reader(current(self.settings.state), self.settings.base)
        predicates = (OWL.sameAs, OWL.differentFrom, SKOS.exactMatch, SKOS.closeMatch)
        quads = [quad for quad in reader.graph if str(quad.graph_name) == f"<{self.settings.base}graph/links>"]
        found = [(quad.subject, quad.predicate, quad.object) for quad in quads]
        return {(s.value, p.value) for s, p, o in found if p.value in predicates and o.value == N79130807}

    def graph(self) -> set[str]:
        reader = Reader(current(self.settings.state), self.settings.base)
        return {str(quad) for quad in reader.graph}


@pytest.fixture(scope="module")
def reconciled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a catalogue that was reconciled."""
    folder = tmp_path_factory.mktemp("reconciled")
    Catalogue(folder).make()
    return folder


@pytest.fixture
def catalogue(reconciled: Path, tmp_path: Path) -> Catalogue:
    shutil.copytree(reconciled, tmp_path / "copy", symlinks=True)
    return Catalogue(tmp_path / "copy")


def test_a_doubtful_link_waits_in_the_queue_with_both_sides_and_its_evidence(catalogue: Catalogue) -> None:
    ((ours, authority),) = catalogue.waiting()
    assert authority == N79130807
    with workspace(catalogue.settings) as space:
        review = Review(space.ledger, space.job.base)
        assert (review.count(AUTHORITY), review.count()) == (1, 1)
        (waiting,) = review.waiting()
    shown = pair(Reader(current(catalogue.settings.state), catalogue.settings.base), waiting)
    assert (shown.one.ours, shown.other.ours, waiting.reach) == (True, False, 1)
    assert any("Chekhov" in name.text for name in shown.other.thing.names)
    assert [each.name for each in shown.evidence] == list(waiting.evidence) != []
    (row,) = csv.DictReader(io.StringIO(catalogue.run("review", "--kind", AUTHORITY)))
    assert (row["one"], row["other"]) == (ours, authority)


def test_what_is_rejected_is_never_linked_again_until_that_is_undone(catalogue: Catalogue) -> None:
    before = catalogue.graph()
    ((ours, authority),) = catalogue.waiting()
    number = catalogue.decide(Kind.REJECT, ours, authority)
    assert (catalogue.said(), catalogue.waiting()) == ({(ours, OWL.differentFrom)}, [])
    catalogue.run("reconcile")
    assert (catalogue.said(), catalogue.waiting()) == ({(ours, OWL.differentFrom)}, [])
    rebuild(catalogue.settings)
    catalogue.run("publish")
    assert catalogue.said() == {(ours, OWL.differentFrom)}
    catalogue.decide(Kind.UNDO, undoes=number)
    catalogue.run("reconcile")
    assert catalogue.graph() == before


def test_what_is_accepted_stays_linked_when_the_record_is_corrected(catalogue: Catalogue) -> None:
    ((ours, authority),) = catalogue.waiting()
    catalogue.decide(Kind.ACCEPT, ours, authority)
    assert (catalogue.said(), catalogue.waiting()) == ({(ours, SKOS.exactMatch)}, [])
    assert any(f'<{OTR.verdict}> "accepted"' in line for line in catalogue.graph())
    catalogue.load("Чехов, А.")
    catalogue.run("reconcile")
    rebuild(catalogue.settings)
    catalogue.run("publish")
    ((now, how),) = catalogue.said()
    assert (now != ours, how) == (True, SKOS.exactMatch)


def test_a_table_decides_about_authorities_too(catalogue: Catalogue, tmp_path: Path) -> None:
    table = tmp_path / "queue.csv"
    queue = catalogue.run("review").splitlines()
    table.write_text("\n".join([queue[0], *("accept" + row for row in queue[1:])]), "utf-8")
    catalogue.run("review", "--decide", str(table), "--who", "Айгүл")
    assert {how for _, how in catalogue.said()} == {SKOS.exactMatch}


def test_the_later_decision_holds(catalogue: Catalogue) -> None:
    ((ours, authority),) = catalogue.waiting()
    catalogue.decide(Kind.ACCEPT, ours, authority)
    catalogue.decide(Kind.REJECT, authority, ours)
    assert catalogue.said() == {(ours, OWL.differentFrom)}


def test_what_makes_no_sense_is_refused(catalogue: Catalogue) -> None:
    ((ours, _),) = catalogue.waiting()
    with workspace(catalogue.settings) as space:
        review = Review(space.ledger, space.job.base)
        for kind, *iris in (
            (Kind.MERGE, ours, N79130807),
            (Kind.ACCEPT, ours, "not an iri"),
            (Kind.ACCEPT, ours, "http://example.org/>"),
            (Kind.ACCEPT, "http://localhost:8000/record/library/1", N79130807),
            (Kind.ACCEPT, "http://example.org/a", N79130807),
            (Kind.REJECT, N79130807, N79130807),
        ):
            with pytest.raises(DecisionError):
                review.decide(kind, iris, "Айгүл")
        assert Decisions(space.ledger).all() == []
