"""The script that Streamlit runs for every visitor: the frame, and in it the page asked for."""

import streamlit as st

from decision_aid.screen import keeping, kiosk, parts, reader, surround
from decision_aid.screen.answer_widgets import draw_anew
from decision_aid.screen.drawing import drawing
from decision_aid.screen.links import PAGES_BY_ADDRESS, go_to, navigate
from decision_aid.screen.mode import asked_for, settle, way
from decision_aid.screen.shown import settings, the_content

with drawing():
    current = navigate()
    page = PAGES_BY_ADDRESS[current.url_path]
    settle()
    reader.speak()
    content = the_content()
    if page not in way() or (page.id == "start" and (settings().mode or asked_for()) and page != way().opens_on):
        go_to(way().opens_on.id)
    if not st.session_state.get(keeping.FORGOTTEN):
        reader.note(page.id)
    kiosk.watch(content, page.id)
    short = kiosk.shows_short(content, page.id)
    # Asking for all of a page begins it anew, at its heading.
    shown = f"{page.id}-short" if short else page.id
    surround.above(content, page, shown)
    # Where a page is turned, Streamlit takes away what that page drew; in a container of its own, nothing round it
    # moves up and is drawn anew.
    with st.container(key="page"):
        surround.begin(content, page)
        if short:
            parts.short(content, page.id)
        else:
            current.run()
        surround.end(content, page)
    surround.below(content, page)
    draw_anew()
