"""$4 Relator code: what an agent did, as the Library of Congress's relator."""

from conversions.record import Field, Record
from conversions.shapes import VOCABULARY
from conversions.tree import Node, Value
from conversions.unimarc.isbd import plain
from conversions.unimarc.subfields import coded
from ontology.codes import by_label
from ontology.names import BF, RDFS, Iri

AUTHOR = Iri(f"{VOCABULARY}relators/aut")
CONTRIBUTOR = Iri(f"{VOCABULARY}relators/ctb")
_PRINTED_TEXT = ("am", "aa")
_AUTHORS = frozenset({"700", "701", "710", "720"})
"""Names of whoever answers for the text itself; for an organization that is so only where it is the heading (710)."""


def roles(field: Field, record: Record) -> list[Value]:
    """The roles of a name: by $4; without it, author for a printed text's primary and alternative names, else contributor."""
    told = [role(code) for code in dict.fromkeys(field.all("4")) if plain(code)]
    if told:
        return told
    return [AUTHOR if field.tag in _AUTHORS and record.leader[6:8] in _PRINTED_TEXT else CONTRIBUTOR]


def role(text: str) -> Value:
    """A UNIMARC or MARC relator code, also with a word after it (``70 aud.``); any other text is the role's name."""
    code = plain(text)
    if found := coded("relators", code) or coded("relators", code[:3]):
        return found
    if code.isdigit():
        return Node([BF.Role], {BF.code: code})
    name = code.lstrip("0123456789 ")
    term = by_label("relators", name)
    return term.iri if term else Node([BF.Role], {RDFS.label: name})
