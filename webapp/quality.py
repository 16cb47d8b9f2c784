"""/quality: for each library what it may want to put right, and the list to send back."""

from collections.abc import Mapping
from http import HTTPStatus

from flask import Response, abort, jsonify, render_template, request, send_file
from flask.typing import ResponseReturnValue

from kg.quality import COLUMNS, KINDS, Report, csv_file, read_report
from sparql import formats
from webapp.published import reader, settings


def index() -> ResponseReturnValue:
    """All libraries, with the sums of their findings."""
    reports = {name: read_report(settings().state, name) for name in _records()}
    return render_template("quality.html", reports=reports, kinds=KINDS, records=_records())


def of(source: str) -> ResponseReturnValue:
    """One library: its findings by kind, as a page or as JSON by Accept."""
    report = _report(source)
    if formats.negotiate(request.headers.get("Accept", ""), (formats.HTML, formats.JSON)) is formats.JSON:
        answer = jsonify(columns=COLUMNS, source=source, records=report.records, checked=report.checked, counts=report.counts)
    else:
        found = [(kind, report.counts[kind], report.examples[kind]) for kind in KINDS if kind in report.counts]
        stale = report.publication != reader().publication.number
        answer = Response(render_template("quality_of.html", source=source, report=report, found=found, stale=stale))
    answer.vary.update(("Accept", "Cookie", "Accept-Language"))
    return answer


def table(source: str) -> ResponseReturnValue:
    """The whole list as CSV."""
    _report(source)
    name = f"{csv_file(settings().state, source).stem}-quality.csv"
    return send_file(csv_file(settings().state, source).absolute(), "text/csv", as_attachment=True, download_name=name, max_age=0)


def _records() -> Mapping[str, int]:
    records: Mapping[str, int] = reader().publication.about["records"]
    return records


def _report(source: str) -> Report:
    """Aborts with 404 where there is none."""
    report = read_report(settings().state, source) if source in _records() else None
    if report is None:
        abort(HTTPStatus.NOT_FOUND, "This library's records have not been examined: otrar quality")
    return report
