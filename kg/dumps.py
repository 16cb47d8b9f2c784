"""Dumps of a publication: all of it, each source, each kind of thing, as N-Quads and as Turtle, compressed with gzip.

    published/N/dumps/otrar.nq.gz          all statements, each with the graph that it stands in
    published/N/dumps/source-NAME.nq.gz    what one library says
    published/N/dumps/shared.nq.gz         the graphs that belong to no library: labels, links, sources
    published/N/dumps/kind-agent.nq.gz     what is said of agents, their inner nodes with them
    published/N/dumps/dumps.json           what each file holds: statements, bytes, SHA-256
    published/N/dumps/SHA256SUMS           for `sha256sum -c`

and the same with .ttl.gz. Each is members one after another (kg/dump_members.py), which are gzip files too. What has not changed
since the publication before is linked, not written again. Memory does not grow.
"""

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from kg.differences import ENTITIES, graph_names, part, statements
from kg.dump_members import ALL, SYNTAXES, Members, Said
from ontology.names import VOID


@dataclass(frozen=True, slots=True)
class Dump:
    """One file: what it holds (``scope``: all, source, shared or kind; ``of``: which source or kind), and how to check it."""

    file: str
    scope: str
    of: str
    syntax: str
    statements: int
    bytes: int
    sha256: str


def listed(folder: Path) -> list[Dump]:
    """The dumps in a folder; none where it was not written."""
    try:
        return [Dump(**each) for each in json.loads((folder / "dumps.json").read_text("utf-8"))]
    except OSError:
        return []


def write(
    graph: ox.Store, folder: Path, base: str, sources: Iterable[str], changed: Set[str] = frozenset(), before: Path | None = None
) -> Iterator[Said]:
    """Write the dumps of a graph into a new folder; yields what is read for that.

    ``before``: the folder of earlier dumps from which only the parts in ``changed`` differ (kg/differences.py, `part`).
    """
    names = {f"record/{quote(source, safe='')}": source for source in sorted(sources)}
    old, made = Members(before or folder), Members(folder)
    same = old.counts.keys() - changed
    made.take_over(old, same)
    for name in names.keys() - same:
        yield from made.write(_of_source(graph, base, name), base)
    if not same or changed - names.keys() - {*ENTITIES}:
        yield from made.write(_shared(graph, base, same | names.keys()), base)
    made.finish()
    _join(folder, made, names, before, old, same)


def _of_source(graph: ox.Store, base: str, of: str) -> Iterator[Said]:
    """What the records of a source say."""
    source = ox.NamedNode(f"{base}source/{of.removeprefix('record/')}")
    for quad in graph.quads_for_pattern(None, ox.NamedNode(VOID.inDataset), source, None):
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name == quad.subject:
            yield Said(of, quad.graph_name.value, statements(graph, quad.graph_name))


def _shared(graph: ox.Store, base: str, others: Set[str]) -> Iterator[Said]:
    """What all graphs say that are of no other part."""
    for name in graph_names(graph):
        if (of := part(name.value.removeprefix(base))) not in others:
            yield Said(of, name.value, statements(graph, name))


def _join(folder: Path, made: Members, sources: Mapping[str, str], before: Path | None, old: Members, same: Set[str]) -> None:
    """Make the dumps of their members, but for those whose members are those before."""
    earlier = {dump.file: dump for dump in listed(before)} if before else {}
    dumps: list[Dump] = []
    wanted, were = (_wanted(members, sources) for members in (made, old))
    for (file, scope, of), members in wanted.items():
        unchanged = members == were.get((file, scope, of)) and all(part in same for part, _ in members)
        for syntax in SYNTAXES:
            name = f"{file}.{syntax.extension}.gz"
            if unchanged and before and name in earlier:
                os.link(before / name, folder / name)
                dumps.append(earlier[name])
            else:
                sha256 = _joined([made.path(*each, syntax.extension) for each in members], folder / name)
                count = sum(made.counts[part][kind] for part, kind in members)
                dumps.append(Dump(name, scope, of, syntax.name, count, (folder / name).stat().st_size, sha256))
    (folder / "dumps.json").write_text(json.dumps([asdict(each) for each in dumps], indent=1), "utf-8")
    (folder / "SHA256SUMS").write_text("".join(f"{each.sha256}  {each.file}\n" for each in dumps), "utf-8")


def _wanted(made: Members, sources: Mapping[str, str]) -> dict[tuple[str, str, str], list[tuple[str, str]]]:
    """Which dumps there are (file, scope, of), and of each its members (part, kind)."""
    parts = sorted(made.counts)
    return {
        ("otrar", "all", ""): [(part, ALL) for part in parts],
        **{
            (f"source-{quote(of, safe='')}", "source", of): [(part, ALL)] if part in parts else [] for part, of in sources.items()
        },
        ("shared", "shared", ""): [(part, ALL) for part in parts if part not in sources],
        **{
            (f"kind-{kind}", "kind", kind): [(part, kind) for part in parts if kind in made.counts[part]]
            for kind in sorted(ENTITIES)
        },
    }


def _joined(members: list[Path], file: Path) -> str:
    """Make one file of members; returns its SHA-256. Of none it is a gzip file without content."""
    if len(members) == 1:
        os.link(members[0], file)
    else:
        with file.open("wb") as out:
            for member in members:
                with member.open("rb") as content:
                    shutil.copyfileobj(content, out)
            if not members:
                out.write(gzip.compress(b"", mtime=0))
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
