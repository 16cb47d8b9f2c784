"""SPARQL Update, read before the engine sees it: which graphs an update writes, so that it can be held to those it may write.

An update says in so many words where it writes: `GRAPH <…>` in what it inserts and deletes, or `WITH <…>`. A variable in that
place, the default graph, ALL and NAMED are refused; so are LOAD and SERVICE, which ask other servers, and blank nodes.
"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field

from sparql.errors import QueryRefused, QuerySyntaxError
from sparql.guard import expand, prologue
from sparql.tokens import Token, position, tokenise


@dataclass(slots=True)
class Update:
    """An update that may be run: its text, and the graphs that it may write to, by IRI."""

    text: str
    graphs: list[str] = field(default_factory=list)


def read_update(text: str) -> Update:
    """Read an update; raises QuerySyntaxError or QueryRefused with line and column."""
    tokens = tokenise(text)
    found = list(dict.fromkeys(_Reader(text, tokens).written())) if tokens else []
    if not found:
        raise QuerySyntaxError(
            "The update changes nothing: it has no INSERT, DELETE, CLEAR, DROP, CREATE, COPY, MOVE, ADD.", 1, 1
        )
    return Update(text, found)


class _Reader:
    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text, self.tokens = text, tokens
        self.base, self.prefixes = prologue(tokens)

    def written(self) -> Iterator[str]:
        """The graphs that are written to, in the order of their first place."""
        depth, with_graph, at = 0, "", 0
        while at < len(self.tokens):
            token = self.tokens[at]
            depth += (token.text == "{") - (token.text == "}")
            if token.says("LOAD", "SERVICE"):
                raise self._refused(token, f"{token.text.upper()} is not done here: other servers are not asked.")
            if depth == 0 and token.text == ";":
                with_graph = ""
            elif depth == 0 and token.says("WITH"):
                with_graph = self._graph(at + 1)
            elif depth == 0 and token.says("INSERT", "DELETE"):
                at = yield from self._template(at, with_graph)
            elif depth == 0 and token.says("CLEAR", "DROP", "CREATE"):
                yield self._graph(at + 1)
            elif depth == 0 and token.says("COPY", "MOVE", "ADD"):
                yield from self._transfer(at)
            at += 1

    def _transfer(self, at: int) -> Iterator[str]:
        to = next((n for n in range(at, len(self.tokens)) if self.tokens[n].says("TO")), at)
        source = self._graph(at + 1)  # the default graph is none of those that are kept, so nothing can come from it
        if self.tokens[at].says("MOVE"):
            yield source
        yield self._graph(to + 1)

    def _template(self, at: int, with_graph: str) -> Generator[str, None, int]:
        """What an INSERT or DELETE writes; the generator's value is the place of the bracket that closes it."""
        at = next((n for n in range(at, len(self.tokens)) if self.tokens[n].text == "{"), len(self.tokens) - 1)
        depth = 1
        while depth and at + 1 < len(self.tokens):
            at += 1
            token = self.tokens[at]
            depth += (token.text == "{") - (token.text == "}")
            if token.kind == "blank" or token.text == "[":
                raise self._refused(token, "A blank node has no name by which it could be deleted again. Give it an IRI.")
            if token.says("GRAPH"):
                yield self._graph(at)
                at += 1
            elif depth == 1 and token.text not in ("}", "."):
                if not with_graph:
                    raise self._refused(token, "Say which graph: `GRAPH <…> { … }` around it, or `WITH <…>` before.")
                yield with_graph
        return at

    def _graph(self, at: int) -> str:
        """The IRI of a graph, perhaps after SILENT and GRAPH."""
        while at < len(self.tokens) and self.tokens[at].says("SILENT", "GRAPH"):
            at += 1
        token = self.tokens[min(at, len(self.tokens) - 1)]
        if token.kind not in ("iri", "name"):
            raise self._refused(token, "Here the IRI of one graph is needed; which graphs an update writes must be plain.")
        return expand(token, self.prefixes, self.base)

    def _refused(self, token: Token, message: str) -> QueryRefused:
        return QueryRefused(message, *position(self.text, token.start))
