"""A metadata specialist's way: what a library may put right, a record, the field behind a statement, the query behind a panel."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE, Open
from tests.browser.test_researcher import fits

pytestmark = pytest.mark.browser

QUALITY, MISSING, RECORD, RUN = range(4)
WORDS = {
    "en": ("Quality", "no subject heading", "What it describes", "Run"),
    "ru": ("Качество", "нет предметной рубрики", "Что она описывает", "Выполнить"),
    "kk": ("Сапа", "пәндік айдар жоқ", "Нені сипаттайды", "Орындау"),
}


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("lang", WORDS)
def test_from_what_is_wrong_to_the_query(visit: Open, lang: str, size: dict[str, int]) -> None:
    words = WORDS[lang]
    page = visit("/", lang=lang, size=size)
    page.get_by_role("contentinfo").get_by_role("link", name=words[QUALITY]).click()
    expect(page.locator("main tbody tr")).not_to_have_count(0)
    fits(page)
    page.locator("main tbody a[href='/quality/almaty']").click()
    expect(page.locator("main")).to_contain_text(words[MISSING])
    fits(page)
    takes_the_list_along(page, words[MISSING])

    page.locator("main tbody a").first.click()
    field = page.locator("table.record tr", has=page.locator("code", has_text=re.compile("^2(45|00) ")))
    field.locator("summary").click()
    expect(field.locator("pre")).to_contain_text("bf:mainTitle")
    fits(page)

    page.get_by_role("link", name=words[RECORD]).click()
    page.locator(".tools a").first.click()
    expect(page.get_by_role("button", name=words[RUN], exact=True)).to_be_visible()
    fits(page)


def takes_the_list_along(page: Page, advice: str) -> None:
    with page.expect_download() as download:
        page.locator("a[download]").first.click()
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) > 5
    assert any(row[-1].startswith(advice) for row in rows)
