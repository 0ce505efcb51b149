"""What each page is headed by."""

from __future__ import annotations

from decision_aid.schema import Content, PageId


def page_heading(content: Content, page: PageId) -> str:
    """The main heading of a page: the question that it answers, where it answers one."""
    pages = content.interface.pages
    if page in content.considerations:
        return content.considerations[page].question
    questions: dict[PageId, str] = {
        "start": content.interface.frame.name, "article": content.article.question,
        "options": content.options.question, "values": content.values.question, "check": content.check.question,
        "attract": content.interface.kiosk.title,
        **{titled: pages[titled].title for titled in ("summary", "claims", "about")},
    }
    return questions.get(page, pages[page].short)
