"""$e, $j and $4: what an agent did, in words or as a code."""

from conversions.marc21.punctuation import chop
from conversions.marc21.subfields import RELATORS, code_iri, term
from conversions.record import Field, Record
from conversions.tree import Node, Value
from ontology.names import BF, RDFS, Iri

AUTHOR = Iri(RELATORS + "aut")
CONTRIBUTOR = Iri(RELATORS + "ctb")
_PRINTED_TEXT = ("am", "aa")
_BETWEEN_ROLES = (",", " and", "&")


def roles(field: Field, record: Record) -> list[Value]:
    """The roles of a heading: by $4, else in the words of $e (meetings: $j); of a subject or where none is given, contributor.

    A main entry of a book or of a part of one that tells no role is its author.
    """
    tag = field.tag
    there = field.codes
    coded = field.all("4") if "4" in there else []
    words = _words(field) if "e" in there or "j" in there else []
    if tag[0] == "6":
        return [CONTRIBUTOR]
    if coded and "rdaregistry.info" not in coded[0]:
        return [role_of_code(code) for code in dict.fromkeys(coded)]
    if words or coded:
        return [Node([BF.Role], {RDFS.label: labels}) for labels in words]
    return [AUTHOR if tag[0] == "1" and record.leader[6:8] in _PRINTED_TEXT else CONTRIBUTOR]


def _words(field: Field) -> list[list[str]]:
    """The label of each role in words, with that in another script where the record names as many roles in it."""
    code = "j" if field.tag[1:] == "11" else "e"
    forms = [[word for words in each.all(code) for word in split_words(words)] for each in field.scripts()]
    if len({len(words) for words in forms}) > 1:
        return [[word] for word in forms[0]]
    return [list(dict.fromkeys(labels)) for labels in zip(*forms, strict=True)]


def role_of_code(code: str, kind: Iri = BF.Role) -> Value:
    """$4: a MARC relator code, an IRI, or a code of somebody's own."""
    if len(code) == 3:
        return code_iri(RELATORS, code)
    return term(code, kind) if "://" in code else Node([kind], {BF.code: code})


def split_words(text: str) -> list[str]:
    """The roles in a $e that names several: ``editor, translator and author``."""
    words = [text]
    for mark in _BETWEEN_ROLES:
        words = [each for several in words for each in several.split(mark)]
    return [word for each in words if (word := chop(each))]
