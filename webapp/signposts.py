"""Links in headers, for programs that find their way without reading pages (FAIR Signposting, level 1)."""

from collections.abc import Iterator

from flask import Response

from kg.profiles import BIBFRAME, PROFILES
from kg.profiles import schema_type as type_of
from sparql import formats
from sparql.formats import Format
from webapp.published import known, reader, settings
from webapp.shown import local

_MOST_AUTHORS = 20


def add_signposts(response: Response, iri: str, format: Format | None) -> None:
    """Say what a thing or a document about it is, where its other forms are, under which licence; no format: the thing itself."""
    for target, relation, media_type in _links(iri, format):
        kind = f'; type="{media_type}"' if media_type else ""
        response.headers.add("Link", f'<{target}>; rel="{relation}"{kind}')


def _links(iri: str, format: Format | None) -> Iterator[tuple[str, str, str]]:
    data = () if iri.startswith(f"{settings().base}graph/") else (formats.HTML,)
    for each in (*data, *formats.RDF):
        if each is not format:
            yield f"{local(iri)}.{each.extension}", "alternate", each.media_type
    for licence in licences(iri):
        yield licence, "license", ""
    if isinstance(format, formats.RdfSyntax):
        yield iri, "describes", ""
        return
    for syntax in formats.GRAPHS:
        yield f"{local(iri)}.{syntax.extension}", "describedby", syntax.media_type
    if format is not formats.HTML:
        return
    yield iri, "cite-as", ""
    about = known(iri)
    yield f"https://schema.org/{type_of(reader(), about)}", "type", ""
    yield "https://schema.org/AboutPage", "type", ""
    yield from ((author, "author", "") for author, _ in about.creators[:_MOST_AUTHORS] if author)
    for profile in PROFILES:
        if profile is not BIBFRAME:
            yield f"{local(iri)}.jsonld?_profile={profile.name}", "alternate", formats.JSON_LD.media_type


def licences(iri: str) -> list[str]:
    """The licences of the libraries that speak of a thing."""
    base = settings().base
    names = reader().sources(iri) or ([iri.removeprefix(f"{base}source/")] if iri.startswith(f"{base}source/") else [])
    return sorted({licence for name in names if (licence := settings().source(name).licence)})
