"""How far the harvest of each list of a repository has come: a table of the ledger."""

from dataclasses import asdict, dataclass

import sqlalchemy as sa

from kg.ledger import Ledger

_tables = sa.MetaData()
_harvests = sa.Table(
    "harvests",
    _tables,
    sa.Column("source", sa.String, primary_key=True),
    sa.Column("set", sa.String, primary_key=True),
    sa.Column("address", sa.String, nullable=False),
    sa.Column("prefix", sa.String, nullable=False),
    sa.Column("format", sa.String, nullable=False),
    sa.Column("since", sa.String, nullable=False),
    sa.Column("token", sa.String, nullable=False),
    sa.Column("began", sa.String, nullable=False),
    sa.Column("run", sa.Integer, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Harvest:
    """One list: all records of a source, or those of a ``set``, in one metadata format (``prefix``) at one ``address``.

    ``since``: only what changed from then on is asked for; "" for all. While a list is being received, ``token`` asks for its
    next page and ``began`` is the repository's time at its first page, which is the next ``since``. ``format``: what MARC
    there is in it. ``run``: the run that the list belongs to.
    """

    source: str
    set: str
    address: str
    prefix: str
    format: str = ""
    since: str = ""
    token: str = ""
    began: str = ""
    run: int = 0


class HarvestLedger:
    """The harvests in a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        ledger.create(_tables)

    def of(self, source: str, set: str) -> Harvest | None:
        """How far a list has come; None if it was never begun."""
        with self._ledger.begin() as connection:
            row = connection.execute(_harvests.select().where(*_this(source, set))).one_or_none()
        return Harvest(**row._mapping) if row else None

    def keep(self, harvest: Harvest) -> None:
        """Note how far a list has come."""
        with self._ledger.begin() as connection:
            connection.execute(_harvests.delete().where(*_this(harvest.source, harvest.set)))
            connection.execute(_harvests.insert().values(**asdict(harvest)))


def _this(source: str, set: str) -> tuple[sa.ColumnElement[bool], ...]:
    return _harvests.c.source == source, _harvests.c.set == set
