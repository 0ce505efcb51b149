"""What a reader takes along: the summary as a tagged PDF of at most two pages, and a QR code. All made in memory."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from decision_aid.answers import Answers
from decision_aid.schema import Content, Region
from decision_aid.summary import Summary, summary

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).with_name("takeaway.typ")
MOST_PAGES = 2
LETTER = "us-letter"
LETTERS_A_LINE = 60  # in one of two columns, about
LONGEST_WORD = 20  # a column holds it at any size; a longer one may break every few letters
KEPT_FOR = 11

# What the fonts inside typst can draw for certain; a letter beyond them stops a PDF/UA, so it is shown as □.
UNSURE = re.compile(r"[^ -~\u00a0-\u017f\u0386-\u03ce\u0400-\u045f\u2013\u2014\u2018-\u201d\u2022\u2026\u20ac]")
# What none of them can draw, such as emoji; some of it makes typst panic.
NEVER_DRAWN = re.compile(r"[\U00010000-\U0010ffff\ufe00-\ufe0f]")
NOT_DRAWN = "□"


@dataclass(frozen=True)
class Layout:
    """How roomy a page is: the size of type in points, lines to write on under each question, columns of questions."""

    size: float
    lines: int
    columns: int = 1


# From the roomiest to the tightest. Large type matters more than one page less, so only the first few may make one.
LAYOUTS = (
    Layout(11, 2), Layout(10.5, 2), Layout(10.5, 1), Layout(10, 1), Layout(9.5, 1), Layout(10, 0, 2), Layout(9.5, 0, 2),
    Layout(9, 0, 2), Layout(8.5, 0, 2), Layout(8, 0, 2), Layout(7.5, 0, 2),
)
ON_ONE_PAGE = 4


def pdf(content: Content, answers: Answers, region: Region | None) -> bytes:
    """The summary as PDF/UA-1, on Letter in the US and on A4 elsewhere; at most two pages.

    The roomiest layout that fits is taken. Where even the tightest does not fit, ticked questions from the end
    of the list are left to the screen, and the PDF says how many; own words are never left out. It holds no name,
    no date of making and no other trace of the reader than the answers.
    """
    told = summary(content, answers, region)
    paper = LETTER if region == "us" else "a4"

    def without(letters: re.Pattern[str]) -> bytes:
        own = (letters.sub(NOT_DRAWN, unicodedata.normalize("NFC", text)) for text in told.own_questions)
        return _fitted(content, replace(told, own_questions=tuple(own)), paper)

    try:
        return without(NEVER_DRAWN)
    except BaseException as error:
        # A panic of typst's is no Exception to Python.
        if not isinstance(error, _typst().TypstError) and type(error).__name__ != "PanicException":
            raise
        return without(UNSURE)


def _fitted(content: Content, told: Summary, paper: str) -> bytes:
    """One page where its type is not small, else two."""
    laid_out = cache(lambda place: _Document(_data(content, told, paper, LAYOUTS[place], len(told.questions))))
    places = range(len(LAYOUTS))
    one, two = (
        bisect_left(places, True, hi=end, key=lambda place: laid_out(place).pages() <= most)
        for end, most in ((ON_ONE_PAGE, 1), (len(places) - 1, MOST_PAGES))
    )
    found = laid_out(one if one < ON_ONE_PAGE else two)
    kept = len(told.questions)
    while found.pages() > MOST_PAGES and kept:
        kept -= 1
        found = _Document(_data(content, told, paper, LAYOUTS[-1], kept))
    return found.pdf()


def forget() -> None:
    """Have typst let go of what it keeps to be faster next time, a reader's words among it.

    It keeps each piece of work until this many further documents were made without it.
    """
    for _ in range(KEPT_FOR):
        _typst().compile(b"", font_paths=_fonts())


def _data(content: Content, told: Summary, paper: str, layout: Layout, kept: int) -> dict[str, Any]:
    """What the template fills in, with the first `kept` of the questions ticked and all in own words."""
    words, frame = content.interface.summary, content.interface.frame
    left = len(told.questions) - kept
    own = [_breakable(text) for text in told.own_questions]
    asked = [text for _, text in told.questions[:kept]]
    matters_told = words.matters_not_sure if told.not_sure else None if told.matters else words.matters_none
    missing = any(NOT_DRAWN in text for text in own)
    return {
        "paper": paper, "size": layout.size, "lines": layout.lines, "language": content.interface.language,
        "title": words.document_title, "notice": frame.notice, "not_reviewed": frame.not_reviewed, "page": words.page,
        "matters_heading": words.matters_heading, "matters_told": matters_told, "order": told.order,
        "matters": [
            {
                "heading": words.known.format(place=matter.place, value=matter.value.text),
                "sources": words.sources.format(names="; ".join(matter.sources)) if matter.sources else None,
                "known": [
                    {"option": name, "text": cell.text,
                     "mark": f"{content.interface.options.not_known}." if cell.not_known else None}
                    for name, cell in matter.known
                ],
            }
            for matter in told.matters
        ],
        "questions_heading": words.questions_heading, "questions_none": words.questions_none,
        "asked": _columns(asked, layout.columns, 1), "own": _columns(own, layout.columns, len(asked) + 1),
        "own_heading": words.own_words, "room": words.room,
        "more": words.more_questions.format(count=left) if left else None,
        "missing": words.missing_letters if missing else None,
        "next_heading": words.next_heading,
        "next_steps": [{"text": text, "mine": text == told.next_step} for text in words.next_steps.values()],
        "help_heading": words.help_heading,
        "help": [
            {
                "emergency": f"{region.name}: {region.emergency}.",
                "lines": " ".join(f"{line.name}: {line.contact}." for line in region.lines if line.urgent),
            }
            for region in told.help
        ],
        "made_from": told.made_from,
    }


def _breakable(text: str) -> str:
    """Own words with places to break in endless ones, or else they would run over the paper's edge."""
    endless = rf"\S{{{LONGEST_WORD + 1},}}"
    return re.sub(endless, lambda word: "\u200b".join(re.findall(".{1,4}", word[0])), text)


def _columns(texts: list[str], columns: int, start: int) -> list[dict[str, Any]]:
    """Questions in one or two columns of about the same height, each with the number that it starts at."""
    if not texts:
        return []
    # Half a line more for the space below each.
    heights = [ceil(len(text) / LETTERS_A_LINE) + 0.5 for text in texts]
    half = sum(sum(heights[:place]) < sum(heights) / 2 for place in range(len(texts))) if columns > 1 else len(texts)
    return [
        {"start": start + place, "texts": part}
        for place, part in ((0, texts[:half]), (half, texts[half:])) if part or columns > 1
    ]


class _Document:
    """One filling of the template."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._compiler = _typst().Compiler(
            str(TEMPLATE), font_paths=_fonts(), sys_inputs={"data": json.dumps(data)}
        )

    def pages(self) -> int:
        """How many pages it takes."""
        found: list[int] = json.loads(self._compiler.query("<pages>", field="value"))
        return found[0]

    def pdf(self) -> bytes:
        """The document itself."""
        made: bytes = self._compiler.compile(format="pdf", pdf_standards=["ua-1"])
        return made


@cache
def _fonts() -> typst.Fonts:
    """The fonts that come inside typst, so that no machine's own fonts change the look."""
    found: typst.Fonts = _typst().Fonts(include_system_fonts=False)
    return found


def _typst() -> Any:
    """Loaded at the first PDF, not with the aid."""
    import typst

    return typst


def qr_code(address: str, title: str) -> str:
    """A QR code of an address as inline SVG, dark on light in any theme, with a name for those who hear it."""
    import segno

    made = segno.make(address, error="l", boost_error=True, micro=False)
    drawn = io.BytesIO()
    made.save(
        drawn, kind="svg", border=4, xmldecl=False, svgns=False, omitsize=True, dark="#000", light="#fff",
        title=title, svgclass="qr", lineclass=None, nl=False,
    )
    return drawn.getvalue().decode().replace("<svg ", f'<svg role="img" aria-label="{escape(title)}" ', 1)
