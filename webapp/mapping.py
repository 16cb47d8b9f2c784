"""/mapping/FORMAT: what becomes of each field, from the docstrings of the very rules that do it."""

from http import HTTPStatus

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from conversions import mapping


def index() -> ResponseReturnValue:
    """The formats."""
    formats = [(name, mapping.title(name), len(mapping.rules(name))) for name in mapping.formats()]
    return render_template("mappings.html", formats=formats)


def of(format: str) -> ResponseReturnValue:
    """The rules of a format in one sentence each, and what is left out."""
    _check(format)
    rules, left_out = mapping.rules(format), mapping.left_out(format)
    return render_template("mapping.html", format=format, title=mapping.title(format), rules=rules, left_out=left_out)


def of_tag(format: str, tag: str) -> ResponseReturnValue:
    """The rules for one tag, each with its example."""
    _check(format)
    explained, left_out = list(mapping.explained(format, tag)), mapping.left_out(format, tag)
    if not explained and not left_out:
        abort(HTTPStatus.NOT_FOUND)
    title = mapping.title(format)
    return render_template("mapping_tag.html", format=format, title=title, tag=tag, rules=explained, left_out=left_out)


def _check(format: str) -> None:
    if format not in mapping.formats():
        abort(HTTPStatus.NOT_FOUND)
