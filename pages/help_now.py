"""Help now: whom to reach, and signs that sources name."""

import streamlit as st

from decision_aid.markup import Markup
from decision_aid.schema import Region
from decision_aid.screen import parts
from decision_aid.screen.shown import settings, the_content

content = the_content()
words = content.interface.help
regions = content.help.regions

parts.opening(content, content.interface.pages["help_now"].short, words.intro)
region: Region | None = settings().region or st.radio(
    words.region, list(regions), index=None, format_func=lambda name: regions[name].name, horizontal=True,
    key="region", persist_state="session",
)
for name in [region] if region and region in regions else list(regions):
    st.header(words.lines_heading.format(region=regions[name].name), anchor=False)
    st.html(Markup(content, f"help-{name}").help_region(regions[name]))
st.header(words.signs_heading, anchor=False)
st.markdown(words.signs_intro)
st.html("".join(Markup(content, f"sign-{i}").warning_sign(sign) for i, sign in enumerate(content.help.warning_signs)))
