"""The first seconds of a visit: little to fetch, and something to read before any script has come."""

from __future__ import annotations

import gzip
import http.client
import re
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

import brotli  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Browser, expect

from decision_aid.schema import Content
from decision_aid.screen.packed import pack
from decision_aid.screen.static_files import home, make_copies, read


def asked(address: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and bytes as they come over the line, nothing unpacked."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.request("GET", path, headers={name.replace("_", "-"): text for name, text in headers.items()})
    answer = connection.getresponse()
    found = {name.lower(): text for name, text in answer.getheaders()}
    body = answer.read()
    connection.close()
    return answer.status, found, body


def named_by_the_page(address: str) -> list[str]:
    """The scripts and styles that the page asks for."""
    page = asked(address, "/")[2].decode()
    found = re.findall(r'(?:src|href)="\./(static/[^"]+\.(?:js|css))"', page)
    assert len(found) > 50
    return found


def test_scripts_and_styles_come_packed_and_are_kept(address: str) -> None:
    total = whole = 0
    for name in named_by_the_page(address):
        status, headers, body = asked(address, f"/{name}", Accept_Encoding="gzip, deflate, br")
        plain = read(home(), name.removeprefix("static/"))
        assert status == 200
        assert headers["vary"] == "Accept-Encoding"
        assert headers["cache-control"] == "public, max-age=31536000, immutable"
        assert headers["content-length"] == str(len(body))
        if headers.get("content-encoding") == "br":
            assert brotli.decompress(body) == plain
        else:
            assert body == plain
        total, whole = total + len(body), whole + len(plain)
    assert total < whole / 3


def test_each_browser_gets_a_form_that_it_can_read(address: str) -> None:
    for path in (f"/{named_by_the_page(address)[0]}", "/", "/booklet"):
        as_it_is = asked(address, path)
        assert "content-encoding" not in as_it_is[1]
        plain = as_it_is[2]
        for accept, form in (
            ("gzip", "gzip"), ("br", "br"), ("gzip, br;q=0", "gzip"), ("br;q=0.0, gzip;q=0", None), ("zstd", None),
        ):
            _, headers, body = asked(address, path, Accept_Encoding=accept)
            assert headers.get("content-encoding") == form
            assert headers["vary"] == "Accept-Encoding"
            unpack = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}[form]
            assert unpack(body) == plain


@pytest.mark.parametrize("path", ["/", "/benefits", "/booklet"])
def test_a_page_that_has_not_changed_is_not_sent_again(address: str, path: str) -> None:
    tag = asked(address, path)[1]["etag"]
    status, _, body = asked(address, path, If_None_Match=tag)
    assert (status, body) == (304, b"")


@pytest.mark.parametrize(
    "path",
    ["/static/js/none.js", "/static/", "/static/../index.html", "/static/%2e%2e/index.html", "/static//etc/passwd"],
)
def test_no_other_file_can_be_reached_by_the_files_address(address: str, path: str) -> None:
    assert asked(address, path)[0] == 404


def test_text_shows_before_its_font_has_come(address: str) -> None:
    (styles,) = (name for name in named_by_the_page(address) if name.endswith(".css"))
    faces = re.findall("@font-face{[^}]*font-family:Source[^}]*}", asked(address, f"/{styles}")[2].decode())
    assert faces
    assert all("font-display:swap" in face for face in faces)
    assert "as=\"font\"" not in asked(address, "/")[2].decode()


def test_what_does_not_get_smaller_is_sent_as_it_is() -> None:
    assert pack(b"x").forms == ()


def test_the_set_up_packs_each_file_once(tmp_path: Path) -> None:
    folder, copies = tmp_path / "files", tmp_path / "copies"
    (folder / "js").mkdir(parents=True)
    (folder / "js" / "one.js").write_text("let one = 1;" * 500)
    assert make_copies(folder, copies) == 1
    packed = copies / "js" / "one.js.br"
    assert brotli.decompress(packed.read_bytes()) == (folder / "js" / "one.js").read_bytes()
    packed.write_bytes(b"kept")
    make_copies(folder, copies)
    assert packed.read_bytes() == b"kept"


def words_first(content: Content) -> list[str]:
    """What a page says before anything else of it has come."""
    ui = content.interface
    return [ui.frame.notice, ui.frame.name, ui.start.decision, ui.booklet.link]


@pytest.mark.parametrize("path", ["/", "/benefits"])
def test_the_first_words_are_there_before_the_scripts_and_leave_once_the_page_is_drawn(
    browser: Browser, address: str, content: Content, path: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    held = []
    page.route("**/static/js/index*.js", lambda route: held.append(route))
    page.goto(address + path, wait_until="commit")
    words = page.locator("#first-words")
    for text in words_first(content):
        expect(words.get_by_text(text, exact=True)).to_be_visible()
    expect(words.get_by_text(content.interface.first_words.wait)).to_be_visible()
    expect(words.get_by_text(content.interface.first_words.no_scripts)).not_to_be_visible()
    expect(words.get_by_role("heading", level=1)).to_have_text(content.interface.frame.name)
    assert words.get_by_role("link").get_attribute("href") == "/booklet"
    expect(page.locator("main h1")).to_have_count(0)
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
    for route in held:
        route.continue_()
    expect(page.locator("main h1")).to_be_visible(timeout=20_000)
    expect(words).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert page.get_by_text(content.interface.first_words.wait).count() == 0
    page.close()


def test_without_scripts_the_first_words_stay_and_say_how_to_read_on(
    browser: Browser, address: str, content: Content
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/benefits")
    for text in (*words_first(content), content.interface.first_words.no_scripts):
        expect(page.get_by_text(text, exact=True)).to_be_visible()
    expect(page.get_by_text(content.interface.first_words.wait)).not_to_be_visible()
    page.get_by_role("link", name=content.interface.frame.help).click()
    expect(page.locator("#help_now")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name=content.interface.booklet.link).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(content.interface.frame.name)
    context.close()


def test_nothing_of_the_page_says_what_streamlit_says_without_scripts(address: str, content: Content) -> None:
    page = asked(address, "/")[2].decode()
    assert "Streamlit app" not in page
    assert "openapi" not in page
    assert escape(content.interface.first_words.no_scripts) in page
