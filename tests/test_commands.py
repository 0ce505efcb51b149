"""The editors' commands: what they print, how they end, and that they end clearly where they cannot run."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

from decision_aid.__main__ import main
from decision_aid.loading import CONTENT
from decision_aid.rules.signed_off import read_signs


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the content to change."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def test_the_real_content_passes_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--today", "2026-11-24"]) == 0
    assert capsys.readouterr().out == "0 findings, 0 to look at.\n"


def test_an_overdue_source_is_a_warning_and_no_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--today", "2036-01-01"]) == 0
    told = capsys.readouterr().out
    assert "warning, freshness" in told
    assert "was due to be checked again by" in told


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        ("en/about.yaml", "It is not medical advice.", "It is given twice a day, 10 mg.", "no-dosing"),
        (
            "en/questions.yaml",
            "How much time can I take",
            "You should start ketamine now. How much time can I take",
            "no-advice",
        ),
        (
            "en/options.yaml",
            "You keep the care you have",
            "It happens to 1 in 20. You keep the care you have",
            "plain-numbers",
        ),
        (
            "references.yaml",
            "https://www.nice.org.uk/guidance/ng193\n",
            "https://www.nice.org.uk/ketamine-10mg\n",
            "no-dosing",
        ),
        ("en/glossary.yaml", "meaning: A medicine", "meaning: 5 ml of a medicine", "no-dosing"),
    ],
)
def test_an_edit_that_breaks_a_rule_is_found_in_its_file(
    root: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str, rule: str
) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    assert main(["check", "--content", str(root), "--format", "json", "--today", "2026-11-24"]) == 1
    found = [entry for entry in json.loads(capsys.readouterr().out) if entry["rule"] == rule]
    assert {(entry["file"], abs(entry["line"] - line) <= 3) for entry in found} == {(f"content/{file}", True)}


def test_any_text_is_checked_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "text.txt"
    file.write_text("Talk it over with your care team.\n\nTake 10 mg twice a day.\nYou should try ketamine.\n", "utf-8")
    assert main(["check", "--text", str(file), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {(entry["line"], entry["rule"]) for entry in found} == {(3, "no-dosing"), (4, "no-advice")}
    assert all(entry[key] for entry in found for key in ("file", "words", "why", "instead"))


def test_standard_input_can_be_checked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"It helps 1 in 20.\n")))
    assert main(["check", "--text", "-"]) == 1
    told = capsys.readouterr().out
    assert "-, line 1: plain-numbers: “1 in 20”" in told
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert main(["check", "--text", "-"]) == 0


def test_what_cannot_be_checked_ends_with_two_and_one_message(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--text", str(tmp_path / "nowhere.txt")]) == 2
    (tmp_path / "latin.txt").write_bytes(b"\xff\xfe\x00")
    assert main(["check", "--text", str(tmp_path / "latin.txt")]) == 2
    (root / "en" / "about.yaml").write_text("sections: [", encoding="utf-8")
    assert main(["check", "--content", str(root)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "about.yaml" in told.err
    assert "Traceback" not in told.err


def test_a_file_that_is_no_text_and_a_folder_that_is_none_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "latin.txt").write_bytes("First line.\nDonn\u00e9es".encode("latin-1"))
    assert main(["check", "--text", str(tmp_path / "latin.txt")]) == 2
    assert capsys.readouterr().err == f"{tmp_path}/latin.txt, line 2: is not UTF-8 text; save the file as UTF-8.\n"
    for command in (["check"], ["sign", "--name", "A", "--role", "editor", "x"]):
        assert main([*command, "--content", str(tmp_path / "nowhere")]) == 2
        assert capsys.readouterr().err.count("\n- ") == 1


def test_a_line_without_end_is_read_to_its_end_and_soon(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """At once it took minutes, for each form begins anew at each word; the words at the seams are not lost."""
    file = tmp_path / "long.txt"
    file.write_text("word " * 60_000 + "Take 10 mg.\r\n" + "x" * 1_796 + " 25 mg at night\r\n", "utf-8-sig")
    assert main(["check", "--text", str(file), "--format", "json"]) == 1
    found = {(entry["line"], entry["words"]) for entry in json.loads(capsys.readouterr().out)}
    assert {(1, "10 mg"), (2, "25 mg")} <= found


def test_a_changed_passage_is_told_until_somebody_signs_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = root / "en" / "about.yaml"
    text = path.read_text(encoding="utf-8")
    old = "A small software team made it."
    line = text[: text.index(old)].count("\n") + 1
    path.write_text(text.replace(old, "A small team of software people made it."), encoding="utf-8")
    assert main(["check", "--content", str(root), "--today", "2026-11-24"]) == 1
    assert f"sign --name NAME --role ROLE content/en/about.yaml:{line}" in capsys.readouterr().out
    place = f"content/en/about.yaml:{line}"
    assert main(["sign", "--content", str(root), "--name", "Ada Byron", "--role", "clinician", place]) == 0
    assert "1 passages signed by Ada Byron (clinician)." in capsys.readouterr().out
    assert main(["check", "--content", str(root), "--today", "2026-11-24"]) == 0
    assert [sign.name for signs in read_signs(root).values() for sign in signs if sign.role == "clinician"] == [
        "Ada Byron"
    ]


@pytest.mark.parametrize("place", ["content/en/nowhere.yaml", "content/en/about.yaml:1", "x"])
def test_only_what_is_there_can_be_signed(root: Path, capsys: pytest.CaptureFixture[str], place: str) -> None:
    assert main(["sign", "--content", str(root), "--name", "A", "--role", "editor", place]) == 2
    assert "no passage stands there" in capsys.readouterr().err
