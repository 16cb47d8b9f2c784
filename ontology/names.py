"""The terms of the vocabularies we write, as typed constants: a typo is a type error and an AttributeError.

>>> BF.mainTitle
'http://id.loc.gov/ontologies/bibframe/mainTitle'
"""

from ontology.bibframe import BF
from ontology.iri import Iri, Vocabulary

__all__ = [
    "BF",
    "BFLC",
    "DCTERMS",
    "FOAF",
    "MADS",
    "OTR",
    "OWL",
    "PROV",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SKOS",
    "VOID",
    "XSD",
    "Iri",
    "Vocabulary",
]


class BFLC(Vocabulary, base="http://id.loc.gov/ontologies/bflc/"):
    """Library of Congress extensions of BIBFRAME."""

    AppliesTo: Iri
    CreatorCharacteristic: Iri
    DemographicGroup: Iri
    EncodingLevel: Iri
    GovernmentPubType: Iri
    MachineModel: Iri
    MetadataLicensor: Iri
    MovingImageTechnique: Iri
    OperatingSystem: Iri
    PrimaryContribution: Iri
    ProgrammingLanguage: Iri
    Relationship: Iri
    SecondaryInstance: Iri
    SerialPubType: Iri
    SeriesAnalysis: Iri
    SeriesClassification: Iri
    SeriesNumbering: Iri
    SeriesNumberingPeculiarities: Iri
    SeriesProvider: Iri
    SeriesSequentialDesignation: Iri
    SeriesTracing: Iri
    Uncontrolled: Iri
    aap: Iri
    aapNormalized: Iri
    applicableInstitution: Iri
    appliesTo: Iri
    citation: Iri
    consolidates: Iri
    creatorCharacteristic: Iri
    encodingLevel: Iri
    governmentPubType: Iri
    locator: Iri
    marcKey: Iri
    metadataLicensor: Iri
    movingImageTechnique: Iri
    nonSortNum: Iri
    primaryContributorName: Iri
    procInfo: Iri
    projectedProvisionDate: Iri
    readingDirection: Iri
    relationship: Iri
    serialPubType: Iri
    seriesOf: Iri
    seriesTreatment: Iri
    simpleAgent: Iri
    simpleDate: Iri
    simplePlace: Iri
    target: Iri


class MADS(Vocabulary, base="http://www.loc.gov/mads/rdf/v1#"):
    """MADS/RDF: names and subjects as authorities."""

    Authority: Iri
    City: Iri
    CitySection: Iri
    ComplexSubject: Iri
    ConferenceName: Iri
    CorporateName: Iri
    Country: Iri
    County: Iri
    DateNameElement: Iri
    DeprecatedAuthority: Iri
    ExtraterrestrialArea: Iri
    FamilyName: Iri
    FamilyNameElement: Iri
    FullNameElement: Iri
    GenreForm: Iri
    GenreFormElement: Iri
    Geographic: Iri
    GeographicElement: Iri
    GivenNameElement: Iri
    HierarchicalGeographic: Iri
    Language: Iri
    LanguageElement: Iri
    MainTitleElement: Iri
    NameElement: Iri
    NameTitle: Iri
    NonSortElement: Iri
    Occupation: Iri
    PartNameElement: Iri
    PartNumberElement: Iri
    PersonalName: Iri
    RWO: Iri
    Region: Iri
    Source: Iri
    State: Iri
    Temporal: Iri
    TemporalElement: Iri
    TermsOfAddressNameElement: Iri
    Title: Iri
    TitleElement: Iri
    Topic: Iri
    TopicElement: Iri
    Variant: Iri
    activityEndDate: Iri
    activityStartDate: Iri
    adminMetadata: Iri
    associatedLanguage: Iri
    associatedLocale: Iri
    authoritativeLabel: Iri
    birthDate: Iri
    birthPlace: Iri
    citationNote: Iri
    citationSource: Iri
    citationStatus: Iri
    classification: Iri
    code: Iri
    componentList: Iri
    deathDate: Iri
    deathPlace: Iri
    editorialNote: Iri
    elementList: Iri
    elementValue: Iri
    entityDescriptor: Iri
    exampleNote: Iri
    fieldOfActivity: Iri
    fullerName: Iri
    gender: Iri
    hasAffiliation: Iri
    hasBroaderAuthority: Iri
    hasCloseExternalAuthority: Iri
    hasEarlierEstablishedForm: Iri
    hasExactExternalAuthority: Iri
    hasLaterEstablishedForm: Iri
    hasNarrowerAuthority: Iri
    hasReciprocalAuthority: Iri
    hasRelatedAuthority: Iri
    hasSource: Iri
    hasVariant: Iri
    historyNote: Iri
    honoraryTitle: Iri
    identifiesRWO: Iri
    isIdentifiedByAuthority: Iri
    isMemberOfMADSCollection: Iri
    isMemberOfMADSScheme: Iri
    note: Iri
    occupation: Iri
    scopeNote: Iri
    useInstead: Iri
    variantLabel: Iri


class RDF(Vocabulary, base="http://www.w3.org/1999/02/22-rdf-syntax-ns#"):
    """RDF."""

    type: Iri
    value: Iri
    first: Iri
    rest: Iri
    nil: Iri
    subject: Iri
    predicate: Iri
    object: Iri


class RDFS(Vocabulary, base="http://www.w3.org/2000/01/rdf-schema#"):
    """RDF Schema."""

    Class: Iri
    label: Iri
    comment: Iri
    seeAlso: Iri
    subClassOf: Iri
    subPropertyOf: Iri
    isDefinedBy: Iri


class OWL(Vocabulary, base="http://www.w3.org/2002/07/owl#"):
    """OWL."""

    sameAs: Iri
    differentFrom: Iri
    Class: Iri
    ObjectProperty: Iri
    DatatypeProperty: Iri
    Ontology: Iri
    equivalentClass: Iri
    versionInfo: Iri


class XSD(Vocabulary, base="http://www.w3.org/2001/XMLSchema#"):
    """XML Schema datatypes."""

    string: Iri
    boolean: Iri
    integer: Iri
    decimal: Iri
    date: Iri
    dateTime: Iri
    duration: Iri
    gYear: Iri
    gYearMonth: Iri
    anyURI: Iri


class SKOS(Vocabulary, base="http://www.w3.org/2004/02/skos/core#"):
    """SKOS."""

    Concept: Iri
    ConceptScheme: Iri
    prefLabel: Iri
    altLabel: Iri
    hiddenLabel: Iri
    notation: Iri
    broader: Iri
    narrower: Iri
    related: Iri
    exactMatch: Iri
    closeMatch: Iri
    broadMatch: Iri
    narrowMatch: Iri
    relatedMatch: Iri
    inScheme: Iri
    topConceptOf: Iri
    scopeNote: Iri
    note: Iri
    definition: Iri
    changeNote: Iri
    editorialNote: Iri


class DCTERMS(Vocabulary, base="http://purl.org/dc/terms/"):
    """Dublin Core terms."""

    title: Iri
    creator: Iri
    contributor: Iri
    publisher: Iri
    subject: Iri
    description: Iri
    date: Iri
    created: Iri
    modified: Iri
    issued: Iri
    available: Iri
    type: Iri
    format: Iri
    language: Iri
    identifier: Iri
    source: Iri
    relation: Iri
    isPartOf: Iri
    hasPart: Iri
    rights: Iri
    license: Iri
    accessRights: Iri
    spatial: Iri
    temporal: Iri
    conformsTo: Iri
    isReplacedBy: Iri
    replaces: Iri
    provenance: Iri
    extent: Iri
    bibliographicCitation: Iri
    educationLevel: Iri
    audience: Iri


class PROV(Vocabulary, base="http://www.w3.org/ns/prov#"):
    """PROV: where statements come from."""

    Entity: Iri
    Activity: Iri
    Agent: Iri
    wasDerivedFrom: Iri
    wasGeneratedBy: Iri
    wasAttributedTo: Iri
    generatedAtTime: Iri
    hadPrimarySource: Iri
    value: Iri


class SCHEMA(Vocabulary, base="http://schema.org/"):
    """schema.org and its LRMI part."""

    learningResourceType: Iri
    educationalLevel: Iri
    educationalUse: Iri
    audience: Iri
    educationalAlignment: Iri
    timeRequired: Iri
    typicalAgeRange: Iri
    interactivityType: Iri
    isAccessibleForFree: Iri
    license: Iri
    inLanguage: Iri
    teaches: Iri
    assesses: Iri
    competencyRequired: Iri
    conditionsOfAccess: Iri
    thumbnailUrl: Iri
    EducationalAudience: Iri
    educationalRole: Iri


class FOAF(Vocabulary, base="http://xmlns.com/foaf/0.1/"):
    """FOAF."""

    name: Iri
    page: Iri
    homepage: Iri
    primaryTopic: Iri
    isPrimaryTopicOf: Iri


class VOID(Vocabulary, base="http://rdfs.org/ns/void#"):
    """VoID."""

    Dataset: Iri
    inDataset: Iri
    triples: Iri
    entities: Iri
    subset: Iri
    dataDump: Iri
    sparqlEndpoint: Iri
    classPartition: Iri
    propertyPartition: Iri
    property: Iri
    distinctSubjects: Iri
    distinctObjects: Iri
    uriSpace: Iri
    vocabulary: Iri
    exampleResource: Iri


class OTR(Vocabulary, base="https://w3id.org/otrar/"):
    """Our own few terms, defined in otrar.ttl."""

    Link: Iri
    score: Iri
    method: Iri
    verdict: Iri
    evidence: Iri
    generated: Iri
    search: Iri
    label: Iri
