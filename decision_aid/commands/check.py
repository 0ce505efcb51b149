"""Check the content, or any text, against the rules: no dosing, no advice, plain numbers and the others."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path

from decision_aid.loading import CONTENT
from decision_aid.rules.finding import Finding
from decision_aid.rules.material import material
from decision_aid.rules.run import check_content, check_text
from decision_aid.schema import Passage

CLEAN, FOUND, COULD_NOT_RUN = 0, 1, 2
# Forms are looked for again from each word of a passage, so a line without end is read piece by piece; pieces overlap.
LONGEST_PIECE, OVERLAP = 2000, 200


def describe(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("--text", metavar="FILE", help="check a text file, one passage a line; - reads standard input")
    parser.add_argument(
        "--format", choices=("plain", "json"), default="plain", help="json: a list of objects, for machines"
    )
    parser.add_argument(
        "--content", type=Path, default=CONTENT, metavar="FOLDER", help="a content folder other than the aid's own"
    )
    parser.add_argument(
        "--today",
        type=date.fromisoformat,
        default=None,
        metavar="YYYY-MM-DD",
        help="the day by which sources may be overdue",
    )


def run(given: argparse.Namespace) -> int:
    """Check and tell. 0: clean (warnings may be told); 1: findings; 2: could not run."""
    try:
        if given.text is not None:
            findings = sorted(set(check_text(passages_in(given.text))))
        else:
            findings = check_content(material(given.content.resolve(), given.today))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        sys.stderr.write(f"{given.text}, line {line}: is not UTF-8 text; save the file as UTF-8.\n")
        return COULD_NOT_RUN
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return COULD_NOT_RUN
    tell(findings, given.format)
    return FOUND if any(not finding.warning for finding in findings) else CLEAN


def passages_in(name: str) -> list[Passage]:
    """Each line of a text file that holds anything, or of standard input, as a passage; a very long one as several.

    Raises:
        OSError: the file cannot be read.
        UnicodeDecodeError: it is not UTF-8 text.
    """
    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    lines = data.decode("utf-8-sig").split("\n")
    return [
        Passage(name, number, (number,), piece.strip())
        for number, line in enumerate(lines, start=1)
        for piece in _pieces(line)
        if piece.strip()
    ]


def _pieces(line: str) -> list[str]:
    step = LONGEST_PIECE - OVERLAP
    return [line[at : at + LONGEST_PIECE] for at in range(0, max(1, len(line) - OVERLAP), step)]


def tell(findings: Iterable[Finding], form: str) -> None:
    """Write findings to standard output."""
    findings = list(findings)
    if form == "json":
        sys.stdout.write(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1) + "\n")
        return
    for finding in findings:
        sys.stdout.write(f"{finding}\n")
    breaches = sum(not finding.warning for finding in findings)
    sys.stdout.write(f"{breaches} finding{'s' if breaches != 1 else ''}, {len(findings) - breaches} to look at.\n")
