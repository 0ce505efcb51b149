"""Copies of what a start made, for the next start: one for each kind, whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from os import getpid
from pathlib import Path


def write_whole(file: Path, told: bytes) -> None:
    """Write a file so that whoever reads it meanwhile finds all of it or what was there before. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f"{file.name}.{getpid()}")
    half.write_bytes(told)
    half.replace(file)


def keep_only(copy: Path, told: bytes) -> None:
    """Write a copy in place of all others of its kind; a folder that cannot be written to is left alone.

    Args:
        copy: where to; the files beside it with the same ending are of what once was.
        told: what it holds.
    """
    with suppress(OSError):
        for old in copy.parent.glob(f"*{copy.suffix}"):
            old.unlink()
        write_whole(copy, told)
