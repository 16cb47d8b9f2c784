"""Names in a query that its vocabulary does not have, with the nearest one that it has."""

import re
from collections.abc import Mapping
from functools import cache

import ontology.names
from ontology.names import Iri, Vocabulary
from sparql.errors import QuerySyntaxError
from sparql.guard import Reading
from sparql.prefixes import PREFIXES
from sparql.tokens import position, tokenise
from sparql.words import nearest

_PLACE = re.compile(r"\bat (\d+):(\d+)")
_SENTENCE = re.compile(r"The [A-Z]+ [a-z][^,\[]+")
_EXPECTED = re.compile(r"(?<![A-Za-z'])[A-Z]{2,}[0-9]*\b|\"[^\"\\\\]\"")
# Of these we name only what we use; a term that we do not know may well exist.
_PARTLY_KNOWN = frozenset({"owl", "xsd", "rdfs", "rdf", "skos", "dcterms", "prov", "schema", "foaf", "void", "otr"})

Known = Mapping[str, frozenset[str]]
"""The local names that a namespace has, by namespace IRI."""


@cache
def our_terms() -> Known:
    """The namespaces that `ontology.names` has in full."""
    whole = {iri for prefix, iri in PREFIXES.items() if prefix not in _PARTLY_KNOWN}
    vocabularies = (v for v in vars(ontology.names).values() if isinstance(v, type) and issubclass(v, Vocabulary))
    return {v.BASE: _names(v) for v in vocabularies if getattr(v, "BASE", None) in whole}


def _names(vocabulary: type[Vocabulary]) -> frozenset[str]:
    return frozenset(name for name in dir(vocabulary) if isinstance(getattr(vocabulary, name), Iri) and name != "BASE")


def unknown_terms(reading: Reading, known: Known) -> list[str]:
    """A sentence for each class or property of a known namespace that the namespace does not have.

    Such a query is valid and finds nothing, which is the slip that costs people most time.
    """
    said: dict[str, str] = {}
    for token, iri in reading.iris:
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        namespace, name = iri[:cut], iri[cut:]
        if name and name not in known.get(namespace, frozenset({name})):
            meant = nearest(name, known[namespace])
            said[iri] = f"{token.text} is not known" + (f"; did you mean {_short(namespace, meant)}?" if meant else ".")
    return list(said.values())


def _short(namespace: str, name: str) -> str:
    prefix = next((prefix for prefix, iri in PREFIXES.items() if iri == namespace), None)
    return f"{prefix}:{name}" if prefix else f"<{namespace}{name}>"


def explain(text: str, problem: str) -> QuerySyntaxError:
    """The engine's report of a syntax error ("error at 3:10: expected …") in words, with line and column."""
    place = _PLACE.search(problem)
    if place is None:
        return QuerySyntaxError(problem)
    line, column = int(place[1]), int(place[2])
    expected = problem.partition("expected ")[2]
    if sentence := _SENTENCE.search(expected):
        return QuerySyntaxError(f"{sentence[0]}.", line, column)
    if "IRI parsing failed" in expected:
        return QuerySyntaxError("Before this place stands a relative IRI; write it whole.", line, column)
    found = next((t.text for t in tokenise(text) if position(text, t.start) >= (line, column)), None)
    # The parser names these wherever a pattern breaks off, whatever is missing there.
    wanted = [word for word in dict.fromkeys(_EXPECTED.findall(expected)) if word not in ("OPTIONAL", "LATERAL", "SERVICE")]
    message = f"Something is wrong at or just before `{found}`." if found else "Something is missing or too much before this."
    hint = f"Expected was one of {', '.join(wanted)}." if wanted else ""
    return QuerySyntaxError(message, line, column, hint)
