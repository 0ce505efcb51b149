"""The order of the options: by chance, even, known from its seed, and turned round by one button."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from decision_aid.answers import Answers
from decision_aid.kept_content import load
from decision_aid.option_order import new_seed, option_order, order_number, orders


def names(seed: int, flipped: bool = False) -> tuple[str, ...]:
    return tuple(option.name for option in option_order(load(), Answers(seed=seed, flipped=flipped)))


def test_every_order_comes_once_so_that_no_option_is_favoured() -> None:
    every = [names(seed) for seed in range(orders(load()))]
    assert len(set(every)) == len(every) == 120
    places = Counter((place, name) for order in every for place, name in enumerate(order))
    assert set(places.values()) == {24}


@given(st.integers(), st.booleans())
def test_any_number_names_an_order_with_every_option_once(seed: int, flipped: bool) -> None:
    assert sorted(names(seed, flipped)) == sorted(option.name for option in load().options.options)
    assert 1 <= order_number(load(), Answers(seed=seed)) <= orders(load())


@given(st.integers(0, 119))
def test_a_flip_turns_the_order_round_and_a_second_one_back(seed: int) -> None:
    answers = Answers(seed=seed)
    flipped = answers.with_options_flipped()
    assert option_order(load(), flipped) == option_order(load(), answers)[::-1]
    assert flipped.with_options_flipped() == answers


def test_new_visitors_get_different_orders() -> None:
    seeds = {new_seed(load()) for _ in range(200)}
    assert len(seeds) > 30
    assert seeds <= set(range(120))
