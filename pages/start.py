"""Start: the decision, what this is and is not, and the way in."""

import streamlit as st

from decision_aid import walk
from decision_aid.markup import Markup
from decision_aid.screen import parts
from decision_aid.screen.links import link
from decision_aid.screen.shown import content_or_stop

content = content_or_stop()
words = content.interface.start
minutes = sum(content.interface.pages[step.id].minutes or 0 for step in walk.STEPS)

parts.opening(content, content.interface.frame.name, [words.decision, *words.in_short])
with st.container(key="begin"):
    link("article", words.begin)
st.markdown(words.time.format(steps=len(walk.STEPS), minutes=minutes))
for name, heading, texts in (
    ("what", words.what_heading, words.what_it_is),
    ("what-not", words.what_not_heading, words.what_it_is_not),
    ("how", words.how_heading, words.how),
):
    st.header(heading, anchor=False)
    st.html(Markup(content, name).items(texts))
