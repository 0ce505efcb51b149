"""Who reads, and where they left off: the switch for carers, and the way back to the last step."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from decision_aid.schema import Content, PageId
from decision_aid.screen.answer_widgets import show_answer
from decision_aid.screen.mode import mode
from decision_aid.screen.shown import FOR_CARER, answers, keep, plain
from decision_aid.walk import SELF

LEFT_AT = "left-at"


def note(page: PageId) -> None:
    """Remember the step that someone who reads alone is on; Start is where the way back is offered."""
    if mode() == "self" and page in [step.id for step in SELF.steps[1:]]:
        st.session_state[LEFT_AT] = page


def left_at() -> PageId | None:
    """The step that the reader was on last, if there was one."""
    return next((step.id for step in SELF.steps[1:] if step.id == st.session_state.get(LEFT_AT)), None)


def put_back(given: object) -> None:
    """Take in the step that the tab kept; a step that was noted since counts more."""
    if left_at() is None and given in [step.id for step in SELF.steps[1:]]:
        st.session_state[LEFT_AT] = given


def speak() -> None:
    """From here on this run, let the content speak to whoever reads: a carer, where one reads alone for another."""
    if mode() == "self" and answers().carer:
        st.session_state[FOR_CARER] = True
    else:
        st.session_state.pop(FOR_CARER, None)


def carer_switch(content: Content, place: str) -> None:
    """The switch of one place; all of them show the same answer."""
    if mode() != "self":
        return
    words, is_carer = content.interface.carer, answers().carer
    show_answer(f"carer-{place}", is_carer, partial(st.toggle, plain(words.switch), value=is_carer), _switch)
    if is_carer:
        with st.container(key=f"carer-note-{place}"):
            st.markdown(plain(words.note))


def _switch(key: str) -> None:
    keep(replace(answers(), carer=st.session_state.get(key) is True))
