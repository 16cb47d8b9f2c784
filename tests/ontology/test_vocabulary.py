"""The vocabulary graph and the labels of classes and properties."""

from collections import defaultdict

import pyoxigraph as ox
import pytest

from ontology.codes import LANGUAGES
from ontology.kinds import KINDS
from ontology.names import BF, BFLC, DCTERMS, FOAF, MADS, OTR, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, VOID
from ontology.vocabulary import FILES, HERE, version, vocabulary

GRAPH = "http://example.org/graph/vocabulary"
NAMESPACES = (BF, BFLC, DCTERMS, FOAF, MADS, OTR, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, VOID)


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.bulk_extend(vocabulary(GRAPH))
    return store


def test_all_is_in_the_one_graph_and_has_no_blank_nodes(store: ox.Store) -> None:
    assert [each.value for each in store.named_graphs() if isinstance(each, ox.NamedNode)] == [GRAPH]
    assert not [quad for quad in store if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)]


def test_the_version_comes_last() -> None:
    *_, last = vocabulary(GRAPH)
    assert last == version(GRAPH)
    assert isinstance(last.object, ox.Literal)
    assert len(last.object.value) == 64


def test_a_term_of_a_code_list(store: ox.Store) -> None:
    said = {
        (quad.predicate.value, str(quad.object))
        for quad in store.quads_for_pattern(ox.NamedNode("http://id.loc.gov/vocabulary/languages/kaz"), None, None, None)
    }
    assert (RDF.type, f"<{BF.Language}>") in said
    assert (SKOS.notation, '"kaz"') in said
    assert {(RDFS.label, '"Kazakh"@en'), (RDFS.label, '"казахский"@ru'), (RDFS.label, '"қазақ тілі"@kk')} <= said


def test_every_list_is_in_the_graph(store: ox.Store) -> None:
    kinds = {str(quad.object) for quad in store.quads_for_pattern(None, ox.NamedNode(RDF.type), None, None)}
    assert {f"<{kind}>" for kind in KINDS.values()} <= kinds


def test_labels_of_classes_and_properties_are_complete() -> None:
    labels = _labels()
    assert not [term for term, forms in labels.items() if set(forms) != set(LANGUAGES)]
    assert not [term for term, forms in labels.items() if not all(form.strip() for form in forms.values())]


def test_labelled_terms_exist() -> None:
    known = {value for names in NAMESPACES for value in (getattr(names, name) for name in dir(names)) if isinstance(value, str)}
    assert not set(_labels()) - known


def test_there_are_labels_for_what_pages_show() -> None:
    local = [term.removeprefix(space.BASE) for term in _labels() for space in (BF, BFLC, MADS) if term.startswith(space.BASE)]
    assert sum(name[0].isupper() for name in local) >= 150
    assert sum(name[0].islower() for name in local) >= 180


def test_our_own_terms_are_defined_and_explained() -> None:
    comments = defaultdict(set)
    for triple in ox.parse(path=HERE / "otrar.ttl", format=ox.RdfFormat.TURTLE):
        if triple.predicate.value == RDFS.comment and isinstance(triple.object, ox.Literal):
            comments[str(triple.subject).strip("<>")].add(triple.object.language)
    ours = {getattr(OTR, name) for name in vars(OTR)["__annotations__"]}
    assert set(comments) == ours
    assert all(languages >= {"en", "ru", "kk"} for languages in comments.values())


def _labels() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for path in FILES:
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            if quad.predicate.value == RDFS.label and isinstance(quad.object, ox.Literal):
                forms = found[str(quad.subject).strip("<>")]
                assert quad.object.language not in forms, f"{quad.subject} has two labels in {quad.object.language}"
                forms[quad.object.language or ""] = quad.object.value
    return found
