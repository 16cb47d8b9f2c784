"""What is published, as requests read it: each thread has a reader of its own, and moves on when a new publication is there."""

from threading import local
from typing import cast

from flask import current_app, g

from kg.changes import ChangeLog
from kg.describe import Reader
from kg.ledger import Ledger
from kg.publish import current
from kg.redirects import Redirects
from kg.settings import Settings


class Published:
    """Gives each request a reader of the newest publication."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.ledger = Ledger(settings.ledger_url)
        self.changes, self.redirects = ChangeLog(self.ledger), Redirects(self.ledger)
        self._of_thread = local()

    def reader(self) -> Reader:
        """A reader for this thread. Raises GraphError where nothing is published."""
        publication = current(self.settings.state)
        reader: Reader | None = getattr(self._of_thread, "reader", None)
        if reader is None or reader.publication.folder != publication.folder:
            reader = Reader(publication, self.settings.base)
            self._of_thread.reader = reader
        return reader


def published() -> Published:
    """Of the application that answers this request."""
    return cast(Published, current_app.extensions["otrar"])


def reader() -> Reader:
    """The reader for this request: the same one until it is answered, whatever is published meanwhile."""
    if "reader" not in g:
        g.reader = published().reader()
    return cast(Reader, g.reader)


def settings() -> Settings:
    """The settings in force."""
    return published().settings
