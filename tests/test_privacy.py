"""Privacy, proved: what a reader answered is nowhere but where it is promised to be."""

from __future__ import annotations

import os
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from decision_aid.figures import KEPT
from decision_aid.schema import Content, Mode
from decision_aid.screen.static_files import COPIES
from tests.conftest import CHROMIUM_FLAGS, ROOT
from tests.recording_proxy import recording_proxy
from tests.test_browser import DESKTOP, Visit, at_the_new_page
from tests.test_take_along import OWN, Server, code_on, on, saved, tick, wait_until_kept

# Chromium's own calls home, which no page can switch off; the kiosk's launcher and policy do.
BROWSERS_OWN = {"update.googleapis.com", "content-autofill.googleapis.com", "accounts.google.com"}
STORES = """async () => {
  const found = { local: JSON.stringify(localStorage), cookies: document.cookie, databases: "", caches: "" };
  found.databases = JSON.stringify((await indexedDB.databases()).map(base => base.name));
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) found.caches += request.url;
  return found;
}"""


def answered(visit: Visit, content: Content, address: str, mode: Mode, folder: Path) -> list[str]:
    """A reader who ticks, orders, writes where there is room for it, and saves what can be saved; the secrets."""
    words = content.interface.summary
    secrets: list[str] = []
    if mode != "kiosk":
        visit.open(f"{address}/values")
        tick(visit, content.values.values[2].text)
        wait_until_kept(visit, "values", [content.values.values[2].id])
        secrets.append(f'"{content.values.values[2].id}"')
    visit.open(f"{address}/benefits")
    if mode == "kiosk":
        visit.page.locator(".st-key-show-all button").click()
    for question in on(content, "benefits")[:2]:
        tick(visit, question.text)
        secrets.append(question.id)
    visit.page.locator(".name a[data-page=summary]").click()
    at_the_new_page(visit, content, "summary")
    if mode == "self":
        visit.page.get_by_label(words.own_label).fill(OWN)
        visit.page.get_by_role("button", name=words.own_add).click()
        expect(visit.page.locator(".st-key-my-questions").get_by_text(OWN).first).to_be_visible()
        secrets.append(OWN)
    secrets.append(code_on(visit))
    if mode != "kiosk":
        saved(visit, content, folder)
    return secrets


@pytest.mark.parametrize("mode", ["clinic", "self", "kiosk"])
def test_what_a_reader_answered_is_nowhere_but_in_the_tab(
    browser: Browser, content: Content, tmp_path: Path, mode: Mode
) -> None:
    started = time.time()
    server = Server(tmp_path)
    phones = {"DECISION_AID_PHONE_ADDRESS": "https://aid.example.org"} if mode == "kiosk" else {}
    server.start(DECISION_AID_MODE=mode, **phones)
    profile = tmp_path / "profile"
    asked: set[str] = set()
    with recording_proxy() as record:
        context = browser.browser_type.launch_persistent_context(
            profile, executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium", args=CHROMIUM_FLAGS,
            proxy={"server": record.address, "bypass": "<-loopback>"},
            viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, reduced_motion="reduce",
        )
        try:
            visit = Visit(context.pages[0], hosts=asked)
            visit.page.on("request", lambda request: asked.add(urlsplit(request.url).hostname or ""))
            visit.page.on("websocket", lambda socket: asked.add(urlsplit(socket.url).hostname or ""))
            secrets = answered(visit, content, server.address, mode, tmp_path)
            if mode == "kiosk":
                finish(visit.page, content)
            stores = visit.page.evaluate(STORES)
            tab = visit.page.evaluate("JSON.stringify(sessionStorage)")
        finally:
            context.close()
            server.kill()
    assert asked == {"127.0.0.1", ""}, "the page asked a third party for something"
    assert record.hosts - BROWSERS_OWN == {"127.0.0.1"}
    assert any("/_stcore/stream" in head for head in record.heads), "the proxy saw the line that answers go over"
    kept = [name for name, value in stores.items() for secret in secrets if secret in value]
    assert kept == []
    if mode == "kiosk":
        assert not any(secret in tab for secret in secrets)
    else:
        assert secrets[0].strip('"') in tab, "the tab keeps what was answered, for a reload"
    assert not any(secret in head for secret in secrets for head in record.heads)
    told = server.log.read_text()
    assert not any(secret in told for secret in secrets)
    written = [path for path in server.home.rglob("*") if path.is_file()]
    ours = [*(ROOT / folder for folder in ("decision_aid", "pages", "content", ".streamlit")), COPIES, KEPT]
    written += [path for folder in ours for path in folder.rglob("*")
                if path.is_file() and path.stat().st_mtime > started]
    if mode == "kiosk":
        written += [path for path in profile.rglob("*") if path.is_file()]
    for path in written:
        held = path.read_bytes()
        forms = [form for secret in secrets for form in (secret.encode(), secret.encode("utf-16-le"))]
        assert not any(form in held for form in forms), path


def finish(page: Page, content: Content) -> None:
    """End a visit at a kiosk."""
    with page.expect_event("load"):
        page.get_by_role("button", name=content.interface.kiosk.finish).click()
    page.wait_for_url("**/attract")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
