"""A page turn as the reader sees it: where it leads stands at once, and the page follows, line cut or not."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from decision_aid.page_headings import page_heading
from decision_aid.schema import Content, PageId
from tests.test_browser import DESKTOP, PHONE, Visit, at_the_new_page, visiting
from tests.test_take_along import Server, a_server

BUSY = ".st-key-page[aria-busy=true]"


@contextmanager
def standing_still(server: Server) -> Iterator[None]:
    """A server that answers nothing for a while."""
    server.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        server.process.send_signal(signal.SIGCONT)


def onward(visit: Visit, content: Content, page: PageId) -> None:
    """Follow the link to the next page."""
    visit.page.get_by_role("link", name=f"{content.interface.pages[page].short} →").click()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_where_a_link_leads_stands_at_once_and_the_page_follows(
    browser: Browser, content: Content, tmp_path: Path, size: tuple[int, int]
) -> None:
    here, there = content.considerations["benefits"], content.considerations["side_effects"]
    with a_server(tmp_path) as server, visiting(browser, size) as visit:
        visit.open(f"{server.address}/benefits")
        heading = visit.page.get_by_role("heading", level=1)
        before = visit.page.get_by_role("heading", name=here.topics[0].heading, exact=True)
        after = visit.page.get_by_role("heading", name=there.topics[0].heading, exact=True)
        expect(before).to_be_visible()
        with standing_still(server):
            onward(visit, content, "side_effects")
            expect(heading).to_have_text(there.question)
            expect(before).to_be_hidden()
            expect(heading).to_be_in_viewport()
            top = visit.page.evaluate("document.querySelector('main h1').getBoundingClientRect().top")
            expect(visit.page.locator(BUSY)).to_have_count(1)
            expect(visit.page.locator(".waiting")).to_have_text(content.interface.frame.waiting)
        expect(after).to_be_visible()
        at_the_new_page(visit, content, "side_effects")
        expect(visit.page.locator(BUSY)).to_have_count(0)
        assert visit.page.evaluate("document.querySelector('main h1').getBoundingClientRect().top") == top
        with standing_still(server):
            visit.page.go_back()
            expect(heading).to_have_text(here.question)
            expect(after).to_be_hidden()
        expect(before).to_be_visible()
        at_the_new_page(visit, content, "benefits")
        assert visit.complaints == []


def test_who_goes_back_before_the_page_came_has_the_page_before_whole(
    browser: Browser, content: Content, tmp_path: Path
) -> None:
    here = content.considerations["benefits"]
    with a_server(tmp_path) as server, visiting(browser, DESKTOP) as visit:
        visit.open(f"{server.address}/benefits")
        # Until the server knows what the tab keeps, the address is still that of the page before.
        visit.page.wait_for_timeout(500)
        visit.settle()
        with standing_still(server):
            onward(visit, content, "side_effects")
            visit.page.go_back()
            # Sooner than a page that never comes is given up.
            expect(visit.page.get_by_role("heading", level=1)).to_have_text(here.question, timeout=5_000)
            expect(visit.page.get_by_role("heading", name=here.topics[0].heading, exact=True)).to_be_visible()
        visit.page.wait_for_timeout(1500)
        visit.settle()
        assert visit.heading() == here.question
        expect(visit.page.get_by_role("heading", name=here.topics[-1].heading, exact=True)).to_be_visible()
        onward(visit, content, "side_effects")
        at_the_new_page(visit, content, "side_effects")


def test_a_turn_that_is_lost_with_the_line_is_made_once_it_is_back(
    browser: Browser, content: Content, tmp_path: Path
) -> None:
    with a_server(tmp_path) as server, visiting(browser, DESKTOP) as visit:
        visit.open(f"{server.address}/benefits")
        with standing_still(server):
            onward(visit, content, "side_effects")
            expect(visit.page.get_by_role("heading", level=1)).to_have_text(
                content.considerations["side_effects"].question
            )
            server.kill()
        server.start()
        visit.settle()
        at_the_new_page(visit, content, "side_effects")


def test_a_page_that_never_comes_gives_back_the_one_before(browser: Browser, content: Content, address: str) -> None:
    here, there = content.considerations["benefits"], content.considerations["side_effects"]
    with visiting(browser, DESKTOP) as visit:
        visit.page.add_init_script(
            "const send = WebSocket.prototype.send;"
            "WebSocket.prototype.send = function (...told) { if (!window.deaf) send.apply(this, told); };"
        )
        visit.open(f"{address}/benefits")
        visit.page.wait_for_timeout(500)
        visit.settle()
        visit.page.evaluate("window.deaf = true")
        onward(visit, content, "side_effects")
        heading = visit.page.get_by_role("heading", level=1)
        expect(heading).to_have_text(there.question)
        expect(heading).to_have_text(here.question, timeout=15_000)
        expect(visit.page.get_by_role("heading", name=here.topics[0].heading, exact=True)).to_be_visible()
        expect(visit.page.locator(BUSY)).to_have_count(0)
        visit.page.evaluate("window.deaf = false")
        onward(visit, content, "side_effects")
        at_the_new_page(visit, content, "side_effects")


@pytest.mark.parametrize(("on", "asked"), [("attract?mode=kiosk", "?mode=kiosk"), ("", "attract")])
def test_a_page_that_a_mode_does_not_have_leaves_nothing_half_turned(
    browser: Browser, content: Content, address: str, on: str, asked: str
) -> None:
    opens: PageId = "attract" if on else "start"
    with visiting(browser, DESKTOP) as visit:
        visit.open(f"{address}/{on}")
        visit.page.evaluate(
            "(to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')); }", f"/{asked}"
        )
        visit.page.wait_for_timeout(3000)
        visit.settle()
        expect(visit.page.get_by_role("heading", level=1)).to_have_text(page_heading(content, opens))
        begin = content.interface.kiosk.begin if on else content.interface.start.begin
        expect(visit.page.get_by_role("link", name=begin)).to_be_visible()
        expect(visit.page.locator(BUSY)).to_have_count(0)
