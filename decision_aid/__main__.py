"""What can be done without a server: `python -m decision_aid COMMAND`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from types import ModuleType

from decision_aid.commands import booklet
from decision_aid.source_files import ContentError

# Each command is a module: its first line says what it does, `expects` names its arguments, `run` does it.
COMMANDS: dict[str, ModuleType] = {"booklet": booklet}


def main(given: Sequence[str] | None = None) -> int:
    """Run one command; 0 where all went well. Content that cannot be used ends it with the message that says why."""
    parser = ArgumentParser(prog="python -m decision_aid", description=__doc__)
    named = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        what = (command.__doc__ or name).splitlines()[0]
        own = named.add_parser(name, help=what, description=what)
        command.expects(own)
        own.set_defaults(run=command.run)
    arguments = parser.parse_args(given)
    try:
        return int(arguments.run(arguments))
    except ContentError as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
