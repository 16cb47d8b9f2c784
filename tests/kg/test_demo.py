"""The samples of every kind, loaded as the demo does: catalogues in three formats, repositories over HTTP on this machine."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from lxml import etree

from conversions.sources import Profile, oaipmh, open_source, parse
from kg.demo import LIBRARIES, REPOSITORIES
from kg.ledger import Ledger
from kg.publish import current
from kg.samples import build, provider
from kg.settings import Settings

SAMPLES = Path(__file__).parents[2] / "kg/samples"


def answers(settings: Settings, query: str) -> list[ox.QuerySolution]:
    found = current(settings.state).open().query(query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return list(found)


def test_every_sample_is_loaded_and_nothing_refused(sample_settings: Settings) -> None:
    ledger = Ledger(sample_settings.ledger_url)
    counts = ledger.counts()
    ledger.close()
    assert set(counts) == {*LIBRARIES, *REPOSITORIES} == set(sample_settings.sources)
    assert all(set(states) == {"stored"} for states in counts.values()), counts
    assert counts["theses"] == {"stored": 14}
    assert counts["lessons"] == {"stored": 7}


def test_learning_resources_can_be_asked_for(sample_settings: Settings) -> None:
    query = """
        PREFIX bf: <http://id.loc.gov/ontologies/bibframe/> PREFIX schema: <http://schema.org/>
        SELECT DISTINCT ?work ?licence WHERE {
          ?work schema:educationalLevel ?level ; schema:learningResourceType ?type ; bf:hasInstance/schema:license ?licence }"""
    found = answers(sample_settings, query)
    assert len(found) == 7
    assert {str(row["licence"]).split("/")[4] for row in found} == {"by", "by-nc-sa"}


def test_a_thesis_has_degree_and_institution(sample_settings: Settings) -> None:
    query = """
        PREFIX bf: <http://id.loc.gov/ontologies/bibframe/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?degree ?name WHERE {
          ?work bf:title/bf:mainTitle "Unveiling Uzbek women: liberation, representation and discourse, 1906-1929"@en ;
            bf:dissertation [ bf:degree ?degree ; bf:grantingInstitution/rdfs:label ?name ] }"""
    assert [(str(row["degree"]), str(row["name"])) for row in answers(sample_settings, query)] == [
        ('"Ph. D."', '"University of Chicago"')
    ]


@pytest.mark.parametrize(("name", "kind"), [("omsk.mrc", "rusmarc"), ("bishkek.mrc", "unimarc")])
def test_the_catalogues_are_what_they_say(name: str, kind: str) -> None:
    source, make = build.UNIMARC_BUILDS[name]
    assert (SAMPLES / name).read_bytes() == make(SAMPLES / source), "run python -m kg.samples.build"
    profile, stream = open_source(SAMPLES / name, Profile(format=kind))
    records = [parse(each.raw, profile).record for each in stream]
    text = (SAMPLES / source).read_text("utf-8")
    assert len(records) == text.count("=LDR")
    for record in records:
        assert len(record["100"]["a"]) == 36
        assert record.leader[20:] == "450 "
        assert f"$a{record['200']['a']}" in text, "every letter as it was written"


def test_windows_1251_is_really_that() -> None:
    data = (SAMPLES / "omsk.mrc").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    assert "Кочевники".encode("cp1251") in data


@pytest.mark.parametrize("repository", REPOSITORIES)
def test_the_sample_repositories_speak_oai_pmh(repository: str) -> None:
    prefix = provider.answer(repository, {"verb": "ListMetadataFormats"}).partition("<metadataPrefix>")[2].partition("<")[0]
    query = {"verb": "ListRecords", "metadataPrefix": prefix}
    found: list[oaipmh.Harvested] = []
    while query:
        page = oaipmh.read(provider.answer(repository, query).encode())
        assert not page.fault
        found += page.records
        query = {"verb": "ListRecords", "resumptionToken": page.token} if page.token else {}
    assert len(found) == len(provider.records(repository))
    assert len({each.identifier for each in found}) == len(found)


@pytest.mark.parametrize(
    "query", [{}, {"verb": "Nonsense"}, {"verb": "ListRecords", "resumptionToken": "<&|x"}, {"verb": "ListSets"}]
)
def test_the_sample_repository_answers_anything_with_xml(query: dict[str, str]) -> None:
    assert etree.QName(etree.fromstring(provider.answer("theses", query).encode())[2]).localname == "error"
