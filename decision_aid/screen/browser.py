"""What only the browser can do: on a page turn, go to the top and put the focus on the new heading."""

from __future__ import annotations

import streamlit as st

from decision_aid.schema import PageId

_TURN = st.components.v2.component(
    "turn_page",
    js="""
export default function ({ data }) {
  document.documentElement.lang = data.lang;
  const turned = window.__page !== undefined && window.__page !== data.page;
  window.__page = data.page;
  if (!turned) return;
  const deadline = Date.now() + 3000;
  const settle = () => {
    const heading = document.querySelector("main h1");
    const running = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState !== "notRunning";
    if (heading && !running) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      document.querySelector("main").scrollTo(0, 0);
    } else if (Date.now() < deadline) setTimeout(settle, 30);
  };
  settle();
}
""",
)


def turn_page(page: PageId, language: str) -> None:
    """Mount once, after the page has run."""
    _TURN(key="turn_page", data={"page": page, "lang": language}, height=1)
