"""Commands for editors: `python -m decision_aid check`, `sign`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Protocol

from decision_aid.commands import check, sign


class Command(Protocol):
    """A module with a command: what its options are, and what it does."""

    __doc__: str | None

    def describe(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's options."""

    def run(self, given: argparse.Namespace) -> int:
        """Do it; the exit code."""


COMMANDS: dict[str, Command] = {"check": check, "sign": sign}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    parser = argparse.ArgumentParser(prog="python -m decision_aid", description="Commands for those who edit the aid.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        command.describe(commands.add_parser(name, help=(command.__doc__ or "").splitlines()[0]))
    given = parser.parse_args(arguments)
    return COMMANDS[given.command].run(given)


if __name__ == "__main__":
    sys.exit(main())
