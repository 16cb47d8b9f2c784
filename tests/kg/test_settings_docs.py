"""docs/running.md lists all settings as they are."""

from dataclasses import fields
from pathlib import Path

import pytest

from kg.settings import Settings

PAGE = Path(__file__).parents[2] / "docs/running.md"
END = "<!-- /settings -->"


def table() -> str:
    """The settings as a table."""
    rows = [f"| `{each.name}` | {_shown(each.default)} | {each.metadata['help']} |" for each in fields(Settings)]
    return "\n".join(["| setting | if not set | what it is |", "| --- | --- | --- |", *rows]) + "\n"


def _shown(default: object) -> str:
    return f"`{default}`" if isinstance(default, (int, float, Path)) or (isinstance(default, str) and default) else ""


def test_the_page_lists_the_settings_as_they_are(request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text("utf-8")
    head, begin, rest = text.partition("<!-- settings:")
    comment, _, listed = rest.partition("-->\n")
    _, end, tail = listed.partition(END)
    assert begin and end
    if request.config.getoption("--update-golden"):
        PAGE.write_text(f"{head}{begin}{comment}-->\n{table()}{END}{tail}", "utf-8")
    else:
        assert listed.partition(END)[0] == table()
