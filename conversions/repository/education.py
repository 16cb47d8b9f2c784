"""Learning resources in the words of LRMI (schema.org): what LOM, AMB, schema.org and DSpace say is written in one way.

Beside the terms of LRMI stand those of BIBFRAME that mean the same for other resources, so that either finds it.
"""

from collections.abc import Iterator, Sequence

from conversions import keys
from conversions.repository.terms import address, resource_type
from conversions.scripts import language_of
from conversions.text import iri
from conversions.tree import WORK, Key, Literal, Node, Statement, Value
from ontology.names import BF, RDF, RDFS, SCHEMA, SKOS, XSD, Iri


def concept(label: Value, text: str, scheme: str, *, same_as: Sequence[str] = ()) -> Node:
    """A term of a vocabulary of education, shared by all records that use it; by its IRI where it has one."""
    same = [found for each in same_as if (found := address(each))]
    if not text and not same:
        return Node()
    key = keys.subject("topic", scheme, text) if text else Key("topic", f"{scheme}|{same[0]}")
    return Node([SKOS.Concept], {SKOS.prefLabel: _in_its_language(label)}, key=key, same_as=same)


def _in_its_language(label: Value) -> Value:
    """A word whose language nothing told, in the one that its letters show."""
    if isinstance(label, str) and not isinstance(label, Iri):
        return Literal(label, language_of(label))
    return [_in_its_language(each) for each in label] if isinstance(label, list) else label


def level(label: Value, text: str, *, same_as: Sequence[str] = ()) -> Iterator[Statement]:
    """The stage of education that it is for."""
    yield WORK, SCHEMA.educationalLevel, concept(label, text, "educationalLevel", same_as=same_as)


def audience(label: Value, *, role: Value = "", same_as: Sequence[str] = ()) -> Iterator[Statement]:
    """For whom it is; ``role`` is what they are in education: teacher, student."""
    same = [found for each in same_as if (found := address(each))]
    kinds = [BF.IntendedAudience, SCHEMA.EducationalAudience]
    node = Node(kinds, {RDFS.label: label, SCHEMA.educationalRole: role}, same_as=same)
    yield WORK, BF.intendedAudience, node
    yield WORK, SCHEMA.audience, node


def learning_type(label: Value, text: str, *, same_as: Sequence[str] = ()) -> Iterator[Statement]:
    """What kind of learning resource it is: lecture, exercise, lesson plan; also the class and genre of the Work."""
    same = [found for each in same_as if (found := address(each))]
    if not text and not same:
        return
    key = keys.subject("genre", "learningResourceType", text or same[0])
    node = Node([BF.GenreForm], {RDFS.label: label}, key=key, same_as=same)
    yield WORK, SCHEMA.learningResourceType, node
    yield WORK, BF.genreForm, node
    if (known := resource_type(text)) and known.kind:
        yield WORK, RDF.type, Iri(f"{BF.BASE}{known.kind}")


def time_required(text: str) -> Iterator[Statement]:
    """How long learning takes, as ISO 8601 has it ("PT45M"), else in words."""
    yield WORK, SCHEMA.timeRequired, duration(text)


def duration(text: str) -> Value:
    """A duration of ISO 8601; words as they are."""
    return Literal(text, datatype=XSD.duration) if text.startswith("P") and text[1:2] in "T0123456789" else text


def competency(predicate: Iri, label: Value, text: str, *, same_as: Sequence[str] = ()) -> Iterator[Statement]:
    """What it teaches, assesses or needs to be known (`SCHEMA.teaches`, ...): an IRI alone, or a term with its name."""
    alone = iri(same_as[0]) if same_as and not text else Iri("")
    yield WORK, predicate, alone or concept(label, text, "competency", same_as=same_as)


def truth(text: str) -> Value:
    """A yes or no; "" for anything else."""
    return Literal(text.lower(), datatype=XSD.boolean) if text.lower() in ("true", "false") else ""
