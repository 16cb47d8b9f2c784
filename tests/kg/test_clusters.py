"""What is brought together and what stays apart, case by case, and that it depends on nothing but the records."""

import random
from itertools import count

import pytest

from kg.blocking import CROWD, Blocks, Key
from kg.clusters import Clusters, Wishes, cluster
from kg.features import Features
from kg.scoring import AGENT_WEIGHTS, WORK_WEIGHTS, score
from kg.shelf import Columns, Shelf
from ontology.names import BF
from tests.kg.gold import record

FACTS = (
    "creator", "dates", "title", "subtitle", "part", "uniform", "uniform_language", "language", "original", "year", "isbn",
    "contributor",
)  # fmt: skip


_numbers = count(1)


def book(**facts: str) -> Features:
    """A record of its own with these facts, in Russian unless they say otherwise."""
    row = {f"one_{name}": "" for name in FACTS} | {"one_type": "am", "one_language": "rus"}
    return record(row | {f"one_{name}": value for name, value in facts.items()}, "one", str(next(_numbers)))


def creator(book: Features) -> str:
    return book.works[book.work].creators[0]


def one_agent(*books: Features) -> bool:
    found = cluster(books).canonical
    return len({found.get(creator(each), creator(each)) for each in books}) == 1


def one_work(*books: Features) -> bool:
    found = cluster(books).canonical
    return len({found.get(each.work, each.work) for each in books}) == 1


def test_one_author_in_two_languages_and_fullness_is_one() -> None:
    assert one_agent(
        book(creator="Әуезов, Мұхтар", dates="1897-1961", title="Абай жолы", language="kaz"),
        book(creator="Ауэзов, Мухтар Омарханович", dates="1897-1961", title="Лихая година"),
        book(creator="Auezov, M. O.", title="Abai zholy", language="kaz"),
    )


def test_father_and_son_stay_two() -> None:
    father = book(creator="Ауэзов, Мухтар", dates="1897-1961", title="Абай жолы")
    son = book(creator="Ауэзов, Мурат", dates="1943-2024", title="Времен связующая нить")
    assert not one_agent(father, son)
    assert not one_agent(father, son, book(creator="Ауэзов, М.", title="Статьи о разном"))


def test_short_names_that_only_one_language_reads_alike_wait_for_a_person() -> None:
    assert not one_agent(book(creator="Chan, Alex", title="Physics"), book(creator="Shan, Alex", title="Botany"))
    assert not one_agent(book(creator="Chen, Dora", title="Physics"), book(creator="Shen, Dora", title="Botany"))
    assert one_agent(book(creator="Tschechow, Anton", title="Rot"), book(creator="Чехов, Антон", title="Белое"))


def test_namesakes_with_other_dates_stay_two_whatever_else_agrees() -> None:
    one = book(creator="Иванов, Иван Иванович", dates="1900-1970", title="Основы ботаники")
    other = book(creator="Иванов, Иван Иванович", dates="1950-", title="Основы ботаники")
    assert not one_agent(one, other)


def test_an_initial_alone_joins_nobody() -> None:
    assert not one_agent(
        book(creator="Толстой, Лев Николаевич", dates="1828-1910", title="Война и мир"),
        book(creator="Толстой, Л.", title="Краткий справочник слесаря"),
    )


def test_initials_with_a_title_in_common_are_one_unless_two_could_be_meant() -> None:
    lev = book(creator="Толстой, Лев Николаевич", dates="1828-1910", title="Хаджи-Мурат и другие")
    bare = book(creator="Толстой, Л. Н.", title="Хаджи-Мурат и другие", year="1912")
    assert one_agent(lev, bare)
    assert not one_agent(bare, book(creator="Толстой, Алексей Николаевич", dates="1883-1945", title="Хаджи-Мурат и другие"))


def test_a_bare_name_never_bridges_two_people() -> None:
    books = (
        book(creator="Толстой, Алексей Константинович", dates="1817-1875", title="Князь Серебряный"),
        book(creator="Толстой, Алексей Николаевич", dates="1883-1945", title="Князь Серебряный"),
        book(creator="Толстой, А.", title="Князь Серебряный", year="1900"),
    )
    found = cluster(books).canonical
    assert found.get(creator(books[0]), creator(books[0])) != found.get(creator(books[1]), creator(books[1]))


def test_another_record_of_the_same_authority_file_forbids() -> None:
    assert score(["name: family, given name and patronymic", "titles in common"], AGENT_WEIGHTS).certain
    found = score(
        ["name: family, given name and patronymic", "titles in common", "authority: another of the same file"], AGENT_WEIGHTS
    )
    assert not found.certain


def test_editions_differ_in_subtitle_year_and_spelling() -> None:
    assert one_work(
        book(creator="Auėzov, Mukhtar", title="Abaĭ zholy", subtitle="roman-epopei͡a", language="kaz", year="1942"),
        book(creator="Әуезов, Мұхтар", title="Абай жолы", language="kaz", year="2007"),
    )


@pytest.mark.parametrize("title", ["Избранное", "Шығармалары", "Собрание сочинений", "Selected works"])
def test_a_title_that_says_nothing_joins_no_works(title: str) -> None:
    assert not one_work(
        book(creator="Сатпаев, Каныш Имантаевич", dates="1899-1964", title=title, year="1967"),
        book(creator="Сатпаев, Каныш Имантаевич", title=title, year="1998"),
    )
    assert not one_work(book(title=title, year="1990"), book(title=title, year="1991"))


def test_volumes_stay_apart_also_where_the_whole_is_there() -> None:
    author = {"creator": "Есенберлин, Ильяс", "dates": "1915-1983", "title": "Кочевники степные"}
    first, second = book(**author, part="Книга 1"), book(**author, part="Книга 2")
    assert not one_work(first, second)
    whole = book(creator="Есенберлин, И.", title="Кочевники степные")
    found = cluster([first, second, whole]).canonical
    assert found.get(first.work, first.work) != found.get(second.work, second.work)


def test_volumes_that_only_the_work_numbers_are_no_question_for_anybody() -> None:
    volumes = [book(title=f"Сочинения для органа {number}", year="1951") for number in (1, 2)]
    assert volumes[0].work != volumes[1].work
    for number, volume in enumerate(volumes, 1):
        said = volume.works[volume.work]
        said.titles, said.full_titles = ["sochineniia dlia organa"], [f"sochineniia dlia organa|{number}"]
    assert cluster(volumes) == Clusters()


def test_years_and_numbers_in_a_title_tell_works_apart() -> None:
    assert not one_work(
        book(creator="Chuquet, Arthur", dates="1853-1925", title="Lettres de l'année 1812"),
        book(creator="Chuquet, Arthur", dates="1853-1925", title="Lettres de l'année 1815"),
    )


def test_an_isbn_in_common_joins_what_names_no_creator_but_no_wrong_number_does() -> None:
    title = "Древний мир степей"
    one, other = book(title=title, year="1996", isbn="5-7667-2983-9"), book(title=title, isbn="9785766729839")
    assert one.work != other.work
    assert one_work(one, other)
    wrong = "5-7667-2983-1"
    assert not one_work(book(title=title, year="1996", isbn=wrong), book(title=title, isbn=wrong))


def test_a_translation_is_a_work_of_its_own_tied_to_its_original() -> None:
    original = book(creator="Әуезов, Мұхтар", dates="1897-1961", title="Қилы заман", language="kaz")
    translation = book(
        creator="Ауэзов, Мухтар Омарханович", dates="1897-1961", title="Лихая година", uniform="Қилы заман",
        uniform_language="Russian", original="kaz",
    )  # fmt: skip
    found = cluster([original, translation])
    assert found.canonical.get(original.work, original.work) != found.canonical.get(translation.work, translation.work)
    ties = {(each.subject, each.predicate, each.object) for each in found.relations}
    assert (translation.work, BF.translationOf, original.work) in ties
    assert any(subject == original.work and predicate == BF.expressionOf for subject, predicate, _ in ties)


def test_the_same_in_another_language_is_no_edition() -> None:
    assert not one_work(
        book(creator="Пушкин, Александр Сергеевич", title="Евгений Онегин", language="rus"),
        book(creator="Пушкин, Александр Сергеевич", title="Евгений Онегин", language="uzb"),
    )


def some_books() -> list[Features]:
    names = ["Ким, Анна", "Ким, А.", "Ким, Анна Петровна", "Омаров, С.", "Омаров, Серик", "Умаров, Серик"]
    titles = ["Синее море и горы", "Степь широкая", "Избранное", "Лесные тропы"]
    choice = random.Random(5)
    return [
        book(creator=choice.choice(names), dates=choice.choice(["", "1950-"]), title=choice.choice(titles), year=str(1990 + n))
        for n in range(40)
    ]


def test_the_order_of_records_changes_nothing() -> None:
    books = some_books()
    first = cluster(books)
    for seed in range(5):
        random.Random(seed).shuffle(books)
        assert same(cluster(books), first)


def same(one: Clusters, other: Clusters) -> bool:
    return (one.canonical, one.doubts, one.relations) == (other.canonical, other.doubts, other.relations)


def test_canonical_iris_have_not_moved_and_doubts_are_about_them() -> None:
    found = cluster(some_books())
    assert found.canonical
    assert not found.canonical.keys() & set(found.canonical.values())
    assert not found.canonical.keys() & {iri for doubt in found.doubts for iri in doubt[:2]}


def test_what_people_say_wins() -> None:
    books = (book(creator="Омаров, Серик", title="Степь"), book(creator="Умаров, Серик", title="Горы"))
    one, other = sorted(map(creator, books))
    assert cluster(books, Wishes(joined=((one, other),))).canonical[other] == one
    apart = Wishes(joined=((one, other),), apart=frozenset({frozenset((one, other))}))
    assert other not in cluster(books, apart).canonical


def test_only_what_shares_a_key_is_compared_and_each_pair_once() -> None:
    keys = [["a", "x"], ["a", "x"], ["x"], ["z"]]
    blocks = Blocks(keys, lambda thing: [Key("k", each, 3) for each in thing])
    assert list(blocks.pairs()) == [(0, 1), (0, 2), (1, 2)]
    assert list(Blocks(keys, lambda thing: [Key("k", "all", 3)]).pairs()) == []
    blocks.note_near(pair for pair in blocks.pairs() if pair != (1, 2))
    assert [blocks.near(thing) for thing in range(4)] == [{1, 2}, {0}, {0}, set()]


def test_who_is_in_a_crowd_is_known() -> None:
    blocks = Blocks(range(6), lambda thing: [Key(CROWD if thing else "other", "a", 4)])
    assert blocks.crowded == {1, 2, 3, 4, 5}


def test_a_shelf_puts_together_what_many_records_say_of_a_thing() -> None:
    shelf: Shelf[tuple[str, Columns, int]] = Shelf(lambda iri, said, records: (iri, said, records))
    shelf.put("b", [["x"], [2]])
    shelf.put("a", [["z"], []])
    shelf.put("b", [["w", "x"], [1]])
    shelf.put("b", [[], [1]], records=0)
    shelf.close()
    assert list(shelf.all()) == [("a", (("z",), ()), 1), ("b", (("w", "x"), (1, 2)), 2)]
    assert shelf["b"] == shelf["b"] == shelf.at(1) == ("b", (("w", "x"), (1, 2)), 2)
    assert (len(shelf), list(shelf), "a" in shelf, "c" in shelf) == (2, ["a", "b"], True, False)
    with pytest.raises(KeyError):
        shelf["c"]


def test_every_weight_can_be_explained() -> None:
    for name, weight in {**AGENT_WEIGHTS, **WORK_WEIGHTS}.items():
        assert name
        assert weight.weight <= 0 or weight.says != "different", name
        assert not weight.forbids or weight.weight < 0, name
