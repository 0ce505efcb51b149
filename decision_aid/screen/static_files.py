"""Streamlit's own scripts, styles and fonts, packed once and kept, because Streamlit sends them unpacked.

`python -m decision_aid.screen.ahead` packs all of them as small as they get and keeps the copies beside the installed
packages; where that was not run, each file is packed quickly when it is first asked for.
"""

from __future__ import annotations

import re
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import Response

from decision_aid.kept_copies import write_whole
from decision_aid.screen.packed import BEST, Packed, answer, forms, pack, packed_already

PREFIX = "/static/"
COPIES = Path(sys.prefix) / "share" / "decision-aid" / f"streamlit-{version('streamlit')}-2"
# The types as Streamlit sends them; a suffix that is not here is sent as bytes that a browser will not run.
TYPES = {
    ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml",
    ".json": "application/json", ".woff2": "font/woff2", ".png": "image/png", ".gif": "image/gif",
}
ICONS = b"font-family:Material Symbols Rounded;"
PACKABLE = {".js", ".css", ".svg", ".json"}


def home() -> Path:
    """The folder that Streamlit's files stand in, under the names that its page asks for."""
    spec = find_spec("streamlit")
    assert spec
    assert spec.origin
    return Path(spec.origin).parent / "static" / "static"


def read(folder: Path, name: str) -> bytes:
    """One file; a style sheet without fonts that hold up what can be read, or are loaded and not used.

    Text shows in a font at hand until its own has come. Of Source Sans, the aid would use three arrows (170 kB), and
    Streamlit loads its icons (375 kB) at each start, whether one is shown or not: it asks for a blank in their font.
    No icon's name holds a blank, so they come where one is shown.
    """
    plain = (folder / name).read_bytes()
    if name.endswith(".css"):
        plain = re.sub(rb"@font-face\{[^}]*font-family:Source Sans;[^}]*\}", b"", plain)
        plain = re.sub(rb"(@font-face\{)(?![^}]*font-display)", rb"\1font-display:swap;", plain)
        plain = plain.replace(ICONS, ICONS + b"unicode-range:U+21-7E;")
    return plain


class StaticFiles:
    """Every file of Streamlit's by its name. A name holds a hash of what is in it, so a copy never grows old."""

    def __init__(self, folder: Path, copies: Path) -> None:
        self._folder = folder
        self._copies = copies
        self._names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        self._kept: dict[str, Packed] = {}

    async def answer(self, path: str, asked: Headers) -> Response | None:
        """What a request for a file under PREFIX gets; None where there is no such file."""
        name = path.removeprefix(PREFIX)
        if name not in self._names:
            return None
        if name not in self._kept:
            self._kept[name] = await to_thread.run_sync(self._load, name)
        kind = TYPES.get(Path(name).suffix, "application/octet-stream")
        long = "public, max-age=31536000, immutable"
        return answer(self._kept[name], asked, Content_Type=kind, Cache_Control=long)

    def _load(self, name: str) -> Packed:
        plain = read(self._folder, name)
        if Path(name).suffix not in PACKABLE:
            return packed_already(plain)
        kept = {form: self._copies / f"{name}.{form}" for form in ("br", "gzip")}
        if all(copy.is_file() for copy in kept.values()):
            return packed_already(plain, *((form, copy.read_bytes()) for form, copy in kept.items()))
        return pack(plain)


def make_copies(folder: Path, copies: Path) -> int:
    """Pack every file that may get smaller, on all cores; how many there are. Those that are there stay."""
    names = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix in PACKABLE
    )
    missing = [name for name in names if not (copies / f"{name}.gzip").is_file()]
    with ProcessPoolExecutor() as workers:
        list(workers.map(_copy, missing, [folder] * len(missing), [copies] * len(missing), chunksize=4))
    return len(names)


def _copy(name: str, folder: Path, copies: Path) -> None:
    # gzip last: a copy that was broken off is made anew.
    for form, packed in forms(read(folder, name), BEST):
        write_whole(copies / f"{name}.{form}", packed)

