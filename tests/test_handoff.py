"""The reader's answers on their way: as a code to another device, and as JSON to the tab and back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decision_aid.answers import MOST_VALUES, Answers
from decision_aid.answers_json import (
    CHECKED,
    LONGEST_OWN_QUESTION,
    MOST_OWN_QUESTIONS,
    NEXT_STEPS,
    add_own_question,
    from_json,
    is_blank,
    to_json,
)
from decision_aid.handoff import LONGEST, decode, encode, short_hash
from decision_aid.kept_content import load
from decision_aid.option_order import option_order, orders
from decision_aid.schema import Content

WHOLE = load()
FRESH = Answers(seed=7)


def some(ids: list[str], most: int | None = None) -> st.SearchStrategy[tuple[str, ...]]:
    """Any choice of ids in any order."""
    return st.lists(st.sampled_from(ids), unique=True, max_size=most or len(ids)).map(tuple)


items = [item.id for item in WHOLE.check.items]
ticked = st.builds(
    Answers,
    questions=some([question.id for question in WHOLE.questions]),
    values=some([value.id for value in WHOLE.values.values], MOST_VALUES),
    values_not_sure=st.booleans(),
    checks=st.dictionaries(st.sampled_from(items), st.sampled_from(CHECKED)).map(lambda said: tuple(said.items())),
    next_step=st.sampled_from([None, *NEXT_STEPS]),
    seed=st.integers(0, orders(WHOLE) - 1),
    flipped=st.booleans(),
)
own = st.lists(st.text(max_size=300), max_size=15)


def everything(content: Content) -> Answers:
    """All that can be ticked, ticked."""
    return Answers(
        questions=tuple(question.id for question in content.questions),
        values=tuple(value.id for value in content.values.values)[:MOST_VALUES], values_not_sure=True,
        checks=tuple((item.id, "not sure") for item in content.check.items), next_step="not_now",
        seed=orders(content) - 1, flipped=True,
    )


@given(ticked)
def test_any_choice_comes_through_a_code_whole_and_in_order(answers: Answers) -> None:
    code = encode(WHOLE, answers)
    assert len(code.text.encode()) <= LONGEST
    assert code.left_out == 0
    got = decode(WHOLE, code.text)
    assert (got.answers, got.dropped, got.problem) == (answers, 0, None)


def test_everything_ticked_fits_in_a_code() -> None:
    code = encode(WHOLE, everything(WHOLE))
    assert len(code.text.encode()) <= LONGEST
    assert decode(WHOLE, code.text).answers == everything(WHOLE)


def test_a_code_for_more_than_fits_says_how_much_it_leaves_out() -> None:
    many = replace(everything(WHOLE), questions=tuple(f"q-{number}" for number in range(400)))
    code = encode(WHOLE, many)
    assert len(code.text.encode()) <= LONGEST
    assert code.left_out > 300
    got = decode(WHOLE, code.text)
    assert got.problem is None
    assert got.answers
    assert got.answers.values == many.values


def test_own_words_never_go_into_a_code() -> None:
    answers = add_own_question(everything(WHOLE), "My own secret words")
    assert encode(WHOLE, answers) == encode(WHOLE, everything(WHOLE))


def test_a_code_outlives_a_new_order_of_the_content_and_drops_what_is_gone() -> None:
    gone = WHOLE.questions[3].id
    changed = WHOLE.model_copy(update={
        "questions": tuple(question for question in reversed(WHOLE.questions) if question.id != gone),
        "values": WHOLE.values.model_copy(update={"values": WHOLE.values.values[::-1]}),
    })
    answers = everything(WHOLE)
    got = decode(changed, encode(WHOLE, answers).text)
    assert got.answers == answers.with_question(gone, False)
    assert got.dropped == 1


def test_a_code_of_which_nothing_is_known_takes_the_place_of_nothing() -> None:
    code = encode(WHOLE, Answers(questions=("q-of-another-aid",), values=("value-of-another-aid",)))
    got = decode(WHOLE, code.text)
    assert (got.answers, got.problem) == (None, "version")
    assert decode(WHOLE, encode(WHOLE, Answers(seed=5)).text).answers == Answers(seed=5)


def test_no_two_ids_share_a_hash() -> None:
    for kind, names in (
        ("question", [question.id for question in WHOLE.questions]),
        ("value", [value.id for value in WHOLE.values.values]), ("check", items),
    ):
        assert len({short_hash(kind, name) for name in names}) == len(names)


@given(st.one_of(
    st.text(max_size=600), st.binary().map(lambda raw: raw.decode("latin-1")), st.none(), st.integers(),
    st.from_regex(r"t1\.[A-Za-z0-9_-]{0,320}", fullmatch=True), st.just("t1.\ud800"),
))
def test_anything_else_is_refused_with_a_reason_and_never_raises(text: object) -> None:
    got = decode(WHOLE, text)
    assert got.answers is None
    assert got.problem in WHOLE.interface.handoff.problems


@given(ticked, st.data())
def test_one_wrong_letter_is_seen(answers: Answers, data: st.DataObject) -> None:
    text = encode(WHOLE, answers).text
    place = data.draw(st.integers(3, len(text) - 1))
    other = data.draw(st.sampled_from(sorted(set("ABCxyz019-_") - {text[place]})))
    assert decode(WHOLE, text[:place] + other + text[place + 1 :]).problem == "damaged"
    assert decode(WHOLE, text[:place]).problem == "damaged"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("t0.AAAA", "version"), ("t2.AAAAAAAAAAAA", "version"), ("k1.AAAA", "foreign"), ("topic-3", "foreign"),
        ("t1.", "damaged"), ("t1.AAAA", "damaged"), ("t1.A", "damaged"), ("t1.äöü", "damaged"), ("", "foreign"),
        ("t1." + "A" * 400, "too_long"), ("x" * 5000, "too_long"), ("t٣.AAAA", "foreign"),
    ],
)
def test_each_bad_code_has_its_own_plain_reason(text: str, problem: str) -> None:
    assert decode(WHOLE, text).problem == problem


@given(ticked, own)
def test_all_answers_come_back_from_the_tab(answers: Answers, texts: list[str]) -> None:
    for text in texts:
        answers = add_own_question(answers, text)
    assert len(answers.own_questions) <= MOST_OWN_QUESTIONS
    assert all(0 < len(text) <= LONGEST_OWN_QUESTION for text in answers.own_questions)
    "".join(answers.own_questions).encode()
    assert from_json(WHOLE, to_json(answers), FRESH) == answers
    assert option_order(WHOLE, answers)


anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(st.text(max_size=5), inner, max_size=5)),
    max_leaves=12,
)
names = ["questions", "values", "values_not_sure", "checks", "own_questions", "next_step", "seed", "flipped", "x"]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.dictionaries(st.sampled_from(names), anything), anything))
def test_nothing_that_a_tab_sends_is_believed(kept: Any) -> None:
    got = from_json(WHOLE, json.dumps(kept), FRESH)
    if got is not None:
        assert set(got.questions) <= {question.id for question in WHOLE.questions}
        assert set(got.values) <= {value.id for value in WHOLE.values.values}
        assert got.next_step in (None, *NEXT_STEPS)
        assert 0 <= got.seed < orders(WHOLE)
        assert from_json(WHOLE, to_json(got), FRESH) == got


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "1", "null", "[" * 9000, '{"seed": 1' + "0" * 9000 + "}", "x" * 30_000, None, 3, b"{}"]
)
def test_what_is_no_answer_at_all_gives_none(text: object) -> None:
    assert from_json(WHOLE, text, FRESH) is None


def test_own_words_are_tidied() -> None:
    kept = json.dumps({"own_questions": ["a\x00\nb  c", "\ud800", "x" * 999, "\u202eabc", "a b c", 3, None]})
    got = from_json(WHOLE, kept, FRESH)
    assert got
    assert got.own_questions == ("a b c", "x" * LONGEST_OWN_QUESTION, "abc")


def test_a_visitor_who_ticked_nothing_is_blank_and_stores_no_answer() -> None:
    assert is_blank(FRESH)
    assert json.loads(to_json(FRESH)) == {"seed": 7}
    assert not is_blank(FRESH.with_next_step("talk"))
