"""Talking together: one screen, one row at a time, prompts, ticks, nothing about the patient, print at any moment."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from decision_aid import takeaway
from decision_aid.answers import Answers
from decision_aid.booklet import booklet
from decision_aid.rules.provenance import shown_in
from decision_aid.schema import Content, PageId, Region
from decision_aid.screen import take_along
from decision_aid.walk import WALKS
from tests.test_browser import Visit, at_the_new_page, visiting
from tests.test_pages import holds, opened, text_of
from tests.test_takeaway import text_of as text_of_document

MOST_WORDS_IN_PRIMER = 180
DESK, TABLET = (1280, 800), (800, 1280)
STORED = "JSON.parse(sessionStorage.getItem('decision-aid-answers') || '{}')"


def side_by_side(app: AppTest) -> str:
    """The HTML of the one row that is open under the heads of the options."""
    return next(str(part.proto.body) for part in app.get("html") if 'class="side-by-side' in str(part.proto.body))


def test_no_row_is_open_at_first_and_opening_one_closes_the_one_before(content: Content) -> None:
    app = opened("options", mode="clinic")
    shown, rows = side_by_side(app), content.options.rows
    assert all(option.name in shown for option in content.options.options)
    assert content.clinic.no_row in shown
    assert [str(label) for label in app.pills[0].options] == [row.title for row in rows]
    for row, before in ((rows[1], rows[2]), (rows[2], rows[1])):
        app.pills[0].select(row.title).run()
        shown = side_by_side(app)
        assert shown.count("<td") == len(content.options.options)
        assert f"<caption>{row.title}</caption>" in shown
        assert f"<caption>{before.title}</caption>" not in shown
        for option in content.options.options:
            assert holds(app, option.cells[row.id].text)
    app.pills[0].select(rows[2].title).run()


def test_the_other_modes_keep_the_whole_table(content: Content) -> None:
    app = opened("options", mode="self")
    assert not app.pills
    assert not holds(app, content.clinic.primer.heading)


def test_the_primer_is_read_in_a_minute_and_rests_on_what_the_sources_say(content: Content) -> None:
    primer = content.clinic.primer
    texts = [primer.heading, *primer.what, *primer.what_not, primer.how_heading, *primer.how, primer.evidence_heading,
             *(line.text for line in primer.evidence)]
    assert sum(len(text.split()) for text in texts) <= MOST_WORDS_IN_PRIMER
    app = opened("options", mode="clinic")
    for text in texts:
        assert holds(app, text), text
    for line in primer.evidence:
        told = [content.statements[name] for name in line.rests_on]
        assert set(line.references) <= {name for statement in told for name in statement.references}
        numbers = set(re.findall(r"\d+", line.text))
        assert numbers <= set(re.findall(r"\d+", " ".join(statement.text for statement in told)))
        words = {"low": r"\bmay\b", "very low": r"very uncertain|not known", "moderate": r"\bprobably\b"}
        for statement in told:
            assert re.search(words.get(statement.certainty, ""), line.text), line.text


def test_the_primer_and_all_prompts_stand_in_the_booklet(content: Content) -> None:
    shown = " ".join(shown_in(booklet(content).decode()))
    primer = content.clinic.primer
    prompts = [prompt for found in content.clinic.teach_back.values() for prompt in found]
    for text in (*primer.what, *primer.what_not, *primer.how, *(line.text for line in primer.evidence), *prompts):
        assert text in shown, text


@pytest.mark.parametrize("page", ["article", "ketamine", "options", "prior_treatments", "benefits", "side_effects",
                                  "abuse_risk", "setting", "research", "values"])
def test_prompts_to_say_and_a_tick_stand_in_clinic_only(content: Content, page: PageId) -> None:
    words = content.clinic
    app = opened(page, mode="clinic")
    assert 1 <= len(words.teach_back[page]) <= 2
    assert all(holds(app, prompt) for prompt in words.teach_back[page])
    assert any("In your own words" in prompt for prompt in words.teach_back[page])
    assert words.talked in [box.label for box in app.checkbox]
    alone = opened(page, mode="self")
    assert not any(holds(alone, prompt) for prompt in words.teach_back[page])
    assert words.talked not in [box.label for box in alone.checkbox]


def test_what_was_talked_about_is_marked_in_the_contents(content: Content) -> None:
    words = content.clinic
    app = opened("benefits", mode="clinic")
    mark = words.talked_mark.format(page=content.interface.pages["benefits"].short)
    assert mark not in text_of(app)
    next(box for box in app.checkbox if box.label == words.talked).check().run()
    assert mark in text_of(app)
    app.switch_page("../../pages/setting.py").run()
    assert mark in text_of(app)
    next(box for box in app.checkbox if box.label == words.talked)
    app.switch_page("../../pages/benefits.py").run()
    next(box for box in app.checkbox if box.label == words.talked).uncheck().run()
    assert mark not in text_of(app)


def test_nothing_can_be_written_in_clinic_and_own_words_do_not_come_along(content: Content) -> None:
    app = opened("summary", mode="self")
    app.text_input[0].input("Could Zebedee drive me?")
    next(button for button in app.button if button.label == content.interface.summary.own_add).click().run()
    assert "Zebedee" in text_of(app)
    app.query_params["mode"] = "clinic"
    app.switch_page("../../pages/summary.py").run()
    assert "Zebedee" not in text_of(app)
    assert "Zebedee" not in text_of_pdf(app)
    for step in (*WALKS["clinic"].steps, *WALKS["clinic"].beside):
        if step.id != "start":
            app.switch_page(f"../../pages/{step.id}.py").run()
            assert not app.exception
            asked = (*app.text_input, *app.text_area, *app.number_input, *app.date_input, *app.selectbox)
            assert not asked, step.id


def text_of_pdf(app: AppTest) -> str:
    """The text of the PDF that a page holds ready."""
    given = next(part.proto.json for part in app.get("bidi_component") if part.proto.component_name == "save_and_print")
    return text_of_document(PdfReader(BytesIO(b64decode(json.loads(given)["file"]))))


def test_those_who_answered_nothing_share_a_pdf_and_it_is_nobodys(
    content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Answers] = []

    def make(content: Content, given: Answers, region: Region | None) -> bytes:
        made.append(given)
        return takeaway.pdf(content, given, region)

    monkeypatch.setattr(take_along, "pdf", make)
    monkeypatch.setattr(take_along, "_SHARED", {})
    first, second = opened("summary"), opened("summary")
    blank = text_of_pdf(first)
    assert text_of_pdf(second) == blank
    assert len(made) == 1
    first.text_input[0].input("Could Zebedee drive me?")
    next(button for button in first.button if button.label == content.interface.summary.own_add).click().run()
    assert "Zebedee" in text_of_pdf(first)
    assert len(made) == 2
    assert text_of_pdf(second.run()) == text_of_pdf(opened("summary")) == blank
    next(button for button in first.button if "Zebedee" in button.label).click().run()
    assert text_of_pdf(first) == blank
    assert len(made) == 2
    assert take_along.PDF not in first.session_state, "what was written stays nowhere"


def boxes(visit: Visit, selector: str) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of everything that fits a selector."""
    found: list[tuple[float, float, float, float]] = visit.page.evaluate(
        "(selector) => [...document.querySelectorAll(selector)].map((part) => {"
        "const box = part.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom]; })", selector,
    )
    return found


@pytest.mark.parametrize("size", [DESK, TABLET], ids=["desktop", "tablet"])
def test_the_options_and_all_rows_stand_on_one_screen_and_one_row_opens_by_keyboard(
    browser: Browser, content: Content, address: str, size: tuple[int, int]
) -> None:
    rows = content.options.rows
    with visiting(browser, size) as visit:
        visit.open(f"{address}/?mode=clinic")
        expect(visit.page.locator(".st-key-rows [role=radio]")).to_have_count(len(rows))
        expect(visit.page.locator(".side-by-side")).to_be_visible()
        for selector, count in ((".st-key-rows [role=radio]", len(rows)), (".side-by-side th", 5)):
            found = boxes(visit, selector)
            assert len(found) == count
            for left, top, right, bottom in found:
                assert left >= 0
                assert right <= size[0]
                assert 0 <= top < bottom <= size[1]
        assert min(bottom - top for _, top, _, bottom in boxes(visit, ".st-key-rows [role=radio]")) >= 44
        heads = boxes(visit, ".side-by-side th")
        assert len({top for _, top, _, _ in heads}) == 1, "the five options stand side by side"
        assert visit.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 20
        first = visit.page.get_by_role("radio", name=rows[1].title, exact=True)
        first.focus()
        for number in (1, 2):
            visit.page.keyboard.press("Enter")
            expect(visit.page.locator(".side-by-side caption")).to_have_text(rows[number].title)
            visit.settle()
            expect(visit.page.get_by_role("radio", name=rows[number].title, exact=True)).to_be_focused()
            expect(visit.page.locator(".side-by-side td")).to_have_count(5)
            expect(visit.page.get_by_role("radio", checked=True)).to_have_count(1)
            assert len({top for _, top, _, _ in boxes(visit, ".side-by-side td")}) == 1
            # What was opened comes up, so that the talk goes on without scrolling; the questions stay in sight.
            visit.until("document.querySelector('.st-key-rows').getBoundingClientRect().top < 130")
            lowest = max(bottom for *_, bottom in boxes(visit, ".st-key-header button"))
            assert all(top >= lowest for _, top, _, _ in boxes(visit, ".st-key-rows [role=radio]"))
            assert max(bottom for *_, bottom in boxes(visit, ".side-by-side th")) <= 0.6 * size[1]
            visit.page.keyboard.press("ArrowRight")
        assert visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= size[0]
        # At the foot of a long row the names of the options and the ways in are still in sight.
        visit.page.evaluate("document.querySelector('.side-by-side td .sources').scrollIntoView({ block: 'center' })")
        ways = boxes(visit, ".ways .way, .name a[href='/summary']")
        assert len(ways) == 3
        assert all(size[1] > top >= boxes(visit, ".st-key-notice")[0][3] - 1 for _, top, _, _ in ways)
        lowest = max(bottom for *_, bottom in ways)
        assert all(size[1] / 2 > top >= lowest - 1 for _, top, _, _ in boxes(visit, ".side-by-side th"))
        visit.page.emulate_media(media="print")
        expect(visit.page.locator("table.options tbody tr")).to_have_count(len(rows))
        expect(visit.page.locator("table.options tbody tr").last).to_be_visible()
        expect(visit.page.locator(".side-by-side")).to_be_hidden()
        assert visit.complaints == []


def test_a_talk_from_the_options_to_paper_with_ticks_on_a_tablet(
    browser: Browser, content: Content, address: str, tmp_path: Path
) -> None:
    pages, words = content.interface.pages, content.clinic
    with visiting(browser, TABLET) as visit:
        visit.open(f"{address}/?mode=clinic")
        visit.page.get_by_text(words.primer.heading).click()
        expect(visit.page.locator(".primer").get_by_text(words.primer.evidence_heading)).to_be_visible()
        visit.page.get_by_text(words.primer.heading).click()
        expect(visit.page.locator(".primer").get_by_text(words.primer.evidence_heading)).to_be_hidden()
        for row in content.options.rows[:3]:
            visit.page.get_by_role("radio", name=row.title, exact=True).click()
            expect(visit.page.locator(".side-by-side caption")).to_have_text(row.title)
        for step in WALKS["clinic"].steps[:-1]:
            if step.id != "options":
                at_the_new_page(visit, content, step.id)
            if step.id in ("options", "side_effects", "values"):
                visit.settle()
                visit.page.locator(".st-key-teach-back label").filter(has_text=words.talked).click()
                visit.until(f"({STORED}).talked?.at(-1) === '{step.id}'")
                visit.settle()
            following = WALKS["clinic"].after(step.id)
            assert following
            # One tap from any page.
            expect(visit.page.get_by_role("link", name=words.print_or_save, exact=True)).to_be_visible()
            visit.page.get_by_role("link", name=f"{pages[following.id].short} →").click()
        at_the_new_page(visit, content, "summary")
        visit.page.go_back()
        at_the_new_page(visit, content, "values")
        visit.page.reload()
        visit.settle()
        expect(visit.page.get_by_role("checkbox", name=words.talked, exact=True)).to_be_checked()
        visit.page.get_by_role("button", name=content.interface.frame.menu).click()
        for name, talked in ((pages["side_effects"].short, 1), (pages["benefits"].short, 0)):
            mark = visit.page.get_by_role("link", name=words.talked_mark.format(page=name))
            expect(mark).to_have_count(talked)
        visit.page.keyboard.press("Escape")
        visit.page.get_by_role("link", name=words.print_or_save, exact=True).click()
        at_the_new_page(visit, content, "summary")
        expect(visit.page.get_by_role("textbox")).to_have_count(0)
        expect(visit.page.get_by_role("button", name=content.interface.summary.print)).to_be_visible()
        with visit.page.expect_download() as download:
            visit.page.get_by_role("button", name=content.interface.summary.save).click()
        download.value.save_as(tmp_path / "talk.pdf")
        assert content.interface.frame.notice in PdfReader(tmp_path / "talk.pdf").pages[0].extract_text()
        visit.page.get_by_role("button", name=content.interface.summary.afresh).click()
        visit.page.get_by_role("button", name=content.interface.summary.afresh_yes).click()
        visit.until(f"!({STORED}).talked")
        assert visit.complaints == []
