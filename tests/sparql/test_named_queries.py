"""Each named query, run on the sample catalogues: its answer is what their records say."""

from fnmatch import fnmatchcase
from typing import NamedTuple

import pytest

from sparql.queries import queries
from tests.sparql.samples import Samples

ALMATY, TASHKENT = "Sample library, Almaty", "Sample library, Tashkent"


class Answer(NamedTuple):
    """Some rows of an answer, in their order, with `*` for what is of no matter; how many there are, where that is sure."""

    rows: list[tuple[str, ...]]
    size: int | None = None


AINI = "Aini, Sadriddin, 1878-1954"

ANSWERS = {
    "agents-by-role": Answer([("http://id.loc.gov/vocabulary/relators/cmp", "composer", "1", "1")]),
    "agents-in-two-scripts": Answer([("agent/…", "Улуғзода, Сотим, 1911-1997", "Ulughzoda, Sotim, 1911-1997")]),
    "agents-without-authority": Answer([("agent/…", "*Айни*", "9")], 100),
    "by-isbn": Answer([("instance/almaty/alm00136", "work/…", "Хаҗи Морат : повесть")], 1),
    "co-authors": Answer([("agent/…", "Lehr, Rachel", "1"), ("agent/…", "Perry, John R.", "1")]),
    "dissertations": Answer(
        [
            (
                "work/…",
                "Древние тюрки VI-VIII вв",
                "Диссертация доктора исторических наук",
                "Ленинградский государственный университет",
                "1961",
            )
        ]
    ),
    "educational-resources": Answer(
        [("work/…", "Introductory Statistics", "higher education", "https://creativecommons.org/licenses/by/4.0/")]
    ),
    "editions-of-work": Answer(
        [
            ("instance/almaty/alm00040", "Туркестан в эпоху монгольского нашествия", "1898/1900", "Sankt-Peterburg", "", ALMATY),
        ]
    ),
    "find-agents": Answer([("agent/…", "Ауэзов, Мурат Мухтарович, 1943-2024")]),
    "find-by-authority": Answer([("work/…", "War and peace", "Толстой, Лев Николаевич")]),
    "find-works": Answer([("*", "work/…", "Абай жолы : роман-эпопея")]),
    "is-held": Answer([("yes",)], 1),
    "libraries-in-numbers": Answer([("source/tashkent", TASHKENT, "170", "*", "*"), ("source/almaty", ALMATY, "141", "*", "*")]),
    "most-used-subjects": Answer([("topic/…", "Kazakh fiction", "13")], 50),
    "names-of-agent": Answer([(AINI, "", ALMATY)]),
    "online-resources": Answer(
        [
            ("work/…", "Қазақстандық ұлттық электрондық кітапхана", "https://kazneb.kz"),
            ("work/…", "Rubáiyát of Omar Khayyám", "https://www.gutenberg.org/ebooks/246"),
            ("work/…", "War and peace", "https://www.gutenberg.org/ebooks/2600"),
            ("work/…", "Central Asian survey", "https://www.tandfonline.com/journals/ccas20"),
            ("work/…", "ZiyoNET", "https://ziyonet.uz"),
        ]
    ),
    "periodicals": Answer(
        [
            ("instance/almaty/alm00127", "Central Asian survey", "quarterly"),
            ("instance/almaty/alm00126", "Жұлдыз", "monthly"),
            ("instance/tashkent/tas00160", "Звезда Востока", "monthly"),
        ]
    ),
    "places-of-publication": Answer([("http://id.loc.gov/vocabulary/countries/kg", "Kyrgyzstan", "*")]),
    "properties-in-use": Answer([("bf:dissertation", "*")]),
    "publishers": Answer([("Жазушы", "*")]),
    "record-in-full": Answer([("agent/…", "rdfs:label", "Khalid, Adeeb, 1964-")]),
    "records-without-subject": Answer(
        [
            ("record/almaty/alm00122", "Атлас Азиатской России", ALMATY),
            ("record/tashkent/tas00159", "Атлас Азиатской России", TASHKENT),
        ]
    ),
    "related-works": Answer([("translation of", "hub/…", "Ғуломон")], 1),
    "rules-of-description": Answer(
        [(ALMATY, "http://id.loc.gov/vocabulary/descriptionConventions/rda", "Resource description and access", "141")]
    ),
    "same-in-authority-files": Answer([("genre/…", "Poetry", "http://id.loc.gov/authorities/genreForms/gf2014026481")]),
    "series": Answer([("hub/…", "Литературные памятники", "work/…", "Шахнаме")]),
    "subjects-of-author": Answer([("topic/…", "Tajik fiction", "3")]),
    "subjects-together": Answer([("place/…", "Central Asia", "14")]),
    "things-by-kind": Answer([("bf:Dissertation", "Dissertation", "*")]),
    "titles-in-one-library": Answer([("work/…", "Kazakh-English dictionary", ALMATY)]),
    "translations": Answer([("hub/…", "Ботагөз", "work/…", "Ботагоз : роман", "Russian")]),
    "translations-of-author": Answer([("work/…", "Воспоминания", "Russian", "Розенфельд, Анна Зиновьевна")]),
    "translators": Answer([("agent/…", "Липкин, Семен Израилевич, 1911-2003", "4", "Russian")]),
    "who-holds-work": Answer(
        [
            (ALMATY, "instance/almaty/alm00053", "ALM 821.512.133/53"),
            (TASHKENT, "instance/tashkent/tas00039", "TAS 821.512.133/39"),
            (TASHKENT, "instance/tashkent/tas00040", "TAS 821.512.133/40"),
        ]
    ),
    "who-says-what": Answer([("rdfs:label", "Айний, Садриддин, 1878-1954", "record/tashkent/tas00091")]),
    "work-in-schema-org": Answer([("work/…", "rdf:type", "schema:CreativeWork"), ("work/…", "schema:inLanguage", "uzb")]),
    "works-about-person": Answer([("work/…", "Абай жолы : роман-эпопея")]),
    "works-by-class": Answer([("811.512.1", "work/…", "Древнетюркский словарь")]),
    "works-by-language-and-decade": Answer([("http://id.loc.gov/vocabulary/languages/eng", "English", "1860s", "1")]),
    "works-by-year": Answer([("1832", "1")]),
    "works-in-language": Answer([("work/…", "Биздин замандын кишилери"), ("work/…", "Жамийла")]),
    "works-in-several-libraries": Answer([("work/…", "Central Asian survey", "2", "2")]),
    "works-of-author": Answer([("work/…", "The sands of Oxus : boyhood reminiscences of Sadriddin Aini", "1", ALMATY)]),
    "works-of-genre": Answer([("work/…", "Бесы : роман")]),
    "works-on-subject": Answer([("work/…", "Аз и Я", "Turkic languages")]),
}


def is_like(row: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return len(row) == len(wanted) and all(map(fnmatchcase, row, wanted))


@pytest.mark.parametrize("name", queries())
def test_answer(samples: Samples, name: str) -> None:
    """Every named query has an answer here; the rows that must be in it are there, in their order."""
    wanted, size = ANSWERS[name]
    assert wanted
    rows = samples.ask(queries()[name].example(samples.find))
    found = iter(rows)
    for row in wanted:
        assert any(is_like(each, row) for each in found), f"{row} is not in {rows}, or not in this order"
    assert size is None or len(rows) == size


def test_no_answer_is_left_over() -> None:
    assert ANSWERS.keys() == queries().keys()


def test_words_that_mean_nothing_mean_what_most_records_speak_of(samples: Samples) -> None:
    assert samples.find("agent", "Nobody Of This Name").startswith("http://localhost:8000/agent/")
    assert samples.find("agent", "Айний, Садриддин") == samples.find("agent", "Sadriddin Aini")


def test_a_thing_may_be_given_by_its_iri(samples: Samples) -> None:
    agent = samples.find("agent", "Айний, Садриддин")
    query = queries()["works-of-author"]
    assert samples.ask(query.bind({"author": agent}, samples.find)) == samples.ask(query.example(samples.find))
