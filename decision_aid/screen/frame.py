"""The script that Streamlit runs for every visitor: the frame, and in it the page asked for."""

import streamlit as st

from decision_aid.screen import keeping, surround
from decision_aid.screen.browser import turn_page
from decision_aid.screen.links import PAGES_BY_ADDRESS, streamlit_pages
from decision_aid.screen.shown import the_content

content = the_content()
current = st.navigation(streamlit_pages(), position="hidden")
page = PAGES_BY_ADDRESS[current.url_path]
keeping.take_back(content, page.id)
surround.above(content, page)
current.run()
surround.below(content, page)
keeping.hold()
turn_page(page.id, content.interface.language, content.interface.landmarks.items())
