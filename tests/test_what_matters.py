"""What matters to you: picking, ordering and the mirror, which never sums up and favours no option."""

from __future__ import annotations

import re
from html import unescape
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from decision_aid.answers import Answers
from decision_aid.kept_content import load
from decision_aid.markup import Markup
from decision_aid.option_order import option_order
from decision_aid.schema import Cell, Content, Option, Value
from tests.test_pages import flat, holds, links_of, opened, text_of


def rows(html: str) -> list[str]:
    """What a reader reads in each row of a mirror: the option's name, what is known, the line on sources.

    Dots under a word to be explained do not count: they stand where a word stands first on the page.
    """
    html = re.sub(r"<span popover.*?</span>", "", re.sub(r"<thead.*?</thead>", "", html, flags=re.S), flags=re.S)
    html = re.sub(r"<ul>.*?</ul>", "", html, flags=re.S)
    html = re.sub(r"</?(button|span|strong)\b[^>]*>", "", html)
    cells = [re.sub(r"<[^>]+>", " ", row) for row in re.findall(r"<tr.*?</tr>", html, flags=re.S)]
    return [flat(unescape(cell)).strip() for cell in cells]


def renamed(content: Content, order: list[Option]) -> Content:
    """The same options in another order and under each other's ids, in the options and in the values."""
    new = dict(zip((option.id for option in order), (option.id for option in content.options.options), strict=True))
    options = tuple(option.model_copy(update={"id": new[option.id]}) for option in order)
    values = tuple(
        value.model_copy(update={"known": {new[name]: cell for name, cell in value.known.items()}})
        for value in content.values.values
    )
    return content.model_copy(update={
        "options": content.options.model_copy(update={"options": options}),
        "values": content.values.model_copy(update={"values": values}),
    })


@settings(max_examples=40, deadline=None)
@given(st.permutations(list(load().options.options)), st.integers(0, 119), st.booleans())
def test_swapping_the_options_ids_or_order_changes_nothing_but_their_place(
    order: list[Option], seed: int, flipped: bool
) -> None:
    content, swapped = load(), renamed(load(), order)
    answers = Answers(seed=seed, flipped=flipped)
    for value, other in zip(content.values.values, swapped.values.values, strict=True):
        here = rows(Markup(content, "here").mirror(value, option_order(content, answers)))
        there = rows(Markup(swapped, "there").mirror(other, option_order(swapped, answers)))
        assert sorted(here) == sorted(there)
        assert len(here) == len(content.options.options)


def test_a_row_holds_the_option_what_is_known_and_its_sources_and_nothing_else(content: Content) -> None:
    """So there is no total, no share and no mark in it, and no row beside those of the options."""
    words = content.interface
    for value in content.values.values:
        expected = []
        for option in content.options.options:
            cell = value.known[option.id]
            mark = f"? {words.options.not_known}. " if cell.not_known else ""
            count = len(cell.references)
            line = words.sources.one_unnamed if count == 1 else words.sources.many_unnamed.format(count=count)
            expected.append(f"{option.name} {mark}{cell.text}{f' {line}' if count else ''}")
        html = Markup(content, "m").mirror(value, content.options.options)
        assert rows(html) == [flat(row) for row in expected]
        skeleton = re.findall(r"<t[rhd][^>]*>", html.split("</thead>")[1])
        assert len(set(skeleton)) == 3, "every option has the same row, the same heading and the same cell"


def test_a_mirror_says_not_known_in_words_where_it_is_not_known(content: Content) -> None:
    first, *others = content.options.options
    known = {option.id: Cell(text="Text.", not_known=option is first, references=()
                             if option is first else ("article",)) for option in (first, *others)}
    shown = rows(Markup(content, "m").mirror(Value(id="x", text="X", known=known), content.options.options))
    assert shown[0] == f"{first.name} ? {content.interface.options.not_known}. Text."
    assert not any("?" in row for row in shown[1:])


def box(app: AppTest, label: str) -> None:
    next(box for box in app.checkbox if box.label == label).check().run()


def ticked(app: AppTest) -> list[str]:
    return [box.label for box in app.checkbox if box.value]


def test_the_mirror_follows_the_readers_order_also_after_a_walk(content: Content) -> None:
    texts = [value.text for value in content.values.values]
    app = opened("values")
    assert holds(app, content.interface.values.nothing_picked)
    assert not [element for element in app.get("html") if "<table" in element.proto.body]
    for label in (texts[4], texts[0], texts[8]):
        box(app, label)
    assert [sub.value for sub in app.subheader] == [f"1. {texts[4]}", f"2. {texts[0]}", f"3. {texts[8]}"]
    app.button(key=f"up-{content.values.values[8].id}").click().run()
    app.button(key=f"down-{content.values.values[4].id}").click().run()
    expected = [f"1. {texts[8]}", f"2. {texts[4]}", f"3. {texts[0]}"]
    assert [sub.value for sub in app.subheader] == expected
    app.switch_page("../../pages/benefits.py").run()
    app.switch_page("../../pages/values.py").run()
    assert [sub.value for sub in app.subheader] == expected
    assert sorted(ticked(app)) == sorted([texts[8], texts[4], texts[0]])
    captions = [f"<caption>{content.interface.values.caption.format(value=v)}" for v in (texts[8], texts[4], texts[0])]
    tables = [element.proto.body for element in app.get("html") if "<table" in element.proto.body]
    assert [caption in table for caption, table in zip(captions, tables, strict=True)] == [True] * 3
    for table in tables:
        assert table.count('scope="row"') == 5
        assert table.count('scope="col"') == 2


def test_a_sixth_thing_is_answered_where_it_was_ticked_and_nothing_is_lost(content: Content) -> None:
    texts = [value.text for value in content.values.values]
    app = opened("values")
    for label in texts[:6]:
        box(app, label)
    assert ticked(app) == texts[:5]
    said = content.interface.values.full.format(most=5)
    assert [info.value for info in app.info] == [said]
    next(box for box in app.checkbox if box.label == texts[2]).uncheck().run()
    assert not app.info
    box(app, texts[5])
    assert [sub.value for sub in app.subheader][-1] == f"5. {texts[5]}"


def test_not_sure_yet_is_an_answer_like_the_others(content: Content) -> None:
    words = content.interface.values
    app = opened("values")
    labels = [box.label for box in app.checkbox]
    assert words.not_sure in labels
    assert labels.index(words.not_sure) == len(content.values.values), "it stands with the others, in one list"
    box(app, words.not_sure)
    assert holds(app, words.not_sure_picked)
    assert not holds(app, words.nothing_picked)
    for value in content.values.values[:5]:
        box(app, value.text)
    assert len(ticked(app)) == 6, "it takes no place of the five, and no tick takes it away"
    assert holds(app, words.not_sure_picked)
    assert not app.info


def order_in(app: AppTest, content: Content, pattern: str) -> list[str]:
    """The options' names as they stand in the first table of a page."""
    table = next(element.proto.body for element in app.get("html") if "<table" in element.proto.body)
    found = [unescape(name) for name in re.findall(pattern, table)]
    return [name for name in found if name in {option.name for option in content.options.options}]


COLUMN, ROW = r'<th scope="col"[^>]*>(.*?)</th>', r'<th scope="row"[^>]*>(.*?)</th>'


def test_the_options_page_and_the_mirror_stand_in_the_visitors_order_and_flip_together(content: Content) -> None:
    app = opened("values")
    app.session_state["answers"] = Answers(values=(content.values.values[0].id,), seed=77)
    app.run()
    mine = [option.name for option in option_order(content, Answers(seed=77))]
    assert order_in(app, content, ROW) == mine
    assert holds(app, content.interface.order.by_chance.format(number=78, all=120))
    app.switch_page("../../pages/options.py").run()
    assert order_in(app, content, COLUMN) == mine
    app.button(key="flip").click().run()
    assert order_in(app, content, COLUMN) == mine[::-1]
    assert holds(app, content.interface.order.flipped.format(number=78, all=120))
    app.switch_page("../../pages/values.py").run()
    assert order_in(app, content, ROW) == mine[::-1]


def test_each_new_visitor_gets_an_order_and_keeps_it(content: Content) -> None:
    def seen() -> tuple[str, ...]:
        app = opened("options")
        first = order_in(app, content, COLUMN)
        app.switch_page("../../pages/benefits.py").run()
        app.switch_page("../../pages/options.py").run()
        assert order_in(app, content, COLUMN) == first
        return tuple(first)

    assert len({seen() for _ in range(5)}) > 1


def test_the_cells_stay_with_their_option_in_every_order(content: Content) -> None:
    """On the options page too, a column moves as a whole."""
    for order in list(permutations(content.options.options))[::17]:
        table = Markup(content, "o").options(content.options, order)
        for row in content.options.rows:
            here = table.split(f'id="row-{row.id}"')[1].split("</tr>")[0]
            here = flat(unescape(re.sub(r"<[^>]+>", "", re.sub(r"<span popover.*?</span>", "", here, flags=re.S))))
            places = [here.index(flat(f"{option.name}{mark(content, option.cells[row.id])}")) for option in order]
            assert places == sorted(places)


def mark(content: Content, cell: Cell) -> str:
    return f"? {content.interface.options.not_known}. {cell.text}" if cell.not_known else cell.text


def answered(content: Content, wanted: dict[str, str]) -> AppTest:
    app = opened("check")
    for item in content.check.items:
        app.radio(key=f"check-{item.id}").set_value(wanted[item.id])
    return app.run()


def test_the_check_shows_what_sources_say_only_after_an_answer(content: Content) -> None:
    app = opened("check")
    assert len(app.radio) == len(content.check.items)
    assert all(radio.value is None for radio in app.radio)
    assert not any(holds(app, item.says) for item in content.check.items)
    item = content.check.items[3]
    app.radio(key=f"check-{item.id}").set_value("not sure").run()
    assert [other.id for other in content.check.items if holds(app, other.says)] == [item.id]
    for reference in item.references:
        assert holds(app, content.references[reference].title)
    pages = content.interface.pages
    assert links_of(app).count(pages[item.page].short) > (
        links_of(opened("check")).count(pages[item.page].short)
    )
    app.switch_page("../../pages/start.py").run()
    app.switch_page("../../pages/check.py").run()
    assert app.radio(key=f"check-{item.id}").value == "not sure"
    assert holds(app, item.says)


def test_the_check_says_the_same_whatever_was_answered(content: Content) -> None:
    """So right, wrong and not sure look alike, and no score can be read off the page."""
    other: dict[str, str] = {"true": "false", "false": "true"}
    items = content.check.items
    ways: list[dict[str, str]] = [
        {item.id: item.answer for item in items},
        {item.id: other[item.answer] for item in items},
        {item.id: "not sure" for item in items},
    ]
    right, wrong, unsure = (text_of(answered(content, wanted)) for wanted in ways)
    assert right == wrong == unsure
    for item in items:
        words = content.interface.check
        assert words.sources_say.format(answer=words.answers[item.answer].lower()) in right


@pytest.mark.parametrize("page", ["values", "check"])
def test_no_score_total_or_winner_is_named(content: Content, page: str) -> None:
    values = tuple(value.id for value in content.values.values[:5])
    checks = tuple((item.id, item.answer) for item in content.check.items)
    app = opened("start")
    app.session_state["answers"] = Answers(values=values, values_not_sure=True, checks=checks)
    app.switch_page(f"../../pages/{page}.py").run()
    assert not re.search(
        r"\b(your scores?|total|correct|right answers?|wrong answers?|your result|winner|match(es)?|rank|best)\b|%",
        text_of(app), re.IGNORECASE,
    )
    assert not app.get("progress")
    assert not app.get("metric")
    assert not app.success
    assert not app.error


@pytest.mark.parametrize("unknown", ["gone", "", "<b>"])
def test_answers_that_the_content_does_not_know_are_left_aside(content: Content, unknown: str) -> None:
    app = opened("start")
    app.session_state["answers"] = Answers(values=(unknown, content.values.values[0].id), checks=((unknown, "true"),))
    for page in ("values", "check"):
        app.switch_page(f"../../pages/{page}.py").run()
        assert not app.exception
    app.switch_page("../../pages/values.py").run()
    assert [sub.value for sub in app.subheader] == [f"1. {content.values.values[0].text}"]
