"""What a library may put right is found, each kind by a record that has just that fault, and nothing in a sound record."""

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from conversions.record import Record
from conversions.sources import Profile
from kg.cli import main
from kg.ledger import Ledger
from kg.load import Loader
from kg.publish import current
from kg.quality import COLUMNS, KINDS, csv_file, examine, mixed_words, read_report
from kg.settings import LANGUAGES, Settings
from kg.shacl import translations
from kg.workspace import workspace
from webapp import create_app
from webapp.quality import advice

SOUND = """\
001 sound
008 200101s1992    kz            000 1 kaz d
020 ## $a 9965123459
245 10 $a Абай жолы
650 #0 $a Қазақ әдебиеті"""
OLD = SOUND.replace("s1992", "s1942").replace("020 ## $a 9965123459", "")
FAULTS = {
    "no-subject": SOUND.replace("650 #0 $a Қазақ әдебиеті", ""),
    "no-language": SOUND.replace("kaz d", "    d"),
    "no-number": SOUND.replace("020 ## $a 9965123459", ""),
    "letters": SOUND.replace("Абай жолы", "Aбай жолы"),
    "lost": SOUND + "\n245 10 $ж nobody reads this",
    "formula": SOUND.replace("Абай жолы", "=1+1 Aбай"),
}


def breaker(id: str, text: str) -> str:
    """A record in the text form that MarcEdit writes."""
    record = Record.parse(text.replace("sound", id))
    lines = [f"=LDR  {record.leader}"]
    for field in record.fields:
        body = "".join(f"${code}{value}" for code, value in field.content()) if field.subfields else dict(field.content())[""]
        lines.append(f"={field.tag}  " + (f"{field.ind1}{field.ind2}".replace(" ", "\\") if field.subfields else "") + body)
    return "\n".join(lines) + "\n\n"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("quality")
    settings = replace(Settings(), state=folder / "state")
    file = folder / "library.mrk"
    file.write_text("".join(breaker(id, text) for id, text in {"sound": SOUND, "old": OLD, **FAULTS}.items()), "utf-8")
    with workspace(settings) as space:
        Loader(space.job, space.ledger, space.store, "library").load_file(file, Profile(format="marc21"))
        space.publish()
    return settings


@pytest.fixture(scope="module")
def findings(settings: Settings) -> list[dict[str, str]]:
    ledger = Ledger(settings.ledger_url)
    examine(settings.state, current(settings.state), ledger, settings.base, "library")
    ledger.close()
    with csv_file(settings.state, "library").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("record", "what", "field"),
    [
        ("no-subject", "no subject", ""),
        ("no-language", "no language", ""),
        ("no-number", "no identifier", ""),
        ("letters", "letters", "245 $a"),
        ("lost", "lost", "245 $ж"),
    ],
)
def test_each_fault_is_found_where_it_is(findings: list[dict[str, str]], record: str, what: str, field: str) -> None:
    mine = [each for each in findings if each["record"] == record]
    assert [(each["what"], each["field"]) for each in mine] == [(what, field)]
    assert mine[0]["advice"]


def test_a_sound_record_has_nothing_to_put_right(findings: list[dict[str, str]]) -> None:
    assert not [each for each in findings if each["record"] in ("sound", "old")]


def test_sums_agree_with_the_list_and_all_were_held_against_the_shapes(
    settings: Settings, findings: list[dict[str, str]]
) -> None:
    report = read_report(settings.state, "library")
    assert report is not None
    assert report.counts == dict(Counter(each["what"] for each in findings))
    assert report.records == report.checked == len(FAULTS) + 2
    assert set(report.counts) <= set(KINDS)


def test_a_spreadsheet_runs_nothing(findings: list[dict[str, str]]) -> None:
    assert not [value for each in findings for value in each.values() if value.startswith(("=", "+", "-", "@"))]


def test_the_shapes_find_what_rules_did_wrong(tmp_path: Path) -> None:
    settings = replace(Settings(), state=tmp_path / "state")
    file = tmp_path / "untitled.mrk"
    file.write_text(breaker("untitled", SOUND.replace("245 10 $a Абай жолы", "245 10 $b подзаголовок")), "utf-8")
    with workspace(settings) as space:
        Loader(space.job, space.ledger, space.store, "library").load_file(file, Profile(format="marc21"))
        space.publish()
        report = examine(settings.state, current(settings.state), space.ledger, settings.base, "library")
    assert {"violation", "warning"} & report.counts.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_advice_is_in_the_readers_language(settings: Settings, findings: list[dict[str, str]], language: str) -> None:
    advices = {each["advice"] for each in findings} | translations().keys()
    with create_app(settings).test_request_context(f"/?lang={language}"):
        told = {text: advice(text) for text in advices}
    assert len(told) > 10
    assert all(name.language == language for name in told.values())
    assert language == "en" or all(name.text != text for text, name in told.items())


def test_the_page_the_list_and_the_command(settings: Settings, findings: list[dict[str, str]]) -> None:
    client = create_app(settings).test_client()
    assert 'href="/quality/library"' in client.get("/quality").text
    page = client.get("/quality/library", headers={"Accept": "text/html"}).text
    assert "[A]бай" in page
    with client.get("/quality/library/list.csv") as answer:
        assert answer.get_data(as_text=True).removeprefix("\ufeff").splitlines()[0] == ",".join(COLUMNS)
        assert "attachment" in answer.headers["Content-Disposition"]
    russian = client.get("/quality/library/list.csv?lang=ru").get_data(as_text=True)
    rows = {row["Запись"]: row for row in csv.DictReader(russian.removeprefix("\ufeff").splitlines())}
    assert rows["no-language"]["Что не так"] == "нет кода языка"
    assert rows["no-language"]["Вид"] == "без языка"
    assert client.get("/quality/library", headers={"Accept": "application/json"}).get_json()["counts"]["no subject"] == 1
    assert client.get("/quality/nothing").status_code == 404
    ran = CliRunner().invoke(main, ["quality", "library"], env={"OTRAR_STATE": str(settings.state)})
    assert ran.exit_code == 0, ran.output
    assert CliRunner().invoke(main, ["quality", "nothing"], env={"OTRAR_STATE": str(settings.state)}).exit_code == 1


def test_mixed_letters_are_told_from_names_in_two_scripts() -> None:
    assert mixed_words("Кaзахстан, Kazakhstan, Қазақстан, XIX ғасыр, 5а, C++") == ["Кaзахстан"]
