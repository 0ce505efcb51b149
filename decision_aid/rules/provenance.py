"""Provenance: every sentence that a page, the booklet or a print-out shows stands in the content.

The files are checked when they are read (ids, references); this rule looks at what is really shown. All wording of
the content is taken out of a shown text, longest first; what is left, if it holds a word, came from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

from decision_aid.rules.finding import Finding, Hit, shorten
from decision_aid.rules.material import Material
from decision_aid.schema import Content

NAME = "provenance"
WHY = "is shown, and stands nowhere in the content."
INSTEAD = "Put the wording into content/, with its source, and show it from there."
_SHOWN_ATTRIBUTES = ("alt", "aria-label", "title", "placeholder", "aria-description", "content")
_BLOCKS = frozenset(
    "p li h1 h2 h3 h4 h5 h6 td th caption summary div section blockquote figcaption dt dd label title option nav"
    " details table tr ul ol dl main header footer article aside body head text".split()
)
# `code` holds the names of tests, which are no wording.
_UNSEEN = frozenset("script style template code".split())
_LETTER = re.compile(r"[^\W\d_]{2,}")


class _Shown(HTMLParser):
    """Collects what a reader sees or hears, block by block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self._open: list[str] = []
        self._unseen = 0
        # A meaning that opens over the text stands within a sentence in the file, and apart from it on the screen.
        self._around: list[list[str]] = []
        self._spans: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        if tag in _BLOCKS or (tag == "span" and not attrs):
            self._end_block()
        if tag == "br":
            self._open.append(" ")
        named = dict(attrs)
        if tag == "span":
            self._spans.append("popover" in named)
            if self._spans[-1]:
                self._around.append(self._open)
                self._open = []
        for name in _SHOWN_ATTRIBUTES:
            value = named.get(name)
            if value and (tag != "meta" or named.get("name") == "description"):
                self.blocks.append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag == "span" and self._spans and self._spans.pop():
            self._end_block()
            self._open = self._around.pop()
        elif tag in _BLOCKS:
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

    def __init__(self, content: Content) -> None:
        texts = {_flat(passage.text) for passage in content.passages if passage.kind != "numbers"}
        links = [reference.link for reference in content.references.values() if reference.link]
        # A link shows its host's name; a kiosk, which leads nowhere, shows the address as text.
        texts |= {form for link in links for form in (urlsplit(link).hostname or "", link.removeprefix("https://"))}
        texts |= {item.id for standard in content.scorecard.standards for item in standard.items}
        texts = {*texts, content.version} - {""}
        literal = {form for text in texts if "{" not in text for form in _forms(text)}
        ordered = sorted(literal, key=len, reverse=True)
        self._whole = frozenset(literal)
        self._long = [text for text in ordered if text.count(" ") >= 2]
        self._short = re.compile(_alone("|".join(re.escape(text) for text in ordered if text.count(" ") < 2)))
        templates = sorted((text for text in texts if "{" in text), key=len, reverse=True)
        worded = {text: len(_LETTER.findall(_bare(text))) for text in templates}
        # A template with many words of its own may hold another passage within them, so it is looked for first.
        self._sentences = [re.compile(_filled(text)) for text in templates if worded[text] >= 6]
        self._templates = [re.compile(_filled(text)) for text in templates if 2 <= worded[text] < 6]
        self._words = re.compile(
            _alone("|".join(re.escape(part) for text in templates for part in _parts(text) if _LETTER.search(part)))
        )

    def left_over(self, shown: str) -> str:
        """What of a shown text stands nowhere in the content; "" where all of it does."""
        text = _flat(shown)
        if text in self._whole or not _LETTER.search(text):
            return ""
        text = _fill_out(self._sentences, text)
        for known in self._long:
            if known in text:
                text = re.sub(_alone(re.escape(known)), _CUT, text)
        text = _fill_out(self._templates, text)
        rest = self._words.sub(_CUT, self._short.sub(_CUT, text))
        return " ".join(rest.replace(_CUT.strip(), " ").split()) if _LETTER.search(rest) else ""


_CUT = " \0 "


def _fill_out(templates: Iterable[re.Pattern[str]], text: str) -> str:
    """The text with what fits a template taken out, and what was put into it left in."""
    for template in templates:
        while match := template.search(text):
            filled = _CUT.join(part for part in match.groups() if part)
            text = f"{text[: match.start()]}{_CUT}{filled}{_CUT}{text[match.end() :]}"
    return text


def _forms(text: str) -> Iterator[str]:
    """How a passage may stand: as it is, with a capital or (a word) without, and without its full stop."""
    inside = () if " " in text else (text[:1].lower() + text[1:],)
    for form in (text, text[:1].upper() + text[1:], *inside):
        yield form
        if form.endswith(".") and " " in form:
            yield form[:-1]


def _alone(pattern: str) -> str:
    """A pattern that begins and ends where a word does."""
    return rf"(?<!\w)(?:{pattern})(?!\w)"


def _parts(template: str) -> list[str]:
    """The fixed words of a template, between its placeholders."""
    return [part.strip() for part in re.split(r"\{\w+\}", template)]


def _bare(template: str) -> str:
    return " ".join(_parts(template))


def _filled(template: str) -> str:
    """A template as a pattern whose groups are what was put in."""
    return "(.{0,300}?)".join(re.escape(part) for part in re.split(r"\{\w+\}", template))


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

    known = Known(material.content)
    for hit in unknown_in(shown_in(booklet(material.content).decode()), known):
        yield Finding("booklet", 1, NAME, hit.words, hit.why, hit.instead)
