"""How well names of the corpus are linked to their authorities, and that what contradicts is never linked."""

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest

from conversions.scripts import language_of, script_of
from kg.authority_entities import Descriptions
from kg.authority_evidence import compare
from kg.entity import PERSON, TOPIC, WORK, Entity
from kg.entity_index import EntityIndex, build
from kg.names import Name
from kg.reconcile import Verdict, candidates, relation
from kg.scoring import CERTAIN
from ontology.names import OWL, SKOS
from tests.kg.linked_pairs import authority_file, measure, named, parallel_names, without_cyrillic

CHEKHOV = Entity(
    "http://example.org/chekhov",
    PERSON,
    [Name("Chekhov, Anton Pavlovich, 1860-1904", "")],
    [Name("Чехов, Антон Павлович, 1860-1904", "ru")],
    births=[1860],
    deaths=[1904],
    works=["His Vishnevyĭ sad, 1904: t.p."],
)


def indexed(folder: Path, *entities: Entity) -> EntityIndex:
    build(entities, folder / "index")
    return EntityIndex(folder / "index")


def verdict(ours: Entity, index: EntityIndex) -> Verdict:
    return next((each.verdict for each in candidates(ours, index)), Verdict.NONE)


def test_headings_and_their_cyrillic_variants(corpus: Path, tmp_path: Path) -> None:
    entities, known = authority_file(corpus, tmp_path)
    assert len(known) >= 40
    whole = measure(entities, known, tmp_path / "whole")
    assert whole.precision >= 0.99
    assert whole.recall >= 0.95
    bare = measure([without_cyrillic(each) for each in entities], known, tmp_path / "bare")
    assert bare.precision >= 0.99
    assert bare.recall >= 0.85


def test_names_and_their_parallels_among_thousands_of_headings(corpus: Path, tmp_path: Path) -> None:
    entities, every = parallel_names(corpus)
    known = [each for each in every if language_of(each.name.names[0].text, name=True) not in ("uk", "be")]
    full = [each for each in known if each.name.kind != PERSON or not each.name.names[0].text.split(",")[1].count(".")]
    assert (len(entities) >= 5000, len(full) >= 15) == (True, True)
    found = measure(entities, full, tmp_path / "full")
    assert found.precision >= 0.99
    assert found.recall >= 0.85
    initials = [each for each in known if each not in full]
    assert measure(entities, initials, tmp_path / "initials").wrong == 0


def test_russian_and_english_labels_meet_in_one_concept(corpus: Path, tmp_path: Path) -> None:
    store = ox.Store()
    dump = gzip.decompress((corpus / "vocab/kos-kit_lib/unesco-thesaurus.nt.gz").read_bytes())
    quads = sorted(ox.parse(dump, format=ox.RdfFormat.N_TRIPLES), key=lambda quad: str(quad.subject))
    store.extend(quads)
    iris = dict.fromkeys(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))
    concepts = [each for iri in iris if (each := Descriptions(store).get(iri))]
    index = indexed(tmp_path, *concepts)
    right = wrong = asked = 0
    for concept in concepts[::10]:
        for name in (each for each in concept.names if each.language in ("ru", "en")):
            asked += 1
            found = candidates(Entity("http://example.org/ours", TOPIC, [name]), index)
            right += bool(found) and found[0].verdict is Verdict.LINKED and found[0].entity.iri == concept.iri
            wrong += bool(found) and found[0].verdict is Verdict.LINKED and found[0].entity.iri != concept.iri
    assert asked >= 800
    assert right / (right + wrong) >= 0.99
    assert right / asked >= 0.90


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Чехов, Антон Павлович, 1860-1904", Verdict.LINKED),
        ("Чехов, Антон Павлович", Verdict.LINKED),
        ("Чехов А.П.", Verdict.REVIEW),
        ("Чехов, Михаил Павлович, 1865-1936", Verdict.NONE),
        ("Чехов, Антон Павлович, 1891-1955", Verdict.NONE),
        ("Чехов", Verdict.NONE),
    ],
)
def test_verdicts(tmp_path: Path, name: str, wanted: Verdict) -> None:
    assert verdict(named(PERSON, name), indexed(tmp_path, CHEKHOV)) is wanted


def test_a_contradicting_date_forbids_whatever_else_speaks_for_it(tmp_path: Path) -> None:
    ours = named(PERSON, "Чехов, Антон Павлович, 1891-1955")
    ours.works = ["Вишнёвый сад"]
    ours.same = [CHEKHOV.iri]
    assert compare(ours, CHEKHOV, rivals=False).probability > CERTAIN
    assert verdict(ours, indexed(tmp_path, CHEKHOV)) is Verdict.REVIEW


def test_another_number_of_the_same_file_forbids(tmp_path: Path) -> None:
    ours = named(PERSON, "Чехов, Антон Павлович, 1860-1904")
    ours.same = ["http://example.org/somebody"]
    assert verdict(ours, indexed(tmp_path, CHEKHOV)) is not Verdict.LINKED


def test_two_that_could_be_meant_wait_for_a_person(tmp_path: Path) -> None:
    twins = [Entity(f"http://example.org/{n}", PERSON, [Name("Ivanov, Ivan Ivanovich", "")]) for n in range(2)]
    assert verdict(named(PERSON, "Иванов, Иван Иванович"), indexed(tmp_path, *twins)) is not Verdict.LINKED


def test_an_undifferentiated_name_waits_for_a_person(tmp_path: Path) -> None:
    several = Entity("http://example.org/several", PERSON, [Name("Ivanov, Ivan Ivanovich", "")], undifferentiated=True)
    assert verdict(named(PERSON, "Иванов, Иван Иванович"), indexed(tmp_path, several)) is not Verdict.LINKED


def test_a_title_that_the_authority_cites_decides_between_initials(tmp_path: Path) -> None:
    ours = named(PERSON, "Чехов А.П.")
    index = indexed(tmp_path, CHEKHOV)
    ours.works = ["Вишневый сад : комедия"]
    assert verdict(ours, index) is Verdict.LINKED
    ours.works = ["Избранное"]
    assert verdict(ours, index) is Verdict.REVIEW


def test_sameness_is_said_only_where_it_is_proven(tmp_path: Path) -> None:
    index = indexed(tmp_path, CHEKHOV)
    how = {
        name: relation(ours, candidates(ours, index)[0])
        for name in ("Чехов, Антон Павлович, 1860-1904", "Чехов, Антон Павлович", "Чехов А.П.")
        for ours in [named(PERSON, name)]
    }
    assert list(how.values()) == [OWL.sameAs, SKOS.exactMatch, SKOS.closeMatch]


def test_a_lead_in_term_is_not_the_concept(tmp_path: Path) -> None:
    altaic = Entity("http://example.org/1", TOPIC, [Name("Altaic languages", "en")], [Name("Turkic languages", "en")])
    ours = Entity("http://example.org/ours", TOPIC, [Name("Turkic languages", "en")])
    assert verdict(ours, indexed(tmp_path, altaic)) is Verdict.REVIEW


@pytest.mark.parametrize(
    ("creator", "wanted"), [("Ауэзов М.О.", Verdict.LINKED), ("", Verdict.REVIEW), ("Никольская, Анна", Verdict.NONE)]
)
def test_a_work_is_known_by_title_and_creator(tmp_path: Path, creator: str, wanted: Verdict) -> None:
    theirs = Entity("http://example.org/abai", WORK, [Name("Abaĭ z︠h︡oly", "")], creators=["Auezov, Mukhtar, 1897-1961"])
    ours = Entity("http://example.org/ours", WORK, [Name("Абай жолы : роман", "kk")], creators=[creator] if creator else [])
    assert verdict(ours, indexed(tmp_path, theirs)) is wanted


def test_scripts_do_not_hide_a_rival(tmp_path: Path) -> None:
    latin = Entity("http://example.org/1", PERSON, [Name("Rubina, Dina", "")])
    cyrillic = Entity("http://example.org/2", PERSON, [Name("Рубина, Дина", "ru")])
    assert script_of(cyrillic.names[0].text) == "Cyrl"
    assert verdict(named(PERSON, "Рубина, Дина"), indexed(tmp_path, latin, cyrillic)) is not Verdict.LINKED
