"""The language of the pages: chosen by address, then cookie, then what the browser asks for."""

import io
from collections.abc import Mapping
from http import HTTPStatus
from importlib.resources import files

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Flask, g, redirect, request
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
    babel = Babel(app, locale_selector=language)
    catalogues = {each: _translations(each) for each in LANGUAGES}
    with app.app_context():
        domain = babel.domain_instance
        domain.cache.update({(each, domain.domain[0]): catalogue for each, catalogue in catalogues.items()})
    _install(app, catalogues)
    app.context_processor(lambda: {"language": language(), "language_names": NAMES})


def _install(app: Flask, catalogues: Mapping[str, Translations]) -> None:
    """Have templates take their texts from the catalogues straight away: a page has a hundred of them."""

    def text(message: str) -> str:
        return str(catalogues[language()].ugettext(message))

    def plural(one: str, many: str, number: int) -> str:
        return str(catalogues[language()].ungettext(one, many, number))

    app.jinja_env.install_gettext_callables(text, plural, newstyle=True)  # type: ignore[attr-defined]  # of its i18n extension


def _translations(language: str) -> Translations:
    """A catalogue of messages, compiled in memory: there is no compiled file that could be stale, or a folder to write it to."""
    catalogue = files("webapp") / "translations" / language / "LC_MESSAGES" / "messages.po"
    compiled = io.BytesIO()
    if catalogue.is_file():
        with catalogue.open("rb") as po:
            write_mo(compiled, read_po(po, language))
        compiled.seek(0)
        return Translations(compiled)
    return Translations()


def language() -> str:
    """The language of this request's page."""
    chosen: str | None = g.get("language")
    if chosen is None:
        chosen = g.language = _asked_for()
    return chosen


def _asked_for() -> str:
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
