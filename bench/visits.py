"""Visits in Chromium: the first one cold, the second one warm, over a fast and a slow link, and the page turns."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from bench.contenders import OURS, Contender, Served

HEADING = "main h1"
SLOW_LINK = {"offline": False, "latency": 40, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}

# A floor has no links to its pages where our settings hide Streamlit's own; there the address changes, as by the
# browser's back and forward, which takes the same way through Streamlit.
# From the click to the frame in which another heading stands, and to the last change of the page that the turn makes:
# the run has ended, and nothing in the page has changed for a while.
TURN = """
([selector, page]) => new Promise((done, fail) => {
  const link = Array.from(selector ? document.querySelectorAll(selector) : []).pop();
  const heading = () => document.querySelector("main h1")?.textContent;
  const before = heading();
  const begun = performance.now();
  let headed = 0, changed = 0;
  const app = document.querySelector("[data-testid=stApp]");
  const watch = new MutationObserver((changes) => {
    if (changes.some(({ target }) => target.parentElement?.closest("main"))) changed = performance.now();
    if (headed || !heading() || heading() === before) return;
    headed = -1;
    requestAnimationFrame(() => { headed = performance.now(); });
  });
  watch.observe(document.body, { attributes: true, childList: true, subtree: true, characterData: true });
  const end = setInterval(() => {
    const quiet = performance.now() - Math.max(headed, changed) > 150;
    const still = app.dataset.testScriptState === "notRunning" && !document.querySelector("main [aria-busy=true]");
    if (headed <= 0 || !quiet || !still) return;
    clearInterval(end);
    watch.disconnect();
    done([headed - begun, Math.max(headed, changed) - begun]);
  }, 10);
  setTimeout(() => fail(new Error("the page did not turn")), 20000);
  if (link) link.click();
  else if (!selector) {
    history.pushState(null, "", "/" + page);
    dispatchEvent(new PopStateEvent("popstate"));
  } else fail(new Error("there is no link"));
})
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium without a screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


def first_visit(browser: Browser, served: Served, slow: bool = False, words: bool = False) -> dict[str, float]:
    """A visit with an empty cache, then one more in the same browser; milliseconds and bytes over the line."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    line = _line(context, page, slow)
    carried = [0.0]
    line.on("Network.loadingFinished", lambda event: carried.append(event["encodedDataLength"]))
    found: dict[str, float] = {}
    begun = time.perf_counter()
    page.goto(served.address, wait_until="commit")
    page.wait_for_selector(HEADING, timeout=120_000)
    found["heading_ms"] = 1000 * (time.perf_counter() - begun)
    if words:
        found["first_words_ms"] = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    _settle(page)
    found["bytes"] = sum(carried)
    again = context.new_page()
    _line(context, again, slow)
    begun = time.perf_counter()
    again.goto(served.address, wait_until="commit")
    again.wait_for_selector(HEADING, timeout=120_000)
    found["second_ms"] = 1000 * (time.perf_counter() - begun)
    context.close()
    return found


def booklet(browser: Browser, served: Served) -> float:
    """Milliseconds until the whole booklet is there over the slow link."""
    context = browser.new_context()
    page = context.new_page()
    _line(context, page, slow=True)
    begun = time.perf_counter()
    page.goto(f"{served.address}/booklet", wait_until="load")
    taken = 1000 * (time.perf_counter() - begun)
    context.close()
    return taken


def turns(browser: Browser, contender: Contender, served: Served, walks: int = 3) -> dict[str, tuple[float, float]]:
    """Milliseconds of each page turn, to the heading and to the whole page, by the page turned to.

    Each is the median of some walks, after one that is not counted.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in contender.pages[1:]}
    for _ in range(1 + walks):
        page.goto(served.address)
        page.wait_for_selector(HEADING)
        _settle(page)
        for number in range(1, len(contender.pages)):
            link = ""
            if contender is OURS:
                link = ".st-key-begin a[data-page=article]" if number == 1 else ".st-key-turn a"
            name = contender.pages[number]
            if link:
                page.wait_for_selector(link)
            headed, whole = page.evaluate(TURN, [link, name])
            taken[name].append((headed, whole))
            if urlsplit(page.url).path != f"/{name}":
                raise ValueError(f"{contender.name}: the walk should have come to {name}, not to {page.url}")
            _settle(page)
    context.close()
    return {
        name: (median(headed for headed, _ in times[1:]), median(whole for _, whole in times[1:]))
        for name, times in taken.items()
    }


def _line(context: BrowserContext, page: Page, slow: bool) -> CDPSession:
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    if slow:
        conditions: dict[str, Any] = SLOW_LINK
        line.send("Network.emulateNetworkConditions", conditions)
    return line


def _settle(page: Page) -> None:
    page.wait_for_selector(
        "[data-testid=stApp][data-test-script-state=notRunning]:not(:has([aria-busy=true]))", state="attached"
    )
    page.wait_for_timeout(250)
