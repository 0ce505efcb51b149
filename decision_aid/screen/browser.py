"""What only the browser can do: focus and scroll on a page turn, places within a page, focus after a move."""

from __future__ import annotations

import streamlit as st

from decision_aid.schema import PageId

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
if (!window.__places) {
  window.__places = true;
  window.addEventListener("hashchange", toPlace);
}
export default function ({ data }) {
  document.documentElement.lang = data.lang;
  const turned = window.__page !== undefined && window.__page !== data.page;
  window.__page = data.page;
  if (!turned && !location.hash) return;
  const deadline = Date.now() + 3000;
  const settle = () => {
    const heading = document.querySelector("main h1");
    const running = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState !== "notRunning";
    if (heading && !running) {
      if (turned) {
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
      }
      toPlace();
    } else if (Date.now() < deadline) setTimeout(settle, 30);
  };
  settle();
}
""",
)


def turn_page(page: PageId, language: str) -> None:
    """Mount once, after the page has run."""
    _TURN(key="turn_page", data={"page": page, "lang": language}, height=1)


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
