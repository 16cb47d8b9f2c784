"""The language of the pages: chosen by address, then cookie, then what the browser asks for."""

from http import HTTPStatus

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import Babel

from kg.settings import LANGUAGES

NAMES = {
    "en": "English",
    "ru": "Русский",
    "kk": "Қазақша",
    "uz": "Oʻzbekcha",
    "ky": "Кыргызча",
    "tg": "Тоҷикӣ",
    "tk": "Türkmençe",
}
"""What each language calls itself."""

_COOKIE = "language"
_A_YEAR = 365 * 24 * 3600


def prepare(app: Flask) -> None:
    """Make texts, numbers and dates follow the language of the request."""
    Babel(app, locale_selector=language)
    app.context_processor(lambda: {"language": language(), "language_names": NAMES})


def language() -> str:
    """The language of this request's page."""
    asked = request.args.get("lang", "")
    if asked in LANGUAGES:
        return asked
    kept = request.cookies.get(_COOKIE, "")
    if kept in LANGUAGES:
        return kept
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def choose() -> ResponseReturnValue:
    """Keep the chosen language and go back to the page."""
    back = request.args.get("back", "/")
    response = redirect(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/", HTTPStatus.SEE_OTHER)
    asked = request.args.get("to", "")
    if asked in LANGUAGES:
        response.set_cookie(_COOKIE, asked, max_age=_A_YEAR, samesite="Lax", httponly=True)
    return response
