"""When the server tidies its memory: at moments of its own choosing, not in the midst of a reader's page turn."""

from __future__ import annotations

import gc
from typing import NoReturn

from anyio import sleep

FIRST_PAGES_SECONDS = 0.2
APART_SECONDS = 30
# How many new things there are before the young ones are gone through, and how often that is done before the older are.
YOUNG, OLDER, ALL = 20_000, 10, 2**31 - 1


async def tidy() -> NoReturn:
    """Tidy for as long as the server runs.

    Python looks through all it holds whenever enough new things have gathered. With 600 open tabs this stood every
    page still for 0.2 s, every 3 s: one page turn in twenty waited for it (measured by `make bench`). So what a
    start leaves is set aside once, what is young is gone through less often, and all of it only twice a minute.
    """
    await sleep(FIRST_PAGES_SECONDS)
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(YOUNG, OLDER, ALL)
    while True:
        await sleep(APART_SECONDS)
        gc.collect()
