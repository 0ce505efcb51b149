"""What the reader ticked, picked and chose."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from decision_aid.answers import MOST_VALUES, Answers

ticks = st.lists(st.tuples(st.sampled_from("abcde"), st.booleans()))


@given(ticks)
def test_what_was_ticked_last_is_what_counts(done: list[tuple[str, bool]]) -> None:
    answers = Answers()
    for question, ticked in done:
        answers = answers.with_question(question, ticked)
    assert set(answers.questions) == {question for question, ticked in dict(done).items() if ticked}
    assert len(set(answers.questions)) == len(answers.questions)


def test_questions_stay_in_the_order_of_ticking() -> None:
    answers = Answers().with_question("b", True).with_question("a", True).with_question("b", True)
    assert answers.questions == ("b", "a")


def test_answers_from_two_places_come_together_and_none_is_lost() -> None:
    here = Answers(questions=("a",), values=("x", "y"), own_questions=("Why?",), next_step="wait", seed=7, flipped=True)
    there = Answers(questions=("b", "a"), values=("z",), checks=(("i", "true"),), region="uk", carer=True, seed=9)
    assert here.with_all_of(there) == Answers(
        questions=("a", "b"), values=("x", "y", "z"), checks=(("i", "true"),), own_questions=("Why?",),
        next_step="wait", seed=7, flipped=True, carer=True, region="uk",
    )
    assert here.with_all_of(here) == here
    assert len(here.with_all_of(Answers(values=tuple("klmno"))).values) == MOST_VALUES


steps = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(["pick", "drop", "up", "down"])), max_size=40)


def walked(done: list[tuple[str, str]]) -> Answers:
    answers = Answers()
    for value, step in done:
        if step in ("up", "down"):
            answers = answers.with_value_moved(value, -1 if step == "up" else 1)
        else:
            answers = answers.with_value(value, step == "pick")
    return answers


@given(steps)
def test_at_most_five_things_are_picked_and_none_twice(done: list[tuple[str, str]]) -> None:
    values = walked(done).values
    assert len(values) <= MOST_VALUES == 5
    assert len(set(values)) == len(values)


@given(steps, st.sampled_from("abcdefgh"), st.sampled_from([-1, 1]))
def test_a_move_goes_one_place_and_an_end_is_an_end(done: list[tuple[str, str]], value: str, by: int) -> None:
    before = walked(done)
    after = before.with_value_moved(value, by)
    assert set(after.values) == set(before.values)
    if value in before.values:
        last = len(before.values) - 1
        assert after.values.index(value) == min(max(before.values.index(value) + by, 0), last)
        others = [other for other in before.values if other != value]
        assert [other for other in after.values if other != value] == others
    else:
        assert after == before


def test_a_sixth_thing_is_not_taken_and_none_of_the_five_is_lost() -> None:
    five = Answers(values=tuple("abcde"))
    assert five.with_value("f", True) == five
    assert five.with_value("c", False).with_value("f", True).values == tuple("abdef")


@given(steps, st.booleans())
def test_not_sure_yet_takes_nothing_away_and_nothing_takes_it_away(done: list[tuple[str, str]], sure: bool) -> None:
    before = walked(done)
    not_sure = before.with_values_not_sure(True)
    assert not_sure.values == before.values
    assert not_sure.with_value("a", True).values_not_sure
    assert not_sure.with_value("a", False).values_not_sure


def test_what_was_said_last_of_a_statement_is_what_counts() -> None:
    answers = Answers().with_check("a", "true").with_check("b", "not sure").with_check("a", "false")
    assert dict(answers.checks) == {"a": "false", "b": "not sure"}
    assert answers.checked("a") == "false"
    assert answers.with_check("a", None).checked("a") is None


def test_own_questions_are_kept_tidy_and_in_order() -> None:
    answers = Answers().with_own_question("  What  now? ").with_own_question("").with_own_question("And then?")
    assert answers.own_questions == ("What now?", "And then?")
    assert answers.with_own_question_moved("And then?", -1).own_questions == ("And then?", "What now?")
    assert answers.without_own_question("What now?").own_questions == ("And then?",)
    assert Answers(questions=("a", "b")).with_question_moved("b", -1).questions == ("b", "a")
    assert answers.with_next_step("wait").with_next_step(None).next_step is None
