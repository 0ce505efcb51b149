"""A tab stays open while the servers behind it are renewed, and the new ones have another script for it."""

from __future__ import annotations

from playwright.sync_api import Browser, WebSocketRoute, expect

from decision_aid.schema import Content
from decision_aid.screen.scripts import ADDRESS
from tests.test_browser import DESKTOP, visiting
from tests.test_take_along import on, tick, wait_until_kept

OTHER = ADDRESS[:-6] + "xyz.js"


def test_a_tab_that_was_open_goes_on_with_the_new_script_alone(
    browser: Browser, content: Content, address: str
) -> None:
    first, meanwhile = on(content, "options")[:2]
    lines: list[WebSocketRoute] = []

    def route(line: WebSocketRoute) -> None:
        server, is_renewed = line.connect_to_server(), bool(lines)
        lines.append(line)

        def pass_on(told: str | bytes) -> None:
            assert isinstance(told, bytes)
            line.send(told.replace(ADDRESS.encode(), OTHER.encode()) if is_renewed else told)

        server.on_message(pass_on)

    with visiting(browser, DESKTOP) as visit:
        page = visit.page
        page.route_web_socket("**/_stcore/stream", route)
        visit.open(f"{address}/options")
        tick(visit, first.text)
        wait_until_kept(visit, "questions", [first.id])
        with page.expect_event("load"):
            lines[0].close(code=1012)
            # Ticked before the new server is there.
            page.locator("label", has_text=meanwhile.text).first.click()
        for question in (first, meanwhile):
            expect(page.get_by_role("checkbox", name=question.text)).to_be_checked(timeout=20_000)
        expect(page.locator(".waiting")).to_have_count(1)
        before = page.evaluate("history.length")
        page.locator(".st-key-turn a").last.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(content.considerations["prior_treatments"].question)
        expect(page.locator(".voice").first).to_be_visible()
        assert page.evaluate("history.length") == before + 1
