"""The options side by side, carrying on as now among them."""

import streamlit as st

from decision_aid.screen import parts
from decision_aid.screen.markup import Markup
from decision_aid.screen.shown import the_content

content = the_content()
seen: set[str] = set()

parts.opening(content, content.options.question, content.options.in_short, seen)
st.html(Markup(content, "ways-in").ways_in((f"row-{row.id}", row.title) for row in content.options.rows))
order = parts.order_of_options(content)
st.html(Markup(content, "options", seen).options(content.options, order))
parts.questions(content, "options")
