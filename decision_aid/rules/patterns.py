"""Words with a fixed form, as regular expressions over plain text; and words that only mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from decision_aid.rules.finding import Hit, shorten
from decision_aid.rules.wording_model import breach


@dataclass(frozen=True)
class Pattern:
    """A form of words with the reason why it is at fault; `unless` is a form in the passage that excuses it."""

    form: str
    why: str
    instead: str | None = None
    unless: str | None = None


@cache
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form)


def found_in(reduced: str, patterns: Iterable[Pattern], instead: str) -> list[Hit]:
    """The hits of some patterns in plain text (as `plain_text.plain` makes it), one for each pattern at most."""
    hits = []
    for pattern in patterns:
        match = _compiled(pattern.form).search(reduced)
        if match and not (pattern.unless and _compiled(pattern.unless).search(reduced)):
            hits.append(Hit(match[0].strip(), pattern.why, pattern.instead or instead))
    return hits


def in_other_words(text: str, rule: str, why: str, instead: str) -> list[Hit]:
    """What `wording_model` reads as a breach of a rule, where no form gave it away; [] where it is clean."""
    words = breach(text, rule)
    return [Hit(shorten(words), why, instead)] if words else []
