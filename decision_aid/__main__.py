"""What can be done without a server: `python -m decision_aid check`, `sign`, `booklet`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Protocol

from decision_aid.commands import booklet, check, sign
from decision_aid.source_files import ContentError


class Command(Protocol):
    """A module with a command: what its options are, and what it does."""

    __doc__: str | None

    def describe(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's options."""

    def run(self, given: argparse.Namespace) -> int:
        """Do it; the exit code."""


COMMANDS: dict[str, Command] = {"check": check, "sign": sign, "booklet": booklet}
COULD_NOT_RUN = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code. Content that cannot be used ends it with the message that says why."""
    parser = argparse.ArgumentParser(prog="python -m decision_aid", description="Commands for those who edit the aid.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        command.describe(commands.add_parser(name, help=(command.__doc__ or "").splitlines()[0]))
    given = parser.parse_args(arguments)
    try:
        return COMMANDS[given.command].run(given)
    except ContentError as error:
        sys.stderr.write(f"{error}\n")
        return COULD_NOT_RUN


if __name__ == "__main__":
    sys.exit(main())
