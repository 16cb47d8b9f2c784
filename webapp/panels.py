"""The query behind each panel of a page: what was asked of the graph, to be changed, run again or taken as data."""

from functools import cache, lru_cache
from typing import NamedTuple

import pyoxigraph as ox
from flask import Flask, url_for

from sparql.guard import Reading, bind, read
from sparql.queries import named
from webapp.languages import language


class Panel(NamedTuple):
    """A query of sparql/queries by its name, or one of this module's by its text; ``parameter`` stands for the page's thing."""

    query: str
    parameter: str


_WORKS_OF_SUBJECT = """# Which works have this subject, also as a part of one?
SELECT ?work (SAMPLE(?main) AS ?title) (MIN(?date) AS ?first)
WHERE {
  { ?work bf:subject|bf:genreForm ?thing } UNION { ?work bf:subject/madsrdf:componentList/rdf:rest*/rdf:first ?thing }
  ?work a bf:Work ; bf:title/bf:mainTitle ?main
  OPTIONAL { ?work bf:hasInstance/bf:provisionActivity/bf:date ?date }
}
GROUP BY ?work
ORDER BY ?first ?title"""

_AUTHORS_OF_SUBJECT = """# Who wrote most about this subject?
SELECT ?agent (SAMPLE(?label) AS ?name) (COUNT(DISTINCT ?work) AS ?works)
WHERE {
  ?work bf:subject|bf:genreForm ?thing ; bf:contribution/bf:agent ?agent .
  ?agent rdfs:label ?label
}
GROUP BY ?agent
ORDER BY DESC(?works) ?name"""

_NEIGHBOURS = """# Which subjects stand beside this one?
SELECT ?other (SAMPLE(?label) AS ?name) (COUNT(DISTINCT ?work) AS ?works)
WHERE {
  ?work bf:subject|bf:genreForm ?thing ; bf:subject ?other .
  ?other rdfs:label|madsrdf:authoritativeLabel ?label
  FILTER(?other != ?thing)
}
GROUP BY ?other
ORDER BY DESC(?works) ?name"""

_VERSIONS = """# Which other versions and translations does this work have?
SELECT ?version ?language (SAMPLE(?main) AS ?title)
WHERE {
  { ?thing bf:expressionOf/^bf:expressionOf ?version } UNION { ?version bf:expressionOf ?thing }
  ?version bf:title/bf:mainTitle ?main
  OPTIONAL { ?version bf:language ?language }
  FILTER(?version != ?thing)
}
GROUP BY ?version ?language
ORDER BY ?language ?title"""

_SUBJECTS = """# What is this work about, and of which genre is it?
SELECT DISTINCT ?subject ?name
WHERE { ?thing bf:subject|bf:genreForm ?subject . ?subject rdfs:label|madsrdf:authoritativeLabel ?name }
ORDER BY ?name"""

_RELATED = """# What is related to this work?
SELECT DISTINCT ?relationship ?other
WHERE {
  { ?thing bf:relation ?relation . ?relation bf:associatedResource ?other }
  UNION { ?other bf:relation ?relation . ?relation bf:associatedResource ?thing }
  OPTIONAL { ?relation bf:relationship ?relationship }
}"""

_TIMELINE = """# How many works of an author were first published in which decade?
SELECT ?decade (COUNT(?work) AS ?works)
WHERE {
  { SELECT ?work (MIN(?date) AS ?first)
    WHERE {
      ?work a bf:Work ; bf:contribution/bf:agent ?thing ; bf:hasInstance/bf:provisionActivity/bf:date ?date
    }
    GROUP BY ?work }
  BIND(CONCAT(SUBSTR(STR(?first), 1, 3), "0") AS ?decade)
}
GROUP BY ?decade
ORDER BY ?decade"""

_LIBRARIES = """# Which libraries have works of this author, and how many?
SELECT ?source (SAMPLE(?label) AS ?name) (COUNT(DISTINCT ?work) AS ?works)
WHERE {
  ?work a bf:Work ; bf:contribution/bf:agent ?thing ; bf:hasInstance ?instance .
  ?record foaf:primaryTopic ?instance ; void:inDataset ?source
  OPTIONAL { ?source rdfs:label ?label }
}
GROUP BY ?source
ORDER BY DESC(?works)"""

_LANGUAGES = """# In which languages are the works of this author?
SELECT ?language (COUNT(DISTINCT ?work) AS ?works)
WHERE { ?work a bf:Work ; bf:contribution/bf:agent ?thing ; bf:language ?language }
GROUP BY ?language
ORDER BY DESC(?works)"""

_BROADER = """# What is broader and narrower than this subject?
SELECT ?broader ?narrower
WHERE { { ?thing skos:broader ?broader } UNION { ?narrower skos:broader ?thing } }"""

_SAME = """# What is this thing called elsewhere?
SELECT DISTINCT ?same WHERE { ?thing owl:sameAs|skos:exactMatch|skos:closeMatch ?same } ORDER BY ?same"""

_NAMES = """# Which names does this thing have, and which record uses each?
SELECT ?name ?record
WHERE { GRAPH ?record { ?thing rdfs:label|madsrdf:authoritativeLabel|(bf:title/bf:mainTitle) ?name } }
ORDER BY ?name ?record"""

PANELS = {
    "works-of-agent": Panel("works-of-author", "author"),
    "works-about-agent": Panel("works-about-person", "person"),
    "co-authors": Panel("co-authors", "author"),
    "subjects-of-agent": Panel("subjects-of-author", "author"),
    "timeline": Panel(_TIMELINE, "thing"),
    "libraries": Panel(_LIBRARIES, "thing"),
    "languages": Panel(_LANGUAGES, "thing"),
    "names": Panel(_NAMES, "thing"),
    "editions": Panel("editions-of-work", "work"),
    "versions": Panel(_VERSIONS, "thing"),
    "subjects-of-work": Panel(_SUBJECTS, "thing"),
    "related": Panel(_RELATED, "thing"),
    "works-of-subject": Panel(_WORKS_OF_SUBJECT, "thing"),
    "agents-of-subject": Panel(_AUTHORS_OF_SUBJECT, "thing"),
    "neighbours": Panel(_NEIGHBOURS, "thing"),
    "broader": Panel(_BROADER, "thing"),
    "same": Panel(_SAME, "thing"),
    "statements": Panel("who-says-what", "thing"),
}
"""Each panel and the query that answers what it shows."""


def prepare(app: Flask) -> None:
    """Give templates the addresses of queries."""
    app.context_processor(lambda: {"query_of": query_address, "data_of": data_address})


def query(panel: str, iri: str) -> str:
    """The query behind a panel of the page about ``iri``, with its question in the reader's language where there is one."""
    return _query(panel, iri, language())


@lru_cache(256)
def _query(panel: str, iri: str, language: str) -> str:
    asked, parameter = PANELS[panel]
    question = "" if asked.startswith("#") else f"# {named(asked).question(language)}\n"
    return question + bind(_reading(asked), {parameter: ox.NamedNode(iri)})


@cache
def _reading(asked: str) -> Reading:
    """A query by its text or name, read."""
    return read(asked if asked.startswith("#") else named(asked).text)


def query_address(panel: str, iri: str) -> str:
    """Where the query stands in the editor, with its answer."""
    return url_for("sparql", query=query(panel, iri))


def data_address(panel: str, iri: str) -> str:
    """Where the answer is a file."""
    return f"{query_address(panel, iri)}&format=csv"
