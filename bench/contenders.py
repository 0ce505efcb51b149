"""What is measured side by side: this app, and the same two empty pages twice."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from decision_aid.walk import SELF

ROOT = Path(__file__).resolve().parent.parent
FLOOR = ROOT / "bench" / "floor"


@dataclass(frozen=True)
class Contender:
    """One way to serve: its name, its command, and its pages by address."""

    name: str
    command: tuple[str, ...]
    pages: tuple[str, ...]
    in_root: bool = True


def _serve() -> tuple[str, ...]:
    found = re.search(r"^SERVE := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return tuple(found[1].split())


OURS = Contender(
    "this app", ("uvicorn", "app:app", *_serve(), "--port"),
    ("", *(step.id for step in SELF.steps if step.id != "start")),
)
TUNED = Contender(
    "tuned floor", ("uvicorn", "bench.floor.tuned:app", *_serve(), "--port"), ("", "two"),)
STOCK = Contender(
    "stock floor",
    ("streamlit", "run", str(FLOOR / "two_pages.py"), "--server.headless=true", "--browser.gatherUsageStats=false",
     "--server.address=127.0.0.1", "--server.port"),
    ("", "two"), in_root=False,
)
ALL = (OURS, TUNED, STOCK)


@dataclass
class Served:
    """A contender that runs."""

    address: str
    pid: int
    start_seconds: float

    def cpu_seconds(self) -> float:
        """CPU time used so far, by all threads."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_kib(self) -> int:
        """Resident memory now."""
        for line in Path(f"/proc/{self.pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
        raise ProcessLookupError(self.pid)


@contextmanager
def serve(contender: Contender) -> Iterator[Served]:
    """Start one and end it; the start is over when its first page was served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    foreign = ("DECISION_AID_", "STREAMLIT_")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
    # The stock floor must not find our settings, so it starts in a folder that holds none.
    with TemporaryDirectory() as elsewhere:
        begun = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", *contender.command, str(port)], cwd=ROOT if contender.in_root else elsewhere,
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        try:
            while True:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
                        page.read()
                    break
                except OSError:
                    if process.poll() is not None or time.perf_counter() - begun > 60:
                        raise RuntimeError(f"{contender.name} did not start") from None
                    time.sleep(0.005)
            yield Served(f"http://127.0.0.1:{port}", process.pid, time.perf_counter() - begun)
        finally:
            process.terminate()
            process.wait(timeout=30)
