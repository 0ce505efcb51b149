"""How long a page takes to read, counted from its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil

from decision_aid.schema import Content, PageId, Topic

_COUNTED: dict[tuple[str, PageId], int] = {}


def minutes(content: Content, page: PageId) -> int:
    """Whole minutes, at least 1, for what a page shows before anything is opened.

    The words are counted; the reading speed is the content's own (`words_a_minute`).
    """
    known = content.version, page
    if known not in _COUNTED:
        _COUNTED[known] = sum(len(text.split()) for text in _texts(content, page))
    return max(1, ceil(_COUNTED[known] / content.interface.words_a_minute))


def short_minutes(content: Content) -> int:
    """Whole minutes for each page's question and its first lines alone."""
    texts = [content.article.question, *content.article.in_short, content.options.question, *content.options.in_short]
    texts += [content.values.question, *content.values.in_short, content.check.question, *content.check.in_short]
    for consideration in content.considerations.values():
        texts += [consideration.question, *consideration.in_short]
    return ceil(sum(len(text.split()) for text in texts) / content.interface.words_a_minute)


def _texts(content: Content, page: PageId) -> Iterator[str]:
    yield from (question.text for question in content.questions_on(page))
    if page == "start":
        words = content.interface.start
        yield from (words.decision, *words.in_short, *words.what_it_is, *words.what_it_is_not, *words.how)
    elif page == "article":
        article = content.article
        yield from (article.question, *article.in_short, *article.missing)
        yield from (section.in_short for section in article.sections)
        yield from _topics(content, article.topics)
    elif page == "options":
        options = content.options
        yield from (options.question, *options.in_short, *(row.title for row in options.rows))
        yield from (cell.text for option in options.options for cell in option.cells.values())
    elif page == "values":
        yield from (content.values.question, *content.values.in_short, *(value.text for value in content.values.values))
    elif page == "check":
        yield from (content.check.question, *content.check.in_short, *(item.text for item in content.check.items))
    elif consideration := content.considerations.get(page):
        yield from (consideration.question, *consideration.in_short, *consideration.not_known)
        yield from _topics(content, consideration.topics)
        for name in consideration.outcomes:
            words_of = content.outcomes[name].words
            yield from (words_of.title, words_of.had, words_of.had_not, words_of.note or "", words_of.population)


def _topics(content: Content, topics: Iterable[Topic]) -> Iterator[str]:
    for topic in topics:
        yield topic.heading
        for claim in topic.claims:
            of = content.claims[claim]
            yield from (of.text, of.leaves_out, of.why)
        yield from (statement.text for statement in content.told_in(topic) if not statement.folded)
