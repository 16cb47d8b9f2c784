"""The query operation of the SPARQL 1.1 Protocol, without a web framework: a Request in, a Response out.

    GET   ?query=…                                   } with default-graph-uri and named-graph-uri as often as wanted,
    POST  application/x-www-form-urlencoded          } and format=, a short name that overrides Accept
    POST  application/sparql-query, the query as body; the graphs and format= in the address
    HEAD  as GET, without the body;  OPTIONS  what is allowed, for browsers of other sites

An answer is sent while it is made. What fails before its first bytes has a proper status and says why in plain text; what fails
later raises from the body, and the server must break the connection off, so that nobody takes the part for the whole.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from sparql.errors import Busy, NotAcceptable, QueryError, SparqlError
from sparql.messages import Query
from sparql.pool import PUBLIC, Pool

_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
LONGEST = 1 << 20  # bytes of a query with all its parameters
METHODS = "GET, HEAD, POST, OPTIONS"
_CORS = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag, Retry-After, Otrar-Hint"),
)


class UnsupportedMediaType(QueryError):
    """A body that is neither a form nor a query."""

    status = 415


class MethodNotAllowed(QueryError):
    """A method that queries do not have."""

    status = 405


class TooLarge(QueryError):
    """A query longer than anybody writes."""

    status = 413


def _stays() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Request:
    """What came in.

    query_string: of the address, still encoded.
    headers: by name in lower case.
    client: who asks, such as the network address; clients take turns.
    gone: whether the client has closed the connection, where the server can tell.
    """

    method: str
    query_string: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    client: str = ""
    gone: Callable[[], bool] = _stays


@dataclass(frozen=True, slots=True)
class Response:
    """What goes out. `body` may have a `close()`, to be called when the client leaves before its end."""

    status: int
    headers: list[tuple[str, str]]
    body: Iterable[bytes] = ()


def respond(pool: Pool, request: Request, lane: str = PUBLIC) -> Response:
    """Answer one request; every SparqlError becomes a response."""
    try:
        match request.method:
            case "OPTIONS":
                return _options()
            case "GET" | "HEAD" | "POST":
                return _answer(pool, request, lane)
            case _:
                raise MethodNotAllowed(f"Queries are sent by {METHODS}, not by {request.method}.")
    except SparqlError as error:
        return failure(error, _text(request) if error.line else "")


def _answer(pool: Pool, request: Request, lane: str) -> Response:
    parameters = _parameters(request)
    query = Query(
        _one(parameters, "query"),
        default_graphs=tuple(value for name, value in parameters if name == "default-graph-uri"),
        named_graphs=tuple(value for name, value in parameters if name == "named-graph-uri"),
    )
    wanted, accept = _one(parameters, "format", ""), request.headers.get("accept", "")
    gzip = takes_gzip(request.headers.get("accept-encoding", ""))
    tag = etag(pool.version, parameters, accept, gzip)
    if request.method != "POST" and tag in request.headers.get("if-none-match", ""):
        return Response(304, [("ETag", tag), *_caching(), *_CORS])
    answer = pool.run(query, format=wanted, accept=accept, gzip=gzip, lane=lane, client=request.client, gone=request.gone)
    headers = [("Content-Type", answer.format.content_type), *_caching(), *_CORS]
    if answer.gzip:
        headers.append(("Content-Encoding", "gzip"))
    if not answer.changes and request.method != "POST":
        headers.append(("ETag", etag(answer.version, parameters, accept, gzip)))
    headers += [("Otrar-Hint", _ascii(hint)) for hint in answer.hints]
    if request.method == "HEAD":
        answer.chunks.close()
        return Response(200, headers)
    return Response(200, headers, answer.chunks)


def failure(error: SparqlError, text: str = "") -> Response:
    """An error as a response: what is wrong, the line of the query with a mark under the place, what was meant."""
    lines = [str(error)]
    if error.line and error.column and error.line <= text.count("\n") + 1:
        source = text.split("\n")[error.line - 1].expandtabs(1)
        start = max(0, error.column - 60)
        lines += ["", source[start : start + 120], " " * (error.column - 1 - start) + "^"]
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store"), *_CORS]
    if isinstance(error, Busy) or error.status == 503:
        headers.append(("Retry-After", str(Busy.retry_after)))
    if isinstance(error, MethodNotAllowed):
        headers.append(("Allow", METHODS))
    if isinstance(error, NotAcceptable):
        headers.append(("Vary", "Accept"))
    return Response(error.status, headers, ["\n".join([*lines, ""]).encode()])


def etag(version: str, parameters: Iterable[tuple[str, str]], accept: str, gzip: bool) -> str:
    """What names an answer: the published copy, and all of the request that it depends on. No query need run for it."""
    key = repr((version, list(parameters), accept, gzip))
    return f'"{hashlib.sha256(key.encode()).hexdigest()[:32]}"'


def takes_gzip(accept_encoding: str) -> bool:
    """Whether an Accept-Encoding header allows gzip."""
    weights = dict(_weight(item) for item in accept_encoding.lower().split(","))
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0


def _weight(item: str) -> tuple[str, float]:
    coding, _, q = item.partition(";")
    try:
        return coding.strip(), float(q.strip().removeprefix("q=") or 1)
    except ValueError:
        return coding.strip(), 0.0


def _caching() -> list[tuple[str, str]]:
    # Caches may keep an answer, and ask each time whether another copy has been published since.
    return [("Cache-Control", "public, no-cache"), ("Vary", "Accept, Accept-Encoding")]


def _options() -> Response:
    allowed = [
        ("Allow", METHODS),
        ("Access-Control-Allow-Methods", METHODS),
        ("Access-Control-Allow-Headers", "Accept, Content-Type, If-None-Match"),
        ("Access-Control-Max-Age", "86400"),
    ]
    return Response(204, [*allowed, *_CORS])


def _parameters(request: Request) -> list[tuple[str, str]]:
    """All parameters of the request, the query among them, in their order."""
    if len(request.body) > LONGEST or len(request.query_string) > LONGEST:
        raise TooLarge(f"A query may have {LONGEST // 1024} KB.")
    parameters = _decode(request.query_string)
    if request.method != "POST":
        return parameters
    media_type, _, rest = request.headers.get("content-type", "").partition(";")
    sent = media_type.strip().lower()
    if sent == _FORM:
        return parameters + _decode(_body(request, rest))
    if sent == _QUERY:
        return [*parameters, ("query", _body(request, rest))]
    if sent == _UPDATE:
        raise QueryError("That is an update. This endpoint answers queries only.")
    raise UnsupportedMediaType(f"A query is sent as {_FORM} or {_QUERY}, not as {sent or 'an untyped body'}.")


def _body(request: Request, type_parameters: str) -> str:
    charset = "utf-8"
    for parameter in type_parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip('"')
    try:
        return request.body.decode(charset)
    except LookupError:
        raise UnsupportedMediaType(f"The charset {charset!r} is not known; send UTF-8.") from None
    except UnicodeDecodeError as error:
        raise QueryError(f"Byte {error.start} of the body is not {charset}; send UTF-8.") from None


def _decode(encoded: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise QueryError("The parameters are not UTF-8 under their percent signs.") from None
    except ValueError:
        raise QueryError("There are more than 1000 parameters.") from None


def _one(parameters: Iterable[tuple[str, str]], name: str, default: str | None = None) -> str:
    values = [value for key, value in parameters if key == name]
    if not values and default is not None:
        return default
    if len(values) != 1:
        found = f"{len(values)} times" if values else "not at all"
        raise QueryError(f"The parameter `{name}` is needed once, and is there {found}.")
    return values[0]


def _text(request: Request) -> str:
    return _one(_parameters(request), "query")


def _ascii(sentence: str) -> str:
    return sentence.encode("ascii", "replace").decode()
