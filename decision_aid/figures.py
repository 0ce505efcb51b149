"""Outcomes as pictures of people (pandas → Altair → static SVG), always with the same in words and as a table.

Where an outcome may not be drawn, the reader gets words and the reason, never a picture: see
`OutcomeNumbers.why_no_picture`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any

from decision_aid.kept_copies import keep_only
from decision_aid.schema import FigureWords, NoPicture, Outcome, OutcomeNumbers

PERSON = (
    "M0,-1A.3,.3,0,1,1,0,-.4A.3,.3,0,1,1,0,-1Z"
    "M-.48,.3V-.08Q-.48,-.3,-.26,-.3H.26Q.48,-.3,.48,-.08V.3H.28V1H-.28V.3Z"
)
PERSON_SIZE = 360
CELL_WIDTH, CELL_HEIGHT = 15, 26
SMALL = 12
GAP = 0.15  # between the two arrays, as a share of one array's width; style.css lines the words up with it

HAD, UP_TO_ESTIMATE, UP_TO_HIGH, HAD_NOT = "had", "up to estimate", "up to high", "had not"
LOOKS: dict[str, dict[str, Any]] = {
    HAD: {"fill": "currentColor", "stroke": "currentColor"},
    UP_TO_ESTIMATE: {"fill": "currentColor", "fillOpacity": 0.5, "stroke": "currentColor"},
    UP_TO_HIGH: {"fill": "currentColor", "fillOpacity": 0.12, "stroke": "currentColor", "strokeDash": [1.5, 1]},
    HAD_NOT: {"fill": "transparent", "stroke": "currentColor", "strokeOpacity": 0.7},
}

KEPT = Path(sys.prefix) / "share" / "decision-aid" / "figures"
_AHEAD: dict[tuple[OutcomeNumbers, str], str] = {}


@dataclass(frozen=True)
class Group:
    """One group of a figure: its name, and both framings of its number, in full and in short."""

    name: str
    had: str
    had_not: str
    in_short: str
    range: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(part for part in (self.had, self.had_not, self.range) if part)


@dataclass(frozen=True)
class Figure:
    """An outcome made ready to show: a picture or the reason for none, the same in words and as a table."""

    outcome: Outcome
    groups: tuple[Group, ...]
    words: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    alternative: str
    svg: str | None

    @property
    def why_no_picture(self) -> NoPicture | None:
        """Why there is no picture, or None where there is one."""
        return self.outcome.numbers.why_no_picture

    @property
    def has_range(self) -> bool:
        """Whether the treatment group's number has a range."""
        return self.outcome.numbers.low is not None

    @property
    def is_small(self) -> bool:
        """Whether the picture shows a small trial's real number of people."""
        return self.outcome.numbers.per is not None and self.outcome.numbers.per <= SMALL


# A figure holds on to its outcome, and the entry to the words, so no other object can have their ids.
_MADE: dict[tuple[int, int], tuple[FigureWords, Figure]] = {}
MOST_MADE = 500


def figure(outcome: Outcome, words: FigureWords) -> Figure:
    """One outcome as picture (or the reason for none), words and table; made once for each of these very objects.

    Args:
        outcome: an outcome whose numbers are people per `per` (100, or a small trial's real number).
        words: the wording of figures in the reader's language.
    """
    key = id(outcome), id(words)
    if key not in _MADE:
        if len(_MADE) >= MOST_MADE:
            _MADE.clear()
        _MADE[key] = (words, _figure(outcome, words))
    return _MADE[key][1]


def _figure(outcome: Outcome, words: FigureWords) -> Figure:
    numbers = outcome.numbers
    found = groups(outcome, words)
    names = {"treatment": outcome.words.treatment, "comparison": outcome.words.comparison}
    told = [sentence for group in found for sentence in group.words]
    if numbers.extra is not None and not found:
        ends = {"low": numbers.extra_low, "high": numbers.extra_high, "per": numbers.per or 100}
        told.append(words.extra.format(extra=numbers.extra, **ends, **names))
    if outcome.words.summary:
        told.append(outcome.words.summary)
    alternative, svg = "", None
    if numbers.why_no_picture is None:
        alternative = words.alternative.format(per=numbers.per, words=" ".join(told), **names)
        svg = _AHEAD.get((numbers, alternative)) or draw(numbers, alternative)
    return Figure(
        outcome=outcome,
        groups=found,
        words=tuple(told),
        header=(words.group, outcome.words.had, outcome.words.had_not, words.counted) if found else (),
        rows=tuple(_table_row(outcome, words, arm) for arm in _arms(numbers)),
        alternative=alternative,
        svg=svg,
    )


def draw_ahead(outcomes: Iterable[Outcome], words: FigureWords, kept: Path = KEPT) -> None:
    """Have every picture ready, from the copies of an earlier start where there are any.

    Drawing loads pandas, Altair and vl-convert: 1.7 s and 110 MB that a server which shows the same pictures as
    last time does without. The copies are of these numbers, words, versions and this very code, or they are not used.

    Args:
        outcomes: all outcomes, drawn or not.
        words: the wording of figures in the reader's language.
        kept: the folder of the copies; one that cannot be written to is left alone.
    """
    outcomes = tuple(outcomes)
    made_of = [Path(__file__).read_text(encoding="utf-8"), *map(version, ("altair", "vl-convert-python")),
               words.model_dump_json(), *(outcome.model_dump_json() for outcome in outcomes)]
    copy = kept / f"{sha256(repr(made_of).encode()).hexdigest()[:32]}.json"
    try:
        pictures = json.loads(copy.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        pictures = {}
    if not pictures:
        found = [figure(outcome, words) for outcome in outcomes]
        pictures = {drawn.outcome.numbers.id: [drawn.alternative, drawn.svg] for drawn in found if drawn.svg}
        keep_only(copy, json.dumps(pictures).encode())
    for outcome in outcomes:
        if outcome.numbers.id in pictures:
            alternative, svg = pictures[outcome.numbers.id]
            _AHEAD[outcome.numbers, alternative] = svg


def people(numbers: OutcomeNumbers, arm: str) -> list[str]:
    """The look of each person of one group, bottom row first; always exactly `per` people.

    Args:
        arm: "treatment" or "comparison".

    Raises:
        ValueError: the outcome has no number for this group, or its numbers do not fit into `per`.
    """
    per, told = numbers.per, getattr(numbers, f"{arm}_per")
    if per is None or told is None:
        raise ValueError(f"{numbers.id} has no numbers to draw for the {arm} group")
    low, high = (numbers.low, numbers.high) if arm == "treatment" else (None, None)
    low, high = told if low is None else low, told if high is None else high
    looks = [HAD] * low + [UP_TO_ESTIMATE] * (told - low) + [UP_TO_HIGH] * (high - told) + [HAD_NOT] * (per - high)
    if len(looks) != per:
        raise ValueError(f"{numbers.id}: {len(looks)} people drawn, not {per}")
    return looks


@cache
def draw(numbers: OutcomeNumbers, alternative: str) -> str:
    """Two same-size arrays of people side by side, filled from the bottom row up, as one static SVG.

    Args:
        numbers: an outcome that may be drawn.
        alternative: the picture in words, for those who do not see it.

    Raises:
        ValueError: the outcome may not be drawn.
    """
    if reason := numbers.why_no_picture:
        raise ValueError(f"{numbers.id} may not be drawn: {reason}")
    import altair
    import pandas
    import vl_convert

    assert numbers.per is not None
    columns = 6 if numbers.per <= SMALL else 10
    rows = -(-numbers.per // columns)
    frame = pandas.DataFrame(
        {"x": side * columns * (1 + GAP) + place % columns + 0.5, "y": place // columns + 0.5, "look": look}
        for side, arm in enumerate(("treatment", "comparison"))
        for place, look in enumerate(people(numbers, arm))
    )
    width = columns * (2 + GAP)
    grid = altair.Chart(frame).encode(
        x=altair.X("x:Q", axis=None, scale=altair.Scale(domain=[0, width], nice=False)),
        y=altair.Y("y:Q", axis=None, scale=altair.Scale(domain=[0, rows], nice=False)),
    )
    layers = [
        grid.transform_filter(altair.datum.look == look).mark_point(
            shape=PERSON, size=PERSON_SIZE, strokeWidth=0.9, opacity=1, aria=False, **style
        )
        for look, style in LOOKS.items()
        if (frame["look"] == look).any()
    ]
    chart = (
        altair.layer(*layers)
        .properties(width=width * CELL_WIDTH, height=rows * CELL_HEIGHT, padding=0, background="transparent")
        .configure_view(stroke=None)
    )
    return _compact(vl_convert.vegalite_to_svg(chart.to_dict()), numbers.id, alternative)


def _compact(svg: str, name: str, alternative: str) -> str:
    """The same picture in a tenth of the bytes: the person's outline once, then only places."""
    size = re.search(r'width="([\d.]+)" height="([\d.]+)"', svg)
    found = re.findall(r'<path transform="translate\(([\d.]+),([\d.]+)\)" d="([^"]+)"([^>]*)/>', svg)
    if not size or not found or len({outline for *_, outline, _ in found}) != 1:
        raise ValueError(f"{name}: the drawing is not one person's outline repeated")
    width, height = size.groups()
    groups: dict[str, list[str]] = {}
    for x, y, _, style in found:
        look = style.strip() if "fill=" in style else f'fill="none" {style.strip()}'
        groups.setdefault(look, []).append(f'<use href="#p-{name}" x="{float(x):g}" y="{float(y):g}"/>')
    drawn = "".join(f"<g {look}>{''.join(uses)}</g>" for look, uses in groups.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="people" role="img" aria-label="{escape(alternative)}" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<defs><path id="p-{name}" d="{found[0][2]}"/></defs>{drawn}</svg>'
    )


def groups(outcome: Outcome, words: FigureWords) -> tuple[Group, ...]:
    """The groups of an outcome, none where no number is known for one group alone."""
    return tuple(_group(outcome, words, arm) for arm in _arms(outcome.numbers))


def _arms(numbers: OutcomeNumbers) -> tuple[str, ...]:
    return tuple(arm for arm in ("treatment", "comparison") if getattr(numbers, f"{arm}_per") is not None)


def _group(outcome: Outcome, words: FigureWords, arm: str) -> Group:
    numbers, own = outcome.numbers, outcome.words
    told, per = getattr(numbers, f"{arm}_per"), numbers.per
    assert per is not None
    name = getattr(own, arm) or ""
    text: dict[str, str | int] = {
        "per": per, "people": own.people, "group": name, "had": own.had, "had_not": own.had_not,
    }
    has_range = arm == "treatment" and numbers.low is not None
    return Group(
        name=name,
        had=words.had.format(n=told, **text),
        had_not=words.had_not.format(n=per - told, **text),
        in_short=words.in_short.format(n=told, rest=per - told, **{**text, "group": name[:1].upper() + name[1:]}),
        range=words.range.format(low=numbers.low, high=numbers.high, **text) if has_range else None,
    )


def _table_row(outcome: Outcome, words: FigureWords, arm: str) -> tuple[str, ...]:
    numbers = outcome.numbers
    told, count, total = (getattr(numbers, f"{arm}_{end}") for end in ("per", "count", "total"))
    assert numbers.per is not None
    counted = words.not_printed
    if count is not None:
        counted = words.counted_of.format(count=count, total=total) if total is not None else str(count)
    of = words.counted_of
    had = of.format(count=told, total=numbers.per)
    if arm == "treatment" and numbers.low is not None:
        had = words.with_range.format(told=had, low=numbers.low, high=numbers.high)
    return (
        getattr(outcome.words, arm) or "",
        had,
        of.format(count=numbers.per - told, total=numbers.per),
        counted,
    )
