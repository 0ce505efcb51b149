"""Claim by claim: all claims of the article, filtered by verdict and section; the filter is in the address."""

import streamlit as st

from decision_aid.screen import parts
from decision_aid.screen.claim_filter import chosen_claims
from decision_aid.screen.links import link
from decision_aid.screen.markup import Markup
from decision_aid.screen.shown import show, the_content

content = the_content()
words = content.interface.claims
seen: set[str] = set()

parts.opening(content, "claims", words.intro, seen)
for claim in chosen_claims(content):
    with st.container(key=f"claim-{claim.id}"):
        st.header(words.claim.format(claim=claim.id), anchor=False)
        show(Markup(content, claim.id, seen).claim_in_section(claim))
        with st.container(horizontal=True, key=f"found-on-{claim.id}"):
            st.markdown(words.found_on)
            link(content.page_of(claim.id))
