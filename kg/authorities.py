"""Authority files in, an index to look names up: dated versions side by side, switched over at once.

state/authorities/SCHEME/N/graph       the file's own RDF, read-only once it is loaded
state/authorities/SCHEME/N/index       the index of its entities
state/authorities/SCHEME/N/about.json  its version, when it was loaded, from which files, how many entities
state/authorities/SCHEME/current       a link to the newest N that is whole

A load that was cut off goes on with the files that it had not finished. No service is asked over the network.
"""

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from conversions.errors import GraphError
from conversions.naming import Naming
from kg import entity_index
from kg.authority_entities import RELATIONS, Descriptions
from kg.authority_files import LoadSums, Progress, Refused, Target, load_file
from kg.entity import Entity
from kg.entity_index import EntityIndex
from kg.store import GraphStore
from ontology.names import Iri

KEPT = 2
"""Earlier versions that stay on disk: for readers that have not moved on, and to go back to."""

_NOTES = "loaded.json"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")


@dataclass(frozen=True, slots=True)
class Version:
    """One loaded state of an authority file and what ``about.json`` says of it."""

    scheme: str
    folder: Path
    about: Mapping[str, Any]

    @property
    def label(self) -> str:
        """What its links are marked with: ``lcnaf 2025-11-01``."""
        return f"{self.scheme} {self.about['version']}"

    @property
    def space(self) -> str:
        """Where the IRIs of its entities begin."""
        return str(self.about["space"])


class AuthorityFile:
    """A version opened for reading. Not shared between threads."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.index = EntityIndex(version.folder / "index")
        self.store = ox.Store.read_only(str(version.folder / "graph"))

    def relations(self, iri: str) -> Iterator[tuple[Iri, str]]:
        """What an authority is broader or narrower than, or related to, in SKOS; only what has an IRI of its own."""
        for quad in self.store.quads_for_pattern(ox.NamedNode(iri), None, None, None):
            relation = RELATIONS.get(quad.predicate.value)
            if relation and isinstance(quad.object, ox.NamedNode) and self.index.get(quad.object.value):
                yield relation, quad.object.value


def folder_of(state: Path, scheme: str) -> Path:
    """Where the versions of a scheme are. Raises GraphError for what cannot be the name of one."""
    if not _NAME.fullmatch(scheme):
        raise GraphError(f"{scheme!r} cannot name an authority file: small letters, digits and hyphens, such as lcnaf or gnd")
    return state / "authorities" / scheme


def current(state: Path, scheme: str) -> Version:
    """The version of a scheme in force. Raises GraphError, saying what to do, where there is none."""
    link = folder_of(state, scheme) / "current"
    try:
        folder = link.resolve(strict=True)
        return Version(scheme, folder, json.loads((folder / "about.json").read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise GraphError(
            f"no authority file {scheme} is loaded in {state}: load one first (otrar authorities load FILE --scheme {scheme})"
        ) from error


def schemes(state: Path) -> list[str]:
    """The authority files that are loaded, in the order of their names."""
    folders = (state / "authorities").iterdir() if (state / "authorities").is_dir() else ()
    return sorted(folder.name for folder in folders if (folder / "current").exists())


def opened(state: Path, wanted: Iterable[str] = ()) -> list[AuthorityFile]:
    """All loaded authority files, or those wanted. Raises GraphError where one is not loaded."""
    return [AuthorityFile(current(state, scheme)) for scheme in wanted or schemes(state)]


def load(
    state: Path, base: str, scheme: str, files: Sequence[Path], version: str, progress: Progress = lambda size: None
) -> tuple[Version, list[Refused]]:
    """Load dumps as a new version of a scheme, which is in force as soon as it is whole.

    Raises SourceError for a file that is neither RDF nor authority records, GraphError where the folder cannot be written.
    """
    folder = folder_of(state, scheme)
    made = folder / ".loading"
    done = _begun(made, [_key(path) for path in files])
    target = Target(GraphStore(made / "graph"), Naming(base), scheme)
    try:
        sums = _load_files(made / _NOTES, done, target, files, progress)
    finally:
        target.store.close()
    graph = ox.Store.read_only(str(made / "graph"))
    shutil.rmtree(made / "index", ignore_errors=True)
    seen = _Seen()
    count = entity_index.build(seen.each(Descriptions(graph, f"{base}record/").all()), made / "index")
    del graph
    if not count:
        shutil.rmtree(made)
        why = f" ({sums.refused[0].file}, {sums.refused[0].position}: {sums.refused[0].reason})" if sums.refused else ""
        raise GraphError(f"no authority was found in {', '.join(path.name for path in files)}{why}; nothing was changed")
    about = {
        "version": version, "files": [path.name for path in files], "entities": count, "kinds": dict(sorted(seen.kinds.items())),
        "space": seen.space, "records": sums.records, "refused": [each._asdict() for each in sums.refused[:1000]],
    }  # fmt: skip
    (made / "about.json").write_text(json.dumps(about, ensure_ascii=False, indent=1), "utf-8")
    (made / _NOTES).unlink()
    _switch(folder, made)
    return current(state, scheme), sums.refused


def _key(path: Path) -> str:
    """What tells a file apart from another, and from itself when it was changed."""
    found = path.stat() if path.exists() else None
    return f"{path.resolve()} {found.st_size} {found.st_mtime_ns}" if found else str(path)


def _begun(made: Path, keys: Sequence[str]) -> dict[str, Any]:
    """What an earlier try at just these files has done, by file; the remains of a try at others are cleared away."""
    notes = made / _NOTES
    begun: dict[str, Any] = json.loads(notes.read_text("utf-8")) if notes.exists() else {}
    if begun.get("files") != list(keys):
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        begun = {"files": list(keys), "done": {}}
        notes.write_text(json.dumps(begun), "utf-8")
    return begun


def _load_files(notes: Path, begun: dict[str, Any], target: Target, files: Sequence[Path], progress: Progress) -> LoadSums:
    """Load the files that an earlier try has not finished; what it noted of the others counts."""
    total, done = LoadSums(), begun["done"]
    for path, key in zip(files, begun["files"], strict=True):
        if key in done:
            sums = LoadSums(done[key]["records"], [Refused(*each) for each in done[key]["refused"]])
            progress(path.stat().st_size)
        else:
            sums = LoadSums()
            load_file(path, target, sums, progress)
            done[key] = {"records": sums.records, "refused": sums.refused}
            notes.write_text(json.dumps(begun), "utf-8")
        total.records += sums.records
        total.refused += sums.refused
    return total


class _Seen:
    """Notes, while entities pass, how many of each kind there are and how their IRIs begin."""

    def __init__(self) -> None:
        self.kinds: dict[str, int] = {}
        self._prefix: str | None = None

    def each(self, entities: Iterable[Entity]) -> Iterator[Entity]:
        for entity in entities:
            self.kinds[entity.kind] = self.kinds.get(entity.kind, 0) + 1
            self._prefix = entity.iri if self._prefix is None else _common(self._prefix, entity.iri)
            yield entity

    @property
    def space(self) -> str:
        """The beginning that all IRIs have in common, up to its last separator."""
        prefix = self._prefix or ""
        return prefix[: max(prefix.rfind(sign) for sign in "/#:") + 1]


def _common(one: str, other: str) -> str:
    """The beginning that two texts share."""
    if other.startswith(one):
        return one
    return one[: next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(other))]


def _switch(folder: Path, made: Path) -> None:
    number = max(_numbers(folder), default=0) + 1
    made.rename(folder / str(number))
    link = folder / ".current"
    link.unlink(missing_ok=True)
    link.symlink_to(str(number))
    link.replace(folder / "current")
    for old in sorted(_numbers(folder))[: -KEPT - 1]:
        shutil.rmtree(folder / str(old))


def _numbers(folder: Path) -> list[int]:
    return [int(each.name) for each in folder.iterdir() if each.name.isdigit()]


def use(state: Path, scheme: str, version: str) -> Version:
    """Go back, or forward, to a version that is still on disk. Raises GraphError where it is not."""
    folder = folder_of(state, scheme)
    for number in sorted(_numbers(folder) if folder.is_dir() else [], reverse=True):
        about = json.loads((folder / str(number) / "about.json").read_text("utf-8"))
        if version == about["version"]:
            link = folder / ".current"
            link.unlink(missing_ok=True)
            link.symlink_to(str(number))
            link.replace(folder / "current")
            return current(state, scheme)
    raise GraphError(f"version {version} of {scheme} is not on disk any more: load it again")
