"""What tests share: the real content, a served aid, and a browser."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from decision_aid.loading import CONTENT, read
from decision_aid.schema import Content
from decision_aid.source_files import ContentError

# As decision_aid/rules/wording_model.py does, before anything here imports numpy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# A machine that is busy with two browsers at once takes its time.
expect.set_options(timeout=15_000)

# Streamlit's own sign in the page that the last run has ended; that it shows our HTML, for which it first fetches a
# script; and ours that a page that was turned to is there.
STILL = (
    "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
    ":has(.notice):not(:has([aria-busy=true]))"
)
ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]


@pytest.fixture(scope="session")
def content() -> Content:
    """The real content; where it is broken, the whole run ends with the one message."""
    try:
        return read(CONTENT)
    except ContentError as error:
        pytest.exit(str(error), returncode=1)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(*command: str, port: int, **settings: str) -> Iterator[str]:
    """The aid served by a command of its own, with an operator's settings; its address once it answers."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DECISION_AID_")}
    environment |= settings
    with (
        TemporaryFile() as log,
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", *command], cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        ) as process,
    ):
        address = f"http://127.0.0.1:{port}"

        def told() -> str:
            log.seek(0)
            return log.read().decode()

        try:
            for _ in range(300):
                try:
                    with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):  # noqa: S310
                        break
                except OSError:
                    if process.poll() is not None:
                        raise AssertionError(told()) from None
                    time.sleep(0.1)
            else:
                raise AssertionError(f"no answer in time:\n{told()}")
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)
        assert "GET /" not in told(), "the server's log keeps what visitors ask for"
        assert "Traceback" not in told()
        assert not re.search("[0-9a-f]{8}-[0-9a-f]{4}-", told()), "the server's log names a session"


def uvicorn(port: int) -> tuple[str, ...]:
    """The way `make run` serves the aid."""
    serve = re.search(r"^SERVE := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert serve
    return ("uvicorn", "app:app", "--port", str(port), *serve[1].split())


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The aid, served once for a whole worker."""
    port = free_port()
    with serving(*uvicorn(port), port=port) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a screen; `make test` names it in CHROMIUM."""
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Forget what an earlier run measured; only the process that hands out the tests does this."""
    if not hasattr(session.config, "workerinput"):
        shutil.rmtree(ROOT / "build" / "accessibility", ignore_errors=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the report of what was looked at for barriers, if anything was."""
    if not hasattr(session.config, "workerinput"):
        from tests.accessibility import write_report

        write_report()
