"""The walk: its order, where a reader is in it, and a page file for each page."""

from __future__ import annotations

from decision_aid import walk
from tests.conftest import ROOT


def test_the_walk_goes_from_the_start_to_the_summary() -> None:
    assert [step.id for step in walk.STEPS] == [
        "start", "article", "ketamine", "options", "prior_treatments", "benefits", "side_effects", "abuse_risk",
        "setting", "research", "values", "check", "summary",
    ]


def test_next_and_back_lead_through_every_step_and_return() -> None:
    there = ["start"]
    while following := walk.after(there[-1]):
        there.append(following.id)
    back = [there[-1]]
    while previous := walk.before(back[-1]):
        back.append(previous.id)
    assert there == [step.id for step in walk.STEPS]
    assert back == there[::-1]


def test_pages_beside_the_walk_have_no_number_and_no_neighbours() -> None:
    for page in walk.BESIDE:
        assert walk.step_number(page.id) is None
        assert walk.before(page.id) is None
        assert walk.after(page.id) is None


def test_every_page_has_its_file_and_every_file_its_page() -> None:
    assert {path.stem for path in (ROOT / "pages").glob("*.py")} == {page.id for page in walk.PAGES}
