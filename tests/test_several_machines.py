"""Two replicas behind a real nginx with the file in deploy/: spread, kept to, one killed in mid-walk, both renewed."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from fcntl import LOCK_EX, flock
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import gettempdir
from threading import Thread

import pytest
import websockets
import yaml
from playwright.sync_api import Browser, expect

from bench.line import Line, in_a_loop
from decision_aid.schema import Content
from tests.conftest import ROOT, free_port, uvicorn
from tests.test_first_visit import asked

# nginx gives up root's rights, and pytest's folders are closed to all others.
USER = "user root; " if os.geteuid() == 0 else ""


class Replica:
    """One process that serves the aid, at a port that stays its own."""

    def __init__(self) -> None:
        self.port = free_port()
        self.start()

    def start(self) -> None:
        """Serve, and wait until it is healthy."""
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", *uvicorn(self.port)], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_for(f"http://127.0.0.1:{self.port}/_stcore/health")

    def kill(self) -> None:
        """Die as a machine does."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End as for an update."""
        self.process.terminate()
        self.process.wait(timeout=30)

    def readers(self) -> int:
        """How many connections it holds."""
        port = f":{self.port:04X}"
        lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
        return sum(line.split()[1].endswith(port) and line.split()[3] == "01" for line in lines)


def wait_for(address: str) -> None:
    """Wait until an address answers."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer")


def nginx_program() -> str:
    """Debian's nginx; installed where it is missing and can be."""
    said = ""
    # Tests run side by side, and apt-get by itself only.
    with Path(gettempdir(), "decision-aid-nginx.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if shutil.which("apt-get") and not found_nginx():
            for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "nginx-light"]):
                done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)  # noqa: S603
                said += done.stderr
    found = found_nginx()
    assert found or not os.environ.get("CI"), said
    return found or pytest.skip(f"no nginx here, and none can be installed: {said}")


def found_nginx() -> str | None:
    """Where nginx is; None where it is not."""
    return shutil.which("nginx") or shutil.which("/usr/sbin/nginx")


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[tuple[str, list[Replica]]]:
    """nginx and two replicas; the address that readers use, and the replicas."""
    program, port, replicas = nginx_program(), free_port(), [Replica(), Replica()]
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for old, new in (
        ("listen 8080;", f"listen 127.0.0.1:{port};"), ("aid-1:8501", f"127.0.0.1:{replicas[0].port}"),
        ("aid-2:8501", f"127.0.0.1:{replicas[1].port}"), ("/tmp/aid-files", str(tmp_path / "files")),  # noqa: S108
        ("worker_processes auto;", f"{USER}worker_processes 1; daemon off; pid {tmp_path}/pid;"),
        ("access_log off;", "".join(f"{kind}_temp_path {tmp_path}/{kind}; " for kind in
                                    ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) + "access_log off;"),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    settings = tmp_path / "nginx.conf"
    settings.write_text(text, encoding="utf-8")
    nginx = subprocess.Popen(  # noqa: S603
        [program, "-c", str(settings), "-p", str(tmp_path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}", replicas
    finally:
        nginx.send_signal(signal.SIGTERM)
        nginx.wait(timeout=20)
        for replica in replicas:
            replica.kill()


def test_readers_are_spread_and_each_keeps_to_one_replica(machines: tuple[str, list[Replica]]) -> None:
    address, replicas = machines

    async def run() -> None:
        lines = []
        for _ in range(24):
            cookie = asked(address, "/")[1]["set-cookie"]
            assert re.fullmatch(r"replica=[0-9a-f]{32}; Path=/; HttpOnly; SameSite=Strict", cookie)
            line = Line(address)
            line.headers = {"Cookie": cookie.partition(";")[0]}
            await line.open()
            await line.turn("")
            lines.append(line)
        spread = [replica.readers() for replica in replicas]
        assert min(spread) >= 4, spread
        for line in lines:
            await line.close()
        # The same reader again and again.
        await asyncio.sleep(0.3)
        before = [replica.readers() for replica in replicas]
        again = []
        for _ in range(8):
            line = Line(address)
            line.headers = lines[0].headers
            await line.open()
            await line.turn("")
            again.append(line)
        grown = [replica.readers() - count for replica, count in zip(replicas, before, strict=True)]
        assert sorted(grown)[0] <= 1, grown
        assert sorted(grown)[1] >= 6, grown
        for line in again:
            await line.close()

    in_a_loop(run())


def test_the_proxy_keeps_what_the_aid_says(machines: tuple[str, list[Replica]]) -> None:
    address, _ = machines
    status, headers, _ = asked(address, "/", Accept_Encoding="br")
    assert status == 200
    assert headers["content-encoding"] == "br"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "." not in headers.get("server", ""), "the proxy tells its version"
    name = re.search(r'src="\./(static/js/[^"]+)"', asked(address, "/")[2].decode())
    assert name
    for accept, form in (("br", "br"), ("gzip", "gzip"), ("", None), ("br", "br")):
        _, headers, _ = asked(address, f"/{name[1]}", Accept_Encoding=accept)
        assert headers.get("content-encoding") == form
        assert "immutable" in headers["cache-control"]
    with pytest.raises(websockets.exceptions.InvalidStatus):
        in_a_loop(foreign(address))


async def foreign(address: str) -> None:
    """Another site's page tries to open a line."""
    async with websockets.connect(address.replace("http", "ws") + "/_stcore/stream", origin="https://evil.example"):  # type: ignore[arg-type]
        pass


def test_where_a_replicas_lines_are_all_taken_the_other_takes_the_reader(machines: tuple[str, list[Replica]]) -> None:
    address, replicas = machines
    replicas[0].kill()
    refused: list[str] = []

    class Full(BaseHTTPRequestHandler):
        """Answers as the aid does where it opens no further line."""

        def do_GET(self) -> None:
            refused.append(self.path)
            self.send_response(403)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    async def come() -> None:
        for _ in range(16):
            async with Line(address) as line:
                await line.turn("benefits")

    with ThreadingHTTPServer(("127.0.0.1", replicas[0].port), Full) as full:
        Thread(target=full.serve_forever, daemon=True).start()
        in_a_loop(come())
        full.shutdown()
    assert len(refused) > 3, "it is asked again, since it may have room by then"


def test_a_replica_dies_in_mid_walk_and_its_reader_loses_nothing(
    machines: tuple[str, list[Replica]], browser: Browser, content: Content
) -> None:
    address, replicas = machines
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/setting")
    expect(page.locator("main h1")).to_be_visible(timeout=30_000)
    question = content.questions_on("setting")[0]
    box = page.get_by_role("checkbox", name=question.text)
    page.locator("label", has_text=question.text).first.click()
    expect(box).to_be_checked()
    count = content.interface.frame.my_questions.format(count=1)
    expect(page.get_by_role("button", name=count)).to_be_visible()
    page.wait_for_timeout(500)
    mine, other = sorted(replicas, key=Replica.readers, reverse=True)
    mine.kill()
    app = page.locator("[data-testid=stApp]")
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=30_000)
    page.locator(".st-key-turn a").last.click()
    research = content.considerations["research"]
    expect(page.locator("main h1")).to_have_text(research.question, timeout=30_000)
    expect(page.get_by_role("heading", name=research.topics[0].heading, exact=True)).to_be_visible(timeout=30_000)
    expect(page.get_by_role("button", name=count)).to_be_visible(timeout=20_000)
    expect(page.get_by_text(content.interface.problems.broken)).to_have_count(0)
    assert other.readers() > 0
    # And a reader who comes anew while one is dead gets a page.
    assert asked(address, "/benefits")[0] == 200
    context.close()


def test_a_rolling_restart_fails_no_page_turn_beyond_one_reconnect(machines: tuple[str, list[Replica]]) -> None:
    address, replicas = machines
    ended = False
    reconnects: list[int] = []

    async def reader() -> None:
        line, again = Line(address), 0
        await line.open()
        while not ended:
            try:
                await asyncio.wait_for(line.turn("benefits"), 20)
            except (websockets.exceptions.ConnectionClosed, TimeoutError):
                again += 1
                line = Line(address)
                await reopened(line)
                await asyncio.wait_for(line.turn("benefits"), 20)
            await asyncio.sleep(0.5)
        await line.close()
        reconnects.append(again)

    async def run() -> None:
        nonlocal ended
        crowd = [asyncio.create_task(reader()) for _ in range(12)]
        await asyncio.sleep(1)
        for replica in replicas:
            await asyncio.to_thread(replica.stop)
            await asyncio.to_thread(replica.start)
            await asyncio.sleep(6)  # nginx leaves a replica out for 5 s
        ended = True
        await asyncio.gather(*crowd)

    in_a_loop(run())
    # Each replica goes once, so a reader who was moved to the second is moved once more at most.
    assert max(reconnects) <= len(replicas), reconnects


async def reopened(line: Line) -> None:
    """Connect as Streamlit's page does, which tries again until it is let in."""
    for _ in range(40):
        try:
            await line.open()
        except (websockets.exceptions.InvalidStatus, OSError):
            await asyncio.sleep(0.25)
        else:
            return
    raise AssertionError("no way in for ten seconds")


def test_what_starts_a_replica_is_the_same_everywhere() -> None:
    serve = " ".join(uvicorn(0)).partition("--port 0 ")[2].split()
    for name in ("Dockerfile", "decision-aid.service", "kiosk/decision-aid.service"):
        text = (ROOT / "deploy" / name).read_text(encoding="utf-8").replace('"', "").replace(",", "")
        assert " ".join(serve) in text, name
    compose = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))
    assert {"aid-1", "aid-2", "nginx"} == set(compose["services"])
    assert all("ports" not in compose["services"][name] for name in ("aid-1", "aid-2"))
    parts = list(yaml.safe_load_all((ROOT / "deploy" / "kubernetes.yaml").read_text(encoding="utf-8")))
    assert {"Deployment", "Service", "Ingress", "NetworkPolicy"} <= {part["kind"] for part in parts}
