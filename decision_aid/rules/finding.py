"""What a rule found: the words at fault, why, and how it could be said instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Hit:
    """Words at fault in one passage, with why they are and what to write instead."""

    words: str
    why: str
    instead: str


@dataclass(frozen=True, order=True)
class Finding:
    """A hit with its place. A warning is for the editor to see and breaks nothing."""

    file: str
    line: int
    rule: str
    words: str
    why: str
    instead: str
    warning: bool = False

    def __str__(self) -> str:
        kind = "warning, " if self.warning else ""
        return f"{self.file}, line {self.line}: {kind}{self.rule}: “{self.words}” {self.why} Instead: {self.instead}"


def shorten(text: str, longest: int = 90) -> str:
    """A passage as one line of at most `longest` letters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
