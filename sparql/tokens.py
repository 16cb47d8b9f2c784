"""SPARQL text to tokens, by the terminals of the grammar (SPARQL 1.1, section 19.8, and the triple terms of 1.2).

One thing in SPARQL has two readings: in `?a<?b&&?c>?d` the part from `<` to `>` has the shape of an IRI, but stands where an
expression goes on, so `<` is "less than". A reader that takes it for an IRI can be shown a query with other strings and comments
than the engine sees. So the scanner follows the brackets: in an expression, after an operand, `<` is always an operator;
in triples, rows and paths it always opens an IRI.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sparql.errors import QuerySyntaxError
from sparql.words import FUNCTIONS, KEYWORDS, nearest

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARS = _BASE + r"_\-0-9\u00b7\u0300-\u036f\u203f-\u2040"
_VARIABLE = f"[{_BASE}_0-9\u00b7\u0300-\u036f\u203f-\u2040]"
_ESCAPE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_STRING_ESCAPE = rf"\\[tbnrf\"'\\]|{_ESCAPE}"
_LOCAL_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"

Kind = Literal["iri", "string", "language", "variable", "blank", "name", "number", "word", "sign"]

_TOKEN = re.compile(
    rf"""
      (?P<space>  [ \t\r\n]+ | \#[^\r\n]* )
    | (?P<iri>    < (?: [^\x00-\x20<>"{{}}|^`\\] | {_ESCAPE} )* > )
    | (?P<string> \"\"\" (?: "{{0,2}} (?: [^"\\] | {_STRING_ESCAPE} ) )* \"\"\"
                | '''    (?: '{{0,2}} (?: [^'\\] | {_STRING_ESCAPE} ) )* '''
                | " (?!"") (?: [^"\\\r\n] | {_STRING_ESCAPE} )* "
                | ' (?!'') (?: [^'\\\r\n] | {_STRING_ESCAPE} )* ' )
    | (?P<language> @ [A-Za-z]+ (?: - [A-Za-z0-9]+ )* (?: --(?:ltr|rtl)\b )? )
    | (?P<variable> [?$] {_VARIABLE}+ )
    | (?P<blank>  _: [{_BASE}_0-9] (?: \.* [{_CHARS}] )* )
    | (?P<name>   (?: [{_BASE}] (?: \.* [{_CHARS}] )* )? :
                  (?: (?: [{_BASE}_:0-9] | {_LOCAL_ESCAPE} ) (?: \.* (?: [{_CHARS}:] | {_LOCAL_ESCAPE} ) )* )? )
    | (?P<number> (?: [0-9]+ (?: \.[0-9]* )? | \.[0-9]+ ) [eE] [+-]? [0-9]+ | [0-9]* \. [0-9]+ | [0-9]+ )
    | (?P<word>   [A-Za-z_] [A-Za-z0-9_]* )
    | (?P<sign>   \^\^ | && | \|\| | != | <= | >= | <<\( | \)>> | << | >> | \{{\| | \|\}} | [-+*/!=<>^|?.,;()\[\]{{}}~] )
    """,
    re.VERBOSE,
)
_LESS = re.compile("<=?")
_OPERANDS = frozenset({"iri", "string", "language", "variable", "blank", "name", "number"})
_CLOSES = {")": "(", ")>>": "(", "]": "[", "}": "{"}
# Glued to what follows them, these make a prefixed name of what the engine may read as a keyword and a function's name.
_BEFORE_CALL = re.compile("filter|having|by|asc|desc", re.IGNORECASE)
DEEPEST = 200


class Token(NamedTuple):
    """kind, the text as written, and where it begins in the query (in characters)."""

    kind: Kind
    text: str
    start: int

    def says(self, *words: str) -> bool:
        """Whether it is one of these keywords (given in upper case)."""
        return self.kind == "word" and self.text.upper() in words


@dataclass(slots=True)
class _Level:
    """An open bracket: what it is, what stands in it, and the clause of the query that its contents belong to."""

    bracket: str
    holds: Literal["patterns", "terms", "expression", "either"]
    start: int
    clause: str = ""


def tokenise(text: str, known: Sequence[Token] = ()) -> list[Token]:
    """The tokens of a query, without spaces and comments; `known` are its first ones, if they were read before.

    Raises QuerySyntaxError with line and column where no token can begin, at a word that SPARQL does not have, at a bracket
    that closes nothing or is never closed, where brackets are nested deeper than `DEEPEST`, and where a `<` could be read
    in two ways.
    """
    return _Scanner(text, known).scan()


class _Scanner:
    def __init__(self, text: str, known: Sequence[Token]) -> None:
        self.text = text
        self.tokens = list(known)
        self.levels = [_Level("", "patterns", 0)]

    def scan(self) -> list[Token]:
        text, tokens = self.text, self.tokens
        at = tokens[-1].start + len(tokens[-1].text) if tokens else 0
        while at < len(text):
            match = self._less(at) if text[at] == "<" else _TOKEN.match(text, at)
            if match is None:
                raise self._error(at, f"`{text[at : at + 12].split(chr(10))[0]}` begins nothing that SPARQL has.")
            start, at = at, match.end()
            kind = match.lastgroup or "sign"
            if kind == "space":
                continue
            token = Token(kind, match[0], start)  # type: ignore[arg-type]  # the groups of _TOKEN are called as its kinds
            if kind == "sign":
                self._bracket(token)
            elif kind == "word":
                self._word(token)
            tokens.append(token)
        if len(self.levels) > 1:
            opened = self.levels[-1]
            raise self._error(opened.start, f"This `{opened.bracket}` is never closed.")
        return tokens

    def _less(self, at: int) -> re.Match[str] | None:
        """What begins with `<`: an IRI, or an operator."""
        match = _TOKEN.match(self.text, at)
        if match and self.levels[-1].holds in ("expression", "either") and self._after_operand():
            if self.levels[-1].holds == "either" and match.lastgroup == "iri":
                raise self._error(at, "This could be 'less than' or an IRI. Write a space after `<` or before the `(`.")
            return _LESS.match(self.text, at)
        return match

    def _after_operand(self) -> bool:
        last = self.tokens[-1]
        return last.kind in _OPERANDS or last.text in (")", ")>>") or last.says("TRUE", "FALSE")

    def _word(self, token: Token) -> None:
        word = token.text.upper()
        if word not in KEYWORDS and word not in FUNCTIONS and token.text != "a":
            meant = nearest(word, [*KEYWORDS, *FUNCTIONS])
            hint = f"Did you mean {meant}?" if meant else ""
            raise self._error(token.start, f"`{token.text}` is not a word of SPARQL.", hint)
        if word in ("SELECT", "BY", "HAVING", "VALUES", "WHERE", "FROM", "LIMIT", "OFFSET"):
            self.levels[-1].clause = word

    def _bracket(self, token: Token) -> None:
        if token.text in ("(", "<<("):
            self._open(token, self._holds(token))
        elif token.text == "[":
            self._open(token, "terms")
        elif token.text == "{":
            in_values = self.levels[-1].clause == "VALUES"
            self.levels[-1].clause = ""
            self._open(token, "terms" if in_values else "patterns")
        elif token.text in _CLOSES:
            if self.levels[-1].bracket != _CLOSES[token.text]:
                raise self._error(token.start, f"`{token.text}` closes nothing that is open.")
            self.levels.pop()

    def _open(self, token: Token, holds: Literal["patterns", "terms", "expression", "either"]) -> None:
        if len(self.levels) > DEEPEST:
            raise self._error(token.start, f"Brackets are nested more than {DEEPEST} deep. Split the query.")
        self.levels.append(_Level("(" if token.text == "<<(" else token.text, holds, token.start))

    def _holds(self, token: Token) -> Literal["terms", "expression", "either"]:
        """What a `(` opens here: an expression, or terms (a collection, a row, a path)."""
        level = self.levels[-1]
        if token.text == "<<(":
            return "terms"
        if level.holds != "patterns":
            return level.holds
        before = self.tokens[-1] if self.tokens else token
        if before.kind == "word":
            return "terms" if before.text == "a" or before.says("VALUES") else "expression"
        if level.clause in ("SELECT", "BY", "HAVING"):
            return "expression"
        if before.kind in ("iri", "name") and len(self.tokens) > 1 and self.tokens[-2].says("FILTER"):
            return "expression"
        if before.kind == "name" and _BEFORE_CALL.search(before.text.partition(":")[0]):
            return "either"
        return "terms"

    def _error(self, at: int, message: str, hint: str = "") -> QuerySyntaxError:
        return QuerySyntaxError(message, *position(self.text, at), hint)


def position(text: str, at: int) -> tuple[int, int]:
    """Line and column, from 1, of a place in a text."""
    line_start = text.rfind("\n", 0, at) + 1
    return text.count("\n", 0, at) + 1, at - line_start + 1
