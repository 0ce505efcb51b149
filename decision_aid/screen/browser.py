"""What only the browser can do: what every page needs there, and moves of the focus and of the page."""

from __future__ import annotations

from collections.abc import Callable

from decision_aid.page_headings import page_heading
from decision_aid.schema import Content, PageId
from decision_aid.screen import comfort
from decision_aid.screen.mode import mode
from decision_aid.screen.scripts import component
from decision_aid.walk import PAGES

TAB = "tab"
_TAB = component("tab", "tab", html=comfort.HTML)
_FOLLOW = component("follow_button", "follow")
_BRING_UP = component("bring_up", "bringUp")


def tab(
    content: Content, page: PageId, shown: str, has_comfort: bool, keeping: object, on_handed: Callable[[], None]
) -> object:
    """Mount once a run, before the page is drawn: reading help, what the tab keeps, and the turn of a page.

    Args:
        content: all content.
        page: the page.
        shown: what is shown of it; something else than before is begun at its heading.
        has_comfort: whether reading help has its place here.
        keeping: what the tab keeps and hands back; None where it keeps nothing.
        on_handed: what takes in what the tab hands back.

    Returns:
        What the tab handed back in this run; None for nothing.
    """
    words = content.interface
    named = {f".st-key-{key}": label for key, label in words.landmarks.items()}
    mounted = _TAB(
        # A list, since Streamlit would search a dictionary for tables.
        key=TAB, on_handed_change=on_handed, data=[{
            "keeping": keeping,
            "comfort": comfort.reading_help(content, page) if has_comfort else None,
            "turning": {
                "page": page, "shown": shown, "lang": words.language, "mode": mode(), "parts": named,
                "waiting": words.frame.waiting,
                "headings": {other.id: page_heading(content, other.id) for other in PAGES},
            },
        }],
    )
    return mounted.get("handed")


def follow(names: tuple[str, ...], order: tuple[str, ...]) -> None:
    """Put the focus on the first button there is of those with these keys.

    Args:
        names: the buttons' keys; none leaves the focus where it is.
        order: what was moved, as it now stands; a new order is a new move, also by the same button.
    """
    _FOLLOW(key="follow_button", data={"names": list(names), "order": list(order)}, height=1)


def bring_up(key: str, opened: str | None) -> None:
    """Scroll to a container whenever something else was opened in it.

    Args:
        key: the container's key.
        opened: what is open; None where nothing is.
    """
    _BRING_UP(key="bring_up", data={"place": f".st-key-{key}", "opened": opened or ""}, height=1)
