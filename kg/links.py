"""Links of our things to authorities: kept in the ledger, written to ``{base}graph/links`` with what they rest on.

A link that stays the same keeps its date, so that the same input gives the same graph.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import batched
from typing import NamedTuple

import pyoxigraph as ox
import sqlalchemy as sa

from conversions.keys import digest
from kg.cluster_ledger import MENTIONS, Waiting
from kg.decisions import Decided, Decision
from kg.ledger import Ledger
from kg.reconcile import METHOD, Found, Verdict
from ontology.names import DCTERMS, OTR, OWL, PROV, RDF, SKOS, XSD, Iri

ACCEPTED = "accepted"
"""The verdict of a link that a person has accepted."""

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

    @property
    def scheme(self) -> str:
        """The authority file, whatever its version."""
        return self.version.partition(" ")[0]


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

    def waiting(self, limit: int = -1) -> list[Waiting]:
        """The links that wait for a person, the most doubtful first, with how many records speak of the thing of ours."""
        reach = sa.select(sa.func.count()).select_from(MENTIONS).where(MENTIONS.c.iri == _links.c.subject).scalar_subquery()
        query = sa.select(_links, reach.label("reach")).where(_links.c.verdict == Verdict.REVIEW)
        query = query.order_by(sa.func.abs(_links.c.score - 0.5), reach.desc(), _links.c.subject, _links.c.object)
        with self._ledger.begin() as connection:
            rows = connection.execute(query.limit(limit) if limit >= 0 else query).all()
        return [Waiting(r.subject, r.object, r.score, tuple(r.evidence), r.reach, _seconds(r.date)) for r in rows]

    def count_waiting(self, without: Iterable[tuple[str, str]] = ()) -> int:
        """How many links wait, those not counted that were decided already."""
        query = sa.select(_links.c.subject, _links.c.object).where(_links.c.verdict == Verdict.REVIEW)
        with self._ledger.begin() as connection:
            every = int(connection.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0)
            pairs = sa.tuple_(_links.c.subject, _links.c.object)
            decided = sum(len(connection.execute(query.where(pairs.in_(some))).all()) for some in batched(sorted(without), 200))
        return every - decided


def _seconds(day: str) -> float:
    return datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()


def as_decided(links: Iterable[Link], said: Decided, moved: Mapping[str, str]) -> Iterator[Link]:
    """The links as people decided: what they rejected left out, what they accepted whether it was found or not.

    Who is said to be one authority of a file waits for no other of that file. ``moved`` gives where things of ours have moved.
    """
    found = [each._replace(subject=moved.get(each.subject, each.subject)) for each in links]
    schemes = {(each.subject, each.scheme) for each in found if (each.subject, each.object) in said.accepted}
    known = {(each.subject, each.object): each for each in found}
    for pair, link in known.items():
        waits = link.verdict == Verdict.REVIEW and (link.subject, link.scheme) in schemes
        if pair not in said.rejected and pair not in said.accepted and not waits:
            yield link
    for pair, decision in said.accepted.items():
        yield _accepted(pair, decision, known.get(pair))


def _accepted(pair: tuple[str, str], decision: Decision, found: Link | None) -> Link:
    """A link that a person has accepted: surely a match, with what was found for it."""
    day = datetime.fromtimestamp(decision.at, UTC).date().isoformat()
    made = found or Link(*pair, "", 1.0, "", (), "", "", day)
    predicate = str(OWL.sameAs) if made.predicate == OWL.sameAs else str(SKOS.exactMatch)
    return made._replace(predicate=predicate, verdict=ACCEPTED, method=f"decision {decision.id}", date=day)


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


def link_quads(links: Iterable[Link], rejected: Iterable[tuple[str, str]], graph: str) -> Iterator[ox.Quad]:
    """The statements of links: the link itself, which a reader can follow, and a node about it, with what it rests on.

    What is for review is not said of the thing itself, but for its being near (skos:closeMatch); what a person rejected is said
    to be another (owl:differentFrom).
    """
    name = ox.NamedNode(graph)
    for ours, authority in sorted(rejected):
        yield ox.Quad(ox.NamedNode(ours), ox.NamedNode(OWL.differentFrom), ox.NamedNode(authority), name)
    for link in links:
        subject, predicate, target = ox.NamedNode(link.subject), ox.NamedNode(link.predicate), ox.NamedNode(link.object)
        node = ox.NamedNode(f"{graph}#{digest(f'{link.subject} {link.object}')}")
        yield ox.Quad(subject, predicate, target, name)
        for p, value in (
            (RDF.type, ox.NamedNode(OTR.Link)), (RDF.subject, subject), (RDF.predicate, predicate), (RDF.object, target),
            (OTR.score, _typed(f"{link.score:.4f}", XSD.decimal)), (OTR.verdict, ox.Literal(link.verdict)),
            (OTR.method, ox.Literal(link.method)), (PROV.hadPrimarySource, link.version and ox.Literal(link.version)),
            (DCTERMS.date, _typed(link.date, XSD.date)),
        ):  # fmt: skip
            if value:
                yield ox.Quad(node, ox.NamedNode(p), value, name)
        for evidence in link.evidence:
            yield ox.Quad(node, ox.NamedNode(OTR.evidence), ox.Literal(evidence, language="en"), name)


def _typed(text: str, datatype: Iri) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(datatype))
