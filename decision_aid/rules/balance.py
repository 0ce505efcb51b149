"""Balance: each option's benefits against its harms, and ketamine's side against carrying on as now.

IPDAS C1 and NICE NE5 ask for equal detail. What is measured: words, cells, numbers, references and reading grade.
The bounds stand here and nowhere else. They are ours: no standard names any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from decision_aid.page_texts import short_texts_on
from decision_aid.rules.finding import Finding
from decision_aid.rules.material import Material
from decision_aid.rules.reading_level import Level, level
from decision_aid.schema import Cell, Content, Option, PageId

NAME = "balance"
# Neither side may have more than this many times the words of the other.
MOST_WORDS = 1.5
# Neither side may read harder than the other by more grades than this.
MOST_GRADES = 3.0
# A ketamine option may have at most this many times the words of carrying on as now, for the sources say more of it.
MOST_AGAINST_NOW = 2.0
AS_NOW = "as_now"


@dataclass(frozen=True)
class Side:
    """What one option says on benefits, or on harms."""

    cells: int
    words: int
    numbers: int
    references: int
    reading: Level


@dataclass(frozen=True)
class OptionBalance:
    """One option's two sides, and the words of all its cells."""

    option: Option
    benefits: Side
    harms: Side
    words: int


def by_option(content: Content) -> tuple[OptionBalance, ...]:
    """The balance of every option, in the content's order."""
    return tuple(
        OptionBalance(
            option,
            _side(_cells(content, option, "benefit")),
            _side(_cells(content, option, "harm")),
            sum(len(cell.text.split()) for cell in option.cells.values()),
        )
        for option in content.options.options
    )


def _cells(content: Content, option: Option, about: str) -> list[Cell]:
    return [option.cells[row.id] for row in content.options.rows if row.about == about]


def _side(cells: list[Cell]) -> Side:
    texts = [cell.text for cell in cells]
    return Side(
        cells=len(cells),
        words=sum(len(text.split()) for text in texts),
        numbers=sum(len(re.findall(r"\d+", text)) for text in texts),
        references=len({name for cell in cells for name in cell.references}),
        reading=level(texts),
    )


def _in_a_waiting_room(material: Material) -> Iterator[Finding]:
    """What a waiting room shows first of benefits and of harms, where one side is much longer than the other."""
    content = material.content
    pages: tuple[PageId, PageId] = ("benefits", "side_effects")
    words = {page: sum(len(text.split()) for text in short_texts_on(content, page)) for page in pages}
    more, less = sorted(pages, key=lambda page: -words[page])
    if words[more] > MOST_WORDS * words[less]:
        yield Finding(
            f"{material.folder}/en/considerations/{more}.yaml",
            1,
            NAME,
            "waiting_room",
            f"shows {words[more]} words first; {less} shows {words[less]}.",
            f"Choose less here or more there: at most {MOST_WORDS:g} times as many.",
        )


def in_content(material: Material) -> Iterator[Finding]:
    """Options whose two sides, or whose length against carrying on as now, are out of bounds."""
    yield from _in_a_waiting_room(material)
    file = f"{material.folder}/en/options.yaml"
    lines = {
        passage.place[1]: passage.line
        for passage in material.passages
        if passage.file == file and passage.place[0] == "options" and passage.place[-1] == "name"
    }
    balances = by_option(material.content)
    now = next((found.words for found in balances if found.option.id == AS_NOW), None)
    for index, found in enumerate(balances):
        line, name = lines.get(index, 1), found.option.name
        good, bad = found.benefits, found.harms
        for more, less, which in ((good, bad, "benefits"), (bad, good, "harms")):
            if more.words > MOST_WORDS * less.words:
                yield Finding(
                    file,
                    line,
                    NAME,
                    name,
                    f"has {more.words} words on {which} and {less.words} on the other side.",
                    f"Bring them nearer: at most {MOST_WORDS:g} times as many.",
                )
        if abs(good.reading.grade - bad.reading.grade) > MOST_GRADES:
            yield Finding(
                file,
                line,
                NAME,
                name,
                f"has benefits at reading grade {good.reading.grade} and harms at grade {bad.reading.grade}.",
                f"Write both alike: at most {MOST_GRADES:g} grades apart.",
            )
        if now and found.option.id.startswith("ketamine") and found.words > MOST_AGAINST_NOW * now:
            yield Finding(
                file,
                line,
                NAME,
                name,
                f"has {found.words} words; carrying on as now has {now}.",
                f"At most {MOST_AGAINST_NOW:g} times as many. Shorten it, or say more on carrying on as now.",
            )
