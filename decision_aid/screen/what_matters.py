"""What matters to the reader: picking, putting in order, and the mirror."""

from __future__ import annotations

from functools import partial

import streamlit as st

from decision_aid.answers import MOST_VALUES
from decision_aid.schema import Content, Value
from decision_aid.screen import parts
from decision_aid.screen.answer_widgets import show_answer
from decision_aid.screen.browser import follow
from decision_aid.screen.markup import Markup
from decision_aid.screen.shown import answers, keep, plain, show

NOT_SURE = "value-not-sure"
REFUSED = "value-refused"
MOVED = "value-moved"


def pick(content: Content) -> None:
    """Everything that can matter, with a box each; "not sure yet" is one of them."""
    words, given = content.interface.values, answers()
    st.header(plain(words.pick_heading), anchor=False)
    st.markdown(plain(words.pick_intro.format(most=MOST_VALUES)))
    refused = st.session_state.pop(REFUSED, None)
    with st.container(key="pick"):
        for value in content.values.values:
            is_picked = value.id in given.values
            tick = partial(st.checkbox, plain(value.text), value=is_picked)
            show_answer(f"value-{value.id}", is_picked, tick, _pick, value.id)
            if refused == value.id:
                st.info(plain(words.full.format(most=MOST_VALUES)))
        not_sure = partial(st.checkbox, plain(words.not_sure), value=given.values_not_sure)
        show_answer(NOT_SURE, given.values_not_sure, not_sure, _not_sure)


def _pick(value: str, key: str) -> None:
    picked = st.session_state.get(key) is True
    keep(answers().with_value(value, picked))
    if picked and value not in answers().values:
        st.session_state[REFUSED] = value


def _not_sure(key: str) -> None:
    keep(answers().with_values_not_sure(st.session_state.get(key) is True))


def put_in_order(content: Content) -> None:
    """What was picked, in the reader's order, with buttons that move it."""
    words, picked = content.interface.values, _picked(content)
    if len(picked) < 2:
        return
    st.header(plain(words.order_heading), anchor=False)
    st.markdown(plain(words.order_intro))
    with st.container(key="own-order"):
        for place, value in enumerate(picked, start=1):
            with st.container(key=f"place-{place}", horizontal=True, vertical_alignment="center"):
                st.markdown(plain(f"{place}. {value.text}"))
                # The part in *stars* is for those who hear the button's name; the style sheet hides it from sight.
                name = plain(words.place.format(value=value.text, place=place, count=len(picked)))
                if place > 1:
                    st.button(f"{words.up} *{name}*", key=f"up-{value.id}", on_click=_move, args=(value.id, -1))
                if place < len(picked):
                    st.button(f"{words.down} *{name}*", key=f"down-{value.id}", on_click=_move, args=(value.id, 1))
    follow(st.session_state.pop(MOVED, ()), answers().values)


def _move(value: str, by: int) -> None:
    keep(answers().with_value_moved(value, by))
    # At an end of the list the button that was used is gone, and the other one takes the focus.
    st.session_state[MOVED] = (f"up-{value}", f"down-{value}") if by < 0 else (f"down-{value}", f"up-{value}")


def mirror(content: Content, seen: set[str]) -> None:
    """For each thing picked, in the reader's order, what is known about it for every option."""
    words, given, picked = content.interface.values, answers(), _picked(content)
    st.header(plain(words.mirror_heading), anchor=False)
    if given.values_not_sure:
        st.markdown(plain(words.not_sure_picked))
    if not picked:
        if not given.values_not_sure:
            st.markdown(plain(words.nothing_picked))
        return
    st.markdown(plain(words.mirror_intro))
    order = parts.order_of_options(content)
    for place, value in enumerate(picked, start=1):
        st.subheader(plain(f"{place}. {value.text}"), anchor=False)
        show(Markup(content, f"mirror-{value.id}", seen).mirror(value, order))


def _picked(content: Content) -> list[Value]:
    """What was picked, in the reader's order; an id that the content does not know is left aside."""
    values = {value.id: value for value in content.values.values}
    return [values[name] for name in answers().values if name in values]
