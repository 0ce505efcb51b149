"""Provenance: every sentence that a page, the booklet or a print-out shows stands in the content.

The files are checked when they are read (ids, references); this rule looks at what is really shown. All wording of
the content is taken out of a shown text, longest first; what is left, if it holds a word, came from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from decision_aid.rules.finding import Finding, Hit, shorten
from decision_aid.rules.material import Material
from decision_aid.schema import Content, Passage

NAME = "provenance"
WHY = "is shown, and stands nowhere in the content."
INSTEAD = "Put the wording into content/, with its source, and show it from there."
_SHOWN_ATTRIBUTES = ("alt", "aria-label", "title", "placeholder", "aria-description", "content")
_BLOCKS = frozenset(
    "p li h1 h2 h3 h4 h5 h6 td th caption summary div section blockquote figcaption dt dd label title option nav"
    " details table tr ul ol dl main header footer article aside body head text".split()
)
_UNSEEN = frozenset("script style template".split())
_LETTER = re.compile(r"[^\W\d_]{2,}")


class _Shown(HTMLParser):
    """Collects what a reader sees or hears, block by block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self._open: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        if tag in _BLOCKS:
            self._end_block()
        if tag == "br":
            self._open.append(" ")
        named = dict(attrs)
        for name in _SHOWN_ATTRIBUTES:
            value = named.get(name)
            if value and (tag != "meta" or named.get("name") == "description"):
                self.blocks.append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag in _BLOCKS:
            self._end_block()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._open.append(data)

    def _end_block(self) -> None:
        text = " ".join("".join(self._open).split())
        self._open = []
        if text:
            self.blocks.append(text)

    def close(self) -> None:
        super().close()
        self._end_block()


def shown_in(html: str) -> list[str]:
    """The texts that some HTML shows or speaks, one for each block; scripts and styles show nothing."""
    parser = _Shown()
    parser.feed(html)
    parser.close()
    return parser.blocks


class Known:
    """All wording of the content, ready to be taken out of a shown text."""

    def __init__(self, content: Content, passages: Iterable[Passage]) -> None:
        texts = {_flat(passage.text) for passage in passages if passage.kind != "numbers"}
        plainly = [text for text in texts if "{" not in text]
        # A meaning that opens within a sentence, and forms that begin a table's row, come with a capital.
        plainly += [text[:1].upper() + text[1:] for text in plainly]
        patterns = [_filled(text) for text in texts if "{" in text]
        self._whole = frozenset(plainly)
        ordered = sorted({*plainly}, key=len, reverse=True)
        # A word alone is no source of a sentence: only passages of some length are cut out of the middle of a text.
        self._inside = re.compile("|".join(re.escape(text) for text in ordered if len(text) > 1))
        self._patterns = re.compile("|".join(sorted(patterns, key=len, reverse=True)))

    def left_over(self, shown: str) -> str:
        """What of a shown text stands nowhere in the content; "" where all of it does."""
        text = _flat(shown)
        if text in self._whole or not _LETTER.search(text):
            return ""
        rest = self._take_out(text)
        return " ".join(rest.split()) if _LETTER.search(rest) else ""

    def _take_out(self, text: str) -> str:
        without = _cut(self._inside, text)
        if not _LETTER.search(without):
            return without
        # A filled-in sentence holds words of its own and words put in; both have to be known.
        match = self._patterns.search(text)
        while match:
            filled = " | ".join(part for part in match.groups() if part)
            text = f"{text[: match.start()]} | {filled} | {text[match.end() :]}"
            match = self._patterns.search(text)
        return _cut(self._inside, text)


def _cut(pattern: re.Pattern[str], text: str) -> str:
    """The text without whole known passages: each begins and ends where a word does."""
    return re.sub(rf"(?<!\w)(?:{pattern.pattern})(?!\w)", " ", text)


def _filled(template: str) -> str:
    """A passage with placeholders, as a pattern whose groups are what was put in."""
    parts = re.split(r"\{\w+\}", template)
    return (
        "(.{0,400}?)".join(re.escape(part) for part in parts)
        if any(_LETTER.search(part) for part in parts)
        else re.escape(template)
    )


def _flat(text: str) -> str:
    return " ".join(text.split())


def unknown_in(shown: Iterable[str], known: Known) -> list[Hit]:
    """The shown texts of which something stands nowhere in the content, each with what is left over."""
    hits = []
    for text in shown:
        if left := known.left_over(text):
            hits.append(Hit(shorten(left), WHY, INSTEAD))
    return hits


def in_content(material: Material) -> Iterator[Finding]:
    """What the booklet shows, which is the whole aid as one page, and which stands nowhere in the content."""
    from decision_aid.booklet import booklet

    known = Known(material.content, material.passages)
    for hit in unknown_in(shown_in(booklet(material.content)), known):
        yield Finding("booklet", 1, NAME, hit.words, hit.why, hit.instead)
