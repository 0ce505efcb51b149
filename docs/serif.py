"""Makes the aid's serif, roman and italic: the Latin letters of the Source Serif that Streamlit ships, a fifth of it.

"Source" is a name that its licence reserves for the whole font, so this part is called Aid Serif. Letters that it has
not come from Streamlit's. Only who makes it anew needs this and, beside it, Streamlit, fonttools and brotli:

    python docs/serif.py
"""

from pathlib import Path

import streamlit
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(streamlit.__file__).parent / "static" / "static" / "media"
TO = Path(__file__).parents[1] / "decision_aid" / "screen" / "files"
LETTERS = [
    *range(0x20, 0x7F), *range(0xA0, 0x100), 0x131, *range(0x152, 0x154), *range(0x160, 0x162), 0x178, 0x17D, 0x17E,
    *range(0x2010, 0x2016), *range(0x2018, 0x201F), *range(0x2020, 0x2023), 0x2026, 0x2030, 0x2032, 0x2033, 0x2039,
    0x203A, 0x2044, 0x20AC, 0x2122, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265,
]
FAMILY, FULL, POSTSCRIPT, TYPOGRAPHIC, UNIQUE, PREFIX = 1, 4, 6, 16, 3, 25

for kind in ("Roman", "Italic"):
    (source,) = FONTS.glob(f"SourceSerifVariable-{kind}.*.woff2")
    font = instantiateVariableFont(TTFont(source), {"wght": (400, 700)})
    options = Options()
    options.layout_features = ["kern", "liga", "ccmp", "locl", "mark", "mkmk"]
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (FAMILY, FULL, POSTSCRIPT, TYPOGRAPHIC, UNIQUE, PREFIX):
            record.string = "AidSerif" if record.nameID in (POSTSCRIPT, PREFIX) else "Aid Serif"
    font.flavor = "woff2"
    font.save(TO / f"serif-{kind.lower()}-1.woff2")
