"""Links of our things to authorities: kept in the ledger, written to ``{base}graph/links`` with what they rest on.

A link that stays the same keeps its date, so that the same input gives the same graph.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

import pyoxigraph as ox
import sqlalchemy as sa

from conversions.keys import digest
from kg.ledger import Ledger
from kg.reconcile import METHOD, Found
from ontology.names import DCTERMS, OTR, PROV, RDF, XSD, Iri

_tables = sa.MetaData()
_links = sa.Table(
    "links",
    _tables,
    sa.Column("subject", sa.String, primary_key=True),
    sa.Column("object", sa.String, primary_key=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("predicate", sa.String, nullable=False),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("verdict", sa.String, nullable=False),
    sa.Column("evidence", sa.JSON, nullable=False),
    sa.Column("method", sa.String, nullable=False),
    sa.Column("version", sa.String, nullable=False),
    sa.Column("scheme", sa.String, nullable=False, index=True),
    sa.Column("date", sa.String, nullable=False),
)


class Link(NamedTuple):
    """A link as it is kept; ``version`` is the authority file with its version, ``date`` the day when it was found."""

    subject: str
    object: str
    predicate: str
    score: float
    verdict: str
    evidence: tuple[str, ...]
    method: str
    version: str
    date: str


class Links:
    """The links in the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        ledger.create(_tables)

    def replace(self, schemes: Iterable[str], kinds: Iterable[str], found: Iterable[Found]) -> None:
        """Make these the links to the authority files of these schemes, of things of these kinds, or of all if there are none."""
        today = datetime.now(UTC).date().isoformat()
        of = [_links.c.scheme.in_(list(schemes))]
        if wanted := list(kinds):
            of.append(_links.c.kind.in_(wanted))
        with self._ledger.begin() as connection:
            before = {(row.subject, row.object): row for row in connection.execute(sa.select(_links).where(*of))}
            connection.execute(_links.delete().where(*of))
            rows = {(each.subject, each.object): _row(each, before, today) for each in found}
            if rows:
                connection.execute(_links.insert(), list(rows.values()))

    def all(self, verdict: str = "") -> Iterator[Link]:
        """All links, or those of a verdict, in the order of their subjects."""
        query = sa.select(_links).order_by(_links.c.subject, _links.c.object)
        if verdict:
            query = query.where(_links.c.verdict == verdict)
        with self._ledger.begin() as connection:
            rows = connection.execute(query).all()
        for row in rows:
            values = {name: getattr(row, name) for name in Link._fields}
            yield Link(**values | {"evidence": tuple(row.evidence)})


def _row(found: Found, before: Mapping[tuple[str, str], sa.Row[tuple[object, ...]]], today: str) -> dict[str, object]:
    row: dict[str, object] = {
        "subject": found.subject, "kind": found.kind, "object": found.object, "predicate": str(found.predicate),
        "score": found.score.probability,
        "verdict": str(found.verdict), "evidence": list(found.score.evidence), "method": METHOD, "version": found.version,
        "scheme": found.version.partition(" ")[0],
    }  # fmt: skip
    earlier = before.get((found.subject, found.object))
    same = earlier is not None and all(getattr(earlier, name) == value for name, value in row.items())
    return row | {"date": earlier.date if earlier is not None and same else today}


def link_quads(links: Iterable[Link], graph: str) -> Iterator[ox.Quad]:
    """The statements of links: the link itself, which a reader can follow, and a node about it, with what it rests on.

    What is for review is not said of the thing itself, but for its being near (skos:closeMatch).
    """
    name = ox.NamedNode(graph)
    for link in links:
        subject, predicate, target = ox.NamedNode(link.subject), ox.NamedNode(link.predicate), ox.NamedNode(link.object)
        node = ox.NamedNode(f"{graph}#{digest(f'{link.subject} {link.object}')}")
        yield ox.Quad(subject, predicate, target, name)
        for p, value in (
            (RDF.type, ox.NamedNode(OTR.Link)), (RDF.subject, subject), (RDF.predicate, predicate), (RDF.object, target),
            (OTR.score, _typed(f"{link.score:.4f}", XSD.decimal)), (OTR.verdict, ox.Literal(link.verdict)),
            (OTR.method, ox.Literal(link.method)), (PROV.hadPrimarySource, ox.Literal(link.version)),
            (DCTERMS.date, _typed(link.date, XSD.date)),
        ):  # fmt: skip
            yield ox.Quad(node, ox.NamedNode(p), value, name)
        for evidence in link.evidence:
            yield ox.Quad(node, ox.NamedNode(OTR.evidence), ox.Literal(evidence, language="en"), name)


def _typed(text: str, datatype: Iri) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(datatype))
