"""What is sent before Streamlit's own pages: the page shell in our name, the booklet, and a kind 404."""

from __future__ import annotations

import gzip
from functools import lru_cache
from hashlib import sha256
from html import escape
from pathlib import Path

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from decision_aid.booklet import ADDRESS as BOOKLET
from decision_aid.booklet import booklet
from decision_aid.markup import ICON, page_not_found
from decision_aid.schema import Content, Interface
from decision_aid.screen.shown import settings
from decision_aid.walk import PAGES, WALKS

STYLE = Path(__file__).with_name("style.css")
ADDRESSES = {"/", *(f"/{page.id}" for page in PAGES)}
STREAMLIT_OWN = ("/_stcore/", "/static/", "/media/", "/component/", "/app/static/")
STREAMLIT_FILES = {"/favicon.png", "/manifest.json"}

# Streamlit probes /<page>/_stcore/health on a deep link to learn its base path, which costs a round
# trip and leaves an error in the browser's console. Telling it the base path makes the probe needless.
BASE_PATH = '<script>window.__streamlit = { BACKEND_BASE_URL: window.location.origin + "/" }</script>'


class FrontDoor:
    """ASGI middleware: a known address gets the page shell or the booklet, an unknown one a page with a way on."""

    def __init__(self, app: ASGIApp, content: Content) -> None:
        self.app = app
        self.content = content
        self.shell = shell(content.interface)
        self.not_found = page_not_found(content.interface)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer page addresses; leave all else to Streamlit."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        if path in STREAMLIT_FILES or path.startswith(STREAMLIT_OWN) or (path != "/" and path.endswith("/")):
            await self.app(scope, receive, send)
            return
        if settings().mode == "kiosk" and path not in ADDRESSES:
            # The booklet and the page for unknown addresses watch over nothing, and lead out.
            answer: Response = RedirectResponse(f"/{WALKS['kiosk'].opens_on.id}")
        elif path == BOOKLET:
            answer = booklet_answer(booklet(self.content), Headers(scope=scope))
        else:
            answer = self._answer(path, scope["query_string"].decode("latin-1"))
        await answer(scope, receive, send)

    def _answer(self, path: str, query: str) -> Response:
        if path == "/start":
            return RedirectResponse(f"/?{query}" if query else "/")
        if path in ADDRESSES:
            return HTMLResponse(self.shell, headers={"Cache-Control": "no-cache"})
        return HTMLResponse(self.not_found, status_code=404)


@lru_cache(maxsize=1)
def _packed(page: bytes) -> tuple[bytes, str]:
    """The page as gzip, and its tag."""
    return gzip.compress(page, mtime=0), f'W/"{sha256(page).hexdigest()[:16]}"'


def booklet_answer(page: bytes, asked: Headers) -> Response:
    """The booklet, packed where the browser can unpack it, or word that the browser's own copy is still right.

    Args:
        page: the booklet.
        asked: the headers of the request.
    """
    packed, tag = _packed(page)
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if tag in asked.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in asked.get("accept-encoding", ""):
        return HTMLResponse(packed, headers={**headers, "Content-Encoding": "gzip"})
    return HTMLResponse(page, headers=headers)


def shell(interface: Interface) -> str:
    """Streamlit's own start file with our name, description, icon and style sheet.

    Raises:
        ValueError: this Streamlit's start file has another form than the one this was written for.
    """
    html = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    words = interface.frame
    for old, new in (
        ("<title>Streamlit</title>", f"<title>{escape(words.name)}</title>"),
        ('<link rel="shortcut icon" href="./favicon.png" />', f'<link rel="icon" href="{ICON}" />'),
        ('<html lang="en">', f'<html lang="{interface.language}">'),
        # In the body, so that it comes after the rules that Streamlit adds to the head.
        ("</body>", f"<style>{STYLE.read_text(encoding='utf-8')}</style></body>"),
        ('<meta charset="UTF-8" />',
         f'<meta charset="UTF-8" />{BASE_PATH}<meta name="description" content="{escape(words.description)}" />'),
    ):
        if html.count(old) != 1:
            raise ValueError(f"Streamlit's index.html does not hold {old!r} once; mend {Path(__file__).name}")
        html = html.replace(old, new)
    return html
