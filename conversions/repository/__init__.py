"""Metadata of repositories to BIBFRAME: Dublin Core with DSpace's DIM and XOAI, MODS with METS, IEEE LOM, LRMI in JSON-LD.

Each format has its table of rules here. What a record of such a format looks like: `conversions.sources.metadata`.
"""

from functools import partial

from conversions.languages import Languages
from conversions.record import Record
from conversions.repository import (
    dim,
    dublincore,
    dublincore_content,
    lom,
    lrmi,
    lrmi_education,
    mods,
    mods_subjects,
    qualified,
    shared,
)
from conversions.repository.element import Element
from conversions.repository.formats import MetadataFormat
from conversions.repository.terms import language_code
from conversions.tree import Rules

DUBLIN_CORE_RULES: Rules = {
    "header": [shared.header],
    "file": [shared.file],
    "dc.title": [dublincore.title],
    "dc.title.alternative": [dublincore.alternative_title],
    "dc.creator": [dublincore.creator],
    "dc.contributor.author": [dublincore.creator],
    "dc.contributor": [dublincore.contributors],
    "dc.publisher": [dublincore.publication],
    "dc.publisher.place": [dublincore.publication],
    "dc.date": [dublincore.publication],
    "dc.date.issued": [dublincore.publication],
    "dc.date.created": [dublincore.other_date],
    "dc.date.copyright": [dublincore.other_date],
    "dc.language": [dublincore_content.languages],
    "dc.subject": [dublincore_content.subject],
    "dc.coverage": [dublincore_content.coverage],
    "dc.coverage.spatial": [dublincore_content.coverage],
    "dc.coverage.temporal": [dublincore_content.coverage],
    "dc.description": [dublincore_content.description],
    "dc.description.abstract": [dublincore_content.description],
    "dc.description.tableofcontents": [dublincore_content.description],
    "dc.description.statementofresponsibility": [dublincore_content.responsibility],
    "dc.description.degree": [dim.degree],
    "dc.type": [dublincore_content.type_],
    "dc.format": [dublincore_content.format_],
    "dc.identifier": [dublincore.identifiers],
    "dc.identifier.citation": [dublincore.citation],
    "dc.source": [dublincore.source],
    "dc.relation": [dublincore.related],
    "dc.relation.ispartof": [dublincore.source],
    "dc.relation.ispartofseries": [dublincore.series],
    "dc.rights": [dublincore.rights],
    "preview": [dublincore_content.preview],
    "object": [dublincore_content.preview],
    "dc.audience": [dublincore_content.audience],
    "dc.audience.educationlevel": [dublincore_content.audience],
    **dict.fromkeys((*dim.DEGREES, *dim.DEGREE), (dim.degree,)),
    **dict.fromkeys(dim.CITATION, (dim.journal,)),
    **dict.fromkeys(dim.LEARNING, (dim.learning,)),
}


def _as_it_is(record: Record) -> Record:
    return record


_OWN_WORK = "when the repository did something with the record"

DUBLIN_CORE_IGNORED = {
    "dc.date.accessioned": _OWN_WORK,
    "dc.date.available": _OWN_WORK,
    "dc.date.updated": _OWN_WORK,
    "dc.date.modified": _OWN_WORK,
    "dc.date.submitted": _OWN_WORK,
    "dc.date.accepted": _OWN_WORK,
    "dc.description.provenance": "the repository's log of the deposit, with the names and addresses of those who worked on it",
    "header$setSpec": "how the repository divides its records for harvesting",
    "file": "checksums and numbers of files in the repository",
    **dict.fromkeys(
        ("others.handle", "others.identifier", "others.lastmodifydate"),
        "what DSpace says of the item itself stands in the header",
    ),
    "affiliationid": "DOAJ: which of the affiliations is an author's",
    "funderidentifier": "DataCite: a number of who paid for it, who is named",
    "metadataterms": "NSDL: terms of use of the description, the same in all records",
    "readiness": "NSDL: how far the description was checked",
    "$@lang": "the language of a code, a number or a name",
    "$@note": "a remark on how the element was filled in",
    "repository": "the repository is described as a source",
    "license": "the text of the agreement with the depositor",
    "$@confidence": "how sure DSpace was of an authority record",
    "$@authority": "a number of the repository's own authority file",
}


def dublin_core_languages(record: Record) -> Languages:
    """The language that dc.language gives first."""
    texts = [Element.of(each).text for each in record.all("dc.language")[:1]]
    return Languages(next(map(language_code, texts), ""), romanises=False)


DUBLIN_CORE = MetadataFormat(
    "dublincore",
    DUBLIN_CORE_RULES,
    DUBLIN_CORE_IGNORED,
    partial(qualified.as_one, known=DUBLIN_CORE_RULES.keys() | DUBLIN_CORE_IGNORED.keys()),
    dublin_core_languages,
)
MODS_RULES: Rules = {
    "header": [shared.header],
    "file": [shared.file],
    "titleInfo": [mods.title_info],
    "name": [mods.name],
    "typeOfResource": [mods.type_of],
    "genre": [mods.type_of],
    "originInfo": [mods.origin],
    "language": [mods.language_],
    "physicalDescription": [mods.physical_description],
    "abstract": [mods_subjects.text],
    "tableOfContents": [mods_subjects.text],
    "targetAudience": [mods_subjects.target_audience],
    "note": [mods_subjects.note_],
    "subject": [mods_subjects.subject],
    "classification": [mods_subjects.classification],
    "relatedItem": [mods.related_item],
    "identifier": [mods.identifier_],
    "location": [mods_subjects.location],
    "accessCondition": [mods.access_condition],
    "part": [mods.host_part],
    "recordInfo": [mods.record_info],
}

MODS_IGNORED = {
    "header$setSpec": "how the repository divides its records for harvesting",
    "extension": "what MODS has no element for: dates of DSpace's own work, data of the repository's software",
    "file": "checksums and numbers of files in the repository",
    "amdSec": "METS: technical data of files, rights of the deposit",
    "metsHdr": "METS: when the package was made and by which software",
    "structMap": "METS: the order of the files",
    "$@lang": "the language of a code, a number or a name",
    "$@ID": "a name of the element within its file",
    "$@authority": "which list a word is from, where the word itself is found in a list",
    "$@authorityURI": "which list a word is from",
    "$@displayLabel": "how the element is to be shown",
    "$@type": "whether a term is a code or a word",
    "$@encoding": "how a date is written",
    "$@unit": "of which the extent is",
    "$@usage": "that this one is the main one",
    "$@keyDate": "that this date is for sorting",
}


def mods_languages(record: Record) -> Languages:
    """The language of the text that is told first, and that of the description."""
    first = next((Element.of(each)["languageTerm"] for each in record.all("language")), "")
    described = Element.of(record["recordInfo"])["languageOfCataloging/languageTerm"] if "recordInfo" in record else ""
    return Languages(language_code(first), language_code(described), romanises=False)


MODS = MetadataFormat("mods", MODS_RULES, MODS_IGNORED, _as_it_is, mods_languages)

_EDUCATIONAL = (
    "interactivitytype", "learningresourcetype", "intendedenduserrole", "context", "typicalagerange", "difficulty",
    "typicallearningtime", "description",
)  # fmt: skip

LOM_RULES: Rules = {
    "header": [shared.header],
    "general.identifier": [lom.identifiers],
    "general.title": [lom.general_title],
    "general.language": [lom.languages],
    "general.description": [lom.description],
    "general.keyword": [lom.keyword],
    "general.coverage": [lom.coverage],
    "general.structure": [lom.structure],
    "lifecycle.version": [lom.version],
    "lifecycle.contribute": [lom.contribute],
    "metametadata.identifier": [lom.metadata_identifier],
    "metametadata.language": [lom.metadata_identifier],
    "technical.format": [lom.technical],
    "technical.size": [lom.technical],
    "technical.location": [lom.identifiers],
    "technical.requirement": [lom.technical],
    "technical.installationremarks": [lom.technical],
    "technical.otherplatformrequirements": [lom.technical],
    "technical.duration": [lom.technical],
    **{f"educational.{name}": [lom.educational] for name in _EDUCATIONAL},
    "educational.language": [lom.learner_language],
    "rights.cost": [lom.rights],
    "rights.copyrightandotherrestrictions": [lom.rights],
    "rights.description": [lom.rights],
    "relation": [lom.related],
    "annotation": [lom.annotation],
    "classification": [lom.classification],
}

LOM_IGNORED = {
    "header$setSpec": "how the repository divides its records for harvesting",
    "general.aggregationlevel": "how large a unit it is, on a scale of LOM's own",
    "lifecycle.status": "whether it was a draft when it was described",
    "metametadata.contribute": "who wrote the description: names and addresses of the repository's workers",
    "metametadata.metadataschema": "that it is LOM",
    "educational.interactivitylevel": "an estimate on a scale of LOM's own",
    "educational.semanticdensity": "an estimate on a scale of LOM's own",
    "technical.location$@type": "whether the location is an address or text",
    "general.title$@uniqueElementName": "which element it is, for software that checks the form",
    "$@uniqueElementName": "which element it is, for software that checks the form",
    "$source": "the vocabulary of a word, which the element implies",
}


def lom_languages(record: Record) -> Languages:
    """The language of the resource, and that of the description."""
    first, described = (Element.of(record[tag]).text for tag in ("general.language", "metametadata.language"))
    return Languages(language_code(first), language_code(described), romanises=False)


LOM = MetadataFormat("lom", LOM_RULES, LOM_IGNORED, _as_it_is, lom_languages)

LRMI_RULES: Rules = {
    "type": [lrmi.type_],
    "id": [lrmi.identifiers],
    "url": [lrmi.identifiers],
    "identifier": [lrmi.identifiers],
    "isbn": [lrmi.identifiers],
    "issn": [lrmi.identifiers],
    **dict.fromkeys(("name", "headline", "alternateName", "alternativeHeadline"), (lrmi.title,)),
    **dict.fromkeys(lrmi.ROLES, (lrmi.contribution,)),
    **dict.fromkeys(lrmi.PUBLICATION, (lrmi.publication,)),
    **dict.fromkeys(("dateCreated", "copyrightYear"), (lrmi.other_date,)),
    "inLanguage": [lrmi.languages],
    **dict.fromkeys(("description", "abstract"), (lrmi.description,)),
    **dict.fromkeys(("license", "conditionsOfAccess", "copyrightNotice", "usageInfo"), (lrmi.rights,)),
    **dict.fromkeys(lrmi.RELATED, (lrmi.related,)),
    **dict.fromkeys(("encoding", "associatedMedia", "contentUrl"), (lrmi.file,)),
    **dict.fromkeys(
        ("encodingFormat", "fileFormat", "numberOfPages", "pagination", "bookEdition", "version", "duration"), (lrmi.physical,)
    ),
    **dict.fromkeys(("image", "thumbnailUrl"), (lrmi.image,)),
    **dict.fromkeys(("about", "keywords", "genre"), (lrmi_education.subject,)),
    "educationalLevel": [lrmi_education.level],
    "audience": [lrmi_education.audience],
    "learningResourceType": [lrmi_education.resource_type],
    "timeRequired": [lrmi_education.time_required],
    **dict.fromkeys(("educationalUse", "typicalAgeRange", "interactivityType", "isAccessibleForFree"), (lrmi_education.words,)),
    **dict.fromkeys(("teaches", "assesses", "competencyRequired", "educationalAlignment"), (lrmi_education.competency,)),
}

LRMI_IGNORED = {
    "mainEntityOfPage": "the page about the resource, and which service describes it",
    "dateModified": "when the file or its description was last changed",
    "creativeWorkStatus": "whether it was a draft when it was described",
    "isAccessibleForFree": "said neither true nor false",
    "type": "a class of schema.org that says no more than that it is a work",
    "interactionStatistic": "how often it was used",
    "aggregateRating": "how users rate it",
    "$inScheme": "the list that a term is from",
}


def lrmi_languages(record: Record) -> Languages:
    """The language of the resource, which its description is in as a rule."""
    first = Element.of(record["inLanguage"])
    language = language_code(first.text or first["name"])
    return Languages(language, language, romanises=False)


LRMI = MetadataFormat("lrmi", LRMI_RULES, LRMI_IGNORED, _as_it_is, lrmi_languages)

FORMATS = (DUBLIN_CORE, MODS, LOM, LRMI)
"""The metadata formats of repositories."""
