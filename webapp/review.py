"""/review: what waits for a person, both sides with what speaks for and against; accept, reject, merge, split, undo.

A decision is kept at once. The graph follows it with the next publication, which the page can start.
"""

import logging
from dataclasses import asdict
from http import HTTPStatus
from threading import Lock, Thread

from flask import Response, abort, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from conversions.errors import GraphError
from kg.decisions import DecisionError, Kind
from kg.review import AUTHORITY, KINDS, Review, link, pair, side
from kg.settings import Settings
from kg.workspace import workspace
from webapp.published import published, reader, settings
from webapp.reviewers import deciding, reviewer

PAGE = 20
QUEUES = (*KINDS, AUTHORITY)
_FURTHEST = 100_000
_BACK = ("/review", "/review/decisions")
"""Pages that a decision may return to."""

_applying = Lock()
_log = logging.getLogger(__name__)


def queue() -> ResponseReturnValue:
    """The pairs that wait, a page of them; as JSON by Accept."""
    who = reviewer()
    if who is None:
        return redirect(url_for("review_sign_in"), HTTPStatus.SEE_OTHER)
    kind = request.args.get("kind", "")
    kind = kind if kind in QUEUES else ""
    number = request.args.get("page", "1")
    page = max(1, min(int(number), _FURTHEST)) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    review = _review()
    found = review.waiting(kind, offset=(page - 1) * PAGE, limit=PAGE)
    if request.accept_mimetypes.best_match(["text/html", "application/json"], "text/html") == "application/json":
        return _private(jsonify(total=review.count(kind), page=page, pairs=[asdict(each) for each in found]))
    pairs = [pair(reader(), each) for each in found]
    counts = {each: review.count(each) for each in QUEUES}
    return _page("review.html", who=who, pairs=pairs, kind=kind, page=page, pages=-(-review.count(kind) // PAGE), counts=counts)


def thing() -> ResponseReturnValue:
    """What one thing was put together from, and the forms to split it or merge it with another."""
    who = reviewer()
    if who is None:
        return redirect(url_for("review_sign_in"), HTTPStatus.SEE_OTHER)
    iri = request.args.get("iri", "")
    canonical = _review().together(iri)[0] if iri.startswith(settings().base) and len(iri) < 500 else ""
    if not canonical or not _valid(canonical) or not reader().exists(canonical):
        abort(HTTPStatus.NOT_FOUND, "There is no thing with this IRI.")
    return _page("review_thing.html", who=who, side=side(reader(), canonical), members=_review().members(canonical))


def decisions() -> ResponseReturnValue:
    """What was decided, newest first, with the means to undo it."""
    who = reviewer()
    if who is None:
        return redirect(url_for("review_sign_in"), HTTPStatus.SEE_OTHER)
    every = _review().decisions.all()
    undone = {each.undoes: each.id for each in every if each.undoes}
    links = {iri: link(reader(), iri) for each in every for iri in each.iris}
    return _page("review_decisions.html", who=who, decisions=every[::-1], undone=undone, links=links)


def decide() -> ResponseReturnValue:
    """Take a decision from a form: ``decision``, ``iri`` (several), ``why``, for undo ``undoes``; 303 back, or JSON by Accept."""
    who = deciding()
    said = request.form.get("decision", "")
    if said not in set(Kind):
        abort(HTTPStatus.BAD_REQUEST, f"decision: one of {', '.join(Kind)} was expected")
    undoes = request.form.get("undoes", "")
    iris = [iri.strip() for iri in request.form.getlist("iri") if iri.strip()]
    try:
        number = _review().decide(
            Kind(said),
            iris,
            who.name,
            request.form.get("why", ""),
            undoes=int(undoes) if undoes.isdecimal() and len(undoes) < 15 else None,
        )
    except DecisionError as error:
        abort(HTTPStatus.BAD_REQUEST, str(error))
    if not who.token:
        return _private(make_response(jsonify(decision=number), HTTPStatus.CREATED))
    back = request.form.get("back", "")
    return redirect(back if back in _BACK else url_for("review", kind=request.form.get("kind", "")), HTTPStatus.SEE_OTHER)


def apply() -> ResponseReturnValue:
    """Start to make the graph follow what was decided, unless that is going on; 303 back, 202 for a program."""
    who = deciding()
    if _applying.acquire(blocking=False):
        Thread(target=_apply, args=(settings(),), name="review", daemon=False).start()
    if not who.token:
        return _private(make_response(jsonify(started=True), HTTPStatus.ACCEPTED))
    return redirect(url_for("review"), HTTPStatus.SEE_OTHER)


def _apply(settings: Settings) -> None:
    try:
        with workspace(settings) as space:
            space.merge()
            space.publish(merged=True)
    except GraphError as error:
        _log.warning("the graph could not follow the decisions now: %s", error)
    finally:
        _applying.release()


def _review() -> Review:
    return Review(published().ledger, settings().base)


def _valid(iri: str) -> bool:
    return not any(c in iri for c in '<>"{}|\\^` \n\r\t')


def _page(template: str, **shown: object) -> Response:
    review = _review()
    page = render_template(template, pending=review.undone_work(), applying=_applying.locked(), words=EVIDENCE, **shown)
    return _private(Response(page))


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


EVIDENCE: dict[str, LazyString] = {
    "name: family, given name and patronymic": _("Family name, given name and patronymic are the same"),
    "name: family and given name": _("Family and given name are the same"),
    "name: one side has no patronymic": _("One side gives no patronymic"),
    "name: one word": _("The same name of one word"),
    "name: two initials": _("Two initials agree"),
    "name: one initial": _("One initial agrees"),
    "name: family name only": _("Only the family name is given"),
    "name: all three parts sound the same": _("Family name, given name and patronymic sound the same, in other languages"),
    "name: sounds the same": _("The names sound the same, written in other languages"),
    "name: many bear the family name": _("Very many people bear this family name"),
    "name: nearly the same": _("The names are nearly the same"),
    "name: other given name": _("The given names differ"),
    "name: nearly the same family name": _("The family names are nearly the same"),
    "name: other family name": _("The family names differ"),
    "name: nobody else it could be": _("Nobody else here has such a name"),
    "name: could be several": _("Others here have such a name too"),
    "dates: birth and death": _("Years of birth and death are the same"),
    "dates: birth or death": _("The year of birth or death is the same"),
    "dates: a year or two apart": _("Years are one or two apart"),
    "dates: contradict": _("Years of birth or death contradict"),
    "authority: the same": _("The same authority record"),
    "authority: another of the same file": _("Another record of the same authority file"),
    "named beside each other in one record": _("One record names both"),
    "title in common": _("A title in common"),
    "titles in common": _("Several titles in common"),
    "co-author in common": _("A co-author in common"),
    "subject in common": _("A subject in common"),
    "language in common": _("A language in common"),
    "kind: another": _("One is a person, the other is not"),
    "any two works": _("Most works are not the same"),
    "title: the same": _("The titles are the same"),
    "title: with and without subtitle": _("The titles are the same but for the subtitle"),
    "title: one begins with the other": _("One title begins with the other"),
    "title: that of the part": _("One title is the name of the other's part"),
    "title: nearly the same": _("The titles are nearly the same"),
    "title: other": _("The titles differ"),
    "title: many words": _("The title has many words"),
    "title: says nothing of the work": _("Many books have such a title"),
    "part: only one side names one": _("Only one side names a part or volume"),
    "part: one of several": _("It could be one of several parts"),
    "part: another": _("They are different parts or volumes"),
    "creator: the same": _("The creator is the same"),
    "creator: contributor on the other side": _("The creator is a contributor on the other side"),
    "creator: only one side names one": _("Only one side names a creator"),
    "creator: neither names one": _("Neither side names a creator"),
    "creator: another": _("The creators differ"),
    "contributor in common": _("A contributor in common"),
    "translator: another": _("The translators differ"),
    "language: only one side names it": _("Only one side names the language"),
    "language: another": _("The languages differ"),
    "content: another": _("The kinds of content differ"),
    "uniform title in common": _("A uniform title in common"),
    "ISBN or ISSN in common": _("An ISBN or ISSN in common"),
    "year: the same": _("The year is the same"),
    "years: the same first and last": _("The first and the last year are the same"),
    "year: another, and no creator": _("The years differ, and no creator is named"),
    "pages: the same": _("The number of pages is the same"),
    "publisher: the same": _("The publisher is the same"),
    "identifier: the same": _("The same identifier"),
    "identifier: another of the same file": _("Another identifier of the same authority file"),
    "name: the heading as it stands": _("The name is the heading of the authority"),
    "name: of several people": _("The authority stands for several people"),
    "label: the same": _("The headings are the same"),
    "label: a variant": _("One heading is a variant of the other"),
    "label: a lead-in term": _("The heading leads to a concept that may mean more"),
    "label: the same but for the subtitle": _("The titles are the same but for the subtitle"),
    "label: the same when romanised": _("The headings are the same when romanised"),
    "label: of another language": _("The headings are of different languages"),
    "label: one short word": _("The heading is one short word"),
    "label: other": _("The headings differ"),
    "label: could be several": _("Others in the file have such a heading too"),
    "kind: alike": _("The kinds of things are alike"),
}
"""How each piece of evidence is said on a page."""
