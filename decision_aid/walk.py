"""Which pages there are, and how each mode walks through them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import get_args

from decision_aid.schema import Mode, PageId


@dataclass(frozen=True)
class Page:
    """One page: its id (file name and address), and whether it needs a wide screen's room."""

    id: PageId
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
    Page("claims"),
    Page("sources"),
    Page("glossary"),
    Page("about"),
    Page("help_now"),
    Page("attract"),
)
_BY_ID = {page.id: page for page in PAGES}


@dataclass(frozen=True)
class Walk:
    """One mode's way: its steps in order, the pages beside them, and the page it opens on.

    That is its first step, unless it has a cover: a page before the steps, which no link leads back to.
    """

    steps: tuple[Page, ...]
    beside: tuple[Page, ...]
    cover: Page | None = None

    def __contains__(self, page: object) -> bool:
        return page in self.steps or page in self.beside or page == self.cover

    @property
    def opens_on(self) -> Page:
        """The page that this mode opens on."""
        return self.cover or self.steps[0]

    @property
    def begins_on(self) -> Page:
        """Where a reader starts over: the start page, where this mode has one, else the first step."""
        return _BY_ID["start"] if _BY_ID["start"] in self else self.steps[0]

    def before(self, page_id: str) -> Page | None:
        """The step before a step; None for the first step and for pages beside the walk."""
        return self._neighbour(page_id, -1)

    def after(self, page_id: str) -> Page | None:
        """The step after a step; None for the last step and for pages beside the walk."""
        return self._neighbour(page_id, 1)

    def step_number(self, page_id: str) -> int | None:
        """A page's place in the walk, counted from 1; None for pages beside the walk."""
        ids = [candidate.id for candidate in self.steps]
        return ids.index(page_id) + 1 if page_id in ids else None

    def _neighbour(self, page_id: str, offset: int) -> Page | None:
        number = self.step_number(page_id)
        if number is None or not 0 <= number - 1 + offset < len(self.steps):
            return None
        return self.steps[number - 1 + offset]


def _walk(steps: tuple[PageId, ...], *without: PageId, cover: PageId | None = None) -> Walk:
    """A walk by its steps; all other pages stand beside it, but for those named, and a cover is one mode's own."""
    beside = tuple(page for page in PAGES if page.id not in (*steps, *without, "attract"))
    return Walk(tuple(_BY_ID[name] for name in steps), beside, _BY_ID[cover] if cover else None)


WALKS: Mapping[Mode, Walk] = MappingProxyType({
    "clinic": _walk((
        "options", "prior_treatments", "benefits", "side_effects", "abuse_risk", "setting", "values", "summary",
    )),
    "self": _walk((
        "start", "article", "ketamine", "options", "prior_treatments", "benefits", "side_effects", "abuse_risk",
        "setting", "research", "values", "check", "summary",
    )),
    "kiosk": _walk(
        ("article", "benefits", "side_effects", "abuse_risk", "prior_treatments", "setting", "summary"),
        "start", cover="attract",
    ),
})
MODES: tuple[Mode, ...] = get_args(Mode)
SELF = WALKS["self"]
