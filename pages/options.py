"""The options side by side, carrying on as now among them."""

import streamlit as st

from decision_aid.markup import Markup
from decision_aid.screen import parts
from decision_aid.screen.shown import content_or_stop

content = content_or_stop()

parts.opening(content, content.options.question, content.options.in_short)
st.html(Markup(content, "options").options(content.options))
parts.questions(content, "options")
