"""The texts of each page, as a reader meets them from top to bottom; what is folded away can be asked for too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from decision_aid.figures import groups
from decision_aid.schema import Content, PageId, Topic
from decision_aid.short_path import short_part


def texts_on(content: Content, page: PageId, opened: bool = False) -> Iterator[str]:
    """The passages of a page that are its own, without the frame round it.

    Args:
        content: all content.
        page: the page.
        opened: whether parts behind a tap count too. Sources are others' names and titles, and never count.
    """
    yield from _own_texts(content, page, opened)
    if opened:
        yield from content.clinic.teach_back.get(page, ())
    yield from (question.text for question in content.questions_on(page))


def short_texts_on(content: Content, page: PageId) -> Iterator[str]:
    """The passages that a page shows first in a waiting room; a page without a short part shows all it has."""
    part = short_part(content, page)
    if part is None:
        yield from _TEXTS_IN_SHORT[page](content) if page in _TEXTS_IN_SHORT else texts_on(content, page)
        return
    yield from (part.question, *part.in_short)
    if part.topic:
        for claim in (content.claims[name] for name in part.topic.claims):
            yield from (claim.text, claim.leaves_out)
        yield from (statement.text for statement in content.told_in(part.topic))
    if part.outcome:
        outcome = content.outcomes[part.outcome]
        yield from (outcome.words.title, outcome.words.note or "")
        yield from (group.in_short for group in groups(outcome, content.interface.figures))
    yield from (question.text for question in part.questions)


def _outcome(content: Content, name: str) -> Iterator[str]:
    own = content.outcomes[name].words
    yield from (own.title, own.had, own.had_not, own.note or "", own.population)


def _own_texts(content: Content, page: PageId, opened: bool) -> Iterator[str]:
    if consideration := content.considerations.get(page):
        yield from (consideration.question, *consideration.in_short, *consideration.not_known)
        yield from _topics(content, consideration.topics, opened)
        for name in consideration.outcomes:
            yield from _outcome(content, name)
    elif page == "article":
        article = content.article
        yield from (article.question, *article.in_short, *article.missing)
        yield from (section.in_short for section in article.sections)
        yield from _topics(content, article.topics, opened)
    elif page in _TEXTS:
        yield from _TEXTS[page](content)
        if opened and page in _OPENED:
            yield from _OPENED[page](content)


def _start(content: Content) -> Iterator[str]:
    words = content.interface.start
    yield from (words.decision, *words.in_short, *words.what_it_is, *words.what_it_is_not, *words.how)


def _attract(content: Content) -> Iterator[str]:
    words = content.interface.kiosk
    yield from (words.title, *words.lines, words.time, words.begin)


def _summary_in_short(content: Content) -> Iterator[str]:
    words = content.interface.kiosk
    yield from (*words.summary_in_short, words.devices_intro)


def _options(content: Content) -> Iterator[str]:
    options = content.options
    yield from (options.question, *options.in_short, *(row.title for row in options.rows))
    yield from (cell.text for option in options.options for cell in option.cells.values())


def _primer(content: Content) -> Iterator[str]:
    primer = content.clinic.primer
    yield from (primer.heading, *primer.what, *primer.what_not, primer.how_heading, *primer.how)
    yield from (primer.evidence_heading, *(line.text for line in primer.evidence))


def _claims(content: Content) -> Iterator[str]:
    yield from content.interface.claims.intro
    for claim in content.article.claims:
        yield from (claim.text, claim.leaves_out, claim.why)


def _glossary(content: Content) -> Iterator[str]:
    yield content.interface.parts.glossary_intro
    yield from (term.meaning for term in content.glossary)


def _about(content: Content) -> Iterator[str]:
    for section in content.about.sections:
        yield from (section.heading, *section.paragraphs)


def _help_now(content: Content) -> Iterator[str]:
    yield from content.interface.help.intro
    for sign in content.help.warning_signs:
        yield from (sign.sign, sign.text)
    yield from (line.text for region in content.help.regions.values() for line in region.lines)


def _values(content: Content) -> Iterator[str]:
    values = content.values
    yield from (values.question, *values.in_short, *(value.text for value in values.values))


def _values_known(content: Content) -> Iterator[str]:
    yield from (cell.text for value in content.values.values for cell in value.known.values())


def _check(content: Content) -> Iterator[str]:
    check = content.check
    yield from (check.question, *check.in_short, *(item.text for item in check.items))


def _check_said(content: Content) -> Iterator[str]:
    yield from (item.says for item in content.check.items)


_TEXTS: dict[PageId, Callable[[Content], Iterable[str]]] = {
    "start": _start,
    "options": _options,
    "claims": _claims,
    "sources": lambda content: content.interface.sources.intro,
    "values": _values,
    "check": _check,
    "glossary": _glossary,
    "about": _about,
    "help_now": _help_now,
    "attract": _attract,
}
_TEXTS_IN_SHORT: dict[PageId, Callable[[Content], Iterable[str]]] = {"summary": _summary_in_short}
# What a page shows only after something was picked, answered or opened.
_OPENED: dict[PageId, Callable[[Content], Iterable[str]]] = {
    "options": _primer, "values": _values_known, "check": _check_said,
}


def _topics(content: Content, topics: Iterable[Topic], opened: bool) -> Iterator[str]:
    for topic in topics:
        yield topic.heading
        for name in topic.claims:
            claim = content.claims[name]
            yield from (claim.text, claim.leaves_out, claim.why)
        yield from (statement.text for statement in content.told_in(topic) if opened or not statement.folded)
