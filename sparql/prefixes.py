"""The prefixes that a query may use without declaring them; also those that our Turtle is written with."""

from ontology.names import BF, BFLC, DCTERMS, FOAF, MADS, OTR, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, VOID, XSD, Iri

PREFIXES: dict[str, Iri] = {
    "bf": BF.BASE,
    "bflc": BFLC.BASE,
    "madsrdf": MADS.BASE,
    "rdf": RDF.BASE,
    "rdfs": RDFS.BASE,
    "owl": OWL.BASE,
    "xsd": XSD.BASE,
    "skos": SKOS.BASE,
    "dcterms": DCTERMS.BASE,
    "prov": PROV.BASE,
    "schema": SCHEMA.BASE,
    "lrmi": Iri("http://purl.org/dcx/lrmi-terms/"),
    "void": VOID.BASE,
    "dcat": Iri("http://www.w3.org/ns/dcat#"),
    "foaf": FOAF.BASE,
    "otr": OTR.BASE,
}
