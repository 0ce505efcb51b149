"""Sign passages as read, with a name and a role, so that none slips in unread."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from decision_aid.loading import CONTENT
from decision_aid.rules.material import material
from decision_aid.rules.signed_off import ROLES, Sign, hash_of, read_signs, to_sign, write_signs
from decision_aid.schema import Passage


def describe(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument(
        "places",
        nargs="+",
        metavar="FILE[:LINE]",
        help="a content file, or one passage of it by its line, such as content/en/about.yaml:7",
    )
    parser.add_argument("--name", required=True, help="who read it")
    parser.add_argument("--role", required=True, choices=ROLES)
    parser.add_argument(
        "--on", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="when; today if left out"
    )
    parser.add_argument(
        "--content", type=Path, default=CONTENT, metavar="FOLDER", help="a content folder other than the aid's own"
    )


def run(given: argparse.Namespace) -> int:
    """Keep the signs and tell them. 0: signed; 2: a place holds no passage, or the content cannot be used."""
    root = given.content.resolve()
    name = " ".join(given.name.split())
    if not name:
        sys.stderr.write("--name is empty; write who read it.\n")
        return 2
    found = to_sign(material(root).passages)
    signs = [sign for kept in read_signs(root).values() for sign in kept]
    chosen: list[Passage] = []
    for place in given.places:
        here = passages_at(found, place)
        if not here:
            sys.stderr.write(
                f"{place}: no passage stands there; write a file as `check` names it, with a line or without.\n"
            )
            return 2
        chosen += here
    hashes = {hash_of(passage): passage for passage in chosen}
    current = {hash_of(passage) for passage in found}
    kept = [sign for sign in signs if sign.passage in current]
    write_signs(root, [*kept, *(Sign(passage, given.role, name, given.on or date.today()) for passage in hashes)])
    for passage in hashes.values():
        sys.stdout.write(f"{passage.file}:{passage.line}: {' '.join(passage.text.split())}\n")
    sys.stdout.write(f"{len(hashes)} passages signed by {name} ({given.role}).\n")
    return 0


def passages_at(found: list[Passage], place: str) -> list[Passage]:
    """The passages of a file, or the one on a line of it: `content/en/about.yaml` or `content/en/about.yaml:7`."""
    file, _, line = place.rpartition(":") if place.rpartition(":")[2].isdigit() else (place, "", "")
    return [passage for passage in found if passage.file == file and (not line or passage.line == int(line))]
