"""600-630: names and titles as subjects."""

from collections.abc import Iterator, Sequence

from conversions.marc21 import hubs, names
from conversions.marc21.punctuation import chop
from conversions.marc21.roles import role_of_code, split_words
from conversions.marc21.subfields import identifiers, is_address, marc_key, marc_keys, sources
from conversions.marc21.subjects import MADS_SCHEMES, SUBDIVISIONS, scheme, subdivisions, subject_key
from conversions.record import Field, Record
from conversions.tree import WORK, Node, Statement, Value, collection
from ontology.names import BF, BFLC, MADS, RDFS, Iri

_LC_NAMES = Iri("http://id.loc.gov/authorities/names")
_OF_ALL = "235"  # where they stand does not matter
_NUMBERS = "01w"

_NAME_CLASSES = {
    BF.Person: MADS.PersonalName, BF.Family: MADS.FamilyName, BF.Organization: MADS.CorporateName,
    BF.Jurisdiction: MADS.CorporateName, BF.Meeting: MADS.ConferenceName,
}  # fmt: skip


def subject_added_entry_name(field: Field, record: Record) -> Iterator[Statement]:
    """600, 610, 611 Subject added entry of a name: the agent; with $t the work so titled; with subdivisions a complex subject.

    600 10 $a Abai, $d 1845-1904 $x Criticism and interpretation.

    <#Work> bf:subject [
            a bf:Topic, madsrdf:ComplexSubject ; bf:source <http://id.loc.gov/authorities/subjects> ;
            madsrdf:authoritativeLabel "Abai, 1845-1904--Criticism and interpretation."@en ;
            madsrdf:isMemberOfMADSScheme <http://id.loc.gov/authorities/subjects> ;
            madsrdf:componentList (
                [
                    a bf:Agent, bf:Person ; bflc:marcKey "60010$aAbai,$d1845-1904" ;
                    bf:source <http://id.loc.gov/authorities/subjects> ; rdfs:label "Abai, 1845-1904" ]
                [ a madsrdf:Topic ; madsrdf:authoritativeLabel "Criticism and interpretation"@en ]
            ) ] .
    """
    yield from name(field, record)


def name(field: Field, record: Record, *, apart: bool = True) -> Iterator[Statement]:
    """The subject of a 600, 610 or 611; ``apart``: numbers after the subdivisions are those of the whole heading only."""
    divided = _is_divided(field)
    heading = _undivided(field, apart) if divided else field
    title = names.title_code(field, record)
    labels = [_heading_label(each, title) for each in heading.scripts()]
    if not any(map(str.strip, labels)):
        return
    node = _name_title(heading, record, labels) if title else _name(heading, record, labels[0]) | _relations(field)
    if divided:
        key = marc_keys(field) if title else [until_subdivision(each) for each in field.scripts()]
        yield WORK, BF.subject, _complex(field, heading, node | {BFLC.marcKey: key}, labels, apart)
    else:
        yield WORK, BF.subject, node


def subject_added_entry_uniform_title(field: Field, record: Record) -> Iterator[Statement]:
    """630 Subject added entry of a uniform title: the work; with subdivisions a complex subject.

    630 00 $a Koran $x Commentaries.

    <#Work> bf:subject [
            a bf:Topic, madsrdf:ComplexSubject ; bf:source <http://id.loc.gov/authorities/subjects> ;
            madsrdf:authoritativeLabel "Koran--Commentaries." ;
            madsrdf:isMemberOfMADSScheme <http://id.loc.gov/authorities/subjects> ;
            madsrdf:componentList (
                [
                    a bf:Hub, madsrdf:Title ; bflc:marcKey "63000$aKoran$xCommentaries." ;
                    madsrdf:authoritativeLabel "Koran" ;
                    madsrdf:isMemberOfMADSScheme <http://id.loc.gov/authorities/subjects> ;
                    bf:title [ a bf:Title ; bf:mainTitle "Koran" ] ]
                [ a madsrdf:Topic ; madsrdf:authoritativeLabel "Commentaries" ]
            ) ] .
    """
    yield from uniform_title(field, record)


def uniform_title(field: Field, record: Record, *, apart: bool = True) -> Iterator[Statement]:
    """The subject of a 630; ``apart`` as for `name`."""
    divided = _is_divided(field)
    heading = _undivided(field, apart) if divided else field
    labels = [chop(hubs.title_label(each)) for each in heading.scripts()]
    says: dict[Iri, Value] = {MADS.authoritativeLabel: labels, MADS.isMemberOfMADSScheme: MADS_SCHEMES.get(field.ind2)}
    node = hubs.hub(heading, record, [MADS.Title], says) | {BF.source: _coded_scheme(field) or sources(field)}
    if divided:
        node = _complex(field, heading, node | {BFLC.marcKey: marc_keys(field)}, labels, apart)
    yield WORK, BF.subject, node


def _is_divided(field: Field) -> bool:
    return any(code in SUBDIVISIONS for code, _ in field.subfields)


def _undivided(field: Field, apart: bool) -> Field:
    """The heading without its subdivisions and what of the whole heading follows them."""
    pairs = field.pairs("abcdefghijklmnopqrstuvwxyz01234569")
    first = next((n for n, (code, _) in enumerate(pairs) if code in SUBDIVISIONS), len(pairs))
    kept_after = _OF_ALL if apart else _OF_ALL + _NUMBERS
    kept = [pair for n, pair in enumerate(pairs) if n < first or pair[0] in kept_after]
    parallel = _undivided(field.parallel, apart) if field.parallel else None
    return Field(field.tag, field.ind1, field.ind2, kept, parallel=parallel, written=field.written)


def until_subdivision(field: Field) -> str:
    """The field as a line, as far as it is the name."""
    first = next((code for code, _ in field.subfields if code in SUBDIVISIONS), "")
    line = marc_key(field)
    return chop(line.partition(f"${first}")[0]) if first else line


def _heading_label(field: Field, title: str) -> str:
    """``Abai, 1845-1904. Qara sozder``."""
    return chop(f"{names.name_label(field, title)} {hubs.title_label(field, title or 'k')}")


def _complex(field: Field, heading: Field, first: Node, labels: Sequence[str], apart: bool) -> Node:
    """A name or title with subdivisions: each with its own numbers where the heading has some, else all are the whole's."""
    forms = zip(labels, field.scripts(), strict=True)
    whole = [chop("--".join([label, *each.all("vxyz"), ""]), "-") for label, each in forms]
    numbered = any(code in _NUMBERS for code in heading.codes)
    numbers = [] if numbered else [pair for pair in field.pairs("0w") if not is_address(pair[1])]
    thesaurus = scheme(field)
    says: dict[Iri, Value] = {
        MADS.authoritativeLabel: whole,
        MADS.isMemberOfMADSScheme: MADS_SCHEMES.get(field.ind2),
        BF.source: thesaurus,
        MADS.componentList: collection([first, *subdivisions(field, numbered=numbered and apart)]),
        **identifiers(numbers),
    }
    about = [] if numbered and apart else hubs.same_as(field, "")
    return Node([BF.Topic, MADS.ComplexSubject], says, key=subject_key("topic", thesaurus, whole), same_as=about)


def _name(field: Field, record: Record, label: str) -> Node:
    """The agent, with the thesaurus that its heading is from and the authority, which is described."""
    agent = names.agent(field, record)
    if not agent.types:
        return agent
    says: dict[Iri, Value] = {BF.source: scheme(field)}
    if found := names.named_authority(field):
        described: dict[Iri, Value] = {MADS.authoritativeLabel: label, MADS.isMemberOfMADSScheme: _LC_NAMES}
        authority = Node([_NAME_CLASSES[names.kind(field)]], described, same_as=[found])
        numbers = identifiers(pair for pair in field.pairs("0w") if not is_address(pair[1]))
        says[MADS.isIdentifiedByAuthority] = [authority, numbers.get(MADS.isIdentifiedByAuthority)]
    return agent | says


def _name_title(field: Field, record: Record, labels: list[str]) -> Node:
    says: dict[Iri, Value] = {MADS.authoritativeLabel: labels, MADS.isMemberOfMADSScheme: MADS_SCHEMES.get(field.ind2)}
    return hubs.hub(field, record, [MADS.NameTitle], {**says, BF.source: _coded_scheme(field)})


def _coded_scheme(field: Field) -> list[Value]:
    """The thesaurus as it is said of a work: one named by a code in $2, but for FAST."""
    coded = scheme(field) if field.ind2 in ("4", "7") else []
    return [each for each in coded if isinstance(each, str) and "/fast" not in each]


def _relations(field: Field) -> dict[Iri, Value]:
    """$e, $j and $4 of a subject: how the agent, say one who is depicted, is related to the Work."""
    words = field.all("j" if field.tag == "611" else "e")
    worded = [Node([BF.Relationship], {RDFS.label: word}) for each in words for word in split_words(each)]
    kinds = [*worded, *(role_of_code(code, BF.Relationship) for code in field.all("4"))]
    return {BF.relation: [Node([BF.Relation], {BF.relationship: kind, BF.relatedTo: WORK}) for kind in kinds]} if kinds else {}
