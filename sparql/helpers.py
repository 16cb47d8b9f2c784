"""What queries have here beyond SPARQL: words looked up in an index, and the best name of a thing.

    ?work otr:search "Абай жолы"               things whose names have these words, in any script and spelling
    ?work otr:search ("Абай жолы" ?rank)       the same, with their place among what was found, 1 for the best
    otr:label(?thing, "kk,ru,en")              its name in the first of these languages that it has a name in

This module has the grammar; what is found comes from `Helpers`, which whoever opens the store brings along.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox

from ontology.names import OTR
from sparql.errors import QueryRefused
from sparql.guard import Reading
from sparql.tokens import Token, position

MOST = 1000
"""How many things one search gives a query, the best ones."""

_OPENING, _CLOSING = frozenset({"{", "(", "[", "<<("}), frozenset({"}", ")", "]", ")>>"})
Function = Callable[..., ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None]


class Helpers(Protocol):
    """What one query on one store may look up."""

    def search(self, words: str) -> Sequence[str]:
        """The IRIs of the things whose names have these words, best first, `MOST` at most."""

    def label(self, thing: ox.NamedNode, languages: Sequence[str]) -> ox.Literal | None:
        """The name of a thing for a reader of these languages, the dearest first."""


class NoHelpers:
    """For a store without a word index: nothing is found, nothing has a name."""

    def search(self, words: str) -> Sequence[str]:
        return ()

    def label(self, thing: ox.NamedNode, languages: Sequence[str]) -> ox.Literal | None:
        return None


def functions(helpers: Helpers) -> dict[ox.NamedNode, Function]:
    """Our functions, as the engine calls them; a wrong argument leaves the value unbound, as in all of SPARQL."""

    def label(thing: object, languages: object = ox.Literal("en")) -> ox.Literal | None:
        if not isinstance(thing, ox.NamedNode) or not isinstance(languages, ox.Literal):
            return thing if isinstance(thing, ox.Literal) else None
        return helpers.label(thing, languages.value.lower().replace(",", " ").split() or ["en"])

    return {ox.NamedNode(OTR.label): label}


def searches(reading: Reading) -> bool:
    """Whether a query names `otr:search` at all."""
    return any(iri == OTR.search for _, iri in reading.iris)


def with_searches(reading: Reading, helpers: Helpers) -> str:
    """The text of a query, each `otr:search` in it replaced by what it finds: a VALUES in the same place.

    Raises QueryRefused where it is said of something else than a variable, or of no text.
    """
    named = {token.start for token, iri in reading.iris if iri == OTR.search}
    parts, end = [], 0
    for at, subject in _verbs(reading.tokens, named):
        start, stop, values = _replaced(reading, at, subject, helpers)
        parts += [reading.text[end:start], values]
        end = stop
    return "".join(parts) + reading.text[end:]


def _replaced(reading: Reading, at: int, subject: Token | None, helpers: Helpers) -> tuple[int, int, str]:
    """From where to where the text is replaced for the search at this token, and by what.

    ?x a bf:Work ; otr:search "Абай" ; bf:title ?t  ->  ?x a bf:Work . VALUES ?x { … } ?x bf:title ?t
    """
    tokens, before = reading.tokens, reading.tokens[at - 1]
    if subject is None:
        raise _refused(reading, at, 'write it of a variable: `?thing otr:search "words"`.')
    words, rank, after = _object(reading, at)
    following = after
    while following < len(tokens) and tokens[following].text == ";":
        following += 1
    goes_on = following > after and tokens[following].text not in (".", "}")
    stop = tokens[following - 1].start + len(tokens[following - 1].text)
    values = _values(subject.text, rank, helpers.search(words))
    return before.start, stop, (". " if before.text == ";" else "") + values + (f" {subject.text}" if goes_on else "")


def _values(subject: str, rank: str, found: Sequence[str]) -> str:
    if rank:
        return f"VALUES ({subject} {rank}) {{ {' '.join(f'({ox.NamedNode(iri)} {n})' for n, iri in enumerate(found, 1))} }}"
    return f"VALUES {subject} {{ {' '.join(str(ox.NamedNode(iri)) for iri in found)} }}"


def _object(reading: Reading, at: int) -> tuple[str, str, int]:
    """The words, the variable for the rank or "", and the place after them."""
    after = reading.tokens[at + 1 : at + 5]
    shape = [token.text if token.kind == "sign" else token.kind for token in after]
    if shape[0] == "string" and shape[1] in (".", ";", "}", "variable", "word", "{", "iri", "name"):
        return _unquoted(after[0]), "", at + 2
    if shape == ["(", "string", "variable", ")"]:
        return _unquoted(after[1]), after[2].text, at + 5
    raise _refused(reading, at, 'one text follows it: `otr:search "words"`, or `otr:search ("words" ?rank)`.')


def _unquoted(token: Token) -> str:
    """What a string says, read by the parser that reads it in the query."""
    (row,) = ox.Store().query(f"SELECT ({token.text} AS ?text) {{}}")  # type: ignore[misc]  # a SELECT has rows
    return str(row["text"].value)


def _refused(reading: Reading, at: int, message: str) -> QueryRefused:
    return QueryRefused(f"After otr:search {message}", *position(reading.text, reading.tokens[at].start))


@dataclass(slots=True)
class _Level:
    """An open bracket, and how far its group of patterns is read: the subject, and the clause that is not triples."""

    bracket: str
    subject: Token | None = None
    begins: bool = True
    clause: str = ""

    def read(self, token: Token) -> None:
        """Go on by one token of this level."""
        if token.text == ".":
            self.begins, self.clause = True, ""
        elif token.kind == "word" and token.text != "a" and not token.says("TRUE", "FALSE"):
            self.clause = token.text.upper()
        elif self.begins and not self.clause:
            self.subject, self.begins = token, False

    def closed(self, bracket: str) -> None:
        """Go on after what stood in brackets: a clause ends with its last one, a term may have been a subject."""
        if self.clause == "VALUES" and bracket == ")":
            return
        if self.clause or bracket == "}":
            self.begins, self.clause = True, ""
        elif self.begins:
            self.subject, self.begins = None, False


def _verbs(tokens: Sequence[Token], named: set[int]) -> Iterator[tuple[int, Token | None]]:
    """Which of the tokens that begin at `named` are the property of a pattern, and the variable that it is said of, if one."""
    levels = [_Level("")]
    for at, token in enumerate(tokens):
        level = levels[-1]
        if token.text in _OPENING:
            levels.append(_Level(token.text))
        elif token.text in _CLOSING:
            levels.pop()
            levels[-1].closed(token.text)
        elif token.start in named and (tokens[at - 1].text in (";", "[", "]") or tokens[at - 1] is level.subject):
            said_of = level.subject if level.bracket == "{" else None
            yield at, said_of if said_of and said_of.kind == "variable" else None
        else:
            level.read(token)
