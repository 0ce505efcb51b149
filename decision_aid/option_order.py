"""The order in which options stand for one visitor: set by chance, so that no place on the page is a preference."""

from __future__ import annotations

from math import factorial
from random import SystemRandom

from decision_aid.answers import Answers
from decision_aid.schema import Content, Option


def orders(content: Content) -> int:
    """How many orders there are."""
    return factorial(len(content.options.options))


def order_number(content: Content, answers: Answers) -> int:
    """Which of the orders a visitor's seed names, counted from 1, before any flip."""
    return answers.seed % orders(content) + 1


def option_order(content: Content, answers: Answers) -> tuple[Option, ...]:
    """The options in this visitor's order.

    Each seed below `orders` names one order and each order has one seed, so that a seed drawn evenly
    draws every order evenly (the factorial number system). Seed 0 is the content's own order.
    """
    left = list(content.options.options)
    rest = order_number(content, answers) - 1
    order: list[Option] = []
    while left:
        place, rest = divmod(rest, factorial(len(left) - 1))
        order.append(left.pop(place))
    return tuple(reversed(order)) if answers.flipped else tuple(order)


def new_seed(content: Content) -> int:
    """A seed for a new visitor, drawn evenly."""
    return SystemRandom().randrange(orders(content))
