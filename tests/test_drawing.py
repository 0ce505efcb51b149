"""Pages are drawn one at a time, and nobody waits for one that does not end."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event, Thread

import pytest

from decision_aid.screen import drawing


def beside(doing: Callable[[], None]) -> Thread:
    thread = Thread(target=doing, daemon=True)
    thread.start()
    return thread


def test_two_pages_are_not_drawn_at_once() -> None:
    at_it = 0
    most = 0

    def draw() -> None:
        nonlocal at_it, most
        with drawing.drawing():
            at_it += 1
            most = max(most, at_it)
            time.sleep(0.01)
            at_it -= 1

    for thread in [beside(draw) for _ in range(8)]:
        thread.join()
    assert most == 1


def test_a_page_that_breaks_or_stands_still_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ZeroDivisionError), drawing.drawing():
        raise ZeroDivisionError
    patience = drawing.LONGEST_WAIT_SECONDS
    monkeypatch.setattr(drawing, "LONGEST_WAIT_SECONDS", 0.1)
    drawn = Event()
    end = Event()

    def stand_still() -> None:
        with drawing.drawing():
            drawn.set()
            end.wait(10)

    stuck = beside(stand_still)
    assert drawn.wait(5)
    begun = time.monotonic()
    with drawing.drawing():
        assert time.monotonic() - begun < 5
    end.set()
    stuck.join()
    # Whoever did not wait has not let go of what the other held.
    monkeypatch.setattr(drawing, "LONGEST_WAIT_SECONDS", patience)
    test_two_pages_are_not_drawn_at_once()
