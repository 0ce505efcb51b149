"""Content that an earlier start read and checked is taken again, and only while no file changed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from decision_aid import loading
from decision_aid.kept_content import load
from decision_aid.loading import CONTENT
from decision_aid.schema import Content
from decision_aid.source_files import ContentError

# A start is a process of its own, which remembers nothing.
start = load.__wrapped__


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the real content, to be changed."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def unread(root: Path, language: str) -> Content:
    """What stands in for reading where nothing is to be read."""
    raise AssertionError(f"{root} was read again in {language}")


def test_a_second_start_takes_the_copy_and_has_the_same_content(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start(root, kept=tmp_path / "kept")
    monkeypatch.setattr(loading, "read", unread)
    assert start(root, kept=tmp_path / "kept") == first


def test_a_changed_word_is_read_and_a_broken_file_is_refused(root: Path, tmp_path: Path) -> None:
    kept, path = tmp_path / "kept", root / "en" / "about.yaml"
    first = start(root, kept=kept)
    path.write_bytes(re.sub(rb"heading: .*", b"heading: Other words", path.read_bytes(), count=1))
    second = start(root, kept=kept)
    assert second.about.sections[0].heading == "Other words" != first.about.sections[0].heading
    assert len(list(kept.iterdir())) == 1, "copies of what once was are not kept"
    path.write_bytes(b"sections: [")
    with pytest.raises(ContentError, match=r"about\.yaml"):
        start(root, kept=kept)
    (root / "en" / "abuot.yaml").write_bytes(b"")
    path.write_bytes((CONTENT / "en" / "about.yaml").read_bytes())
    with pytest.raises(ContentError, match="abuot"):
        start(root, kept=kept)


@pytest.mark.parametrize("damage", [b"", b"\x80", b"no pickle", b"\x80\x05K\x01."])
def test_a_damaged_copy_is_left_aside(root: Path, tmp_path: Path, damage: bytes) -> None:
    first = start(root, kept=tmp_path / "kept")
    (copy,) = (tmp_path / "kept").iterdir()
    copy.write_bytes(damage)
    assert start(root, kept=tmp_path / "kept") == first


def test_a_start_that_may_not_write_reads_all_the_same(root: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file where the folder would be")
    assert start(root, kept=tmp_path / "kept").version == start(root, kept=tmp_path / "other").version
