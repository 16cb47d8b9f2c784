"""The questions of docs/sparql.md with their answers on the samples: `python -m tests.sparql.cookbook` writes them anew."""

import tempfile
from pathlib import Path

from kg.demo import load_samples
from kg.settings import Settings
from sparql.queries import NamedQuery, queries
from tests.sparql.samples import Samples

PAGE = Path(__file__).parents[2] / "docs/sparql.md"
BEGINS = "<!-- From here on written by `python -m tests.sparql.cookbook`. -->\n"
SHOWN = 5  # rows of each answer

CHAPTERS = {
    "Authors and names": (
        "works-of-author", "names-of-agent", "co-authors", "subjects-of-author", "translations-of-author", "works-about-person",
        "find-agents", "agents-in-two-scripts", "agents-by-role", "translators",
    ),
    "Works and editions": (
        "find-works", "editions-of-work", "who-holds-work", "is-held", "related-works", "translations", "by-isbn",
        "works-in-language", "works-of-genre", "series", "periodicals", "dissertations", "online-resources",
        "educational-resources", "work-in-schema-org",
    ),
    "Subjects and classification": ("works-on-subject", "most-used-subjects", "subjects-together", "works-by-class"),
    "Libraries and collections": (
        "libraries-in-numbers", "works-in-several-libraries", "titles-in-one-library", "works-by-year",
        "works-by-language-and-decade", "places-of-publication", "publishers",
    ),
    "Authority files": ("same-in-authority-files", "find-by-authority", "agents-without-authority"),
    "Records and their quality": (
        "who-says-what", "record-in-full", "records-without-subject", "rules-of-description", "things-by-kind",
        "properties-in-use",
    ),
}  # fmt: skip


def chapters(samples: Samples) -> str:
    """All questions, each with its query and the beginning of its answer."""
    parts = []
    for title, names in CHAPTERS.items():
        parts.append(f"## {title}\n")
        parts += [_question(queries()[name], samples) for name in names]
    return "\n".join(parts)


def _question(query: NamedQuery, samples: Samples) -> str:
    asked = " ".join(f'{each.name}="{each.example}"' for each in query.parameters)
    return f"### {query.question('en')}\n\n    otrar query {query.name} {asked}".rstrip() + (
        f"\n\n```sparql\n{query.text.strip()}\n```\n\n{_answer(query, samples)}\n"
    )


def _answer(query: NamedQuery, samples: Samples) -> str:
    names, rows = samples.table(query.example(samples.find))
    more = f"\n\nand {len(rows) - SHOWN} more rows" if len(rows) > SHOWN else ""
    return "\n".join(["| " + " | ".join(map(_cell, row)) + " |" for row in [names, ("---",) * len(names), *rows[:SHOWN]]]) + more


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def head() -> str:
    """What people wrote of the page, up to the questions."""
    return PAGE.read_text("utf-8").partition(BEGINS)[0] + BEGINS


def main() -> None:
    """Write the questions and answers of the page anew."""
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "state"
        load_samples(Settings(state=state))
        samples = Samples(state)
        PAGE.write_text(f"{head()}\n{chapters(samples)}", "utf-8")


if __name__ == "__main__":
    main()
