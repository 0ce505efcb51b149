"""What a visitor reads, and what is noted, where a page breaks."""

from __future__ import annotations

import logging
import sys
import traceback

import streamlit as st

from decision_aid.kept_content import load
from decision_aid.screen.links import booklet_line, link
from decision_aid.screen.shown import empty_session, plain, show

# Streamlit notes the whole error before it asks us, and what a component handed over that is no JSON; our own
# note below takes their place. Where a line comes back it notes the session's name, and whoever has that can read on.
for _name in ("error_util", "components.v2.bidi_component.serialization", "runtime.websocket_session_manager"):
    logging.getLogger(f"streamlit.{_name}").addFilter(lambda _: False)


def tell(error: Exception) -> bool:
    """Say in plain words that this page broke, with ways on, in place of Streamlit's own message.

    The note on standard error names the kind of error and the line of code, and never what it says: that could be
    in a visitor's own words.
    """
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
    sys.stderr.write(f"A page broke: {type(error).__name__} at {place}\n")
    # What broke it may be in the session's state; the tab keeps the answers and gives them back to the next run.
    empty_session({})
    content = load()
    interface = content.interface
    words = interface.problems
    st.title(plain(words.broken_title), anchor=False)
    st.markdown(plain(words.broken))
    link("start", words.page_not_found_way_on)
    link("help_now", interface.frame.help)
    # A kiosk without an address for phones has no such line.
    if line := booklet_line(content):
        show(line)
    return True
