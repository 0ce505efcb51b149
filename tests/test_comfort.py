"""Reading help: larger text, high contrast, and the page read out by the device; kept in the tab, nowhere else."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from decision_aid.schema import Content
from decision_aid.screen.comfort import RESET_EVENT
from tests.test_browser import DESKTOP, PHONE, at_the_new_page, visiting

# Chromium without a screen has no voices, so the tests bring a device's own speech; `lasts` is how long it speaks.
SPEECH = """
window.said = [];
window.lasts = 30;
class Said { constructor(text) { this.text = text; } }
const engine = new EventTarget();
let timer;
Object.assign(engine, {
  getVoices: () => window.voices ?? [
    { name: "far away", lang: "en-US", localService: false, default: true },
    { name: "here", lang: "en-GB", localService: true },
  ],
  speak(said) {
    window.said.push({ text: said.text, voice: said.voice?.name, rate: said.rate });
    timer = setTimeout(() => said.onend?.(), window.lasts);
  },
  cancel() { clearTimeout(timer); window.cancelled = window.said.length; },
});
Object.defineProperty(window, "speechSynthesis", { value: engine });
window.SpeechSynthesisUtterance = Said;
"""
ROOT_SIZE = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
PAPER = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"


def open_help(page: Page, content: Content) -> None:
    """Open the switches."""
    page.get_by_role("button", name=content.interface.comfort.open, exact=True).click()


def test_larger_text_and_high_contrast_reach_every_page_and_survive_a_reload(
    browser: Browser, content: Content, address: str
) -> None:
    words = content.interface.comfort
    with visiting(browser, PHONE) as visit:
        visit.open(f"{address}/benefits")
        page = visit.page
        assert page.evaluate(ROOT_SIZE) == 18
        text = page.locator(".lead p").first
        before = text.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
        page.get_by_role("button", name=words.open, exact=True).focus()
        page.keyboard.press("Enter")
        page.get_by_role("radio", name=words.sizes["largest"], exact=True).check()
        assert text.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 1.45 * before
        page.get_by_role("checkbox", name=words.contrast).check()
        assert page.evaluate(PAPER) == "rgb(255, 255, 255)"
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name=words.open, exact=True)).to_be_focused()
        page.get_by_role("link", name=re.compile("→$")).click()
        at_the_new_page(visit, content, "side_effects")
        assert page.evaluate(ROOT_SIZE) == 27
        page.reload()
        visit.settle()
        visit.until(f"{ROOT_SIZE} === 27")
        assert page.evaluate(PAPER) == "rgb(255, 255, 255)"
        open_help(page, content)
        expect(page.get_by_role("radio", name=words.sizes["largest"], exact=True)).to_be_checked()
        expect(page.get_by_role("checkbox", name=words.contrast)).to_be_checked()
        assert "comfort" not in page.evaluate("JSON.stringify(localStorage) + document.cookie + location.href")
        assert visit.complaints == []
        assert visit.hosts <= {"127.0.0.1", ""}


def test_a_wipe_sets_reading_help_back_as_for_a_first_visitor(
    browser: Browser, content: Content, address: str
) -> None:
    words = content.interface.comfort
    with visiting(browser, DESKTOP) as visit:
        visit.page.add_init_script(SPEECH)
        visit.open(f"{address}/benefits")
        page = visit.page
        open_help(page, content)
        page.get_by_role("radio", name=words.sizes["large"], exact=True).check()
        page.get_by_role("checkbox", name=words.contrast).check()
        assert page.evaluate(ROOT_SIZE) == 22
        page.evaluate("window.lasts = 60000")
        page.get_by_role("button", name=words.listen).click()
        page.evaluate(f"window.dispatchEvent(new Event('{RESET_EVENT}'))")
        assert page.evaluate(ROOT_SIZE) == 18
        assert page.evaluate("document.documentElement.dataset.contrast") == "normal"
        expect(page.get_by_role("button", name=words.stop)).to_be_hidden()
        assert page.evaluate("Object.keys(sessionStorage).filter(key => key.includes('comfort'))") == []


def test_the_page_is_read_out_by_the_devices_own_voice_and_falls_silent_on_leaving(
    browser: Browser, content: Content, address: str
) -> None:
    words = content.interface.comfort
    with visiting(browser, PHONE) as visit:
        visit.page.add_init_script(SPEECH)
        visit.open(f"{address}/side_effects")
        page = visit.page
        open_help(page, content)
        page.get_by_role("button", name=words.listen).click()
        expect(page.get_by_role("button", name=words.pause)).to_be_focused()
        visit.until("window.said.length > 6")
        said = page.evaluate("window.said")
        assert said[0]["text"] == content.considerations["side_effects"].question
        assert {one["voice"] for one in said} == {"here"}, "a voice from elsewhere would be sent the text"
        told = " ".join(one["text"] for one in said)
        assert content.considerations["side_effects"].in_short[0] in told
        for unread in (content.interface.frame.notice, content.interface.frame.menu, content.interface.frame.help):
            assert unread not in told
        page.get_by_role("button", name=words.pause).click()
        held = page.evaluate("window.said.length")
        page.wait_for_timeout(150)
        assert page.evaluate("window.said.length") == held
        page.evaluate("window.lasts = 60000")
        page.get_by_role("button", name=words.go_on).click()
        last = page.evaluate("window.said.at(-1)")
        assert last["text"] == page.evaluate(f"window.said[{held - 1}].text"), "it goes on where it stopped"
        page.get_by_role("radio", name=words.speeds["slow"], exact=True).check()
        assert page.evaluate("window.said.at(-1).rate") < last["rate"]
        page.get_by_role("link", name=re.compile("→$")).click()
        at_the_new_page(visit, content, "abuse_risk")
        expect(page.get_by_role("button", name=words.stop)).to_be_hidden()
        assert page.evaluate("window.cancelled === window.said.length")
        open_help(page, content)
        page.get_by_role("button", name=words.listen).click()
        assert page.evaluate("window.said.at(-1).text") == content.considerations["abuse_risk"].question
        page.get_by_role("button", name=words.stop).click()
        expect(page.get_by_role("button", name=words.open, exact=True)).to_be_focused()
        assert visit.complaints == []


def test_what_is_folded_away_is_not_read_and_what_was_opened_is(
    browser: Browser, content: Content, address: str
) -> None:
    statement = next(s for topic in content.topics["benefits"] for s in topic.statements if not s.folded)
    comfort, told = content.interface.comfort, "window.said.map(each => each.text).join(' ')"
    with visiting(browser, PHONE) as visit:
        visit.page.add_init_script(SPEECH + "window.lasts = 1;")
        visit.open(f"{address}/benefits")
        page = visit.page
        for opened in (False, True):
            if opened:
                page.locator(f"#{statement.id} summary").first.click()
            page.evaluate("window.said = []")
            open_help(page, content)
            page.get_by_role("button", name=comfort.listen).click()
            page.get_by_role("button", name=comfort.stop).wait_for(state="hidden")
            heard = page.evaluate(told)
            assert statement.text[:40] in heard
            assert (content.references[statement.references[0]].title[:40] in heard) is opened
            assert content.questions_on("benefits")[-1].text in heard


def test_without_a_voice_on_the_device_there_is_no_listening(
    browser: Browser, content: Content, address: str
) -> None:
    far = "window.voices = [{ name: 'far', lang: 'en-US', localService: false }];"
    for script in ("", SPEECH + far, "delete window.speechSynthesis; delete Window.prototype.speechSynthesis;"):
        with visiting(browser, PHONE) as visit:
            visit.page.add_init_script(script)
            visit.open(f"{address}/benefits")
            open_help(visit.page, content)
            expect(visit.page.get_by_role("radio", name=content.interface.comfort.sizes["largest"])).to_be_visible()
            expect(visit.page.get_by_role("button", name=content.interface.comfort.listen)).to_be_hidden()
            assert visit.complaints == []
