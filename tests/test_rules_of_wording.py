"""No dosing, no advice, plain numbers: harmful passages are caught wherever they stand, harmless ones are left alone.

`passages/harmful.tsv` and `passages/harmless.tsv` hold what was written for these tests by others than wrote the rules;
rules were mended until they held on all of it. `passages/unseen.tsv` was written later, by someone who knew only what
the rules are to do, and no rule was mended or fitted by it: so it tells how good they are on what nobody foresaw. Keep
it so: who mends a rule by a passage of it moves that passage to one of the other two.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_aid.rules import no_advice, no_dosing, patterns, plain_numbers
from decision_aid.rules.finding import Hit
from decision_aid.rules.run import TEXT_RULES, check_text
from decision_aid.rules.wording_model import parts_of, read_all
from decision_aid.schema import Content, Passage

FOLDER = Path(__file__).parent / "passages"
RULES = {rule.NAME: rule for rule in (no_dosing, no_advice, plain_numbers)}


def rows(name: str) -> list[tuple[str, str]]:
    """The passages of one file: the rule it belongs to, and the words."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [(rule, text) for rule, text in (line.split("\t") for line in lines)]


HARMFUL, HARMLESS = rows("harmful.tsv"), rows("harmless.tsv")


def flagged(text: str) -> list[tuple[str, Hit]]:
    """What the rules for wording find in a text."""
    return [(name, hit) for name, (in_text, _) in TEXT_RULES.items() for hit in in_text(text)]


@pytest.fixture(scope="module", autouse=True)
def _read_together() -> None:
    """Read in one go what the tests below read one by one, which is five times as fast."""
    read_all(part for _, text in HARMFUL + HARMLESS for part in parts_of(text))


def test_there_are_enough_passages() -> None:
    assert len(HARMFUL) >= 150
    assert len(HARMLESS) >= 300
    assert {rule for rule, _ in HARMFUL} == set(RULES)


def test_every_harmful_passage_is_caught() -> None:
    missed = [text for _, text in HARMFUL if not flagged(text)]
    assert missed == []


def test_no_harmless_passage_is_flagged() -> None:
    wrong = [(text, found[0]) for _, text in HARMLESS if (found := flagged(text))]
    assert wrong == []


def test_most_of_what_nobody_foresaw_is_caught_and_little_harmless_is_flagged() -> None:
    """At least 95 of 100 harmful passages, at most 3 of 100 harmless ones."""
    unseen = [line.split("\t") for line in (FOLDER / "unseen.tsv").read_text(encoding="utf-8").splitlines()]
    read_all(part for _, _, text in unseen for part in parts_of(text))
    harmful = [text for label, _, text in unseen if label == "bad"]
    harmless = [text for label, _, text in unseen if label == "ok"]
    assert len(harmful) == len(harmless) == 150
    missed = [text for text in harmful if not flagged(text)]
    wrong = [text for text in harmless if flagged(text)]
    assert len(missed) <= 0.05 * len(harmful), missed
    assert len(wrong) <= 0.03 * len(harmless), wrong


def test_harmful_passages_are_caught_within_the_real_content(content: Content) -> None:
    """Each is put before, behind or into a real passage, as a careless edit would do."""
    dice = random.Random(7)  # noqa: S311
    hosts = [p for p in content.passages if p.kind == "text" and p.text.rstrip().endswith(".") and len(p.text) < 400]
    missed = []
    for _, text in dice.sample(HARMFUL, 160):
        host = dice.choice(hosts)
        sentence = text if text.endswith((".", "!", "?")) else f"{text}."
        mixed = dice.choice([f"{host.text.rstrip()} {sentence}", f"{sentence} {host.text.rstrip()}"])
        if not list(check_text([host._replace(text=mixed)])):
            missed.append(mixed)
    assert len(missed) <= 3, missed


@pytest.mark.parametrize("name", RULES)
def test_each_rule_finds_what_the_others_do_not(name: str) -> None:
    """With a rule switched off, its passages go by: so a rule that does nothing fails here."""
    own = [text for rule, text in HARMFUL if rule == name]
    others = [in_text for other, (in_text, _) in TEXT_RULES.items() if other != name]
    slipping = [text for text in own if not any(in_text(text) for in_text in others)]
    assert len(slipping) > 0.75 * len(own)


def test_forms_and_the_model_each_find_what_the_other_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    by_form = [text for _, text in HARMFUL if any(rule.by_form(text) for rule in RULES.values())]
    assert len(by_form) > 0.3 * len(HARMFUL)
    monkeypatch.setattr(patterns, "breach", lambda text, kind: None)
    assert len([text for _, text in HARMFUL if not flagged(text)]) > 0.3 * len(HARMFUL)


def test_the_real_content_is_clean(content: Content) -> None:
    assert [str(finding) for finding in check_text(content.passages)] == []


def test_a_finding_says_where_what_why_and_what_instead() -> None:
    (found,) = list(check_text([Passage("a.yaml", 7, (), "Take 10 mg at night.")]))[:1]
    assert (found.file, found.line, found.rule, found.words) == ("a.yaml", 7, "no-dosing", "10 mg")
    assert found.why
    assert found.instead


SEEDS = (
    "0.5 mg/kg",
    "10 mg",
    "2 ml",
    "3 lozenges a day",
    "twice daily",
    "6 infusions",
    "ten-day course",
    "a drip every 4 hours",
)
SPELL = {"2": "two", "3": "three", "6": "six", "10": "ten", "4": "four"}
LOOK_ALIKE = str.maketrans({"a": "а", "e": "е", "o": "о", "c": "с", "i": "і", "p": "р"})
Disguise = Callable[[str], str]
DISGUISES: dict[str, Disguise] = {
    "capitals": str.upper,
    "title": str.title,
    "no space": lambda text: text.replace(" mg", "mg").replace(" ml", "ml"),
    "thin spaces": lambda text: text.replace(" ", "\u202f"),
    "two spaces": lambda text: text.replace(" ", "  "),
    "no-break": lambda text: text.replace(" ", "\u00a0"),
    "invisible": lambda text: "\u200b".join(text),
    "look-alikes": lambda text: text.translate(LOOK_ALIKE),
    "wide": lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
    "middle dot": lambda text: text.replace(".", "·"),
    "digits as words": lambda text: " ".join(SPELL.get(word, word) for word in text.split()),
    "other digits": lambda text: text.translate({ord("0") + n: chr(0x0660 + n) for n in range(10)}),
    "soft hyphens": lambda text: "\u00ad".join(text),
}


@given(
    seed=st.sampled_from(SEEDS),
    first=st.sampled_from(sorted(DISGUISES)),
    second=st.sampled_from(sorted(DISGUISES)),
    before=st.sampled_from(["Some people have ", "In one clinic it was ", "Label: ", ""]),
    after=st.sampled_from([" of ketamine.", " by drip", ", as the clinic said.", ""]),
)
def test_a_disguise_does_not_help(seed: str, first: str, second: str, before: str, after: str) -> None:
    # Wide and foreign letters can't be spelled out or given look-alikes afterwards; that way round nothing changes.
    text = before + DISGUISES[first](DISGUISES[second](seed)) + after
    assert no_dosing.by_form(text), text


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/ketamine-0-5-mg-kg",
        "https://example.org/a?d=10mg",
        "https://example.org/low%2Ddose-ketamine",
        "https://example.org/dosing",
        "https://example.org/six-infusions",
        "https://example.org/50%20mg",
    ],
)
def test_an_address_may_not_show_dosing(address: str) -> None:
    assert no_dosing.in_link(address)
    assert no_dosing.in_text(f"See {address}")


@pytest.mark.parametrize(
    "text",
    [
        "31 of 100 people had less pain; 69 did not.",
        "Relief was seen for up to 12 weeks after.",
        "For people aged 16 or over.",
        "Call 988, day or night.",
        "It cost $600 in one US clinic.",
        "Last checked 22 November 2026.",
        "45 percent of those asked were women.",
        "If you may have taken too much, call 911 now.",
        "NICE says: do not start ketamine for long-term pain.",
        "Talk it over with your care team.",
        "Tap Next to go on.",
    ],
)
def test_near_misses_are_left_alone(text: str) -> None:
    assert flagged(text) == []


@pytest.mark.parametrize(
    ("text", "one_sided"),
    [
        ("31 of 100 people had less pain.", True),
        ("31 of 100 people had less pain; 69 did not.", False),
        ("27 to 28 of 100 people did well. The other 72 to 73 did not.", False),
        ("8 of 12 people had it; in 4 it was not so.", False),
    ],
)
def test_a_count_of_100_tells_the_others_too(text: str, one_sided: bool) -> None:
    assert bool(plain_numbers.one_sided(text)) == one_sided
