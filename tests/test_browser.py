"""What only a browser shows: deep links, walking, focus, words explained in place, nothing asked of others."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from decision_aid import walk
from decision_aid.schema import Content, PageId
from tests.conftest import STILL, free_port, serving, uvicorn

PHONE, DESKTOP = (390, 844), (1280, 900)
COLD: tuple[PageId, ...] = ("start", "options", "benefits", "values", "summary", "claims", "help_now")


@dataclass
class Visit:
    """One visitor's tab, with what the browser complained of and whom it asked for anything."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def open(self, url: str) -> None:
        """Open an address and wait until the aid stands still."""
        self.page.goto(url)
        self.settle()

    def settle(self) -> None:
        """Wait until the last run has ended."""
        self.page.wait_for_selector(STILL, state="attached", timeout=20_000)

    def until(self, script: str) -> None:
        """Wait until a script says yes; asked from outside, since the page's policy lets nothing be evaluated in it."""
        deadline = time.monotonic() + 15
        while not self.page.evaluate(script):
            assert time.monotonic() < deadline, script
            self.page.wait_for_timeout(50)

    def heading(self) -> str:
        """The page's main heading."""
        return self.page.get_by_role("heading", level=1).inner_text()


@contextmanager
def visiting(browser: Browser, size: tuple[int, int]) -> Iterator[Visit]:
    """A new visitor with a screen of this size."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    visit = Visit(context.new_page())
    visit.page.on("console", lambda m: visit.complaints.append(m.text) if m.type in ("error", "warning") else None)
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on("request", lambda request: visit.hosts.add(urlsplit(request.url).hostname or ""))
    visit.page.on("websocket", lambda socket: visit.hosts.add(urlsplit(socket.url).hostname or ""))
    visit.page.set_default_timeout(15_000)
    yield visit
    context.close()


def title(content: Content, page: PageId) -> str:
    """The main heading that a page is to have."""
    if page in content.considerations:
        return content.considerations[page].question
    pages = content.interface.pages
    return {
        "start": content.interface.frame.name, "article": content.article.question,
        "options": content.options.question, "claims": pages["claims"].title, "about": pages["about"].title,
        "values": content.values.question, "check": content.check.question, "summary": pages["summary"].title,
    }.get(page, pages[page].short)


# One of each kind; that every page has its frame, title and one heading is looked at in test_accessibility.py.
@pytest.mark.parametrize("page", COLD)
def test_a_deep_link_to_a_cold_server_opens_the_page_in_its_frame(
    browser: Browser, content: Content, page: PageId
) -> None:
    port = free_port()
    size = PHONE if COLD.index(page) % 2 else DESKTOP
    with serving(*uvicorn(port), port=port) as address, visiting(browser, size) as visit:
        visit.open(f"{address}/{page}")
        assert visit.heading() == title(content, page)
        expect(visit.page.locator(".st-key-notice")).to_contain_text(content.interface.frame.notice)
        expect(visit.page.locator(".st-key-notice").get_by_role("link", name="Help now")).to_be_visible()
        expect(visit.page).to_have_title(content.interface.pages[page].title)
        assert visit.complaints == []
        assert visit.hosts <= {"127.0.0.1", ""}


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_reader_says_what_matters_by_keyboard_and_sees_it_mirrored(
    browser: Browser, content: Content, address: str, size: tuple[int, int]
) -> None:
    first, second, third = (content.values.values[place] for place in (0, 4, 11))
    tables = "[...document.querySelectorAll('table.mirror')]"
    with visiting(browser, size) as visit:
        visit.open(f"{address}/values")
        for value in (first, second, third):
            box = visit.page.get_by_role("checkbox", name=value.text, exact=True)
            box.focus()
            visit.page.keyboard.press("Space")
            expect(visit.page.get_by_role("table", name=f"{value.text}:")).to_be_visible()
        for place in (2, 1):
            button = visit.page.get_by_role("button", name=f"Up {third.text}, {place + 1} of 3", exact=True)
            if place == 2:
                button.focus()
            expect(button).to_be_focused()
            visit.page.keyboard.press("Enter")
        # At the top there is no way up, so the focus goes to the button that leads down again.
        expect(visit.page.get_by_role("button", name=f"Down {third.text}, 1 of 3", exact=True)).to_be_focused()
        order = [f"1. {third.text}", f"2. {first.text}", f"3. {second.text}"]
        expect(visit.page.get_by_role("heading", level=3)).to_have_text(order)
        visit.settle()
        names = visit.page.evaluate(f"{tables}.map(t => [...t.querySelectorAll('tbody th')].map(c => c.textContent))")
        assert sorted(names[0]) == sorted(option.name for option in content.options.options)
        assert names == [names[0]] * 3, "the options stand in one order in every table"
        looks = visit.page.evaluate(
            f"{tables}.map(t => ['tbody th', 'td'].map(part => new Set([...t.querySelectorAll(part)].map("
            "c => getComputedStyle(c).backgroundColor + getComputedStyle(c).color)).size))"
        )
        assert looks == [[1, 1]] * 3, "no colour sets one option apart"
        visit.page.get_by_role("button", name=content.interface.order.flip).click()
        expect(visit.page.locator("table.mirror").first.locator("tbody th")).to_have_text(names[0][::-1])
        visit.page.emulate_media(media="print")
        expect(visit.page.locator("table.mirror").first.locator("tbody th")).to_have_text(names[0][::-1])
        expect(visit.page.get_by_role("button", name=content.interface.order.flip)).to_be_hidden()
        visit.page.emulate_media(media="screen")
        visit.page.set_viewport_size({"width": 320, "height": 700})
        assert visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 320
        assert urlsplit(visit.page.url).query == ""
        assert visit.complaints == []


def test_a_reader_checks_what_was_read_and_goes_back_to_read_more(
    browser: Browser, content: Content, address: str
) -> None:
    item = content.check.items[0]
    with visiting(browser, PHONE) as visit:
        visit.open(f"{address}/check")
        statement = visit.page.get_by_role("radiogroup", name=item.text)
        expect(visit.page.get_by_text(item.says[:30])).to_have_count(0)
        statement.get_by_role("radio", name="Not sure").focus()
        visit.page.keyboard.press("Space")
        card = visit.page.locator(f".st-key-checked-{item.id}")
        expect(card).to_contain_text("What the sources say: false.")
        expect(statement.get_by_role("radio", name="Not sure")).to_be_focused()
        card.locator("summary").click()
        expect(card.get_by_role("listitem").first).to_be_visible()
        card.get_by_role("link", name=content.interface.pages[item.page].short).click()
        at_the_new_page(visit, content, item.page)
        visit.page.go_back()
        expect(statement.get_by_role("radio", name="Not sure")).to_be_checked()
        assert visit.complaints == []


def test_a_reader_walks_all_the_way_by_next_and_back_by_back(browser: Browser, content: Content, address: str) -> None:
    pages = content.interface.pages
    with visiting(browser, PHONE) as visit:
        visit.open(address)
        visit.page.get_by_role("link", name=content.interface.start.begin).click()
        for step in walk.SELF.steps[1:]:
            at_the_new_page(visit, content, step.id)
            if following := walk.SELF.after(step.id):
                visit.page.get_by_role("link", name=f"{pages[following.id].short} →").click()
        visit.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
        for step in walk.SELF.steps[-2::-1]:
            visit.page.get_by_role("link", name=f"← {pages[step.id].short}").click()
            at_the_new_page(visit, content, step.id)
        assert visit.complaints == []
        assert visit.hosts <= {"127.0.0.1", ""}


def at_the_new_page(visit: Visit, content: Content, page: PageId) -> None:
    """The page has turned: its heading is there, has the focus, and the page stands at its top."""
    heading = visit.page.get_by_role("heading", level=1, name=title(content, page), exact=True)
    expect(heading).to_be_focused()
    visit.settle()
    assert visit.page.evaluate("document.querySelector('main, [data-testid=stMain]').scrollTop") == 0
    expect(visit.page).to_have_title(content.interface.pages[page].title)


def test_the_contents_mark_the_page_one_is_on(browser: Browser, content: Content, address: str) -> None:
    shorts = content.interface.pages
    turns: tuple[tuple[PageId, PageId], ...] = (("benefits", "setting"), ("setting", "benefits"))
    with visiting(browser, DESKTOP) as visit:
        visit.open(f"{address}/benefits")
        panel = visit.page.locator("#contents")
        for here, then in turns:
            visit.page.get_by_role("button", name=content.interface.frame.menu).click()
            expect(panel.locator("[aria-current=page]")).to_have_text(re.compile(f"^{re.escape(shorts[here].short)}"))
            panel.get_by_role("link", name=re.compile(f"^{re.escape(shorts[then].short)}")).click()
            at_the_new_page(visit, content, then)


def test_what_stands_round_a_page_stays_where_it_is_when_the_page_is_turned(
    browser: Browser, content: Content, address: str
) -> None:
    with visiting(browser, DESKTOP) as visit:
        visit.open(f"{address}/benefits")
        visit.page.evaluate("document.querySelectorAll('.notice, .ways, .foot').forEach(p => { p.dataset.old = '' })")
        visit.page.get_by_role("link", name=re.compile("→$")).click()
        at_the_new_page(visit, content, "side_effects")
        expect(visit.page.locator(":is(.notice, .ways, .foot)[data-old]")).to_have_count(3)


def test_the_browsers_own_back_returns_to_the_page_before(browser: Browser, content: Content, address: str) -> None:
    with visiting(browser, DESKTOP) as visit:
        visit.open(f"{address}/benefits")
        visit.page.get_by_role("link", name=re.compile("→$")).click()
        at_the_new_page(visit, content, "side_effects")
        visit.page.go_back()
        expect(visit.page.get_by_role("heading", level=1)).to_have_text(title(content, "benefits"))


def test_a_tick_survives_the_walk_and_stands_in_the_list(browser: Browser, content: Content, address: str) -> None:
    with visiting(browser, PHONE) as visit:
        visit.open(f"{address}/benefits")
        question = next(question.text for question in content.questions if "benefits" in question.pages)
        visit.page.get_by_text(question, exact=True).click()
        expect(visit.page.get_by_role("button", name="My questions (1)")).to_be_visible()
        visit.page.get_by_role("link", name=re.compile("→$")).click()
        at_the_new_page(visit, content, "side_effects")
        visit.page.get_by_role("button", name="My questions (1)").click()
        expect(visit.page.get_by_role("listitem").filter(has_text=question)).to_be_visible()
        assert "q-" not in visit.page.url


def test_a_word_is_explained_where_it_stands_by_keyboard_too(browser: Browser, content: Content, address: str) -> None:
    meaning = next(term.meaning for term in content.glossary if term.term == "CRPS")
    with visiting(browser, PHONE) as visit:
        visit.open(f"{address}/side_effects")
        word = visit.page.get_by_role("button", name="CRPS", exact=True).first
        word.focus()
        visit.page.keyboard.press("Enter")
        expect(visit.page.get_by_text(meaning).first).to_be_visible()
        visit.page.keyboard.press("Escape")
        expect(visit.page.get_by_text(meaning).first).to_be_hidden()
        expect(word).to_be_focused()
        assert urlsplit(visit.page.url).path == "/side_effects"


def test_places_on_a_page_can_be_gone_to_and_come_back_from(browser: Browser, address: str) -> None:
    top = "document.querySelector('[data-testid=stMain]').scrollTop"
    with visiting(browser, PHONE) as visit:
        visit.open(f"{address}/benefits")
        visit.page.get_by_role("navigation", name="On this page").get_by_role("link").nth(3).click()
        visit.until(f"{top} > 1000")
        third = visit.page.evaluate(top)
        visit.page.get_by_role("link", name="Back to the top").click()
        visit.until(f"{top} < 10")
        visit.page.go_back()
        visit.until(f"Math.abs({top} - {third}) < 20")
        visit.open(f"{address}/benefits#topic-5")
        visit.until(f"{top} > 1000")


def test_the_notice_and_the_way_to_help_stay_in_sight(browser: Browser, address: str) -> None:
    with visiting(browser, PHONE) as visit:
        visit.open(f"{address}/benefits")
        visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 9000)")
        expect(visit.page.locator(".st-key-notice").get_by_role("link", name="Help now")).to_be_in_viewport()


def test_sources_are_one_tap_away_and_open_in_a_new_tab(browser: Browser, content: Content, address: str) -> None:
    shown = [s for topic in content.topics["side_effects"] for s in topic.statements if not s.folded]
    statement = next(s for s in shown if content.references[s.references[0]].DOI)
    reference = content.references[statement.references[0]]
    with visiting(browser, PHONE) as visit:
        visit.open(f"{address}/side_effects")
        card = visit.page.locator(f"#{statement.id}")
        link = card.get_by_role("link", name="Open at doi.org (opens a new tab)").first
        expect(link).to_be_hidden()
        card.locator("summary").click()
        expect(link).to_be_visible()
        assert link.get_attribute("href") == reference.link
        assert link.get_attribute("target") == "_blank"
        expect(card).to_contain_text("Last checked ")
        expect(card).to_contain_text(f"Kind of source: {content.interface.sources.kinds[reference.kind]}.")
        expect(card).to_contain_text(statement.population, use_inner_text=True)


def test_the_claim_filter_is_in_the_address_and_can_be_shared(
    browser: Browser, content: Content, address: str
) -> None:
    with visiting(browser, DESKTOP) as visit:
        visit.open(f"{address}/claims")
        expect(visit.page.get_by_role("heading", name=re.compile("^Claim A"))).to_have_count(24)
        visit.page.get_by_role("radio", name="Not supported", exact=True).click()
        expect(visit.page.get_by_role("heading", name=re.compile("^Claim A"))).to_have_count(4)
        shared = visit.page.url
        assert "verdict=Not+supported" in shared
    with visiting(browser, PHONE) as other:
        other.open(shared)
        expect(other.page.get_by_role("heading", name=re.compile("^Claim A"))).to_have_count(4)
        other.page.locator(".st-key-found-on-A12").get_by_role("link").click()
        expect(other.page.get_by_role("heading", level=1)).to_have_text(title(content, "abuse_risk"))


@pytest.mark.parametrize(
    "query", ["verdict=nonsense", "section=%00", "mode=%F0%9F%99%82", "claim=A99", "x=" + "y" * 3000]
)
def test_a_strange_address_is_answered_and_the_page_still_stands(browser: Browser, address: str, query: str) -> None:
    with visiting(browser, PHONE) as visit:
        visit.open(f"{address}/claims?{query}")
        expect(visit.page.get_by_role("heading", name=re.compile("^Claim A"))).to_have_count(24)
        expect(visit.page.locator("[data-testid=stException]")).to_have_count(0)


def test_the_two_voices_stand_side_by_side_on_a_desktop_and_stacked_on_a_phone(browser: Browser, address: str) -> None:
    for size, beside in ((DESKTOP, True), (PHONE, False)):
        with visiting(browser, size) as visit:
            visit.open(f"{address}/side_effects")
            expect(visit.page.locator(".topic .voice.others").first).to_be_visible()
            left, right = visit.page.evaluate(
                "['article', 'others'].map((name) => document.querySelector(`.topic .voice.${name}`)"
                ".getBoundingClientRect().toJSON())"
            )
            assert (right["x"] >= left["x"] + left["width"]) is beside
            assert (right["y"] >= left["y"] + left["height"]) is not beside
