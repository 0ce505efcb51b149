"""The article: what it is, who gains, its parts, and the way into the considerations."""

import streamlit as st

from decision_aid.schema import PageId
from decision_aid.screen import parts, talking
from decision_aid.screen.links import link
from decision_aid.screen.markup import Markup
from decision_aid.screen.shown import show, the_content

content = the_content()
words = content.interface.article
article = content.article
seen: set[str] = set()

parts.opening(content, article.question, article.in_short, seen)
talking.teach_back(content, "article")
parts.voices(content, article.topics, seen, words.whole_heading)
st.header(words.sections_heading, anchor=False)
st.markdown(words.sections_intro)
for section in article.sections:
    with st.container(key=f"section-{section.id}"):
        show(Markup(content, section.id, seen).section(section))
        with st.container(horizontal=True, key=f"read-on-{section.id}"):
            st.markdown(words.read_more)
            pages: dict[PageId, None] = {content.page_of(claim.id): None for claim in section.claims}
            for page in pages:
                if page != "article":
                    link(page)
st.header(words.missing_heading, anchor=False)
show(f'<div class="not-known">{Markup(content, "missing", seen).items(article.missing)}</div>')
link("claims", words.claims_link)
parts.questions(content, "article")
