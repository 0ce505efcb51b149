"""What is shown to this visitor: the content, and the visitor's own answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from time import monotonic
from types import SimpleNamespace
from typing import Literal

import streamlit as st
from streamlit.runtime.runtime_util import MESSAGE_FLUSH_INTERVAL_SECS

from decision_aid.answers import Answers
from decision_aid.carer import for_carer
from decision_aid.kept_content import load
from decision_aid.option_order import new_seed
from decision_aid.schema import Content, Region
from decision_aid.screen.drawing import wait
from decision_aid.settings import Settings, read_settings
from decision_aid.source_files import ContentError

ANSWERS = "answers"
FOR_CARER = "for-carer"
SHOWN = "shown"
WAITS_APART = 0.2
_WAITED = SimpleNamespace(last=0.0)


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
    return re.sub(r"([\\`*_~$\[\]<>]|^#|:(?=[\w\[]))", r"\\\1", text)


@dataclass(frozen=True)
class _Made:
    """HTML as Streamlit takes it unread; a text it would search for file names and for lines to move to the left."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def show(html: str, width: Literal["stretch", "content"] = "stretch") -> None:
    """Show HTML of our own making, which was escaped where it was made."""
    st.html(_Made(html), width=width)


def begin(shown: str) -> None:
    """Note what this run is to show; once a run, before anything is drawn."""
    turned = st.session_state.get(SHOWN, ("", False))[0] != shown
    st.session_state[SHOWN] = (shown, turned)


def send_so_far() -> None:
    """Where a page is turned, let its first words reach the reader while the rest of it is made.

    Streamlit sends what was drawn every few milliseconds, from another thread. A browser that gets a long page at
    once shows nothing of it until all of it is laid out; three such moments are what it needs to clear away the page
    before and show the heading (measured by `make bench`: one moment left every other heading waiting). A server
    that many ask at once has no such moments to give: sending in two parts costs it more.
    """
    turned = st.session_state.get(SHOWN, ("", False))[1]
    if turned and monotonic() - _WAITED.last >= WAITS_APART:
        _WAITED.last = monotonic()
        wait(3 * MESSAGE_FLUSH_INTERVAL_SECS)


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
