"""One tab as the server sees it: a websocket that speaks Streamlit's protocol (as of 1.67), without a browser.

The client sends a binary BackMsg with `rerun_script`; the server answers with many ForwardMsg, the last of a run is
`script_finished`. A page is named by its address; a widget's value travels in the field that its element uses.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from decision_aid.screen.one_run import SHORT

T = TypeVar("T")


class BrokenPageError(Exception):
    """The app could not show a page."""


def in_a_loop(doing: Coroutine[Any, Any, T], longest: float = 900) -> T:
    """What a coroutine gives, run in a thread of its own: Playwright keeps a loop in this one.

    Raises TimeoutError after `longest` seconds: a server that answers nothing must not hold up a whole run.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asyncio.wait_for(doing, longest)).result()


class Line:
    """One open tab.

    Args:
        address: where the app is served.
        read_all: whether `elements` is to hold all that a run shows.
        packed: whether the line is compressed where the server can; browsers always ask for it.
    """

    def __init__(self, address: str, read_all: bool = False, packed: bool = False) -> None:
        self.address = f"ws://{urlsplit(address).netloc}/_stcore/stream"
        self.read_all = read_all
        self.packed = packed
        self.received = 0
        self.session = ""
        self.protocols = ["streamlit"]
        self.headers: dict[str, str] = {}
        self.elements: list[ForwardMsg] = []

    async def __aenter__(self) -> Line:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def open(self) -> None:
        """Connect; a busy server must show as time, not as a lost line."""
        self.ws = await websockets.connect(
            self.address, subprotocols=self.protocols, max_size=None,  # type: ignore[arg-type]
            compression="deflate" if self.packed else None, ping_interval=None, open_timeout=60,
            additional_headers=self.headers,
        )

    async def close(self) -> None:
        """Go away as a tab does that is closed."""
        await self.ws.close()

    async def turn(self, page: str, query: str = "", message: BackMsg | None = None) -> float:
        """Ask for a page and wait for all of it; the seconds it took. Raises BrokenPageError where the app broke."""
        asked = message or BackMsg()
        state = asked.rerun_script
        if not message:
            state.page_name, state.query_string = page, query
        state.context_info.timezone, state.context_info.locale = "UTC", "en-US"
        state.context_info.url = f"http://127.0.0.1/{page}"
        begun = time.perf_counter()
        await self.ws.send(asked.SerializeToString())
        await self.finish()
        return time.perf_counter() - begun

    async def finish(self) -> None:
        """Wait for the end of a run."""
        self.elements = []
        while True:
            data = await self.ws.recv()
            assert isinstance(data, bytes)
            self.received += len(data)
            if len(data) > SHORT and not self.read_all:
                continue
            forward = ForwardMsg.FromString(data)
            kind = forward.WhichOneof("type")
            if kind == "new_session":
                self.session = forward.new_session.initialize.session_id
            if kind == "delta":
                self.elements.append(forward)
                if forward.delta.new_element.WhichOneof("type") == "exception":
                    raise BrokenPageError(forward.delta.new_element.exception.message)
            if kind == "script_finished":
                if forward.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                if forward.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise BrokenPageError("a script does not compile")
                return
