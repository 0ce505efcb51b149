"""The content at hand: read and checked once, and kept, so that a start need not read it again while nothing changed.

Reading and checking takes half of a start's time. The copy is of these very files, read by this very code, or it is
not used: whoever changes a word gets all checks at the next start.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from decision_aid import CONTENT
from decision_aid.kept_copies import keep_only
from decision_aid.schema import Content

KEPT = Path(sys.prefix) / "share" / "decision-aid" / "content"
READERS = ("schema", "source_files", "cross_checks", "passages", "loading")


@cache
def load(root: Path = CONTENT, language: str = "en", kept: Path = KEPT) -> Content:
    """The content, read once a process.

    Args:
        root: the content folder.
        language: the folder of its language.
        kept: the folder of the copies; one that cannot be written to is left alone. It belongs to whoever may change
            the aid's code: what stands in it is believed.

    Raises:
        ContentError: as `loading.read` does, where there is no copy.
    """
    copy = kept / f"{_name(root, language)}.pickle"
    with suppress(Exception):  # what a damaged copy brings up may be of any kind
        content = pickle.loads(copy.read_bytes())  # noqa: S301 - ours, from the folder of the installed packages
        if isinstance(content, Content):
            return content
    from decision_aid.loading import read

    content = read(root, language)
    keep_only(copy, pickle.dumps(content, pickle.HIGHEST_PROTOCOL))
    return content


def _name(root: Path, language: str) -> str:
    """A hash of all that the content is made of: its files, whatever they are, and what reads them."""
    digest = sha256(repr((sys.version, version("pydantic"), language)).encode())
    for name, told in _made_of(root):
        digest.update(f"{name}\0{len(told)}\0".encode() + told)
    return digest.hexdigest()[:32]


def _made_of(root: Path) -> Iterator[tuple[str, bytes]]:
    for reader in READERS:
        yield reader, (Path(__file__).parent / f"{reader}.py").read_bytes()
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield path.relative_to(root).as_posix(), path.read_bytes()
