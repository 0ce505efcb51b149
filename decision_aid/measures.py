"""What the aid measures of itself, for readers: reading level, balance, freshness and who has read the words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from decision_aid.markup import Markup
from decision_aid.rules.balance import MOST_WORDS, by_option
from decision_aid.rules.freshness import overdue
from decision_aid.rules.reading_level import page_levels
from decision_aid.rules.signed_off import Signs, signed_by_role
from decision_aid.schema import Content


def measures(content: Content, signs: Signs, today: date) -> str:
    """All measures as HTML, each under a heading of the third level.

    Args:
        content: all content.
        signs: who has signed which passage.
        today: the day by which sources may be overdue.
    """
    words = content.interface.measures
    parts = (
        (words.reading_heading, [words.reading_intro], _reading(content)),
        (words.balance_heading, [words.balance_intro.format(most=f"{MOST_WORDS:g}")], _balance(content)),
        (words.freshness_heading, [_freshness(content, today)], ""),
        (words.signed_heading, *_signed(content, signs)),
    )
    told = "".join(
        f"<h3>{escape(heading)}</h3>{''.join(f'<p>{escape(text)}</p>' for text in texts)}{more}"
        for heading, texts, more in parts
    )
    return f'<div class="measures">{told}<p>{escape(words.version.format(version=content.version))}</p></div>'


def _reading(content: Content) -> str:
    words = content.interface.measures
    rows = [
        (
            content.interface.pages[found.page].short,
            f"{found.all_words.grade:g}",
            f"{found.without_glossary.grade:g}",
            f"{found.waiting_room.grade:g}" if found.waiting_room else "–",
            f"{found.all_words.ease:g}",
            str(found.all_words.longest_sentence),
        )
        for found in page_levels(content)
    ]
    head = (words.page, words.grade, words.grade_without_glossary, words.grade_waiting_room, words.ease, words.longest)
    return _table(words.reading_caption, head, rows)


def _balance(content: Content) -> str:
    words = content.interface.measures
    rows = [
        (
            f"{found.option.name}: {name}",
            str(side.cells),
            str(side.words),
            str(side.numbers),
            str(side.references),
            f"{side.reading.grade:g}",
        )
        for found in by_option(content)
        for name, side in ((words.benefits, found.benefits), (words.harms, found.harms))
    ]
    head = (f"{words.option}: {words.side}", words.cells, words.words, words.numbers, words.sources, words.grade)
    return _table(words.balance_caption, head, rows)


def _freshness(content: Content, today: date) -> str:
    markup = Markup(content, "freshness", today=today)
    days = [reference.checked_on for reference in content.references.values()]
    return content.interface.measures.freshness.format(
        oldest=markup.date(min(days)),
        newest=markup.date(max(days)),
        overdue=len(overdue(content, today)),
        all=len(days),
    )


def _signed(content: Content, signs: Signs) -> tuple[list[str], str]:
    words = content.interface.measures
    total, by_role = signed_by_role(content.passages, signs)
    items = "".join(
        f"<li>{escape(words.roles[role].format(count=count, all=total))}</li>" for role, count in by_role.items()
    )
    return [words.signed.format(all=total)], f"<ul>{items}</ul>"


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with a caption and real headers; on a phone each cell says which column it is of."""
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(
            f'<td><span class="column-name">{escape(name)}: </span>{escape(cell)}</td>'
            for name, cell in zip(head[1:], cells, strict=True)
        )
        + "</tr>"
        for first, *cells in rows
    )
    return (
        f'<div class="as-table"><table><caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
