"""The front door: builds the ASGI app around decision_aid/screen/frame.py.

`uvicorn app:app` and `streamlit run app.py` both start it. Content or settings that cannot be used
stop the start with one message.
"""

from __future__ import annotations

import gc

# Nothing that a start loads is to be thrown away, and Python would look for it a dozen times, a tenth of the start.
# screen/memory.py has it look again.
gc.disable()

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NoReturn

import streamlit as st
from anyio import create_task_group, sleep, to_thread
from starlette.middleware import Middleware

from decision_aid.booklet import booklet
from decision_aid.figures import draw_ahead
from decision_aid.kept_content import load
from decision_aid.screen.door import FrontDoor, pack_booklet
from decision_aid.screen.kept_theme import keep_theme
from decision_aid.screen.memory import FIRST_PAGES_SECONDS, tidy
from decision_aid.screen.shown import settings
from decision_aid.screen.trouble import tell
from decision_aid.settings import SettingError, without_phones
from decision_aid.source_files import ContentError


def refuse(error: Exception) -> NoReturn:
    """Say what to mend and end the process: no traceback, no half-open door."""
    sys.stderr.write(f"\n{error}\n\n")
    sys.stderr.flush()
    os._exit(1)


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, object]]:
    """Have the figures ready before the first visitor, and what nobody asks for first soon after."""
    draw_ahead(content.outcomes.values(), content.interface.figures)
    async with create_task_group() as beside:
        beside.start_soon(tidy)
        beside.start_soon(_make_booklet)
        yield {}
        beside.cancel_scope.cancel()


async def _make_booklet() -> None:
    """Once the first pages went out; who asks before waits for it."""
    await sleep(FIRST_PAGES_SECONDS)
    await to_thread.run_sync(lambda: pack_booklet(booklet(content)))


try:
    settings()
    content = load()
except (ContentError, SettingError) as error:
    refuse(error)
if lacking := without_phones(settings()):
    sys.stderr.write(f"\n{lacking}\n\n")

keep_theme()
app = st.App(
    Path(__file__).resolve().parent / "decision_aid" / "screen" / "frame.py",
    lifespan=lifespan,
    middleware=[Middleware(FrontDoor, content=content, hosts=settings().hosts)],
    on_script_error=tell,
)
