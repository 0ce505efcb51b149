"""Widgets that show one of the reader's answers, and stay one with it however it came about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import streamlit as st

from decision_aid.screen.mode import way

DRAWN = "drawn-widgets"
TAKEN = "taken-in"
NOTHING = object()
T = TypeVar("T")


def show_answer(key: str, answer: T, draw: Callable[..., T], take: Callable[..., None], *names: object) -> None:
    """Draw a widget that shows an answer, and take in what the reader makes of it.

    A browser holds on to what a widget shows. Where the answer came from elsewhere (the tab, another device, "Start
    afresh") the widget is told to show it. Where this session draws the widget for the first time and the browser
    already holds something else for it, the reader ticked it for a server that is gone or before the tab was heard:
    then that counts. A waiting room takes over nothing that an earlier visit may have left in the browser.

    Args:
        key: the widget's key.
        answer: the answer as it is known here.
        draw: Streamlit's widget, with all but its key and what to do on a change; it begins with the answer.
        take: what takes in a change; it is given the names and then the key, under which the session's state holds
            what the widget shows.
        names: what `take` needs to know beside the key.
    """
    state = st.session_state
    drawn = state.setdefault(DRAWN, set())
    if (key in drawn or not way().remembers) and state.get(key, NOTHING) != answer:
        state[key] = answer
    drawn.add(key)
    if draw(key=key, on_change=take, args=(*names, key)) != answer:
        take(*names, key)
        state[TAKEN] = True


def picked(key: str, offered: Iterable[T]) -> T | None:
    """Which of the choices that a widget offers it holds; None for none, or for one that it does not offer."""
    held = st.session_state.get(key)
    return next((choice for choice in offered if choice == held), None)


def draw_anew() -> None:
    """Draw the page anew if it took in an answer while it was drawn; at a page's end, so that it takes in all."""
    if st.session_state.pop(TAKEN, False):
        st.rerun()
