"""The front door: builds the ASGI app around decision_aid/screen/frame.py.

`uvicorn app:app` and `streamlit run app.py` both start it. Content or settings that cannot be used
stop the start with one message.
"""

from __future__ import annotations

import gc
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
from decision_aid.screen.shown import settings
from decision_aid.screen.trouble import tell
from decision_aid.settings import SettingError, without_phones
from decision_aid.source_files import ContentError


def refuse(error: Exception) -> NoReturn:
    """Say what to mend and end the process: no traceback, no half-open door."""
    sys.stderr.write(f"\n{error}\n\n")
    sys.stderr.flush()
    os._exit(1)


async def settle_in() -> None:
    """Once the first pages went out, settle the memory and have the booklet ready; who asks before waits for it."""
    await sleep(0.2)
    gc.collect()
    gc.freeze()
    await to_thread.run_sync(lambda: pack_booklet(booklet(content)))


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, object]]:
    """Have the figures ready before the first visitor, and what nobody asks for first soon after."""
    draw_ahead(content.outcomes.values(), content.interface.figures)
    async with create_task_group() as beside:
        beside.start_soon(settle_in)
        yield {}
        beside.cancel_scope.cancel()


try:
    settings()
    content = load()
except (ContentError, SettingError) as error:
    refuse(error)
if lacking := without_phones(settings()):
    sys.stderr.write(f"\n{lacking}\n\n")

app = st.App(
    Path(__file__).resolve().parent / "decision_aid" / "screen" / "frame.py",
    lifespan=lifespan,
    middleware=[Middleware(FrontDoor, content=content, hosts=settings().hosts)],
    on_script_error=tell,
)
