"""Choosing the mode: by the operator, by the address, on the start page; kept in the tab."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from decision_aid.schema import Content
from tests.conftest import free_port, serving, uvicorn
from tests.test_browser import DESKTOP, at_the_new_page, title, visiting


def test_a_mode_chosen_at_the_start_stays_through_pages_and_a_reload(
    browser: Browser, content: Content, address: str
) -> None:
    with visiting(browser, DESKTOP) as visit:
        visit.open(address)
        visit.page.get_by_role("link", name=content.interface.start.together).click()
        at_the_new_page(visit, content, "options")
        expect(visit.page.get_by_text("Step 1 of 8")).to_be_visible()
        visit.page.get_by_role("link", name=f"{content.interface.pages['prior_treatments'].short} →").click()
        at_the_new_page(visit, content, "prior_treatments")
        assert "mode" not in visit.page.url
        visit.page.reload()
        expect(visit.page.get_by_text("Step 2 of 8")).to_be_visible()
        visit.open(f"{address}/?mode=self")
        assert visit.heading() == content.interface.frame.name
        visit.open(f"{address}/options")
        expect(visit.page.get_by_text("Step 4 of 13")).to_be_visible()


def test_an_address_with_a_mode_opens_where_that_mode_opens(browser: Browser, content: Content, address: str) -> None:
    with visiting(browser, DESKTOP) as visit:
        visit.open(f"{address}/?mode=clinic")
        expect(visit.page.get_by_role("heading", level=1)).to_have_text(title(content, "options"))


def test_a_mode_that_the_operator_fixed_cannot_be_left(browser: Browser, content: Content) -> None:
    port = free_port()
    with serving(*uvicorn(port), port=port, DECISION_AID_MODE="clinic") as address, visiting(browser, DESKTOP) as visit:
        for place in ("", "?mode=self", "?mode=kiosk", "start?mode=self"):
            visit.open(f"{address}/{place}")
            expect(visit.page.get_by_role("heading", level=1)).to_have_text(title(content, "options"))
            expect(visit.page.get_by_text("Step 1 of 8")).to_be_visible()
