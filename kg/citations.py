"""Editions as reference managers and spreadsheets know them: BibTeX, RIS, CSL-JSON, CSV. Written one by one, however many."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import pyoxigraph as ox

from conversions.scripts import fold
from kg.describe import Link, Reader
from kg.names import Said, best
from kg.rows import Contributor, Edition, Rows
from ontology.codes import language_tag
from ontology.names import BF, RDF

_ROLES = {"trl": "translator", "edt": "editor", "com": "editor"}
_DATES = re.compile(r",?[^,]*\d{3,4}[^,]*$")
_KINDS = {
    BF.Serial: "periodical",
    BF.Dissertation: "thesis",
    BF.NotatedMusic: "score",
    BF.Cartography: "map",
    BF.MovingImage: "video",
    BF.Audio: "sound",
    BF.MusicAudio: "sound",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """An edition of a work, or a work without one.

    ``people`` are (role, name), the role being author, editor, translator or contributor; ``language`` is a language tag;
    ``year`` is 0 where none is known; ``url`` is where it can be read or, failing that, its page here.
    """

    iri: str
    kind: str
    title: str
    people: tuple[tuple[str, str], ...]
    language: str
    subjects: tuple[str, ...]
    year: int = 0
    place: str = ""
    publisher: str = ""
    extent: str = ""
    isbn: tuple[str, ...] = ()
    issn: tuple[str, ...] = ()
    url: str = ""
    source: str = ""
    shelf_marks: tuple[str, ...] = ()

    def named(self, role: str) -> list[str]:
        """The people in a role."""
        return [name for other, name in self.people if other == role]

    @property
    def key(self) -> str:
        """What an edition is called in a text that cites it: who, when, and what makes it its own."""
        who = fold(self.people[0][1] if self.people else self.title).split()[:1] or ["anon"]
        own = re.sub(r"[^0-9A-Za-z]+", "-", self.iri.rstrip("/").partition("://")[2].partition("/")[2])
        return f"{''.join(filter(str.isalnum, who[0]))}{self.year or ''}-{own}"


class Citations:
    """Makes the citations of one publication; names in the language of the work, since a book is cited as it is written."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self._rows = reader, Rows(reader)

    def of(self, work: str) -> list[Citation]:
        """One for each edition of a work; one of the work itself where it has none."""
        thing = ox.NamedNode(work)
        said = self._reader.names.said(thing)
        language = next((tag for each in said.get(BF.language, ()) if (tag := _tag(each))), "")
        kind = next((kind for class_, kind in _KINDS.items() if ox.NamedNode(class_) in said.get(RDF.type, ())), "book")
        people = tuple((_role(each), _person(each.agent, language)) for each in self._rows.contributors(thing))
        title, subjects = self._title(self._reader.link(thing), language), self._subjects(said, language)
        citation = Citation(work, kind, title, people, language, subjects)
        return [self._with_edition(citation, edition) for edition in self._rows.editions(thing)] or [citation]

    def _with_edition(self, work: Citation, edition: Edition) -> Citation:
        place, publisher, _ = edition.imprint
        return replace(
            work,
            iri=edition.instance.iri,
            title=self._title(edition.instance, work.language),
            year=edition.year,
            place=place,
            publisher=publisher,
            extent=edition.extent,
            isbn=tuple(value for kind, value in edition.identifiers if kind == "Isbn"),
            issn=tuple(value for kind, value in edition.identifiers if kind in ("Issn", "IssnL")),
            url=next(iter(edition.online), edition.instance.iri),
            source=edition.source,
            shelf_marks=edition.shelf_marks,
        )

    def _title(self, thing: Link, language: str) -> str:
        return best(thing.names, language).text

    def _subjects(self, said: Said, language: str) -> tuple[str, ...]:
        return tuple(best(link.names, language).text for link in self._rows.links(said.get(BF.subject, ())))


def _tag(language: object) -> str:
    return language_tag(language.value.rpartition("/")[2]) if isinstance(language, ox.NamedNode) else ""


def _role(contributor: Contributor) -> str:
    codes = [role.iri.rpartition("/")[2] for role in contributor.roles]
    otherwise = "author" if not codes or {"aut", "cre"} & {*codes} else "contributor"
    return next((_ROLES[code] for code in codes if code in _ROLES), otherwise)


def _person(agent: Link, language: str) -> str:
    """The name without the dates of a heading: "Auezov, Mukhtar, 1897-1961" is cited as "Auezov, Mukhtar"."""
    name = best(agent.names, language).text
    return _DATES.sub("", name).rstrip(" ,") or name


def bibtex(citation: Citation) -> str:
    """An entry of BibTeX, in Unicode, as biblatex and Zotero read it."""
    kinds = {"periodical": "periodical", "thesis": "thesis", "video": "video", "sound": "audio", "map": "misc", "score": "misc"}
    fields = {
        "title": citation.title,
        "author": " and ".join(citation.named("author")),
        "editor": " and ".join(citation.named("editor")),
        "translator": " and ".join(citation.named("translator")),
        "date": str(citation.year or ""),
        "location": citation.place,
        "publisher": citation.publisher,
        "pagetotal": citation.extent,
        "isbn": ", ".join(citation.isbn),
        "issn": ", ".join(citation.issn),
        "langid": citation.language,
        "keywords": ", ".join(subject.replace(",", " ") for subject in citation.subjects),
        "url": citation.url,
    }
    lines = [f"  {name} = {{{_tex(value)}}}" for name, value in fields.items() if value]
    return f"@{kinds.get(citation.kind, 'book')}{{{citation.key},\n" + ",\n".join(lines) + "\n}\n"


_ESCAPED = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "\n": " ", "\r": " "}
_TEX = str.maketrans(_ESCAPED | {sign: "\\" + sign for sign in "#$%&_"})


def _tex(text: str) -> str:
    return text if text.startswith(("http://", "https://")) and not set(text) & set("{}\\\n\r") else text.translate(_TEX)


_RIS_KINDS = {"periodical": "JFULL", "thesis": "THES", "score": "MUSIC", "map": "MAP", "video": "VIDEO", "sound": "SOUND"}
_RIS_ROLES = (("AU", "author"), ("A2", "editor"), ("A4", "translator"))


def ris(citation: Citation) -> str:
    """An entry of RIS."""
    pairs = [("TY", _RIS_KINDS.get(citation.kind, "BOOK")), ("ID", citation.key), ("TI", citation.title)]
    pairs += [(tag, name) for tag, role in _RIS_ROLES for name in citation.named(role)]
    pairs += [("PY", str(citation.year or "")), ("CY", citation.place), ("PB", citation.publisher), ("LA", citation.language)]
    pairs += [("SN", number) for number in (*citation.isbn, *citation.issn)] + [("KW", subject) for subject in citation.subjects]
    pairs += [("CN", mark) for mark in citation.shelf_marks] + [("DP", citation.source), ("UR", citation.url)]
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in pairs if value) + "ER  - \r\n\r\n"


_CSL_KINDS = {
    "periodical": "periodical",
    "thesis": "thesis",
    "score": "musical_score",
    "map": "map",
    "video": "motion_picture",
    "sound": "song",
}


def csl(citation: Citation) -> str:
    """An item of CSL-JSON."""
    item: dict[str, object] = {
        "id": citation.key,
        "type": _CSL_KINDS.get(citation.kind, "book"),
        "title": citation.title,
        **{role: [_csl_name(name) for name in citation.named(role)] for role in ("author", "editor", "translator")},
        "issued": {"date-parts": [[citation.year]]} if citation.year else None,
        "publisher-place": citation.place,
        "publisher": citation.publisher,
        "number-of-pages": citation.extent,
        "ISBN": " ".join(citation.isbn),
        "ISSN": " ".join(citation.issn),
        "language": citation.language,
        "keyword": ", ".join(citation.subjects),
        "archive": citation.source,
        "call-number": "; ".join(citation.shelf_marks),
        "URL": citation.url,
    }
    return json.dumps({name: value for name, value in item.items() if value}, ensure_ascii=False)


def _csl_name(name: str) -> dict[str, str]:
    family, comma, given = name.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": name}


_COLUMNS: Mapping[str, Callable[[Citation], str]] = {
    "iri": lambda each: each.iri,
    "kind": lambda each: each.kind,
    "title": lambda each: each.title,
    "authors": lambda each: "; ".join(each.named("author")),
    "editors": lambda each: "; ".join(each.named("editor")),
    "translators": lambda each: "; ".join(each.named("translator")),
    "year": lambda each: str(each.year or ""),
    "place": lambda each: each.place,
    "publisher": lambda each: each.publisher,
    "extent": lambda each: each.extent,
    "isbn": lambda each: "; ".join(each.isbn),
    "issn": lambda each: "; ".join(each.issn),
    "language": lambda each: each.language,
    "subjects": lambda each: "; ".join(each.subjects),
    "library": lambda each: each.source,
    "shelf_marks": lambda each: "; ".join(each.shelf_marks),
    "url": lambda each: each.url,
}


def csv_line(citation: Citation) -> str:
    """A line of CSV; what a spreadsheet would take for a formula begins with an apostrophe."""
    return _csv([_safe(value(citation)) for value in _COLUMNS.values()])


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _csv(values: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(values)
    return line.getvalue()


class Style(NamedTuple):
    """A format for lists of citations: its name and extension, media type and label; what stands before, between and after."""

    name: str
    extension: str
    media_type: str
    label: str
    write: Callable[[Citation], str]
    before: str = ""
    between: str = ""
    after: str = ""


STYLES = (
    Style("csv", "csv", "text/csv", "CSV", csv_line, before="\ufeff" + _csv(_COLUMNS)),
    Style("bibtex", "bib", "application/x-bibtex", "BibTeX", bibtex, between="\n"),
    Style("ris", "ris", "application/x-research-info-systems", "RIS", ris),
    Style("csl", "json", "application/vnd.citationstyles.csl+json", "CSL-JSON", csl, before="[\n", between=",\n", after="\n]\n"),
)
"""The formats in which citations can be had."""


def written(citations: Iterable[Citation], style: Style) -> Iterator[str]:
    """A list of citations, piece by piece."""
    yield style.before
    for n, citation in enumerate(citations):
        yield (style.between if n else "") + style.write(citation)
    yield style.after
