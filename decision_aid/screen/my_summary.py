"""The reader's own part of the summary: what matters, questions in order, own words, the next step, starting afresh."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from decision_aid import takeaway
from decision_aid.answers_json import LONGEST_OWN_QUESTION, MOST_OWN_QUESTIONS, NEXT_STEPS, add_own_question
from decision_aid.schema import Content
from decision_aid.screen import keeping
from decision_aid.screen.answer_widgets import picked, show_answer
from decision_aid.screen.browser import follow
from decision_aid.screen.links import link
from decision_aid.screen.markup import Markup
from decision_aid.screen.mode import way
from decision_aid.screen.shown import answers, keep, plain, show
from decision_aid.summary import Summary

MOVED = "question-moved"
OWN = "own-question"


def matters(content: Content, told: Summary) -> None:
    """What matters, in the reader's order, each with what is known for every option."""
    words = content.interface.summary
    st.header(plain(words.matters_heading), anchor=False)
    if told.not_sure:
        st.markdown(plain(words.matters_not_sure))
    if told.matters:
        show(Markup(content, "matters").matters([
            (words.known.format(place=matter.place, value=matter.value.text), matter.known, matter.sources)
            for matter in told.matters
        ]))
        show(Markup(content, "order").paragraphs([told.order]))
    else:
        if not told.not_sure:
            st.markdown(plain(words.matters_none))
        if any(step.id == "values" for step in way().steps):
            with st.container(key="to-values"):
                link("values", words.to_values)


def questions(content: Content, told: Summary) -> None:
    """The questions, to be put in order, taken out and, where one reads alone, added to in own words."""
    words = content.interface.summary
    with st.container(key="my-questions"):
        st.header(plain(words.questions_heading), anchor=False)
        if told.questions or told.own_questions:
            st.markdown(plain(words.questions_intro if way().own_words else words.questions_intro_kiosk))
        else:
            st.markdown(plain(words.questions_none))
            link("options", words.to_questions)
        _rows(content, "asked", list(told.questions))
        if told.own_questions:
            st.subheader(plain(words.own_words), anchor=False)
            _rows(content, "own", [(text, text) for text in told.own_questions])
        if way().own_words:
            _add_own(content)
    follow(st.session_state.pop(MOVED, ()), (*answers().questions, *answers().own_questions))


def _rows(content: Content, kind: str, asked: list[tuple[str, str]]) -> None:
    words = content.interface
    for place, (name, text) in enumerate(asked, start=1):
        with st.container(key=f"{kind}-place-{place}", horizontal=True, vertical_alignment="center"):
            st.markdown(plain(f"{place}. {text}"))
            # The part in *stars* is for those who hear the button's name; the style sheet hides it from sight.
            heard = plain(words.values.place.format(value=text, place=place, count=len(asked)))
            if place > 1:
                st.button(f"{words.values.up} *{heard}*", key=f"up-{kind}-{place}", on_click=_move,
                          args=(kind, name, -1, place, len(asked)))
            if place < len(asked):
                st.button(f"{words.values.down} *{heard}*", key=f"down-{kind}-{place}", on_click=_move,
                          args=(kind, name, 1, place, len(asked)))
            st.button(f"{words.summary.remove} *{heard}*", key=f"remove-{kind}-{place}", on_click=_remove,
                      args=(kind, name, place))


def _move(kind: str, name: str, by: int, place: int, count: int) -> None:
    given = answers()
    keep(given.with_question_moved(name, by) if kind == "asked" else given.with_own_question_moved(name, by))
    # The focus goes along with the question; at an end of the list the other button takes it.
    there = min(max(place + by, 1), count)
    names = (f"up-{kind}-{there}", f"down-{kind}-{there}")
    st.session_state[MOVED] = names if by < 0 else names[::-1]


def _remove(kind: str, name: str, place: int) -> None:
    given = answers()
    keep(given.with_question(name, False) if kind == "asked" else given.without_own_question(name))
    st.session_state[MOVED] = (f"remove-{kind}-{place}", f"remove-{kind}-{place - 1}")


def _add_own(content: Content) -> None:
    words = content.interface.summary
    if len(answers().own_questions) >= MOST_OWN_QUESTIONS:
        st.markdown(plain(words.own_full.format(most=MOST_OWN_QUESTIONS)))
        return
    with st.form("own-words", clear_on_submit=True):
        st.text_input(plain(words.own_label), key=OWN, max_chars=LONGEST_OWN_QUESTION, autocomplete="off")
        st.markdown(plain(words.own_note))
        st.form_submit_button(words.own_add, on_click=_add)


def _add() -> None:
    keep(add_own_question(answers(), st.session_state.get(OWN) or ""))


def next_step(content: Content) -> None:
    """The next step, one among equals, or none."""
    words = content.interface.summary
    with st.container(key="next-step"):
        st.header(plain(words.next_heading), anchor=False)
        chosen = answers().next_step
        choose = partial(
            st.pills, plain(words.next_intro), NEXT_STEPS, default=chosen,
            format_func=lambda step: words.next_steps[step],
        )
        show_answer("next", chosen, choose, _choose)


def _choose(key: str) -> None:
    keep(replace(answers(), next_step=picked(key, NEXT_STEPS)))


def start_afresh(content: Content) -> None:
    """Forget everything, after one question."""
    words = content.interface.summary
    with st.container(key="afresh"):
        with st.popover(words.afresh, key=f"afresh-ask-{keeping.times_forgotten()}"):
            st.markdown(plain(words.afresh_ask))
            st.button(words.afresh_yes, key="afresh-yes", on_click=_forget)
        if st.session_state.pop(keeping.FORGOTTEN, False):
            st.info(plain(words.afresh_done))


def _forget() -> None:
    keeping.forget()
    takeaway.forget()
    st.session_state[MOVED] = ("afresh",)
