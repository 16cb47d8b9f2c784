"""Authority files of every form are loaded, looked up, kept by version, and described in the graph that links to them."""

import bz2
import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from conversions.errors import GraphError, SourceError
from kg import authorities
from kg.authorities import AuthorityFile, Version, current, load, opened, schemes, use
from kg.authority_files import Refused, load_file
from kg.cli import main
from kg.entity import PERSON, TOPIC, Entity
from kg.names import Name
from ontology.names import OTR, OWL, RDF
from tests.kg.linked_catalogue import MADS_NT, N79130807, Catalogue

BASE = "http://localhost:8000/"
SKOS_NT = """\
<http://example.org/c/1> <http://www.w3.org/2004/02/skos/core#prefLabel> "Экономика"@ru .
<http://example.org/c/1> <http://www.w3.org/2004/02/skos/core#altLabel> "Economy"@en .
<http://example.org/c/1> <http://www.w3.org/2004/02/skos/core#broader> <http://example.org/c/2> .
<http://example.org/c/2> <http://www.w3.org/2004/02/skos/core#prefLabel> "Общество"@ru .
<http://example.org/c> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2004/02/skos/core#ConceptScheme> .
<http://example.org/c> <http://www.w3.org/2004/02/skos/core#prefLabel> "Все понятия"@ru .
"""
VIAF_TTL = """\
@prefix schema: <http://schema.org/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
<http://viaf.org/viaf/95216565> a schema:Person ; schema:name "Anton Tchekhov" ; schema:birthDate "1860-01-29" ;
    schema:deathDate "1904-07-15" ; schema:sameAs <http://isni.org/isni/0000000121331854> .
<http://viaf.org/viaf/sourceID/NLR%7C1#skos:Concept> a skos:Concept ; skos:prefLabel "Чехов, Антон Павлович" ;
    foaf:focus <http://viaf.org/viaf/95216565> .
"""
WIKIDATA = {
    "type": "item", "id": "Q5685", "labels": {"ru": {"language": "ru", "value": "Антон Павлович Чехов"}},
    "aliases": {"en": [{"language": "en", "value": "Anton Chekhov"}]},
    "claims": {
        "P31": [{"rank": "normal", "mainsnak": {"datavalue": {"value": {"entity-type": "item", "numeric-id": 5}}}}],
        "P569": [{"rank": "normal", "mainsnak": {"datavalue": {"value": {"time": "+1860-01-29T00:00:00Z"}}}}],
        "P570": [{"rank": "deprecated", "mainsnak": {"datavalue": {"value": {"time": "+1905-01-01T00:00:00Z"}}}}],
        "P214": [{"rank": "normal", "mainsnak": {"datavalue": {"value": "95216565"}}}],
    },
}  # fmt: skip


def loaded(tmp_path: Path, content: bytes, name: str = "dump.nt", scheme: str = "test") -> AuthorityFile:
    file = tmp_path / name
    file.write_bytes(content)
    return AuthorityFile(load(tmp_path / "state", BASE, scheme, [file], "1")[0])


def only(file: AuthorityFile, iri: str) -> Entity:
    found = file.index.get(iri)
    assert found, iri
    return found


def test_any_skos_vocabulary(tmp_path: Path) -> None:
    file = loaded(tmp_path, SKOS_NT.encode())
    assert (len(file.index), file.version.space) == (2, "http://example.org/c/")
    concept = only(file, "http://example.org/c/1")
    assert (concept.kind, concept.names, concept.variants) == (TOPIC, [Name("Экономика", "ru")], [Name("Economy", "en")])
    assert list(file.relations(concept.iri)) == [("http://www.w3.org/2004/02/skos/core#broader", "http://example.org/c/2")]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_packed_files_are_read_as_they_are(tmp_path: Path, pack: type[bytes]) -> None:
    assert len(loaded(tmp_path, pack(SKOS_NT.encode()), "dump.nt.packed").index) == 2


def test_names_of_the_library_of_congress_in_mads(tmp_path: Path) -> None:
    found = only(loaded(tmp_path, MADS_NT.encode()), N79130807)
    assert (found.kind, found.births, found.deaths) == (PERSON, [1860], [1904])
    assert found.variants == [Name("Чехов, Антон Павлович", "")]
    assert found.same == ["http://id.loc.gov/rwo/agents/n79130807"]


def test_a_description_may_be_cut_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = only(loaded(tmp_path, MADS_NT.encode()), N79130807)
    monkeypatch.setattr("kg.authority_files.PIECE", 150)
    assert only(loaded(tmp_path, MADS_NT.encode(), scheme="cut"), whole.iri) == whole


def test_clusters_of_viaf_have_the_names_of_all_libraries(tmp_path: Path) -> None:
    file = loaded(tmp_path, VIAF_TTL.encode(), "viaf.ttl")
    assert len(file.index) == 1
    found = only(file, "http://viaf.org/viaf/95216565")
    assert (found.births, found.deaths, [name.text for name in found.variants]) == ([1860], [1904], ["Чехов, Антон Павлович"])


@pytest.mark.parametrize(
    "text",
    [
        "[\n" + json.dumps(WIKIDATA) + ",\n{broken},\n" + json.dumps({"id": "P31", "labels": {}}) + "\n]\n",
        json.dumps(WIKIDATA) + "\n",
        json.dumps({"entities": {"Q5685": WIKIDATA}}, indent=1),
    ],
)
def test_wikidata_in_its_own_json(tmp_path: Path, text: str) -> None:
    found = only(loaded(tmp_path, text.encode(), "wikidata.json"), "http://www.wikidata.org/entity/Q5685")
    assert (found.kind, found.births, found.deaths) == (PERSON, [1860], [])
    assert found.same == ["http://viaf.org/viaf/95216565"]
    assert {name.text for name in found.all_names} == {"Антон Павлович Чехов", "Anton Chekhov"}


def test_lines_that_are_no_triples_are_refused_and_the_others_stay(tmp_path: Path) -> None:
    file = tmp_path / "dump.nt"
    file.write_text(SKOS_NT.replace("\n", "\nnonsense\n", 1), "utf-8")
    version, refused = load(tmp_path / "state", BASE, "test", [file], "1")
    assert version.about["entities"] == 2
    assert [(each.file, each.position) for each in refused] == [("dump.nt", 2)]


def test_damaged_turtle_is_told_with_its_line(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.nt", tmp_path / "bad.ttl"
    good.write_text(SKOS_NT, "utf-8")
    bad.write_text('@prefix a: <http://a/> .\na:x a:y "z" .\n!!!\n', "utf-8")
    _, (refused,) = load(tmp_path / "state", BASE, "test", [good, bad], "1")
    assert (refused.file, refused.position) == ("bad.ttl", 3)


@pytest.mark.parametrize("content", [b"", b"Dear librarian,\n" * 50])
def test_what_is_no_authority_file_is_told_in_words(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SourceError, match=r"letter\.txt"):
        loaded(tmp_path, content, "letter.txt")


@pytest.mark.parametrize("name", ["", "../up", "Gnd", "a/b", "x" * 99])
def test_names_of_schemes_cannot_leave_their_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(GraphError, match="small letters"):
        current(tmp_path, name)


def test_versions_stand_side_by_side(tmp_path: Path) -> None:
    loaded(tmp_path, SKOS_NT.encode())
    file = tmp_path / "newer.nt"
    file.write_text(SKOS_NT.replace("Экономика", "Хозяйство"), "utf-8")
    old = opened(tmp_path / "state")[0]
    newer, _ = load(tmp_path / "state", BASE, "test", [file], "2")
    assert (schemes(tmp_path / "state"), newer.label) == (["test"], "test 2")
    assert only(old, "http://example.org/c/1").names == [Name("Экономика", "ru")]
    assert only(AuthorityFile(newer), "http://example.org/c/1").names == [Name("Хозяйство", "ru")]
    assert only(AuthorityFile(use(tmp_path / "state", "test", "1")), "http://example.org/c/1").names == [Name("Экономика", "ru")]
    with pytest.raises(GraphError, match="load it again"):
        use(tmp_path / "state", "test", "0")


def test_a_load_that_was_cut_off_goes_on_and_is_not_seen_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [tmp_path / "a.nt", tmp_path / "b.nt"]
    half = len(SKOS_NT.splitlines()) // 2
    for file, lines in zip(files, (SKOS_NT.splitlines()[:half], SKOS_NT.splitlines()[half:]), strict=True):
        file.write_text("\n".join(lines) + "\n", "utf-8")
    read: list[str] = []

    def failing(path: Path, *rest: object) -> None:
        read.append(path.name)
        if path.name == "b.nt" and read.count("b.nt") == 1:
            raise KeyboardInterrupt
        load_file(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(authorities, "load_file", failing)
    with pytest.raises(KeyboardInterrupt):
        load(tmp_path / "state", BASE, "test", files, "1")
    assert schemes(tmp_path / "state") == []
    version, _ = load(tmp_path / "state", BASE, "test", files, "1")
    assert (read, version.about["entities"]) == (["a.nt", "b.nt", "b.nt"], 2)


def test_the_remains_of_a_try_at_other_files_do_not_come_in(tmp_path: Path) -> None:
    letter, good = tmp_path / "letter.txt", tmp_path / "good.nt"
    letter.write_text("Dear librarian", "utf-8")
    other = tmp_path / "other.nt"
    other.write_text(MADS_NT, "utf-8")
    good.write_text(SKOS_NT, "utf-8")
    with pytest.raises(SourceError):
        load(tmp_path / "state", BASE, "test", [other, letter], "1")
    version, _ = load(tmp_path / "state", BASE, "test", [good], "1")
    assert version.about["entities"] == 2


def test_corpus_files_of_every_form_are_loaded(corpus: Path, tmp_path: Path) -> None:
    # 18 files of the GND, of which one has no name
    gnd = sorted((corpus / "authority/hbz_lobid-gnd").glob("[13]*.ttl"))
    evergreen = sorted((corpus / "authority/evergreen-library-system_Evergreen").glob("auth*"))
    found: dict[str, tuple[Version, list[Refused]]] = {
        "gnd": load(tmp_path, BASE, "gnd", gnd, "1"),
        "evergreen": load(tmp_path, BASE, "evergreen", evergreen, "1"),
        "unesco": load(tmp_path, BASE, "unesco", [corpus / "vocab/kos-kit_lib/unesco-thesaurus.nt.gz"], "1"),
        "uat": load(tmp_path, BASE, "uat", [corpus / "vocab/astrothesaurus_UAT/UAT.rdf"], "1"),
    }
    assert {name: version.about["entities"] for name, (version, _) in found.items()} == {
        "gnd": 17, "evergreen": 1152, "unesco": 4482, "uat": 2275,
    }  # fmt: skip
    assert found["evergreen"][0].about["records"] == 1155
    assert len(found["evergreen"][1]) == 2
    boell = only(AuthorityFile(found["gnd"][0]), "https://d-nb.info/gnd/118512676")
    assert (boell.kind, boell.births, boell.deaths) == (PERSON, [1917], [1985])
    assert boell.same


def test_links_are_statements_that_survive_a_rebuild(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue")
    catalogue.load(("Чехов, Антон Павлович, 1860-1904", "Пьесы"), ("Айни, Садриддин", "Дохунда"))
    catalogue.load_authorities("lcnaf", "2025", MADS_NT)
    catalogue.reconcile()
    (link,) = links = catalogue.links()
    assert (link.object, link.verdict, link.version) == (N79130807, "linked", "lcnaf 2025")
    said, described = catalogue.quads(["links"]), catalogue.quads(["authority/lcnaf"])
    assert any(f"<{RDF.type}> <{OTR.Link}>" in line for line in said)
    assert any(f"<{link.subject}> <{link.predicate}> <{link.object}>" in line for line in said)
    assert any("Чехов, Антон Павлович" in line for line in described)
    for again in (catalogue.reconcile, catalogue.rebuild):
        again()
        assert (catalogue.links(), catalogue.quads(["links", "authority/lcnaf"])) == (links, said | described)


def test_what_a_record_says_itself_is_described_too(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue")
    catalogue.load((f"Chekhov, Anton$0{N79130807}", "Plays"))
    catalogue.load_authorities("lcnaf", "2025", MADS_NT)
    catalogue.reconcile()
    (link,) = [link for link in catalogue.links() if "/agent/" in link.subject]
    assert (link.predicate, link.verdict) == (OWL.sameAs, "linked")


def test_commands_say_what_to_do(tmp_path: Path) -> None:
    environment = {"OTRAR_STATE": str(tmp_path / "state")}
    result = CliRunner().invoke(main, ["reconcile"], env=environment)
    assert result.exit_code == 1
    assert "otrar authorities load" in result.output
