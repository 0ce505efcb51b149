"""Start: the decision, what this is and is not, and the way in."""

import streamlit as st

from decision_aid import walk
from decision_aid.reading_time import minutes, short_minutes
from decision_aid.screen import parts
from decision_aid.screen.links import booklet_link, link
from decision_aid.screen.markup import Markup
from decision_aid.screen.shown import settings, the_content

content = the_content()
words = content.interface.start
takes = sum(minutes(content, step.id) for step in walk.SELF.steps)

parts.opening(content, content.interface.frame.name, [words.decision, *words.in_short])
with st.container(key="begin"):
    link("article", words.begin, **({} if settings().mode else {"mode": "self"}))
    if not settings().mode:
        link("options", words.together, mode="clinic")
st.markdown(words.time.format(steps=len(walk.SELF.steps), minutes=takes, short=short_minutes(content)))
booklet_link()
for name, heading, texts in (
    ("what", words.what_heading, words.what_it_is),
    ("what-not", words.what_not_heading, words.what_it_is_not),
    ("how", words.how_heading, words.how),
):
    st.header(heading, anchor=False)
    st.html(Markup(content, name).items(texts))
