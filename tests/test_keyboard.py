"""The aid by keyboard alone: every stop is seen and named, focus is never lost, and the walk goes to its end."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from decision_aid import walk
from decision_aid.schema import Content
from tests.accessibility import settle
from tests.test_browser import DESKTOP, PHONE, at_the_new_page, visiting

# Where the focus is: what it is called, whether it is in sight under the notice, and whether a ring shows it.
FOCUS = """() => {
  let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  const seen = one.matches("input") ? one.closest("label") ?? one : one;
  const box = seen.getBoundingClientRect(), notice = document.querySelector(".st-key-notice");
  const ringed = [one, seen].some((each) => getComputedStyle(each).outlineStyle !== "none");
  const under = notice.contains(one) || one.closest("[popover], [data-testid=stSkipToContent]") || one.matches("main")
    ? 0 : notice.getBoundingClientRect().bottom;
  return {
    name: (one.innerText || one.getAttribute("aria-label") || seen.innerText || "").trim(), tag: one.tagName,
    lost: one === document.body, ringed, inSight: box.bottom > under + 4 && box.top < innerHeight - 4 && box.height > 1,
    heading: one.matches("h1"),
  };
}"""


def tab_to(page: Page, name: str, key: str = "Tab", most: int = 60) -> None:
    """Press a key until what is called this has the focus."""
    passed = []
    for _ in range(most):
        page.keyboard.press(key)
        found = page.evaluate(FOCUS)
        if re.search(name, found["name"], re.DOTALL) and found["tag"] != "MAIN":
            return
        passed.append(found["name"][:40])
    raise AssertionError(f"no '{name}' in {most} stops, only {passed}")


def test_the_first_stop_skips_to_the_heading(browser: Browser, content: Content, address: str) -> None:
    with visiting(browser, PHONE) as visit:
        visit.open(f"{address}/benefits")
        settle(visit.page)
        visit.page.keyboard.press("Tab")
        expect(visit.page.get_by_test_id("stSkipToContent")).to_be_focused()
        visit.page.keyboard.press("Enter")
        expect(visit.page.get_by_role("heading", level=1)).to_be_focused()
        visit.page.keyboard.press("Tab")
        expect(visit.page.locator(".lead button.term").first).to_be_focused()


@pytest.mark.parametrize(("path", "size"), [("start", PHONE), ("values", DESKTOP), ("summary", PHONE)])
def test_every_stop_is_named_in_sight_and_ringed(
    browser: Browser, address: str, path: str, size: tuple[int, int]
) -> None:
    with visiting(browser, size) as visit:
        visit.open(f"{address}/{path}")
        settle(visit.page)
        names: list[str] = []
        for _ in range(70):
            visit.page.keyboard.press("Tab")
            found = visit.page.evaluate(FOCUS)
            if found["lost"]:
                break
            assert found["name"], f"after {names[-3:]}"
            assert found["ringed"], f"no ring on {found['name'][:60]}"
            assert found["inSight"], f"out of sight: {found['name'][:60]}"
            names.append(found["name"])
        assert len(names) > 10


def test_a_reader_walks_to_the_end_by_keyboard_alone(browser: Browser, content: Content, address: str) -> None:
    pages = content.interface.pages
    first, second = content.values.values[0], content.values.values[1]
    with visiting(browser, DESKTOP) as visit:
        page = visit.page
        visit.open(address)
        tab_to(page, re.escape(content.interface.start.begin))
        page.keyboard.press("Enter")
        for step in walk.SELF.steps[1:]:
            at_the_new_page(visit, content, step.id)
            settle(page)
            if step.id == "values":
                for value in (first, second):
                    tab_to(page, f"^{re.escape(value.text)}$")
                    page.keyboard.press("Space")
                    expect(page.get_by_role("checkbox", name=value.text, exact=True)).to_be_checked()
                    expect(page.get_by_role("checkbox", name=value.text, exact=True)).to_be_focused()
                expect(page.locator("table.mirror")).to_have_count(2)
                settle(page)
                tab_to(page, f"^.*{content.interface.values.up}.*{re.escape(second.text)}")
                page.keyboard.press("Enter")
                down = page.get_by_role("button", name=f"{content.interface.values.down} {second.text}")
                expect(down).to_be_focused()
                expect(page.get_by_role("heading", level=3).first).to_have_text(f"1. {second.text}")
            if following := walk.SELF.after(step.id):
                # Backwards from the heading, past the page's end, is the short way to the foot of the page.
                key = "Tab" if step.id == "values" else "Shift+Tab"
                tab_to(page, f"^{re.escape(pages[following.id].short)} →$", key)
                page.keyboard.press("Enter")
        assert visit.complaints == []


def test_what_a_tick_or_choice_brings_is_told_to_those_who_hear_the_page(
    browser: Browser, content: Content, address: str
) -> None:
    value, words = content.values.values[0], content.interface
    choices = (
        ("values", value.text, f"1. {value.text}"),
        ("benefits", content.questions_on("benefits")[0].text, words.frame.my_questions.format(count=1)),
        ("claims", words.voices.verdicts["supported"], f"of {len(content.claims)}"),
        ("check", words.check.answers["true"], words.check.sources_say.split("{")[0].strip()),
        ("options?mode=clinic", content.options.rows[1].title, content.options.rows[1].title),
        ("start?mode=self", words.carer.switch, words.carer.note),
    )
    with visiting(browser, DESKTOP) as visit:
        page = visit.page
        for path, choice, told in choices:
            visit.open(f"{address}/{path}")
            settle(page)
            expect(page.locator(f".news[data-page={re.split(r'[?]', path)[0]}]")).to_be_empty()
            page.locator("main label, main [role=radio]").filter(has_text=choice).first.click()
            expect(page.locator(".news[role=status]")).to_contain_text(told)
        page.locator(".st-key-begin a").first.click()
        at_the_new_page(visit, content, "article")
        expect(page.locator(".news")).to_be_empty()


def test_what_opens_gives_the_focus_back_when_it_shuts(browser: Browser, content: Content, address: str) -> None:
    words = content.interface
    with visiting(browser, PHONE) as visit:
        visit.open(f"{address}/benefits")
        settle(visit.page)
        for name in (words.frame.menu, "My questions", words.comfort.open):
            tab_to(visit.page, name)
            visit.page.keyboard.press("Enter")
            visit.page.wait_for_timeout(300)
            visit.page.keyboard.press("Tab")
            visit.page.keyboard.press("Escape")
            expect(visit.page.get_by_role("button", name=name).first).to_be_focused()


def test_single_keys_do_nothing(browser: Browser, address: str) -> None:
    with visiting(browser, DESKTOP) as visit:
        visit.open(f"{address}/benefits")
        settle(visit.page)
        before = visit.page.locator("main").inner_text()
        for key in "rRcCsS/?":
            visit.page.keyboard.press(key)
        settle(visit.page)
        assert visit.page.locator("main").inner_text() == before
        expect(visit.page.get_by_role("dialog")).to_have_count(0)


# That nothing on any page is without a name is looked at in test_accessibility.py.
@pytest.mark.parametrize("path", ["benefits", "options"])
def test_the_accessibility_tree_tells_pictures_and_tables(
    browser: Browser, content: Content, address: str, path: str
) -> None:
    with visiting(browser, DESKTOP) as visit:
        visit.open(f"{address}/{path}")
        settle(visit.page)
        tree = visit.page.locator("main").aria_snapshot()
        assert f'navigation "{content.interface.landmarks["header"]}"' in tree
        if path == "benefits":
            pictures = visit.page.get_by_role("img").all()
            assert len(pictures) == visit.page.locator("svg.people").count() > 0
            names = [picture.get_attribute("aria-label") or "" for picture in pictures]
            assert all(re.search(r"\d+ of \d+", name) for name in names), "a picture's name tells its numbers"
        if path == "options":
            assert "- rowheader" in tree
            assert tree.count("- columnheader") == len(content.options.options) + 1
