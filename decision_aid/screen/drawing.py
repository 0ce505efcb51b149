"""Pages are drawn one at a time: a crowd waits in a line instead of in each other's way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, local
from time import sleep

LONGEST_WAIT_SECONDS = 1.0
_ONE = Lock()


class _Mine(local):
    """Whether this run is the one that draws; a run has a thread of its own."""

    held = False


_MINE = _Mine()


@contextmanager
def drawing() -> Iterator[None]:
    """Draw a page once no other is being drawn; whoever has waited for a second no longer waits.

    Python does one thing at a time anyway. Several pages drawn at once are all late, and what is ready to be sent has
    to wait for each of them: with 600 readers, the slowest in twenty waited two to four times as long (measured).
    """
    _begin()
    try:
        yield
    finally:
        _end()


def wait(seconds: float) -> None:
    """Sleep in the midst of drawing, and let others draw meanwhile."""
    _end()
    try:
        sleep(seconds)
    finally:
        _begin()


def _begin() -> None:
    _MINE.held = _ONE.acquire(timeout=LONGEST_WAIT_SECONDS)


def _end() -> None:
    if _MINE.held:
        _MINE.held = False
        _ONE.release()
