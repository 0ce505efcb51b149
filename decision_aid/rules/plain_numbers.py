"""Risk in plain numbers: no relative risk alone, no "1 in X", no bare "rare" or "common", no part of a person.

standards.md, section 3, rules 6, 7, 8 and 25. That a number shown has both framings is checked over the content:
a figure's words are made with both (`figures.py`), and a sentence that counts people of 100 is to say the others too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision_aid.rules.finding import Finding, Hit
from decision_aid.rules.material import Material
from decision_aid.rules.patterns import Pattern, found_in, in_other_words
from decision_aid.rules.plain_text import NUMBER, plain, without_answered_quotes

NAME = "plain-numbers"
INSTEAD = "Write whole people of 100, both ways: “5 of 100 people had it; 95 did not.”"
_RELATIVE = "is a relative risk alone; it hides how many people had it."
_ONE_IN = "is harder to compare than people of 100."
_BARE = "says how often without a count, and people read it in many ways."
_PART = "counts a part of a person."
_COUNT = r"\b\d+(?:,\d{3})?(?: (?:to|or|-) \d+)? (?:of|out of|in) (?:the )?(?:\w+ )?\d+|\b\d+ (?:people|patients|adults)"
_MORE = r"(?:more|less|fewer|higher|lower|greater|better|worse|bigger|smaller|stronger|as (?:likely|many|often|much|high|common|good|effective|great|big|strong|safe|well)|the (?:risk|odds|chance|chances|rate|danger|relief|likelihood))"
_SELDOM = r"(?:rare|uncommon|infrequent|few and far between|vanishingly rare)"
_EVENT = r"(?:risk|chance|chances|odds|danger|rate|pain|likelihood|harm|benefit|scores?|use|side effects?|deaths?|relapse|addiction|misuse|hallucinations?|nausea|problems?)"

_PATTERNS = (
    Pattern(r"\b(?<!page )(?<!question )(?<!step )(?<!part )(?<!rated )(?:1|one|a single (?:person|patient)|one (?:person|patient|man|woman|adult|reader|user)) (?:person |patient |adult |user |people |man |woman )?(?:in|out of) (?:every |each |about |around |roughly |nearly |almost |some )*(?:(?!100\b)\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|a hundred|one hundred|a thousand|a dozen|hundreds)\b(?!-)(?! (?:trials?|stud(?:y|ies)|weeks?|months?|days?|years?|reviews?|sources?|pages?|questions?|steps?|options?|sections?|claims?|minutes?|states?|countries|clinics|centres|hospitals|parts?|groups?|reports?|guidelines?|languages|modes|places|boxes|answers|ways|registers|columns?|rows?|papers|reviews|sheets|large|small|hospital|named|of these|short|kinds|creams|arms|articles|surveys))", _ONE_IN, unless=r"\b(?:each|every|one) (?:figure|dot|icon|symbol|square|shape|person|circle)\b|\b(?:page|question|step|part|screen|item|row|card|sheet)\b.{0,20}\b(?:1|one) of \d"),
    Pattern(r"\b1[- ]in[- ]\d+\b|\b1\s?:\s?\d{2,}\b|\bone[- ]in[- ](?:two|three|four|five|six|eight|ten|twenty|a hundred)\b", _ONE_IN),
    Pattern(r"\b(?:risk|odds|hazard|rate|relative risk) ratio\b|\brelative (?:risk|benefit|reduction|increase|odds|change)\b|\b(?:rr|or|hr)\s*(?:=|of|:)\s*\d|\bodds of \d|\bnumbers? needed to (?:treat|harm)\b|\bnn[th]\b", _RELATIVE, unless=r"\b(?:is|means|tells|compares|says how)\b.{0,50}\b(?:number|term|group|groups)\b|this aid|\b(?:we|this page) (?:turned|changed|do not|does not|never)\b|way to compare"),
    Pattern(rf"\b(?:{NUMBER}|\d+(?:\.\d+)?)[- ]?(?:times|fold|x)[- ]?(?:\w+ly )?{_MORE}|\b(?:two|three|four|five|ten|\d+)[- ]?fold\b|\b(?:twice|thrice|half) {_MORE}|\b(?:twice|half) as (?:likely|many|much|often|common|good|effective|high|great|big|strong|bad|risky|safe|fast|well)\b(?! (?:people read|pages|readers))|\bhalf the {_EVENT}|\btwice the {_EVENT}", _RELATIVE),
    Pattern(rf"\b(?:double[sd]?|doubling|triple[sd]?|tripling|treble[sd]?|quadruple[sd]?|halve[sd]?|halving) (?:the |your |their |a |his |her |someone's )?(?:\w+ )?{_EVENT}\b|\b{_EVENT} (?:is |was |are |were |has been |had |have )?(?:doubled|tripled|trebled|halved|doubles|triples|halves|cut in half)\b|\bcuts?(?:ting)? (?:the |your |their )?(?:\w+ )?{_EVENT} in (?:half|two)\b", _RELATIVE),
    Pattern(r"\b\d+(?:\.\d+)?\s?(?:%|per ?cent|percent(?:age points?)?) (?:of a )?(?:\w+ )?(?:lower|higher|less|more|fewer|greater|better|worse|reduction|increase|decrease|rise|drop|fall|cut|improvement|smaller|bigger|faster|relief|success|cut|chance|risk|boost|safer)\b", _RELATIVE),
    Pattern(r"\b(?:by|falls?|fell|drop(?:s|ped)?|rises?|rose|cut|cuts|reduces?|reduced|lowers?|lowered|raises?|raised|increase[sd]?|decrease[sd]?) (?:\w+ ){0,4}?(?:by )?(?:about |around |nearly |almost |roughly |up to |as much as |more than |over )*(?:\d+(?:\.\d+)?\s?(?:%|per ?cent|percent)|(?:a |one )?(?:half|third|quarter|fifth)(?! (?:person|party|reviewer|reader|doctor|team|time))|two[- ]thirds|three[- ]quarters)\b", _RELATIVE, unless=_COUNT),
    Pattern(rf"\b(?:is|are|was|were|be|been|remains?|stays?|seems?)(?: \w+ly| only| so| too| quite)? {_SELDOM}\b|\b{_SELDOM} (?:\w+ )?(?:side|unwanted|adverse|harms?|effects?|cases?|problems?|reactions?|events?|complications?|occurrences?|outcomes?)\b|\b(?:rarely|seldom|hardly ever|uncommonly|infrequently|very rarely) (?:happens?|occurs?|causes?|leads?|harms?|affects?|have|has|develops?|seen|sees?|feels?|felt|becomes?|goes? wrong|lasts?|hooks?|fails?|works?|helps?|hurts?|turns?|shows? up|comes? with|ends?|reported|found)\b|\b(?:happens?|occurs?|seen|reported|found|fails?) (?:only |but |very |quite )*(?:rarely|seldom|hardly ever|infrequently|once in a blue moon)\b", _BARE, unless=rf"{_COUNT}|rare (?:disease|condition|illness|kind|form)|never says? |words? (?:such as|like)|\"(?:rare|common)|\?|\brare for (?:that|the|a)\b"),
    Pattern(r"\b(?:very |most |quite |fairly |extremely )?common(?:ly)? (?:side|unwanted|adverse|harm|reactions?|problems? (?:with|of|after)|complaints?|in people|among (?:people|users)|after|during|with (?:ketamine|this))\b|\b(?:side effects?|harms?|problems?|nausea|dizziness|dreams|hallucinations?|vomiting|headaches?|relief|addiction|misuse|overdoses?|reactions?) (?:is|are|was|were) (?:very |quite |fairly |extremely |too |so )*(?:common|frequent|likely|unlikely|widespread)\b", _BARE, unless=rf"{_COUNT}|\?|words? (?:such as|like)|\"(?:rare|common)|\b(?:more|less) common"),
    Pattern(r"(?<!rated )\b\d+\.\d+ (?:of|in|out of|per) (?:every )?\d+\b|\b\d+\.\d+ (?:more |fewer |extra )?(?:people|persons?|patients?|adults?|men|women|users?)\b|\bhalf (?:a|of one) (?:person|patient|man|woman)\b|\b(?:a third|two[- ]thirds|a quarter|a fraction) of (?:a|one) (?:person|patient)\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+) and a (?:half|quarter|third) (?:of (?:them|the) ?|people\b|patients\b|persons\b|men\b|women\b)|\bpoint (?:one|two|three|four|five|six|seven|eight|nine) (?:of|in|people|patients)\b", _PART),
    Pattern(r"\brisk(?: of \w+(?: \w+)?)?\s*[:=]\s*(?:very )?(?:low|high|small|tiny|minimal|negligible|moderate)\b|\b(?:low|high)[- ]risk for (?:the|your|a)\b", _BARE),
    Pattern(r"(?:^|[,;|])\s*(?:very )?(?:common|uncommon|rare|frequent|infrequent)\s*(?:[,;|]|$)", _BARE),
    Pattern(r"\b(?:seen|happens?|reported|occurs?|felt|noted)\b[^.?!]{0,20}\b(?:from time to time|now and (?:then|again)|once in a while|every so often)\b|\bthe exception,? (?:and )?not the rule\b|\b(?:the|an) odd (?:patient|person|case|user)\b", _BARE, unless=_COUNT),
    Pattern(r"\bthe (?:bulk|vast majority|majority|lion's share) of (?:those|the people|people|patients|them|users)\b", _BARE, unless=_COUNT),
    Pattern(r"\b(?:improve\w*|relief|better|less pain|success\w*|cut|reduction)\b[^.?!]{0,25}\bup to \d+\s?(?:%|per ?cent|percent)|\bup to \d+\s?(?:%|per ?cent|percent) (?:improve|less|better|relief|success|reduction|felt|got|had)", _RELATIVE, unless=_COUNT),
)
_OF_HUNDRED = re.compile(r"\b(\d+)(?: to (\d+))? of (?:the |every )?100\b(?![,.]\d)")
_PEOPLE = re.compile(
    r"\b\d+ of (?:the |every )?100 (?:people|persons|patients|adults|men|women|users|readers|dots|squares|figures|circles)\b"
)
_RANGE = re.compile(r"\bas (?:few|many|low|high) as\b|\brange\b|\b\d+ (?:to|and|or) \d+\b")


def by_form(text: str) -> list[Hit]:
    """Each group of words in a passage that tells a risk in a way that misleads; [] where there is none."""
    return found_in(plain(text), _PATTERNS, INSTEAD)


def in_text(text: str) -> list[Hit]:
    """What a passage has of it: by form, or else where `wording_model` reads it so; [] where it is clean."""
    text = without_answered_quotes(text)
    return by_form(text) or told_alone(text) or in_other_words(text, NAME, "reads like a risk without plain counts, though in other words.", INSTEAD)


def told_alone(text: str) -> list[Hit]:
    """A single count of 100 people with no words for the others, in any text; a comparison of groups counts twice."""
    reduced = plain(text)
    alone = len(_OF_HUNDRED.findall(reduced)) == 1 and _PEOPLE.search(reduced) and not _RANGE.search(reduced)
    return one_sided(text) if alone else []


def one_sided(text: str) -> list[Hit]:
    """The counts of 100 people in a statement or a cell that has no words for the other people.

    The other people are told by their number, or by words such as "the others", "did not", "the rest", or by a
    second count that the first is compared with and which has its own.
    """
    reduced = plain(text)
    counts = [tuple(int(part) for part in match.groups() if part) for match in _OF_HUNDRED.finditer(reduced)]
    if not counts or re.search(r"\bothers?\b|\bthe rest\b|\bdid not\b|\bhad not\b|\bdo not\b|\bwere not\b|\bhad none\b", reduced):
        return []
    numbers = {int(number) for number in re.findall(r"\d+", reduced)}
    missing = [count for count in counts if not any(100 - part in numbers for part in count)]
    why = "tells those who had it and not the others."
    return [Hit(f"{count[0]} of 100", why, f"Add the others: “The other {100 - count[0]} did not.”") for count in missing[:1]]


def in_content(material: Material) -> Iterator[Finding]:
    """Counts of 100 people in the content that say nothing of the others."""
    for passage in material.passages:
        if passage.kind == "text" and passage.place[-1] in ("text", "why", "leaves_out", "note"):
            for hit in one_sided(passage.text):
                yield Finding(passage.file, passage.line, NAME, hit.words, hit.why, hit.instead)
