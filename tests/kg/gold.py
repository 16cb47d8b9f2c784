"""The labelled pairs of tests/gold, as what clustering compares."""

import csv
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from conversions import keys
from conversions.scripts import dates_of, fold
from kg.agent_evidence import Agent
from kg.features import Features
from kg.ledger import Entry
from kg.work import Job, convert_entry

GOLD = Path(__file__).parents[1] / "gold"
BASE = "http://localhost:8000/"
COMMON_KNOWLEDGE = "common knowledge"
"""Where pairs were found that no catalogue of ours has: forms of the names of writers and scholars whom everybody knows."""
_JOB = Job(BASE, "otrar")


class Measured(NamedTuple):
    """How often what was joined is one thing, and how often one thing was joined; the pairs that went wrong."""

    precision: float
    recall: float
    wrong: list[str]


def measure(verdicts: list[tuple[bool, bool, str]]) -> Measured:
    """From (is one, was joined, what it is about)."""
    right = sum(1 for same, joined, _ in verdicts if same and joined)
    joined = sum(1 for _, joined, _ in verdicts if joined)
    same = sum(1 for same, _, _ in verdicts if same)
    return Measured(right / max(joined, 1), right / max(same, 1), [about for s, j, about in verdicts if s != j])


def rows(name: str) -> Iterator[dict[str, str]]:
    """The pairs of a file."""
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def held_out(row: Mapping[str, str]) -> bool:
    """Whether a pair is of the half on which weights, tables and readings were never tried: told by a hash of its names."""
    if row["one_found"] == COMMON_KNOWLEDGE:
        return False
    return bool(blake2b((row["one"] + row["other"]).encode(), digest_size=1).digest()[0] % 2)


def agent(row: Mapping[str, str], side: str) -> Agent:
    """One side of a pair of names, under the IRI that it would have."""
    name, dates = row[side], row[f"{side}_dates"]
    birth, death = dates_of(dates) if dates else (None, None)
    return Agent(
        keys.agent("person", name, dates=dates).text,
        "Person",
        frozenset([name]),
        frozenset([] if birth is None else [birth]),
        frozenset([] if death is None else [death]),
        titles=frozenset([fold(row["title"])] if row["title"] else []),
    )


def record(row: Mapping[str, str], side: str, id: str = "") -> Features:
    """One side of a pair of records, converted from the fields that it is described by; its number is that of the side."""
    id = id or side
    fact = {name.removeprefix(f"{side}_"): value for name, value in row.items() if name.startswith(f"{side}_")}
    coded = f"200101s{fact['year'] or 'uuuu'}    xx            000 0 {fact['language'] or 'und'} d"
    fields = [f"=LDR  00000n{fact['type']} a2200000 a 4500", f"=001  {id}", f"=008  {coded}"]
    fields += [f"=020  \\\\$a{fact['isbn']}"] if fact["isbn"] else []
    fields += [f"=041  1\\$a{fact['language']}$h{fact['original']}"] if fact["original"] else []
    dates = f",$d{fact['dates']}" if fact["dates"] else ""
    fields += [f"=100  1\\$a{_plain(fact['creator'])}{dates}$4aut"] if fact["creator"] else []
    language = f".$l{fact['uniform_language']}" if fact["uniform_language"] else ""
    fields += [f"=240  10$a{_plain(fact['uniform'])}{language}"] if fact["uniform"] and fact["creator"] else []
    number, _, name = (_plain(each) for each in fact["part"].partition(" | "))
    part = (f".$n{number}" if number else "") + (f".$p{name}" if name else "")
    subtitle = f" :$b{_plain(fact['subtitle'])}" if fact["subtitle"] else ""
    fields += [f"=245  10$a{_plain(fact['title'])}{part}{subtitle}"]
    fields += [f"=700  1\\$a{_plain(fact['contributor'])}"] if fact["contributor"] else []
    raw = ("\n".join(fields) + "\n").encode()
    profile = {"container": "mrk", "format": "marc21", "encoding": "utf-8", "source": side}
    return convert_entry(_JOB, Entry(side, id, raw, "", profile, "", 1, 0)).features


def _plain(text: str) -> str:
    return text.replace("$", " ").replace("\\", " ")
