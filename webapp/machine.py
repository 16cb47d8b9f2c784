"""What programs look for at fixed addresses (sitemap, robots.txt, OpenSearch), and what they read in the head of a page."""

import json
from itertools import islice
from xml.sax.saxutils import escape

from flask import Flask, Response, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from kg.citations import Citations
from kg.jsonld import jsonld
from kg.names import best
from kg.profiles import schema_of
from kg.statistics import COUNTED
from kg.things import instances
from webapp.languages import language
from webapp.moments import utc
from webapp.published import known, reader, settings

PAGE = 10_000
"""Addresses in one sitemap; the protocol allows 50,000."""

_XML = "application/xml; charset=utf-8"
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LEFT_ALONE = ("/sparql", "/search", "/suggest", "/export/", "/review", "/reconcile", "/convert", "/oai")
_ROLES = {"author": "citation_author", "editor": "citation_editor", "translator": "citation_translator"}


def prepare(app: Flask) -> None:
    """Give templates what stands in the head of a page about a thing."""
    app.context_processor(lambda: {"schema_org": schema_org, "citation_tags": citation_tags})


def robots() -> ResponseReturnValue:
    """What crawlers should leave alone: what is made anew for each question."""
    rules = "".join(f"Disallow: {path}\n" for path in _LEFT_ALONE)
    text = f"User-agent: *\n{rules}Sitemap: {url_for('sitemap', _external=True)}\n"
    return Response(text, content_type="text/plain; charset=utf-8")


def sitemap() -> ResponseReturnValue:
    """The index of sitemaps."""
    about = reader().publication.about
    made = utc(about["made"])
    pages = [
        url_for("sitemap-page", kind=name, number=number, _external=True)
        for name, count in about["things"].items()
        for number in range(1, -(-count // PAGE) + 1)
    ]
    entries = (f"<sitemap><loc>{escape(page)}</loc><lastmod>{made}</lastmod></sitemap>" for page in pages)
    return _xml(f'<sitemapindex xmlns="{_SITEMAPS}">{"".join(entries)}</sitemapindex>')


def sitemap_page(kind: str, number: int) -> ResponseReturnValue:
    """The addresses of things of one kind. Aborts with 404 where there are no such things."""
    if kind not in COUNTED or not 1 <= number <= 10**6:
        abort(404)
    base, made = settings().base, utc(reader().publication.about["made"])
    things = (iri for iri in instances(reader().graph, COUNTED[kind]) if iri.startswith(f"{base}{kind[:-1]}/"))
    iris = islice(things, (number - 1) * PAGE, number * PAGE)
    urls = "".join(
        f"<url><loc>{escape(request.url_root + iri.removeprefix(base))}</loc><lastmod>{made}</lastmod></url>" for iri in iris
    )
    return _xml(f'<urlset xmlns="{_SITEMAPS}">{urls}</urlset>') if urls else abort(404)


def opensearch() -> ResponseReturnValue:
    """How a browser's search box asks us."""
    address = url_for("search", _external=True)
    urls = "".join(
        f'<Url type="{media_type}" template="{escape(address)}?q={{searchTerms}}&amp;page={{startPage?}}"/>'
        for media_type in ("text/html", "application/json")
    )
    about = escape(_("Search titles, names, subjects"))
    text = (
        f'<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/"><ShortName>Otrar</ShortName>'
        f"<Description>{about}</Description><InputEncoding>UTF-8</InputEncoding><Language>*</Language>{urls}"
        f'<Url type="application/opensearchdescription+xml" rel="self" template="{escape(request.base_url)}"/>'
        "</OpenSearchDescription>"
    )
    response = _xml(text)
    response.content_type = "application/opensearchdescription+xml; charset=utf-8"
    return response


def _xml(text: str) -> Response:
    return Response(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n', content_type=_XML)


def schema_org(iri: str) -> Markup:
    """A thing in schema.org's words as JSON-LD, to stand in a page; nothing in it can end the element that it stands in."""
    said = jsonld(schema_of(reader(), known(iri)), known(iri).iri, words="schema")
    said["@context"] = {"@vocab": "http://schema.org/", "id": "@id", "type": "@type"}
    document = json.dumps(said, ensure_ascii=False)
    return Markup(document.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704 - escaped above


def citation_tags(iri: str) -> list[tuple[str, str]]:
    """What reference managers read in the head of a page about a work or an edition: name and content of meta elements."""
    about = known(iri)
    if about.kind not in ("work", "instance"):
        return []
    cited = Citations(reader()).of((about.works or [about.iri])[0])
    found = [each for each in cited if each.iri == about.iri] or cited[:1]
    tags = [("citation_title", best(about.names, language()).text)]
    for each in found:
        tags += [(_ROLES.get(role, "citation_contributor"), name) for role, name in each.people]
        tags += [("citation_publication_date", str(each.year or "")), ("citation_publisher", each.publisher)]
        tags += [("citation_language", each.language), ("citation_public_url", about.iri)]
        tags += [*(("citation_isbn", n) for n in each.isbn), *(("citation_issn", n) for n in each.issn)]
    tags += [("citation_keywords", best(names, language()).text) for _iri, names in about.subjects]
    return [(name, content) for name, content in dict.fromkeys(tags) if content]
