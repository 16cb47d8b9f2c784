"""The texts of the pages and their translations: ``python -m webapp.messages`` brings the .po files in step with the source.

New texts are added untranslated and those that are gone are taken out; a test fails until every text has its translation.
"""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from kg.settings import LANGUAGES

Text = str | tuple[str, ...]
"""A text, or its singular and plural."""

FOLDER = Path(__file__).parent
_METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
_OPTIONS = {"templates/**.html": {"trimmed": "true"}}
_KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
_WIDTH = 130


def texts() -> Iterator[Text]:
    """All texts of templates and modules, each once; one that also has a plural only with it."""
    found = dict.fromkeys(message for _file, _line, message, _comments, _context in _extracted())
    with_plural = {message[0] for message in found if isinstance(message, tuple)}
    return (message for message in found if message not in with_plural)


def _extracted() -> Iterator[tuple[str, int, Text, list[str], str | None]]:
    return extract_from_dir(FOLDER, method_map=_METHODS, options_map=_OPTIONS, keywords=_KEYWORDS)


def catalogue_file(language: str) -> Path:
    """Where the translations into a language are."""
    return FOLDER / "translations" / language / "LC_MESSAGES" / "messages.po"


def read_catalogue(language: str) -> Catalog:
    """The translations into a language; an empty catalogue where there are none yet."""
    file = catalogue_file(language)
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as po:
        return read_po(po, language)


def update(language: str) -> int:
    """Bring the catalogue of a language in step with the source; returns how many of its texts have no translation."""
    before, after = read_catalogue(language), Catalog(locale=language, fuzzy=False)
    for text in texts():
        known = before.get(text[0] if isinstance(text, tuple) else text)
        after.add(text, known.string if known is not None and known.id == text else None)
    file = catalogue_file(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    header = (
        f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {after.plural_forms}\\n"\n\n'
    )
    with file.open("wb") as po:
        po.write(header.encode())
        write_po(po, after, width=_WIDTH, no_location=True, omit_header=True, sort_output=True)
    return sum(not is_translated(message.string) for message in after if message.id)


def is_translated(string: Text | list[str] | None) -> bool:
    """Whether a translation says something, in each plural form."""
    return bool(string) and (isinstance(string, str) or all(string or ()))


def main() -> None:
    """Update the catalogues of all languages but English, in which the source is written."""
    for language in LANGUAGES[1:]:
        print(f"{language}: {update(language)} texts without a translation")


if __name__ == "__main__":
    main()
