"""Errors as pages for people and as plain text for programs; headers that keep browsers safe."""

from http import HTTPStatus

from flask import Flask, Response, render_template, request
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import HTTPException, default_exceptions

from conversions.errors import OtrarError
from sparql.errors import SparqlError

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}

TITLES = {
    HTTPStatus.BAD_REQUEST: _("This could not be understood"),
    HTTPStatus.FORBIDDEN: _("Access is not allowed"),
    HTTPStatus.NOT_FOUND: _("There is no such page"),
    HTTPStatus.METHOD_NOT_ALLOWED: _("This address does not take that method"),
    HTTPStatus.NOT_ACCEPTABLE: _("There is no such format"),
    HTTPStatus.GONE: _("This was here and has been deleted"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("This is too large"),
    HTTPStatus.TOO_MANY_REQUESTS: _("Too many requests: please wait a little"),
    HTTPStatus.INTERNAL_SERVER_ERROR: _("Something went wrong"),
    HTTPStatus.SERVICE_UNAVAILABLE: _("Not available at the moment"),
}
"""What an error's page says first, by status; what exactly was wrong follows in English."""

_GENERAL = {error.description for error in default_exceptions.values()}
"""What says no more than the title does."""


def prepare(app: Flask) -> None:
    """Answer errors in words, and set the headers of every answer."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OtrarError, _otrar_error)
    app.register_error_handler(SparqlError, _sparql_error)
    app.after_request(_with_headers)


def _http_error(error: HTTPException) -> tuple[Response, int]:
    response, status = _said(error.code or 500, error.name, error.description or "")
    for name, value in error.get_headers():
        if name.lower() != "content-type":
            response.headers[name] = value
    return response, status


def _otrar_error(error: OtrarError) -> tuple[Response, int]:
    return _said(HTTPStatus.SERVICE_UNAVAILABLE, "Not available", str(error))


def _sparql_error(error: SparqlError) -> tuple[Response, int]:
    return _said(error.status, "Not available", str(error))


def _said(status: int, name: str, description: str) -> tuple[Response, int]:
    if request.accept_mimetypes.best_match(["text/plain", "text/html"], "text/plain") == "text/html":
        title = next((title for each, title in TITLES.items() if each == status), TITLES[HTTPStatus.INTERNAL_SERVER_ERROR])
        said = "" if description in _GENERAL else description
        page = render_template("error.html", status=int(status), name=name, error_title=title, description=said)
        return Response(page), status
    return Response(f"{int(status)} {name}\n{description}\n", content_type="text/plain; charset=utf-8"), status


def _with_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
