"""Answers of OAI-PMH repositories, whole, damaged and no answers at all."""

import pytest

from conversions.errors import DamagedRecord
from conversions.sources import oaipmh

HEADER = "<header{status}><identifier>oai:x:{n}</identifier><datestamp>2024-01-0{n}</datestamp><setSpec>theses</setSpec></header>"
DC = (
    '<metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<dc:title xml:lang="kk">Абай &amp; заман</dc:title></oai_dc:dc></metadata>'
)
ONE = f"<record>{HEADER.format(status='', n=1)}{DC}</record>"
GONE = f"<record>{HEADER.format(status=' status="deleted"', n=2)}</record>"


def answer(body: str) -> bytes:
    return f'<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{body}</OAI-PMH>'.encode()


def test_records_headers_sets_and_the_token() -> None:
    page = oaipmh.read(
        answer(f'<ListRecords>{ONE}{GONE}<resumptionToken completeListSize="7"> next|2 </resumptionToken></ListRecords>')
    )
    one, gone = page.records
    assert (one.identifier, one.datestamp, one.sets, one.format) == ("oai:x:1", "2024-01-01", ("theses",), "oai_dc")
    assert 'xml:lang="kk">Абай &amp; заман<' in one.metadata.decode()
    assert (gone.identifier, gone.deleted, gone.metadata) == ("oai:x:2", True, b"")
    assert (page.token, page.size) == ("next|2", 7)


def test_headers_only() -> None:
    page = oaipmh.read(answer(f"<ListIdentifiers>{HEADER.format(status='', n=3)}<resumptionToken/></ListIdentifiers>"))
    assert [each.identifier for each in page.records] == ["oai:x:3"]
    assert page.token == ""


def test_errors_have_code_and_message() -> None:
    assert oaipmh.read(answer('<error code="noRecordsMatch">Nothing</error>')).errors == (("noRecordsMatch", "Nothing"),)


def test_half_a_page_gives_its_whole_records_and_its_fault() -> None:
    page = oaipmh.read(answer(f"<ListRecords>{ONE}{GONE}{ONE}")[:-120])
    assert [each.identifier for each in page.records] == ["oai:x:1", "oai:x:2"]
    assert page.fault
    assert page.records[0].format == "oai_dc"
    assert [refused.reason for refused in page.refused] == ["the record is cut off: its end tag is missing"]


def test_a_page_of_records_that_never_end_takes_no_longer_than_others() -> None:
    page = oaipmh.read(answer("<ListRecords>" + ONE.replace("</record>", "") * 20_000))
    assert (len(page.records), len(page.refused)) == (0, 20_000)


def test_one_malformed_record_does_not_cost_the_others_nor_the_token() -> None:
    broken = ONE.replace("</dc:title>", "</dc:creator>")
    page = oaipmh.read(answer(f"<ListRecords>{ONE}{broken}{GONE}<resumptionToken>t</resumptionToken></ListRecords>"))
    assert [each.identifier for each in page.records] == ["oai:x:1", "oai:x:2"]
    assert [refused.raw.decode() for refused in page.refused] == [broken]
    assert "not well-formed" in page.refused[0].reason
    assert page.token == "t"


@pytest.mark.parametrize("body", [b"<html><body>Busy</body></html>", b"Service Unavailable", b"", b"{}"])
def test_what_is_no_answer_is_refused(body: bytes) -> None:
    with pytest.raises(DamagedRecord, match="an answer of OAI-PMH was expected"):
        oaipmh.read(body)


def test_entities_are_not_resolved() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "boom">]>' + answer(f"<ListRecords>{ONE.replace('заман', '&a;')}</ListRecords>")[21:]
    assert b"boom" not in oaipmh.read(bomb).records[0].metadata
