"""All rules together, over the content or over any text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from decision_aid.rules import (
    balance,
    certainty_wording,
    freshness,
    no_advice,
    no_dosing,
    plain_numbers,
    provenance,
    reading_level,
    same_in_every_mode,
    signed_off,
)
from decision_aid.rules.finding import Finding, Hit
from decision_aid.rules.material import Material
from decision_aid.rules.wording_model import parts_of, read_all
from decision_aid.schema import Passage

ContentRule = Callable[[Material], Iterable[Finding]]

# Rules that read one passage at a time, with the kinds of passage that each reads.
TEXT_RULES: dict[str, tuple[Callable[[str], list[Hit]], frozenset[str]]] = {
    no_dosing.NAME: (no_dosing.in_text, frozenset({"text", "claim"})),
    no_advice.NAME: (no_advice.in_text, frozenset({"text", "claim"})),
    plain_numbers.NAME: (plain_numbers.in_text, frozenset({"text", "claim"})),
}
CONTENT_RULES: dict[str, ContentRule] = {
    no_dosing.NAME: no_dosing.in_content,
    plain_numbers.NAME: plain_numbers.in_content,
    certainty_wording.NAME: certainty_wording.in_content,
    provenance.NAME: provenance.in_content,
    reading_level.NAME: reading_level.in_content,
    balance.NAME: balance.in_content,
    freshness.NAME: freshness.in_content,
    same_in_every_mode.NAME: same_in_every_mode.in_content,
    signed_off.NAME: signed_off.in_content,
}
RULES = tuple(dict.fromkeys([*TEXT_RULES, *CONTENT_RULES]))


def check_text(passages: Iterable[Passage]) -> Iterator[Finding]:
    """What the rules for wording find in some passages, in their order."""
    passages = list(passages)
    # Read together, for many passages at once cost a fifth of one after the other.
    read_all(part for passage in passages if passage.kind in ("text", "claim") for part in parts_of(passage.text))
    for passage in passages:
        for rule, (in_text, kinds) in TEXT_RULES.items():
            for hit in in_text(passage.text) if passage.kind in kinds else ():
                yield Finding(passage.file, passage.line, rule, hit.words, hit.why, hit.instead)


def check_content(material: Material) -> list[Finding]:
    """What all rules find in the content, by file and line; warnings among them."""
    findings = [*check_text(material.passages)]
    for rule in CONTENT_RULES.values():
        findings += rule(material)
    return sorted(set(findings))
