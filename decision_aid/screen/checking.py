"""The check of what was read: statements, and what the sources say of each once the reader has answered."""

from __future__ import annotations

from functools import partial
from typing import get_args

import streamlit as st

from decision_aid.answers import Checked
from decision_aid.schema import CheckItem, Content
from decision_aid.screen.answer_widgets import picked, show_answer
from decision_aid.screen.links import link
from decision_aid.screen.markup import Markup
from decision_aid.screen.shown import answers, keep, plain, show

ANSWERS: tuple[Checked, ...] = get_args(Checked)


def check(content: Content, item: CheckItem, seen: set[str]) -> None:
    """One statement with its three answers; after any of them the same words, and no mark for right or wrong."""
    words, said = content.interface.check, answers().checked(item.id)
    key = f"check-{item.id}"
    with st.container(key=f"checked-{item.id}"):
        say = partial(
            st.radio, plain(item.text), ANSWERS, index=ANSWERS.index(said) if said else None, horizontal=True,
            format_func=lambda answer: words.answers[answer],
        )
        show_answer(key, said, say, _check, item.id)
        if said:
            show(Markup(content, key, seen).check_item(item))
            with st.container(horizontal=True, key=f"read-more-{item.id}"):
                st.markdown(plain(words.read_more))
                link(item.page)


def _check(item: str, key: str) -> None:
    keep(answers().with_check(item, picked(key, ANSWERS)))
