"""Draws signs-1.woff2: the signs of verdicts and certainty, all of one size and one stroke, on any device.

Devices' own fonts draw ⊕ small and ◯ large. Only who redraws the signs needs this and, beside it, fonttools and brotli:

    python docs/signs.py
"""

from math import cos, pi, sin, sqrt
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

UNITS, WIDTH, MIDDLE, RADIUS, STROKE = 1000, 800, 350, 320, 76
CENTRE = WIDTH / 2


def arc(radius, start, end, steps):
    """Quadratic curves round the centre: pairs of control point and end point, by angles in turns."""
    step = (end - start) / steps
    for place in range(steps):
        middle, there = start + (place + 0.5) * step, start + (place + 1) * step
        out = radius / cos(pi * step)
        yield tuple(
            (CENTRE + far * cos(2 * pi * turn), MIDDLE + far * sin(2 * pi * turn))
            for far, turn in ((out, middle), (radius, there))
        )


def circle(pen, radius, hole=False):
    """A disc, or the hole in one."""
    start, end = (0, 1) if hole else (1, 0)
    pen.moveTo((CENTRE + radius, MIDDLE))
    for control, there in arc(radius, start, end, 8):
        pen.qCurveTo(control, there)
    pen.closePath()


def ring(pen):
    """A circle of one stroke."""
    circle(pen, RADIUS)
    circle(pen, RADIUS - STROKE, hole=True)


def shape(pen, points):
    """A shape with straight edges, clockwise."""
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()


def bar(pen, length, across):
    """A bar through the centre: lying or standing."""
    x, y = (STROKE / 2, length) if across else (length, STROKE / 2)
    shape(pen, [(CENTRE - x, MIDDLE - y), (CENTRE - x, MIDDLE + y), (CENTRE + x, MIDDLE + y), (CENTRE + x, MIDDLE - y)])


def plus(pen):
    """A circle with a plus."""
    ring(pen)
    for across in (False, True):
        bar(pen, RADIUS - STROKE / 2, across)


def half(pen):
    """A circle whose left half is filled."""
    ring(pen)
    inner = RADIUS - STROKE / 2
    pen.moveTo((CENTRE, MIDDLE - inner))
    for control, there in arc(inner, 0.75, 0.25, 4):
        pen.qCurveTo(control, there)
    pen.closePath()


def cross(pen):
    """Two slanting strokes."""
    reach, thick = RADIUS * 0.86, STROKE * 1.15 / sqrt(2)
    for way in (1, -1):
        points = [(-reach, -reach + thick), (reach - thick, reach), (reach, reach - thick), (-reach + thick, -reach)]
        points = [(CENTRE + x, MIDDLE + way * y) for x, y in points]
        shape(pen, points[::way])


def dotted(pen):
    """A circle of eight dashes."""
    for place in range(8):
        start, end = (place + 0.78) / 8, (place + 0.22) / 8
        inner = RADIUS - STROKE
        pen.moveTo((CENTRE + RADIUS * cos(2 * pi * start), MIDDLE + RADIUS * sin(2 * pi * start)))
        for control, there in arc(RADIUS, start, end, 1):
            pen.qCurveTo(control, there)
        pen.lineTo((CENTRE + inner * cos(2 * pi * end), MIDDLE + inner * sin(2 * pi * end)))
        for control, there in arc(inner, end, start, 1):
            pen.qCurveTo(control, there)
        pen.closePath()


SIGNS = {
    "●": lambda pen: circle(pen, RADIUS), "◐": half, "○": ring, "✕": cross, "⊕": plus, "◯": ring, "◌": dotted,
}


def main():
    """Draw and write the font."""
    names = {ord(sign): f"uni{ord(sign):04X}" for sign in SIGNS}
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    for sign, draw in SIGNS.items():
        pen = TTGlyphPen(None)
        draw(pen)
        glyphs[names[ord(sign)]] = pen.glyph()
    font = FontBuilder(UNITS, isTTF=True)
    font.setupGlyphOrder(list(glyphs))
    font.setupCharacterMap(names)
    font.setupGlyf(glyphs)
    font.setupHorizontalMetrics({name: (WIDTH, 0) for name in glyphs})
    font.setupHorizontalHeader(ascent=950, descent=-290)
    font.setupNameTable({"familyName": "Aid Signs", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=950, sTypoDescender=-290, usWinAscent=950, usWinDescent=290)
    font.setupPost()
    font.font.flavor = "woff2"
    font.font.recalcTimestamp = False
    font.save(Path(__file__).resolve().parents[1] / "decision_aid" / "screen" / "files" / "signs-1.woff2")


if __name__ == "__main__":
    main()
