"""The front door: how the aid starts, what it refuses to start with, and what it says to unknown addresses."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from decision_aid.schema import Content
from decision_aid.screen import scripts
from decision_aid.screen.door import ADDRESSES, shell
from tests.conftest import ROOT, free_port, serving


def fetch(url: str) -> tuple[int, str]:
    """The status and the text that an address answers with."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.parametrize(
    "path", ["/nothing", "/benefits/nothing", "/pages/benefits.py", "/.env", "/index.html", "/%F0%9F%99%82"]
)
def test_an_unknown_address_gets_a_kind_page_with_a_way_on(address: str, content: Content, path: str) -> None:
    status, page = fetch(address + path)
    words = content.interface.problems
    assert status == 404
    for part in (words.page_not_found_title, words.page_not_found, content.interface.frame.notice):
        assert part in page
    assert 'href="/"' in page
    assert 'href="/help_now"' in page


@pytest.mark.parametrize("path", sorted(ADDRESSES))
def test_every_page_address_answers_in_our_name(address: str, content: Content, path: str) -> None:
    status, page = fetch(f"{address}{path}?mode=self")
    assert status == 200
    assert f"<title>{content.interface.frame.name}</title>" in page
    assert "https://" not in page


def test_a_slash_too_many_leads_to_the_page(address: str) -> None:
    assert fetch(f"{address}/benefits/")[0] == 200


def test_the_shell_has_no_icon_of_streamlits(content: Content) -> None:
    assert "favicon.png" not in shell(content.interface)


def copied(tmp_path: Path) -> Path:
    """A copy of the project to break."""
    for name in ("app.py", "pages", "decision_aid", "content", ".streamlit"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


def started(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A start that is expected to end by itself."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", *command], cwd=folder, env={**os.environ, **environment}, timeout=60,
        capture_output=True, text=True, check=False,
    )


@pytest.mark.parametrize("command", [("uvicorn", "app:app"), ("streamlit", "run", "app.py", "--server.port")])
def test_broken_content_stops_the_start_with_one_message(tmp_path: Path, command: tuple[str, ...]) -> None:
    folder = copied(tmp_path)
    for name, old, new in (("en/article.yaml", "verdict: supported", "verdict: true"),
                           ("outcomes.csv", ",29,93,", ",99,93,")):
        path = folder / "content" / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    port = str(free_port())
    ended = started(folder, *command, *(["--port", port] if command[0] == "uvicorn" else [port]))
    told = ended.stdout + ended.stderr
    assert ended.returncode != 0
    assert "content/en/article.yaml, line" in told
    assert "content/outcomes.csv, line 3" in told
    assert told.count("The content has 2 problems") == 1
    assert "Traceback" not in told


def test_a_senseless_setting_stops_the_start_with_one_message(tmp_path: Path) -> None:
    ended = started(ROOT, "uvicorn", "app:app", "--port", str(free_port()), DECISION_AID_REGION="mars")
    told = ended.stdout + ended.stderr
    assert ended.returncode != 0
    assert "DECISION_AID_REGION is 'mars'; write one of us, uk, elsewhere" in told
    assert "Traceback" not in told


def test_streamlit_run_serves_the_same_aid(content: Content) -> None:
    port = free_port()
    with serving("streamlit", "run", "app.py", "--server.port", str(port), port=port) as address:
        assert content.interface.frame.name in fetch(f"{address}/benefits")[1]
        assert fetch(f"{address}/nothing")[0] == 404


def test_our_script_is_kept_for_good_and_asked_for_early(address: str) -> None:
    assert f'<link rel="modulepreload" crossorigin href="{scripts.ADDRESS}">' in fetch(address)[1]
    with urllib.request.urlopen(f"{address}{scripts.ADDRESS}") as answer:  # noqa: S310
        assert answer.read().decode() == scripts.SCRIPT
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_page_of_another_server_gets_a_script_too(address: str) -> None:
    """While servers are renewed one by one, a page may have come from the one and its script be asked of the other."""
    with urllib.request.urlopen(f"{address}/aid-0123456789ab.js") as answer:  # noqa: S310
        assert answer.read().decode() == scripts.SCRIPT
        assert answer.headers["Cache-Control"] == "no-store"
