"""Markup as it stands on this visitor's screen: in a kiosk nothing leads out of the aid."""

from __future__ import annotations

from decision_aid import markup
from decision_aid.schema import Content
from decision_aid.screen.mode import way


class Markup(markup.Markup):
    """The library's markup; in a kiosk an address or a number to call is text.

    Args:
        content: all content.
        place: a name for the piece, unique on its page.
        seen: glossary terms already marked on the page; shared by its pieces.
    """

    def __init__(self, content: Content, place: str, seen: set[str] | None = None) -> None:
        super().__init__(content, place, seen, leads_out=way().leads_out)
