"""Talking together: the primer, one row of the options at a time, prompts to say, and what was talked about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from decision_aid.schema import Content, Option, PageId
from decision_aid.screen.answer_widgets import show_answer
from decision_aid.screen.browser import bring_up
from decision_aid.screen.markup import Markup
from decision_aid.screen.mode import is_clinic
from decision_aid.screen.shown import answers, keep, plain, show


def options_row_by_row(content: Content, order: Sequence[Option], seen: set[str]) -> None:
    """The primer, all row titles, and under the heads of the options the one row that is open.

    On paper the whole table stands in place of the one row.
    """
    options, titles = content.options, {row.id: row.title for row in content.options.rows}
    show(Markup(content, "primer", seen).primer())
    with st.container(key="rows"):
        row = st.pills(
            plain(content.clinic.rows), list(titles), format_func=lambda name: plain(titles[name]), key="open-row"
        )
    show(Markup(content, "open-row", seen).open_row(options, order, row))
    bring_up("rows", row)
    show(f'<div class="only-on-paper">{Markup(content, "whole").options(options, order)}</div>')


def teach_back(content: Content, page: PageId) -> None:
    """In clinic, what the clinician may say to hear what was understood, and a tick once a page was talked about."""
    if not is_clinic():
        return
    with st.container(key="teach-back"):
        show(Markup(content, "teach-back").teach_back(page))
        was_talked = page in answers().talked
        tick = partial(st.checkbox, plain(content.clinic.talked), value=was_talked)
        show_answer(f"talked-{page}", was_talked, tick, _talked, page)


def _talked(page: PageId, key: str) -> None:
    keep(answers().with_talked(page, st.session_state.get(key) is True))
