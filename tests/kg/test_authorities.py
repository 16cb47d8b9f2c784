"""Authority files of every form are loaded, looked up, kept by version, and described in the graph that links to them."""

import bz2
import gzip
import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from conversions.errors import GraphError, SourceError
from kg import authorities
from kg.authorities import AuthorityFile, Version, current, load, opened, schemes, use
from kg.authority_files import Refused, load_file
from kg.cli import main
from kg.describe import Reader
from kg.entity import PERSON, TOPIC, Entity
from kg.entity_index import EntityIndex, build
from kg.links import Link, Links
from kg.names import Name
from kg.publish import current as published
from kg.settings import Settings
from kg.workspace import rebuild, workspace
from ontology.names import MADS, OTR, OWL, RDF

BASE = "http://localhost:8000/"
SKOS_NT = """\
<http://example.org/c/1> <http://www.w3.org/2004/02/skos/core#prefLabel> "Экономика"@ru .
<http://example.org/c/1> <http://www.w3.org/2004/02/skos/core#altLabel> "Economy"@en .
<http://example.org/c/1> <http://www.w3.org/2004/02/skos/core#broader> <http://example.org/c/2> .
<http://example.org/c/2> <http://www.w3.org/2004/02/skos/core#prefLabel> "Общество"@ru .
<http://example.org/c> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2004/02/skos/core#ConceptScheme> .
<http://example.org/c> <http://www.w3.org/2004/02/skos/core#prefLabel> "Все понятия"@ru .
"""
N79130807 = "http://id.loc.gov/authorities/names/n79130807"
MADS_NT = f"""\
<{N79130807}> <{RDF.type}> <{MADS.PersonalName}> .
<{N79130807}> <{MADS.authoritativeLabel}> "Chekhov, Anton Pavlovich, 1860-1904" .
<{N79130807}> <{MADS.hasVariant}> _:v1 .
<{N79130807}> <{MADS.identifiesRWO}> <http://id.loc.gov/rwo/agents/n79130807> .
<http://id.loc.gov/rwo/agents/n79130807> <{MADS.birthDate}> "1860-01-29" .
_:v1 <{RDF.type}> <{MADS.Variant}> .
_:v1 <{MADS.variantLabel}> "Чехов, Антон Павлович" .
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


def test_a_look_up_takes_milliseconds(tmp_path: Path) -> None:
    families = ("Иванов", "Ахметов", "Каримов", "Рахимов", "Алиев")
    ends = [a + b for a in "абвгд" for b in "абвгде"]
    people = (
        Entity(f"http://example.org/{n}", PERSON, [Name(f"{families[n % 5]}{ends[n // 700]}, А., {1800 + n % 150}-", "ru")])
        for n in range(20_000)
    )
    assert build(people, tmp_path / "index") == 20_000
    index = EntityIndex(tmp_path / "index")
    ours = Entity("", PERSON, [Name("Каримовав, А., 1900-", "")], births=[1900])
    index.candidates(ours, (PERSON,))
    start = time.perf_counter()
    for _ in range(50):
        assert index.candidates(ours, (PERSON,))
    assert (time.perf_counter() - start) / 50 < 0.010


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


def run(settings: Settings, *arguments: str) -> str:
    result = CliRunner().invoke(main, arguments, env={"OTRAR_STATE": str(settings.state)}, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def links_of(settings: Settings) -> list[Link]:
    with workspace(settings) as space:
        return list(Links(space.ledger).all())


def test_links_are_statements_that_survive_a_rebuild(tmp_path: Path) -> None:
    settings = Settings(state=tmp_path / "state")
    samples = Path(__file__).parents[2] / "kg/samples"
    run(settings, "load", str(samples / "almaty.mrc"), "--source", "almaty")
    dump = tmp_path / "mads.nt"
    dump.write_text(MADS_NT, "utf-8")
    run(settings, "authorities", "load", str(dump), "--scheme", "lcnaf", "--version", "2025")
    run(settings, "reconcile")
    links = links_of(settings)
    chekhov = next(link for link in links if link.object == N79130807)
    assert (chekhov.verdict, chekhov.version) == ("linked", "lcnaf 2025")

    def graphs() -> dict[str, set[str]]:
        reader = Reader(published(settings.state), settings.base)
        wanted = ("links", "authority/lcnaf")
        return {
            name: {str(quad) for quad in reader.graph if str(quad.graph_name) == f"<{settings.base}graph/{name}>"}
            for name in wanted
        }

    before = graphs()
    assert any(f"<{RDF.type}> <{OTR.Link}>" in line for line in before["links"])
    assert any(f"<{chekhov.subject}> <{chekhov.predicate}> <{chekhov.object}>" in line for line in before["links"])
    assert any("Чехов, Антон Павлович" in line for line in before["authority/lcnaf"])
    run(settings, "reconcile")
    assert (links_of(settings), graphs()) == (links, before)
    rebuild(settings)
    run(settings, "publish")
    assert graphs() == before


def test_what_a_record_says_itself_is_described_too(tmp_path: Path) -> None:
    settings = Settings(state=tmp_path / "state")
    record = tmp_path / "record.mrk"
    record.write_text(
        "=LDR  00000nam a2200000 a 4500\n=001  1\n=100  1\\$aChekhov, Anton$0http://id.loc.gov/authorities/names/n79130807\n"
        "=245  10$aPlays\n\n",
        "utf-8",
    )
    run(settings, "load", str(record), "--source", "library")
    dump = tmp_path / "mads.nt"
    dump.write_text(MADS_NT, "utf-8")
    run(settings, "authorities", "load", str(dump), "--scheme", "lcnaf")
    run(settings, "reconcile")
    (link,) = [link for link in links_of(settings) if "/agent/" in link.subject]
    assert (link.predicate, link.verdict) == (OWL.sameAs, "linked")


def test_commands_say_what_to_do(tmp_path: Path) -> None:
    environment = {"OTRAR_STATE": str(tmp_path / "state")}
    result = CliRunner().invoke(main, ["reconcile"], env=environment)
    assert result.exit_code == 1
    assert "otrar authorities load" in result.output
