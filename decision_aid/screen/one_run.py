"""One run after the other for each tab: what a tab says next is let in once it was shown what it said before."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from starlette.types import Message
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

LONGEST_WAIT_SECONDS = 5.0
# Word that a run has ended is a few bytes; longer messages need not be read to find it.
SHORT = 100


class OneRun:
    """Whether the run that a tab asked for last is at its end.

    Streamlit stops a run at once when its tab sends the next message, and throws away what that run had not yet taken
    in: the first of two taps in one moment, or a tap in the moment that the tab hands over what it kept.
    """

    def __init__(self) -> None:
        self._ended = asyncio.Event()
        self._ended.set()

    async def begin(self) -> None:
        """Wait for the run before, then count the next as begun; one that hangs is not waited for any longer."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._ended.wait(), LONGEST_WAIT_SECONDS)
        self._ended.clear()

    def see(self, sent: Message) -> None:
        """Learn from what Streamlit sends whether the run is at its end."""
        data = sent.get("bytes")
        if self._ended.is_set() or data is None or len(data) > SHORT:
            return
        told = ForwardMsg.FromString(data)
        if told.HasField("script_finished") and told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self._ended.set()
