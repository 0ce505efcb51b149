"""How long a page takes to read, counted from its words."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from decision_aid.page_texts import short_texts_on, texts_on
from decision_aid.schema import Content, PageId

_COUNTED: dict[tuple[str, bool, PageId, bool], int] = {}


def minutes(content: Content, page: PageId) -> int:
    """Whole minutes, at least 1, for what a page shows before anything is opened.

    The words are counted; the reading speed is the content's own (`words_a_minute`).

    Args:
        content: all content.
        page: the page.
    """
    return max(1, ceil(_words(content, page, short=False) / content.interface.words_a_minute))


def minutes_together(content: Content, pages: Iterable[PageId]) -> int:
    """Minutes, to the nearest whole one, for what a waiting room shows first on all of some pages."""
    words = sum(_words(content, page, short=True) for page in pages)
    return max(1, round(words / content.interface.words_a_minute))


def _words(content: Content, page: PageId, short: bool) -> int:
    known = content.version, content.for_carer, page, short
    if known not in _COUNTED:
        texts = short_texts_on(content, page) if short else texts_on(content, page)
        _COUNTED[known] = _count(texts)
    return _COUNTED[known]


def short_minutes(content: Content) -> int:
    """Whole minutes for each page's question and its first lines alone."""
    texts = [content.article.question, *content.article.in_short, content.options.question, *content.options.in_short]
    texts += [content.values.question, *content.values.in_short, content.check.question, *content.check.in_short]
    for consideration in content.considerations.values():
        texts += [consideration.question, *consideration.in_short]
    return _minutes_for(content, texts)


def _minutes_for(content: Content, texts: Iterable[str]) -> int:
    return ceil(_count(texts) / content.interface.words_a_minute)


def _count(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)
