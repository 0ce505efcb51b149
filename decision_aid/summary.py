"""What stands on the summary, in the reader's order: the same for the screen, the PDF and the print-out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from decision_aid.answers import Answers
from decision_aid.markup import Markup
from decision_aid.option_order import option_order, order_number, orders
from decision_aid.schema import Cell, Content, HelpRegion, Region, Value


@dataclass(frozen=True)
class Matter:
    """One thing that matters to the reader, and what is known about it for each option, in the options' order."""

    place: int
    value: Value
    known: tuple[tuple[str, Cell], ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Summary:
    """The reader's summary. It adds nothing up and leaves no option out."""

    matters: tuple[Matter, ...]
    not_sure: bool
    order: str
    questions: tuple[tuple[str, str], ...]
    own_questions: tuple[str, ...]
    next_step: str | None
    made_from: str
    help: tuple[HelpRegion, ...]


def summary(content: Content, answers: Answers, region: Region | None) -> Summary:
    """The summary of what a reader answered.

    Args:
        content: all content.
        answers: the reader's answers; ids that the content does not know are left aside.
        region: whose help lines to show; None shows every region's.
    """
    values = {value.id: value for value in content.values.values}
    questions = {question.id: question.text for question in content.questions}
    words = content.interface
    told = words.order.flipped if answers.flipped else words.order.by_chance
    regions = content.help.regions
    return Summary(
        matters=tuple(
            _matter(content, answers, place, values[name])
            for place, name in enumerate((name for name in answers.values if name in values), start=1)
        ),
        not_sure=answers.values_not_sure,
        order=told.format(number=order_number(content, answers), all=orders(content)),
        questions=tuple((name, questions[name]) for name in answers.questions if name in questions),
        own_questions=answers.own_questions,
        next_step=words.summary.next_steps[answers.next_step] if answers.next_step else None,
        made_from=words.frame.footer.format(
            date=Markup(content, "summary").date(content.last_checked), version=content.version
        ),
        help=(regions[region],) if region and region in regions else tuple(regions.values()),
    )


def _matter(content: Content, answers: Answers, place: int, value: Value) -> Matter:
    known = tuple((option.name, value.known[option.id]) for option in option_order(content, answers))
    names = dict.fromkeys(name for _, cell in known for name in cell.references)
    return Matter(place, value, known, tuple(_short_names(content, names)))


def _short_names(content: Content, references: Iterable[str]) -> list[str]:
    return [content.references[name].short for name in references]
