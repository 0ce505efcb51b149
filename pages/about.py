"""How this aid was made, and what is not done yet."""

import streamlit as st

from decision_aid.markup import Markup
from decision_aid.screen import parts
from decision_aid.screen.shown import the_content

content = the_content()
seen: set[str] = set()

parts.opening(content, content.interface.pages["about"].title, [content.interface.frame.not_reviewed], seen)
for number, section in enumerate(content.about.sections):
    st.header(section.heading, anchor=False)
    st.html(Markup(content, f"about-{number}", seen).paragraphs(section.paragraphs))
