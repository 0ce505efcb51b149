"""What a page shows first where time is short: a waiting room. Editors choose it; no wording of its own."""

from __future__ import annotations

from dataclasses import dataclass

from decision_aid.schema import Content, PageId, Question, Topic


@dataclass(frozen=True)
class ShortPart:
    """What a page shows first.

    Attributes:
        question: the question that the page answers.
        in_short: some of its answer in short.
        topic: one claim of the article beside what some other sources say; None where a page shows no voices.
        outcome: the id of the outcome that is drawn; None where a page has none.
        questions: some questions to ask.
    """

    question: str
    in_short: tuple[str, ...]
    topic: Topic | None
    outcome: str | None
    questions: tuple[Question, ...]


_MADE: dict[PageId, tuple[Content, ShortPart | None]] = {}


def short_part(content: Content, page: PageId) -> ShortPart | None:
    """The part of a page that its editors chose for a waiting room (`waiting_room:` in its file).

    Args:
        content: all content.
        page: the page; None for one that has no such part and shows all it has.
    """
    known = _MADE.get(page)
    # Made once, so that the cut topic stays the same object: markup keeps what it made by object.
    if known is None or known[0] is not content:
        known = _MADE[page] = (content, _chosen_of(content, page))
    return known[1]


def _chosen_of(content: Content, page: PageId) -> ShortPart | None:
    told = content.article if page == "article" else content.considerations.get(page)
    if told is None or told.waiting_room is None:
        return None
    chosen = told.waiting_room
    topic = next((topic for topic in told.topics if chosen.claim in topic.claims), None)
    return ShortPart(
        told.question,
        tuple(told.in_short[number - 1] for number in chosen.in_short),
        topic and _cut(topic, chosen.claim, chosen.statements),
        chosen.outcome,
        tuple(question for question in content.questions_on(page) if question.id in chosen.questions),
    )


def _cut(topic: Topic, claim: str | None, statements: tuple[str, ...]) -> Topic:
    """A topic with one claim and some of what stands beside it."""
    own = tuple(statement for statement in topic.statements if statement.id in statements)
    repeats = tuple(name for name in topic.repeats if name in statements)
    return topic.model_copy(update={"claims": (claim,), "statements": own, "repeats": repeats})
