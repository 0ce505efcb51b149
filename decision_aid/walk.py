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
    """One mode's way: its pages, and what they offer there.

    Attributes:
        steps: the pages in order.
        beside: the pages beside them.
        cover: a page before the steps, which no link leads back to; without one the way opens on its first step.
        end: where one may go on from the last step.
        short: whether a page first shows only what its editors chose for a waiting room.
        times: whether each page says how long it takes.
        own_words: whether the reader may write; only where nobody looks on or comes after.
        saves: whether there is a PDF, a print-out, and a way to start afresh.
        leads_out: whether links lead to sources, to the booklet and to other tabs.
        remembers: whether the tab keeps what the reader ticked, and the address what was filtered.
    """

    steps: tuple[Page, ...]
    beside: tuple[Page, ...]
    cover: Page | None = None
    end: tuple[Page, ...] = ()
    short: bool = False
    times: bool = False
    own_words: bool = False
    saves: bool = True
    leads_out: bool = True
    remembers: bool = True

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


def _pages(*names: PageId) -> tuple[Page, ...]:
    return tuple(_BY_ID[name] for name in names)


def _others(steps: tuple[Page, ...], *without: PageId) -> tuple[Page, ...]:
    """All pages that are no steps, but for those named and the waiting room's cover."""
    return tuple(page for page in PAGES if page not in steps and page.id not in (*without, "attract"))


_CLINIC = _pages(
    "options", "prior_treatments", "benefits", "side_effects", "abuse_risk", "setting", "values", "summary",
)
_SELF = _pages(
    "start", "article", "ketamine", "options", "prior_treatments", "benefits", "side_effects", "abuse_risk",
    "setting", "research", "values", "check", "summary",
)
_KIOSK = _pages("prior_treatments", "benefits", "side_effects", "abuse_risk", "setting", "summary")
WALKS: Mapping[Mode, Walk] = MappingProxyType({
    "clinic": Walk(_CLINIC, _others(_CLINIC), end=_pages("options")),
    "self": Walk(_SELF, _others(_SELF), end=_pages("options"), times=True, own_words=True),
    "kiosk": Walk(
        _KIOSK, _others(_KIOSK, "start"), cover=_BY_ID["attract"], end=_pages("options", "article", "ketamine"),
        short=True, saves=False, leads_out=False, remembers=False,
    ),
})
MODES: tuple[Mode, ...] = get_args(Mode)
SELF = WALKS["self"]
