"""The aid's own files: its icon and its fonts, so that nothing is fetched from elsewhere.

What is read is in Atkinson Hyperlegible Next, drawn by the Braille Institute for readers with low vision: the Latin
part of npm's @fontsource-variable/atkinson-hyperlegible-next 5.3.0. Headings and the article's voice are in the Latin
part of Source Serif, made by docs/serif.py: Streamlit's own is 430 kB. Both stand under the licence in files/OFL.txt.
The signs of verdicts and certainty are drawn by docs/signs.py.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from starlette.responses import Response

FOLDER = Path(__file__).with_name("files")
ICON = "/icon.svg"
TOUCH_ICON = "/apple-touch-icon.png"
FONTS = (
    "atkinson-hyperlegible-next-5.3.0.woff2", "atkinson-hyperlegible-next-5.3.0-italic.woff2",
    "serif-roman-1.woff2", "serif-italic-1.woff2", "signs-1.woff2",
)

# A font's name holds its version, so a browser may keep it for good.
FOREVER, A_DAY = "public, max-age=31536000, immutable", "public, max-age=86400"
FILES = {
    ICON: (FOLDER.parents[1] / "icon.svg", "image/svg+xml", A_DAY),
    TOUCH_ICON: (FOLDER / "icon.png", "image/png", A_DAY),
    # What browsers ask for of their own accord.
    "/favicon.ico": (FOLDER / "icon.png", "image/png", A_DAY),
    "/favicon.png": (FOLDER / "icon.png", "image/png", A_DAY),
} | {f"/fonts/{name}": (FOLDER / name, "font/woff2", FOREVER) for name in FONTS}
HEAD = f'<link rel="icon" href="{ICON}" type="image/svg+xml"><link rel="apple-touch-icon" href="{TOUCH_ICON}">'


def local_file(path: str) -> Response | None:
    """The file at an address, or None where there is none of ours."""
    if path not in FILES:
        return None
    file, kind, kept = FILES[path]
    return Response(_bytes(file), media_type=kind, headers={"Cache-Control": kept})


@cache
def _bytes(file: Path) -> bytes:
    return file.read_bytes()
