"""The aid's own font and icon: served by the aid itself, and nothing of Streamlit's in their place."""

from __future__ import annotations

import re
import urllib.request

from playwright.sync_api import Browser

from decision_aid.screen.local_files import FONTS
from tests.accessibility import settle
from tests.conftest import ROOT
from tests.test_browser import DESKTOP, visiting

ITALIC = "atkinson-hyperlegible-next-5.3.0-italic.woff2"


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


def test_of_streamlits_fonts_none_is_loaded_that_nothing_shows(browser: Browser, address: str) -> None:
    """Each is larger than all of ours together."""
    with visiting(browser, DESKTOP) as visit:
        loaded: list[str] = []
        visit.page.on("response", lambda answer: loaded.append(answer.url.rpartition("/")[2]))
        visit.open(f"{address}/benefits")
        settle(visit.page)
        visit.page.evaluate("document.fonts.ready.then(() => null)")
        assert {name for name in loaded if name.endswith(".woff2")} == {*FONTS} - {ITALIC}
        for text in ("main h1 span", "main h2[id]", "blockquote p"):
            font = visit.page.locator(text).first.evaluate("one => getComputedStyle(one).fontFamily")
            assert font.replace("'", '"').startswith('"Aid Serif"'), text


def test_a_page_that_shows_an_icon_of_streamlits_has_it(browser: Browser, address: str) -> None:
    with visiting(browser, DESKTOP) as visit:
        with visit.page.expect_response(re.compile("MaterialSymbols")):
            visit.open(f"{address}/summary")
        icon = visit.page.locator("[data-testid=stIconMaterial]").first
        settle(visit.page)
        visit.page.evaluate("document.fonts.ready.then(() => null)")
        shape = icon.bounding_box()
        assert shape
        assert shape["width"] < 2 * shape["height"], "a name instead of the icon"


def test_icons_are_ours_and_may_be_kept(address: str) -> None:
    for path, kind, start in (
        ("/icon.svg", "image/svg+xml", b"<svg"), ("/favicon.ico", "image/png", b"\x89PNG"),
        ("/apple-touch-icon.png", "image/png", b"\x89PNG"),
        *((f"/fonts/{name}", "font/woff2", b"wOF2") for name in FONTS),
    ):
        with urllib.request.urlopen(address + path, timeout=10) as answer:  # noqa: S310
            assert answer.headers["Content-Type"] == kind
            assert "max-age" in answer.headers["Cache-Control"]
            assert answer.read().startswith(start)


def test_the_fonts_licence_is_kept_beside_it() -> None:
    licence = (ROOT / "decision_aid" / "screen" / "files" / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
