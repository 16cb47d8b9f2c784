"""What is published, as requests read it: all threads share a reader, and move on when a new publication is there."""

from threading import Lock
from typing import cast

from flask import current_app, g

from kg.changes import ChangeLog
from kg.describe import Reader
from kg.ledger import Ledger
from kg.profiles import Facts, facts
from kg.publish import current, newest
from kg.redirects import Redirects
from kg.settings import Settings


class Published:
    """Gives each request a reader of the newest publication."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.ledger = Ledger(settings.ledger_url)
        self.changes, self.redirects = ChangeLog(self.ledger), Redirects(self.ledger)
        self.ledger.close()  # the server's processes are forked after this, and none may have another's connection
        self._lock = Lock()
        self._reader: Reader | None = None

    def reader(self) -> Reader:
        """A reader of the newest publication. Raises GraphError where nothing is published."""
        folder = newest(self.settings.state)
        reader = self._reader
        if reader is None or reader.publication.folder != folder:
            with self._lock:
                reader = self._reader
                if reader is None or reader.publication.folder != folder:
                    reader = self._reader = Reader(current(self.settings.state), self.settings.base)
        return reader


def published() -> Published:
    """Of the application that answers this request."""
    return cast(Published, current_app.extensions["otrar"])


def reader() -> Reader:
    """The reader for this request: the same one until it is answered, whatever is published meanwhile."""
    if "reader" not in g:
        g.reader = published().reader()
    return cast(Reader, g.reader)


def known(iri: str) -> Facts:
    """What simple formats tell of a thing; gathered once a request, since a page tells it in several of them."""
    of: dict[str, Facts] = g.setdefault("known", {})
    if iri not in of:
        of[iri] = facts(reader(), iri)
    return of[iri]


def settings() -> Settings:
    """The settings in force."""
    return published().settings
