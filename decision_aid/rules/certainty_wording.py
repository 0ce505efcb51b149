"""Certainty wording: the verbs of a statement fit the certainty that its source gave it.

high "reduces"; moderate "probably reduces"; low "may reduce"; very low "we do not know whether"
(GRADE, by standards.md section 3 rule 13). A statement that was not rated reports what was seen; it has no rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision_aid.rules.finding import Finding, Hit, shorten
from decision_aid.rules.material import Material
from decision_aid.rules.plain_text import plain
from decision_aid.schema import Certainty

NAME = "certainty-wording"

_MAY = re.compile(r"\b(?:may|might|could)\b")
_PROBABLY = re.compile(r"\b(?:probably|likely)\b")
_UNKNOWN = re.compile(
    r"\b(?:not known|unknown|do(?:es)? not know|unclear|not clear|uncertain|not sure|unsure"
    r"|can(?:no|')t tell|cannot tell|too little|no one knows|nobody knows|not enough)\b"
)
_SAYS_LOW = re.compile(r"\bweak\b|\blow certainty\b|\bcertainty as low\b")
_SURE = re.compile(r"\b(?:proves?|proven|certainly|definitely|clearly shows?|without doubt|always|guarantees?|will)\b")
WORDS: dict[Certainty, str] = {
    "high": "a plain verb such as “reduces”, without “may” or “probably”",
    "moderate": "“probably”",
    "low": "“may”, or that the certainty is low",
    "very low": "“we do not know whether”, or that the evidence is very uncertain",
}


def in_statement(text: str, certainty: Certainty) -> list[Hit]:
    """Where the wording of a statement does not fit its certainty; [] where it does or has no rating."""
    reduced = plain(text)
    may, probably, unknown = (bool(form.search(reduced)) for form in (_MAY, _PROBABLY, _UNKNOWN))
    wrong = {
        "high": (may or probably or unknown),
        "moderate": not probably or unknown,
        "low": not (may or _SAYS_LOW.search(reduced)) or bool(_SURE.search(reduced)),
        "very low": not unknown or bool(_SURE.search(reduced)),
    }.get(certainty, False)
    if not wrong:
        return []
    return [Hit(shorten(text), f"does not sound like {certainty} certainty.", f"Use {WORDS[certainty]}.")]


def in_content(material: Material) -> Iterator[Finding]:
    """Statements and outcomes whose words do not fit their certainty."""
    content = material.content
    told = {statement.text: statement.certainty for statement in content.statements.values()}
    told |= {
        summary: outcome.numbers.certainty
        for outcome in content.outcomes.values()
        if (summary := outcome.words.summary)
    }
    for passage in material.passages:
        certainty = told.get(passage.text.strip()) if passage.place[-1] in ("text", "summary") else None
        for hit in in_statement(passage.text, certainty) if certainty else ():
            yield Finding(passage.file, passage.line, NAME, hit.words, hit.why, hit.instead)
