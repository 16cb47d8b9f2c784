"""UNIMARC and RUSMARC authority records to MADS/RDF and SKOS: `RULES` is the index; headings, references, links to other files.

What is told of the person or place itself, and notes, are in `authority_notes`.
"""

from collections.abc import Iterator, Mapping

from conversions.authorities import AuthorityFormat
from conversions.format import Format
from conversions.languages import Languages
from conversions.record import Field, Record
from conversions.scripts import dates_of, language_of
from conversions.shapes import about_what_is_identified
from conversions.text import iri
from conversions.tree import AUTHORITY, Literal, Node, Rules, Statement, collection
from conversions.unimarc import authority_notes as notes
from conversions.unimarc import names
from conversions.unimarc.isbd import element, part, plain
from conversions.unimarc.linking import embedded
from conversions.unimarc.parallel import has_latin, pair
from conversions.unimarc.subfields import values
from ontology.names import BF, MADS, RDF, SKOS, Iri

_KINDS: Mapping[str, Iri] = {
    "00": MADS.PersonalName, "10": MADS.CorporateName, "15": MADS.Geographic, "16": MADS.Topic, "17": MADS.Topic,
    "20": MADS.FamilyName, "30": MADS.Title, "31": MADS.Title, "32": MADS.Title, "35": MADS.Title, "40": MADS.NameTitle,
    "41": MADS.NameTitle, "42": MADS.NameTitle, "43": MADS.NameTitle, "45": MADS.NameTitle, "50": MADS.Topic,
    "60": MADS.Geographic, "80": MADS.GenreForm,
}  # fmt: skip
"""By the last two digits of the tag, in headings (2XX), references (4XX, 5XX) and links (7XX) alike."""

_NAMES = frozenset({MADS.PersonalName, MADS.FamilyName, MADS.CorporateName, MADS.ConferenceName, MADS.NameTitle})
_AS_NAMED = {"00": "700", "10": "710", "20": "720"}
_SUBDIVISIONS = {"j": MADS.GenreForm, "x": MADS.Topic, "y": MADS.Geographic, "z": MADS.Temporal}
_IN_HEADING = "abcdefhiklmnqrstuvw"

_RELATIONS: Mapping[str, tuple[Iri, Iri]] = {
    "a": (MADS.hasEarlierEstablishedForm, SKOS.related),
    "b": (MADS.hasLaterEstablishedForm, SKOS.related),
    "g": (MADS.hasBroaderAuthority, SKOS.broader),
    "h": (MADS.hasNarrowerAuthority, SKOS.narrower),
}
"""What the first letter of $5 says of a 5XX, in MADS and in SKOS."""


def kind(field: Field) -> Iri:
    """The class of what a heading names."""
    found = _KINDS.get(field.tag[1:], MADS.Topic)
    if any(code in _SUBDIVISIONS for code, _ in field.subfields) and "a" in field and field.tag[1:] != "30":
        return MADS.ComplexSubject
    return MADS.ConferenceName if found == MADS.CorporateName and field.ind1 == "1" else found


def label(field: Field) -> str:
    """A heading as one string, subdivisions after two dashes: ``Казахстан--История--20 в.``; a name before its title."""
    as_named = _AS_NAMED.get(field.tag[1:])
    if fields := embedded(field):
        name = ". ".join(label(each).removesuffix(".") for each in fields)
    elif as_named:
        name = names.label(Field(as_named, field.ind1, field.ind2, field.pairs("abcdefgh")))
    else:
        name = ". ".join(filter(None, map(part, field.all(_IN_HEADING))))
    return "--".join(filter(None, [name, *map(part, field.all("jxyz"))]))


def tagged(field: Field, record: Record) -> Literal:
    """The heading with the language of its own letters; what is no name is in the language of the catalogue."""
    text = label(field)
    is_name = kind(field) in _NAMES
    tag = language_of(text, "" if is_name else catalogue_language(record), name=is_name)
    return Literal(text, tag if "7" in field or not tag.endswith("-Latn") else language_of(text, name=is_name))


def catalogue_language(record: Record) -> str:
    """100 $a/9-11; nothing counts as read by this."""
    return next((value[9:12] for code, value in record["100"].content() if code == "a"), "").strip(" |#")


def heading(field: Field, record: Record) -> Iterator[Statement]:
    """2XX Heading: what the authority is called, and with subdivisions its parts; a person's years are those of the person.

    200 #1 $6 a01 $7 ca $a Чехов $b А. П. $g Антон Павлович $f 1860-1904
    200 #1 $6 a01 $7 ba $a Chekhov $b Anton

    <#Authority> a madsrdf:Authority, madsrdf:PersonalName, skos:Concept ;
        madsrdf:authoritativeLabel "Чехов, Антон Павлович, 1860-1904"@ru, "Chekhov, Anton" ;
        skos:prefLabel "Чехов, Антон Павлович, 1860-1904"@ru ; skos:altLabel "Chekhov, Anton" ; madsrdf:identifiesRWO <#RWO> .
    <#RWO> a madsrdf:RWO ; madsrdf:birthDate "1860" ; madsrdf:deathDate "1904" .
    """
    labels = [name for each in field.scripts() if (name := tagged(each, record)).value]
    yield AUTHORITY, RDF.type, [MADS.Authority, kind(field), SKOS.Concept]
    yield AUTHORITY, MADS.authoritativeLabel, labels
    yield AUTHORITY, SKOS.prefLabel, labels[:1]
    yield AUTHORITY, SKOS.altLabel, labels[1:]
    if kind(field) == MADS.ComplexSubject:
        yield AUTHORITY, MADS.componentList, collection(list(_components(field, record)))
    if kind(field) == MADS.PersonalName:
        born, died = dates_of(field["f"])
        yield from about_what_is_identified(MADS.birthDate, str(born or ""))
        yield from about_what_is_identified(MADS.deathDate, str(died or ""))


def _components(field: Field, record: Record) -> Iterator[Node]:
    """The heading without subdivisions, then each of them."""
    head = field.without("jxyz")
    yield Node([kind(head)], {MADS.authoritativeLabel: tagged(head, record)})
    for code, value in field.pairs("jxyz"):
        yield Node([_SUBDIVISIONS[code]], {MADS.authoritativeLabel: part(value)})


def see_from(field: Field, record: Record) -> Iterator[Statement]:
    """4XX See reference tracing: another form of the name; $5 "a" says that it was the heading once.

    400 #1 $5 a $a Чехонте $b Антоша $f 1860-1904

    <#Authority> skos:altLabel "Чехонте, Антоша, 1860-1904"@und-cyrl ; madsrdf:hasEarlierEstablishedForm [
        a madsrdf:Variant, madsrdf:PersonalName ; madsrdf:variantLabel "Чехонте, Антоша, 1860-1904"@und-cyrl ] .
    """
    earlier = field["5"][:1] == "a"
    remarks = values(field, "0")
    for each in field.scripts():
        name = tagged(each, record)
        variant = Node([MADS.Variant, kind(each)], {MADS.variantLabel: name, SKOS.note: remarks if name.value else ""})
        yield AUTHORITY, SKOS.altLabel, name
        yield AUTHORITY, MADS.hasEarlierEstablishedForm if earlier else MADS.hasVariant, variant


def see_also(field: Field, record: Record) -> Iterator[Statement]:
    """5XX See also reference tracing: a broader (g), narrower (h), earlier (a), later (b) or otherwise related authority.

    001 1
    003 http://data.example.org/id/1
    100 ## $a 20000101afrey50      ba0
    550 ## $3 7 $5 g|xxx $a Négociations collectives

    <#Authority> skos:broader <http://data.example.org/id/7> ;
        madsrdf:hasBroaderAuthority [ a madsrdf:Authority, madsrdf:Topic ;
            madsrdf:authoritativeLabel "Négociations collectives"@fr  ;
            bf:identifiedBy [ a bf:Local ; rdf:value "7" ] ; owl:sameAs <http://data.example.org/id/7> ] .
    """
    mads, skos = _RELATIONS.get(field["5"][:1], (MADS.hasReciprocalAuthority, SKOS.related))
    stem = _same_file(record)
    about = [found for value in field.all("3") if (found := iri(value if "://" in value else stem + value.strip()))][:1]
    numbers = [Node([BF.Local], {RDF.value: plain(value)}) for value in field.all("3") if "://" not in value]
    remarks = values(field, "0")
    for each in field.scripts():
        name = tagged(each, record)
        says = {MADS.authoritativeLabel: name, BF.identifiedBy: numbers, SKOS.note: remarks}
        yield AUTHORITY, mads, Node([MADS.Authority, kind(each)], says, same_as=about) if name.value else ""
    yield AUTHORITY, skos, about


def _same_file(record: Record) -> str:
    """How the IRIs of all records of this file begin, where its own (003) ends in its number; "" where that is not so."""
    own = known_as(record)
    return own.removesuffix(record.id) if record.id and own.endswith(record.id) else ""


def linking_heading(field: Field, record: Record) -> Iterator[Statement]:
    """7XX Linking heading: the same in another language, script or authority file, with its number there ($3, system in $2).

    750 #0 $a Collective bargaining $2 lcsh $3 http://id.loc.gov/authorities/subjects/sh85028108 $8 eng

    <#Authority> skos:closeMatch <http://id.loc.gov/authorities/subjects/sh85028108> ;
        skos:altLabel "Collective bargaining"@en ; madsrdf:hasCloseExternalAuthority [
            a madsrdf:Authority, madsrdf:Topic ; madsrdf:authoritativeLabel "Collective bargaining"@en ;
            bf:source [ a bf:Source ; bf:code "lcsh" ] ; owl:sameAs <http://id.loc.gov/authorities/subjects/sh85028108> ] .
    """
    about = [found for value in field.all("3") if "://" in value and (found := iri(value))][:1]
    name = _in_language(field, record)
    yield AUTHORITY, SKOS.closeMatch, about
    if name.value:
        says = {
            MADS.authoritativeLabel: name,
            BF.source: [Node([BF.Source], {BF.code: value}) for value in values(field, "2")],
            BF.identifiedBy: [Node([BF.Local], {RDF.value: plain(value)}) for value in field.all("3") if "://" not in value],
        }
        yield AUTHORITY, MADS.hasCloseExternalAuthority, Node([MADS.Authority, kind(field)], says, same_as=about)
        yield AUTHORITY, SKOS.altLabel, name if kind(field) != MADS.ComplexSubject else ""


def _in_language(field: Field, record: Record) -> Literal:
    """The heading in the language that $8 tells (that of the heading stands last)."""
    told = field["8"].strip()[-3:]
    text = label(field)
    return Literal(text, language_of(text, told, name=kind(field) in _NAMES)) if told else tagged(field, record)


def equivalent_in_another_system(field: Field, record: Record) -> Iterator[Statement]:
    """822 Equivalent heading in another system (Abes): its text, system ($2) and address ($u).

    100 ## $a 20000101afrey50      ba0
    822 ## $a Collective labor agreements $2 LCSH $u http://id.loc.gov/authorities/subjects/sh85028110 $d 2017-02-09

    <#Authority> skos:closeMatch <http://id.loc.gov/authorities/subjects/sh85028110> ;
        madsrdf:hasCloseExternalAuthority [ a madsrdf:Authority ; madsrdf:authoritativeLabel "Collective labor agreements" ;
            bf:source [ a bf:Source ; bf:code "LCSH" ] ; owl:sameAs <http://id.loc.gov/authorities/subjects/sh85028110> ] .
    """
    about = [found for value in field.all("u") if (found := iri(value))][:1]
    text = element(field["a"])
    says = {
        MADS.authoritativeLabel: Literal(text, language_of(text)),
        BF.source: [Node([BF.Source], {BF.code: value}) for value in values(field, "2")],
    }
    yield AUTHORITY, SKOS.closeMatch, about
    yield AUTHORITY, MADS.hasCloseExternalAuthority, Node([MADS.Authority], says, same_as=about) if text else ""


def _of(hundreds: str) -> list[str]:
    return [hundreds + each for each in _KINDS]


RULES: Rules = {
    "LDR": [notes.status],
    "003": [notes.persistent_identifier],
    "005": [notes.last_change],
    "033": [notes.catalogue_address],
    "035": [notes.system_number],
    "010": [notes.standard_number],
    "100": [notes.general_processing_data],
    "101": [notes.language],
    "102": [notes.nationality],
    "120": [notes.gender],
    "152": [notes.rules],
    "160": [notes.geographic_area],
    "300": [notes.scope_note],
    "305": [notes.scope_note],
    "310": [notes.scope_note],
    "320": [notes.scope_note],
    "330": [notes.scope_note],
    "340": [notes.biographical_note],
    "341": [notes.biographical_note],
    "356": [notes.scope_note],
    "640": [notes.place_and_date],
    "675": [notes.classification],
    "676": [notes.classification],
    "680": [notes.classification],
    "686": [notes.classification],
    "801": [notes.originating_source],
    "810": [notes.source_data],
    "815": [notes.source_data],
    "820": [notes.scope_note],
    "822": [equivalent_in_another_system],
    "825": [notes.example_note],
    "830": [notes.editorial_note],
    "835": [notes.editorial_note],
    "836": [notes.editorial_note],
    "856": [notes.electronic_location],
    **{tag: [heading] for tag in _of("2")},
    **{tag: [see_from] for tag in _of("4")},
    **{tag: [see_also] for tag in _of("5")},
    **{tag: [linking_heading] for tag in _of("7")},
}

_LOCAL = "local control field of the exporting system"
IGNORED = {
    "001": "the record's number, part of its IRI",
    **dict.fromkeys(["002", "004", "006", "007", "008", "009"], _LOCAL),
    "106": "how the heading may be used in a catalogue of cards",
    "033$d": "when the link was made",
    "150": "kind of body or work, coded: the heading says it in words",
    "154": "kind of title, coded: the heading says it in words",
    "123": "coordinates: MADS/RDF has no place for them",
    **{
        f"{tag}{code}": "edition, name or system of the class number"
        for tag in ("675", "676", "686")
        for code in ("$c", "$v", "$2")
    },
    **{f"{tag}$0": "link in a chain of another field of the record" for tag in ("455", "457", "458", "459")},
    "822$d": "when the equivalence was found",
    "898": "local note",
    "$2": "system that the heading is of, the file's own",
    "$6": "link to the same field in another script",
    "$7": "script of the field: each string has its own",
    "$8": "language of the catalogue and of the heading",
    "$9": "local subfield",
    "9..": "local field",
}


def _languages(record: Record) -> Languages:
    return Languages("", catalogue_language(record), has_latin(record))


def known_as(record: Record) -> Iri:
    """The IRI that its agency has given to the record (003); "" where it has none."""
    return iri(next((value for _, value in record["003"].content()), ""))


def _format(name: str) -> AuthorityFormat:
    return AuthorityFormat(Format(f"{name} authority", RULES, IGNORED, pair, _languages), known_as)


UNIMARC_AUTHORITIES = _format("unimarc")
RUSMARC_AUTHORITIES = _format("rusmarc")
