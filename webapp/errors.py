"""Errors as pages for people and as plain text for programs; headers that keep browsers safe."""

from http import HTTPStatus

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from conversions.errors import OtrarError

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def prepare(app: Flask) -> None:
    """Answer errors in words, and set the headers of every answer."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OtrarError, _otrar_error)
    app.after_request(_with_headers)


def _http_error(error: HTTPException) -> tuple[Response, int]:
    response, status = _said(error.code or 500, error.name, error.description or "")
    for name, value in error.get_headers():
        if name.lower() != "content-type":
            response.headers[name] = value
    return response, status


def _otrar_error(error: OtrarError) -> tuple[Response, int]:
    return _said(HTTPStatus.SERVICE_UNAVAILABLE, "Not available", str(error))


def _said(status: int, name: str, description: str) -> tuple[Response, int]:
    if request.accept_mimetypes.best_match(["text/plain", "text/html"], "text/plain") == "text/html":
        return Response(render_template("error.html", status=int(status), name=name, description=description)), status
    return Response(f"{int(status)} {name}\n{description}\n", content_type="text/plain; charset=utf-8"), status


def _with_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
