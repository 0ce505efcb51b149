"""The reader's ticks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from decision_aid.answers import Answers

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
