"""Write the whole aid as one HTML page that needs no server, no script and no internet."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from decision_aid.booklet import booklet
from decision_aid.kept_content import load


def describe(parser: ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("out", metavar="OUT.html", type=Path, help="the file to write; one of that name is replaced")


def run(arguments: Namespace) -> int:
    """Write the file; 1 where it can't be written. Raises ContentError where the content cannot be used."""
    out: Path = arguments.out
    try:
        out.write_bytes(booklet(load()))
    except OSError as error:
        sys.stderr.write(f"{out} can't be written: {error.strerror or error}\n")
        return 1
    return 0
