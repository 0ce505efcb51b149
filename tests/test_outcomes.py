"""Every outcome against numbers worked out by hand from Part B of the evidence sheet."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from decision_aid.figures import HAD, HAD_NOT, UP_TO_ESTIMATE, UP_TO_HIGH, Figure, draw, draw_ahead, figure, people
from decision_aid.schema import Content, OutcomeNumbers
from tests.conftest import ROOT

# id: (row of the sheet, how many told, with ketamine, without, printed "n of N" with, without)
TOLD = {
    "cancer-pain-better": ("IA2", 100, 31, 27, "29 of 93", "25 of 92"),
    "crps-mental-effects": ("IA4", 100, 76, 18, None, None),
    "nerve-any-effect": ("IA5", 20, 4, 2, "4 of 20", "2 of 20"),
    "fibro-halved-15-minutes": ("IA6", 12, 8, 3, "8 of 12", "3 of 12"),
    "fibro-halved-3-hours": ("IA6", 12, 6, 2, "6 of 12", "2 of 12"),
    "fibro-halved-1-week": ("IA6", 12, 2, 0, "2 of 12", "0 of 12"),
    "fibro-halved-8-weeks": ("IA6", 12, 2, 2, "2 of 12", "2 of 12"),
    "tired": ("IA8", 100, 41, 14, None, None),
    "dizzy": ("IA9", 100, 15, 4, None, None),
}
NOT_DRAWN = {
    "creams-better": ("IA1", "words", ["36 of 100", "64 of 100", "28 of 100", "72 of 100"]),
    "cancer-stopped-harm": ("IA3", "difference", ["About 17 more people in 100", "8 to 25 more"]),
    "france-any-effect": ("IA7", "single group", ["50 of 100", "50 of 100"]),
    "stomach": ("IA10", "very low certainty", ["very uncertain"]),
    "blood-pressure-people": ("IA11", "single group", ["12 of 100", "88 of 100"]),
    "under-tongue-little-use": ("IA12", "single group", ["38 of 100", "62 of 100"]),
    "under-tongue-stopped": ("IA12", "single group", ["43 of 100", "57 of 100"]),
    "under-tongue-still-taking": ("IA12", "single group", ["19 of 100", "81 of 100"]),
}


def drawn(content: Content, name: str) -> Figure:
    return figure(content.outcomes[name], content.interface.figures)


def test_every_row_of_the_sheet_is_here_and_nothing_else(content: Content) -> None:
    assert set(content.outcomes) == set(TOLD) | set(NOT_DRAWN)
    rows = {outcome.numbers.sheet for outcome in content.outcomes.values()}
    assert rows == {f"IA{number}" for number in range(1, 13)}


@pytest.mark.parametrize("name", TOLD)
def test_a_picture_tells_the_numbers_of_the_sheet(content: Content, name: str) -> None:
    sheet, per, treated, compared, printed, printed_comparison = TOLD[name]
    shown = drawn(content, name)
    assert shown.outcome.numbers.sheet == sheet
    assert shown.svg
    assert shown.why_no_picture is None
    with_it, without_it = shown.groups
    assert with_it.had.startswith(f"{treated} of {per} people")
    assert with_it.had_not.startswith(f"{per - treated} of {per} ")
    assert without_it.had.startswith(f"{compared} of {per} people")
    assert without_it.had_not.startswith(f"{per - compared} of {per} ")
    cells = [(re.sub(r" \(it could be .*\)", "", row[1]), *row[2:]) for row in shown.rows]
    unprinted = content.interface.figures.not_printed
    assert cells == [
        (f"{treated} of {per}", f"{per - treated} of {per}", printed or unprinted),
        (f"{compared} of {per}", f"{per - compared} of {per}", printed_comparison or unprinted),
    ]


@pytest.mark.parametrize("name", TOLD)
def test_a_picture_holds_each_person_once_and_says_it_in_words(content: Content, name: str) -> None:
    per = TOLD[name][1]
    shown = drawn(content, name)
    assert shown.svg
    root = ElementTree.fromstring(shown.svg)  # noqa: S314
    places = [(float(use.attrib["x"]), float(use.attrib["y"])) for use in root.iter() if use.tag.endswith("use")]
    assert len(places) == len(set(places)) == 2 * per
    alternative = root.attrib["aria-label"]
    assert root.attrib["role"] == "img"
    for sentence in shown.words:
        assert sentence in alternative
    assert len(shown.svg.encode()) < 20_000


@pytest.mark.parametrize("name", ["cancer-pain-better", "nerve-any-effect", "fibro-halved-15-minutes"])
def test_people_are_filled_from_the_bottom_row_up_from_the_left(content: Content, name: str) -> None:
    _, per, treated, *_ = TOLD[name]
    svg = drawn(content, name).svg
    assert svg
    root = ElementTree.fromstring(svg)  # noqa: S314
    groups = [group for group in root if group.tag.endswith("g")]
    filled = next(group for group in groups if group.attrib.get("fill") == "currentColor")
    middle = float(root.attrib["width"]) / 2
    had = [(float(use.attrib["x"]), float(use.attrib["y"])) for use in filled if float(use.attrib["x"]) < middle]
    columns = 6 if per == 12 else 10
    assert len(had) == treated
    bottom = sorted({y for _, y in had}, reverse=True)
    for row, y in enumerate(bottom):
        assert len([x for x, at in had if at == y]) == min(columns, treated - row * columns)
    assert min(x for x, _ in had) < 10


@pytest.mark.parametrize("name", NOT_DRAWN)
def test_where_there_is_no_picture_there_are_words_and_a_reason(content: Content, name: str) -> None:
    sheet, reason, words = NOT_DRAWN[name]
    shown = drawn(content, name)
    assert shown.outcome.numbers.sheet == sheet
    assert shown.svg is None
    assert shown.why_no_picture == reason
    for part in words:
        assert part in " ".join(shown.words)
    with pytest.raises(ValueError, match="may not be drawn"):
        draw(shown.outcome.numbers, "")


def test_the_printed_counts_are_kept_as_printed(content: Content) -> None:
    numbers = {name: outcome.numbers for name, outcome in content.outcomes.items()}
    assert (numbers["creams-better"].treatment_count, numbers["creams-better"].comparison_count) == (72, 54)
    assert (numbers["france-any-effect"].treatment_count, numbers["france-any-effect"].treatment_total) == (108, 218)
    pressure = numbers["blood-pressure-people"]
    assert (pressure.treatment_count, pressure.treatment_total) == (17, 138)
    under_tongue = [numbers[f"under-tongue-{end}"] for end in ("little-use", "stopped", "still-taking")]
    assert [row.treatment_count for row in under_tongue] == [95, 107, 47]
    assert sum(row.treatment_count or 0 for row in under_tongue) == 249


@pytest.mark.parametrize(("name", "low", "high"), [("tired", 26, 64), ("dizzy", 5, 44)])
def test_a_range_is_in_the_picture_and_in_the_words(content: Content, name: str, low: int, high: int) -> None:
    _, per, treated, *_ = TOLD[name]
    shown = drawn(content, name)
    assert f"as few as {low} or as many as {high} of {per}" in shown.groups[0].words[-1]
    assert f"{treated} of {per} (it could be {low} to {high})" in shown.rows[0]
    looks = people(shown.outcome.numbers, "treatment")
    assert [looks.count(look) for look in (HAD, UP_TO_ESTIMATE, UP_TO_HIGH, HAD_NOT)] == [
        low, treated - low, high - treated, per - high,
    ]
    assert shown.svg
    assert shown.svg.count("stroke-dasharray") == 1


@given(st.data())
def test_a_group_always_adds_up(data: st.DataObject) -> None:
    per = data.draw(st.integers(1, 100))
    low, told, high = sorted(data.draw(st.tuples(*[st.integers(0, per)] * 3)))
    numbers = OutcomeNumbers(
        id="x", sheet="x", kind="comparison", shown_as="picture", certainty="low", worked_out="by us",
        per=per, treatment_per=told, comparison_per=told, low=low, high=high, references=("r",),
    )
    for arm in ("treatment", "comparison"):
        looks = people(numbers, arm)
        assert len(looks) == per
        assert looks == sorted(looks, key=[HAD, UP_TO_ESTIMATE, UP_TO_HIGH, HAD_NOT].index)


@given(
    certainty=st.sampled_from(["high", "moderate", "low", "very low", "not rated"]),
    kind=st.sampled_from(["comparison", "single group", "difference", "words only"]),
    per=st.one_of(st.none(), st.just(100)), compared=st.one_of(st.none(), st.just(5)),
)
def test_no_row_that_is_very_uncertain_or_not_comparable_can_be_drawn(
    certainty: str, kind: str, per: int | None, compared: int | None
) -> None:
    fields = {
        "id": "x", "sheet": "x", "kind": kind, "certainty": certainty, "worked_out": "as printed", "per": per,
        "treatment_per": 5 if per else None, "comparison_per": compared if per else None, "references": ["r"],
        "extra": 1, "extra_low": 0, "extra_high": 2,
    }
    sound = certainty != "very low" and kind == "comparison" and per is not None and compared is not None
    words = OutcomeNumbers.model_validate({**fields, "shown_as": "words"})
    with pytest.raises(ValueError, match="may not be drawn"):
        draw(words, "")
    if sound:
        assert OutcomeNumbers.model_validate({**fields, "shown_as": "picture"}).why_no_picture is None
    else:
        with pytest.raises(ValidationError, match="can't be drawn"):
            OutcomeNumbers.model_validate({**fields, "shown_as": "picture"})


def test_no_sentence_gives_one_framing_alone(content: Content) -> None:
    for outcome in content.outcomes.values():
        for group in figure(outcome, content.interface.figures).groups:
            had, had_not = (re.match(r"(\d+) of (\d+)", text) for text in (group.had, group.had_not))
            assert had
            assert had_not
            assert int(had[1]) + int(had_not[1]) == int(had[2]) == int(had_not[2])


def test_pictures_drawn_once_are_not_drawn_again_and_old_ones_are_not_shown(content: Content, tmp_path: Path) -> None:
    words = content.interface.figures
    told = [content.outcomes["tired"], content.outcomes["stomach"]]
    draw_ahead(told, words, tmp_path)
    (copy,) = tmp_path.iterdir()
    whole = copy.read_text(encoding="utf-8")
    assert "stomach" not in json.loads(whole)
    for broken in ("", "[", "{}"):
        copy.write_text(broken, encoding="utf-8")
        draw_ahead(told, words, tmp_path)
        assert copy.read_text(encoding="utf-8") == whole
    changed = told[0].model_copy(update={"words": told[0].words.model_copy(update={"had": "slept"})})
    draw_ahead([changed], words, tmp_path)
    (other,) = tmp_path.iterdir()
    assert other.name != copy.name
    shown = figure(changed, words).svg
    assert shown
    assert "slept" in shown


def test_a_start_with_pictures_at_hand_loads_nothing_to_draw_with() -> None:
    code = (
        "import sys, asyncio, app\n"
        "async def start():\n    async with app.lifespan(None): pass\n"
        "asyncio.run(start())\n"
        "print([name for name in ('pandas', 'altair', 'vl_convert', 'typst', 'numpy', 'segno') if name in sys.modules])"
    )
    for _ in range(2):
        told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    assert told.stdout.strip() == "[]"
