"""Who may decide: somebody who knows the secret of the settings, by a header or by a cookie made when they signed in.

The cookie holds the reviewer's name and when it ends, under a signature made with the secret. Forms carry a second signature of
that cookie, so that no other site can send them (the cookie is not sent from other sites either: SameSite=Strict).
"""

import hmac
import time
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import quote, unquote

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug import Response

from webapp.published import settings

_COOKIE = "reviewer"
_LOGIN = "X-Forwarded-User"
"""In which a reverse proxy that asks for a login says who signed in; believed only beside the secret, which the proxy adds."""

_A_DAY = 12 * 3600
_LONGEST_NAME = 100


class Reviewer(NamedTuple):
    """Somebody who may decide; ``token`` is what their forms have to carry, "" where a header spoke for them."""

    name: str
    token: str


def reviewer() -> Reviewer | None:
    """Who sends this request; None if nobody who may decide. Aborts with 403 where reviewing is off."""
    secret = settings().token
    if not secret:
        abort(
            HTTPStatus.FORBIDDEN,
            "Reviewing is off: set a token (OTRAR_TOKEN, or token in otrar.toml) and start the server again.",
        )
    kind, _space, given = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), secret.encode()):
        login = request.headers.get(_LOGIN, "").strip()[:_LONGEST_NAME]
        if login:
            return Reviewer(login, _signed("form", login))
        return Reviewer(request.values.get("who", "").strip()[:_LONGEST_NAME], "")
    cookie = request.cookies.get(_COOKIE, "")
    said, _dot, signature = cookie.rpartition(".")
    name, _bar, ends = said.rpartition(".")
    if not ends.isdecimal() or int(ends) < time.time() or not hmac.compare_digest(signature, _signed("reviewer", said)):
        return None
    return Reviewer(unquote(name), _signed("form", cookie))


def deciding() -> Reviewer:
    """Who sends a form; aborts with 401 for a stranger and 403 for a form that was not ours."""
    found = reviewer()
    if found is None:
        abort(HTTPStatus.UNAUTHORIZED, "Sign in at /review first, or send the token: Authorization: Bearer ...")
    origin = request.headers.get("Origin")
    if origin and origin != "null" and origin.partition("//")[2] != request.host:
        abort(HTTPStatus.FORBIDDEN, "This form was sent from another site.")
    if found.token and not hmac.compare_digest(request.form.get("token", "").encode(), found.token.encode()):
        abort(HTTPStatus.FORBIDDEN, "This form is not from your session: open the page again.")
    return found


def _signed(purpose: str, text: str) -> str:
    return hmac.new(settings().token.encode(), f"{purpose} {text}".encode(), "sha256").hexdigest()


def sign_in() -> ResponseReturnValue:
    """Take a name and the secret; answers with the cookie. GET shows the form."""
    reviewer()
    if request.method != "POST":
        return render_template("review_login.html", wrong="")
    name, given = request.form.get("who", "").strip()[:_LONGEST_NAME], request.form.get("secret", "")
    if not name or not hmac.compare_digest(given.encode(), settings().token.encode()):
        wrong = (
            _("That is not the secret word of this server.") if name else _("Please give your name: decisions are kept with it.")
        )
        return render_template("review_login.html", wrong=wrong), HTTPStatus.FORBIDDEN
    said = f"{quote(name, safe='')}.{int(time.time()) + _A_DAY}"
    response = redirect(url_for("review"), HTTPStatus.SEE_OTHER)
    response.set_cookie(
        _COOKIE, f"{said}.{_signed('reviewer', said)}", max_age=_A_DAY, path=f"{request.script_root}/review", httponly=True,
        samesite="Strict", secure=request.is_secure,
    )  # fmt: skip
    return _private(response)


def sign_out() -> ResponseReturnValue:
    """Take the cookie back."""
    deciding()
    response = redirect(url_for("home"), HTTPStatus.SEE_OTHER)
    response.delete_cookie(_COOKIE, path=f"{request.script_root}/review", httponly=True, samesite="Strict")
    return _private(response)


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
