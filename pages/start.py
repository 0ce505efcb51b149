"""Start: the decision, what this is and is not, and the way in."""

import streamlit as st

from decision_aid import walk
from decision_aid.reading_time import minutes, short_minutes
from decision_aid.screen import parts, reader
from decision_aid.screen.links import booklet_line, link
from decision_aid.screen.markup import Markup
from decision_aid.screen.mode import mode
from decision_aid.screen.shown import settings, show, the_content
from decision_aid.screen.surround import time_of

content = the_content()
words = content.interface.start
takes = sum(minutes(content, step.id) for step in walk.SELF.steps)

parts.opening(content, "start", [words.decision, *words.in_short])
if mode() == "self" and (left := reader.left_at()):
    with st.container(key="go-on"):
        link(left, words.go_on.format(page=content.interface.pages[left].short))
fixed = settings().mode
ways = [Markup.page_link("article", words.begin, mode=None if fixed else "self")]
if not fixed:
    ways.append(Markup.page_link("options", words.together, mode="clinic"))
with st.container(key="begin"):
    show(f'<div class="begin">{Markup.apart(ways)}</div>')
st.markdown(words.time.format(steps=len(walk.SELF.steps), minutes=takes, short=short_minutes(content)))
show(Markup(content, "times").times(
    (content.interface.pages[step.id].short, time_of(content, step)) for step in walk.SELF.steps
))
show(booklet_line(content))
reader.carer_switch(content, "start")
for name, heading, texts in (
    ("what", words.what_heading, words.what_it_is),
    ("what-not", words.what_not_heading, words.what_it_is_not),
    ("how", words.how_heading, words.how),
):
    st.header(heading, anchor=False)
    show(Markup(content, name).items(texts))
