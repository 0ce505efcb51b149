"""The aid's own font and icon: served by the aid itself, and nothing of Streamlit's in their place."""

from __future__ import annotations

import urllib.request

from playwright.sync_api import Browser

from tests.accessibility import settle
from tests.conftest import ROOT
from tests.test_browser import DESKTOP, visiting


def test_the_font_made_for_reading_is_the_one_that_is_read(browser: Browser, address: str) -> None:
    with visiting(browser, DESKTOP) as visit:
        visit.open(f"{address}/benefits")
        settle(visit.page)
        loaded = "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('\"', ''))"
        assert "Atkinson Hyperlegible Next" in visit.page.evaluate(loaded)
        for text in (".lead p", ".voice.others p", ".st-key-ask label p", ".ways .way"):
            font = visit.page.locator(text).first.evaluate("one => getComputedStyle(one).fontFamily")
            assert font.replace("'", '"').startswith('"Atkinson Hyperlegible Next"'), text
        assert visit.hosts <= {"127.0.0.1", ""}


def test_icons_are_ours_and_may_be_kept(address: str) -> None:
    for path, kind, start in (
        ("/icon.svg", "image/svg+xml", b"<svg"), ("/favicon.ico", "image/png", b"\x89PNG"),
        ("/apple-touch-icon.png", "image/png", b"\x89PNG"),
        ("/fonts/atkinson-hyperlegible-next-5.3.0.woff2", "font/woff2", b"wOF2"),
        ("/fonts/signs-1.woff2", "font/woff2", b"wOF2"),
    ):
        with urllib.request.urlopen(address + path, timeout=10) as answer:  # noqa: S310
            assert answer.headers["Content-Type"] == kind
            assert "max-age" in answer.headers["Cache-Control"]
            assert answer.read().startswith(start)


def test_the_fonts_licence_is_kept_beside_it() -> None:
    licence = (ROOT / "decision_aid" / "screen" / "files" / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
