"""647-658: topics, places, periods, events and genres; a heading with subdivisions is a complex subject, made of its components.

What every subject field shares is here too; names and titles as subjects are in `subject_names`.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from conversions import keys
from conversions.marc21.punctuation import chop, normal
from conversions.marc21.subfields import (
    VOCABULARY,
    address,
    applies_to,
    authority,
    identifiers,
    institutions,
    is_address,
    marc_key,
    real_world_object,
    sources,
)
from conversions.record import Field, Record, Subfield
from conversions.scripts import fold, script_of
from conversions.tree import WORK, Key, Node, Remembered, Statement, Value, collection
from ontology.names import BF, BFLC, MADS, RDFS, Iri

SUBJECT_SCHEMES = VOCABULARY + "subjectSchemes/"
GENRE_SCHEMES = VOCABULARY + "genreFormSchemes/"

_LC_SUBJECTS = Iri("http://id.loc.gov/authorities/subjects")
_LC_CHILDREN = Iri("http://id.loc.gov/authorities/childrensSubjects")

MADS_SCHEMES = {"0": _LC_SUBJECTS, "1": _LC_CHILDREN}

_THESAURI = MADS_SCHEMES | {
    "2": Iri(SUBJECT_SCHEMES + "mesh"), "3": Iri(SUBJECT_SCHEMES + "nal"), "5": Iri(SUBJECT_SCHEMES + "cash"),
    "6": Iri(SUBJECT_SCHEMES + "rvm"),
}  # fmt: skip
"""Second indicator: the thesaurus that the heading is from."""

SUBDIVISIONS = {"v": MADS.GenreForm, "x": MADS.Topic, "y": MADS.Temporal, "z": MADS.Geographic}


class _Heading(NamedTuple):
    """How a field's heading is read: its subfields, what it is, and what it is as a component of a complex subject."""

    codes: str
    kind: Iri
    component: Iri


_HEADINGS = {
    "647": _Heading("acd", BF.Event, BF.Event),
    "648": _Heading("a", BF.Temporal, MADS.Temporal),
    "650": _Heading("abcd", BF.Topic, MADS.Topic),
    "651": _Heading("ab", BF.Place, MADS.Geographic),
    "654": _Heading("ab", BF.Topic, MADS.Topic),
    "655": _Heading("a", BF.GenreForm, MADS.GenreForm),
    "657": _Heading("a", BF.Topic, MADS.Topic),
    "658": _Heading("ab", BF.Topic, MADS.Topic),
}

_FACETED = _Heading("ab", BF.GenreForm, MADS.GenreForm)

_UNCONTROLLED = {
    "1": (BF.Person, "person"), "2": (BF.Organization, "organization"), "3": (BF.Meeting, "meeting"), "4": (BF.Temporal, "topic"),
    "5": (BF.Place, "place"), "6": (BF.GenreForm, "genre"),
}  # fmt: skip
"""Second indicator of 653: what the term is."""


def scheme(field: Field) -> list[Value]:
    """The thesaurus of a heading: by its second indicator, or by the code in $2."""
    if field.ind2 in _THESAURI and field.tag != "653":
        return [_THESAURI[field.ind2]]
    stem = GENRE_SCHEMES if field.tag == "655" else SUBJECT_SCHEMES
    return sources(field, stem) if field.ind2 in ("4", "7") or field.tag in ("654", "657", "658") else []


def subject_key(kind: str, thesaurus: Sequence[Value], labels: Sequence[str]) -> Key | None:
    """The identity of a heading, from its Latin form where there are two; None for one that says nothing."""
    forms = [label for label in labels if label]
    if not forms:
        return None
    form = forms[0] if len(forms) == 1 else min(forms, key=lambda each: (script_of(each) != "Latn", fold(each)))
    return keys.subject(kind, "".join([each for each in thesaurus if isinstance(each, str)]), form)


def subdivisions(field: Field, *, numbered: bool = False) -> list[Value]:
    """The subdivisions as components of a complex subject; ``numbered`` ones have their own $0 behind them."""
    parts: list[tuple[str, str, list[Subfield]]] = []
    for code, value in field.pairs("vxyz0w" if numbered else "vxyz"):
        if code in SUBDIVISIONS:
            parts.append((code, value, []))
        elif parts:
            parts[-1][2].append((code, value))
    return [_subdivision(*part) for part in parts]


def _subdivision(code: str, value: str, links: Sequence[Subfield]) -> Node:
    addresses = [address(link) for _, link in links if is_address(link)]
    numbers = identifiers([link for link in links if not is_address(link[1])]) if links else {}
    return Node([SUBDIVISIONS[code]], {MADS.authoritativeLabel: chop(value), **numbers}, same_as=addresses[:1])


def _label(field: Field, codes: str, end: str) -> str:
    """``Kazakhstan--History--20th century``."""
    heading = field.join(codes)
    heading = chop(heading) if field.tag == "647" else normal(heading)
    return chop("--".join([heading, *field.all("vxyz")]), end)


def _labels(field: Field, codes: str) -> list[str]:
    """The label in each script; a parallel field may end with dashes, too."""
    end = "-" if field.tag == "648" else "-."
    return [_label(each, codes, "." if each is field else end) for each in field.scripts()]


def _first_component(field: Field, heading: _Heading) -> Node:
    """The heading itself as a component; the whole field is kept where it has several parts."""
    if field.tag in ("648", "655"):
        return Node([heading.component], {MADS.authoritativeLabel: [chop(each.join(heading.codes)) for each in field.scripts()]})
    label = chop(field.join(heading.codes))
    says: dict[Iri, Value] = {MADS.authoritativeLabel: label, RDFS.label: label if field.tag == "647" else ""}
    if any(code in heading.codes[1:] for code in field.codes):
        says[BFLC.marcKey] = marc_key(field)
    return Node([heading.component], says)


def _links(field: Field, *, place: bool) -> tuple[Iri, dict[Iri, Value]]:
    """The IRI of the subject (of a place the thing itself, else the heading) and the statements that link the other one."""
    heading, thing = authority(field), real_world_object(field)
    about, other = (thing, heading) if place else (heading, thing)
    numbers = [pair for pair in field.pairs("0w") if not is_address(pair[1]) and "(OCoLC)fst" not in pair[1]]
    linked: dict[Iri, Value] = {MADS.isIdentifiedByAuthority if place else MADS.identifiesRWO: other if other != about else ""}
    return about, {**linked, **identifiers(numbers)}


def subject_added_entry(field: Field, record: Record) -> Iterator[Statement]:
    """647, 648, 650, 651, 654, 655, 657, 658 Subject added entry, index term of genre: a topic, place, period, event or genre.

    650 #0 $a Epic literature, Kazakh $x History and criticism.
    651 #7 $a Kazakhstan. $2 fast $0 (OCoLC)fst01204862

    <#Work> bf:subject [
            a bf:Place, madsrdf:Geographic ; bf:source <http://id.loc.gov/vocabulary/subjectSchemes/fast> ;
            madsrdf:authoritativeLabel "Kazakhstan" ; madsrdf:isIdentifiedByAuthority <http://id.worldcat.org/fast/01204862> ;
            rdfs:label "Kazakhstan" ], [
            a bf:Topic, madsrdf:ComplexSubject ; bf:source <http://id.loc.gov/authorities/subjects> ;
            madsrdf:authoritativeLabel "Epic literature, Kazakh--History and criticism"@en ;
            madsrdf:isMemberOfMADSScheme <http://id.loc.gov/authorities/subjects> ;
            rdfs:label "Epic literature, Kazakh--History and criticism"@en ;
            madsrdf:componentList (
                [ a madsrdf:Topic ; madsrdf:authoritativeLabel "Epic literature, Kazakh" ]
                [ a madsrdf:Topic ; madsrdf:authoritativeLabel "History and criticism"@en ]
            ) ] .
    """
    subject = _subject(field)
    yield WORK, BF.genreForm if BF.GenreForm in subject.types else BF.subject, subject


def _described_subject(field: Field) -> Node:
    heading = _FACETED if field.tag == "655" and field.ind1 == "0" else _HEADINGS[field.tag]
    there = field.codes
    divisions = {code for code in there if code in SUBDIVISIONS}
    kind = heading.kind if not divisions or (field.tag == "651" and divisions == {"z"}) else BF.Topic
    about, linked = _links(field, place=kind == BF.Place) if "0" in there or "1" in there or "w" in there else (None, {})
    mads = [MADS.ComplexSubject] if divisions else [heading.component] if heading.component != BF.Event else []
    labels, thesaurus = _labels(field, heading.codes), scheme(field)
    says: dict[Iri, Value] = {RDFS.label: labels[0], MADS.authoritativeLabel: labels, BF.source: thesaurus, **linked}
    says[MADS.isMemberOfMADSScheme] = MADS_SCHEMES.get(field.ind2)
    if divisions:
        says[MADS.componentList] = collection([_first_component(field, heading), *subdivisions(field)])
    if "g" in there or "3" in there or "5" in there:
        says |= _notes(field)
    if kind == BF.Event:
        says[BFLC.marcKey] = marc_key(field)
    key = subject_key(_KEYS.get(kind, "topic"), thesaurus, labels)
    return Node([kind, *mads], says, key=key, same_as=[about] if about else ())


_subject = Remembered(_described_subject)

_KEYS = {BF.Place: "place", BF.GenreForm: "genre"}


def _notes(field: Field) -> dict[Iri, Value]:
    notes: list[Value] = [Node([BF.Note], {RDFS.label: chop(value)}) for value in field.all("g")]
    return {BF.note: notes, BFLC.appliesTo: applies_to(field), BFLC.applicableInstitution: institutions(field)}


def uncontrolled_index_term(field: Field, record: Record) -> Iterator[Statement]:
    """653 Index term, uncontrolled: a topic, or by the second indicator a name, period, place or genre.

    008 850403s1978    kz            000 1 kaz d
    653 #0 $a көшпелілер
    653 #5 $a Түркістан

    <#Work> bf:subject [ a bf:Topic, bflc:Uncontrolled ; rdfs:label "көшпелілер"@kk ],
            [ a bf:Place, bflc:Uncontrolled ; rdfs:label "Түркістан"@kk ] .
    """
    kind, name = _UNCONTROLLED.get(field.ind2, (BF.Topic, "topic"))
    forms = [each.all("a") for each in field.scripts()]
    about = [address(value) for value in field.all("0w") if is_address(value)][:1]
    for n, _ in enumerate(forms[0]):
        labels = [chop(form[n]) for form in forms if n < len(form)]
        says: dict[Iri, Value] = {RDFS.label: labels, BFLC.applicableInstitution: institutions(field)}
        key = (
            keys.subject(name, "uncontrolled", labels[0]) if name in ("topic", "place", "genre") else keys.agent(name, labels[0])
        )
        node = Node([kind, BFLC.Uncontrolled], says, key=key if labels[0] else None, same_as=about)
        yield WORK, BF.genreForm if kind == BF.GenreForm else BF.subject, node


def occupation(field: Field, record: Record) -> Iterator[Statement]:
    """656 Index term, occupation, with its form, subdivisions and place.

    656 #7 $a Anthropologists. $z Kazakhstan $2 lcsh

    <#Work> bf:subject [
            a bf:Topic, madsrdf:ComplexSubject ; rdfs:label "Anthropologists.--Kazakhstan" ;
            bf:source [ a bf:Source ; bf:code "lcsh" ] ;
            madsrdf:componentList (
                [ a madsrdf:Occupation ; rdfs:label "Anthropologists" ]
                [ a madsrdf:Geographic ; rdfs:label "Kazakhstan" ]
            ) ] .
    """
    classes = {"a": MADS.Occupation, "k": MADS.GenreForm, **SUBDIVISIONS}
    label = chop("--".join([*field.all("az"), ""]), "-")
    components = [Node([classes[code]], {RDFS.label: chop(value)}) for code, value in field.pairs("akvxyz")]
    pairs = field.pairs("0w")
    addresses = [pair for pair in pairs if is_address(pair[1])]
    numbers = [pair for pair in pairs if not is_address(pair[1]) and not pair[1].startswith("(OCoLC)fst")]
    says: dict[Iri, Value] = {RDFS.label: label, MADS.componentList: collection(components), BF.source: sources(field)}
    says |= {BFLC.appliesTo: applies_to(field), **identifiers([*addresses[1:], *numbers])}
    about = authority(field)
    key = keys.subject("topic", field["2"], label) if label else None
    yield WORK, BF.subject, Node([BF.Topic, MADS.ComplexSubject], says, key=key, same_as=[about] if about else ())
