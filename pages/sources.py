"""Every source once, by kind."""

import streamlit as st

from decision_aid.markup import Markup
from decision_aid.screen import parts
from decision_aid.screen.shown import the_content

content = the_content()
words = content.interface.sources

parts.opening(content, content.interface.pages["sources"].short, words.intro)
for kind, name in words.kinds.items():
    references = [reference for reference in content.references.values() if reference.kind == kind]
    if references:
        st.header(name[:1].upper() + name[1:], anchor=False)
        st.html(Markup(content, kind).reference_list(references))
