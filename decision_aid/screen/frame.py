"""The script that Streamlit runs for every visitor: the frame, and in it the page asked for."""

import streamlit as st

from decision_aid.screen import keeping, kiosk, parts, reader, surround
from decision_aid.screen.browser import turn_page
from decision_aid.screen.links import PAGES_BY_ADDRESS, go_to, streamlit_pages
from decision_aid.screen.mode import asked_for, settle, way
from decision_aid.screen.shown import settings, the_content

current = st.navigation(streamlit_pages(), position="hidden")
page = PAGES_BY_ADDRESS[current.url_path]
settle()
keeping.take_back(the_content(), page.id)
reader.speak()
content = the_content()
if page not in way() or (page.id == "start" and (settings().mode or asked_for()) and page != way().opens_on):
    go_to(way().opens_on.id)
if not st.session_state.get(keeping.FORGOTTEN):
    reader.note(page.id)
kiosk.watch(content, page.id)
surround.above(content, page)
short = kiosk.shows_short(content, page.id)
if short:
    parts.short(content, page.id)
else:
    current.run()
surround.below(content, page)
keeping.hold()
words = content.interface
# Asking for all of a page begins it anew, at its heading.
turn_page(f"{page.id}-short" if short else page.id, words.language, words.landmarks.items(), words.frame.waiting)
