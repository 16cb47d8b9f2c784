"""The page of a thing says how sure its links to authorities are, and what it is not."""

from pathlib import Path

import pytest
from lxml import html

from kg.decisions import Kind
from kg.links import Links
from kg.review import Review
from kg.workspace import workspace
from tests.kg.linked_catalogue import Catalogue, with_a_doubtful_link
from webapp import create_app

pytestmark = pytest.mark.usefixtures("few_terms")


def elsewhere(catalogue: Catalogue, iri: str) -> list[str]:
    """What the page says below its works: each section as one text."""
    address = "/" + iri.removeprefix(catalogue.settings.base) + ".html"
    answer = create_app(catalogue.settings).test_client().get(address, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return [" ".join(each.text_content().split()) for each in html.fromstring(answer.text).cssselect(".panels section")]


def decide(catalogue: Catalogue, kind: Kind, *iris: str) -> None:
    with workspace(catalogue.settings) as space:
        Review(space.ledger, space.job.base).decide(kind, iris, "Айгүл")
        space.publish()


def test_links_are_shown_with_their_certainty_and_rejected_ones_as_others(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    catalogue = with_a_doubtful_link(tmp_path_factory, tmp_path)
    with workspace(catalogue.settings) as space:
        (found,) = Links(space.ledger).all("review")
    percent = round(found.score * 100)
    assert any(
        f"{found.object} {percent} % likely to be one, to be reviewed" in each for each in elsewhere(catalogue, found.subject)
    )
    decide(catalogue, Kind.ACCEPT, found.subject, found.object)
    assert any(f"{found.object} confirmed by a person" in each for each in elsewhere(catalogue, found.subject))
    decide(catalogue, Kind.REJECT, found.subject, found.object)
    shown = elsewhere(catalogue, found.subject)
    assert not any(each.startswith("Elsewhere") for each in shown)
    assert any(each.startswith("Not the same as") for each in shown)
