"""Provenance and sameness, on what is really shown: every page in every mode, and the booklet."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest
from streamlit.testing.v1 import AppTest

from decision_aid import walk
from decision_aid.booklet import booklet
from decision_aid.kept_content import load
from decision_aid.rules.provenance import Known, shown_in, unknown_in
from decision_aid.rules.same_in_every_mode import differences, told_in
from decision_aid.schema import Content, Mode, PageId
from decision_aid.walk import MODES
from tests.test_pages import links_of, opened

TEXT = ("html", "markdown", "heading", "caption", "text", "alert")
WIDGETS = (
    "title", "header", "subheader", "checkbox", "toggle", "button", "button_group", "radio", "text_input", "text_area",
    "popover", "expander", "page_link", "bidi_component",
)
FRAMES = ("root", "main", "sidebar", "event", "flex_container", "form")


@cache
def known() -> Known:
    """The real content's wording."""
    return Known(load())


def bodies(app: AppTest) -> list[str]:
    """The HTML and text of every element of a page."""
    return [str(element.proto.body) for kind in TEXT for element in app.get(kind) if hasattr(element.proto, "body")]


def labels(app: AppTest) -> list[str]:
    """What stands on boxes, buttons, links, menus and choices."""
    found = links_of(app)
    found += [str(block.proto.popover.label) for block in app.get("popover")]
    found += [str(block.label) for block in app.expander]
    widgets = (*app.checkbox, *app.toggle, *app.button, *app.radio, *app.pills, *app.text_input, *app.text_area)
    for widget in widgets:
        found += [str(widget.label), *map(str, getattr(widget, "options", ()))]
        found += [str(getattr(widget.proto, name, "")) for name in ("help", "placeholder")]
    return found


def handed_over(app: AppTest) -> list[str]:
    """What our own components show: their HTML, and the sentences that their scripts are given."""
    found: list[str] = []
    for component in app.get("bidi_component"):
        found += shown_in(str(component.proto.html_content))
        # Words without a blank may be names for the script. It fills the places itself, with a count for the most part.
        texts = texts_in(json.loads(component.proto.json or "null"))
        found += [re.sub(r"\{\w+\}", "9", text) for text in texts if " " in text]
    return found


def texts_in(value: object) -> list[str]:
    """Every text within some JSON."""
    if isinstance(value, dict | list):
        return [text for part in (value.values() if isinstance(value, dict) else value) for text in texts_in(part)]
    return [value] if isinstance(value, str) else []


def as_read(text: str) -> str:
    """Text without the signs that Markdown needs."""
    return text.replace("\\", "").replace("**", "")


# The pages beside the walk are the same in each mode, so they are read once.
SHOWN: tuple[tuple[Mode, walk.Page], ...] = (
    *(("self", page) for page in (*walk.SELF.steps, *walk.SELF.beside)),
    *(("clinic", page) for page in walk.WALKS["clinic"].steps),
    *(("kiosk", page) for page in (walk.PAGES[-1], *walk.WALKS["kiosk"].steps, *walk.WALKS["kiosk"].end)),
)


@pytest.mark.parametrize(("mode", "page"), [(mode, page.id) for mode, page in SHOWN])
def test_every_sentence_on_a_page_stands_in_the_content(mode: Mode, page: PageId) -> None:
    app = opened(page, mode=mode)
    shown = [block for body in bodies(app) for block in shown_in(as_read(body))] + [
        as_read(text) for text in (*labels(app), *handed_over(app))
    ]
    assert len(shown) > 8
    # A kind of part that is not read here would show words that nobody looks at.
    assert {node.type for node in app} <= {*TEXT, *WIDGETS, *FRAMES}
    assert unknown_in(shown, known()) == []


def test_every_sentence_of_the_booklet_stands_in_the_content(content: Content) -> None:
    assert unknown_in(shown_in(booklet(content).decode()), known()) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Ketamine has helped many families.",
        "We think that this is worth knowing.",
        "Ask us anything",
        "Last updated by our own experts",
        "Ketamine may reduce pain for most people who have it, and nobody minds.",
    ],
)
def test_a_sentence_from_elsewhere_is_found_wherever_it_stands(content: Content, sentence: str) -> None:
    own = content.interface.start.in_short[0]
    for html in (
        f"<p>{sentence}</p>",
        f"<p>{own} {sentence}</p>",
        f'<img alt="{sentence}">',
        f"<li>{sentence}<b>{own}</b></li>",
    ):
        assert unknown_in(shown_in(html), known()), html


def test_scripts_and_styles_are_not_read() -> None:
    assert shown_in("<style>p { color: red }</style><script>alert('Hello there')</script><p>A</p>") == ["A"]


def whole(app: AppTest, content: Content) -> AppTest:
    """A page with all that it has; a kiosk shows a part of it first."""
    for button in app.button:
        if str(button.key).startswith("all-of-"):
            return button.click().run()
    return app


def test_claims_and_statements_read_the_same_in_every_mode_and_in_the_booklet(content: Content) -> None:
    pages: tuple[PageId, ...] = ("article", *content.considerations, "claims")
    shown: dict[str, list[str]] = {
        mode: ["".join(bodies(whole(opened(page, mode=mode), content))) for page in pages] for mode in MODES
    }
    shown["booklet"] = [booklet(content).decode()]
    for name, htmls in shown.items():
        told = set().union(*(told_in(html) for html in htmls))
        assert told == {*content.claims, *content.statements}, name
    shown["kiosk, in short"] = ["".join(bodies(opened(page, mode="kiosk"))) for page in pages]
    assert differences(shown) == []


def test_a_claim_told_in_another_way_is_named(content: Content) -> None:
    page = booklet(content).decode()
    claim = content.claims["A12"]
    other = page.replace(claim.text, claim.text.replace("less", "no"))
    assert other != page
    assert differences({"booklet": [page], "kiosk": [other]}) == ["A12"]
    other = page.replace("We found no study that compares", "We found one study that compares")
    assert other != page
    assert differences({"booklet": [page], "kiosk": [other]}) == ["A12"]
