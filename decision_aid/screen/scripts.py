"""Our scripts in the browser: one file for all of them, and the components that call what is in it.

Streamlit would send a component's script anew on every turn of a page. The browser fetches this file once and keeps
it; what Streamlit sends is one line that calls it.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import streamlit as st

FOLDER = Path(__file__).with_name("scripts")
# The first holds what the others need, the last what needs them.
_FILES = ("page", "comfort", "keeping", "turning", "kiosk", "tab")
SCRIPT = "\n".join((FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in _FILES)
PREFIX, SUFFIX = "/aid-", ".js"
ADDRESS = f"{PREFIX}{sha256(SCRIPT.encode()).hexdigest()[:12]}{SUFFIX}"

# Under which names a tab keeps what it is given.
KEPT_AS = {"answers": "decision-aid-answers", "mode": "decision-aid-mode", "place": "decision-aid-place"}


def component(name: str, calls: str, html: str | None = None) -> Any:
    """A component of Streamlit's whose script is a function of our file.

    Args:
        name: the component's name, for Streamlit.
        calls: what the file exports under this name is called with all that Streamlit gives.
        html: what it shows; most of ours show nothing.
    """
    # Streamlit takes a text on one line for the path of a file.
    js = f'export default async (given) =>\n  (await import(location.origin + "{ADDRESS}")).{calls}(given);'
    return st.components.v2.component(name, html=html, js=js, isolate_styles=False)
