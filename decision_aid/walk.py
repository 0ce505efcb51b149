"""Which pages there are, and in which order a reader walks through them."""

from __future__ import annotations

from dataclasses import dataclass

from decision_aid.schema import PageId


@dataclass(frozen=True)
class Page:
    """One page: its id (file name and address), whether it is a step of the walk, and whether it needs room."""

    id: PageId
    step: bool = True
    wide: bool = False


PAGES = (
    Page("start"),
    Page("article"),
    Page("ketamine"),
    Page("options", wide=True),
    Page("prior_treatments"),
    Page("benefits"),
    Page("side_effects"),
    Page("abuse_risk"),
    Page("setting"),
    Page("research"),
    Page("values"),
    Page("check"),
    Page("summary"),
    Page("claims", step=False),
    Page("sources", step=False),
    Page("glossary", step=False),
    Page("about", step=False),
    Page("help_now", step=False),
)
STEPS = tuple(page for page in PAGES if page.step)
BESIDE = tuple(page for page in PAGES if not page.step)


def before(page_id: str) -> Page | None:
    """The step before a step; None for the first step and for pages beside the walk."""
    return _neighbour(page_id, -1)


def after(page_id: str) -> Page | None:
    """The step after a step; None for the last step and for pages beside the walk."""
    return _neighbour(page_id, 1)


def step_number(page_id: str) -> int | None:
    """A page's place in the walk, counted from 1; None for pages beside the walk."""
    ids = [candidate.id for candidate in STEPS]
    return ids.index(page_id) + 1 if page_id in ids else None


def _neighbour(page_id: str, offset: int) -> Page | None:
    number = step_number(page_id)
    if number is None or not 0 <= number - 1 + offset < len(STEPS):
        return None
    return STEPS[number - 1 + offset]
