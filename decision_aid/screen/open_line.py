"""The websocket between a tab and Streamlit: who may open one, how many, and what may come in by it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from decision_aid.screen.one_run import OneRun

ADDRESS = "/_stcore/stream"
# The largest message a page of ours sends is what the tab kept (answers_json.LONGEST_JSON, 20 kB) beside the
# state of some 70 widgets.
LARGEST_MESSAGE = 128 * 1024
MOST_WIDGETS = 500
# Measured: a process takes 180 MiB, and a line that read all pages 0.22 MiB and four open files. So many stay within
# the 512 MiB and the 8,192 files that deploy/ gives it.
MOST_LINES = 800
# A longer query is read as none, since a page that never came would be no answer to it.
LONGEST_QUERY = 4_000
LONGEST_NAME = 200

# What a tab has to say. Streamlit also takes clear_cache, set_run_on_save, install_skills and the like, which
# are for whoever writes an app, not for its visitors.
WANTED = {"rerun_script", "stop_script", "app_heartbeat"}

# What the widgets of our pages hold: ticks, words, choices, taps, and what components hand over.
KINDS = {"bool_value", "string_value", "string_array_value", "trigger_value", "json_value", "json_trigger_value"}

# What each of them holds, by the key that ends its id: Streamlit reads a kept value anew on every run, so one of the
# wrong kind would break its sender's visit. A widget that is not named here may hold any of the kinds above.
HOLDS = tuple((re.compile(keys), kind) for keys, kind in (
    (r"(?:ask|value|talked|carer)-.+", "bool_value"),
    (r"check-.+|region(?:-.+)?|own-question", "string_value"),
    (r"next(?:-.+)?|open-row|section|verdict", "string_array_value"),
    (r"(?:up|down|remove|all-of|afresh)-.+|flip|clean|finish|FormSubmitter:.+", "trigger_value"),
    (r".+__events", "json_trigger_value"),
    (r"tab|follow_button|bring_up|watch_kiosk|save-and-print", None),
))

CANNOT_ACCEPT, TOO_BIG, WRONG_KIND = 1002, 1009, 1003


class OpenLines:
    """ASGI middleware for websockets: counts those that are open, and reads what comes in before Streamlit does."""

    def __init__(self, app: ASGIApp, most: int = MOST_LINES) -> None:
        self.app = app
        self.most = most
        self.open = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Open a line to Streamlit, or refuse it."""
        is_ours = scope["path"] == ADDRESS and is_own_origin(Headers(scope=scope))
        if not is_ours or self.open >= self.most:
            await _refuse(receive, send)
            return
        self.open += 1
        line = _Line(receive, send)
        try:
            await self.app(scope, line.receive, line.send)
        finally:
            self.open -= 1


class _Line:
    """One tab's line: what comes in is read, and waits for the end of the run before."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._run = OneRun()
        self._is_closed = False

    async def receive(self) -> Message:
        """The next thing that may reach Streamlit."""
        while True:
            message = await self._receive()
            if message["type"] != "websocket.receive":
                return message
            told = read(message)
            if isinstance(told, BackMsg):
                if told.HasField("rerun_script"):
                    await self._run.begin()
                return {**message, "bytes": told.SerializeToString()} if _shorten(told) else message
            if told:
                self._is_closed = True
                await self._send({"type": "websocket.close", "code": told})
                return {"type": "websocket.disconnect", "code": told}

    async def send(self, message: Message) -> None:
        """Pass on what Streamlit sends, while the line is open."""
        if not self._is_closed:
            self._run.see(message)
            try:
                await self._send(message)
            except OSError:
                # Streamlit would take it for an error of its own, and note it; it hears of the end as it listens.
                self._is_closed = True


def is_own_origin(headers: Headers) -> bool:
    """Whether a websocket is opened by a page of ours, or by no page at all.

    Streamlit would ask a public service for its own address before it says no to another's page.
    """
    origins, host = headers.getlist("origin"), headers.get("host", "")
    if not origins:
        return True
    try:
        return len(origins) == 1 and bool(host) and urlsplit(origins[0]).netloc.lower() == host.lower()
    except ValueError:
        return False


def is_host_allowed(host: str, allowed: Iterable[str]) -> bool:
    """Whether a Host header names one of the operator's hosts, whatever the port; none named allows all."""
    allowed = tuple(allowed)
    if not allowed:
        return True
    name = re.fullmatch(r"([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]+)?", host.lower())
    return name is not None and name[1].strip("[]").rstrip(".") in allowed


def read(message: Message) -> BackMsg | int:
    """What a tab says, where it may reach Streamlit.

    Returns:
        What it says; 0 where it is left aside in silence; else the code to close the line with.
    """
    data = message.get("bytes")
    if data is None:
        return WRONG_KIND
    if len(data) > LARGEST_MESSAGE:
        return TOO_BIG
    back = BackMsg()
    try:
        back.ParseFromString(data)
    except DecodeError:
        return CANNOT_ACCEPT
    if back.WhichOneof("type") not in WANTED:
        return 0
    state = back.rerun_script
    is_of_no_tab_of_ours = (
        # No page of ours has a fragment, and Streamlit would answer nothing at all.
        bool(state.fragment_id)
        or len(state.widget_states.widgets) > MOST_WIDGETS
        or len(state.page_name) > LONGEST_NAME
        or len(state.page_script_hash) > LONGEST_NAME
        or len(state.context_info.timezone) > LONGEST_NAME
        or len(state.context_info.locale) > LONGEST_NAME
        or len(state.cached_message_hashes) > MOST_WIDGETS
    )
    return 0 if is_of_no_tab_of_ours or not all(map(_is_kind_of_ours, state.widget_states.widgets)) else back


def _shorten(told: BackMsg) -> bool:
    """Take out an address that is longer than any that we know of; whether there was one."""
    state, here = told.rerun_script, told.rerun_script.context_info
    is_long = len(state.query_string) > LONGEST_QUERY or len(here.url) > 2 * LONGEST_QUERY
    if is_long:
        state.query_string = here.url = ""
    return is_long


def _is_kind_of_ours(widget: WidgetState) -> bool:
    """Whether a widget of ours could hold this. Whether it does is for the page: it asks for what it offered."""
    kind = widget.WhichOneof("value")
    if len(widget.id) > LONGEST_NAME:
        return False
    if kind is None:
        return True
    key = widget.id.split("-", 2)[-1]
    known = [holds for keys, holds in HOLDS if keys.fullmatch(key)]
    if kind not in (known or KINDS):
        return False
    if kind in ("json_value", "json_trigger_value"):
        try:
            json.loads(getattr(widget, kind))
        except (ValueError, RecursionError):
            return False
    return True


async def _refuse(receive: Receive, send: Send) -> None:
    """Answer that no line is opened: status 403, after which deploy/nginx.conf asks the next replica."""
    await receive()
    await send({"type": "websocket.close"})
