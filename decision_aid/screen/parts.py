"""The parts pages are made of: headings, the two voices, pictures, what is not known, questions."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from decision_aid.figures import figure
from decision_aid.markup import Markup
from decision_aid.schema import ConsiderationId, Content, PageId, Topic
from decision_aid.screen.shown import answers, keep, the_content


def consideration(name: ConsiderationId) -> None:
    """One whole consideration page, from the question to what to ask."""
    content = the_content()
    page = content.considerations[name]
    opening(content, page.question, page.in_short)
    voices(content, page.topics)
    pictures(content, page.outcomes)
    not_known(content, page.not_known)
    questions(content, name)


def opening(content: Content, question: str, in_short: Sequence[str]) -> None:
    """The page's question and its answer in short."""
    st.title(question, anchor=False)
    st.html(f'<div class="lead">{Markup(content, "lead").paragraphs(in_short)}</div>')


def voices(content: Content, topics: Sequence[Topic], heading: str | None = None) -> None:
    """The article's voice beside the other sources' voice, matter by matter."""
    words = content.interface.voices
    st.header(heading or words.heading, anchor=False)
    st.markdown(words.intro)
    with st.expander(words.key_heading):
        st.html(Markup(content, "key").key_to_signs())
    places = [(f"topic-{number}", topic) for number, topic in enumerate(topics, start=1)]
    if len(places) > 3:
        st.html(Markup(content, "ways-in").ways_in((place, topic.heading) for place, topic in places))
    for place, topic in places:
        st.html(Markup(content, place).topic(topic))


def pictures(content: Content, outcomes: Sequence[str]) -> None:
    """A picture, or the reason for none, for each outcome."""
    if not outcomes:
        return
    words = content.interface.figures
    st.header(words.heading, anchor=False)
    st.markdown(words.intro)
    for name in outcomes:
        drawn = figure(content.outcomes[name], words)
        st.markdown(Markup(content, f"figure-{name}").figure(drawn), unsafe_allow_html=True)


def not_known(content: Content, texts: Sequence[str]) -> None:
    """What nobody knows, at the same size as what is known."""
    st.header(content.interface.parts.not_known, anchor=False)
    st.html(f'<div class="not-known">{Markup(content, "not-known").items(texts)}</div>')


def questions(content: Content, page: PageId) -> None:
    """Questions to ask; a tick keeps one in the reader's list."""
    asked = [question for question in content.questions if page in question.pages]
    if not asked:
        return
    words = content.interface.parts
    st.header(words.questions, anchor=False)
    st.markdown(words.questions_intro)
    ticked = answers().questions
    with st.container(key="questions"):
        for question in asked:
            key = f"ask-{question.id}"
            st.checkbox(
                question.text, value=question.id in ticked, key=key, on_change=_tick, args=(question.id, key)
            )


def _tick(question: str, key: str) -> None:
    keep(answers().with_question(question, st.session_state.get(key) is True))
