"""Signed off: who last read each passage, in what role, and when. A new or changed passage is unsigned.

`signed.yaml` keeps signs by the hash of the words, so that a passage keeps its sign wherever it is moved and loses
it with its first changed letter.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import get_args

import yaml

from decision_aid.rules.finding import Finding, shorten
from decision_aid.rules.material import Material
from decision_aid.schema import Passage, Role
from decision_aid.source_files import ContentError, Problem

NAME = "signed-off"
FILE = "signed.yaml"
ROLES: tuple[Role, ...] = get_args(Role)
HEAD = """\
# Who last read each passage, by the hash of its words. Written by: python -m decision_aid sign
# A passage with no line here is new or was changed since. Don't write lines by hand.
"""


@dataclass(frozen=True)
class Sign:
    """One reading of one passage."""

    passage: str
    role: Role
    name: str
    on: date


Signs = Mapping[str, tuple[Sign, ...]]


def hash_of(passage: Passage) -> str:
    """The first 16 hex digits of the SHA-256 of a passage's words and marks; how lines are broken doesn't count."""
    words = " ".join(passage.text.split())
    return hashlib.sha256(f"{words}\0{passage.marks}".encode()).hexdigest()[:16]


def to_sign(found: Iterable[Passage]) -> list[Passage]:
    """The passages that need a reader's sign: all wording, and numbers; not the names and addresses of sources."""
    return [passage for passage in found if passage.kind in ("text", "claim", "numbers")]


def read_signs(root: Path) -> Signs:
    """The signs kept under `root`; empty where there is no such file.

    Raises:
        ContentError: the file cannot be used.
    """
    path = root / FILE
    if not path.exists():
        return {}
    name = f"{root.name}/{FILE}"
    mend = "is not as `sign` writes it; take the change back, or sign anew"
    try:
        stored = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        lines = stored["signs"] or []
        signs = [Sign(str(line["passage"]), line["role"], line["name"], line["read_on"]) for line in lines]
        if not all(sign.role in ROLES and isinstance(sign.on, date) and isinstance(sign.name, str) for sign in signs):
            raise ValueError
    except (yaml.YAMLError, KeyError, TypeError, ValueError, UnicodeDecodeError) as error:
        line = error.problem_mark.line + 1 if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark else 1
        raise ContentError([Problem(name, line, "", mend)]) from None
    by_passage: dict[str, tuple[Sign, ...]] = {}
    for sign in signs:
        by_passage[sign.passage] = (*by_passage.get(sign.passage, ()), sign)
    return by_passage


def write_signs(root: Path, signs: Iterable[Sign]) -> None:
    """Keep signs, one a line, the last of each role for each passage."""
    last = {(sign.passage, sign.role): sign for sign in signs}
    lines = [
        f"  - {{passage: '{sign.passage}', role: {sign.role}, name: {_quoted(sign.name)}, read_on: {sign.on}}}"
        for _, sign in sorted(last.items())
    ]
    (root / FILE).write_text(HEAD + "signs:\n" + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def signed_by_role(found: Iterable[Passage], signs: Signs) -> tuple[int, dict[Role, int]]:
    """How many different passages there are to read, and how many of them each role has read."""
    hashes = {hash_of(passage) for passage in to_sign(found)}
    counted = Counter(role for name in hashes for role in {sign.role for sign in signs.get(name, ())})
    return len(hashes), {role: counted[role] for role in ROLES}


def in_content(material: Material) -> Iterator[Finding]:
    """Each passage that nobody has signed since it was last changed."""
    signs = read_signs(material.root)
    told: set[str] = set()
    for passage in to_sign(material.passages):
        name = hash_of(passage)
        if name in signs or name in told:
            continue
        told.add(name)
        yield Finding(
            passage.file,
            passage.line,
            NAME,
            shorten(passage.text),
            "is new or was changed, and nobody has signed it.",
            f"Read it; then: python -m decision_aid sign --name NAME --role ROLE {passage.file}:{passage.line}",
        )
