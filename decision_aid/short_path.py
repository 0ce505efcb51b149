"""What a page shows first where time is short: a waiting room. Pure choices over the content; no wording of its own."""

from __future__ import annotations

from dataclasses import dataclass

from decision_aid.schema import Consideration, Content, PageId, Question, Topic

# A reader in a waiting room has a few minutes for all pages together, so each page asks for little.
FIRST_QUESTIONS = 3


@dataclass(frozen=True)
class ShortPart:
    """What a page shows first.

    Attributes:
        question: the question that the page answers.
        in_short: its answer in short.
        topic: the article's voice beside the first of the other sources'.
        outcome: the id of the outcome that is drawn; None where a page has none.
        questions: the first questions to ask.
    """

    question: str
    in_short: tuple[str, ...]
    topic: Topic
    outcome: str | None
    questions: tuple[Question, ...]


_MADE: dict[PageId, tuple[Content, ShortPart | None]] = {}


def short_part(content: Content, page: PageId) -> ShortPart | None:
    """The first topic, outcome and questions of a page: chosen by where they stand, never by what they say.

    Args:
        content: all content.
        page: the page; None for one without topics, which has no short part.
    """
    known = _MADE.get(page)
    # Made once, so that the cut topic stays the same object: markup keeps what it made by object.
    if known is None or known[0] is not content:
        known = _MADE[page] = (content, _first_of(content, page))
    return known[1]


def _first_of(content: Content, page: PageId) -> ShortPart | None:
    told = content.article if page == "article" else content.considerations.get(page)
    if told is None:
        return None
    outcomes = told.outcomes if isinstance(told, Consideration) else ()
    return ShortPart(
        told.question,
        told.in_short,
        _cut(content, told.topics[0]),
        outcomes[0] if outcomes else None,
        content.questions_on(page)[:FIRST_QUESTIONS],
    )


def _cut(content: Content, topic: Topic) -> Topic:
    """A topic with the article's whole voice and the first statement of other sources that is not folded away."""
    told = content.told_in(topic)
    first = next((statement for statement in told if not statement.folded), told[0])
    own = first in topic.statements
    return topic.model_copy(
        update={"statements": (first,) if own else (), "repeats": () if own else (first.id,)}
    )
