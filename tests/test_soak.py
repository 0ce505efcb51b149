"""Kiosk visitors come and go: nothing of theirs is left, in memory, in sessions or in threads.

Short here; `make soak` has 1,000 visits (AID_SOAK=1000).
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from bench.line import Line, in_a_loop
from tests.conftest import free_port, serving, uvicorn
from tests.test_hostile_input import memory_mib, process_of

VISITS = int(os.environ.get("AID_SOAK", "60"))
PAGES = ("", "benefits", "options", "values", "summary")
# What the memory may differ by, whatever the number of visits: pages kept ready, the allocator's own leftovers.
SLACK_MIB = 12

# Streamlit leaves the two sockets of a session's event loop to the garbage collector. Measured: they come to 259 and
# no more, however many visitors come.
MOST_SOCKETS = 400


def threads(process: int) -> int:
    """How many threads a process has."""
    return len(list(Path(f"/proc/{process}/task").iterdir()))


def lines_open(process: int) -> int:
    """How many sockets a process has open."""
    links = []
    for link in Path(f"/proc/{process}/fd").iterdir():
        try:
            links.append(os.readlink(link))
        except OSError:
            continue
    return sum(link.startswith("socket:") for link in links)


async def visits(address: str, count: int) -> None:
    """Visitors one after the other, each with a line of their own, in kiosk mode."""
    for _ in range(count):
        async with Line(address) as line:
            for page in PAGES:
                await line.turn(page, "mode=kiosk")


def sessions(process: int, counted: Path) -> int:
    """How many visitors a process knows of, those among them that nobody can come back to."""
    counted.unlink(missing_ok=True)
    os.kill(process, signal.SIGUSR1)
    for _ in range(100):
        if counted.exists():
            return int(counted.read_text(encoding="ascii"))
        time.sleep(0.1)
    raise TimeoutError(counted)


def test_visitors_come_and_go_and_nothing_of_them_is_left(tmp_path: Path) -> None:
    port, counted = free_port(), tmp_path / "sessions"
    command = [part.replace("app:app", "tests.counted:app") for part in uvicorn(port)]
    with serving(*command, port=port, COUNTED=str(counted)) as address:
        process = process_of(address)
        in_a_loop(visits(address, 30))
        time.sleep(1.5)
        in_a_loop(visits(address, 1))
        before, threads_before = memory_mib(address), threads(process)
        for _ in range(4):
            in_a_loop(visits(address, VISITS // 4))
        time.sleep(1.5)
        # Streamlit lets go of who left when somebody comes.
        in_a_loop(visits(address, 1))
        time.sleep(0.5)
        assert sessions(process, counted) <= 2
        after = memory_mib(address)
        assert after - before < SLACK_MIB, f"memory grew from {before:.0f} to {after:.0f} MiB in {VISITS} visits"
        assert threads(process) <= threads_before + 1
        assert lines_open(process) < MOST_SOCKETS
