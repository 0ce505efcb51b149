"""Readers without browsers: CPU and bytes of a page turn, memory of a session, many readers at once.

`python -m bench.readers ADDRESS READERS SECONDS PAGE…` is one crowd in a process of its own, so that what the
crowd costs is not counted with what is measured.
"""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import time
from statistics import median
from typing import Any

from bench.contenders import ROOT, Contender, Served
from bench.line import Line, in_a_loop

THINK = 5.0
SLOW = 1.0
DOZEN = 12


def per_page(
    contender: Contender, served: Served, runs: int = 30, packed: bool = False
) -> dict[str, dict[str, float]]:
    """For each page: CPU and time of a script run and bytes of a page turn before packing, after it was shown once.

    On packed lines, after it was shown to a dozen readers: the aid packs once what many are sent.
    """
    return in_a_loop(_per_page(contender, served, runs, packed))


async def _per_page(contender: Contender, served: Served, runs: int, packed: bool) -> dict[str, dict[str, float]]:
    found = {}
    for _ in range(DOZEN if packed else 0):
        async with Line(served.address, packed=True) as line:
            for page in contender.pages:
                await line.turn(page)
    async with Line(served.address, packed=packed) as line:
        for page in contender.pages:
            await line.turn(page)
            await line.turn(page)
            before, cpu = line.received, served.cpu_seconds()
            seconds = [await line.turn(page) for _ in range(runs)]
            found[page or "start"] = {
                "cpu_ms": 1000 * (served.cpu_seconds() - cpu) / runs,
                "turn_ms": 1000 * median(seconds),
                "bytes": (line.received - before) / runs,
            }
    return found


def memory(served: Served, sessions: int = 100) -> dict[str, float]:
    """Memory of the process with one session, and of each further one that is open, on packed lines as in browsers."""
    return in_a_loop(_memory(served, sessions))


async def _memory(served: Served, sessions: int) -> dict[str, float]:
    first = Line(served.address, packed=True)
    await first.open()
    await first.turn("")
    await asyncio.sleep(0.5)
    before = served.memory_kib()
    lines = [Line(served.address, packed=True) for _ in range(sessions)]
    for line in lines:
        await line.open()
        await line.turn("")
    await asyncio.sleep(0.5)
    after = served.memory_kib()
    for line in (first, *lines):
        await line.close()
    return {"process_mib": before / 1024, "session_kib": (after - before) / sessions}


def crowd(contender: Contender, served: Served, readers: int, seconds: float) -> dict[str, Any]:
    """Readers who turn a page every 5 s or so: what one in two and nineteen in twenty waited at most, and errors."""
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "bench.readers", served.address, str(readers), str(seconds), *contender.pages],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=seconds * 10 + 300,
    )
    found: dict[str, Any] = json.loads(told.stdout)
    return found


async def _crowd(address: str, readers: int, seconds: float, pages: list[str]) -> dict[str, Any]:
    waits: list[float] = []
    errors: list[str] = []
    ramp = max(2.0, readers / 100)
    counted_from = time.perf_counter() + ramp + THINK
    until = counted_from + seconds

    async def reader(number: int) -> None:
        chance = random.Random(number)  # noqa: S311
        await asyncio.sleep(ramp * number / readers)
        try:
            async with Line(address) as line:
                place = chance.randrange(len(pages))
                await asyncio.wait_for(line.turn(pages[place]), 60)
                while time.perf_counter() < until:
                    await asyncio.sleep(chance.uniform(0.5, 1.5) * THINK)
                    place = (place + 1) % len(pages)
                    begun = time.perf_counter()
                    waited = await asyncio.wait_for(line.turn(pages[place]), 60)
                    if begun >= counted_from:
                        waits.append(waited)
        except Exception as error:
            errors.append(f"{type(error).__name__}: {error}")

    await asyncio.gather(*(reader(number) for number in range(readers)))
    waits.sort()
    p50, p95, slowest = (
        1000 * waits[min(len(waits) - 1, int(share * len(waits)))] if waits else 60_000.0 for share in (0.5, 0.95, 1)
    )
    return {"readers": readers, "turns": len(waits), "p50_ms": p50, "p95_ms": p95, "max_ms": slowest,
            "errors": len(errors), "first_error": errors[0] if errors else None}


if __name__ == "__main__":
    _address, _readers, _seconds, *_pages = sys.argv[1:]
    sys.stdout.write(json.dumps(asyncio.run(_crowd(_address, int(_readers), float(_seconds), _pages))))
