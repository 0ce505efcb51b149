"""The walk: its order, where a reader is in it, and a page file for each page."""

from __future__ import annotations

import pytest

from decision_aid import walk
from decision_aid.schema import Mode
from tests.conftest import ROOT


def test_the_walk_goes_from_the_start_to_the_summary() -> None:
    assert [step.id for step in walk.SELF.steps] == [
        "start", "article", "ketamine", "options", "prior_treatments", "benefits", "side_effects", "abuse_risk",
        "setting", "research", "values", "check", "summary",
    ]


def test_next_and_back_lead_through_every_step_and_return() -> None:
    there = ["start"]
    while following := walk.SELF.after(there[-1]):
        there.append(following.id)
    back = [there[-1]]
    while previous := walk.SELF.before(back[-1]):
        back.append(previous.id)
    assert there == [step.id for step in walk.SELF.steps]
    assert back == there[::-1]


def test_pages_beside_the_walk_have_no_number_and_no_neighbours() -> None:
    for page in walk.SELF.beside:
        assert walk.SELF.step_number(page.id) is None
        assert walk.SELF.before(page.id) is None
        assert walk.SELF.after(page.id) is None


def test_every_page_has_its_file_and_every_file_its_page() -> None:
    assert {path.stem for path in (ROOT / "pages").glob("*.py")} == {page.id for page in walk.PAGES}


@pytest.mark.parametrize("mode", walk.MODES)
def test_each_mode_holds_no_page_twice_and_ends_on_the_summary(mode: Mode) -> None:
    way = walk.WALKS[mode]
    pages = [*way.steps, *way.beside]
    assert len(set(pages)) == len(pages)
    assert way.steps[-1].id == "summary"
    assert {"claims", "sources", "glossary", "help_now"} <= {page.id for page in way.beside}


def test_a_waiting_rooms_way_is_the_five_considerations_and_the_rest_stays_in_reach() -> None:
    way = walk.WALKS["kiosk"]
    assert [step.id for step in way.steps] == [
        "prior_treatments", "benefits", "side_effects", "abuse_risk", "setting", "summary",
    ]
    assert {*way.end} <= {*way.beside} == {*walk.PAGES} - {*way.steps, walk.PAGES[0], way.cover}


def test_talking_together_opens_on_the_options() -> None:
    assert walk.WALKS["clinic"].opens_on.id == "options"
