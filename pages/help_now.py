"""Help now: whom to reach, and signs that sources name."""

import streamlit as st

from decision_aid.screen import parts
from decision_aid.screen.markup import Markup
from decision_aid.screen.shown import show, the_content

content = the_content()
words = content.interface.help
regions = content.help.regions

parts.opening(content, "help_now", words.intro)
show(Markup(content, "emergency").emergency(regions.values()))
region = parts.region(content)
chosen = [regions[region]] if region and region in regions else list(regions.values())
seen: set[str] = set()
for here in chosen:
    st.header(words.lines_heading.format(region=here.name), anchor=False)
    show(Markup(content, "help", seen).help_lines(line for line in here.lines if line.urgent))
st.header(words.signs_heading, anchor=False)
st.markdown(words.signs_intro)
show("".join(Markup(content, f"sign-{i}", seen).warning_sign(s) for i, s in enumerate(content.help.warning_signs)))
st.header(words.other_heading, anchor=False)
show(Markup(content, "other", seen).help_lines(line for here in chosen for line in here.lines if not line.urgent))
