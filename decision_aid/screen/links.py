"""The walk's pages as Streamlit knows them, and links between them."""

from __future__ import annotations

import re
from copy import copy
from functools import cache
from html import escape
from pathlib import Path
from typing import NoReturn

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from decision_aid.booklet import ADDRESS as BOOKLET
from decision_aid.kept_content import load
from decision_aid.schema import Content, PageId
from decision_aid.screen.mode import way
from decision_aid.screen.shown import settings, the_content
from decision_aid.walk import PAGES

FOLDER = Path(__file__).resolve().parents[2] / "pages"
PAGES_BY_ADDRESS = {"" if page.id == "start" else page.id: page for page in PAGES}


@cache
def _page(page_id: PageId) -> StreamlitPage:
    """One page of the walk, as links need it."""
    title = load().interface.pages[page_id].title
    return st.Page(FOLDER / f"{page_id}.py", title=title, url_path=page_id, default=page_id == "start")


def navigate() -> StreamlitPage:
    """The page that this visitor asks for, of all.

    Streamlit marks it as one that may be run, once: so it is a copy for this visitor.
    """
    return copy(st.navigation([_page(page.id) for page in PAGES], position="hidden"))


def go_to(page_id: PageId) -> NoReturn:
    """End this run and go on with another page."""
    st.switch_page(_page(page_id))


def link(page_id: PageId, label: str | None = None, **query: str) -> None:
    """A real link to another page, named by its short name unless a label is given."""
    st.page_link(
        _page(page_id), label=label or the_content().interface.pages[page_id].short, query_params=query or None
    )


def own_address() -> str | None:
    """Where another device finds the aid: as the operator says, else where this browser found it, if that is known.

    None on a server fixed to a kiosk, unless its operator says: a phone would meet a kiosk there too.
    """
    if settings().phone_address or settings().mode == "kiosk":
        return settings().phone_address
    # The browser says it, so it may be anything.
    here = re.match(r"https?://([\w.-]{1,255}|\[[0-9a-f:.]+\])(:\d{1,5})?(?=[/?#]|$)", st.context.url or "", re.ASCII)
    return here[0] if here else None


def booklet_line(content: Content) -> str:
    """A link to the booklet as HTML, in a tab of its own, so that what the reader ticked here is not lost.

    A kiosk opens no tab: there it is the address as text, where another device can reach the booklet, or "".
    """
    words = content.interface
    if not way().leads_out:
        if address := own_address():
            told = words.kiosk.booklet.format(booklet=words.booklet.link, address=f"{address}{BOOKLET}")
            return f'<p class="booklet">{escape(told)}</p>'
        return ""
    text = f"{words.booklet.link} {words.sources.new_tab}"
    return f'<p class="booklet"><a href="{BOOKLET}" target="_blank" rel="noopener">{escape(text)}</a></p>'
