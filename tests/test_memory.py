"""The server tidies its memory when it chooses, and still lets go of what nobody holds."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from bench.line import in_a_loop
from decision_aid.screen import memory


class _Visit:
    """Something that holds on to itself, as a tab that was closed does."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.enable()
    gc.set_threshold(*thresholds)
    gc.unfreeze()


@pytest.mark.usefixtures("as_before")
def test_what_nobody_holds_is_let_go_at_the_next_tidying(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[weakref.ref[_Visit]] = []
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 4:
            raise InterruptedError
        assert not [gone for gone in left if gone()], "the last tidying let go of it"
        left.append(weakref.ref(_Visit()))

    monkeypatch.setattr(memory, "sleep", sleep)
    with pytest.raises(InterruptedError):
        in_a_loop(memory.tidy())
    assert len(left) == 3
    assert slept[1:] == [memory.APART_SECONDS] * 3


@pytest.mark.usefixtures("as_before")
def test_what_a_start_turned_off_is_on_again_once_the_first_pages_went_out(monkeypatch: pytest.MonkeyPatch) -> None:
    async def sleep(seconds: float) -> None:
        assert gc.isenabled() == (seconds == memory.APART_SECONDS)
        if gc.isenabled():
            raise InterruptedError

    gc.disable()
    monkeypatch.setattr(memory, "sleep", sleep)
    with pytest.raises(InterruptedError):
        in_a_loop(memory.tidy())


@pytest.mark.usefixtures("as_before")
def test_between_tidyings_nothing_looks_through_all_that_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    whole: list[str] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start" and info["generation"] == 2:
            whole.append(phase)

    async def sleep(seconds: float) -> None:
        if seconds != memory.APART_SECONDS:
            return
        gc.callbacks.append(note)
        held = [[number] for number in range(1_000_000)]
        gc.callbacks.remove(note)
        assert len(held) == 1_000_000
        raise InterruptedError

    monkeypatch.setattr(memory, "sleep", sleep)
    with pytest.raises(InterruptedError):
        in_a_loop(memory.tidy())
    assert not whole
