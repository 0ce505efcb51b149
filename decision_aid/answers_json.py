"""The reader's answers as JSON, for the tab that keeps them; nothing that comes back from a tab is believed."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import get_args

from decision_aid.answers import MOST_VALUES, Answers, Checked, NextStep
from decision_aid.option_order import orders
from decision_aid.schema import Content

MOST_OWN_QUESTIONS = 10
LONGEST_OWN_QUESTION = 200
LONGEST_JSON = 20_000

NEXT_STEPS: tuple[NextStep, ...] = get_args(NextStep)
CHECKED: tuple[Checked, ...] = get_args(Checked)

# Signs that turn the direction of all text after them round, and so could garble what stands beside own words.
TURNS_TEXT = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def to_json(answers: Answers) -> str:
    """All answers as one line of JSON; what was not answered is left out."""
    blank = asdict(Answers(seed=-1))
    return json.dumps({name: given for name, given in asdict(answers).items() if given != blank[name]})


def from_json(content: Content, text: object, otherwise: Answers) -> Answers | None:
    """The answers that a tab kept.

    Args:
        content: what the ids must be known to.
        text: what the tab sent; anything at all.
        otherwise: where the order of the options comes from if the tab kept none that can be used.

    Returns:
        Answers that hold only known ids, each once, and own words within their limits; None where there
        is nothing to read. Never raises.
    """
    if not isinstance(text, str) or len(text) > LONGEST_JSON:
        return None
    try:
        kept = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(kept, dict):
        return None
    seed, step = kept.get("seed"), kept.get("next_step")
    order = seed if type(seed) is int and 0 <= seed < orders(content) else None
    items = {item.id for item in content.check.items}
    checks = [pair for pair in _listed(kept.get("checks")) if isinstance(pair, list) and len(pair) == 2]
    return Answers(
        questions=known(_texts(kept.get("questions")), {question.id for question in content.questions}),
        values=known(_texts(kept.get("values")), {value.id for value in content.values.values})[:MOST_VALUES],
        values_not_sure=kept.get("values_not_sure") is True,
        checks=tuple({item: said for item, said in checks if _is_check(item, said, items)}.items()),
        own_questions=own_words(_texts(kept.get("own_questions"))),
        next_step=next((known_step for known_step in NEXT_STEPS if known_step == step), None),
        seed=otherwise.seed if order is None else order,
        flipped=otherwise.flipped if order is None else kept.get("flipped") is True,
        talked=known(_texts(kept.get("talked")), set(content.clinic.teach_back)),
        carer=kept.get("carer") is True,
        region=next((region for region in content.help.regions if region == kept.get("region")), None),
    )


def is_blank(answers: Answers) -> bool:
    """Whether the reader has answered nothing yet; the order of the options is no answer."""
    return answers == Answers(seed=answers.seed, flipped=answers.flipped)


def add_own_question(answers: Answers, text: str) -> Answers:
    """The same answers with one more question in own words, tidied; beyond the limit nothing changes."""
    return replace(answers, own_questions=own_words([*answers.own_questions, text]))


def own_words(texts: Iterable[str]) -> tuple[str, ...]:
    """Own words tidied: one line each, no control signs, each once, at most so many of at most such a length."""
    return tuple(dict.fromkeys(tidy for text in texts if (tidy := _tidy(text))))[:MOST_OWN_QUESTIONS]


def known(names: Iterable[str], ids: set[str]) -> tuple[str, ...]:
    """The names that are ids, each once, in their order."""
    return tuple(dict.fromkeys(name for name in names if name in ids))


def _tidy(text: str) -> str:
    letters = (letter if _is_plain(letter) else " " for letter in text[: 4 * LONGEST_OWN_QUESTION])
    return " ".join("".join(letters).split())[:LONGEST_OWN_QUESTION].strip()


def _is_plain(letter: str) -> bool:
    return letter not in TURNS_TEXT and unicodedata.category(letter) not in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")


def _is_check(item: object, said: object, items: set[str]) -> bool:
    return isinstance(item, str) and item in items and isinstance(said, str) and said in CHECKED


def _listed(given: object) -> list[object]:
    return given if isinstance(given, list) else []


def _texts(given: object) -> list[str]:
    return [text for text in _listed(given) if isinstance(text, str)]
