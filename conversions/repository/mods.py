"""MODS: titles, names, origin, languages, form, related items; subjects and holdings are in `mods_subjects`."""

from collections.abc import Iterator

from conversions.record import Field, Record
from conversions.repository.element import Element
from conversions.repository.shared import agent, contributor, encoding, online, policy, role, type_of_resource
from conversions.repository.terms import address, date, language, licence, numbered, year
from conversions.shapes import identifier, note, provision, relation, relationship
from conversions.tree import ADMIN, INSTANCE, WORK, Literal, Node, Statement, Value
from ontology.codes import by_label, code
from ontology.names import BF, BFLC, RDF, RDFS, XSD, Iri

_TITLES = {
    "translated": BF.ParallelTitle,
    "abbreviated": BF.AbbreviatedTitle,
    "alternative": BF.VariantTitle,
    "uniform": BF.VariantTitle,
}
_KINDS = {"personal": BF.Person, "corporate": BF.Organization, "conference": BF.Meeting, "family": BF.Family}
_RELATED = {
    "preceding": "precededby", "succeeding": "succeededby", "original": "otheredition", "host": "partof", "constituent": "part",
    "series": "series", "otherVersion": "otheredition", "otherFormat": "otherphysicalformat", "reviewOf": "reviewof",
}  # fmt: skip
_MARKS = {"volume": "vol. ", "issue": "no. ", "number": "no. ", "page": "p. ", "pages": "p. "}


def title(said: Element, kind: Iri | None = None) -> Node:
    """The title in a ``titleInfo``."""
    texts = said.all("title")
    kind = kind or _TITLES.get(said["@type"] or said["title/@type"], BF.Title)
    starts = " ".join(filter(None, [said["nonSort"], ""]))
    main: list[Value] = [each.with_text(f"{starts} {each.text}".strip()) for each in texts if each.text]
    says: dict[Iri, Value] = {
        BFLC.nonSortNum: str(len(starts) + 1) if starts else "",
        BF.mainTitle: main,
        BF.subtitle: said.values("subTitle"),
        BF.partNumber: said.values("partNumber"),
        BF.partName: said.values("partName"),
    }
    return Node([kind], says if main else {})


def title_info(field: Field, record: Record) -> Iterator[Statement]:
    """titleInfo: the title, or one of another type: translated, alternative, abbreviated, uniform.

    <mods:titleInfo><mods:nonSort>The</mods:nonSort><mods:title>wind</mods:title><mods:subTitle>a tale</mods:subTitle>
      </mods:titleInfo>
    <mods:titleInfo type="translated" lang="ru"><mods:title>Ветер</mods:title></mods:titleInfo>

    <#Work> bf:title _:title, [ a bf:ParallelTitle ; bf:mainTitle "Ветер"@ru ] .
    <#Instance> bf:title _:title .
    _:title a bf:Title ; bflc:nonSortNum "4" ; bf:mainTitle "The wind" ; bf:subtitle "a tale" .
    """
    node = title(Element.of(field))
    yield WORK, BF.title, node
    if BF.Title in node.types:
        yield INSTANCE, BF.title, node


def named(said: Element) -> Node:
    """The agent in a ``name``: family and given name in the order of catalogues, with its dates."""
    parts: dict[str, list[str]] = {}
    for each in said.all("namePart"):
        parts.setdefault(each["@type"], []).append(each.text)
    whole = [", ".join(filter(None, [*parts.get("family", []), " ".join(parts.get("given", []))])), *parts.get("", [])]
    name = ", ".join(filter(None, [*whole, *parts.get("termsOfAddress", []), *parts.get("date", [])]))
    kind = _KINDS.get(said["@type"]) or (BF.Person if "family" in parts else None)
    shown = said["displayForm"]
    return agent(name or shown, kind, same_as=said.texts("@valueURI", "nameIdentifier"))


def roles(said: Element) -> list[Value]:
    """The roles of a ``name``, each once, though it is given as code and in words."""
    found = {each.text: role(each.text) for path in ("role/roleTerm", "roleTerm") for each in said.all(path)}
    known = dict.fromkeys(each for each in found.values() if isinstance(each, str))
    return list(known) if known else list(found.values())


def name(field: Field, record: Record) -> Iterator[Statement]:
    """name: who did what for it; the first, or the one marked as primary, is the primary contribution.

    <mods:name type="personal"><mods:namePart type="family">Auezov</mods:namePart>
      <mods:namePart type="given">Mukhtar</mods:namePart>
      <mods:namePart type="date">1897-1961</mods:namePart>
      <mods:role><mods:roleTerm type="code">aut</mods:roleTerm></mods:role></mods:name>
    <mods:name><mods:role><mods:roleTerm type="text">advisor</mods:roleTerm></mods:role><mods:namePart>Smith, J.</mods:namePart>
      <mods:affiliation>Institute of History</mods:affiliation></mods:name>

    <#Work> bf:contribution [ a bf:Contribution, bf:PrimaryContribution ; bf:role <http://id.loc.gov/vocabulary/relators/aut> ;
            bf:agent [ a bf:Agent, bf:Person ; rdfs:label "Auezov, Mukhtar, 1897-1961" ] ],
        [ a bf:Contribution ; bf:role <http://id.loc.gov/vocabulary/relators/ths> ;
            bf:note [ a bf:Note ; rdfs:label "Institute of History"@en ] ;
            bf:agent [ a bf:Agent, bf:Person ; rdfs:label "Smith, J." ] ] .
    """
    said = Element.of(field)
    what = roles(said)
    first = next((each for each in record.all("name") if _may_be_primary(each)), None)
    notes = [note(each) for each in said.values("affiliation", "description")]
    for subject, predicate, value in contributor(named(said), what, primary=field is first):
        yield subject, predicate, value | {BF.note: notes} if isinstance(value, Node) else value


def _may_be_primary(field: Field) -> bool:
    said = Element.of(field)
    codes = [str(each).rpartition("/")[2] for each in roles(said) if isinstance(each, str)]
    return said["@usage"] == "primary" or not codes or not {"aut", "cre", "cmp", "art", "pht"}.isdisjoint(codes)


def type_of(field: Field, record: Record) -> Iterator[Statement]:
    """typeOfResource and genre: class of the Work and its genre.

    <mods:typeOfResource manuscript="yes">text</mods:typeOfResource>
    <mods:genre authority="marcgt">thesis</mods:genre>
    <mods:genre>Fairy tale</mods:genre>

    <#Work> a bf:Text ; bf:genreForm <http://id.loc.gov/vocabulary/marcgt/the>, [ a bf:GenreForm ; rdfs:label "Fairy tale" ] .
    <#Instance> a bf:Manuscript .
    """
    said = Element.of(field)
    said.texts("@authority", "@authorityURI", "@valueURI", "@type", "@usage")
    if said["@manuscript"] == "yes":
        yield INSTANCE, RDF.type, BF.Manuscript
    if said["@collection"] == "yes":
        yield WORK, RDF.type, BF.Collection
    yield from type_of_resource(said.text, said.value)


def origin(field: Field, record: Record) -> Iterator[Statement]:
    """originInfo: places, publishers and dates of publication; edition, issuance, frequency; other dates.

    <mods:originInfo><mods:place><mods:placeTerm type="text">Almaty</mods:placeTerm></mods:place>
      <mods:place><mods:placeTerm type="code" authority="marccountry">kz</mods:placeTerm></mods:place>
      <mods:publisher>Zhazushy</mods:publisher><mods:dateIssued>1978</mods:dateIssued><mods:edition>2nd ed.</mods:edition>
      <mods:issuance>monographic</mods:issuance></mods:originInfo>

    <#Instance> bf:provisionActivity [ a bf:ProvisionActivity, bf:Publication ; bflc:simplePlace "Almaty" ;
            bflc:simpleAgent "Zhazushy" ; bf:place <http://id.loc.gov/vocabulary/countries/kz> ;
            bf:date "1978"^^<http://id.loc.gov/datatypes/edtf> ] ;
        bf:editionStatement "2nd ed." ; bf:issuance <http://id.loc.gov/vocabulary/issuance/mono> .
    """
    said = Element.of(field)
    said.texts("@eventType", "dateIssued/@encoding", "dateIssued/@point", "dateIssued/@keyDate", "dateIssued/@qualifier")
    places = [each for each in said.all("place/placeTerm") if each["@type"] != "code"]
    countries = [code("countries", each.text) for each in said.all("place/placeTerm") if each["@type"] == "code"]
    said.texts("place/placeTerm/@authority", "place/placeTerm/@authorityURI", "place/placeTerm/@valueURI")
    issued = "/".join(dict.fromkeys(said.texts("dateIssued")))
    coded = date(issued)
    yield (
        INSTANCE,
        BF.provisionActivity,
        provision(
            BF.Publication,
            places=[each.value for each in places],
            agents=said.values("publisher"),
            dates=issued if coded == issued else "",
            country=[each.iri for each in countries if each],
            date=date(year(issued)) if coded == issued else coded,
        ),
    )
    yield from _further_origin(said)


def _further_origin(said: Element) -> Iterator[Statement]:
    for path, subject, predicate in (
        ("dateCreated", WORK, BF.originDate), ("copyrightDate", INSTANCE, BF.copyrightDate), ("dateOther", WORK, BF.originDate),
        ("dateValid", INSTANCE, BF.validDate),
    ):  # fmt: skip
        for each in said.all(path):
            each.texts("@encoding", "@keyDate", "@point", "@qualifier", "@type")
            yield subject, predicate, date(each.text)
    captured = "/".join(said.texts("dateCaptured"))
    said.texts("dateCaptured/@encoding", "dateCaptured/@point")
    yield INSTANCE, BF.note, note(f"Captured {captured}" if captured else "")
    yield INSTANCE, BF.editionStatement, said.values("edition")
    said.texts("frequency/@authority")
    for table, path, predicate, kind in (
        ("issuance", "issuance", BF.issuance, BF.Issuance), ("frequencies", "frequency", BF.frequency, BF.Frequency)
    ):  # fmt: skip
        for text in said.texts(path):
            found = by_label(table, _ISSUANCE.get(text, text))
            yield INSTANCE, predicate, found.iri if found else Node([kind], {RDFS.label: text})


_ISSUANCE = {"monographic": "single unit", "continuing": "serial"}


def language_(field: Field, record: Record) -> Iterator[Statement]:
    """language: code and name of the same language are one.

    <mods:language><mods:languageTerm type="code" authority="iso639-2b">kaz</mods:languageTerm>
      <mods:languageTerm type="text">Kazakh</mods:languageTerm></mods:language>

    <#Work> bf:language <http://id.loc.gov/vocabulary/languages/kaz> .
    """
    said = Element.of(field)
    said.texts("languageTerm/@authority", "languageTerm/@authorityURI", "languageTerm/@type", "languageTerm/@valueURI", "@usage")
    texts = said.texts("languageTerm") or [said.text]
    found = dict.fromkeys(each for text in texts if (each := language(text)))
    part = said["@objectPart"]
    for each in found:
        yield WORK, BF.language, Node([BF.Language], {RDF.value: each, BF.part: part}) if part else each
    if not found:
        yield WORK, BF.language, Node([BF.Language], {RDFS.label: texts[0]})
    for script in said.texts("scriptTerm"):
        found_script = code("scripts", script) or by_label("scripts", script)
        yield WORK, BF.notation, found_script.iri if found_script else Node([BF.Script], {RDFS.label: script})


def physical_description(field: Field, record: Record) -> Iterator[Statement]:
    """physicalDescription: extent, form, form of the file, how it was made digital.

    <mods:physicalDescription><mods:extent>428 p.</mods:extent><mods:form authority="marcform">print</mods:form>
      <mods:internetMediaType>text/html</mods:internetMediaType><mods:digitalOrigin>born digital</mods:digitalOrigin>
      </mods:physicalDescription>

    <#Instance> bf:extent [ a bf:Extent ; rdfs:label "428 p." ] ; bf:carrier [ a bf:Carrier ; rdfs:label "print" ] ;
        bf:digitalCharacteristic [ a bf:EncodingFormat ; rdfs:label "text/html" ] ;
        bf:note [ a bf:Note ; rdfs:label "born digital" ] .
    """
    said = Element.of(field)
    said.texts("form/@authority", "form/@type")
    for each in said.values("extent"):
        yield INSTANCE, BF.extent, Node([BF.Extent], {RDFS.label: each})
    for text in said.texts("form"):
        found = by_label("carriers", text)
        yield INSTANCE, BF.carrier, found.iri if found else Node([BF.Carrier], {RDFS.label: text})
    yield INSTANCE, BF.digitalCharacteristic, [encoding(text) for text in said.texts("internetMediaType")]
    yield INSTANCE, BF.note, [note(each) for each in said.values("digitalOrigin", "reformattingQuality", "note")]


def related_item(field: Field, record: Record) -> Iterator[Statement]:
    """relatedItem: the journal or book that it is in, its series, another edition; with volume, number and pages.

    <mods:relatedItem type="host"><mods:titleInfo><mods:title>Vestnik</mods:title></mods:titleInfo>
      <mods:identifier type="issn">1563-0307</mods:identifier>
      <mods:part><mods:detail type="volume"><mods:number>4</mods:number></mods:detail>
        <mods:extent unit="pages"><mods:start>12</mods:start><mods:end>20</mods:end></mods:extent>
        <mods:date>2019</mods:date></mods:part>
      </mods:relatedItem>

    <#Work> bf:relation [ a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/partof> ;
        bf:associatedResource [ a bf:Work ; bf:title [ a bf:Title ; bf:mainTitle "Vestnik" ] ;
            bf:identifiedBy [ a bf:Issn ; rdf:value "1563-0307" ] ; bf:part "vol. 4, p. 12-20, 2019" ] ] .
    """
    said = Element.of(field)
    what = relationship(_RELATED.get(said["@type"], "relatedwork"))
    yield WORK, BF.relation, relation(what, related_work(said))


_REMARKS = (
    "note", "physicalDescription/extent", "physicalDescription/form", "physicalDescription/note", "abstract",
    "originInfo/frequency", "name/affiliation", "location/physicalLocation",
)  # fmt: skip


def related_work(said: Element) -> Node:
    """The work that a ``relatedItem`` describes, with those that it is related to itself."""
    titles: list[Value] = [title(each, BF.Title) for each in said.all("titleInfo")]
    plain = Node([BF.Title], {BF.mainTitle: said.value}) if said.text else Node()
    people = [Node([BF.Contribution], {BF.agent: named(each), BF.role: roles(each)}) for each in said.all("name")]
    numbers = [numbered(each.text, each["@type"]) for each in said.all("identifier")]
    said.texts("titleInfo/@authority", "titleInfo/@type", "titleInfo/@authorityURI", "@displayLabel", "titleInfo/@valueURI")
    said.texts("originInfo/@eventType", "originInfo/dateIssued/@point", "classification/@authority", "originInfo/issuance")
    classes = [Node([BF.Classification], {BF.classificationPortion: text}) for text in said.texts("classification")]
    inner = [
        relation(relationship(_RELATED.get(each["@type"], "relatedwork")), related_work(each)) for each in said.all("relatedItem")
    ]
    says: dict[Iri, Value] = {
        BF.title: [*titles, plain], BF.contribution: people, BF.identifiedBy: numbers,
        BF.part: [part(each) for each in said.all("part")], BF.relation: inner, BF.classification: classes,
        BF.provisionActivity: [_origin_of(each) for each in said.all("originInfo")],
        BF.note: [note(each) for each in said.values(*_REMARKS)],
        BF.genreForm: [Node([BF.GenreForm], {RDFS.label: text}) for text in said.texts("genre", "typeOfResource")],
        BF.language: list(dict.fromkeys(each for text in said.texts("language/languageTerm") if (each := language(text)))),
        RDFS.seeAlso: [address(text) for text in said.texts("location/url", "@href")],
    }  # fmt: skip
    return Node([BF.Work], says)


def _origin_of(said: Element) -> Node:
    issued = said["dateIssued"] or said["dateCreated"]
    coded = date(issued)
    return provision(
        BF.Publication, places=said.values("place/placeTerm"), agents=said.values("publisher"),
        dates=issued if coded == issued else "", date="" if coded == issued else coded,
    )  # fmt: skip


def part(said: Element) -> str:
    """Where in a host it is: ``vol. 4, no. 2, p. 12-20, 2019``."""
    found = []
    for detail in said.all("detail"):
        text = detail["number"] or detail["title"]
        mark = detail["caption"] or _MARKS.get(detail["@type"], f"{detail['@type']} ").strip()
        found.append(f"{mark} {text}".strip())
    for extent in said.all("extent"):
        pages = "-".join(filter(None, [extent["start"], extent["end"]])) or extent["list"] or extent["total"] or extent.text
        found.append(f"{_MARKS.get(extent['@unit'], '')}{pages}")
    return ", ".join(filter(None, [*found, *said.texts("date", "text")]))


def identifier_(field: Field, record: Record) -> Iterator[Statement]:
    """identifier: by its type or form; a citation is how it wants to be cited.

    <mods:identifier type="doi">10.1000/182</mods:identifier>
    <mods:identifier type="uri">http://rep.example.kz/1</mods:identifier>
    <mods:identifier type="citation">Auezov M. Abai.</mods:identifier>

    <#Instance> bf:identifiedBy [ a bf:Doi ; rdf:value "10.1000/182" ] ; bf:electronicLocator <http://rep.example.kz/1> ;
        bf:preferredCitation "Auezov M. Abai." .
    """
    said = Element.of(field)
    kind = said["@type"]
    said.texts("@displayLabel")
    if kind == "citation":
        yield INSTANCE, BF.preferredCitation, said.value
    elif kind in ("uri", "url", "hdl", ""):
        yield from online(said.text)
    elif said["@invalid"] == "yes":
        yield (
            INSTANCE,
            BF.identifiedBy,
            numbered(said.text, kind) | {BF.status: Iri("http://id.loc.gov/vocabulary/mstatus/cancinv")},
        )
    else:
        yield INSTANCE, BF.identifiedBy, numbered(said.text, kind)


def access_condition(field: Field, record: Record) -> Iterator[Statement]:
    """accessCondition: a licence by its IRI, or terms in words.

    <mods:accessCondition type="use and reproduction">In Copyright</mods:accessCondition>

    <#Instance> bf:usageAndAccessPolicy [ a bf:UsePolicy ; rdfs:label "In Copyright" ] .
    """
    said = Element.of(field)
    kind = said["@type"]
    if "restriction" in kind and not licence(said.text):
        yield INSTANCE, BF.usageAndAccessPolicy, Node([BF.AccessPolicy], {RDFS.label: said.value})
    else:
        yield from policy(said.text, said.value)
    for each in said.texts("@href"):
        yield from policy(each, each)


def record_info(field: Field, record: Record) -> Iterator[Statement]:
    """recordInfo: who made the description, when, by which rules.

    <mods:recordInfo><mods:recordContentSource>KzNB</mods:recordContentSource>
      <mods:recordCreationDate encoding="w3cdtf">2020-01-02</mods:recordCreationDate>
      <mods:recordIdentifier>12</mods:recordIdentifier></mods:recordInfo>

    <#AdminMetadata> bf:source [ a bf:Source ; rdfs:label "KzNB" ] ; bf:creationDate "2020-01-02"^^xsd:date ;
        bf:identifiedBy [ a bf:Local ; rdf:value "12" ] .
    """
    said = Element.of(field)
    for name, predicate in (("recordCreationDate", BF.creationDate), ("recordChangeDate", BF.changeDate)):
        for each in said.all(name):
            each.texts("@encoding")
            yield ADMIN, predicate, _day(each.text)
    said.texts("recordIdentifier/@source", "recordContentSource/@authority", "recordContentSource/@authorityURI")
    yield ADMIN, BF.source, [Node([BF.Source], {RDFS.label: text}) for text in said.texts("recordContentSource")]
    yield ADMIN, BF.identifiedBy, [identifier(BF.Local, text) for text in said.texts("recordIdentifier")]
    yield ADMIN, BF.note, [note(each) for each in said.values("recordOrigin", "recordInfoNote")]
    for text in said.texts("descriptionStandard"):
        found = code("descriptionConventions", text)
        yield ADMIN, BF.descriptionConventions, found.iri if found else Node([BF.DescriptionConventions], {RDFS.label: text})
    said.texts("languageOfCataloging/languageTerm/@authority", "languageOfCataloging/languageTerm/@type")
    yield ADMIN, BF.descriptionLanguage, list(map(language, said.texts("languageOfCataloging/languageTerm")))


def _day(text: str) -> Value:
    found = date(text)
    return Literal(found.value, datatype=XSD.date) if isinstance(found, Literal) and len(found.value) == 10 else text


def host_part(field: Field, record: Record) -> Iterator[Statement]:
    """part: volume, number and pages of what is described, told outside any host.

    <mods:part><mods:detail type="issue"><mods:number>7</mods:number></mods:detail></mods:part>

    <#Work> bf:part "no. 7" .
    """
    yield WORK, BF.part, part(Element.of(field))
