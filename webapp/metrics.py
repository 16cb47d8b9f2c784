"""/metrics for Prometheus, and the log of requests as lines of JSON, if the settings ask for it."""

import json
import logging
import os
import sys
import time
import uuid
from collections.abc import Iterator

from flask import Flask, Response, current_app, g, request
from flask.typing import ResponseReturnValue
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from conversions.errors import OtrarError
from kg.serve import MEASURES
from kg.settings import Settings
from webapp.moments import utc
from webapp.published import Published

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0)
_LONGEST_ID = 100


class Measures:
    """The numbers of this process."""

    def __init__(self, published: Published) -> None:
        self.registry = CollectorRegistry()
        names = ("route", "method")
        self._requests = Counter("otrar_requests", "Requests answered", (*names, "status"), registry=self.registry)
        self._seconds = Histogram(
            "otrar_request_seconds", "Until an answer began", names, registry=self.registry, buckets=_SECONDS
        )
        self._contents = _Contents(published)
        self.registry.register(self._contents)

    def all(self) -> CollectorRegistry:
        """The numbers of all processes of this server, where it has several (kg/serve.py)."""
        if MEASURES not in os.environ:
            return self.registry
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]  # prometheus-client has no types there
        together.register(self._contents)
        return together

    def count(self, status: int, seconds: float) -> None:
        """Note an answer to the request of this moment; what has no route is one, whatever its address."""
        route = request.url_rule.rule if request.url_rule else "none"
        method = request.method if request.method in ("GET", "HEAD", "POST", "OPTIONS") else "other"
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route, method).observe(seconds)


class _Contents(Collector):
    """What is published and what the ledger has, looked up when it is asked for."""

    def __init__(self, published: Published) -> None:
        self._published = published

    def collect(self) -> Iterator[Metric]:
        try:
            about = self._published.reader().publication.about
            yield GaugeMetricFamily("otrar_published_timestamp_seconds", "When the graph was published", about["made"])
            yield GaugeMetricFamily("otrar_triples", "Triples that are published", about["quads"])
            things = GaugeMetricFamily("otrar_things", "Things that are published", labels=["kind"])
            for kind, number in about["things"].items():
                things.add_metric([kind], number)
            yield things
        except OtrarError:
            yield GaugeMetricFamily("otrar_triples", "Triples that are published", 0)
        records = GaugeMetricFamily("otrar_records", "Records in the ledger", labels=["source", "state"])
        for source, states in self._published.ledger.counts().items():
            for state, number in states.items():
                records.add_metric([source, state], number)
        yield records


def prepare(app: Flask, settings: Settings, published: Published) -> None:
    """Measure every request; write a line about each, if the settings say so."""
    measures = Measures(published)
    app.extensions["otrar.measures"] = measures
    log = _log() if settings.log == "json" else None
    app.before_request(_begin)

    def ended(response: Response) -> Response:
        seconds = time.perf_counter() - g.get("began", time.perf_counter())
        measures.count(response.status_code, seconds)
        response.headers["X-Request-ID"] = g.get("request_id", "")
        if log:
            log.info(_line(response, seconds))
        return response

    app.after_request(ended)


def _begin() -> None:
    g.began = time.perf_counter()
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if given.isascii() and given.isprintable() and 0 < len(given) <= _LONGEST_ID else uuid.uuid4().hex


def metrics() -> ResponseReturnValue:
    """The numbers in Prometheus' text format."""
    measures: Measures = current_app.extensions["otrar.measures"]
    return Response(generate_latest(measures.all()), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def _line(response: Response, seconds: float) -> str:
    said = {
        "time": utc(time.time()), "id": g.get("request_id", ""), "client": request.remote_addr, "method": request.method,
        "path": request.path, "query": request.query_string.decode("latin-1")[:500], "status": response.status_code,
        "ms": round(seconds * 1000, 1), "bytes": response.content_length, "agent": request.headers.get("User-Agent", "")[:200],
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=True)


class _JsonFormatter(logging.Formatter):
    """Lines of JSON; a line about a request is one already."""

    def format(self, record: logging.LogRecord) -> str:
        if record.name == "otrar.requests":
            return record.getMessage()
        said = {"time": utc(record.created), "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            said["trace"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=True)


def _log() -> logging.Logger:
    """All that is logged goes to standard error as JSON, errors with their traces."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonFormatter())
    logging.getLogger().handlers = [handler]
    log = logging.getLogger("otrar.requests")
    log.setLevel(logging.INFO)
    return log
