"""The sample repositories, served by OAI-PMH on this machine, so that the demo harvests as one harvests any repository.

    with serving() as address:      # address + "theses", address + "lessons"

The records are the files theses.xml and lessons.xml beside this module: what a person edits.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from threading import Thread
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape, quoteattr

PAGE = 6
"""Records on one page of a list."""
DATE = "2026-01-15T09:30:00Z"
"""The time of every answer: the samples do not change."""

_FORMATS = {
    "theses": ("dim", "http://www.dspace.org/xmlns/dspace/dim"),
    "lessons": ("lom", "http://ltsc.ieee.org/xsd/LOM"),
}
_RECORD = re.compile(r"<record>.*?</record>", re.S)
_HEADER = re.compile(r"<header.*?</header>", re.S)
_DATESTAMP = re.compile(r"<datestamp>(.*?)</datestamp>")
_SET = re.compile(r"<setSpec>(.*?)</setSpec>")


@cache
def records(repository: str) -> tuple[str, ...]:
    """The records of a repository as XML, in the order of its file."""
    return tuple(_RECORD.findall(files("kg.samples").joinpath(f"{repository}.xml").read_text("utf-8")))


def answer(repository: str, query: Mapping[str, str]) -> str:
    """The answer to one request of OAI-PMH 2.0."""
    verb = query.get("verb", "")
    body = _ANSWERS[verb](repository, query) if verb in _ANSWERS else _error("badVerb", "This repository knows no such verb.")
    asked = "".join(f" {name}={quoteattr(value)}" for name, value in query.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        f"<responseDate>{DATE}</responseDate><request{asked}>{escape(repository)}</request>{body}</OAI-PMH>"
    )


def _error(code: str, message: str) -> str:
    return f'<error code="{code}">{escape(message)}</error>'


def _identify(repository: str, query: Mapping[str, str]) -> str:
    return (
        f"<Identify><repositoryName>Sample {repository}</repositoryName><protocolVersion>2.0</protocolVersion>"
        "<earliestDatestamp>2026-01-01</earliestDatestamp><deletedRecord>persistent</deletedRecord>"
        "<granularity>YYYY-MM-DD</granularity></Identify>"
    )


def _formats(repository: str, query: Mapping[str, str]) -> str:
    prefix, namespace = _FORMATS[repository]
    return (
        f"<ListMetadataFormats><metadataFormat><metadataPrefix>{prefix}</metadataPrefix><schema>{namespace}</schema>"
        f"<metadataNamespace>{namespace}</metadataNamespace></metadataFormat></ListMetadataFormats>"
    )


def _list(repository: str, query: Mapping[str, str]) -> str:
    verb, token = query["verb"], query.get("resumptionToken")
    if token is None and query.get("metadataPrefix") != _FORMATS[repository][0]:
        return _error("cannotDisseminateFormat", f"The format here is {_FORMATS[repository][0]}.")
    start, since, name = ((token or f"0|{query.get('from', '')}|{query.get('set', '')}") + "||").split("|")[:3]
    chosen = [each for each in records(repository) if _is_asked_for(each, since, name)]
    if not chosen or not start.isdigit() or int(start) >= len(chosen):
        return _error("badResumptionToken" if token else "noRecordsMatch", "There is nothing there.")
    end = int(start) + PAGE
    page = [each if verb == "ListRecords" else "".join(_HEADER.findall(each)) for each in chosen[int(start) : end]]
    following = f"{end}|{since}|{name}" if end < len(chosen) else ""
    size = f'<resumptionToken completeListSize="{len(chosen)}">{escape(following)}</resumptionToken>'
    return f"<{verb}>{''.join(page)}{size}</{verb}>"


def _is_asked_for(record: str, since: str, name: str) -> bool:
    stamp = _DATESTAMP.findall(record)[0]
    return bool(stamp >= since) and (not name or name in _SET.findall(record))


_ANSWERS = {"Identify": _identify, "ListMetadataFormats": _formats, "ListRecords": _list, "ListIdentifiers": _list}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        repository = parts.path.strip("/")
        if repository not in _FORMATS:
            self.send_error(404)
            return
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        body = answer(repository, query).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a demo has no log."""


@contextmanager
def serving() -> Iterator[str]:
    """Serve the sample repositories on a free port of this machine; yields the address before their names."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
