"""The waiting room: its first page, the short form of pages, the watch over an idle screen, and the wipe.

The browser watches for signs of a reader. Where there are none it asks, waits, and then has the server forget this
visit and leaves for the first page by a fresh start, which is all that a next reader meets. A line that was cut or a
server that was started again ends the same way.
"""

from __future__ import annotations

from secrets import token_hex

import streamlit as st

from decision_aid.reading_time import minutes, minutes_together
from decision_aid.schema import Content, PageId
from decision_aid.screen.links import go_to, link
from decision_aid.screen.markup import Markup
from decision_aid.screen.mode import MODE, is_kiosk, way
from decision_aid.screen.shown import empty_session, plain, settings, show
from decision_aid.short_path import short_part

VISIT = "visit"
BEGUN = "visit-begun"
ENDED = "visit-ended"
WHOLE = "whole-pages"
CLEANING_SECONDS = 30

_WATCH = st.components.v2.component(
    "watch_kiosk",
    js="""
const SIGNS = ["pointerdown", "pointermove", "touchstart", "touchmove", "wheel", "scroll", "keydown", "input",
               "compositionupdate", "focusin"];
const TOUCH = [...SIGNS, "pointerup", "mousedown", "mouseup", "click", "auxclick", "dblclick", "touchend", "keyup"];
const SETTLED = 500;  // the touch that answers the question must not reach what stands below it
let data, send, visit, layer, shown = null;
let last = Date.now(), answered = 0, lockedUntil = 0;
let cutSince = 0, leaving = false, gone = false, quiet = false;

// What is shown over everything: a modal dialog, so that it stands above menus, words explained and messages of
// Streamlit's, and nothing below it can be reached by touch or key.
function make() {
  layer = document.createElement("dialog");
  layer.className = "kiosk-layer";
  layer.setAttribute("role", "alertdialog");
  // Streamlit's menus and messages make all else inert; this one mark their library leaves alone.
  layer.dataset.reactAriaTopLayer = "true";
  layer.setAttribute("aria-labelledby", "kiosk-layer-title");
  layer.setAttribute("aria-describedby", "kiosk-layer-note");
  const part = (name, id) => layer.appendChild(Object.assign(document.createElement(name), { id }));
  part("h2", "kiosk-layer-title");
  part("p", "kiosk-layer-note");
  part("button", "kiosk-layer-stay").type = "button";
  layer.addEventListener("cancel", (event) => event.preventDefault());
  layer.addEventListener("close", () => { if (shown) open(); });
  document.body.append(layer);
}
function open() {
  quiet = true;
  if (!layer.open) layer.showModal();
  quiet = false;
}
function show(kind, seconds) {
  const [title, note, stay] = layer.children;
  layer.inert = false;
  if (kind) {
    title.textContent = data.words[kind][0];
    note.textContent = data.words[kind][1].split("{seconds}").join(seconds);
    stay.textContent = data.words.stay;
    stay.hidden = kind !== "ask";
    if (shown === kind && layer.open) return;
    shown = kind;
    answered = 0;
    open();
  } else if (shown) {
    shown = null;
    quiet = true;
    layer.close();
    quiet = false;
  }
}

const app = () => document.querySelector("[data-testid=stApp]");
const cut = () => app()?.dataset.testConnectionState !== "CONNECTED";
const locked = () => Date.now() < lockedUntil;
const speaking = () => !!window.speechSynthesis?.speaking && !window.speechSynthesis.paused;

function sign(event) {
  if (quiet || leaving || locked()) return;
  if (event.type === "pointermove" && !event.movementX && !event.movementY) return;
  // The hidden box round an input scrolls by itself when the focus moves.
  if (event.type === "scroll" && event.target.clientWidth <= 1) return;
  last = Date.now();
  if (shown === "ask" && !answered) answered = last;
}
function tick() {
  if (leaving) return;
  const time = Date.now();
  if (cut()) {
    cutSince ||= time;
    if (time - cutSince > 5000) return leave();
    return show("moment");
  }
  if (cutSince) return wipe();
  if (locked()) return show("clean", Math.ceil((lockedUntil - time) / 1000));
  if (speaking()) last = time;
  if (data.rests) return show(null);
  const left = data.idle + data.warning - (time - last) / 1000;
  if (left <= 0) return wipe();
  if (left <= data.warning) return show("ask", Math.ceil(left));
  if (!answered || time - answered >= SETTLED) show(null);
}

function clear() {
  try { window.speechSynthesis?.cancel(); } catch { /* a browser that does not speak */ }
  try { sessionStorage.clear(); localStorage.clear(); } catch { /* a browser that keeps nothing */ }
}
// The server forgets first; its answer, a new visit, is the sign to leave. Without an answer the page leaves anyway.
function wipe() {
  leaving = true;
  clear();
  show("moment");
  try { send("wipe", String(Date.now())); } catch { /* the line was cut just now */ }
  setTimeout(leave, 2000);
}
async function leave() {
  if (gone) return;
  gone = leaving = true;
  clear();
  show("moment");
  // An address that does not answer would end in the browser's own error page, so the page waits for the server.
  let there = false;
  try { there = (await fetch("/_stcore/health", { cache: "no-store" })).ok; } catch { /* not there yet */ }
  if (there) return location.replace(data.home);
  gone = false;
  setTimeout(leave, 1000);
}

function block(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}
function guard(event) {
  if (locked() || (leaving && event.type !== "scroll")) block(event);
}
// What leads out of the aid or belongs to the browser: menus, shortcuts, new tabs, larger and smaller pages.
function keys(event) {
  const letter = event.key?.length === 1 && event.key !== " ";
  if (event.ctrlKey || event.metaKey || event.altKey || letter || /^(F[0-9]+|Browser.*|ContextMenu)$/.test(event.key)) {
    event.preventDefault();
    event.stopPropagation();
  }
}
function clicks(event) {
  const link = event.target.closest?.("a");
  if (!link) return;
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return block(event);
  const place = link.getAttribute("href");
  if (!place?.startsWith("#")) return;
  // Places on the page are gone to without an entry in the browser's history.
  event.preventDefault();
  const there = document.getElementById(decodeURIComponent(place.slice(1)));
  if (there) there.scrollIntoView();
  else document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
}
function begin() {
  make();
  clear();
  // Turning pages leaves nothing to go back to.
  history.pushState = history.replaceState.bind(history);
  if (location.hash || (data.fixed && location.search)) {
    history.replaceState(history.state, "", location.pathname + (data.fixed ? "" : location.search));
  }
  const first = { capture: true, passive: false };
  TOUCH.forEach((name) => window.addEventListener(name, guard, first));
  SIGNS.forEach((name) => window.addEventListener(name, sign, { capture: true, passive: true }));
  window.addEventListener("keydown", keys, first);
  ["click", "auxclick"].forEach((name) => window.addEventListener(name, clicks, first));
  window.addEventListener("click", (event) => {
    if (event.target.closest?.(".st-key-clean button")) lockedUntil = Date.now() + data.cleaning * 1000;
  }, true);
  for (const name of ["contextmenu", "dragstart", "dragover", "drop", "selectstart"]) {
    window.addEventListener(name, block, first);
  }
  window.addEventListener("wheel", (event) => event.ctrlKey && event.preventDefault(), first);
  window.addEventListener("pagehide", clear);
  window.addEventListener("pageshow", (event) => event.persisted && location.replace(data.home));
  setInterval(tick, 250);
}
export default function (given) {
  const started = !!data;
  data = given.data;
  send = given.setTriggerValue;
  visit ??= data.visit;
  if (!started) begin();
  if (data.visit !== visit) leave();
}
""",
)


def watch(content: Content, page: PageId) -> None:
    """Keep watch over a kiosk's screen on every page; call before the page is drawn. Other modes are left alone."""
    if not is_kiosk():
        return
    cover = way().opens_on.id
    if page == cover and st.session_state.get(BEGUN, False):
        _forget()
    if st.session_state.pop(ENDED, False) and page != cover:
        go_to(cover)
    if page != cover:
        st.session_state[BEGUN] = True
    words, fixed = content.interface.kiosk, settings().mode is not None
    with st.container(key="kiosk"):
        _WATCH(
            key="watch_kiosk", on_wipe_change=wipe, height=1,
            data={
                "visit": st.session_state.setdefault(VISIT, token_hex(4)), "rests": page == cover,
                "home": f"/{cover}" if fixed else f"/{cover}?mode=kiosk", "fixed": fixed,
                "idle": settings().idle_seconds, "warning": settings().warning_seconds, "cleaning": CLEANING_SECONDS,
                "words": {
                    "ask": [words.still, words.still_note], "clean": [words.cleaning, words.cleaning_note],
                    "moment": [words.moment, words.moment_note], "stay": words.stay,
                },
            },
        )


def wipe() -> None:
    """Forget this visit at once; the run that follows shows the first page and the browser starts afresh."""
    _forget()
    st.session_state[ENDED] = True


def _forget() -> None:
    """Leave nothing in the session but the mode, which is not the reader's."""
    empty_session({MODE: st.session_state.get(MODE)})


def attract(content: Content) -> None:
    """The first page: neutral, still, and one link over the whole screen."""
    words = content.interface.kiosk
    steps = [step.id for step in way().steps]
    st.title(plain(words.title), anchor=False)
    time = words.time.format(minutes=minutes_together(content, steps))
    lines = [*words.lines, time, content.interface.frame.not_reviewed]
    show(f'<div class="attract">{Markup(content, "lines").plain_paragraphs(lines)}</div>')
    with st.container(key="begin-kiosk"):
        link(steps[0], words.begin)
    with st.container(key="staff", horizontal=True):
        link("help_now", content.interface.frame.help)
        clean_button(content)


def clean_button(content: Content) -> None:
    """For staff: a time in which the screen takes no touch; the browser sees to it by the button's key."""
    st.button(plain(content.interface.kiosk.clean), key="clean")


def finish_button(content: Content) -> None:
    """The way to leave nothing behind, on every page."""
    st.button(plain(content.interface.kiosk.finish), key="finish", on_click=wipe)


def shows_short(content: Content, page: PageId) -> bool:
    """Whether a page is to show only its short part: where this way is short, until all of it is asked for."""
    return way().short and page not in st.session_state.get(WHOLE, ()) and short_part(content, page) is not None


def show_all_button(content: Content, page: PageId) -> None:
    """The way to the rest of a page."""
    whole = content.interface.kiosk.show_all.format(minutes=minutes(content, page))
    with st.container(key="show-all"):
        st.button(plain(whole), key=f"all-of-{page}", on_click=_show_all, args=(page,))


def _show_all(page: PageId) -> None:
    st.session_state[WHOLE] = (*st.session_state.get(WHOLE, ()), page)
