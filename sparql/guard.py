"""What a query asks for, read from its tokens before the engine sees it; what is never done here is refused.

Oxigraph would fetch any address for a SERVICE. Its parser also takes keywords glued to what follows (`SERVICE:x {`), and gives
one position and a list of its inner rules for an error, so the faults that people make most are found here, with a hint.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import urljoin

import pyoxigraph as ox

from sparql.errors import QueryError, QueryRefused, QuerySyntaxError
from sparql.prefixes import PREFIXES
from sparql.tokens import Token, position, tokenise
from sparql.words import CHANGING, FORMS, UPDATES, nearest

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
Term = ox.NamedNode | ox.Literal
_UNICODE_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LOCAL_ESCAPE = re.compile(r"\\(.)")
_DECLARATIONS = re.compile(r"(?:\s*PREFIX\s+[A-Z][A-Z0-9_-]*:\s*<[^\x00-\x20<>\"{}|^`\\]*>)+", re.ASCII | re.IGNORECASE)
_LONGEST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Reading:
    """A query that may be run.

    form: SELECT, ASK, CONSTRUCT or DESCRIBE.
    graphs: the IRIs of its FROM and FROM NAMED clauses.
    changes: whether the same data can give another answer the next time (NOW, RAND, ...).
    iris: every IRI that the query names, in brackets or with a prefix, with its token; those of its first declarations aside.
    """

    text: str
    form: Form
    tokens: Sequence[Token]
    graphs: tuple[str, ...] = ()
    changes: bool = False
    prefixes: Mapping[str, str] = field(default_factory=dict)
    iris: Sequence[tuple[Token, str]] = ()


class _Declared(NamedTuple):
    """The declarations that a query begins with: programs send the same ones with each of their queries."""

    tokens: tuple[Token, ...]
    prefixes: Mapping[str, str]


@lru_cache(128)
def _declared(beginning: str) -> _Declared:
    if len(beginning) > _LONGEST_KEPT or "file:" in beginning.lower():
        return _Declared((), PREFIXES)
    tokens = tokenise(beginning)
    return _Declared(tuple(tokens), prologue(tokens)[1])


def read(text: str) -> Reading:
    """Read a query; raises QuerySyntaxError or QueryRefused with line and column."""
    beginning = _DECLARATIONS.match(text)
    declared = _declared(beginning[0] if beginning else "")
    tokens = tokenise(text, declared.tokens)
    known = len(declared.tokens)
    form = _form(text, tokens, known)
    base, prefixes = prologue(tokens[known:], declared.prefixes)
    graphs: list[str] = []
    iris: list[tuple[Token, str]] = []
    changes = False
    for at, token in enumerate(tokens[known:], known):
        if token.kind in ("iri", "name"):
            iri = expand(token, prefixes, base)
            _check_iri(text, tokens, at, prefixes, iri)
            iris.append((token, iri))
            if at and _names_dataset(tokens, at):
                graphs.append(iri)
        elif token.kind == "word":
            word = token.text.upper()
            changes = changes or word in CHANGING
            if word in ("SERVICE", "LOAD"):
                raise _refused(text, token, f"{word} is not done here: this endpoint asks no other servers.")
    return Reading(text, form, tokens, tuple(graphs), changes, prefixes, iris)


def bind(reading: Reading, bindings: Mapping[str, Term]) -> str:
    """The text of the query with variables replaced by terms, as SEP-0007 has it, wherever they stand, in subqueries too.

    Terms are written by the library that parses them again, and only variable tokens are replaced: nothing in a value can
    become a part of the query. Raises QueryError for a variable that is not in the query.
    """
    missing = bindings.keys() - {token.text[1:] for token in reading.tokens if token.kind == "variable"}
    if missing:
        raise QueryError(f"The query has no ?{min(missing)}.")
    parts, end = [], 0
    for token in reading.tokens:
        if token.kind == "variable" and token.text[1:] in bindings:
            parts += [reading.text[end : token.start], written(bindings[token.text[1:]])]
            end = token.start + len(token.text)
    return "".join(parts) + reading.text[end:]


def written(term: Term) -> str:
    """A term as SPARQL; whole numbers in digits, since LIMIT takes nothing else."""
    if isinstance(term, ox.Literal) and term.datatype.value.endswith("#integer") and term.value.isdecimal():
        return str(int(term.value))
    return str(term)


def expand(token: Token, prefixes: Mapping[str, str], base: str) -> str:
    """The IRI of an `iri` or `name` token; that of an undeclared prefix is empty."""
    if token.kind == "iri":
        iri = _unescape(token.text[1:-1])
        return urljoin(base, iri) if base else iri
    prefix, _, local = token.text.partition(":")
    if prefix not in prefixes:
        return ""
    return prefixes[prefix] + (_LOCAL_ESCAPE.sub(r"\1", local) if "\\" in local else local)


def _unescape(iri: str) -> str:
    return _UNICODE_ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), iri) if "\\" in iri else iri


def _form(text: str, tokens: Sequence[Token], known: int) -> Form:
    for at, token in enumerate(tokens[known:], known):
        word = token.text.upper() if token.kind == "word" else ""
        if word in FORMS:
            return word  # type: ignore[return-value]  # FORMS is what Form lists
        if word in UPDATES or word == "WITH":
            raise _refused(text, token, f"{word} changes the data. This endpoint answers queries only.")
        if not _in_prologue(tokens, at):
            raise QuerySyntaxError(
                f"`{token.text}` stands where a query begins with {', '.join(FORMS[:-1])} or {FORMS[-1]}.",
                *position(text, token.start),
            )
    raise QuerySyntaxError("The query is empty: it has no SELECT, ASK, CONSTRUCT or DESCRIBE.", 1, 1)


def _in_prologue(tokens: Sequence[Token], at: int) -> bool:
    before = tokens[at - 1] if at else tokens[at]
    match tokens[at].kind:
        case "word":
            return tokens[at].says("PREFIX", "BASE", "VERSION")
        case "name":
            return before.says("PREFIX")
        case "iri":
            return before.kind == "name" or before.says("BASE")
        case _:
            return before.says("VERSION")


def prologue(tokens: Sequence[Token], before: Mapping[str, str] = PREFIXES) -> tuple[str, dict[str, str]]:
    """BASE and all prefixes: those that hold before, and those declared here. The last declaration of a name holds."""
    base, prefixes = "", dict[str, str](before)
    for keyword, name, iri in zip(tokens, tokens[1:], [*tokens[2:], *tokens[-1:]], strict=False):
        if keyword.says(*FORMS):
            break
        if keyword.says("BASE") and name.kind == "iri":
            base = expand(name, {}, base)
        elif keyword.says("PREFIX") and name.kind == "name" and iri.kind == "iri":
            prefixes[name.text[:-1]] = expand(iri, {}, base)
    return base, prefixes


def _names_dataset(tokens: Sequence[Token], at: int) -> bool:
    before = tokens[at - 1]
    return before.says("FROM") or (before.says("NAMED") and at > 1 and tokens[at - 2].says("FROM"))


def _check_iri(text: str, tokens: Sequence[Token], at: int, prefixes: Mapping[str, str], iri: str) -> None:
    token, before = tokens[at], tokens[at - 1]
    if token.kind == "name":
        prefix = token.text.partition(":")[0]
        after = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if "service" in prefix.lower() and after == "{" and not before.says("GRAPH", "FROM", "NAMED"):
            raise _refused(text, token, "SERVICE is not done here: this endpoint asks no other servers.")
        if prefix not in prefixes:
            meant = nearest(prefix, prefixes) if prefix else None
            raise QuerySyntaxError(
                f"The prefix `{prefix}:` is not declared.",
                *position(text, token.start),
                f"Did you mean `{meant}:`?" if meant else f"Write `PREFIX {prefix}: <…>` at the beginning.",
            )
    if iri[:5].lower() == "file:":
        raise _refused(text, token, "file: IRIs are not used here: nothing is read from this machine's files.")


def _refused(text: str, token: Token, message: str) -> QueryRefused:
    return QueryRefused(message, *position(text, token.start))
