"""What a person decided about a link to an authority wins over what reconciling finds, then and later."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.decisions import DecisionError, Decisions, Kind
from kg.describe import Reader
from kg.publish import current
from kg.review import AUTHORITY, Review, pair
from kg.workspace import workspace
from ontology.names import OTR, OWL, SKOS
from tests.kg.linked_catalogue import N79130807, Catalogue, with_a_doubtful_link

GRAPHS = ("links", "clusters", "authority/lcnaf")


def run(catalogue: Catalogue, *arguments: str) -> str:
    environment = {"OTRAR_STATE": str(catalogue.settings.state)}
    result = CliRunner().invoke(main, arguments, env=environment, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def said(quads: Iterable[str]) -> set[tuple[str, str]]:
    """What is said of Chekhov's authority: of which thing of ours, and how it is related."""
    statements = (quad.split(" ")[:3] for quad in quads)
    found = {(subject[1:-1], predicate[1:-1]) for subject, predicate, value in statements if value == f"<{N79130807}>"}
    return {pair for pair in found if pair[1] in (OWL.sameAs, OWL.differentFrom, SKOS.exactMatch, SKOS.closeMatch)}


@pytest.fixture
def catalogue(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Catalogue:
    return with_a_doubtful_link(tmp_path_factory, tmp_path)


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
    (row,) = csv.DictReader(io.StringIO(run(catalogue, "review", "--kind", AUTHORITY)))
    assert (row["one"], row["other"]) == (ours, authority)


def test_what_is_rejected_is_never_linked_again_until_that_is_undone(catalogue: Catalogue) -> None:
    before = catalogue.quads(GRAPHS)
    ((ours, authority),) = catalogue.waiting()
    number = catalogue.decide(Kind.REJECT, ours, authority)
    for again in (catalogue.reconcile, catalogue.rebuild):
        assert (said(catalogue.quads(["links"])), catalogue.waiting()) == ({(ours, OWL.differentFrom)}, [])
        again()
    assert said(catalogue.quads(["links"])) == {(ours, OWL.differentFrom)}
    catalogue.decide(Kind.UNDO, undoes=number)
    catalogue.reconcile()
    assert catalogue.quads(GRAPHS) == before


def test_what_is_accepted_stays_linked_when_the_record_is_corrected(catalogue: Catalogue) -> None:
    ((ours, authority),) = catalogue.waiting()
    catalogue.decide(Kind.ACCEPT, ours, authority)
    assert (said(catalogue.quads(["links"])), catalogue.waiting()) == ({(ours, SKOS.exactMatch)}, [])
    assert any(f'<{OTR.verdict}> "accepted"' in line for line in catalogue.quads(["links"]))
    catalogue.load(("Чехов, А.", "Пьесы"))
    catalogue.reconcile()
    catalogue.rebuild()
    ((now, how),) = said(catalogue.quads(["links"]))
    assert (now != ours, how) == (True, SKOS.exactMatch)


def test_a_table_decides_about_authorities_too_and_what_it_decides_is_published(catalogue: Catalogue, tmp_path: Path) -> None:
    run(catalogue, "reconcile", "--scheme", "lcnaf", "--kind", "person")
    table = tmp_path / "queue.csv"
    queue = run(catalogue, "review").splitlines()
    table.write_text("\n".join([queue[0], *("accept" + row for row in queue[1:])]), "utf-8")
    run(catalogue, "review", "--decide", str(table), "--who", "Айгүл")
    published = current(catalogue.settings.state).open()
    assert {how for _, how in said(map(str, published))} == {SKOS.exactMatch}


def test_the_later_decision_holds(catalogue: Catalogue) -> None:
    ((ours, authority),) = catalogue.waiting()
    catalogue.decide(Kind.ACCEPT, ours, authority)
    catalogue.decide(Kind.REJECT, authority, ours)
    assert said(catalogue.quads(["links"])) == {(ours, OWL.differentFrom)}


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
