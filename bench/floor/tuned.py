"""The same two pages under our serving settings: uvicorn, .streamlit/config.toml, the memory settled."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, object]]:
    """As app.py does, with nothing to make ready."""
    gc.collect()
    gc.freeze()
    yield {}


app = st.App(Path(__file__).with_name("two_pages.py"), lifespan=lifespan)
