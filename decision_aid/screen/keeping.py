"""The tab keeps the reader's answers, so that a reload, a dropped line or a new server loses nothing.

The browser's sessionStorage holds them as JSON until the tab is closed. A session that has not yet heard from its
tab asks for them; then each run gives the tab the newest. A code from another device (handoff.py) comes in by the
address's fragment, which no request carries, and is taken out of the address at once.
"""

from __future__ import annotations

from dataclasses import replace
from secrets import token_hex

import streamlit as st

from decision_aid.answers import MOST_VALUES, Answers
from decision_aid.answers_json import from_json, to_json
from decision_aid.handoff import LONGEST, decode
from decision_aid.schema import Content, PageId
from decision_aid.screen import reader
from decision_aid.screen.answer_widgets import DRAWN
from decision_aid.screen.browser import TAB
from decision_aid.screen.mode import MODE, asked_for, mode, put_back, way
from decision_aid.screen.scripts import KEPT_AS
from decision_aid.screen.shown import answers, empty_session, keep, plain, settings, the_content

HEARD = "heard-from-tab"
HEARD_AHEAD = "heard-ahead"
SESSION = "session-name"
NOTE = "handoff-note"
FORGOTTEN = "forgotten"
TIMES_FORGOTTEN = "times-forgotten"
LANDING: PageId = "summary"


def in_tab() -> dict[str, object] | None:
    """What the tab is to keep, and how it hands back what it kept; None where it keeps nothing.

    Before the tab was heard, it is given no answers, only a mode that the address names: that counts more than what
    the tab kept. A kiosk keeps nothing of the reader's: there the tab holds at most the mode, where the operator has
    not fixed it.
    """
    if not way().remembers:
        return None if settings().mode else {"names": KEPT_AS, "kept": {"mode": mode(), "answers": None, "place": None}}
    heard = st.session_state.get(HEARD, False)
    kept: dict[str, object] = {}
    if heard:
        kept = {"mode": mode(), "answers": to_json(answers()), "place": reader.left_at()}
    elif asked_for():
        kept = {"mode": mode()}
    session = st.session_state.setdefault(SESSION, token_hex(4))
    return {
        "names": KEPT_AS, "kept": kept, "asks": not heard, "session": session,
        "landing": f"/{LANDING}", "places": ["top"], "longest": LONGEST,
    }


def hear() -> None:
    """Take in what the tab hands over before the page is drawn; for Streamlit to call."""
    handed = getattr(st.session_state.get(TAB), "handed", None)
    st.session_state[HEARD_AHEAD] = isinstance(handed, dict)
    _take_in(handed)


def hear_late(handed: object) -> None:
    """Take in what the tab handed over, where `hear` could not, and draw the page anew.

    Streamlit has forgotten the tab when `hear` is called if the page was turned in the same moment.

    Args:
        handed: what the tab handed over in this run; None for nothing.
    """
    if not st.session_state.pop(HEARD_AHEAD, False) and isinstance(handed, dict):
        _take_in(handed)
        st.rerun()


def _take_in(handed: object) -> None:
    """What the tab kept, once a session, and a code from another device; in a kiosk nothing but the mode."""
    if not way().remembers or not isinstance(handed, dict):
        return
    content, first = the_content(), not st.session_state.get(HEARD, False)
    if first or handed.get("code"):
        st.session_state.pop(NOTE, None)
    if first:
        st.session_state[HEARD] = True
        put_back(handed.get("mode"))
        if not way().remembers:
            return
        reader.put_back(handed.get("place"))
        if kept := from_json(content, handed.get("answers"), answers()):
            # What was ticked before the tab was heard counts too.
            _keep_both(content, kept)
    if handed.get("code"):
        _open_code(content, handed["code"])


def _open_code(content: Content, code: object) -> None:
    words = content.interface.handoff
    got = decode(content, code)
    if got.answers is None:
        assert got.problem
        _say(words.problems[got.problem])
        return
    _say(words.restored)
    if got.dropped:
        _say(words.dropped_one if got.dropped == 1 else words.dropped_many.format(count=got.dropped))
    # What was ticked here stays, behind what comes; the next step that comes is the newer one.
    next_step = got.answers.next_step or answers().next_step
    _keep_both(content, got.answers)
    keep(replace(answers(), next_step=next_step))


def _keep_both(content: Content, first: Answers) -> None:
    """Keep some answers and, behind them, those that are here; say which things that matter did not fit."""
    here = answers()
    keep(first.with_all_of(here))
    left_out = [value.text for value in content.values.values if value.id in {*here.values} - {*answers().values}]
    if left_out:
        _say(content.interface.handoff.full.format(most=MOST_VALUES, left_out="; ".join(left_out)))


def _say(sentence: str) -> None:
    """Say it on the page that is drawn next."""
    _, said = st.session_state.get(NOTE, (None, []))
    st.session_state[NOTE] = (None, [*said, sentence])


def note(page: PageId) -> None:
    """Say what became of a code, on the page where it happened, until the page is turned."""
    told = st.session_state.get(NOTE)
    if told is None:
        return
    where, sentences = told
    if where is None:
        st.session_state[NOTE] = (page, sentences)
    if where in (None, page):
        st.info(plain(" ".join(sentences)))
    else:
        del st.session_state[NOTE]


def forget() -> None:
    """Forget everything of the reader's at once: here, and, with the run that follows, in the tab."""
    empty_session({
        HEARD: st.session_state.get(HEARD, False), SESSION: st.session_state.get(SESSION), MODE: mode(),
        DRAWN: st.session_state.get(DRAWN, set()), FORGOTTEN: True, TIMES_FORGOTTEN: times_forgotten() + 1,
    })


def times_forgotten() -> int:
    """How often all was forgotten in this session."""
    times: int = st.session_state.get(TIMES_FORGOTTEN, 0)
    return times
