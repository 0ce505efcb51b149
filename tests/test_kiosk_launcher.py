"""The launcher of a waiting-room screen: opens the aid, remembers nothing, and starts the browser again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import CHROMIUM_FLAGS, ROOT, free_port

LAUNCHER = ROOT / "deploy" / "kiosk" / "kiosk.sh"
FOLDER = ROOT / "deploy" / "kiosk"


def shown(port: int) -> list[str]:
    """The addresses that the browser shows."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/json", timeout=2) as answer:
        return [tab["url"] for tab in json.load(answer) if tab["type"] == "page"]


def wait_for(port: int, address: str) -> None:
    """Wait until the browser shows an address that begins so."""
    found: list[str] = []
    for _ in range(200):
        try:
            found = shown(port)
        except OSError:
            found = []
        if any(url.startswith(address) for url in found):
            return
        time.sleep(0.1)
    raise AssertionError(f"the browser shows {found}")


@contextmanager
def launched(folder: Path, address: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The launcher at work, without a screen."""
    flags = " ".join([*CHROMIUM_FLAGS, "--headless=new", f"--remote-debugging-port={port}"])
    environment = {
        **os.environ, "KIOSK_ADDRESS": address, "KIOSK_FLAGS": flags, "XDG_RUNTIME_DIR": str(folder),
        "KIOSK_BROWSER": os.environ.get("CHROMIUM") or "/usr/bin/chromium",
    }
    process = subprocess.Popen([str(LAUNCHER)], env=environment, stderr=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def test_the_screen_opens_by_itself_and_again_with_an_empty_profile(address: str, tmp_path: Path) -> None:
    port = free_port()
    with launched(tmp_path, address, port):
        wait_for(port, address)
        (first,) = tmp_path.glob("kiosk.*")
        subprocess.run(["pkill", "-KILL", "-f", f"user-data-dir={first}"], check=True)  # noqa: S603, S607
        for _ in range(100):
            if not first.exists():
                break
            time.sleep(0.1)
        wait_for(port, address)
        (second,) = tmp_path.glob("kiosk.*")
        assert second != first
    assert list(tmp_path.glob("kiosk.*")) == []


def test_an_address_that_would_go_unprotected_over_the_network_is_refused() -> None:
    told = subprocess.run(  # noqa: S603
        [str(LAUNCHER)], env={**os.environ, "KIOSK_ADDRESS": "http://aid.example.org"}, capture_output=True,
        text=True, timeout=10, check=False,
    )
    assert told.returncode == 2
    assert "KIOSK_ADDRESS is 'http://aid.example.org'; write https://" in told.stderr


def test_the_services_and_the_policy_name_what_there_is() -> None:
    assert "ExecStart=/opt/decision-aid/deploy/kiosk/kiosk.sh" in (FOLDER / "decision-aid-kiosk.service").read_text()
    assert "DECISION_AID_MODE=kiosk" in (FOLDER / "decision-aid.service").read_text()
    assert json.loads((FOLDER / "policy.json").read_text())["URLBlocklist"] == ["*"]
