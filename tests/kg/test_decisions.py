"""What people decided wins over what programs find, and survives rebuilding, corrected records, and being undone."""

import csv
import io
from pathlib import Path

import pytest

from conversions.sources import Profile
from kg.decisions import DecisionError, Decisions, Kind
from kg.describe import Reader
from kg.load import Loader
from kg.merging import nothing_to_merge
from kg.redirects import Redirects, redirected
from kg.review import Review, decide_from, pair, write_queue
from kg.settings import Settings
from kg.workspace import Workspace, rebuild, workspace

BASE = "http://localhost:8000/"
RECORD = """=LDR  00000nam a2200000 a 4500
=001  {id}
=008  200101s{year}    kz            000 0 rus d
=100  1\\$a{author}
=245  10$a{title} /$c{by}.

"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(state=tmp_path / "state")


class Library:
    """Two small catalogues whose records tests write."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings, self.folder = settings, folder

    def load(self, source: str, *records: tuple[str, str, str, int], by: str = "автор", merging: bool = True) -> None:
        file = self.folder / f"{source}.mrk"
        text = "".join(RECORD.format(id=id, author=author, title=title, year=year, by=by) for id, author, title, year in records)
        file.write_text(text, "utf-8")
        with workspace(self.settings) as space:
            Loader(space.job, space.ledger, space.store, source).load_file(file, Profile())
            if merging:
                space.merge()

    def decide(self, kind: Kind, *iris: str, undoes: int | None = None) -> int:
        with workspace(self.settings) as space:
            number = Review(space.ledger, BASE).decide(kind, iris, "Айгүл", "the title page says so", undoes=undoes)
            space.merge()
        return number

    def graph(self) -> list[bytes]:
        with workspace(self.settings) as space:
            return dump(space)

    def agent(self, source: str, id: str) -> str:
        """The author of a record, as the graph has it now."""
        start = f"<{BASE}record/{source}/{id}#"
        lines = [line.decode() for line in self.graph()]
        ours = [line for line in lines if line.startswith(start) and "/bibframe/agent> " in line and "/agent/" in line]
        return ours[0].split(" ")[2].strip("<>")


def dump(space: Workspace) -> list[bytes]:
    output = io.BytesIO()
    space.store.dump(output)
    return sorted(output.getvalue().splitlines())


@pytest.fixture
def library(settings: Settings, tmp_path: Path) -> Library:
    made = Library(settings, tmp_path)
    made.load("one", ("1", "Омаров, Серик", "Степь", 1990), ("2", "Ким, Анна", "Синее море", 1991))
    made.load("two", ("1", "Умаров, Серик", "Горы", 1992), ("2", "Ким, А.", "Лес", 1993))
    return made


def test_names_that_differ_are_not_merged_by_themselves(library: Library) -> None:
    assert library.agent("one", "1") != library.agent("two", "1")
    assert library.agent("one", "2") != library.agent("two", "2")


def test_a_merge_holds_in_every_graph_and_an_undone_one_leaves_no_trace(library: Library) -> None:
    one, two = library.agent("one", "1"), library.agent("two", "1")
    before = library.graph()
    number = library.decide(Kind.MERGE, one, two)
    assert library.agent("one", "1") == library.agent("two", "1") == min(one, two)
    assert f"<{max(one, two)}" not in b"\n".join(library.graph()).decode()
    library.decide(Kind.UNDO, undoes=number)
    assert library.graph() == before


def test_a_merge_holds_after_rebuild(library: Library) -> None:
    one, two = library.agent("one", "1"), library.agent("two", "1")
    library.decide(Kind.MERGE, one, two)
    before = library.graph()
    rebuild(library.settings)
    with workspace(library.settings) as space:
        space.merge()
        assert dump(space) == before


def test_a_merge_holds_when_the_record_is_changed_and_loaded_again(library: Library) -> None:
    library.decide(Kind.MERGE, library.agent("one", "1"), library.agent("two", "1"))
    library.load("two", ("1", "Умаров, Серик", "Горы и реки", 1992), ("2", "Ким, А.", "Лес", 1993))
    assert library.agent("one", "1") == library.agent("two", "1")


def test_a_merge_holds_when_the_name_itself_is_corrected(library: Library) -> None:
    library.decide(Kind.MERGE, library.agent("one", "1"), library.agent("two", "1"))
    library.load("two", ("1", "Умаров, Серик, 1950-", "Горы", 1992), ("2", "Ким, А.", "Лес", 1993))
    assert library.agent("one", "1") == library.agent("two", "1")


def test_a_rejected_pair_stays_apart_though_all_speaks_for_it(library: Library) -> None:
    library.load("three", ("1", "Ким, Анна, 1950-", "Синее море", 1991))
    assert library.agent("one", "2") == library.agent("three", "1")
    canonical = library.agent("one", "2")
    with workspace(library.settings) as space:
        members = Review(space.ledger, BASE).together(canonical)
    library.decide(Kind.SPLIT, *members)
    assert library.agent("one", "2") != library.agent("three", "1")
    assert any(b"differentFrom" in line for line in library.graph())
    library.load("three", ("1", "Ким, Анна, 1950-", "Синее море", 1999))
    assert library.agent("one", "2") != library.agent("three", "1")


def test_the_later_of_two_decisions_wins(library: Library) -> None:
    one, two = library.agent("one", "1"), library.agent("two", "1")
    library.decide(Kind.ACCEPT, one, two)
    library.decide(Kind.REJECT, one, two)
    assert library.agent("one", "1") != library.agent("two", "1")
    library.decide(Kind.ACCEPT, one, two)
    assert library.agent("one", "1") == library.agent("two", "1")


@pytest.mark.parametrize(
    ("kind", "iris", "undoes", "said"),
    [
        (Kind.ACCEPT, (f"{BASE}agent/a",), None, "two or more"),
        (Kind.ACCEPT, (f"{BASE}agent/a", f"{BASE}agent/a"), None, "different"),
        (Kind.REJECT, (f"{BASE}agent/a", f"{BASE}agent/b", f"{BASE}agent/c"), None, "two IRIs"),
        (Kind.MERGE, (f"{BASE}agent/a", f"{BASE}work/b"), None, "one kind"),
        (Kind.MERGE, (f"{BASE}agent/a", "http://elsewhere/agent/b"), None, "begin with"),
        (Kind.MERGE, (f"{BASE}instance/a/1", f"{BASE}instance/b/1"), None, "one kind"),
        (Kind.UNDO, (), 7, "no decision 7"),
        (Kind.UNDO, (), None, "no decision"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    settings: Settings, kind: Kind, iris: tuple[str, ...], undoes: int | None, said: str
) -> None:
    with workspace(settings) as space:
        review = Review(space.ledger, BASE)
        with pytest.raises(DecisionError, match=said):
            review.decide(kind, iris, "Айгүл", undoes=undoes)
        with pytest.raises(DecisionError, match="named"):
            review.decide(Kind.MERGE, (f"{BASE}agent/a", f"{BASE}agent/b"), " ")
        assert Decisions(space.ledger).all() == []


def test_nothing_decided_is_ever_lost(library: Library) -> None:
    number = library.decide(Kind.MERGE, library.agent("one", "1"), library.agent("two", "1"))
    library.decide(Kind.UNDO, undoes=number)
    with workspace(library.settings) as space:
        every = Decisions(space.ledger).all()
        assert [each.kind for each in every] == [Kind.MERGE, Kind.UNDO]
        assert all(each.who == "Айгүл" and each.why and each.at for each in every)
        with pytest.raises(DecisionError, match="undone already"):
            Review(space.ledger, BASE).decide(Kind.UNDO, (), "Айгүл", undoes=number)


def test_the_queue_goes_out_as_a_table_and_comes_back_decided(library: Library) -> None:
    library.load("three", ("1", "Ким, А.", "Облака", 1991), ("2", "Ким, Анна, 1950-", "Ветер", 1992))
    with workspace(library.settings) as space:
        reader = Reader(space.publish(), BASE)
        review = Review(space.ledger, BASE)
        waiting = review.waiting("agent")
        assert waiting
        output = io.StringIO()
        write_queue((pair(reader, each) for each in waiting), output)
        rows = list(csv.DictReader(io.StringIO(output.getvalue())))
        assert [(row["one"], row["other"]) for row in rows] == [(each.one, each.other) for each in waiting]
        assert all("Ким" in row["one_names"] for row in rows)
        answers = io.StringIO()
        table = csv.DictWriter(answers, rows[0].keys())
        table.writeheader()
        table.writerows([rows[0] | {"decision": "accept", "why": "same hand"}, rows[0] | {"decision": "perhaps"}])
        answers.seek(0)
        taken, wrong = decide_from(answers, review, "Айгүл")
        assert taken == 1
        assert len(wrong) == 1
        assert "row 3" in wrong[0]
        assert len(review.waiting("agent")) == len(waiting) - 1
        space.merge()
        redirects = Redirects(space.ledger)
        assert redirects.of(max(waiting[0].one, waiting[0].other)) == min(waiting[0].one, waiting[0].other)


def test_redirects_replace_whole_iris_outside_texts() -> None:
    a, b, ab = f"{BASE}agent/a", f"{BASE}agent/b", f"{BASE}agent/ab"
    moved = {a: b}
    kept = [f'<{ab}> <http://p> "see <{a}>"', f"<{BASE}record/x/{a}> <http://p> <{ab}#1>", f'<http://s> <{a}> "x"@en']
    assert redirected(kept, moved, BASE) == kept
    assert redirected([f"<{a}#1> <http://p> <{a}>"], moved, BASE) == [f"<{b}#1> <http://p> <{b}>"]
    assert redirected([f"<{a}> <http://p> <{a}#2-x>", f"<{b}> <http://p> <{b}#2-x>"], moved, BASE) == [
        f"<{b}> <http://p> <{b}#2-x>"
    ]


def test_publishing_weighs_again_once_something_says_else_of_agents_and_works(settings: Settings, tmp_path: Path) -> None:
    library, book = Library(settings, tmp_path), ("1", "Есенберлин, Ильяс", "Алмас кылыш", 1971)

    def to_merge() -> bool:
        with workspace(settings) as space:
            return not nothing_to_merge(space.ledger)

    library.load("almaty", book, merging=False)
    assert to_merge()
    with workspace(settings) as space:
        space.merge_if_quick()
    assert not to_merge()
    library.load("almaty", book, by="Ильяс Есенберлин", merging=False)
    assert not to_merge()
    library.load("almaty", (*book[:2], "Жанталас", 1973), merging=False)
    assert to_merge()
    with workspace(settings) as space:
        space.merge_if_quick()
    assert not to_merge()
    rebuild(settings)
    assert to_merge()
