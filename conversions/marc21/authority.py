"""MARC 21 authority records to MADS/RDF and SKOS: `RULES` is the index; the headings, references and links to other files.

What is told of the person or place itself, and notes, are in `authority_notes`.
"""

from collections.abc import Iterator, Mapping

from conversions.authorities import AuthorityFormat
from conversions.format import Format
from conversions.languages import Languages
from conversions.marc21 import authority_notes as notes
from conversions.marc21.authority_iris import external, known_as
from conversions.marc21.authority_notes import about_rwo
from conversions.marc21.parallel import pair
from conversions.record import Field, Record
from conversions.scripts import dates_of, language_of
from conversions.text import spaces
from conversions.tree import AUTHORITY, Literal, Node, Rules, Statement, Value, collection
from ontology.names import BF, MADS, RDF, SKOS, Iri

_KINDS: Mapping[str, Iri] = {
    "00": MADS.PersonalName, "10": MADS.CorporateName, "11": MADS.ConferenceName, "30": MADS.Title, "47": MADS.Topic,
    "48": MADS.Temporal, "50": MADS.Topic, "51": MADS.Geographic, "55": MADS.GenreForm, "62": MADS.Topic,
    "80": MADS.Topic, "81": MADS.Geographic, "82": MADS.Temporal, "85": MADS.GenreForm,
}  # fmt: skip
"""By the last two digits of the tag, in headings, references and links alike."""

_NAME = {
    "00": "abcdfghjklmnopqrst", "10": "abcdfghklmnoprst", "11": "acdefghklnpqst", "30": "adfghklmnoprst", "47": "acdg",
    "50": "ab", "51": "ag",
}  # fmt: skip
"""The subfields of a heading before its subdivisions; $a where nothing else is said."""

_SUBDIVISIONS = {"v": MADS.GenreForm, "x": MADS.Topic, "y": MADS.Temporal, "z": MADS.Geographic}
_NAMES = frozenset({MADS.PersonalName, MADS.FamilyName, MADS.CorporateName, MADS.ConferenceName, MADS.NameTitle})

_RELATIONS: Mapping[str, tuple[Iri, Iri | None]] = {
    "a": (MADS.hasEarlierEstablishedForm, None),
    "b": (MADS.hasLaterEstablishedForm, None),
    "g": (MADS.hasBroaderAuthority, SKOS.broader),
    "h": (MADS.hasNarrowerAuthority, SKOS.narrower),
    "t": (MADS.hasBroaderAuthority, SKOS.broader),
}
"""What $w/0 says of a 5XX, in MADS and in SKOS."""


def kind(field: Field) -> Iri:
    """The class of what a heading names."""
    codes = {code for code, _ in field.content()}
    found = _KINDS.get(field.tag[1:], MADS.Topic)
    if not codes.isdisjoint(_SUBDIVISIONS) and "a" in codes:
        return MADS.ComplexSubject
    if found in _NAMES and "t" in codes:
        return MADS.NameTitle
    return MADS.FamilyName if found == MADS.PersonalName and field.ind1 == "3" else found


def label(field: Field) -> str:
    """A heading as one string, subdivisions after two dashes: ``Kazakhstan--History--20th century``."""
    name = field.join(_NAME.get(field.tag[1:], "a"))
    return spaces("--".join(filter(None, [name, *field.all("vxyz")])))


def tagged(field: Field, record: Record) -> Literal:
    """The heading with the language of its own letters; what is no name is in the language of the catalogue (040 $b)."""
    text = label(field)
    is_name = kind(field) in _NAMES
    agency = next((value for code, value in record["040"].content() if code == "b"), "")
    return Literal(text, language_of(text, "" if is_name else agency, name=is_name))


def heading(field: Field, record: Record) -> Iterator[Statement]:
    """1XX Heading: what the authority is called, and with subdivisions its parts; a person's years are those of the person.

    100 1# $a Чехов, Антон Павлович, $d 1860-1904

    <#Authority> a madsrdf:Authority, madsrdf:PersonalName, skos:Concept ;
        madsrdf:authoritativeLabel "Чехов, Антон Павлович, 1860-1904"@ru ;
        skos:prefLabel "Чехов, Антон Павлович, 1860-1904"@ru ; madsrdf:identifiesRWO <#RWO> .
    <#RWO> a madsrdf:RWO ; madsrdf:birthDate "1860" ; madsrdf:deathDate "1904" .
    """
    names = [tagged(each, record) for each in field.scripts()]
    yield AUTHORITY, RDF.type, [MADS.Authority, kind(field), SKOS.Concept]
    yield AUTHORITY, MADS.authoritativeLabel, names
    yield AUTHORITY, SKOS.prefLabel, names[:1]
    yield AUTHORITY, SKOS.altLabel, names[1:]
    if kind(field) in (MADS.ComplexSubject, MADS.NameTitle):
        yield AUTHORITY, MADS.componentList, collection(list(_components(field, record)))
    if kind(field) == MADS.PersonalName and "046" not in record:
        born, died = dates_of(field["d"])
        yield from about_rwo(MADS.birthDate, str(born or ""))
        yield from about_rwo(MADS.deathDate, str(died or ""))


def _components(field: Field, record: Record) -> Iterator[Node]:
    """The name and the title of a work, or the heading without subdivisions and each of them."""
    if kind(field) == MADS.NameTitle:
        at = [code for code, _ in field.content()].index("t")
        for part, class_ in ((field.subfields[:at], _KINDS[field.tag[1:]]), (field.subfields[at:], MADS.Title)):
            yield Node([class_], {MADS.authoritativeLabel: tagged(Field(field.tag, field.ind1, field.ind2, part), record)})
        return
    head = field.without("vxyz")
    yield Node([kind(head)], {MADS.authoritativeLabel: tagged(head, record)})
    for code, value in field.pairs("vxyz"):
        yield Node([_SUBDIVISIONS[code]], {MADS.authoritativeLabel: spaces(value)})


def see_from(field: Field, record: Record) -> Iterator[Statement]:
    """4XX See from tracing: another form of the name; $w/2 "e" says that it was the heading once.

    400 1# $w nne $a Chekhov, Anton, $d 1860-1904

    <#Authority> skos:altLabel "Chekhov, Anton, 1860-1904" ;
        madsrdf:hasEarlierEstablishedForm [
            a madsrdf:Variant, madsrdf:PersonalName ; madsrdf:variantLabel "Chekhov, Anton, 1860-1904" ] .
    """
    earlier = field["w"][2:3] in ("e", "o")
    for each in field.scripts():
        name = tagged(each, record)
        says: dict[Iri, Value] = {MADS.variantLabel: name, SKOS.note: spaces(each["i"])}
        variant = Node([MADS.Variant, kind(each)], says)
        yield AUTHORITY, SKOS.altLabel, name
        yield AUTHORITY, MADS.hasEarlierEstablishedForm if earlier else MADS.hasVariant, variant if name.value else ""


def see_also(field: Field, record: Record) -> Iterator[Statement]:
    """5XX See also from tracing: a broader, narrower, earlier, later or otherwise related authority.

    550 ## $w g $a Historic sites $z Pennsylvania $0 http://id.loc.gov/authorities/subjects/sh2008105540

    <#Authority> skos:broader <http://id.loc.gov/authorities/subjects/sh2008105540> ;
        madsrdf:hasBroaderAuthority [
            a madsrdf:Authority, madsrdf:ComplexSubject ; madsrdf:authoritativeLabel "Historic sites--Pennsylvania" ;
            owl:sameAs <http://id.loc.gov/authorities/subjects/sh2008105540> ] .
    """
    mads, skos = _RELATIONS.get(field["w"][:1], (MADS.hasReciprocalAuthority, SKOS.related))
    about = [found for value in field.all("01") if (found := external(value))]
    for each in field.scripts():
        name = tagged(each, record)
        says: dict[Iri, Value] = {MADS.authoritativeLabel: name, SKOS.note: spaces(each["i"])}
        yield AUTHORITY, mads, Node([MADS.Authority, kind(each)], says, same_as=about[:1]) if name.value else ""
    if skos:
        yield AUTHORITY, skos, about[:1]


def linking_entry(field: Field, record: Record) -> Iterator[Statement]:
    """7XX Heading linking entry: the same in another authority file, by its IRI or number, or only by its heading there.

    700 1# $a Chekhov, Anton Pavlovich, $d 1860-1904 $0 (DLC)n 79130807

    <#Authority> skos:closeMatch <http://id.loc.gov/authorities/names/n79130807> ;
        skos:altLabel "Chekhov, Anton Pavlovich, 1860-1904" ;
        madsrdf:hasCloseExternalAuthority [
            a madsrdf:Authority, madsrdf:PersonalName ; madsrdf:authoritativeLabel "Chekhov, Anton Pavlovich, 1860-1904" ;
            owl:sameAs <http://id.loc.gov/authorities/names/n79130807> ] .
    """
    about = [found for value in field.all("01") if (found := external(value))]
    names = [name for each in field.scripts() if (name := tagged(each, record)).value]
    says: dict[Iri, Value] = {MADS.authoritativeLabel: names, BF.source: [Node([BF.Source], {BF.code: field["2"]})]}
    yield AUTHORITY, SKOS.closeMatch, about
    yield AUTHORITY, MADS.hasCloseExternalAuthority, Node([MADS.Authority, kind(field)], says, same_as=about) if names else ""
    if "v" not in field and "x" not in field:
        yield AUTHORITY, SKOS.altLabel, names


def local_heading(field: Field, record: Record) -> Iterator[Statement]:
    """103, 403 Heading and reference of a thesaurus, which MARC 21 does not know: $a in its own language, $b in English.

    103 ## $a Milieubescherming $b Environment protection

    <#Authority> a madsrdf:Authority, madsrdf:Topic, skos:Concept ; madsrdf:authoritativeLabel "Milieubescherming" ;
        skos:prefLabel "Milieubescherming" ; skos:altLabel "Environment protection"@en .
    """
    name, english = spaces(field["a"]), Literal(spaces(field["b"]), "en")
    if field.tag[0] == "1":
        yield AUTHORITY, RDF.type, [MADS.Authority, MADS.Topic, SKOS.Concept]
        yield AUTHORITY, MADS.authoritativeLabel, name
        yield AUTHORITY, SKOS.prefLabel, name
    else:
        yield AUTHORITY, SKOS.altLabel, name
    yield AUTHORITY, SKOS.altLabel, english


def _of(hundreds: str, *tens: str) -> list[str]:
    return [hundreds + each for each in tens]


_TAGS = list(_KINDS)

RULES: Rules = {
    "LDR": [notes.status],
    "005": [notes.last_change],
    "008": [notes.entered, notes.undifferentiated_name],
    "010": [notes.lc_control_number],
    "024": [notes.other_standard_identifier],
    "035": [notes.system_control_number],
    "040": [notes.cataloging_source],
    "043": [notes.geographic_area],
    "046": [notes.special_coded_dates],
    **{key: [notes.classification] for key in ["050", "053", "060", "065", "080", "082", "083"]},
    **{tag: [local_heading] for tag in ("103", "403")},
    "368": [notes.other_attributes],
    "370": [notes.associated_place],
    "372": [notes.field_of_activity],
    "373": [notes.associated_group],
    "374": [notes.occupation],
    "375": [notes.gender],
    "377": [notes.associated_language],
    "378": [notes.fuller_form],
    "380": [notes.form_of_work],
    "667": [notes.nonpublic_note],
    "670": [notes.source_data_found],
    "675": [notes.source_data_not_found],
    "678": [notes.biographical_data],
    "680": [notes.public_note],
    "681": [notes.example_note],
    "682": [notes.deleted_heading],
    "688": [notes.application_history],
    "856": [notes.electronic_location],
    **{key: [heading] for key in _of("1", *_TAGS)},
    **{key: [see_from] for key in _of("4", *_TAGS)},
    **{key: [see_also] for key in _of("5", *_TAGS)},
    **{key: [linking_entry] for key in _of("7", *_TAGS)},
}

IGNORED = {
    "001": "the record's number, part of its IRI",
    "003": "says whose number 001 is",
    "016": "number of the record in another agency's file",
    "034": "coordinates: MADS/RDF has no place for them",
    "042": "who authenticated the record",
    **dict.fromkeys(["072", "073", "075", "079"], "category of the record in its file"),
    **dict.fromkeys(["043$b", "043$c", "043$2"], "area in other codes than MARC's"),
    **{f"{tag}$2": "edition or scheme of the number" for tag in ("053", "065", "080", "082", "083")},
    **dict.fromkeys(["368$0", "368$1"], "identity of the category, not of what has it"),
    "503": "related heading of a library's own thesaurus, without the relation",
    "040$b": "the language of the catalogue: it is the language of the strings",
    **dict.fromkeys(["050$b", "053$b", "053$c", "053$5"], "part of a range of numbers, or whose number it is"),
    **dict.fromkeys(
        ["336", "371", "381", "382", "383", "384", "385", "386", "388"], "attribute of a work or address: no place in MADS/RDF"
    ),
    **dict.fromkeys(
        ["640", "641", "642", "643", "644", "645", "646"], "treatment of a series: concerns the library that analyses it"
    ),
    **dict.fromkeys(["260", "360"], "complex reference in words, for readers of a card catalogue"),
    **dict.fromkeys(["663", "664", "665", "666"], "complex reference in words, for readers of a card catalogue"),
    "781": "the heading as a geographic subdivision",
    "780": "the heading as a subdivision",
    "856$y": "words about the address",
    "856$z": "words about the address",
    "883": "how another field was made by machine",
    **dict.fromkeys(
        ["046$2", "368$2", "370$2", "372$2", "373$2", "374$2", "375$2", "377$2", "380$2"], "list that the term is of"
    ),
    **{f"{tag}${code}": "when it began, when it ended" for tag in ("370", "372", "373", "374", "375", "368") for code in "st"},
    "$6": "links a field to the same in another script: the two are one description",
    "$8": "links fields of the record to each other",
    "$5": "whose note or tracing it is",
    "$u": "where the source can be found",
    "$v": "source of the information",
    "$e": "role of the related name",
    "$4": "role or relationship as a code",
    "$w": "control of the reference's display",
    "$9": "local subfield",
    **{f"{letter}..": "local field" for letter in "9"},
    **dict.fromkeys(["690", "953", "985", "990"], "local field"),
}


def _languages(record: Record) -> Languages:
    agency = next((value for code, value in record["040"].content() if code == "b"), "")
    return Languages("", agency)


AUTHORITIES = AuthorityFormat(Format("marc21 authority", RULES, IGNORED, pair, _languages), known_as)
