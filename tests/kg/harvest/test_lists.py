"""Harvests of a repository over HTTP on this machine: to the end, only what is new, deletions, cut off anywhere."""

import pytest

from kg import harvest as harvesting
from kg.harvest import choose
from kg.harvest_ledger import HarvestLedger
from kg.ledger import DELETED, Ledger
from kg.repository_client import HarvestError
from tests.kg.harvest.repository import Fake, Sent, kept, run, settled, titles, wanted


def test_all_pages_in_the_best_format(fake: Fake, ledger: Ledger) -> None:
    sums = run(fake, ledger)
    assert (sums.received, sums.changed) == (8, 8)
    assert titles(ledger) == wanted(fake)
    asked = [query for query in fake.asked if query["verb"] == "ListRecords"]
    assert asked[0]["metadataPrefix"] == "dim"
    assert len(asked) == 3


def test_the_next_time_only_what_changed_is_asked_for(fake: Fake, ledger: Ledger) -> None:
    run(fake, ledger)
    settled(ledger)
    fake.now = "2024-03-01T00:00:00Z"
    fake.put(2, "New title", "2024-02-10T00:00:00Z")
    fake.put(3, None, "2024-02-11T00:00:00Z")
    fake.put(9, "Title 9", "2024-02-12T00:00:00Z")
    fake.asked.clear()
    sums = run(fake, ledger)
    assert (sums.received, sums.changed, sums.deleted) == (3, 2, 1)
    assert fake.asked[2] == {"verb": "ListRecords", "metadataPrefix": "dim", "from": "2024-02-01T00:00:00Z"}
    settled(ledger)
    assert titles(ledger) == wanted(fake)
    assert kept(ledger)["oai:x:3"][0] == DELETED
    sums = run(fake, ledger)
    assert (sums.received, sums.changed) == (0, 0), "the list starts where the last one began"


def test_a_record_that_comes_back_is_there_again(fake: Fake, ledger: Ledger) -> None:
    run(fake, ledger)
    settled(ledger)
    gone = fake.records.pop("oai:x:4")
    assert run(fake, ledger, compare=True).missing == 1
    settled(ledger)
    assert "oai:x:4" not in titles(ledger)
    fake.records["oai:x:4"] = gone
    run(fake, ledger, again=True)
    settled(ledger)
    assert titles(ledger) == wanted(fake)


@pytest.mark.parametrize("deletions", ["no", "transient"])
def test_deletions_that_are_not_told_are_found(fake: Fake, ledger: Ledger, deletions: str) -> None:
    fake.deletions = deletions
    run(fake, ledger)
    settled(ledger)
    del fake.records["oai:x:1"], fake.records["oai:x:8"]
    sums = run(fake, ledger)
    assert sums.missing == 2
    settled(ledger)
    assert titles(ledger) == wanted(fake)


def test_an_empty_list_of_identifiers_deletes_nothing(fake: Fake, ledger: Ledger) -> None:
    run(fake, ledger)
    settled(ledger)
    fake.records.clear()
    with pytest.raises(HarvestError, match="none was deleted"):
        run(fake, ledger, compare=True)
    assert len(titles(ledger)) == 8


def test_only_the_sets_that_are_wanted(fake: Fake, ledger: Ledger) -> None:
    run(fake, ledger, sets=("theses",))
    assert set(titles(ledger)) == {"oai:x:1", "oai:x:3", "oai:x:5", "oai:x:7"}
    settled(ledger)
    run(fake, ledger, sets=("theses", "articles"), compare=True)
    assert titles(ledger) == wanted(fake)


@pytest.mark.parametrize("cut", range(9))
@pytest.mark.parametrize("sets", [(), ("theses", "articles")])
def test_cut_off_at_any_request_and_started_again(fake: Fake, ledger: Ledger, cut: int, sets: tuple[str, ...]) -> None:
    fake.put(6, None, set="articles")
    fake.trouble = lambda number, query: (404, {}, b"gone") if number >= cut else None
    try:
        run(fake, ledger, sets=sets)
    except HarvestError as error:
        assert "404" in str(error)
    fake.trouble = lambda number, query: None
    run(fake, ledger, sets=sets, compare=True)
    settled(ledger)
    assert titles(ledger) == wanted(fake)


@pytest.mark.parametrize("cut", range(7))
@pytest.mark.parametrize("method", ["receive", "keep"])
def test_cut_off_between_any_two_writes(
    fake: Fake, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, cut: int, method: str
) -> None:
    calls = 0
    of: type[Ledger] | type[HarvestLedger] = Ledger if method == "receive" else HarvestLedger
    original = getattr(of, method)

    def breaking(*arguments: object) -> object:
        nonlocal calls
        calls += 1
        if calls == cut + 1:
            raise KeyboardInterrupt
        return original(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(of, method, breaking)
        try:
            run(fake, ledger)
        except KeyboardInterrupt:
            assert calls == cut + 1
    run(fake, ledger)
    settled(ledger)
    assert titles(ledger) == wanted(fake)


def test_after_a_cut_it_goes_on_where_it_was(fake: Fake, ledger: Ledger) -> None:
    fake.trouble = lambda number, query: (404, {}, b"") if number == 4 else None
    with pytest.raises(HarvestError):
        run(fake, ledger)
    fake.asked.clear()
    fake.trouble = lambda number, query: None
    assert run(fake, ledger).received == 2, "the last page only"
    assert titles(ledger) == wanted(fake)


def test_an_expired_token_starts_the_list_again(fake: Fake, ledger: Ledger) -> None:
    def expired(number: int, query: dict[str, str]) -> Sent | None:
        if number == 3:
            return 200, {}, b'<OAI-PMH><error code="badResumptionToken">expired</error></OAI-PMH>'
        return None

    fake.trouble = expired
    run(fake, ledger)
    assert titles(ledger) == wanted(fake)


def test_the_format_that_says_most_is_chosen() -> None:
    offered = [
        ("oai_dc", ""),
        ("mods", "http://www.loc.gov/mods/v3"),
        ("didl", "urn:x"),
        ("marc21", "http://www.loc.gov/MARC21/slim"),
    ]
    assert choose(offered, "x") == "marc21"
    assert choose(offered[:3], "x") == "mods"
    with pytest.raises(HarvestError, match=r"none of its metadata formats is known \(didl\)"):
        choose(offered[2:3], "x")


def test_formats_are_known_by_their_rules() -> None:
    assert set(harvesting.PREFERRED) == {"marcxml", "dim", "xoai", "mods", "mets", "lom", "oai_dc"}
