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
from decision_aid.screen.mode import MODE, asked_for, mode, put_back, way
from decision_aid.screen.shown import answers, empty_session, keep, plain, renew_boxes, settings

HEARD = "heard-from-tab"
SESSION = "session-name"
STORED_AS = "decision-aid-answers"
MODE_STORED_AS = "decision-aid-mode"
PLACE_STORED_AS = "decision-aid-place"
NOTE = "handoff-note"
FORGOTTEN = "forgotten"
LANDING: PageId = "summary"

_HAND_BACK = st.components.v2.component(
    "hand_back",
    js="""
const CODE = /^t[0-9]{1,3}[.]/;
let send;
let given = {};
let wired = false;

function codeInAddress() {
  const text = location.hash.slice(1);
  const foreign = location.pathname.replace(/[/]+$/, "") === given.landing && !given.places.includes(text);
  if (!text || !(CODE.test(text) || foreign)) return null;
  history.replaceState(history.state, "", location.pathname + location.search);
  return text.slice(0, given.longest + 1);
}
const app = () => document.querySelector("[data-testid=stApp]");
function handBack(code) {
  // A message sent while a page is being turned would name the page before, and turn it back.
  if (app().dataset.testScriptState !== "notRunning") return void setTimeout(handBack, 20, code);
  let kept = null, mode = null, place = null;
  try {
    kept = sessionStorage.getItem(given.name);
    mode = sessionStorage.getItem(given.mode);
    place = sessionStorage.getItem(given.place);
  } catch { /* a browser that keeps nothing */ }
  send("handed", { kept, mode, place, code });
}
function wire() {
  wired = true;
  window.addEventListener("hashchange", () => {
    const code = codeInAddress();
    if (code) handBack(code);
  });
  // After a dropped line the server may be another one, which knows nothing yet: do not wait for the next tap.
  const line = () => app().dataset.testConnectionState;
  let before = line();
  new MutationObserver(() => {
    const now = line();
    if (now === "CONNECTED" && before !== "CONNECTED") handBack(null);
    before = now;
  }).observe(app(), { attributes: true, attributeFilter: ["data-test-connection-state"] });
}
export default function ({ data, setTriggerValue }) {
  send = setTriggerValue;
  const asked = data.asks && given.session !== data.session;
  given = data;
  if (!wired) wire();
  if (asked) handBack(codeInAddress());
}
""",
)

_HOLD = st.components.v2.component(
    "hold",
    js="""
export default function ({ data }) {
  try {
    sessionStorage.setItem(data.modeName, data.mode);
    if (!("answers" in data)) return;
    if (data.answers === null) sessionStorage.removeItem(data.name);
    else sessionStorage.setItem(data.name, data.answers);
    if (data.place) sessionStorage.setItem(data.placeName, data.place);
    else sessionStorage.removeItem(data.placeName);
  } catch { /* a browser that keeps nothing */ }
}
""",
)


def take_back(content: Content, page: PageId) -> None:
    """Take in what the tab kept, once a session, and a code from another device; call before anything is drawn.

    A kiosk takes in nothing but the mode.
    """
    if not way().remembers:
        return
    session = st.session_state.setdefault(SESSION, token_hex(4))
    handed = _HAND_BACK(
        key="hand_back",
        data={
            "asks": not st.session_state.get(HEARD, False), "session": session, "name": STORED_AS,
            "mode": MODE_STORED_AS, "place": PLACE_STORED_AS, "landing": f"/{LANDING}", "places": ["top"],
            "longest": LONGEST,
        },
        on_handed_change=_nothing_else,
        height=1,
    ).get("handed")
    if not isinstance(handed, dict):
        return
    st.session_state.pop(NOTE, None)
    if not st.session_state.get(HEARD, False):
        st.session_state[HEARD] = True
        put_back(handed.get("mode"))
        if not way().remembers:
            return
        reader.put_back(handed.get("place"))
        if kept := from_json(content, handed.get("kept"), answers()):
            # What was ticked before the tab was heard counts too.
            _keep_both(content, page, kept)
    if handed.get("code"):
        _open_code(content, page, handed["code"])


def _open_code(content: Content, page: PageId, code: object) -> None:
    words = content.interface.handoff
    got = decode(content, code)
    if got.answers is None:
        assert got.problem
        _say(page, words.problems[got.problem])
        return
    _say(page, words.restored)
    if got.dropped:
        _say(page, words.dropped_one if got.dropped == 1 else words.dropped_many.format(count=got.dropped))
    # What was ticked here stays, behind what comes; the next step that comes is the newer one.
    next_step = got.answers.next_step or answers().next_step
    _keep_both(content, page, got.answers)
    keep(replace(answers(), next_step=next_step))


def _keep_both(content: Content, page: PageId, first: Answers) -> None:
    """Keep some answers and, behind them, those that are here; say which things that matter did not fit."""
    here = answers()
    keep(first.with_all_of(here))
    renew_boxes()
    left_out = [value.text for value in content.values.values if value.id in {*here.values} - {*answers().values}]
    if left_out:
        _say(page, content.interface.handoff.full.format(most=MOST_VALUES, left_out="; ".join(left_out)))


def _say(page: PageId, sentence: str) -> None:
    _, said = st.session_state.get(NOTE, (page, []))
    st.session_state[NOTE] = (page, [*said, sentence])


def note(page: PageId) -> None:
    """Say what became of a code, on the page where it happened, until the page is turned."""
    told = st.session_state.get(NOTE)
    if told is None:
        return
    where, sentences = told
    if where == page:
        st.info(plain(" ".join(sentences)))
    else:
        del st.session_state[NOTE]


def hold() -> None:
    """Give the tab the newest answers; call after the page has run. Before the tab was heard, it is given none.

    A mode that the address names is given at once: it counts more than what the tab kept.

    A kiosk keeps nothing of the reader's: there the tab holds at most the mode, where the operator has not fixed it.
    """
    if not way().remembers:
        if settings().mode is None:
            _give(None)
    elif st.session_state.get(HEARD, False):
        _give(to_json(answers()))
    elif asked_for():
        _HOLD(key="hold", height=1, data={"mode": mode(), "modeName": MODE_STORED_AS})


def _give(told: str | None) -> None:
    _HOLD(
        key="hold", height=1,
        data={"answers": told, "name": STORED_AS, "mode": mode(), "modeName": MODE_STORED_AS,
              "place": None if told is None else reader.left_at(), "placeName": PLACE_STORED_AS},
    )


def forget() -> None:
    """Forget everything of the reader's at once: here, and, with the run that follows, in the tab."""
    heard, name, chosen = st.session_state.get(HEARD, False), st.session_state.get(SESSION), mode()
    empty_session({HEARD: heard, SESSION: name, MODE: chosen, FORGOTTEN: True, **renew_boxes()})


def _nothing_else() -> None:
    """The browser tells the server at once only where something listens."""
