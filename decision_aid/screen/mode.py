"""In which of the three modes this visitor uses the aid."""

from __future__ import annotations

from dataclasses import replace
from threading import local

import streamlit as st

from decision_aid.answers import Answers
from decision_aid.schema import Mode
from decision_aid.screen.shown import answers, settings
from decision_aid.walk import MODES, WALKS, Walk

MODE = "mode"


# A run asks for its mode some fifty times, and each look into the session's state costs; a run has a thread of its own.
_RUN = local()


def settle() -> None:
    """Take in the mode that the address names; once a run, before anything asks for the mode."""
    if asked := asked_for():
        st.session_state[MODE] = asked
    _RUN.mode = as_mode(st.session_state.setdefault(MODE, None)) or "self"


def mode() -> Mode:
    """The mode: fixed by the operator, else named in the address, else chosen before in this tab, else `self`."""
    if fixed := settings().mode:
        return fixed
    known: Mode | None = getattr(_RUN, "mode", None)
    # What answers a tap runs before the page does, and asks the session itself.
    return known or as_mode(st.session_state.get(MODE)) or "self"


def way() -> Walk:
    """This visitor's way through the pages."""
    return WALKS[mode()]


def asked_for() -> Mode | None:
    """The mode that the address names, if it names one that there is."""
    return as_mode(st.query_params.get("mode"))


def as_mode(given: object) -> Mode | None:
    """A mode by its name; None if there is no such mode."""
    return next((name for name in MODES if name == given), None)


def put_back(given: object) -> None:
    """Go on in the mode that the tab kept, unless the address names one."""
    if (kept := as_mode(given)) and not asked_for():
        st.session_state[MODE] = _RUN.mode = kept


def is_kiosk() -> bool:
    """Whether the aid stands in a waiting room: ticks only there, no own words and no downloads."""
    return mode() == "kiosk"


def is_clinic() -> bool:
    """Whether two people talk over the aid together."""
    return mode() == "clinic"


def answers_here() -> Answers:
    """The answers that this mode shows; own words stay where they were written."""
    return answers() if way().own_words else replace(answers(), own_questions=())
