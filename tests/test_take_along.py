"""Nothing lost on the way from Start to a PDF on disk, another device, and out again; as a browser shows it."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import unicodedata
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import cv2
import numpy as np
import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from decision_aid import walk
from decision_aid.answers import Answers
from decision_aid.handoff import LONGEST, decode, encode
from decision_aid.schema import Content, Question
from tests.conftest import ROOT, free_port, uvicorn
from tests.test_browser import DESKTOP, PHONE, Visit, at_the_new_page, visiting
from tests.test_takeaway import tags, text_of

STORED = (
    "((text) => { try { return JSON.parse(text) || {}; } catch { return { spoilt: text }; } })"
    "(sessionStorage.getItem('decision-aid-answers'))"
)
OWN = "Could my neighbour Zebedee drive me?"


def kept(visit: Visit) -> dict[str, Any]:
    """What the tab keeps."""
    found: dict[str, Any] = visit.page.evaluate(STORED)
    return found


def wait_until_kept(visit: Visit, name: str, value: object) -> None:
    """Wait until the tab keeps an answer."""
    written = json.dumps(json.dumps(value, separators=(",", ":")))
    visit.until(f"JSON.stringify(({STORED})[{json.dumps(name)}]) === {written}")


def on(content: Content, page: str) -> list[Question]:
    """The questions of one page."""
    return [question for question in content.questions if page in question.pages]


def stand_still(visit: Visit) -> None:
    """Wait until the page stands as the tab's answers have it, which may take a second run."""
    visit.settle()
    visit.page.wait_for_timeout(150)
    visit.settle()


def tick(visit: Visit, text: str) -> None:
    """Tick a box by its words, once the page stands as the tab's answers have it."""
    stand_still(visit)
    visit.page.locator("label").filter(has_text=text).first.click()
    expect(visit.page.get_by_role("checkbox", name=text, exact=True)).to_be_checked()
    visit.settle()


def filled(visit: Visit, content: Content, address: str) -> dict[str, Any]:
    """A reader who picked, ticked, wrote and chose, and stands on the summary; what the tab keeps then."""
    words = content.interface.summary
    visit.open(f"{address}/values")
    for value in content.values.values[1], content.values.values[0]:
        tick(visit, value.text)
    visit.page.get_by_role("link", name=words.take_along).click()
    at_the_new_page(visit, content, "summary")
    visit.page.get_by_role("link", name=words.to_questions).click()
    at_the_new_page(visit, content, "options")
    for question in on(content, "options")[:2]:
        tick(visit, question.text)
    visit.page.get_by_role("link", name=words.take_along).click()
    at_the_new_page(visit, content, "summary")
    visit.settle()
    visit.page.get_by_label(words.own_label).fill(OWN)
    visit.page.get_by_role("button", name=words.own_add).click()
    wait_until_kept(visit, "own_questions", [OWN])
    expect(visit.page.get_by_label(words.own_label)).to_have_value("")
    visit.page.get_by_role("radio", name=words.next_steps["wait"]).click()
    wait_until_kept(visit, "next_step", "wait")
    return kept(visit)


def shows_all(visit: Visit, content: Content, own: bool = True) -> None:
    """The summary shows all that `filled` answered."""
    values = content.values.values
    for place, value in enumerate((values[1], values[0]), start=1):
        heading = content.interface.summary.known.format(place=place, value=value.text)
        expect(visit.page.get_by_text(heading)).to_be_visible()
    for question in on(content, "options")[:2]:
        expect(visit.page.locator(".st-key-my-questions").get_by_text(question.text).first).to_be_visible()
    expect(visit.page.locator(".st-key-my-questions").get_by_text(OWN).first).to_be_visible(visible=own)
    chosen = visit.page.get_by_role("radio", name=content.interface.summary.next_steps["wait"])
    expect(chosen).to_be_checked()


def saved(visit: Visit, content: Content, folder: Path) -> tuple[str, PdfReader]:
    """The PDF as it lands on the reader's disk: its name, and itself."""
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name=content.interface.summary.save).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path.name, PdfReader(path)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_reader_walks_from_the_start_to_a_pdf_on_disk(
    browser: Browser, content: Content, address: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    pages, words = content.interface.pages, content.interface.summary
    asked: list[str] = []
    with visiting(browser, size) as visit:
        visit.open(address)
        visit.page.get_by_role("link", name=content.interface.start.begin).click()
        for step in walk.SELF.steps[1:]:
            at_the_new_page(visit, content, step.id)
            if step.id in ("benefits", "setting"):
                asked.append(on(content, step.id)[1].text)
                tick(visit, asked[-1])
            if step.id == "values":
                for value in content.values.values[:3]:
                    tick(visit, value.text)
            if following := walk.SELF.after(step.id):
                visit.page.get_by_role("link", name=f"{pages[following.id].short} →").click()
        visit.page.get_by_role("button", name=f"{content.interface.values.up} {asked[1]}").click()
        visit.until(f"({STORED}).questions[0] === {json.dumps(on(content, 'setting')[1].id)}")
        visit.settle()
        name, document = saved(visit, content, tmp_path)
        text = text_of(document)
        assert name == f"{words.file_name}.pdf"
        assert len(document.pages) <= 2
        assert text.index(asked[1]) < text.index(asked[0])
        for value in content.values.values[:3]:
            assert value.text in text
            for cell in value.known.values():
                assert " ".join(cell.text.split()) in text
        for part in (content.interface.frame.notice, content.version, words.next_heading, "911", "999"):
            assert part in text
        assert {"H1", "H2", "L", "LI"} <= set(tags(document))
        assert visit.complaints == []
        assert visit.hosts <= {"127.0.0.1", ""}


def test_a_reload_loses_nothing(browser: Browser, content: Content, address: str) -> None:
    with visiting(browser, PHONE) as visit:
        before = filled(visit, content, address)
        visit.page.reload()
        shows_all(visit, content)
        assert kept(visit) == before
        visit.open(f"{address}/options")
        for question in on(content, "options")[:2]:
            expect(visit.page.get_by_role("checkbox", name=question.text, exact=True)).to_be_checked()
        assert kept(visit) == before
        assert visit.page.context.cookies() == []
        assert visit.page.evaluate("Object.keys(localStorage).filter(key => localStorage[key].includes('q-'))") == []
        other = visit.page.context.new_page()
        other.goto(f"{address}/summary")
        expect(other.get_by_text(content.interface.summary.questions_none).first).to_be_visible()


class Server:
    """A server that can be killed without a word and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.home = folder / "home"
        self.home.mkdir()

    def start(self, **settings: str) -> None:
        """Start with an operator's settings, and wait for an answer."""
        own = {"HOME": str(self.home), "TMPDIR": str(self.home), "PYTHONDONTWRITEBYTECODE": "1"}
        environment = {**os.environ, **settings, **own}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", *uvicorn(self.port)], cwd=ROOT, env=environment, stdout=log, stderr=log
            )
        for _ in range(900):
            try:
                with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=1):  # noqa: S310
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextmanager
def a_server(folder: Path) -> Iterator[Server]:
    server = Server(folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()


@pytest.mark.parametrize("where", ["summary", "options"])
def test_a_server_killed_in_mid_walk_and_started_again_loses_nothing(
    browser: Browser, content: Content, tmp_path: Path, where: str
) -> None:
    with a_server(tmp_path) as server, visiting(browser, DESKTOP) as visit:
        before = filled(visit, content, server.address)
        if where == "options":
            visit.page.get_by_role("link", name=content.interface.pages["options"].short, exact=True).first.click()
            at_the_new_page(visit, content, "options")
        server.kill()
        lost = "[data-testid=stApp]:not([data-test-connection-state=CONNECTED])"
        visit.page.wait_for_selector(lost, state="attached")
        server.start()
        visit.settle()
        third = on(content, "options")[2]
        if where == "options":
            tick(visit, third.text)
            wait_until_kept(visit, "questions", [*before["questions"], third.id])
            assert {**kept(visit), "questions": before["questions"]} == before
        else:
            visit.page.get_by_role("link", name=f"← {content.interface.pages['check'].short}").click()
            at_the_new_page(visit, content, "check")
            visit.page.get_by_role("link", name=content.interface.summary.take_along).click()
            at_the_new_page(visit, content, "summary")
            shows_all(visit, content)
            assert kept(visit) == before


# Ticks a box once the line to the server is cut and open again, so many milliseconds later.
TICK_WHEN_BACK = """
([words, later]) => {
  const app = document.querySelector("[data-testid=stApp]");
  const box = () => [...document.querySelectorAll("label")].find((label) => label.textContent.includes(words));
  let cut = false;
  const watch = new MutationObserver(() => {
    const connected = app.dataset.testConnectionState === "CONNECTED";
    cut ||= !connected;
    if (!cut || !connected || box().querySelector("input").disabled) return;
    watch.disconnect();
    setTimeout(() => box().querySelector("input").click(), later);
  });
  watch.observe(document.body, { attributes: true, childList: true, subtree: true });
}
"""


@pytest.mark.parametrize("later", [0, 10, 30, 60])
def test_a_tick_in_the_moment_that_the_server_is_back_is_kept(
    browser: Browser, content: Content, tmp_path: Path, later: int
) -> None:
    asked = on(content, "options")
    with a_server(tmp_path) as server, visiting(browser, DESKTOP) as visit:
        visit.open(f"{server.address}/options")
        tick(visit, asked[0].text)
        wait_until_kept(visit, "questions", [asked[0].id])
        visit.page.evaluate(TICK_WHEN_BACK, [asked[2].text, later])
        server.kill()
        server.start()
        visit.until(f"(({STORED}).questions || []).length === 2")
        visit.settle()
        assert kept(visit)["questions"] == [asked[0].id, asked[2].id]
        for question in asked:
            box = visit.page.get_by_role("checkbox", name=question.text, exact=True)
            expect(box).to_be_checked(checked=question in (asked[0], asked[2]))


# Follows the page's own link onward once the line is in a state, so many milliseconds later.
ON_WHEN = """
([state, later]) => {
  const app = document.querySelector("[data-testid=stApp]");
  let cut = false;
  const watch = new MutationObserver(() => {
    const connected = app.dataset.testConnectionState === "CONNECTED";
    cut ||= !connected;
    if (!cut || connected !== (state === "back")) return;
    watch.disconnect();
    setTimeout(() => [...document.querySelectorAll(".st-key-turn a")].pop().click(), later);
  });
  watch.observe(app, { attributes: true });
}
"""


@pytest.mark.parametrize(("state", "later"), [("cut", 20), ("back", 0), ("back", 10), ("back", 25), ("back", 60)])
def test_a_link_followed_while_the_server_is_away_or_just_back_is_followed(
    browser: Browser, content: Content, tmp_path: Path, state: str, later: int
) -> None:
    asked = on(content, "options")[:1]
    with a_server(tmp_path) as server, visiting(browser, DESKTOP) as visit:
        visit.open(f"{server.address}/options")
        tick(visit, asked[0].text)
        wait_until_kept(visit, "questions", [asked[0].id])
        following = walk.SELF.after("options")
        assert following
        visit.page.evaluate(ON_WHEN, [state, later])
        server.kill()
        if state == "cut":
            visit.page.wait_for_timeout(300)
            expect(visit.page.locator(".waiting")).to_have_text(content.interface.frame.waiting)
        server.start()
        visit.settle()
        at_the_new_page(visit, content, following.id)
        visit.page.wait_for_timeout(300)
        at_the_new_page(visit, content, following.id)
        assert kept(visit)["questions"] == [asked[0].id]
        visit.page.go_back()
        at_the_new_page(visit, content, "options")
        expect(visit.page.get_by_role("checkbox", name=asked[0].text, exact=True)).to_be_checked()


def test_a_tick_that_a_dying_server_never_heard_of_is_kept_by_the_next(
    browser: Browser, content: Content, tmp_path: Path
) -> None:
    asked = on(content, "options")
    with a_server(tmp_path) as server, visiting(browser, DESKTOP) as visit:
        visit.page.add_init_script(
            "const send = WebSocket.prototype.send;"
            "WebSocket.prototype.send = function (...told) { if (!window.deaf) send.apply(this, told); };"
        )
        visit.open(f"{server.address}/options")
        for question in asked[:2]:
            tick(visit, question.text)
        wait_until_kept(visit, "questions", [asked[0].id, asked[1].id])
        visit.page.evaluate("window.deaf = true")
        for question in asked[1:3]:
            visit.page.locator("label").filter(has_text=question.text).first.click()
        server.kill()
        visit.page.evaluate("window.deaf = false")
        server.start()
        wait_until_kept(visit, "questions", [asked[0].id, asked[2].id])
        visit.settle()
        expect(visit.page.get_by_role("checkbox", name=asked[1].text, exact=True)).not_to_be_checked()
        expect(visit.page.get_by_role("checkbox", name=asked[2].text, exact=True)).to_be_checked()


def test_the_servers_log_and_disk_hold_nothing_of_the_reader(
    browser: Browser, content: Content, tmp_path: Path
) -> None:
    started = time.time()
    with a_server(tmp_path) as server, visiting(browser, PHONE) as visit:
        asked: list[str] = []
        visit.page.on("request", lambda request: asked.append(request.url + str(request.post_data or "")))
        before = filled(visit, content, server.address)
        saved(visit, content, tmp_path)
        code = code_on(visit)
        visit.page.reload()
        visit.settle()
        visit.open(f"{server.address}/summary#{code}")
        secrets = [*before["questions"], *before["values"], OWN, code, "t1."]
        assert not any(secret in url for secret in secrets for url in asked)
        told = server.log.read_text()
        assert not any(secret in told for secret in secrets)
        fresh = [path for path in server.home.rglob("*") if path.is_file()]
        fresh += [path for folder in ("decision_aid", "pages", "content", ".streamlit")
                  for path in (ROOT / folder).rglob("*") if path.is_file() and path.stat().st_mtime > started]
        for path in fresh:
            assert not any(secret.encode() in path.read_bytes() for secret in (OWN, code)), path


def code_on(visit: Visit) -> str:
    """The code in the QR picture, as a camera reads it off the screen once the page stands still."""
    stand_still(visit)
    picture = visit.page.locator("svg.qr")
    picture.scroll_into_view_if_needed()
    pixels = cv2.imdecode(np.frombuffer(picture.screenshot(), np.uint8), cv2.IMREAD_GRAYSCALE)
    assert pixels is not None
    # As a hand moves a camera to and fro: this reader misses some codes at one size that it reads at another.
    sizes = (cv2.resize(pixels, None, fx=by, fy=by) for by in (2, 1.5, 3, 1, 2.5))
    found = next((text for size in sizes if (text := cv2.QRCodeDetector().detectAndDecode(size)[0])), "")
    assert found, "no camera could read the code"
    assert urlsplit(found).path == "/summary"
    assert len(urlsplit(found).fragment.encode()) <= LONGEST
    return urlsplit(found).fragment


def test_the_code_on_the_screen_opens_the_same_on_another_device(
    browser: Browser, content: Content, address: str
) -> None:
    with visiting(browser, DESKTOP) as visit:
        before = filled(visit, content, address)
        code = code_on(visit)
    with visiting(browser, PHONE) as other:
        other.open(f"{address}/summary#{code}")
        shows_all(other, content, own=False)
        expect(other.page.get_by_text(content.interface.handoff.restored)).to_be_visible()
        assert "#" not in other.page.url
        assert {name: given for name, given in before.items() if name != "own_questions"} == kept(other)
        other.page.reload()
        shows_all(other, content, own=False)
        # What was ticked on this device stays when the code is opened once more.
        other.open(f"{address}/abuse_risk")
        more = next(question for question in on(content, "abuse_risk") if question.id not in before["questions"])
        tick(other, more.text)
        both = [*before["questions"], more.id]
        wait_until_kept(other, "questions", both)
        other.open(f"{address}/summary#{code}")
        expect(other.page.get_by_text(content.interface.handoff.restored)).to_be_visible()
        wait_until_kept(other, "questions", both)
        assert other.complaints == []


def test_even_the_longest_code_can_be_read_off_a_phone(browser: Browser, content: Content, address: str) -> None:
    everything = Answers(
        questions=tuple(question.id for question in content.questions),
        values=tuple(value.id for value in content.values.values[:5]),
        checks=tuple((item.id, "true") for item in content.check.items), seed=3,
    )
    with visiting(browser, PHONE) as visit:
        visit.open(f"{address}/summary#{encode(content, everything).text}")
        expect(visit.page.get_by_text(content.interface.handoff.restored)).to_be_visible()
        visit.settle()
        assert decode(content, code_on(visit)).answers == everything
        # Six things from two devices are one too many; which one was left out is said.
        last, more = content.values.values[4:6]
        visit.open(f"{address}/summary#{encode(content, Answers(values=(more.id,))).text}")
        left_out = content.interface.handoff.full.format(most=5, left_out=last.text)
        expect(visit.page.get_by_text(left_out)).to_be_visible()
        wait_until_kept(visit, "values", [more.id, *everything.values[:4]])


@pytest.mark.parametrize(
    ("fragment", "problem"),
    [
        ("t1.AAAAAAAAAAAA", "damaged"), ("t9.AAAA", "version"), ("some-other-code", "foreign"),
        ("t1." + "A" * 2000, "too_long"), ("%F0%9F%99%82", "foreign"),
    ],
)
def test_a_bad_code_is_answered_in_plain_words_and_loses_nothing(
    browser: Browser, content: Content, address: str, fragment: str, problem: Any
) -> None:
    with visiting(browser, PHONE) as visit:
        visit.open(f"{address}/summary#{fragment}")
        expect(visit.page.get_by_text(content.interface.handoff.problems[problem])).to_be_visible()
        assert "#" not in visit.page.url
        before = filled(visit, content, address)
        visit.page.evaluate(f"location.hash = {json.dumps('t1.' + fragment)}")
        expect(visit.page.get_by_text(any_problem(content))).to_be_visible()
        shows_all(visit, content)
        assert kept(visit) == before
        assert "#" not in visit.page.url


def any_problem(content: Content) -> re.Pattern[str]:
    """Any of the sentences on a bad code."""
    return re.compile("|".join(re.escape(text) for text in content.interface.handoff.problems.values()))


def test_what_a_tab_keeps_may_be_spoilt_and_the_aid_goes_on(browser: Browser, content: Content, address: str) -> None:
    senseless = '{"questions": [3, null, "q-nope", {}], "values": "x", "seed": -1, "next_step": []}'
    for text in (senseless, "{", "[1]", "x" * 40_000):
        with visiting(browser, PHONE) as visit:
            visit.page.add_init_script(
                f"if (!sessionStorage.getItem('decision-aid-answers')) "
                f"sessionStorage.setItem('decision-aid-answers', {json.dumps(text)})"
            )
            visit.open(f"{address}/summary")
            expect(visit.page.get_by_text(content.interface.summary.questions_none).first).to_be_visible()
            visit.until(f"Object.keys({STORED}).join() === 'seed'")
            expect(visit.page.locator("[data-testid=stException]")).to_have_count(0)


def test_start_afresh_forgets_everywhere_after_one_question(browser: Browser, content: Content, address: str) -> None:
    words = content.interface.summary
    with visiting(browser, PHONE) as visit:
        filled(visit, content, address)
        visit.page.get_by_role("button", name=words.afresh).click()
        expect(visit.page.get_by_text(words.afresh_ask)).to_be_visible()
        assert kept(visit)["own_questions"] == [OWN]
        visit.page.get_by_role("button", name=words.afresh_yes).click()
        expect(visit.page.get_by_text(words.afresh_done)).to_be_in_viewport()
        expect(visit.page.get_by_role("button", name=words.afresh)).to_be_focused()
        visit.until(f"Object.keys({STORED}).join() === 'seed'")
        for text in (words.questions_none, words.matters_none):
            expect(visit.page.get_by_text(text).first).to_be_visible()
        expect(visit.page.get_by_role("radio", name=words.next_steps["wait"])).not_to_be_checked()
        visit.page.reload()
        visit.settle()
        expect(visit.page.get_by_text(words.questions_none).first).to_be_visible()
        visit.open(f"{address}/options")
        assert visit.page.get_by_role("checkbox", checked=True).count() == 0
        visit.open(f"{address}/values")
        assert visit.page.get_by_role("checkbox", checked=True).count() == 0
        assert OWN not in visit.page.content()


def test_the_browsers_print_shows_text_with_room_to_write(browser: Browser, content: Content, address: str) -> None:
    words = content.interface.summary
    with visiting(browser, PHONE) as visit:
        filled(visit, content, address)
        visit.page.emulate_media(media="print", color_scheme="dark")
        expect(visit.page.locator(".on-paper")).to_be_visible()
        for text in (words.save, words.own_add, words.afresh):
            expect(visit.page.get_by_role("button", name=text)).to_be_hidden()
        expect(visit.page.locator("svg.qr")).to_be_hidden()
        printed = PdfReader(io.BytesIO(visit.page.pdf(format="A4")))
        # Without blanks, because a line, a page or the reading of the PDF may break a sentence anywhere.
        text = bare(" ".join(page.extract_text() for page in printed.pages))
        assert len(printed.pages) <= 2
        for part in (OWN, on(content, "options")[0].text, words.room, words.next_steps["wait"], content.version):
            assert bare(part) in text
        for value in content.values.values[:2]:
            for cell in value.known.values():
                for sentence in cell.text.split(". "):
                    assert bare(sentence) in text


def bare(text: str) -> str:
    """Text without blanks, hyphens that may stand where a line broke, and the signs that fonts join letters to."""
    return re.sub(r"[\s\u00ad\u200b\u2010-]", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("many", [False, True])
def test_the_browsers_print_stays_on_few_sheets_of_white_paper(
    browser: Browser, content: Content, address: str, many: bool
) -> None:
    answers = Answers(seed=3)
    if many:
        answers = Answers(
            questions=tuple(question.id for question in content.questions),
            values=tuple(value.id for value in content.values.values[:5]),
        )
    with visiting(browser, PHONE) as visit:
        visit.open(f"{address}/summary#{encode(content, answers).text}")
        expect(visit.page.get_by_text(content.interface.handoff.restored)).to_be_visible()
        visit.settle()
        visit.page.emulate_media(media="print")
        expect(visit.page.get_by_role("link", name=content.interface.summary.to_values)).to_be_hidden()
        assert visit.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        printed = PdfReader(io.BytesIO(visit.page.pdf(format="A4")))
        assert len(printed.pages) <= (3 if many else 1)
        text = bare(" ".join(page.extract_text() for page in printed.pages))
        assert all(bare(question.text) in text for question in content.questions if many)
        assert bare(f"1. {content.interface.summary.questions_none}") not in text
