"""What is shown to this visitor: the content, and the visitor's own answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

import streamlit as st

from decision_aid.answers import Answers
from decision_aid.carer import for_carer
from decision_aid.kept_content import load
from decision_aid.option_order import new_seed
from decision_aid.schema import Content, Region
from decision_aid.settings import Settings, read_settings
from decision_aid.source_files import ContentError

ANSWERS = "answers"
FOR_CARER = "for-carer"
# Most texts hold nothing special, and to see that takes a tenth of the time.
_SPECIAL = re.compile(r"[\\`*_~$\[\]<>#:]")
_TO_ESCAPE = re.compile(r"([\\`*_~$\[\]<>]|^#|:(?=[\w\[]))")


@cache
def settings() -> Settings:
    """The operator's settings, read once. Raises SettingError as `read_settings` does."""
    return read_settings()


def the_content() -> Content:
    """The content as it speaks to this reader; where it cannot be used, the run ends with what to mend.

    `app.py` refuses to start with such content, so only an editor who runs the frame by itself sees this.
    """
    try:
        content = load()
        return for_carer(content) if st.session_state.get(FOR_CARER) is True else content
    except ContentError as error:
        st.code(str(error), language=None, wrap_lines=True)
        st.stop()


def plain(text: str) -> str:
    """Text for a call that reads Markdown, so that it shows as it was written: $300 stays $300."""
    return _TO_ESCAPE.sub(r"\\\1", text) if _SPECIAL.search(text) else text


@dataclass(frozen=True)
class _Made:
    """HTML as Streamlit takes it unread; a text it would search for file names and for lines to move to the left."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def show(html: str, width: Literal["stretch", "content"] = "stretch") -> None:
    """Show HTML of our own making, which was escaped where it was made."""
    st.html(_Made(html), width=width)


def answers() -> Answers:
    """What this visitor ticked so far; a new visitor gets an order of the options, drawn by chance."""
    kept = st.session_state.get(ANSWERS)
    if not isinstance(kept, Answers):
        kept = Answers(seed=new_seed(load()))
        keep(kept)
    return kept


def region() -> Region | None:
    """Whose help lines, rules and paper: fixed by the operator, else picked by the reader; None if neither."""
    return settings().region or answers().region


def keep(new: Answers) -> None:
    """Keep what this visitor ticked, in this session only."""
    st.session_state[ANSWERS] = new


def empty_session(kept: Mapping[str, object]) -> None:
    """Leave nothing in this visitor's session but what is named here."""
    for key in list(st.session_state):
        del st.session_state[key]
    st.session_state.update(kept)
