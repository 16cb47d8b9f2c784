"""Who waits for a worker, and whose turn it is.

Queries wait in lines: one for each client and each kind of query that it asks, by what the queries have in common. Clients take
turns, and the kinds of one client do, so a single question does not wait behind a hundred of another kind. What has proved short
goes before what nobody knows yet, that before what is long. When too many wait, who asks most of one kind is refused.
"""

import re
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from sparql.process import Process

_LENGTHY = 4096  # characters; nobody types a short query of that length
_CONSTANTS = re.compile(r'"[^"\\\n]*"|<[^<>\s]*>|\d+')


@dataclass(slots=True, eq=False)
class Ticket:
    """A query's place in the queue, then its hold on a worker: who asks, what it looks like, what is known of such queries,
    and whether its answer is on its way and takes nobody's place."""

    client: str
    shape: str
    long: bool
    known: bool = False
    streams: bool = False
    ready: threading.Event = field(default_factory=threading.Event)
    process: Process | None = None
    refused: bool = False

    @property
    def line(self) -> tuple[str, bool, str]:
        """The line in which it waits."""
        return self.client, self.long, self.shape


def shape(text: str) -> str:
    """What a query has in common with others that differ from it in constants only; "" for a lengthy one."""
    return _CONSTANTS.sub("", text) if len(text) <= _LENGTHY else ""


class Queue:
    """The lines. At most `bound` of the long may wait, and as many of the others."""

    def __init__(self, bound: int) -> None:
        self.bound = bound
        self._lines: dict[tuple[str, bool, str], deque[Ticket]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._lines.values()))

    def __iter__(self) -> Iterator[Ticket]:
        return (ticket for tickets in self._lines.values() for ticket in tickets)

    def admit(self, ticket: Ticket) -> bool:
        """Let a ticket wait; False if it is refused. Another may be refused in its place: the last one of the longest line."""
        lines = [tickets for tickets in self._lines.values() if tickets[0].long == ticket.long]
        if sum(map(len, lines)) >= self.bound:
            longest = max(lines, key=len, default=deque[Ticket]())
            if len(longest) <= len(self._lines.get(ticket.line, ())) + 1:
                return False
            self.refuse(longest[-1])
        self.add(ticket)
        return True

    def add(self, ticket: Ticket) -> None:
        """Let a ticket wait, however many do."""
        self._lines.setdefault(ticket.line, deque()).append(ticket)

    def refuse(self, ticket: Ticket) -> None:
        """Send a ticket away."""
        self.leave(ticket)
        ticket.refused = True
        ticket.ready.set()

    def first(self) -> list[Ticket]:
        """The first of each line, in the order of their turns."""
        return sorted((tickets[0] for tickets in self._lines.values()), key=lambda each: (each.long, not each.known))

    def serve(self, ticket: Ticket) -> None:
        """It is this one's turn: its client goes to the end, and of what the client asks this kind to the very end."""
        self.leave(ticket)
        for line in [line for line in self._lines if line[0] == ticket.client and line != ticket.line] + [ticket.line]:
            if tickets := self._lines.pop(line, None):
                self._lines[line] = tickets

    def leave(self, ticket: Ticket) -> bool:
        """Take a ticket out; False if it does not wait any more."""
        tickets = self._lines.get(ticket.line)
        if tickets is None or ticket not in tickets:
            return False
        tickets.remove(ticket)
        if not tickets:
            del self._lines[ticket.line]
        return True

    def turn_long(self, looks: str) -> None:
        """Queries that look like this are long: those that wait go over to the long ones."""
        for ticket in [each for each in self if each.shape == looks and not each.long]:
            self.leave(ticket)
            ticket.long = True
            if not self.admit(ticket):
                self.refuse(ticket)
