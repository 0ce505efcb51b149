"""Same in every mode: a claim or a statement reads the same wherever it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from decision_aid.rules.finding import Finding, shorten
from decision_aid.rules.material import Material

NAME = "same-in-every-mode"
# How sources and meanings open differs between screen and paper; what is told must not.
_OPENS = re.compile(r'<span popover.*?</span>|<details.*?</details>|<div class="sources">.*?</div>', re.DOTALL)
_PART = re.compile(r'<div class="(?:claim|statement)" data-told="([\w.-]+)"')
# Why a claim has its verdict; a waiting room leaves it out until all of a page is asked for.
_WHY = re.compile(r'<div class="why">(.*?)</div>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def told_in(html: str) -> dict[str, set[str]]:
    """Each way in which each claim and statement is told in some HTML: id -> texts, without what opens.

    Why a claim has its verdict stands on a line of its own at the end, where it is told.
    """
    told: dict[str, set[str]] = {}
    for start in _PART.finditer(html):
        body = _OPENS.sub("", _whole_div(html[start.start() :]))
        told.setdefault(start[1], set()).add("\n".join(map(_text, (_WHY.sub("", body), *_WHY.findall(body)))))
    return told


def _text(html: str) -> str:
    return " ".join(unescape(_TAG.sub("\0", html).replace("\0\0", " ").replace("\0", "")).split())


def _whole_div(html: str) -> str:
    depth = 0
    for tag in re.finditer(r"<div\b|</div>", html):
        depth += 1 if tag[0] != "</div>" else -1
        if depth == 0:
            return html[: tag.end()]
    return html


def differences(shown: Mapping[str, Iterable[str]]) -> list[str]:
    """The ids of claims and statements that are told in more than one way; to leave out why is not another way.

    Args:
        shown: HTML pages by where they are shown, such as a mode's name.
    """
    told: dict[str, set[str]] = {}
    for pages in shown.values():
        for html in pages:
            for name, texts in told_in(html).items():
                told.setdefault(name, set()).update(texts)
    return sorted(name for name, texts in told.items() if _differ(texts))


def _differ(texts: Iterable[str]) -> bool:
    claims, whys = zip(*(text.partition("\n")[::2] for text in texts), strict=True)
    return len(set(claims)) > 1 or len({*whys} - {""}) > 1


def in_content(material: Material) -> Iterator[Finding]:
    """Claims and statements that the booklet and the pages' own parts tell in different ways."""
    from decision_aid.booklet import booklet
    from decision_aid.markup import Markup

    content = material.content
    parts = [Markup(content, claim.id).claim(claim) for claim in content.claims.values()]
    parts += [Markup(content, statement.id).statement(statement) for statement in content.statements.values()]
    for name in differences({"pages": parts, "booklet": [booklet(content).decode()]}):
        yield Finding(
            f"{material.folder}/en", 1, NAME, shorten(name), "is told in different ways.", "Show it from one place."
        )
