"""Every page, in every mode, theme and size, and in the states a reader brings about, without a barrier.

Each run writes what it measured to build/accessibility.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from urllib.parse import urlsplit

import cv2
import numpy
import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect
from pypdf import PdfReader

from decision_aid import walk
from decision_aid.answers import MOST_VALUES
from decision_aid.schema import Content, PageId
from decision_aid.walk import MODES, WALKS
from tests.accessibility import (
    KIOSK,
    LEAST_MAIN,
    LEAST_MAIN_IN_KIOSK,
    SIZES,
    in_forced_colours,
    look,
    nameless,
    note,
    settle,
    structure,
    zoomed,
)
from tests.conftest import STILL
from tests.test_comfort import SPEECH
from tests.test_takeaway import text_of

NARROW_AND_WIDE = (SIZES[0], SIZES[-1])
# What two people look at together: a laptop's screen, and a tablet held upright.
CLINIC = ((1280, 800), (800, 1280))


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One visitor's tab for all looks of a worker, so that the browser keeps what it has loaded."""
    context = browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def new_tab(tab: Page) -> Iterator[Page]:
    """A tab of its own, whose answers no other tab knows, in the same browser; with a voice that can read out."""
    page = tab.context.new_page()
    page.add_init_script(SPEECH + "window.lasts = 600000;")
    yield page
    page.close()


def opened(tab: Page, url: str) -> Page:
    """The page at an address, standing still, for a visitor who has not been here."""
    tab.goto("about:blank")
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto(url)
    tab.wait_for_selector(STILL, state="attached")
    settle(tab)
    return tab


PLACES = [
    (mode, page.id)
    for mode in MODES
    for page in (*WALKS[mode].steps, *WALKS[mode].beside, *filter(None, [WALKS[mode].cover]))
    # An address that names another mode leads from the start page to what that mode opens on.
    if page.id != "start" or mode == "self"
]


@pytest.mark.parametrize(("mode", "page"), PLACES, ids=map("-".join, PLACES))
def test_every_page_in_every_mode_theme_and_size_has_no_barrier(
    tab: Page, content: Content, address: str, mode: str, page: PageId
) -> None:
    hosts: set[str | None] = set()
    complaints: list[str] = []
    heard = {
        "request": lambda request: hosts.add(urlsplit(request.url).hostname),
        "console": lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None,
        "pageerror": lambda error: complaints.append(str(error)),
    }
    for event, hear in heard.items():
        tab.on(event, hear)  # type: ignore[call-overload]
    opened(tab, f"{address}/{page}?mode={mode}")
    expect(tab.locator(".st-key-notice")).to_contain_text(content.interface.frame.notice)
    wrong, found = structure(tab)
    wrong += in_forced_colours(tab)
    sizes, least = ((*SIZES, KIOSK), LEAST_MAIN_IN_KIOSK) if mode == "kiosk" else (SIZES, LEAST_MAIN)
    more, measured = look(tab, sizes, least, spaced=True)
    wrong += more + zoomed(tab)
    for event, hear in heard.items():
        tab.remove_listener(event, hear)
    note(mode, page, wrong, measured)
    assert wrong == []
    assert found["title"] == content.interface.pages[page].title, "another page than the one asked for"
    assert complaints == []
    assert hosts <= {"127.0.0.1", None}, "something was asked of another host"


def open_all(page: Page) -> None:
    """Open everything that opens in place."""
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.querySelector('summary').click())")


def tick_all(page: Page) -> None:
    """Tick every box there is on the page."""
    for box in page.locator("main").get_by_role("checkbox").all():
        if box.is_visible():
            box.focus()
            page.keyboard.press("Space")
            page.wait_for_selector(STILL, state="attached")


def pick_too_many(page: Page) -> None:
    """Pick values until one is refused, so that the mirror and the message show."""
    for place in range(MOST_VALUES + 1):
        page.get_by_role("checkbox").nth(place).focus()
        page.keyboard.press("Space")
        page.wait_for_selector(STILL, state="attached")
        settle(page)
    expect(page.locator("table.mirror")).to_have_count(MOST_VALUES)


def answer_all(page: Page) -> None:
    """Answer every statement of the check."""
    for group in page.get_by_role("radiogroup").all():
        group.get_by_role("radio").nth(1).focus()
        page.keyboard.press("Space")
        page.wait_for_selector(STILL, state="attached")


def own_question(page: Page) -> None:
    """Write a question of one's own, choose a next step, and open what opens."""
    page.get_by_role("textbox").fill("What does my son need to know?")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-own-place-1")).to_be_visible()
    page.locator(".st-key-next-step").get_by_role("radio").first.click()
    settle(page)


def press(name: str) -> Callable[[Page], None]:
    """Press the button whose wording this key of the content leads to."""
    def act(page: Page) -> None:
        page.locator(name).first.click()
    return act


def listen(page: Page) -> None:
    """Have the page read out."""
    page.locator(".comfort .opens").click()
    page.locator(".comfort .listen").click()
    expect(page.locator(".comfort .pause")).to_be_visible()


def largest(then: Callable[[Page], None] | None = None) -> Callable[[Page], None]:
    """The largest text in high contrast, and then something else."""
    def act(page: Page) -> None:
        page.locator(".comfort .opens").click()
        page.locator(".comfort .sizes input").last.check()
        page.locator(".comfort .contrast input").check()
        page.keyboard.press("Escape")
        if then:
            then(page)
    return act


def listed(page: Page) -> None:
    """A question ticked, and the list of one's questions open."""
    page.locator(".st-key-ask label").first.click()
    page.locator(".ways .way").nth(1).click()
    expect(page.locator("#questions-so-far li")).to_have_count(1)


def row_open(page: Page) -> None:
    """One row of the options under the heads of the options."""
    page.locator(".st-key-rows [role=radio]").nth(2).click()
    expect(page.locator("table.side-by-side td")).to_have_count(5)
    # The open row was brought up; at other sizes the same scroll would leave questions half under the ways in.
    settle(page)
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")


def left_alone(page: Page) -> None:
    """Nobody at the kiosk for so long that it asks."""
    page.clock.install()
    page.reload()
    page.wait_for_selector(STILL, state="attached")
    expect(page.locator("dialog.kiosk-layer")).to_be_attached()
    page.clock.fast_forward(95_000)
    expect(page.locator("dialog.kiosk-layer[open]")).to_be_visible()
    page.clock.resume()


def nothing(_page: Page) -> None:
    """The address itself brings the state about."""


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "sources open": ("benefits", open_all),
    "sources open, options": ("options", open_all),
    "sources open, side effects": ("side_effects", open_all),
    "scorecard open": ("about", open_all),
    "questions ticked": ("side_effects", tick_all),
    "contents open": ("benefits", press(".ways .way")),
    "reading help open": ("benefits", press(".comfort .opens")),
    "reading aloud": ("benefits", listen),
    "largest text, high contrast": ("side_effects", largest(open_all)),
    "word explained": ("benefits", press(".lead .term")),
    "claims filtered": ("claims", press("main [role=radiogroup] [role=radio]")),
    "unknown filter": ("claims?verdict=Contradicted&section=nonsense", nothing),
    "one claim": ("claims?claim=A12", nothing),
    "unknown claim": ("claims?claim=A99", nothing),
    "mirror and refusal": ("values", pick_too_many),
    "check answered": ("check", answer_all),
    "summary filled": ("summary", own_question),
    "start afresh asked": ("summary", press(".st-key-afresh button")),
    "damaged code": ("summary#t1.broken", nothing),
    "unknown mode": ("?mode=nonsense", nothing),
    "largest text, high contrast, mirror": ("values", largest(pick_too_many)),
    "largest text, high contrast, start": ("start", largest()),
    "for someone else": ("start", press("label:has([role=switch])")),
    "questions listed": ("benefits", listed),
    "signs explained": ("benefits", press(".key-to-signs > summary")),
    "a row open": ("options?mode=clinic", row_open),
    "a row open, largest text, high contrast": ("options?mode=clinic", largest(row_open)),
    "primer open": ("options?mode=clinic", press(".primer summary")),
    "still reading?": ("benefits?mode=kiosk", left_alone),
    "kiosk, all of a page": ("side_effects?mode=kiosk", press(".st-key-show-all button")),
    "kiosk, largest text, high contrast": ("side_effects?mode=kiosk", largest()),
    "kiosk, contents open": ("benefits?mode=kiosk", press(".ways .way")),
    "region chosen": ("help_now", press(".st-key-region label:has(input), [data-testid=stRadioOption]")),
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_that_a_reader_brings_about_has_no_barrier(new_tab: Page, address: str, state: str) -> None:
    path, act = STATES[state]
    opened(new_tab, f"{address}/{path}")
    act(new_tab)
    settle(new_tab)
    kiosk, clinic = "mode=kiosk" in path, "mode=clinic" in path
    sizes = (KIOSK,) if kiosk else (SIZES[0], *CLINIC) if clinic else NARROW_AND_WIDE
    wrong, measured = look(new_tab, sizes, LEAST_MAIN_IN_KIOSK if kiosk else LEAST_MAIN, spaced=True)
    wrong += zoomed(new_tab) + nameless(new_tab)
    note("state", state, wrong, measured)
    assert wrong == []


def test_where_the_server_takes_its_time_the_aid_says_so(new_tab: Page, content: Content, address: str) -> None:
    held: list[tuple[WebSocketRoute, str | bytes]] | None = None

    def line(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        server.on_message(lambda told: socket.send(told) if held is None else held.append((socket, told)))

    new_tab.route_web_socket("**/_stcore/stream", line)
    opened(new_tab, f"{address}/benefits")
    sign = new_tab.get_by_role("status").and_(new_tab.locator(".waiting"))
    expect(sign).to_be_empty()
    held = []
    new_tab.locator(".st-key-turn a").last.click()
    expect(sign).to_have_text(content.interface.frame.waiting)
    wrong, measured = look(new_tab, SIZES[:1])
    note("state", "slow line", wrong, measured)
    told, held = held, None
    for socket, message in told:
        socket.send(message)
    expect(new_tab.get_by_role("heading", level=1)).to_have_text(content.considerations["side_effects"].question)
    expect(sign).to_be_empty()
    assert wrong == []


@pytest.mark.parametrize("path", ["/booklet", "/no-such-page"])
def test_pages_without_streamlit_have_no_barrier(tab: Page, address: str, path: str) -> None:
    tab.goto(f"{address}{path}")
    wrong, measured = look(tab, NARROW_AND_WIDE)
    note("plain", path.strip("/"), wrong, measured)
    assert wrong == []


def test_any_page_prints_black_on_white_with_its_sources(browser: Browser, content: Content, address: str) -> None:
    context = browser.new_context(color_scheme="dark", reduced_motion="reduce")
    page = context.new_page()
    for name in ("side_effects", "options", "sources"):
        opened(page, f"{address}/{name}")
        page.emulate_media(media="print")
        settle(page)
        found = cv2.imdecode(numpy.frombuffer(page.screenshot(), numpy.uint8), cv2.IMREAD_COLOR)
        paper = numpy.asarray(found, dtype=numpy.int64)
        assert numpy.ptp(paper, axis=2).max() < 8, "nothing depends on colour"
        assert numpy.median(paper) == 255, "paper is white, also for readers of the dark theme"
        printed = PdfReader(BytesIO(page.pdf(format="A4")))
        text = text_of(printed)
        page.emulate_media(media="screen")
        assert "https://doi.org/" in text, "sources stand open, with where they are"
        assert content.interface.frame.notice in text
        for unread in (content.interface.comfort.open, content.interface.parts.on_this_page):
            assert unread not in text
    context.close()


def test_titles_tell_pages_apart(content: Content) -> None:
    titles = [content.interface.pages[page.id].title for page in walk.PAGES]
    assert len(set(titles)) == len(titles)


def test_what_is_ticked_and_chosen_shows_in_forced_colours(browser: Browser, address: str) -> None:
    size = {"width": 1280, "height": 900}
    context = browser.new_context(forced_colors="active", reduced_motion="reduce", viewport=size)  # type: ignore[arg-type]
    page = context.new_page()
    for path, one in (
        ("start", "label:has([role=switch]) > span + div"), ("values", ".st-key-pick label"),
        ("check", "[data-testid=stRadioOption]"),
        ("summary", ".st-key-next-step [role=radio]"), ("claims", "main [role=radiogroup] [role=radio]"),
    ):
        opened(page, f"{address}/{path}")
        box = page.locator(one).first
        box.scroll_into_view_if_needed()
        settle(page)
        place = box.bounding_box()
        before = page.screenshot(clip=place)
        seen = cv2.imdecode(numpy.frombuffer(before, numpy.uint8), cv2.IMREAD_COLOR)
        assert numpy.ptp(numpy.asarray(seen)) > 100, f"{path}: it cannot be told from the paper"
        box.click()
        settle(page)
        page.mouse.move(0, 0)
        page.evaluate("document.activeElement.blur()")
        settle(page)
        assert page.screenshot(clip=place) != before, f"{path}: what is chosen looks like what is not"
    context.close()
