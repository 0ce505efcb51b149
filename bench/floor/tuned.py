"""The same two pages under our serving settings: uvicorn, .streamlit/config.toml, the memory tidied as ours is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from anyio import create_task_group

from decision_aid.screen.memory import tidy


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, object]]:
    """As app.py does, with nothing to make ready."""
    async with create_task_group() as beside:
        beside.start_soon(tidy)
        yield {}
        beside.cancel_scope.cancel()


app = st.App(Path(__file__).with_name("two_pages.py"), lifespan=lifespan)
