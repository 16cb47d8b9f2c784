"""What repositories write for languages, licences, resource types, dates and identifiers, as terms and shapes of BIBFRAME."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from conversions.repository.element import COUNTRIES
from conversions.shapes import EDTF, identifier
from conversions.text import iri, spaces
from conversions.tree import Key, Literal, Node, Value
from ontology.codes import by_label, code, terms
from ontology.names import BF, RDFS, Iri

MARCGT = "http://id.loc.gov/vocabulary/marcgt/"
_NO_LETTER = re.compile(r"[\W_]+")
_TYPE_PREFIX = re.compile(r"info:eu-repo/semantics/|https?://purl\.org/coar/resource_type/|https?://purl\.org/eprint/type/")
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?=T|$)")
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_COMMONS_ADDRESS = re.compile(r"creativecommons\.org/(licenses|publicdomain)/([a-z-]+)(?:/(\d\.\d))?(?:/(igo|[a-z]{2})(?=/|$))?")
_COMMONS_NAME = re.compile(r"\bCC[ -]?(BY(?:-(?:NC|SA|ND))*|0)(?:[ -]v?(\d\.\d))?", re.I)
_COMMONS_WORDS = re.compile(r"creative commons\s+(attribution[\w\s-]*?)(?:licen[sc]e)?\s*(\d\.\d)", re.I)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*|info:doi/)?(10\.\d{4,9}/\S+)", re.I)
_HANDLE = re.compile(r"(?:https?://hdl\.handle\.net/|hdl:\s*)(\S+/\S+)", re.I)
_ISBN = re.compile(r"(?:urn:)?(?:isbn[:\s]*)?((?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx])", re.I)
_ISSN = re.compile(r"(?:urn:)?(?:e?issn[:\s]*)?(\d{4}-\d{3}[\dXx])", re.I)
_URN = re.compile(r"urn:[a-z0-9-]+:\S+", re.I)


class ResourceType(NamedTuple):
    """What a word for a type of resource means: class of the Work, code of MARC's genre list, level of a thesis; each or ""."""

    kind: str
    genre: str
    degree: str


@cache
def _types() -> Mapping[str, ResourceType]:
    lines = files("conversions.repository").joinpath("tables/types.tsv").read_text("utf-8").splitlines()[1:]
    return {name: ResourceType(*rest) for name, *rest in (line.split("\t") for line in lines)}


def resource_type(text: str) -> ResourceType | None:
    """The type that a word, or an IRI of COAR or OpenAIRE, stands for; None where it is not known.

    >>> resource_type("info:eu-repo/semantics/masterThesis")
    ResourceType(kind='Text', genre='the', degree='master')
    """
    return _types().get(_NO_LETTER.sub("", _TYPE_PREFIX.sub("", text).casefold().replace("ё", "е")))


def genre(label: Value, text: str) -> Node:
    """A form or genre that is in no list, shared by all records that name it so."""
    return (
        Node([BF.GenreForm], {RDFS.label: label}, key=Key("genre", f"uncontrolled|{spaces(text).casefold()}")) if text else Node()
    )


@cache
def _languages() -> Mapping[str, Iri]:
    return {each.tag: each.iri for each in terms("languages") if each.tag}


@lru_cache(maxsize=5000)
def language(text: str) -> Iri:
    """The language that a code of two or three letters, a tag or a name stands for; "" where it is not known.

    >>> language("ru_RU") == language("rus") == language("Русский")
    True
    """
    first = re.split(r"[-_;]", text.strip(), maxsplit=1)[0].strip().lower()
    first = COUNTRIES.get(first, first)
    found = (code("languages", first) if len(first) == 3 else None) or by_label("languages", text)
    return found.iri if found else _languages().get(first, Iri(""))


def language_code(text: str) -> str:
    """The MARC code of that language; "" where it is not known."""
    return language(text).rpartition("/")[2]


def licence(text: str) -> Iri:
    """The IRI of a licence: that of Creative Commons in its one form, any other address as it is; "" for words.

    >>> licence("CC BY-SA 4.0"), licence("http://creativecommons.org/publicdomain/zero/1.0/deed.ru")
    ('https://creativecommons.org/licenses/by-sa/4.0/', 'https://creativecommons.org/publicdomain/zero/1.0/')
    """
    if found := _COMMONS_ADDRESS.search(text):
        end = "/".join(filter(None, found.groups()))
        return Iri(f"https://creativecommons.org/{end}/")
    if found := _COMMONS_NAME.search(text):
        terms_, version = found[1].lower(), found[2] or ""
        if terms_ == "0":
            return Iri("https://creativecommons.org/publicdomain/zero/1.0/")
        return Iri(f"https://creativecommons.org/licenses/{terms_}/{version}/") if version else Iri("")
    if found := _COMMONS_WORDS.search(text):
        words = found[1].lower().replace("-", "")
        ends = [short for word, short in (("noncommercial", "nc"), ("sharealike", "sa"), ("noderiv", "nd")) if word in words]
        return Iri(f"https://creativecommons.org/licenses/{'-'.join(['by', *ends])}/{found[2]}/")
    return iri(text) if text.startswith(("http://", "https://")) and " " not in text else Iri("")


def date(text: str) -> Value:
    """A date as EDTF, to the day; words as they are.

    >>> date("2005-06-01T10:00:00Z").value, date("ok. 1990")
    ('2005-06-01', 'ok. 1990')
    """
    found = _DATE.match(text.strip())
    return Literal(found[0], datatype=EDTF) if found else text


def year(text: str) -> str:
    """The first year in it; "" where there is none."""
    found = _YEAR.search(text)
    return found[0] if found else ""


def numbered(text: str, kind: str = "") -> Node:
    """An identifier by what it looks like, or of the ``kind`` that the record tells: doi, isbn, issn, uri, other."""
    kind = kind.lower()
    for name, form, of in (("doi", _DOI, BF.Doi), ("hdl", _HANDLE, BF.Hdl), ("issn", _ISSN, BF.Issn), ("isbn", _ISBN, BF.Isbn)):
        if (not kind or kind.endswith(name) or kind in ("uri", "url")) and (found := form.fullmatch(text.strip())):
            return identifier(of, found[1].rstrip("."))
    if _URN.fullmatch(text):
        return identifier(BF.Urn, text)
    return identifier(KINDS.get(kind, BF.Identifier if address(text) else BF.Local), text)


KINDS = {
    "doi": BF.Doi, "hdl": BF.Hdl, "handle": BF.Hdl, "isbn": BF.Isbn, "issn": BF.Issn, "eissn": BF.Issn, "urn": BF.Urn,
    "lccn": BF.Lccn, "oclc": BF.OclcNumber, "ismn": BF.Ismn, "isrc": BF.Isrc, "govdoc": BF.Identifier, "local": BF.Local,
    "stock number": BF.StockNumber, "matrix number": BF.MatrixNumber, "upc": BF.Upc, "sici": BF.Sici, "istc": BF.Istc,
}  # fmt: skip


def address(text: str) -> Iri:
    """The text as an address on the web; "" where it is none."""
    return iri(text.strip()) if text.strip().lower().startswith(("http://", "https://", "ftp://")) else Iri("")
