"""What only the browser can do: focus and scroll on a page turn or a move, places within a page, own links, a sign
that the aid works where the server takes its time, and what is new on a page told to those who hear it."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

_TURN = st.components.v2.component(
    "turn_page",
    js="""
// Streamlit's page scrolls inside <main>'s parent, where a browser does not follow #places by itself.
const scroller = () => document.querySelector("[data-testid=stMain]");
function toPlace() {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (place) place.scrollIntoView();
  else scroller()?.scrollTo(0, 0);
}
// The contents cover the page that they led to, so they close.
function shutContents() {
  document.querySelector(".st-key-header button[aria-expanded=true]")?.click();
}
function toHeading() {
  const heading = document.querySelector("main h1");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  scroller()?.scrollTo(0, 0);
}
// Streamlit gives its containers no role, so those that lead elsewhere get theirs here.
function nameParts(parts) {
  for (const [selector, label] of Object.entries(parts)) {
    const part = document.querySelector(selector);
    part?.setAttribute("role", "navigation");
    part?.setAttribute("aria-label", label);
  }
}
if (!window.__places) {
  window.__places = true;
  window.addEventListener("hashchange", toPlace);
  // Streamlit's "Skip to main content" leads before the header; what a reader wants to skip to is the page's heading.
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-testid=stSkipToContent]")) return;
    event.preventDefault();
    event.stopPropagation();
    toHeading();
  }, { capture: true });
  // A link to a page of ours in our own HTML would load the aid anew and lose what was ticked; so the page
  // is turned as by the browser's own back and forward, which Streamlit follows.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-page]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
  });
}
// Half a second after something was asked of the server, or a run began, a sign says that the aid works.
const PATIENCE = 500;
function status(name) {
  const sign = Object.assign(document.createElement("div"), { className: name });
  sign.setAttribute("role", "status");
  document.body.append(sign);
  return sign;
}
const busy = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "running";
function watchLine(words) {
  const sign = status("waiting");
  const send = WebSocket.prototype.send;
  let asked = 0, busySince = 0;
  WebSocket.prototype.send = function (...message) {
    asked ||= Date.now();
    if (!this.heard) this.addEventListener("message", () => { asked = 0; });
    this.heard = true;
    return send.apply(this, message);
  };
  setInterval(() => {
    busySince = asked || busy() ? busySince || asked || Date.now() : 0;
    const text = busySince && Date.now() - busySince > PATIENCE ? words : "";
    if (sign.textContent !== text) sign.textContent = text;
  }, 100);
}
// What is new after a tick or a choice is told by its heading or its first words; a new page is told by its own.
const TOLD = "main :is(h2, h3, caption, [class*=st-key-checked-] .voice > :first-child, .st-key-showing p, "
  + ".st-key-order-of-options p, .st-key-my-questions p, [class*=st-key-carer-note] p), "
  + ".st-key-header [data-testid=stPopoverButton] p";
function watchNews() {
  const news = status("news");
  let known, changed = Date.now();
  const tell = () => {
    if (!changed || busy() || Date.now() - changed < 200) return;
    changed = 0;
    const texts = [...document.querySelectorAll(TOLD)].map((one) => one.textContent.trim());
    const turned = news.dataset.page !== window.__page;
    const old = [...(turned ? texts : known)];
    const fresh = texts.filter((text) => !old.includes(text) || !old.splice(old.indexOf(text), 1));
    // A node of its own, so that the same words are told again.
    const told = Object.assign(document.createElement("p"), { textContent: fresh.slice(0, 3).join(". ") });
    if (fresh.length) news.replaceChildren(told);
    else if (turned) news.replaceChildren();
    known = texts;
    news.dataset.page = window.__page;
  };
  new MutationObserver(() => { changed = Date.now(); }).observe(document.querySelector("[data-testid=stApp]"), {
    childList: true, subtree: true, characterData: true,
  });
  setInterval(tell, 100);
}
let given = false;
export default function ({ data }) {
  document.documentElement.lang = data.lang;
  if (!window.__watched) {
    window.__watched = true;
    watchLine(data.waiting);
    watchNews();
  }
  const turned = window.__page !== undefined && window.__page !== data.page;
  window.__page = data.page;
  const deadline = Date.now() + 3000;
  const settle = () => {
    const heading = document.querySelector("main h1");
    const running = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState !== "notRunning";
    if (heading && !running) {
      nameParts(data.parts);
      if (turned) shutContents();
      if (turned) toHeading();
      if (turned || location.hash && !given) toPlace();
      given = true;
    } else if (Date.now() < deadline) setTimeout(settle, 30);
  };
  settle();
}
""",
)


def turn_page(page: str, language: str, parts: Iterable[tuple[str, str]], waiting: str) -> None:
    """Mount once, after the page has run.

    Args:
        page: what is shown; something else than before is begun at its heading.
        language: its language.
        parts: the key of each container that leads elsewhere, with what it is called.
        waiting: what is said where the server takes its time.
    """
    named = {f".st-key-{key}": label for key, label in parts}
    _TURN(key="turn_page", data={"page": page, "lang": language, "parts": named, "waiting": waiting}, height=1)


_FOLLOW = st.components.v2.component(
    "follow_button",
    js="""
// A button that was used to move something goes along with it; the focus goes along too.
export default function ({ data }) {
  if (!data.names.length) return;
  const deadline = Date.now() + 3000;
  const settle = () => {
    const running = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState !== "notRunning";
    const found = data.names.map((name) => document.querySelector(`.st-key-${name} button`)).find(Boolean);
    if (found && !running) found.focus();
    else if (Date.now() < deadline) setTimeout(settle, 30);
  };
  settle();
}
""",
)


def follow(names: tuple[str, ...], order: tuple[str, ...]) -> None:
    """Put the focus on the first button there is of those with these keys.

    Args:
        names: the buttons' keys; none leaves the focus where it is.
        order: what was moved, as it now stands; a new order is a new move, also by the same button.
    """
    _FOLLOW(key="follow_button", data={"names": list(names), "order": list(order)}, height=1)


_BRING_UP = st.components.v2.component(
    "bring_up",
    js="""
// What was just opened is brought to the top of the screen, so that it can be read without scrolling.
let before;
export default function ({ data }) {
  const changed = before !== undefined && before !== data.opened;
  before = data.opened;
  if (!changed || !data.opened) return;
  const deadline = Date.now() + 3000;
  const settle = () => {
    const running = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState !== "notRunning";
    if (!running) document.querySelector(data.place)?.scrollIntoView();
    else if (Date.now() < deadline) setTimeout(settle, 30);
  };
  settle();
}
""",
)


def bring_up(key: str, opened: str | None) -> None:
    """Scroll to a container whenever something else was opened in it.

    Args:
        key: the container's key.
        opened: what is open; None where nothing is.
    """
    _BRING_UP(key="bring_up", data={"place": f".st-key-{key}", "opened": opened or ""}, height=1)
