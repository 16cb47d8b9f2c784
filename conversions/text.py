"""The named cleanings that rules use. No rule holds a regular expression: it gets a name here."""

import re
from functools import lru_cache
from urllib.parse import quote

from ontology.names import Iri

_ISBD_END = re.compile(r"\s*[:;,/=+]\s*$")
_IRI_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SPACES = re.compile(r"\s+")


def spaces(text: str) -> str:
    """Runs of white space as one blank, none at the ends.

    >>> spaces("  The   wind ")
    'The wind'
    """
    return _SPACES.sub(" ", text).strip()


def chop(text: str) -> str:
    """Without the ISBD mark that announces the next element.

    >>> chop("The wind : ")
    'The wind'
    """
    return _ISBD_END.sub("", text).strip()


@lru_cache(maxsize=20_000)
def iri(text: str) -> Iri:
    """The text as an absolute IRI with blanks and other forbidden characters percent-encoded; "" if it is none.

    >>> iri("http://example.org/a b")
    'http://example.org/a%20b'
    >>> iri("http://example.org/?cat[1]=2")
    'http://example.org/?cat%5B1%5D=2'
    >>> iri("(DLC)n79021164")
    ''
    """
    text = text.strip()
    if not _IRI_SCHEME.match(text):
        return Iri("")
    brackets = "[]" if "://[" in text else ""  # allowed only around the number of a host
    return Iri(quote(text, safe=f"%/:=&?~#+!$,;'@()*-._{brackets}" + "".join(c for c in set(text) if ord(c) > 160)))
