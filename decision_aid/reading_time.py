"""How long a page takes to read, counted from its words."""

from __future__ import annotations

from math import ceil

from decision_aid.page_texts import texts_on
from decision_aid.schema import Content, PageId

_COUNTED: dict[tuple[str, bool, PageId], int] = {}


def minutes(content: Content, page: PageId) -> int:
    """Whole minutes, at least 1, for what a page shows before anything is opened.

    The words are counted; the reading speed is the content's own (`words_a_minute`).
    """
    known = content.version, content.for_carer, page
    if known not in _COUNTED:
        _COUNTED[known] = sum(len(text.split()) for text in texts_on(content, page))
    return max(1, ceil(_COUNTED[known] / content.interface.words_a_minute))


def short_minutes(content: Content) -> int:
    """Whole minutes for each page's question and its first lines alone."""
    texts = [content.article.question, *content.article.in_short, content.options.question, *content.options.in_short]
    texts += [content.values.question, *content.values.in_short, content.check.question, *content.check.in_short]
    for consideration in content.considerations.values():
        texts += [consideration.question, *consideration.in_short]
    return ceil(sum(len(text.split()) for text in texts) / content.interface.words_a_minute)
