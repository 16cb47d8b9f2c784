"""A copy of all that cannot be had again, and what would take long to make again, in one folder; and the way back.

    DIR/ledger.db      the ledger, as of one moment
    DIR/graph/         a checkpoint of the primary store
    DIR/published/     what is served
    DIR/authorities/, DIR/quality/ ...    the rest of the state folder as it is
    DIR/backup.json    when it was made, and of what

Files that the graph and the publication share are kept once. A ledger on a database server is that server's to back up.
"""

import json
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from conversions.errors import GraphError
from kg.publish import current
from kg.settings import Settings
from kg.store import GraphStore, writer_lock

_NOTE = "backup.json"
_NOT_COPIED = ("ledger.db", "graph", "published", "version", "writer.lock", ".backup")


def backup(settings: Settings, folder: Path) -> int:
    """Write a backup into a folder that is new or empty; returns its size in bytes.

    Raises GraphError where the folder has something in it, a load is running, or nothing is published.
    """
    _check_empty(folder)
    if settings.ledger:
        raise GraphError(
            "the ledger is on a database server (setting ledger): back it up, and the state folder, with that server's tools"
        )
    state = settings.state
    with writer_lock(state):
        publication = current(state)
        folder.mkdir(parents=True, exist_ok=True)
        _copy_ledger(state / "ledger.db", folder / "ledger.db")
        checkpoint = state / ".backup"
        shutil.rmtree(checkpoint, ignore_errors=True)
        _checkpoint(state, checkpoint)
        seen: dict[tuple[int, int], Path] = {}
        _copy(checkpoint, folder / "graph", seen)
        _copy(publication.folder, folder / "published" / str(publication.number), seen)
        for path in state.iterdir():
            if path.is_dir() and path.name not in _NOT_COPIED and not path.name.endswith(".new"):
                _copy(path, folder / path.name, seen)
        shutil.rmtree(checkpoint)
    version = (state / "version").read_text().strip()
    note = {"made": time.time(), "base": settings.base, "publication": publication.number, "version": version}
    (folder / _NOTE).write_text(json.dumps(note, indent=1), "utf-8")
    return sum({(s.st_dev, s.st_ino): s.st_size for s in (each.stat() for each in _files(folder))}.values())


def restore(settings: Settings, folder: Path) -> None:
    """Make the state folder from a backup. Raises GraphError where it is none, or the state folder has something in it."""
    try:
        note = json.loads((folder / _NOTE).read_text("utf-8"))
        number, version, base = int(note["publication"]), str(note["version"]), str(note["base"])
    except (OSError, ValueError, KeyError) as error:
        raise GraphError(f"{folder} is no backup that was finished: it has no usable {_NOTE}") from error
    if base != settings.base:
        raise GraphError(f"the backup's IRIs begin with {base}, the setting base is {settings.base}: set it first")
    _check_empty(settings.state)
    made = settings.state.with_name(f".{settings.state.name}.restoring")
    shutil.rmtree(made, ignore_errors=True)
    seen: dict[tuple[int, int], Path] = {}
    _copy(folder, made, seen)
    (made / _NOTE).unlink()
    (made / "version").write_text(f"{version}\n")
    (made / "published" / "current").symlink_to(str(number))
    if settings.state.exists():
        settings.state.rmdir()
    made.rename(settings.state)


def _check_empty(folder: Path) -> None:
    try:
        if folder.exists() and any(folder.iterdir()):
            raise GraphError(f"{folder} has something in it: name a new or empty folder")
    except NotADirectoryError:
        raise GraphError(f"{folder} is a file: name a folder") from None


def _checkpoint(state: Path, folder: Path) -> None:
    store = GraphStore(state / "graph")
    try:
        store.checkpoint(folder)
    finally:
        store.close()


def _copy_ledger(source: Path, target: Path) -> None:
    """SQLite's own way to copy a database that others may be using."""
    with closing(sqlite3.connect(source)) as ledger, closing(sqlite3.connect(target)) as copy:
        ledger.backup(copy)


def _copy(source: Path, target: Path, seen: dict[tuple[int, int], Path]) -> None:
    """Copy a folder; files that are one file by hard links stay one, among all that was copied with the same ``seen``."""
    for file in _files(source):
        to = target / file.relative_to(source)
        to.parent.mkdir(parents=True, exist_ok=True)
        status = file.stat()
        key = (status.st_dev, status.st_ino)
        if key in seen:
            os.link(seen[key], to)
        else:
            shutil.copy2(file, to)
            seen[key] = to


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
