"""The code lists of MARC 21 and UNIMARC: what a code means, which IRI it is, what it is called in seven languages.

The lists are the files in ``ontology/codes``, one a list, named as the Library of Congress names it; a person can edit
them in any editor that keeps tabs. Columns: ``code`` (MARC), ``iri``, ``unimarc`` (codes of UNIMARC and RUSMARC with
that meaning, blanks between them; for countries ISO 3166), ``also`` (other and older codes), ``alias`` (other words and
abbreviations, semicolons between them), ``tag`` (BCP 47), ``script`` (ISO 15924) and one column a language.

>>> code("relators", "aut").iri
'http://id.loc.gov/vocabulary/relators/aut'
>>> code("languages", "kaz").label("ru"), language_tag("kaz")
('казахский', 'kk')
>>> by_unimarc("relators", "730").code, by_label("relators", "ред.").code
('trl', 'edt')
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.iri import Iri
from ontology.kinds import KINDS

FOLDER = Path(__file__).with_name("codes")
LANGUAGES = ("en", "ru", "kk", "uz", "ky", "tg", "tk")
"""The languages of labels, as BCP 47 tags."""

_APOSTROPHES = re.compile("[ʻʼ‘’`´']")
_ANY, _ANY_ALIAS = "any", "alias"
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One line of a code list.

    table: the list, such as "relators"; kind: the RDF class of its terms; labels: by language, only those that are known.
    """

    table: str
    code: str
    iri: Iri
    kind: Iri
    labels: Mapping[str, str]
    unimarc: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    alias: tuple[str, ...] = ()
    tag: str = ""
    script: str = ""

    def label(self, language: str = "en") -> str:
        """What the term is called in this language, else in Russian where that is widely read, else in English."""
        if language in self.labels:
            return self.labels[language]
        return self.labels["en"] if language == "en" else self.labels.get("ru", self.labels["en"])


@dataclass(frozen=True, slots=True)
class _Table:
    """A list with its indexes; where a key fits several terms the first of the file has it."""

    terms: Mapping[str, Term]
    codes: Mapping[str, Term]
    unimarc: Mapping[str, Term]
    labels: Mapping[str, Mapping[str, Term]]


def code(table: str, code: str) -> Term | None:
    """The term of a MARC code or of an older or other code for it; None when the list has none.

    Fill characters and blanks around the code do not count (``kz `` is ``kz``). Raises KeyError for an unknown list.
    """
    return _table(table).codes.get(code.strip(" |#^").casefold())


def by_unimarc(table: str, code: str) -> Term | None:
    """The term of a UNIMARC or RUSMARC code: ``070`` of relators, ``KZ`` of countries, ``h`` of frequencies."""
    return _table(table).unimarc.get(code.strip(" |#^").casefold())


def by_iri(iri: str) -> Term | None:
    """The term of an IRI, in whatever list it is."""
    return _by_iri().get(iri)


def by_label(table: str, label: str, language: str | None = None) -> Term | None:
    """The term that is called so, or abbreviated so, in this language or in any; letter case and punctuation do not count."""
    labels = _table(table).labels
    key = _plain(label)
    return labels[language or _ANY].get(key) or labels[_ANY_ALIAS].get(key)


def language_tag(code: str) -> str:
    """The BCP 47 tag of a MARC or ISO 639-2 language code: ``kaz`` is ``kk``; "" when there is no such language."""
    term = _table("languages").codes.get(code.strip().casefold())
    return term.tag if term else ""


def terms(table: str) -> Iterable[Term]:
    """All terms of a list, in the order of its file."""
    return _table(table).terms.values()


@cache
def _table(table: str) -> _Table:
    found = list(_read(table, KINDS[table]))
    return _Table(
        terms={term.code: term for term in found},
        codes=_first((key.casefold(), term) for term in found for key in (term.code, *term.also)),
        unimarc=_first((key.casefold(), term) for term in found for key in term.unimarc),
        labels={
            **{each: _first((_plain(t.labels[each]), t) for t in found if each in t.labels) for each in LANGUAGES},
            _ANY: _first((_plain(label), term) for term in found for label in term.labels.values()),
            _ANY_ALIAS: _first((_plain(alias), term) for term in found for alias in term.alias),
        },
    )


def _read(table: str, kind: Iri) -> Iterator[Term]:
    path = FOLDER / f"{table}.tsv"
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    names = header.split("\t")
    for number, line in enumerate(lines, 2):
        values = line.split("\t")
        if len(values) != len(names):
            raise ValueError(f"{path.name}, line {number}: {len(values)} columns where the first line names {len(names)}")
        row = dict(zip(names, values, strict=True))
        yield Term(
            table=table,
            code=row["code"],
            iri=Iri(row["iri"]),
            kind=kind,
            labels={each: row[each] for each in LANGUAGES if row[each]},
            unimarc=tuple(row.get("unimarc", "").split()),
            also=tuple(row.get("also", "").split()),
            alias=tuple(alias.strip() for alias in row.get("alias", "").split(";") if alias.strip()),
            tag=row.get("tag", ""),
            script=row.get("script", ""),
        )


@cache
def _by_iri() -> Mapping[str, Term]:
    return {term.iri: term for table in KINDS for term in terms(table)}


def _first(pairs: Iterable[tuple[str, Term]]) -> dict[str, Term]:
    found: dict[str, Term] = {}
    for key, term in pairs:
        found.setdefault(key, term)
    return found


def _plain(text: str) -> str:
    """Without letter case, punctuation, apostrophes and doubled blanks; ё as е, as most catalogues write it."""
    text = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return _NO_LETTER.sub(" ", _APOSTROPHES.sub("", text)).strip()
