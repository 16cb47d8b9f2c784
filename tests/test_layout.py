"""The folders' imports point down, and modules stay small."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "webapp": {"kg", "sparql", "ontology", "conversions"},
    "kg": {"conversions", "sparql", "ontology"},
    "conversions": {"ontology"},
    "sparql": {"ontology"},
    "ontology": set(),
}
MODULES = sorted(path for folder in MAY_IMPORT for path in (ROOT / folder).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The top-level packages of this project that a module imports, its own left out."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found |= {name.partition(".")[0] for name in names}
    return (found & MAY_IMPORT.keys()) - {path.relative_to(ROOT).parts[0]}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    assert imported(path) <= MAY_IMPORT[path.relative_to(ROOT).parts[0]]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_are_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) < 400


def test_only_the_store_module_opens_a_store_for_writing() -> None:
    openers = [path for path in MODULES if "ox.Store(str(" in path.read_text("utf-8")]
    assert openers == [ROOT / "kg/store.py"]
