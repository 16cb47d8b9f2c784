"""Repositories that misbehave: each has its message, and what came before is kept."""

import pytest

from kg.ledger import Ledger
from kg.repository_client import LONGEST_WAIT, HarvestError
from tests.kg.harvest.repository import WAITED, Fake, Sent, run, titles, wanted


def test_503_is_asked_again_after_as_long_as_it_says(fake: Fake, ledger: Ledger) -> None:
    fake.trouble = lambda number, query: (503, {"Retry-After": "7"}, b"busy") if number in (2, 3) else None
    run(fake, ledger)
    assert WAITED == [7.0, 7.0]
    assert titles(ledger) == wanted(fake)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ((503, {}, b"busy"), "503 Service Unavailable"),
        ((503, {"Retry-After": str(int(LONGEST_WAIT) + 1)}, b""), "asks to come back in"),
        ((200, {}, b"<html><body>Down for maintenance</body></html>"), "an answer of OAI-PMH was expected"),
        ((200, {}, b""), "an answer of OAI-PMH was expected"),
        ((404, {}, b"<html/>"), "404 Not Found: is the address right"),
        ((200, {}, b"<OAI-PMH>" + b" " * (2 << 20)), "longer than 1 MB"),
        ((200, {"Content-Length": "9999"}, b"<OAI-PMH>"), "the connection failed"),
        ((302, {"Location": "/oai?verb=ListRecords&resumptionToken=6||"}, b""), "cannot be asked"),
        ((200, {}, b'<OAI-PMH><error code="badArgument">no</error></OAI-PMH>'), "badArgument: no"),
        ((200, {}, b'<OAI-PMH><error code="noSetHierarchy"/></OAI-PMH>'), "take `sets` out"),
    ],
)
def test_one_clear_message_and_what_came_before_is_kept(fake: Fake, ledger: Ledger, answer: Sent, message: str) -> None:
    fake.trouble = lambda number, query: answer if query.get("resumptionToken", "").startswith("6") else None
    with pytest.raises(HarvestError, match=message) as raised:
        run(fake, ledger)
    assert str(raised.value).startswith(fake.address)
    assert len(titles(ledger)) == 6
    fake.trouble = lambda number, query: None
    run(fake, ledger)
    assert titles(ledger) == wanted(fake)


def test_a_page_without_end_costs_no_more_than_the_limit(fake: Fake, ledger: Ledger) -> None:
    """The server would send two gigabytes; the reader hangs up at its limit."""
    fake.trouble = lambda number, query: (200, {"Content-Length": str(2 << 30)}, b"x" * (3 << 20)) if number == 0 else None
    with pytest.raises(HarvestError, match="longer than 1 MB"):
        run(fake, ledger)


def test_half_a_page_keeps_its_whole_records(fake: Fake, ledger: Ledger) -> None:
    def half(number: int, query: dict[str, str]) -> Sent | None:
        page = fake.whole(query)
        return (200, {}, page[: page.rindex(b"<record>") + 30]) if query["verb"] == "ListRecords" else None

    fake.trouble = half
    with pytest.raises(HarvestError, match="the 2 whole records of the page are kept"):
        run(fake, ledger)
    assert set(titles(ledger)) == {"oai:x:1", "oai:x:2"}
    assert [each.reason for each in ledger.refusals("x")] == ["the record is cut off: its end tag is missing"]
    fake.trouble = lambda number, query: None
    run(fake, ledger)
    assert titles(ledger) == wanted(fake)
    assert list(ledger.refusals("x")) == [], "what was refused of a list is forgotten when it has been received whole"


def test_the_same_token_for_ever(fake: Fake, ledger: Ledger) -> None:
    def same(number: int, query: dict[str, str]) -> Sent | None:
        return (
            (200, {}, fake.whole({"verb": "ListRecords", "resumptionToken": "0||"})) if query["verb"] == "ListRecords" else None
        )

    fake.trouble = same
    with pytest.raises(HarvestError, match="lead to the same records again, for ever"):
        run(fake, ledger)
    assert len(fake.asked) < 6
    assert len(titles(ledger)) == 3


def test_tokens_that_lead_to_nothing_for_ever(fake: Fake, ledger: Ledger) -> None:
    empty = b"<OAI-PMH><ListRecords><resumptionToken>%d</resumptionToken></ListRecords></OAI-PMH>"
    fake.trouble = lambda number, query: (200, {}, empty % number) if query["verb"] == "ListRecords" else None
    with pytest.raises(HarvestError, match="pages without records"):
        run(fake, ledger)
    assert len(fake.asked) < 100


def test_a_record_without_identifier_is_refused_with_its_bytes(fake: Fake, ledger: Ledger) -> None:
    fake.records[""] = ("2024-01-10", "Nameless", "theses")
    sums = run(fake, ledger)
    assert (sums.received, sums.changed, sums.refused) == (9, 8, 1)
    refused = list(ledger.refusals("x"))
    assert b"Nameless" in refused[0].raw
    assert "no identifier" in refused[0].reason
