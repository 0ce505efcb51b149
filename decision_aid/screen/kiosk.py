"""The waiting room: its first page, the short form of pages, the watch over an idle screen, and the wipe.

The browser watches for signs of a reader. Where there are none it asks, waits, and then has the server forget this
visit and leaves for the first page by a fresh start, which is all that a next reader meets. A line that was cut or a
server that was started again ends the same way.
"""

from __future__ import annotations

from html import escape
from secrets import token_hex

import streamlit as st

from decision_aid.page_headings import page_heading
from decision_aid.reading_time import minutes, minutes_together
from decision_aid.schema import Content, PageId
from decision_aid.screen.links import go_to, link
from decision_aid.screen.markup import Markup
from decision_aid.screen.mode import MODE, is_kiosk, way
from decision_aid.screen.scripts import component
from decision_aid.screen.shown import empty_session, plain, settings, show
from decision_aid.short_path import short_part

VISIT = "visit"
BEGUN = "visit-begun"
ENDED = "visit-ended"
WHOLE = "whole-pages"
CLEANING_SECONDS = 30

_WATCH = component("watch_kiosk", "watchKiosk")


def watch(content: Content, page: PageId) -> None:
    """Keep watch over a kiosk's screen on every page; call before the page is drawn. Other modes are left alone."""
    if not is_kiosk():
        return
    cover = way().opens_on.id
    if page == cover and st.session_state.get(BEGUN, False):
        _forget()
    if st.session_state.pop(ENDED, False) and page != cover:
        go_to(cover)
    if page != cover:
        st.session_state[BEGUN] = True
    words, fixed = content.interface.kiosk, settings().mode is not None
    with st.container(key="kiosk"):
        _WATCH(
            key="watch_kiosk", on_wipe_change=wipe, height=1,
            data={
                "visit": st.session_state.setdefault(VISIT, token_hex(4)), "rests": page == cover,
                "home": f"/{cover}" if fixed else f"/{cover}?mode=kiosk", "fixed": fixed,
                "idle": settings().idle_seconds, "warning": settings().warning_seconds, "cleaning": CLEANING_SECONDS,
                "words": {
                    "ask": [words.still, words.still_note], "clean": [words.cleaning, words.cleaning_note],
                    "moment": [words.moment, words.moment_note], "stay": words.stay,
                },
            },
        )


def wipe() -> None:
    """Forget this visit at once; the run that follows shows the first page and the browser starts afresh."""
    _forget()
    st.session_state[ENDED] = True


def _forget() -> None:
    """Leave nothing in the session but the mode, which is not the reader's."""
    empty_session({MODE: st.session_state.get(MODE)})


def attract(content: Content) -> None:
    """The first page: neutral, still, and one link over the whole screen."""
    words = content.interface.kiosk
    steps = [step.id for step in way().steps]
    st.title(plain(page_heading(content, "attract")), anchor=False)
    time = words.time.format(minutes=minutes_together(content, steps))
    lines = [*words.lines, time, content.interface.frame.not_reviewed]
    show(f'<div class="attract">{Markup(content, "lines").plain_paragraphs(lines)}</div>')
    with st.container(key="begin-kiosk"):
        link(steps[0], words.begin)
    with st.container(key="staff", horizontal=True):
        link("help_now", content.interface.frame.help)
        clean_button(content)


def clean_button(content: Content) -> None:
    """For staff: a time in which the screen takes no touch; the browser sees to it by the button's key."""
    st.button(plain(content.interface.kiosk.clean), key="clean")


def clean_way(content: Content) -> str:
    """The same button in a panel, as HTML."""
    return f'<p><button type="button" class="clean">{escape(content.interface.kiosk.clean)}</button></p>'


def finish_button(content: Content) -> None:
    """The way to leave nothing behind, on every page."""
    st.button(plain(content.interface.kiosk.finish), key="finish", on_click=wipe)


def shows_short(content: Content, page: PageId) -> bool:
    """Whether a page is to show only its short part: where this way is short, until all of it is asked for."""
    return way().short and page not in st.session_state.get(WHOLE, ()) and short_part(content, page) is not None


def show_all_button(content: Content, page: PageId) -> None:
    """The way to the rest of a page."""
    whole = content.interface.kiosk.show_all.format(minutes=minutes(content, page))
    with st.container(key="show-all"):
        st.button(plain(whole), key=f"all-of-{page}", on_click=_show_all, args=(page,))


def _show_all(page: PageId) -> None:
    st.session_state[WHOLE] = (*st.session_state.get(WHOLE, ()), page)
