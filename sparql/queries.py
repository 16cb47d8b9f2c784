"""Named queries: files `queries/NAME.rq`, each a question that people ask, with what is to be filled in.

    # Which works of an author are there, and which libraries hold them?
    # ru: Какие произведения автора есть и в каких библиотеках?
    # uz: Muallifning qaysi asarlari bor va ular qaysi kutubxonalarda?
    # param: ?author agent "Мұхтар Әуезов"
    SELECT ?work ?title …

The first comment is the question in English, `# ru:` and the like give it in other languages. A parameter is a variable of the
query with its kind and an example. It stands for one value, so SELECT cannot name it. Kinds are iri, string, language, integer,
and those of things: agent, work and so on. A thing may be given by its IRI or by its name; `find` tells what the name means.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import takewhile

import pyoxigraph as ox

from sparql.errors import QueryError
from sparql.guard import Reading, Term, bind, read
from sparql.messages import Query
from sparql.prefixes import PREFIXES
from sparql.words import nearest

_PARAMETER = re.compile(r'\?(\w+) +([a-z]+) +"(.*)"')
_TRANSLATION = re.compile(r"([a-z]{2,3}(?:-[A-Za-z]+)?): +(.+)")
_ABSOLUTE = re.compile(r"<.*>|[A-Za-z][A-Za-z0-9+.-]*:\S+")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*|\*")


Find = Callable[[str, str], str]
"""From a kind of thing and words to the IRI of the thing that they mean best, or "" where there is none of the kind."""

_KINDS = {
    "iri": "an IRI",
    "string": "a text",
    "language": "a language tag",
    "integer": "a whole number",
    "agent": "the name or IRI of a person or organization",
    "work": "the title or IRI of a work",
    "hub": "the title or IRI of a hub",
    "topic": "the name or IRI of a subject",
    "place": "the name or IRI of a place",
    "genre": "the name or IRI of a genre",
}
_VALUES = frozenset({"iri", "string", "language", "integer"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """What is to be filled in: the name of the variable, the kind of its values, an example of one."""

    name: str
    kind: str
    example: str

    @property
    def expects(self) -> str:
        """What is to be given, in words."""
        return _KINDS[self.kind]

    def term(self, value: str, find: Find) -> Term:
        """A value as it was typed, as a term; raises QueryError when it is not one of this kind."""
        if self.kind not in _VALUES and not _ABSOLUTE.fullmatch(value.strip()):
            value = find(self.kind, value)
            if not value:
                raise QueryError(f"{self.name}: there is no {self.kind} in the graph.")
        try:
            match self.kind:
                case "iri" | "agent" | "work" | "hub" | "topic" | "place" | "genre":
                    return ox.NamedNode(_whole(value))
                case "integer":
                    return ox.Literal(int(value))
                case "language" if _LANGUAGE.fullmatch(value):
                    return ox.Literal(value)
                case "string":
                    return ox.Literal(value)
        except ValueError:
            pass
        raise QueryError(f"{self.name}: {value!r} is not {self.expects}. An example is {self.example}")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query file: its name, its question by language, its parameters, its text without the comments that say these."""

    name: str
    questions: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    text: str

    def question(self, language: str) -> str:
        """The question in this language, else in English."""
        return self.questions.get(language) or self.questions.get(language.partition("-")[0]) or self.questions["en"]

    def bind(self, values: Mapping[str, str], find: Find) -> Query:
        """The query with its parameters filled in; raises QueryError for one that is missing, unknown or of another kind."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values.keys() - known.keys():
            raise QueryError(f"{self.name} has no parameter {name!r}; it has {', '.join(known) or 'none'}.")
        for name in known.keys() - values.keys():
            raise QueryError(f"{self.name} needs {name}, {known[name].expects}, such as {known[name].example}")
        return Query(self.text, {name: known[name].term(value, find) for name, value in values.items()})

    def example(self, find: Find) -> Query:
        """The query filled in with the examples."""
        return self.bind({parameter.name: parameter.example for parameter in self.parameters}, find)

    def filled(self, find: Find) -> str:
        """The text of `example`, for people to begin with: the examples stand in it where the parameters stood."""
        return bind(read(self.text), self.example(find).bindings)


def load(folder: Traversable) -> dict[str, NamedQuery]:
    """The named queries of a folder, by name; raises QueryError that names the file at fault."""
    texts = {file.name.removesuffix(".rq"): file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".rq")}
    return {name: parse(name, texts[name]) for name in sorted(texts)}


@cache
def queries() -> Mapping[str, NamedQuery]:
    """The queries that come with Otrar, by name."""
    return load(files("sparql") / "queries")


def named(name: str) -> NamedQuery:
    """The query of this name; raises QueryError that names the nearest one."""
    if name not in queries():
        meant = nearest(name, queries())
        raise QueryError(f"There is no query named {name!r}.", hint=f"Did you mean {meant}?" if meant else "")
    return queries()[name]


def parse(name: str, text: str) -> NamedQuery:
    """Read a query file; raises QueryError when it has no question, or a parameter that cannot be filled in."""
    questions: dict[str, str] = {}
    parameters: list[Parameter] = []
    lines = text.splitlines()
    head = list(takewhile(lambda line: line.startswith("#"), lines))
    for line in head:
        said = line.lstrip("# ").strip()
        if said.startswith("param:"):
            parameters.append(_parameter(name, said.removeprefix("param:").strip()))
        elif translation := _TRANSLATION.fullmatch(said):
            questions[translation[1]] = translation[2]
        elif said:
            questions["en"] = f"{questions['en']} {said}" if "en" in questions else said
    if "en" not in questions:
        raise QueryError(f"{name}.rq: the first line is not a comment that says the question.")
    _check(name, read(text), parameters)
    return NamedQuery(name, questions, tuple(parameters), "\n".join(lines[len(head) :]).strip())


def _parameter(name: str, line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if match is None:
        raise QueryError(f'{name}.rq: a parameter is written `# param: ?name iri "example"`, not `{line}`.')
    if match[2] not in _KINDS:
        raise QueryError(f"{name}.rq: {match[2]!r} is no kind of parameter; the kinds are {', '.join(_KINDS)}.")
    parameter = Parameter(match[1], match[2], match[3])
    if match[2] in _VALUES:
        parameter.term(parameter.example, _nothing)
    return parameter


def _nothing(kind: str, words: str) -> str:
    return ""


def _check(name: str, reading: Reading, parameters: list[Parameter]) -> None:
    used = {token.text[1:] for token in reading.tokens if token.kind == "variable"}
    for parameter in parameters:
        if parameter.name not in used:
            raise QueryError(f"{name}.rq: the query does not use its parameter ?{parameter.name}.")
        if parameter.name in _projected(reading):
            raise QueryError(f"{name}.rq: ?{parameter.name} is a parameter; SELECT names it, but it stands for a value.")


def _projected(reading: Reading) -> set[str]:
    """The variables that a SELECT or an AS names."""
    names, selecting, depth = set(), False, 0
    for before, token in zip([reading.tokens[0], *reading.tokens], reading.tokens, strict=False):
        selecting = token.says("SELECT") or (selecting and token.text != "{")
        depth = depth + (token.text == "(") - (token.text == ")") if selecting else 0
        if token.kind == "variable" and ((selecting and depth == 0) or before.says("AS")):
            names.add(token.text[1:])
    return names


def _whole(iri: str) -> str:
    """An IRI typed with one of our prefixes, or in angle brackets, as a plain one."""
    iri = iri.strip().removeprefix("<").removesuffix(">")
    prefix, colon, local = iri.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES and not local.startswith("//") else iri
