"""What the address of a request asks for."""

from flask import request

from kg.search import FACETS, SORTS, SearchQuery
from webapp.languages import language

_LONGEST = 500
_MOST_VALUES = 20


def asked() -> SearchQuery:
    """What the address of this request asks for; what cannot be understood in it is left out."""
    facets = {facet: [value[:_LONGEST] for value in request.args.getlist(parameter(facet))[:_MOST_VALUES]] for facet in FACETS}
    first, dash, last = request.args.get("year", "").partition("-")
    years = (whole(first, 0), whole(last, 9999)) if dash else (whole(first, 0), whole(first, 9999))
    sort = request.args.get("sort", "")
    return SearchQuery(
        request.args.get("q", "")[:_LONGEST],
        facets,
        years if request.args.get("year") else None,
        sort if sort in SORTS else SORTS[0],
        language(),
    )


def whole(text: str, otherwise: int) -> int:
    """A number above 0 from an address; what is none is the other one."""
    return max(1, min(int(text), 10**6)) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise


def parameter(facet: str) -> str:
    """The name of a facet in addresses."""
    return "type" if facet == "kind" else facet
