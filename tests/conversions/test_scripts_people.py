"""Names taken apart and compared; dates of life."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversions.scripts import Match, NameParts, compatible_names, dates_of, fold_name, name_parts

FULL = NameParts("auezov", "muhtar", "omarhanovich", "m o")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ауэзов, Мухтар Омарханович", FULL),
        ("Ауэзов Мухтар Омарханович", FULL),
        ("Мухтар Омарханович Ауэзов", FULL),
        ("Ауэзов, М. О. (Мухтар Омарханович), 1897-1961", FULL),
        ("Әуезов, Мұхтар Омарханұлы", FULL._replace(patronymic="omarhanuli")),
        ("Әуезов, Мұхтар Омархан ұлы", FULL._replace(patronymic="omarhanuli")),
        ("Мұхтар Омарханұлы Әуезов", FULL._replace(patronymic="omarhanuli")),
        ("Ауэзов М.О.", NameParts("auezov", "", "", "m o")),
        ("Ауэзов, М. О.", NameParts("auezov", "", "", "m o")),
        ("М. О. Ауэзов", NameParts("auezov", "", "", "m o")),
        ("М.О.Ауэзов", NameParts("auezov", "", "", "m o")),
        ("Ауэзов МО", NameParts("auezov", "", "", "m o")),
        ("Мухтар Ауэзов", NameParts("auezov", "muhtar", "", "m")),
        ("Ауэзов Мухтар", NameParts("auezov", "muhtar", "", "m")),
        ("Auėzov, Mukhtar, 1897-1961", NameParts("auezov", "muhtar", "", "m")),
        ("Абай Құнанбайұлы", NameParts("kunanbaiuli", "abai", "", "a")),
        ("Құнанбайұлы, Абай", NameParts("kunanbaiuli", "abai", "", "a")),
        ("Zh. Aĭmautov", NameParts("aimautov", "", "", "zh")),
        ("I︠U︡. N. Tyni︠a︡nov", NameParts("tinianov", "", "", "iu n")),
        ("Салтыков-Щедрин, Михаил Евграфович", NameParts("saltikov shchedrin", "mihail", "evgrafovich", "m e")),
        ("Чингиз Айтматов", NameParts("aitmatov", "chingiz", "", "ch")),
        ("Турсунзода, Мирзо", NameParts("tursunzoda", "mirzo", "", "m")),
        ("Сатылганов, Токтогул Сатылган уулу", NameParts("satilganov", "toktogul", "satilganuulu", "t s")),
        ("Qodiriy, Abdulla Qodir oʻgʻli", NameParts("kodiri", "abdulla", "kodirugli", "a k")),
        ("Әл-Фараби, Әбу Насыр", NameParts("farabi", "abu", "nasir", "a n")),
        ("Абу Али ибн Сино", NameParts("sino", "abu", "ali", "a a")),
        ("Ибн Сино, Абу Али", NameParts("sino", "abu", "ali", "a a")),
        ("Иоганн Вольфганг фон Гёте", NameParts("gete", "iogann", "volfgang", "i v")),
        ("Гёте, Иоганн Вольфганг фон", NameParts("gete", "iogann", "volfgang", "i v")),
        ("De Gaulle, Charles", NameParts("gaulle", "charles", "", "ch")),
        ("ʻAbd al-Raʼūf Fiṭrat", NameParts("fitrat", "abdurauf", "", "a")),
        ("Lāhūtī, Abū al-Qāsim", NameParts("lahuti", "abulkasim", "", "a")),
        ("Бируни, Абу-р-Райхан", NameParts("biruni", "abu", "raihan", "a r")),
        ("Rahman, Abdul Qadir", NameParts("rahman", "abdulkadir", "", "a")),
        ("Садриддин Айни, 1878-1954", NameParts("aini", "sadriddin", "", "s")),
        ("Ли, Дэ", NameParts("li", "de", "", "d")),
        ("Абай", NameParts("abai", "", "", "")),
        ("", NameParts("", "", "", "")),
        ("1897-1961", NameParts("", "", "", "")),
    ],
)
def test_parts(name: str, parts: NameParts) -> None:
    assert name_parts(name) == fold_name(name) == parts


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("Ауэзов, Мухтар Омарханович", "Әуезов, Мұхтар Омарханұлы", Match.EQUAL),
        ("Ауэзова, Зейнеп Мухтаровна", "Әуезова, Зейнеп Мұхтарқызы", Match.EQUAL),
        ("Мухтар Ауэзов", "Auėzov, Mukhtar", Match.EQUAL),
        ("Qodirov, Ali Vali oʻgʻli", "Қодиров, Али Вали ўғли", Match.EQUAL),
        ("Ауэзов М.О.", "Әуезов, Мұхтар Омарханұлы", Match.COMPATIBLE),
        ("Ауэзов М.", "Ауэзов М. О.", Match.COMPATIBLE),
        ("Ауэзов М. О.", "Ауэзов М.О.", Match.COMPATIBLE),
        ("Ауэзов, Мухтар", "Ауэзов, Мухтар Омарханович", Match.COMPATIBLE),
        ("Ауэзов", "Ауэзов, Мухтар", Match.COMPATIBLE),
        ("Құнанбайұлы, Абай", "Кунанбаев, Абай", Match.COMPATIBLE),
        ("Каримзода, Мирзо", "Каримов, Мирзо", Match.COMPATIBLE),
        ("Жумабаев, Ж.", "Жумабаев, Жусуп", Match.COMPATIBLE),
        ("Токаев, Касым-Жомарт Кемелевич", "Tokaev, Kasymzhomart", Match.COMPATIBLE),
        ("Romeo Mateo, María Cruz", "Mateo, María Cruz Romeo", Match.COMPATIBLE),
        ("García López, Juan", "López García, Juan", Match.DIFFERENT),
        ("Карим, Рахман", "Рахман, Карим", Match.DIFFERENT),
        ("Ауэзов, Мухтар", "Ауэзов, Мурат", Match.DIFFERENT),
        ("Ауэзов М.О.", "Ауэзов А.О.", Match.DIFFERENT),
        ("Ауэзов М.О.", "Ауэзов М.А.", Match.DIFFERENT),
        ("Ауэзов, Мухтар Омарханович", "Ауэзов, Мухтар Муратович", Match.DIFFERENT),
        ("Иванов И.И.", "Иванова И.И.", Match.DIFFERENT),
        ("Ахметова, Асель Омаровна", "Ахметова, Асель Омарович", Match.DIFFERENT),
        ("Шарипов, Ш.", "Шарипов, Сабит", Match.DIFFERENT),
        ("Шарипов, С.", "Шарипов, Шамиль", Match.DIFFERENT),
        ("Петров, Ю.", "Петров, Иван", Match.DIFFERENT),
        ("Цой, Ц.", "Цой, Тимур", Match.DIFFERENT),
        ("Карим, Али", "Каримов, Али", Match.DIFFERENT),
        ("Кунанбаева, Абай", "Құнанбайұлы, Абай", Match.DIFFERENT),
        ("Толстой, Лев", "Толстой, Алексей", Match.DIFFERENT),
    ],
)
def test_comparison(one: str, other: str, match: Match) -> None:
    assert compatible_names(one, other) is compatible_names(other, one) is match


@given(st.text(max_size=25), st.text(max_size=25))
def test_any_two_strings_compare_the_same_both_ways(one: str, other: str) -> None:
    assert compatible_names(one, other) is compatible_names(other, one)
    assert compatible_names(one, one) is not Match.DIFFERENT


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("1897-1961", (1897, 1961)),
        ("1897–1961 гг.", (1897, 1961)),
        ("(1897 - 1961)", (1897, 1961)),
        ("1897-", (1897, None)),
        ("-1961", (None, 1961)),
        ("р. 1897", (1897, None)),
        ("род. в 1897", (1897, None)),
        ("b. 1897", (1897, None)),
        ("born 1897", (1897, None)),
        ("туғ. 1897", (1897, None)),
        ("туул. 1897", (1897, None)),
        ("tugʻ. 1897", (1897, None)),
        ("1897 ж. т.", (1897, None)),
        ("1897", (1897, None)),
        ("ум. 1961", (None, 1961)),
        ("d. 1961", (None, 1961)),
        ("қайт. 1961", (None, 1961)),
        ("род. 1897, ум. 1961", (1897, 1961)),
        ("28.09.1897-27.06.1961", (1897, 1961)),
        ("28 сентября 1897 - 27 июня 1961", (1897, 1961)),
        ("1897-09-28/1961-06-27", (1897, 1961)),
        ("1897?-1961", (1897, 1961)),
        ("1897 or 1898-1961", (1897, 1961)),
        ("1897/98-1961", (1897, 1961)),
        ("ca. 870-950", (870, 950)),
        ("approximately 1880-1945", (1880, 1945)),
        ("428-348 до н. э.", (-428, -348)),
        ("428 B.C.-348 B.C.", (-428, -348)),
        ("Ауэзов, Мухтар, 1897-1961", (1897, 1961)),
        ("18 в.", (None, None)),
        ("XIX в.", (None, None)),
        ("18th cent.", (None, None)),
        ("active 1850-1870", (None, None)),
        ("fl. 1850", (None, None)),
        ("18 ғасыр", (None, None)),
        ("2005-1990", (None, None)),
        ("", (None, None)),
        ("Абай", (None, None)),
        ("12-34", (None, None)),
    ],
)
def test_dates(text: str, dates: tuple[int | None, int | None]) -> None:
    assert dates_of(text) == dates


@given(st.text(max_size=40))
def test_dates_of_any_text_are_in_order(text: str) -> None:
    birth, death = dates_of(text)
    assert birth is None or death is None or birth <= death
