"""The waiting room: nothing of one reader reaches the next, nothing leads out, and a short path through the pages."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from html import unescape
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as drive
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, TimeoutError, WebSocketRoute, expect
from streamlit.testing.v1 import AppTest

from decision_aid.answers import Answers
from decision_aid.page_texts import short_texts_on
from decision_aid.reading_time import minutes, minutes_together
from decision_aid.schema import Content, PageId
from decision_aid.screen import shown
from decision_aid.screen.kiosk import VISIT
from decision_aid.settings import without_phones
from decision_aid.short_path import short_part
from decision_aid.walk import WALKS
from tests.conftest import free_port, serving, uvicorn
from tests.test_browser import DESKTOP, Visit, at_the_new_page, visiting
from tests.test_pages import FRAME, all_html, holds, text_of

KIOSK = WALKS["kiosk"]
STEPS = [step.id for step in KIOSK.steps]
PAGES = [*STEPS, *(page.id for page in KIOSK.beside)]
PORTRAIT, LANDSCAPE = (1080, 1920), (1280, 800)


# --- What stands on the pages ---


@pytest.fixture
def kiosk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server that its operator made a kiosk."""
    monkeypatch.setenv("DECISION_AID_MODE", "kiosk")
    shown.settings.cache_clear()
    yield
    monkeypatch.undo()
    shown.settings.cache_clear()


def opened(page: PageId | None = None) -> AppTest:
    """A kiosk's screen, at its first page or another."""
    app = AppTest.from_file(str(FRAME), default_timeout=30).run()
    if page:
        app.switch_page(f"../../pages/{page}.py").run()
    assert not app.exception, app.exception
    return app


@pytest.mark.usefixtures("kiosk")
def test_it_opens_on_a_neutral_page_that_says_how_long_it_takes(content: Content) -> None:
    app = opened()
    words = content.interface.kiosk
    assert app.title[0].value == words.title
    assert not re.search("ketamine|drug|misuse|abuse", text_of(app), re.IGNORECASE)
    assert "article" in text_of(app)
    takes = minutes_together(content, STEPS)
    assert takes == 3, "choose less under waiting_room: on the pages of the kiosk's way"
    assert holds(app, words.time.format(minutes=takes))


# What is not read word by word: names of parts, signs of verdict and certainty, pictures, and what a tap opens.
NOT_COUNTED = re.compile(
    r'<details.*?</details>|<span popover.*?</span>|<svg.*?</svg>|<p class="(?:label|verdict|certainty[^"]*)">.*?</p>'
    r"|<strong>.*?</strong>|<[^>]+>",
    re.DOTALL,
)


@pytest.mark.usefixtures("kiosk")
@pytest.mark.parametrize("page", STEPS[:-1])
def test_what_is_counted_of_a_short_part_is_what_it_shows(content: Content, page: PageId) -> None:
    app = opened(page)
    pieces = [str(element.proto.body) for kind in ("html", "markdown") for element in app.get(kind)]
    told = [piece for piece in pieces if re.search('class="(?:lead|topic|figure)', piece)]
    assert len(told) == (3 if (part := short_part(content, page)) and part.outcome else 2)
    read = [unescape(NOT_COUNTED.sub(" ", piece)) for piece in told]
    read += [app.title[0].value, *(box.label for box in app.checkbox)]
    assert Counter(WORD.findall(" ".join(read))) == Counter(WORD.findall(" ".join(short_texts_on(content, page))))


WORD = re.compile(r"\w+")


@pytest.mark.usefixtures("kiosk")
@pytest.mark.parametrize("page", STEPS[:-1])
def test_a_page_shows_a_short_part_first_and_all_of_it_on_demand(content: Content, page: PageId) -> None:
    app = opened(page)
    part = short_part(content, page)
    assert part
    assert part.topic, "both voices"
    claims = [content.claims[name] for name in part.topic.claims]
    assert app.title[0].value == part.question
    for text in part.in_short:
        assert holds(app, text)
    told = set(re.findall(r'data-told="([^"]+)"', all_html(app)))
    assert told == {*part.topic.claims, *(statement.id for statement in content.told_in(part.topic))}
    for claim in claims:
        assert holds(app, claim.leaves_out)
    assert 'class="why"' not in all_html(app)
    assert [box.label for box in app.checkbox] == [question.text for question in part.questions]
    assert all_html(app).count('class="figure') == (1 if part.outcome else 0)
    whole = app.button(key=f"all-of-{page}")
    assert whole.label == content.interface.kiosk.show_all.format(minutes=minutes(content, page))
    app = whole.click().run()
    assert all_html(app).count('class="topic"') == len(content.topics[page])
    assert 'class="why"' in all_html(app)
    assert len(app.checkbox) == len(content.questions_on(page))


@pytest.mark.usefixtures("kiosk")
@pytest.mark.parametrize("page", PAGES)
def test_nothing_leads_out_takes_own_words_or_gives_a_file(content: Content, page: PageId) -> None:
    app = opened(page)
    for button in app.button:
        if str(button.key).startswith("all-of-"):
            app = button.click().run()
            break
    html = all_html(app)
    assert not re.search(r'href="(?!#|/)| target=|https?://[^"\s<]+[^<]*</a>|tel:', html)
    assert not app.text_input
    assert not app.text_area
    for kind in ("download_button", "dataframe", "vega_lite_chart", "code", "link_button"):
        assert not app.get(kind), kind
    labels = [button.label for button in app.button]
    assert content.interface.kiosk.finish in labels
    assert content.interface.summary.afresh_yes not in labels


@pytest.mark.usefixtures("kiosk")
def test_addresses_and_numbers_to_call_stand_as_text(content: Content) -> None:
    reference = next(reference for reference in content.references.values() if reference.DOI and reference.link)
    assert holds(opened("sources"), f"Address: doi.org/{reference.DOI}")
    region = content.help.regions["us"]
    assert holds(opened("help_now"), region.emergency)


def test_the_qr_code_leads_to_where_phones_find_the_aid(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DECISION_AID_MODE", "kiosk")
    monkeypatch.setenv("DECISION_AID_PHONE_ADDRESS", "https://aid.example.org")
    shown.settings.cache_clear()
    try:
        app = opened("summary")
    finally:
        monkeypatch.undo()
        shown.settings.cache_clear()
    assert holds(app, content.interface.kiosk.devices_intro)
    assert content.interface.summary.qr_title in all_html(app)
    assert "https://aid.example.org/summary#t" in text_of(app)
    assert "https://aid.example.org/booklet" in text_of(app)


@pytest.mark.usefixtures("kiosk")
def test_without_an_address_for_phones_it_shows_no_code_that_would_lead_into_a_kiosk(content: Content) -> None:
    app = opened("summary")
    assert holds(app, content.interface.kiosk.no_phone)
    assert content.interface.summary.qr_title not in all_html(app)
    assert "/summary#t" not in text_of(app)
    told = without_phones(shown.settings())
    assert told
    assert "DECISION_AID_PHONE_ADDRESS is left out" in told


def test_a_code_in_the_address_and_kept_answers_are_not_asked_for(content: Content) -> None:
    app = AppTest.from_file(str(FRAME), default_timeout=30)
    app.query_params["mode"] = "kiosk"
    app.run()
    assert "heard-from-tab" not in app.session_state
    assert not any("asks" in str(element.proto) for element in app.get("bidi_component"))


# --- Any sequence of actions, then the wipe: as a first visitor ---

ACTIONS = st.lists(
    st.tuples(st.sampled_from(["page", "tick", "button", "choose", "pill"]), st.integers(0, 40)), max_size=7
)


def act(app: AppTest, kind: str, number: int) -> AppTest:
    """One thing that a reader does, if the page offers it."""
    if kind == "page":
        return app.switch_page(f"../../pages/{PAGES[number % len(PAGES)]}.py").run()
    all_offered: dict[str, list[Any]] = {
        "tick": list(app.checkbox), "choose": list(app.radio), "pill": list(app.pills),
        "button": [button for button in app.button if button.key != "finish"],
    }
    offered = all_offered[kind]
    if not offered:
        return app
    widget = offered[number % len(offered)]
    if kind == "tick":
        widget.set_value(not widget.value)
    elif kind == "button":
        widget.click()
    elif widget.options:
        choice = number % len(widget.options)
        if kind == "choose":
            widget.set_value(ids_of(widget)[choice])
        else:
            widget.select(ids_of(widget)[choice])
    return app.run()


def ids_of(widget: Any) -> list[Any]:
    """What a choice's options stand for; the test sees only how they are told."""
    known = {
        "region": ["us", "uk", "elsewhere"], "next": ["talk", "find_out", "wait", "not_now"],
        "check": ["true", "false", "not sure"],
    }
    return known.get(str(widget.key).split("-")[0], list(widget.options))


def state(app: AppTest) -> dict[str, Any]:
    """All that the server holds of a visit, but for what chance sets."""
    held = dict(app.session_state._state.filtered_state)
    held.pop(VISIT)
    return {name: replace(value, seed=0) if isinstance(value, Answers) else value for name, value in held.items()}


@pytest.mark.usefixtures("kiosk")
@drive(
    max_examples=12, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(actions=ACTIONS)
def test_after_any_actions_and_the_wipe_the_state_is_that_of_a_first_visitor(actions: list[tuple[str, int]]) -> None:
    app = opened("benefits")
    visit = app.session_state[VISIT]
    for kind, number in actions:
        app = act(app, kind, number)
        assert not app.exception, app.exception
    app = app.button(key="finish").click().run()
    fresh = opened()
    assert app.session_state[VISIT] != visit
    assert app.title[0].value == fresh.title[0].value
    assert state(app) == state(fresh)
    for page in ("benefits", "values", "check", "summary", "help_now"):
        app, other = (each.switch_page(f"../../pages/{page}.py").run() for each in (app, fresh))
        assert state(app) == state(other)
        assert [box.value for box in app.checkbox] == [box.value for box in other.checkbox]
        assert [radio.value for radio in app.radio] == [radio.value for radio in other.radio]


@pytest.mark.usefixtures("kiosk")
def test_coming_to_the_first_page_in_any_way_forgets_the_visit() -> None:
    app = opened("benefits")
    app.checkbox[0].check().run()
    app.switch_page("../../pages/attract.py").run()
    assert state(app) == state(opened())


# --- In the browser ---


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """A kiosk's server with the shortest times."""
    port = free_port()
    with serving(*uvicorn(port), port=port, **SHORT) as address:
        yield address


SHORT = {
    "DECISION_AID_MODE": "kiosk", "DECISION_AID_IDLE_SECONDS": "30", "DECISION_AID_WARNING_SECONDS": "30",
}


@contextmanager
def sitting_down(browser: Browser, address: str, page: str = "attract") -> Iterator[Visit]:
    """Someone at a kiosk whose clock the test can turn on."""
    with visiting(browser, DESKTOP) as visit:
        visit.page.clock.install()
        visit.open(f"{address}/{page}")
        expect(visit.page.locator("dialog.kiosk-layer")).to_be_attached()
        yield visit


def layer(page: Page) -> Any:
    return page.locator("dialog.kiosk-layer[open]")


def covers_all(visit: Visit) -> None:
    """Whatever else is open, and whatever Streamlit says, stands below our own layer and cannot be touched."""
    assert visit.page.evaluate("!!document.elementFromPoint(640, 300).closest('.kiosk-layer')")


def wait(visit: Visit, seconds: float) -> None:
    visit.page.clock.fast_forward(int(seconds * 1000))


def wait_until(visit: Visit, seen: Callable[[], bool]) -> None:
    """Nobody is there for half a minute; on a busy machine a last scroll may come late, then it is half a minute more.
    """
    for _ in range(5):
        wait(visit, 31)
        deadline = time.monotonic() + 3
        while time.monotonic() < deadline:
            if seen():
                return
            visit.page.wait_for_timeout(100)
    raise AssertionError("nothing happened")


def finds_a_fresh_kiosk(visit: Visit, content: Content) -> None:
    """What the next reader meets."""
    page, words = visit.page, content.interface
    page.wait_for_url("**/attract")
    # The page of the visit that ended may stand at this address too, until the browser has started afresh.
    expect(page.locator("html[data-visited]")).to_have_count(0)
    expect(page.locator("dialog.kiosk-layer")).to_be_attached()
    visit.settle()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.kiosk.title)
    expect(layer(page)).to_have_count(0)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
    kept = page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie])")
    assert not re.search("decision-aid|q-|ask|value|check", kept), kept
    assert page.url.endswith("/attract")
    page.mouse.click(40, 300)
    at_the_new_page(visit, content, STEPS[0])
    expect(page.get_by_role("button", name=words.frame.my_questions.format(count=0))).to_be_visible()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    expect(page.locator(".st-key-show-all button")).to_be_visible()


def back_shows_nothing(visit: Visit, content: Content) -> None:
    """The browser's way back leads to the first page, or to the empty tab that the kiosk was opened in."""
    visit.page.evaluate("history.back()")
    visit.page.wait_for_timeout(500)
    if visit.page.url != "about:blank":
        visit.settle()
        expect(visit.page.locator("h1")).to_have_text(content.interface.kiosk.title)


def tick(visit: Visit, content: Content) -> None:
    """Tick the first question, and see it counted; the page is marked, to be told from the one that comes after."""
    visit.page.evaluate("document.documentElement.dataset.visited = ''")
    visit.page.locator(".st-key-ask label").first.click()
    expect(visit.page.get_by_role("button", name=content.interface.frame.my_questions.format(count=1))).to_be_visible()


def scroll(visit: Visit) -> None:
    visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 1500)")


def speak(visit: Visit) -> None:
    visit.page.evaluate(
        "Object.defineProperty(window, 'speechSynthesis', { configurable: true, value:"
        " { speaking: true, paused: false, cancel() { this.speaking = false; window.name = 'stopped'; } } })"
    )


def left_with(visit: Visit, how: str, content: Content) -> None:
    """Leave the screen half-way through something."""
    page, words = visit.page, content.interface
    if how == "menu open":
        page.get_by_role("button", name=words.frame.menu).click()
        expect(page.locator("#contents")).to_be_visible()
    elif how == "mid-scroll":
        scroll(visit)
    elif how == "cleaning":
        page.get_by_role("button", name=words.frame.menu).click()
        page.get_by_role("button", name=words.kiosk.clean).click()
        expect(layer(page)).to_contain_text(words.kiosk.cleaning)
    else:
        page.evaluate("document.documentElement.style.fontSize = '40px'; localStorage.size = 'ask'")


@pytest.mark.parametrize("how", ["menu open", "mid-scroll", "cleaning", "text size"])
def test_who_walks_away_half_done_leaves_nothing(browser: Browser, content: Content, screen: str, how: str) -> None:
    words = content.interface.kiosk
    with sitting_down(browser, screen, "benefits") as visit:
        tick(visit, content)
        left_with(visit, how, content)
        asks = layer(visit.page).get_by_text(words.still)
        wait_until(visit, lambda: asks.count() > 0)
        covers_all(visit)
        wait_until(visit, lambda: visit.page.url.endswith("/attract"))
        finds_a_fresh_kiosk(visit, content)
        assert visit.page.evaluate("document.documentElement.style.fontSize") == ""
        back_shows_nothing(visit, content)


# All that a browser holds of a visit. The words explained, the menu and the reading help are popovers.
HELD = """() => ({
  place: location.href, entries: history.length, local: { ...localStorage }, session: { ...sessionStorage },
  cookies: document.cookie, scrolled: document.querySelector('[data-testid=stMain]').scrollTop,
  root: [...document.documentElement.attributes].map((each) => [each.name, each.value]).sort(),
  open: document.querySelectorAll('dialog[open], :popover-open, details[open]').length,
  speaking: speechSynthesis.speaking, told: document.querySelector('main').innerText,
})"""
SIGHTS: dict[str, Callable[[Visit], object]] = {
    "tick": lambda visit: visit.page.locator(".st-key-ask label, .st-key-pick label").first.click(timeout=1000),
    "turn the page": lambda visit: visit.page.locator(".st-key-turn a").last.click(timeout=1000),
    "all of the page": lambda visit: visit.page.locator(".st-key-show-all button").click(timeout=1000),
    "look something up": lambda visit: visit.page.locator(".st-key-header a").last.click(timeout=1000),
    "menu": lambda visit: visit.page.locator(".ways .way").first.click(timeout=1000),
    "word": lambda visit: visit.page.locator("button.term").last.click(timeout=1000),
    "sources": lambda visit: visit.page.locator("main summary").first.click(timeout=1000),
    "size": lambda visit: visit.page.evaluate("document.querySelector('.sizes input[value=largest]').click()"),
    "contrast": lambda visit: visit.page.evaluate("document.querySelector('.contrast input').click()"),
    "scroll": lambda visit: scroll(visit),
    "listen": lambda visit: speak(visit),
    "choose": lambda visit: visit.page.locator("main [role=radiogroup] :is(button, label)").last.click(timeout=1000),
}


def test_after_any_actions_and_the_wipe_the_browser_holds_what_a_first_visitors_does(
    browser: Browser, content: Content, screen: str
) -> None:
    """One screen, one visitor after the other: each does something else, and leaves in the middle of it."""
    with visiting(browser, DESKTOP) as visit:
        page = visit.page
        visit.open(f"{screen}/attract")
        expect(page.locator("dialog.kiosk-layer")).to_be_attached()
        first = page.evaluate(HELD)
        assert first["local"] == {}
        assert first["session"] == {}

        @drive(max_examples=6, deadline=None, database=None, phases=[Phase.generate])
        @given(actions=st.lists(st.sampled_from([*SIGHTS]), min_size=2, max_size=5, unique=True))
        def one_after_the_other(actions: list[str]) -> None:
            page.mouse.click(40, 300)
            at_the_new_page(visit, content, STEPS[0])
            page.evaluate("document.documentElement.dataset.visited = ''")
            page.locator(".st-key-turn a").last.click()
            at_the_new_page(visit, content, "benefits")
            for action in actions:
                # What another thing that is open covers cannot be touched; the visitor leaves it.
                with suppress(TimeoutError):
                    SIGHTS[action](visit)
                visit.settle()
            page.evaluate("document.querySelector('.st-key-finish button').click()")
            expect(page.locator("html[data-visited]")).to_have_count(0)
            expect(page.locator("dialog.kiosk-layer")).to_be_attached()
            visit.settle()
            assert page.evaluate("window.name") == ("stopped" if "listen" in actions else "")
            page.evaluate("window.name = ''")
            visit.until("!document.documentElement.dataset.visited")
            assert page.evaluate(HELD) == first

        one_after_the_other()
        back_shows_nothing(visit, content)


# How the way on looks, and where it ends.
NEXT = """() => {
  const link = [...document.querySelectorAll('.turn a')].at(-1);
  return [getComputedStyle(link).backgroundColor, Math.round(link.getBoundingClientRect().right)];
}"""


def test_finish_forgets_at_once_and_back_leads_nowhere(browser: Browser, content: Content, screen: str) -> None:
    with sitting_down(browser, screen, "") as visit:
        page = visit.page
        entries = page.evaluate("history.length")
        page.keyboard.press("Tab")
        page.get_by_role("link", name=content.interface.kiosk.begin).focus()
        page.keyboard.press("Enter")
        at_the_new_page(visit, content, STEPS[0])
        first = page.evaluate(NEXT)
        page.get_by_role("link", name=re.compile("→$")).click()
        at_the_new_page(visit, content, "benefits")
        assert page.evaluate(NEXT) == first, "the way on looks and stands alike on each page"
        tick(visit, content)
        assert page.evaluate("history.length") == entries
        page.get_by_role("button", name=content.interface.kiosk.finish).click()
        page.wait_for_url("**/attract")
        finds_a_fresh_kiosk(visit, content)
        back_shows_nothing(visit, content)


def test_the_server_forgets_too_before_the_page_leaves(browser: Browser, content: Content, screen: str) -> None:
    with sitting_down(browser, screen, "benefits") as visit:
        tick(visit, content)
        visit.page.evaluate("void (fetch = () => Promise.reject())")
        wait(visit, 61)
        expect(visit.page.locator("h1")).to_have_text(content.interface.kiosk.title)
        expect(layer(visit.page)).to_contain_text(content.interface.kiosk.moment)


SIGNS: dict[str, Callable[[Visit], object]] = {
    "touch": lambda visit: visit.page.mouse.click(640, 760),
    "key": lambda visit: visit.page.keyboard.press("Shift"),
    "scroll": scroll,
    "typing": lambda visit: visit.page.evaluate("document.body.dispatchEvent(new InputEvent('input'))"),
    "focus": lambda visit: visit.page.locator(".st-key-ask input").last.focus(),
    "speech": speak,
}


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_of_a_reader_counts(browser: Browser, content: Content, screen: str, sign: str) -> None:
    with sitting_down(browser, screen, "benefits") as visit:
        wait(visit, 25)
        SIGNS[sign](visit)
        visit.page.wait_for_timeout(300)
        wait(visit, 25)
        visit.page.wait_for_timeout(300)
        expect(layer(visit.page)).to_have_count(0)
        if sign == "speech":
            visit.page.evaluate("speechSynthesis.speaking = false")
        wait(visit, 31)
        expect(layer(visit.page)).to_contain_text(content.interface.kiosk.still)


def test_the_question_can_be_answered_as_often_as_wanted(browser: Browser, content: Content, screen: str) -> None:
    words = content.interface.kiosk
    with sitting_down(browser, screen, "benefits") as visit:
        tick(visit, content)
        for number in range(11):
            wait(visit, 40)
            stay = visit.page.get_by_role("button", name=words.stay)
            expect(stay).to_be_visible()
            expect(layer(visit.page)).to_contain_text(re.compile("in (19|20) seconds"))
            if number % 2:
                visit.page.keyboard.press("Escape")
            else:
                stay.click()
            expect(layer(visit.page)).to_have_count(0)
        expect(visit.page.get_by_role("checkbox", checked=True)).to_have_count(1)


def test_running_speech_stops(browser: Browser, content: Content, screen: str) -> None:
    with sitting_down(browser, screen, "benefits") as visit:
        speak(visit)
        visit.page.get_by_role("button", name=content.interface.kiosk.finish).click()
        finds_a_fresh_kiosk(visit, content)
        assert visit.page.evaluate("window.name") == "stopped"


def test_while_the_screen_is_cleaned_it_takes_no_touch_and_no_key(
    browser: Browser, content: Content, screen: str
) -> None:
    words = content.interface.kiosk
    with sitting_down(browser, screen) as visit:
        visit.page.get_by_role("button", name=words.clean).click()
        expect(layer(visit.page)).to_contain_text(words.cleaning)
        expect(layer(visit.page)).to_contain_text(re.compile("in (29|30) seconds"))
        for key in ("Escape", "Escape", "Tab", "Enter", "Space"):
            visit.page.keyboard.press(key)
        visit.page.mouse.click(640, 400)
        visit.page.wait_for_timeout(300)
        expect(layer(visit.page)).to_contain_text(words.cleaning)
        wait(visit, 31)
        expect(layer(visit.page)).to_have_count(0)
        expect(visit.page.locator("h1")).to_have_text(words.title)
        visit.page.mouse.click(640, 400)
        at_the_new_page(visit, content, STEPS[0])


@pytest.mark.parametrize(
    "place", ["?mode=self", "start?mode=clinic", "booklet", "nothing", "attract?embed=true", "options?mode=self"]
)
def test_no_address_leads_out_of_the_kiosk(browser: Browser, content: Content, screen: str, place: str) -> None:
    with visiting(browser, DESKTOP) as visit:
        visit.open(f"{screen}/{place}")
        expect(visit.page.locator("dialog.kiosk-layer")).to_be_attached()
        visit.until("location.search === ''")
        if not place.startswith("options"):
            expect(visit.page.locator("h1")).to_have_text(content.interface.kiosk.title)
        expect(visit.page.get_by_role("link", name=content.interface.booklet.link)).to_have_count(0)


def test_a_code_in_the_address_brings_nothing(browser: Browser, content: Content, screen: str) -> None:
    with visiting(browser, DESKTOP) as visit:
        visit.open(f"{screen}/summary#t1.AAAiAAAAjWYYNg")
        visit.until("location.hash === ''")
        expect(visit.page.get_by_text(content.interface.handoff.restored)).to_have_count(0)
        expect(visit.page.get_by_text(content.interface.handoff.problems["damaged"])).to_have_count(0)


def test_no_key_or_click_opens_anything_of_the_browsers_or_streamlits(
    browser: Browser, content: Content, screen: str
) -> None:
    with sitting_down(browser, screen, "benefits") as visit:
        page = visit.page
        page.add_init_script(
            "window.went = []; for (const name of ['keydown', 'contextmenu', 'auxclick']) window.addEventListener("
            "name, (e) => setTimeout(() => went.push([e.key || name, e.defaultPrevented])), true)"
        )
        visit.open(f"{screen}/benefits")
        expect(page.locator("dialog.kiosk-layer")).to_be_attached()
        for key in ("r", "c", "Control+p", "Control+s", "F5", "Control+Equal", "Alt+ArrowLeft"):
            page.keyboard.press(key)
        page.locator("h1").click(button="right")
        for modifier in ("Control", "Shift"):
            page.get_by_role("link", name=re.compile("→$")).click(modifiers=[modifier])
        page.get_by_role("link", name=re.compile("→$")).click(button="middle")
        page.wait_for_timeout(500)
        assert len(page.context.pages) == 1
        assert page.url.endswith("/benefits")
        expect(page.get_by_role("dialog")).to_have_count(0)
        went = page.evaluate("window.went")
        assert {"contextmenu", "auxclick", "r", "c", "p", "F5", "="} <= {name for name, _ in went}
        assert ["auxclick", True] in went
        assert all(prevented for name, prevented in went if name not in ("Control", "Alt", "Shift", "auxclick")), went
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).userSelect") == "none"
        assert page.evaluate("window.name") == ""


def test_nothing_is_kept_in_the_tab(browser: Browser, content: Content, screen: str) -> None:
    with sitting_down(browser, screen, "benefits") as visit:
        tick(visit, content)
        visit.settle()
        kept = visit.page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")
        assert "decision-aid" not in kept
        assert content.questions_on("benefits")[0].id not in kept
        visit.page.reload()
        visit.settle()
        expect(visit.page.get_by_role("checkbox", checked=True)).to_have_count(0)


def test_a_server_that_is_started_again_brings_the_first_page_by_itself(browser: Browser, content: Content) -> None:
    port = free_port()
    words = content.interface.kiosk
    with visiting(browser, DESKTOP) as visit:
        with serving(*uvicorn(port), port=port, **SHORT) as address:
            visit.open(f"{address}/benefits")
            tick(visit, content)
        expect(layer(visit.page)).to_contain_text(words.moment)
        visit.page.wait_for_timeout(6000)
        expect(layer(visit.page)).to_contain_text(words.moment)
        covers_all(visit)
        assert visit.page.url.endswith("/benefits")
        with serving(*uvicorn(port), port=port, **SHORT):
            finds_a_fresh_kiosk(visit, content)


def test_a_line_that_was_cut_brings_the_first_page_by_itself(browser: Browser, content: Content, screen: str) -> None:
    with sitting_down(browser, screen, "benefits") as visit:
        tick(visit, content)
        lines: list[WebSocketRoute] = []

        def through(line: WebSocketRoute) -> None:
            lines.append(line)
            line.connect_to_server()

        visit.page.context.route_web_socket("**", through)
        visit.open(f"{screen}/benefits")
        tick(visit, content)
        lines[0].close()
        finds_a_fresh_kiosk(visit, content)


TARGETS = """() => {
  document.querySelector('[data-testid=stMain]').scrollTo(0, 0);
  return [...document.querySelectorAll('a, button:not(.term), summary, label:has(input)')]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }))
    .filter((each) => !each.closest('[popover]:not(:popover-open), dialog'))
    .map((each) => [(each.innerText || '').slice(0, 40), each.getBoundingClientRect(),
      ['[popover]:popover-open', '.st-key-header'].findIndex((one) => each.closest(one))])
    .filter(([, box]) => box.width > 2)
    .map(([name, box, layer]) => [name, box.left, box.top, box.right, box.bottom, layer]);
}"""


# What is read on a page: answers in short, claims, what else is said, questions to tick.
SMALLEST = """() => Math.min(100, ...[
  ...document.querySelectorAll('main :is(.lead p, blockquote p, .leaves-out, .statement > p:first-child, label p)'),
].map((each) => parseFloat(getComputedStyle(each).fontSize)))"""


def reachable(visit: Visit, where: str) -> None:
    """What stands on the screen is at least 80 px high, 32 px apart, and below the upper third, upright and lying."""
    for size in (PORTRAIT, LANDSCAPE):
        visit.page.set_viewport_size({"width": size[0], "height": size[1]})
        visit.page.wait_for_timeout(100)
        found = visit.page.evaluate(TARGETS)
        assert len(found) >= 3, where
        assert visit.page.evaluate(SMALLEST) >= (24 if size == PORTRAIT else 20), (where, size)
        for place, (name, left, top, right, bottom, on) in enumerate(found):
            assert bottom - top >= 79.5, (where, size, name, bottom - top)
            assert top >= size[1] / 3, (where, size, name, top)
            assert left >= 0, (where, size, name, left)
            assert right <= size[0], (where, size, name, right)
            for other, left2, top2, right2, bottom2, on2 in found[place + 1 :]:
                apart = max(left2 - right, left - right2, top2 - bottom, top - bottom2)
                assert apart >= 31.5 or on != on2, (where, size, name, other, apart)


@pytest.mark.parametrize("part", [0, 1])
def test_what_one_touches_is_large_apart_and_in_reach_on_every_page(
    browser: Browser, screen: str, part: int
) -> None:
    with visiting(browser, LANDSCAPE) as visit:
        for page in ("attract", *PAGES)[part::2]:
            visit.open(f"{screen}/{page}")
            expect(visit.page.locator("dialog.kiosk-layer")).to_be_attached()
            reachable(visit, page)
            whole = visit.page.locator(".st-key-show-all button")
            if whole.count():
                whole.click()
                expect(whole).to_have_count(0)
                visit.settle()
                reachable(visit, f"all of {page}")


MENU = "(({ top, bottom }) => [top, bottom])(document.querySelector('#contents').getBoundingClientRect())"


def test_the_contents_show_the_whole_way_at_once(browser: Browser, content: Content, screen: str) -> None:
    with visiting(browser, LANDSCAPE) as visit:
        visit.open(f"{screen}/{STEPS[0]}")
        visit.page.get_by_role("button", name=content.interface.frame.menu).click()
        expect(visit.page.locator("#contents")).to_be_visible()
        for size in (LANDSCAPE, PORTRAIT):
            visit.page.set_viewport_size({"width": size[0], "height": size[1]})
            visit.until(f"{MENU}[1] <= {size[1]}")
            above, below = visit.page.evaluate(MENU)
            seen = [name for name, _, top, _, bottom, on in visit.page.evaluate(TARGETS) if on == 0 and
                    top >= above and bottom <= below]
            assert set(seen) >= {content.interface.pages[step].short for step in STEPS}, size


def test_what_one_touches_is_large_apart_and_in_reach_in_every_state(
    browser: Browser, content: Content, screen: str
) -> None:
    words = content.interface
    with visiting(browser, LANDSCAPE) as visit:
        page = visit.page
        visit.open(f"{screen}/benefits")
        tick(visit, content)
        page.locator(".comfort .opens").click()
        page.get_by_label(words.comfort.sizes["largest"]).check()
        reachable(visit, "reading help, with the largest text")
        page.locator(".comfort .shuts").click()
        reachable(visit, "the largest text")
        page.get_by_role("button", name=words.frame.menu).click()
        expect(page.locator("#contents")).to_be_visible()
        found = page.evaluate(TARGETS)
        menu = [box for _, *box, on in found if on == 0]
        for (left, top, right, bottom), (left2, top2, right2, bottom2) in combinations(menu, 2):
            assert max(left2 - right, left - right2, top2 - bottom, top - bottom2) >= 31.5, menu
        above, _ = page.evaluate(MENU)
        assert above >= LANDSCAPE[1] / 3
        page.keyboard.press("Escape")
        page.locator(".name a[data-page=summary]").click()
        at_the_new_page(visit, content, "summary")
        expect(page.locator("[class*=st-key-remove-asked]")).to_be_visible()
        reachable(visit, "the summary with a question")
        visit.open(f"{screen}/values")
        for place in (0, 1):
            page.locator(".st-key-pick label").nth(place).click()
            expect(page.locator("table.mirror")).to_have_count(place + 1)
        expect(page.locator("[class*=st-key-place-]")).to_have_count(2)
        visit.settle()
        reachable(visit, "what matters, in order")
