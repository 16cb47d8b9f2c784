"""What can go wrong with a query, as one tree. Every message is for the person who asked.

SparqlError
├─ QueryError                 400  the query, or the way it was sent, is at fault
│  ├─ QuerySyntaxError             it is not SPARQL, or uses a prefix nobody declared
│  └─ QueryRefused                 it is SPARQL, but asks for what is never done here: SERVICE, LOAD, file: IRIs
├─ NotAcceptable              406  no format that the client takes
├─ Busy                       429  too many queries wait already; `retry_after` seconds
├─ TimedOut                   503  it ran longer than its limit
├─ OutOfMemory                503  it needed more memory than one query may have
├─ WorkerDied                 503  its worker was killed from outside
├─ StoreUnavailable           503  the published copy cannot be opened
├─ Postponed                  503  it is no short query, and begins again when a place for a long one is free
├─ EvaluationError            500  the engine failed on it
└─ ClientGone                 499  nobody waits for the answer any more
"""


class SparqlError(Exception):
    """A query that gets no answer; `status` is the HTTP status that says so.

    Args:
        message: what was found, what was expected, what to do.
        line, column: where in the query, counted from 1; None where there is no such place.
        hint: what was probably meant.
    """

    status = 500

    def __init__(self, message: str, line: int | None = None, column: int | None = None, hint: str = "") -> None:
        # All of them are `args`, so that the error arrives whole when a worker process sends it.
        super().__init__(message, line, column, hint)
        self.message, self.line, self.column, self.hint = message, line, column, hint

    def __str__(self) -> str:
        where = f"line {self.line}, column {self.column}: " if self.line else ""
        return where + self.message + (f" {self.hint}" if self.hint else "")


class QueryError(SparqlError):
    """A fault of the query or of the request."""

    status = 400


class QuerySyntaxError(QueryError):
    """Text that is not a SPARQL query."""


class QueryRefused(QueryError):
    """A query for something that this endpoint never does."""


class NotAcceptable(SparqlError):
    """None of the formats on offer is one that the client takes."""

    status = 406


class Busy(SparqlError):
    """The queue is full, or the wait in it was too long."""

    status = 429
    retry_after = 5


class TimedOut(SparqlError):
    """The query ran into its time limit and was ended."""

    status = 503


class OutOfMemory(SparqlError):
    """The query ran into its memory limit and was ended."""

    status = 503


class WorkerDied(SparqlError):
    """The process that ran the query is gone, through no fault of the query that we know of."""

    status = 503


class StoreUnavailable(SparqlError):
    """The published copy of the store cannot be opened."""

    status = 503


class Postponed(SparqlError):
    """The query was ended to begin again; whoever asked never sees this."""

    status = 503


class EvaluationError(SparqlError):
    """The engine failed while it answered."""


class ClientGone(SparqlError):
    """The client closed the connection before the answer began."""

    status = 499
