"""Copies of what a start made, for the next start: one for each kind, whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from os import getpid
from pathlib import Path


def keep_only(copy: Path, told: bytes) -> None:
    """Write a copy in place of all others of its kind; a folder that cannot be written to is left alone.

    Args:
        copy: where to; the files beside it with the same ending are of what once was.
        told: what it holds.
    """
    with suppress(OSError):
        copy.parent.mkdir(parents=True, exist_ok=True)
        for old in copy.parent.glob(f"*{copy.suffix}"):
            old.unlink()
        half = copy.with_suffix(f".{getpid()}")
        half.write_bytes(told)
        half.replace(copy)
