"""What is sent before Streamlit's own pages: the page shell in our name, packed files, the booklet, a kind 404.

Nothing of Streamlit's can be reached but what its pages need: its files, its health and its websocket. Uploads, the
media store, components by address, metrics, log-in and the agents' interface are not there.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from decision_aid.booklet import ADDRESS as BOOKLET
from decision_aid.booklet import booklet
from decision_aid.markup import page_not_found
from decision_aid.schema import Content, Interface
from decision_aid.screen import scripts
from decision_aid.screen.first_words import LEAVE, first_words
from decision_aid.screen.headers import STILL, app_policy, guarded
from decision_aid.screen.local_files import FILES, FOREVER, HEAD, local_file
from decision_aid.screen.open_line import OpenLines, is_host_allowed
from decision_aid.screen.packed import Packed, answer, pack
from decision_aid.screen.shown import settings
from decision_aid.screen.static_files import COPIES, PREFIX, StaticFiles, home
from decision_aid.walk import PAGES, WALKS

STYLE = Path(__file__).with_name("style.css")
ADDRESSES = {"/", *(f"/{page.id}" for page in PAGES)}
HEALTH = "/_stcore/health"
STREAMLIT_OWN = {HEALTH, "/_stcore/host-config"}
METHODS = ("GET", "HEAD")
HTML = "text/html; charset=utf-8"

# Parts of Streamlit that every page of ours needs and that its start file does not name; on a slow line they would
# be asked for only once all else is there.
SOON = ("BidiComponent", "serialization", "recordbatch", "_arrayReduce", "PageLink", "Html", "purify.es")
# Streamlit probes /<page>/_stcore/health on a deep link to learn its base path, which costs a round
# trip and leaves an error in the browser's console. Telling it the base path makes the probe needless.
# And the policy lets no WebAssembly run; a part of Streamlit's that would try it first takes its own other way at
# once where there is none.
BASE_PATH = 'window.__streamlit = { BACKEND_BASE_URL: window.location.origin + "/" };delete window.WebAssembly;'
# The style sheet asks for the mode, and a page must not change its looks once it is there.
MODE = "try {{ document.documentElement.dataset.mode = {mode} }} catch {{ /* a browser that keeps nothing */ }}"
ANY_MODE = 'new URLSearchParams(location.search).get("mode") || sessionStorage.getItem("{name}") || "self"'


class FrontDoor:
    """ASGI middleware: a known address gets the page shell or the booklet, an unknown one a page with a way on."""

    def __init__(self, app: ASGIApp, content: Content, hosts: tuple[str, ...] = ()) -> None:
        self.app = app
        self.content = content
        self.hosts = hosts
        self.lines = OpenLines(app)
        self.files = StaticFiles(home(), COPIES)
        html = shell(content.interface)
        self.shell = pack(html.encode())
        self.policy = app_policy(html)
        self.not_found = page_not_found(content.interface)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is asked for by http; let websockets through that may come in."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        asked, path = Headers(scope=scope), scope["path"]
        send = guarded(send, scope["scheme"] in ("https", "wss"))
        # Whoever watches the machines asks them by number, not by name.
        is_foreign = path != HEALTH and not is_host_allowed(asked.get("host", ""), self.hosts)
        if scope["type"] == "websocket":
            await self.lines({**scope, "path": ""} if is_foreign else scope, receive, send)
        elif is_foreign:
            await self._not_found()(scope, receive, send)
        elif scope["method"] not in METHODS:
            refused = PlainTextResponse("", status_code=405, headers={"Allow": ", ".join(METHODS)})
            await refused(scope, receive, send)
        elif path in STREAMLIT_OWN:
            await self.app(scope, receive, send)
        else:
            found = await self._answer(path, scope["query_string"].decode("latin-1"), asked)
            await found(scope, receive, send)

    async def _answer(self, path: str, query: str, asked: Headers) -> Response:
        query = f"?{query}" if query else ""
        of_app = path in ADDRESSES or path in FILES or path.startswith((PREFIX, scripts.PREFIX))
        if settings().mode == "kiosk" and not of_app:
            # The booklet and the page for unknown addresses watch over nothing, and lead out.
            return RedirectResponse(f"/{WALKS['kiosk'].opens_on.id}")
        if path == BOOKLET:
            return booklet_answer(booklet(self.content), asked)
        if path == "/start":
            return RedirectResponse(f"/{query}")
        if path in ADDRESSES:
            return answer(
                self.shell, asked, Content_Type=HTML, Cache_Control="no-cache", Content_Security_Policy=self.policy
            )
        if own := local_file(path):
            return own
        if path.startswith(scripts.PREFIX) and path.endswith(scripts.SUFFIX):
            # While servers are renewed one by one, a page of the one may ask another for its script.
            kept = FOREVER if path == scripts.ADDRESS else "no-store"
            return answer(pack_script(), asked, Content_Type="text/javascript; charset=utf-8", Cache_Control=kept)
        if path.startswith(PREFIX) and (file := await self.files.answer(path, asked)):
            return file
        if path.rstrip("/") in ADDRESSES:
            return RedirectResponse(path.rstrip("/") + query, status_code=301)
        return self._not_found()

    def _not_found(self) -> Response:
        return HTMLResponse(self.not_found, status_code=404, headers={"Content-Security-Policy": STILL})


@lru_cache(maxsize=1)
def pack_script() -> Packed:
    """Our script packed, once; a start does not wait for it."""
    return pack(scripts.SCRIPT.encode(), quality=9)


@lru_cache(maxsize=1)
def pack_booklet(page: bytes) -> Packed:
    """The booklet packed, once for each version of it."""
    return pack(page)


def booklet_answer(page: bytes, asked: Headers) -> Response:
    """The booklet, packed where the browser can unpack it, or word that the browser's own copy is still right.

    Args:
        page: the booklet.
        asked: the headers of the request.
    """
    return answer(
        pack_booklet(page), asked, Content_Type=HTML, Cache_Control="no-cache", Content_Security_Policy=STILL
    )


def _soon() -> str:
    found = (path.name for part in SOON for path in sorted((home() / "js").glob(f"{part}.*.js")))
    addresses = (scripts.ADDRESS, *(f"./static/js/{name}" for name in found))
    return "".join(f'<link rel="modulepreload" crossorigin href="{address}">' for address in addresses)


def shell(interface: Interface) -> str:
    """Streamlit's own start file with our name, description, icon, style sheet and first words.

    Raises:
        ValueError: this Streamlit's start file has another form than the one this was written for.
    """
    html = (home().parent / "index.html").read_text(encoding="utf-8")
    words = interface.frame
    style = f"<style>{STYLE.read_text(encoding='utf-8')}</style>"
    mode = f'"{settings().mode}"' if settings().mode else ANY_MODE.format(name=scripts.KEPT_AS["mode"])
    script = f"<script>{BASE_PATH}{MODE.format(mode=mode)}</script>"
    for old, new in (
        (r"<!--.*?-->\s*(?=<!DOCTYPE)", ""),
        (r"<title>Streamlit</title>", f"<title>{escape(words.name)}</title>"),
        (r'<link rel="shortcut icon" href="./favicon.png" />', HEAD),
        (r'<html lang="en">', f'<html lang="{interface.language}">'),
        (r'<meta charset="UTF-8" />',
         f'<meta charset="UTF-8" />{script}<meta name="description" content="{escape(words.description)}" />'),
        # What Streamlit tells programs of its interface for them, which is off here.
        (r'<!--\s*Machine-readable.*?-->\s*<link rel="service-desc"[^>]*>', ""),
        # What Streamlit tells those without scripts.
        (r"<noscript>.*?</noscript>", first_words(interface)),
        # The words can be read before this font is there, and 170 kB ahead of the scripts hold those up.
        (r'<link\s+rel="preload"\s+href="[^"]*woff2"[^>]*>', _soon()),
        # Nothing that is read first needs this style sheet, so nothing waits for it; and ours comes after all rules
        # that Streamlit adds to the head.
        (r'(<link rel="stylesheet" crossorigin href="[^"]*">)(.*)<div id="root"></div>',
         lambda found: f'{found[2]}<div id="root"></div><script>{LEAVE}</script>{found[1]}{style}'),
    ):
        html, count = re.subn(old, new if callable(new) else lambda _, text=new: text, html, flags=re.DOTALL)
        if count != 1:
            raise ValueError(f"Streamlit's index.html does not hold {old!r} once; mend {Path(__file__).name}")
    return html
