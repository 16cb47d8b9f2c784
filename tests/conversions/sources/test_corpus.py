"""All catalogue files of the corpus: read without any other failure than a refusal, and no byte lost."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from conversions.errors import DamagedRecord, SourceError
from conversions.sources import Profile, oaipmh, open_source, parse

PADDING = b"\r\n\t\x00\x1a\x1d "
FORMATS = {"RUSMARC": "rusmarc", "UNIMARC": "unimarc", "MARC 21": "marc21"}


class Told(NamedTuple):
    """What became of a file."""

    profile: Profile
    read: int
    reasons: list[str]
    notes: Counter[str]
    text: str


def tell(path: Path) -> Told:
    """Read a file; every byte must be in a record, a refusal or padding, as far as the container allows to count."""
    profile, stream = open_source(path, Profile(source="corpus"))
    data, end, gaps = path.read_bytes(), 0, b""
    reasons, notes, text, read = [], Counter[str](), "", 0
    for received in stream:
        if data[received.offset :][: len(received.raw)] == received.raw:
            gaps += data[end : received.offset]
            end = received.offset + len(received.raw)
        else:
            assert profile.container in ("marcxml", "metadata"), "only XML is recoded, or given the namespaces it needs"
        try:
            parsed = parse(received.raw, profile)
        except DamagedRecord as error:
            reasons.append(error.reason)
        else:
            read += 1
            notes.update(parsed.notes)
            text += str(parsed.record)
    if profile.container == "iso2709":
        assert not (gaps + data[end:]).strip(PADDING)
    return Told(profile, read, reasons, notes, text)


KINDS = {"authority": "authority", "holdings": "holdings", " bib ": "bibliographic"}


def listed(corpus: Path, *folders: str) -> Iterator[tuple[str, str]]:
    """Name of the files in these folders, and what the corpus's own list says they are."""
    for line in (corpus / "PROVENANCE.tsv").read_text("utf-8").splitlines()[1:]:
        name, *_, told = line.split("\t")[:5]
        if name.startswith(folders) and not name.endswith("bench.mrc"):
            yield name, told


def files(corpus: Path, *folders: str) -> Iterator[tuple[str, str]]:
    """Name and format of the catalogue files in these folders."""
    for name, told in listed(corpus, *folders):
        if format := next((value for key, value in FORMATS.items() if key in told), ""):
            yield name, format


def test_kinds_are_found_and_what_is_found_is_sure(corpus: Path) -> None:
    wrong, sure = [], []
    for name, told in list(listed(corpus, "marc21/", "rusmarc/", "unimarc/"))[::3]:
        kind = next((value for key, value in KINDS.items() if key in told), "")
        profile, _ = open_source(corpus / name, Profile(source="corpus"))
        sure.append(profile.certainty >= 0.9)
        if kind and profile.kind not in (kind, "auto"):
            wrong.append((name, told, profile.kind))
    assert wrong == []
    assert sum(sure) >= 0.92 * len(sure), "the others have a field or two, which several formats have"


@pytest.mark.parametrize("folder", ["marc21/", "rusmarc/", "unimarc/"])
def test_good_files_are_read_whole_and_for_what_they_are(corpus: Path, folder: str) -> None:
    wrong = []
    for name, format in files(corpus, folder):
        told = tell(corpus / name)
        if not told.read or len(told.reasons) > ALLOWED.get(name, 0):
            wrong.append((name, "refused", told.reasons))
        if told.profile.format != format and "svod-date" not in name and "cp866_" not in name:
            wrong.append((name, told.profile.format, list(told.profile.evidence)))
        silent = "\ufffd" in told.text and not any("U+FFFD" in note for note in told.notes)
        if silent and b"\xef\xbf\xbd" not in (corpus / name).read_bytes():
            wrong.append((name, "U+FFFD came in silently", []))
    assert wrong == []


ALLOWED = {
    "marc21/holdings/xbib_marc/zdblokutf8.mrc": 1,
    "marc21/marc4j_marc4j/008008027.mrc": 1,
    "marc21/inveniosoftware_dojson/bd20x24x.xml": 1,
    **{
        f"marc21/tulibraries_cob_index/{name}.xml": 1
        for name in (
            "contributor_examples", "creator_examples", "creator_vern_examples", "donor_541_field", "extract_lang",
            "extract_marc_subfield_limit", "genre_display", "genre_facet_examples", "oclc", "url_field_examples-x",
        )
    },
}  # fmt: skip
"""Files that end in a record cut off, or have a record element with nothing in it."""


def test_letters_of_rusmarc_and_unimarc_are_right(corpus: Path) -> None:
    for name, _ in files(corpus, "rusmarc/", "unimarc/"):
        told = tell(corpus / name)
        assert not told.reasons, name
        assert not any(mark in told.text for mark in ("\ufffd", "Ð°", "Ã©", "в‚", "┤")), name


def test_the_bench_catalogue(corpus: Path) -> None:
    profile, stream = open_source(corpus / "marc21/bench.mrc", Profile(source="bench"))
    assert sum(bool(parse(received.raw, profile).record.fields) for received in stream) == 15983


DAMAGED = {
    "dchud_mrrc/e001_record_length_below_24.bin": (1, [], "leader length 10 was wrong, 150 found"),
    "dchud_mrrc/e001_record_length_non_digit.bin": (1, [], "for the record's length"),
    "dchud_mrrc/e003_base_address_below_24.bin": (1, [], "base address"),
    "dchud_mrrc/e004_base_address_past_record.bin": (1, [], "base address"),
    "dchud_mrrc/e005_truncated_record.bin": (0, ["cut off"], ""),
    "dchud_mrrc/e006_no_record_terminator.bin": (1, [], "in place of its terminator"),
    "dchud_mrrc/e101_directory_no_terminator.bin": (1, [], "the directory ends with"),
    "dchud_mrrc/e101_directory_non_digit_length.bin": (1, [], "directory entry"),
    "dchud_mrrc/e106_recovery_invalid_field.bin": (0, ["cut off"], ""),
    "dchud_mrrc/e301_invalid_utf8_in_subfield.bin": (1, [], ""),
    "dchud_mrrc/e401_malformed_marcxml.xml": (0, ["not well-formed"], ""),
    "dchud_mrrc/e401_bad_char_reference.xml": (1, [], "ampersands"),
    "dchud_mrrc/e402_malformed_marcjson.json": (0, ["not well-formed JSON"], ""),
    "dchud_mrrc/oob-salvage-slice.mrc": (0, ["cannot be told apart"], ""),
    "dchud_mrrc/zero-length-control-field.mrc": (0, ["directory cannot be read"], ""),
    "edsu_pymarc/bad_records.mrc": (5, ["directory cannot be read", "directory cannot be read", "directory is empty"], ""),
    "edsu_pymarc/bad_subfield_code.dat": (1, [], "leader length 755 was wrong, 756 found"),
    "marc4j_marc4j/bad_hathi_records.mrc": (5, [], "leader length 99999 was wrong"),
    "marc4j_marc4j/bad_too_long_plus_2.mrc": (3, [], "leader length 23375 was wrong"),
    "marc4j_marc4j/error.mrc": (1, [], "leader length 714 was wrong"),
    "marc4j_marc4j/unordered-directory-entries.mrc": (1, [], ""),
    "ndlrf-rnd_neb-catalog/svod-18-partial.mrx": (2, [], ""),
    "pkiraly_metadata-qa-marc/000-line-seperated.mrc": (20, [], ""),
    "ruby-marc_ruby-marc/three-records-second-bad.xml": (3, [], "has no code"),
    "trln_marc-to-argot/open_access_restricted_edu.xml": (2, ["not well-formed"], ""),
    "tulibraries_cob_index/integrating_resources.xml": (1, [], "ampersands"),
    "ubleipzig_marctools/test.mrc": (85, [], ""),
}
"""Of damaged files: how many records are read, why others are refused, and a note that one of them carries."""


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_files_give_what_can_be_had(corpus: Path, name: str) -> None:
    read, reasons, note = DAMAGED[name]
    told = tell(corpus / "damaged" / name)
    assert (told.read, len(told.reasons)) == (read, len(reasons))
    assert all(expected in found for expected, found in zip(reasons, told.reasons, strict=True))
    assert any(note in each for each in told.notes) or not note


def test_every_damaged_file_is_read_or_refused_in_words(corpus: Path) -> None:
    read = refused = 0
    for path in sorted((corpus / "damaged").rglob("*.*")):
        try:
            told = tell(path)
        except SourceError as error:
            assert str(path) in str(error)
            continue
        read += told.read
        refused += len(told.reasons)
        assert all(len(reason) > 20 for reason in told.reasons)
    assert read > 730
    assert refused < 60


def test_answers_of_repositories(corpus: Path) -> None:
    formats: Counter[str] = Counter()
    for path in sorted((corpus / "oai").rglob("*.xml")):
        try:
            page = oaipmh.read(path.read_bytes())
        except DamagedRecord as error:
            assert "was expected" in error.reason
            continue
        assert page.fault == ""
        formats.update("deleted" if each.deleted else each.format for each in page.records)
    assert formats["oai_dc"] > 500
    assert formats["marcxml"] > 130
    assert formats["dim"] > 5
    assert formats["deleted"] > 10
