"""The word index finds names in any script, forgives typos, narrows, counts and sorts."""

import pytest

from kg.collation import sort_key
from kg.names import best
from kg.publish import current
from kg.search import FACETS, Index, SearchQuery
from kg.settings import LANGUAGES, Settings


@pytest.fixture(scope="session")
def index(sample_settings: Settings) -> Index:
    return Index(current(sample_settings.state).index)


def iris(index: Index, query: SearchQuery, limit: int = 1000) -> list[str]:
    return [hit.iri for hit in index.search(query, limit=limit).hits]


@pytest.mark.parametrize("written", ["Әуезов", "Ауэзов", "Auezov", "Auėzov", "Ăuezov", "ауэзов", "AUEZOV"])
def test_every_spelling_of_a_name_finds_the_same(index: Index, written: str) -> None:
    found = iris(index, SearchQuery(written))
    assert found
    assert found == iris(index, SearchQuery("Ауэзов"))
    assert "/agent/" in found[0]


def test_all_words_must_be_there_and_the_last_may_be_a_beginning(index: Index) -> None:
    whole = set(iris(index, SearchQuery("Путь Абая")))
    assert whole
    assert whole <= set(iris(index, SearchQuery("Путь Аба")))
    assert not iris(index, SearchQuery("Аба Путькккккк"))


def test_a_phrase_in_quotes_keeps_its_order(index: Index) -> None:
    assert iris(index, SearchQuery('"Абай жолы"'))
    assert not iris(index, SearchQuery('"жолы Абай"'))
    assert set(iris(index, SearchQuery('"Абай жолы"'))) <= set(iris(index, SearchQuery("жолы Абай ")))


def test_a_star_makes_any_word_a_beginning(index: Index) -> None:
    assert set(iris(index, SearchQuery("абай* роман "))) >= set(iris(index, SearchQuery("абай роман ")))
    assert iris(index, SearchQuery("ауэз* мухт* "))


@pytest.mark.parametrize("typo", ["Ауезовв", "Ауэхов", "Auesov"])
def test_a_typo_is_forgiven_and_said(index: Index, typo: str) -> None:
    results = index.search(SearchQuery(typo))
    assert results.near
    assert results.hits[0].iri == iris(index, SearchQuery("Ауэзов"))[0]


def test_what_is_written_right_is_not_mixed_with_what_is_near(index: Index) -> None:
    assert not index.search(SearchQuery("Ауэзов")).near


def test_hubs_do_not_crowd_out_their_works(index: Index) -> None:
    assert not [iri for iri in iris(index, SearchQuery("Абай")) if "/hub/" in iri]
    results = index.search(SearchQuery("Абай"))
    hubs = dict(results.facets["kind"])["hub"]
    assert hubs == index.search(SearchQuery("Абай", {"kind": ["hub"]})).total > 0


@pytest.mark.parametrize("facet", FACETS)
def test_a_count_is_what_narrowing_finds(index: Index, facet: str) -> None:
    values = index.search(SearchQuery("")).facets[facet]
    assert values
    for value, n in values[:5]:
        assert index.search(SearchQuery("", {facet: [value]})).total == n > 0, value


def test_two_values_of_a_facet_widen_and_two_facets_narrow(index: Index) -> None:
    def total(**facets: list[str]) -> int:
        return index.search(SearchQuery("", facets)).total

    assert total(kind=["topic", "place"]) == total(kind=["topic"]) + total(kind=["place"])
    assert total(kind=["work"], source=["almaty"]) < min(total(kind=["work"]), total(source=["almaty"]))


def test_years_narrow(index: Index) -> None:
    found = index.search(SearchQuery("", {"kind": ["work"]}, years=(1920, 1929)))
    assert found.total == dict(index.search(SearchQuery("", {"kind": ["work"]})).facets["period"])["1920-1929"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_are_sorted_by_the_alphabet_of_the_reader(index: Index, language: str) -> None:
    hits = index.search(SearchQuery("", {"kind": ["work"]}, sort="title", language=language), limit=1000).hits
    keys = [sort_key(best(hit.names, language).text, language) for hit in hits]
    assert keys == sorted(keys)


def test_years_sort_and_what_has_none_comes_last(index: Index) -> None:
    oldest = iris(index, SearchQuery("", {"kind": ["work"]}, sort="oldest"))
    newest = iris(index, SearchQuery("", {"kind": ["work"]}, sort="newest"))
    dated = index.search(SearchQuery("", {"kind": ["work"]}, years=(1, 9999))).total
    assert set(oldest[:dated]) == set(newest[:dated])
    assert oldest[0] != newest[0]


def test_every_gives_all_hits_once(index: Index) -> None:
    query = SearchQuery("", {"kind": ["work"]})
    every = [hit.iri for hit in index.every(query)]
    assert len(every) == len(set(every)) == index.search(query).total


@pytest.mark.parametrize("words", ['"', "*", '""', "   ", "\x00", "a" * 5000, "(+-!:^~)", "«", "‮ж", "AND OR NOT"])
def test_no_words_break_a_search(index: Index, words: str) -> None:
    assert index.search(SearchQuery(words)).total >= 0
    index.suggest(words)
