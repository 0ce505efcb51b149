"""No dosing: no amount, strength, rate, volume, schedule, number of sessions or change of amount, in any writing.

What has a fixed form is found here by pattern. What is only told, as a story or a habit, is left to
`wording_model`. Promise 1 of DESIGN.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from decision_aid.rules.finding import Finding, Hit
from decision_aid.rules.material import Material
from decision_aid.rules.patterns import Pattern, found_in, in_other_words
from decision_aid.rules.plain_text import NUMBER, plain, plain_link

NAME = "no-dosing"
WHY = "reads like an amount, a rate, a schedule or a number of sessions of treatment."
INSTEAD = "Leave it out, or write: “Your care team sets this. You can ask them how.”"

_MASS = (
    r"(?:m\s?g|m\s?c\s?g|u\s?g|n\s?g|k\s?g|milli\s?gram(?:me)?|milligram(?:me)?|micro\s?gram(?:me)?|nano\s?gram|mill?i?grams?|gram(?:me)?"
    r"|grain|mikrogramm|mmol|micromol|nanomol)s?\b"
)
_VOLUME = r"(?:m\s?l|c\s?c|d\s?l|u\s?l|milli\s?lit(?:re|er)|cubic centimet(?:re|er)|lit(?:re|er)|i\.?u\.?|international unit|fl(?:uid)? oz|teaspoon(?:ful)?|tablespoon(?:ful)?|tsp|tbsp|spoonful|syringeful|capful|dropperful|thimbleful)s?\b"
_FORM = r"(?:lozenge|troche|tablet|pill|capsule|puff|squirt|spritz(?:e)?|spray|drop|vial|ampoule|ampule|patch(?:e)?|syringe|shot|wafer|gummy|gummie|sachet|suppository|suppositorie)s?\b"
_GIVEN = r"(?:infusion|drip|session|injection|dose|dosing|booster|top[- ]?up|infusion visit|treatment session|clinic visit)s?\b"
_SPAN = r"(?:day|night|week|fortnight|month|hour|minute|morning|evening|afternoon|bedtime|mealtime|weekday|weekend|monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?\b"
_DRUG = r"(?:ketamine|esketamine|lozenge|troche|tablet|pill|capsule|spray|drip|infusion|dose|injection|patch|cream|medicine|drug|session|treatment|nozzle|syringe|pump|puff|inject)"
_TAKEN = r"(?:take|taken|taking|takes|took|give|given|gives|giving|gave|use|used|using|uses|dissolve[sd]?|dissolving|swallow(?:ed|s)?|suck(?:ed|s)?|spray(?:ed|s)?|inhale[sd]?|inject(?:ed|s)?|infuse[sd]?|infusing|apply|applied|rub(?:bed|s)?|repeat(?:ed|s)?|receive[sd]?|receiving|dose[sd]?|administer(?:ed|s)?|administered|come[s]? back|return[s]?|have|had)"

_NONE_HERE = (
    r"\b(?:this|the) (?:aid|guide|page|booklet|tool)\b[^.?!]{0,20}\b(?:does not|do not|never|no|not|none|without)\b"
    r"|\b(?:not|never|no|none|nothing)\b[^.?!]{0,40}\b(?:this|the|our) (?:aid|guide|page|booklet|tool)\b|\bno dos(?:e|es|ing)\b"
    r"|\b(?:is short for|stands for)\b|\bis a word\b|\bwords? (?:that )?you may (?:hear|see|read)\b|\bwords? (?:such as|like)\b|\bother words your team\b"
)

_PATTERNS = (
    Pattern(rf"{NUMBER}\s*-?\s*{_MASS}", WHY),
    Pattern(rf"{NUMBER}\s*-?\s*{_VOLUME}", WHY),
    Pattern(r"\b\d+(?:\.\d+)?\s?g\b(?!\.?\s?d\.?p)", WHY),
    Pattern(r"\b(?:m\s?g|mcg|ug|ng|milligram(?:me)?s?|microgram(?:me)?s?)\s*(?:/|per\b|an?\b|each\b|for (?:each|every)\b)\s*(?:k\s?g|kilo|h|hr|hour|min|minute|m\s?l|day|d\b|dose|lb|pound|m2)", WHY),
    Pattern(r"\b(?:m\s?g|mcg|ug)\b(?:\s*/\s*\w+)*", WHY, unless=_NONE_HERE),
    Pattern(r"\b(?:milligram(?:me)?|microgram(?:me)?|millilit(?:re|er))s?\b", WHY, unless=_NONE_HERE),
    Pattern(r"(?:\bper|\bfor (?:each|every)|\bfor one|\ba|\beach|\bevery|/)\s*(?:k\s?g|kilo(?:gram(?:me)?)?|pound of (?:body)? ?weight|stone of (?:body)? ?weight)s?\b", WHY),
    Pattern(r"\b(?:by|to|on|with|of|according to|based on|for) (?:a person'?s |the person'?s |the patient'?s |your |their |his |her |one'?s )?body ?weight\b|\bweight[- ]based\b|\bbody ?weight\b.{0,25}\b(?:sets|decides|fixes|determines)", WHY),
    Pattern(r"\b(?:drip|infusion|flow|pump)[- ](?:rate|speed)\b|\brate of (?:the |an? )?(?:drip|infusion|pump|flow)|\bbolus(?:es)?\b", WHY, unless=_NONE_HERE),
    Pattern(rf"(?:{NUMBER}|\d+)\s*(?:ml|mls|drops?)\s*(?:/|per|an?)\s*\w+", WHY),
    Pattern(r"\b(?:b\.?\s?i\.?\s?d|t\.?\s?i\.?\s?d|q\.?\s?i\.?\s?d|t\.?d\.?s|q\.?d\.?s|p\.?\s?r\.?\s?n|q\.?\s?h\.?\s?s|q\s?\d+\s?h(?:rs?)?|q\.?d|q\.?o\.?d|b\.?d\.?s)\b\.?(?!\w)", WHY),
    Pattern(r"\b(?:once|twice|thrice)[- ]daily\b|\b(?:once|twice|thrice|one|two|three|four|five|six|\d+)(?: times?|x)?[- ](?:daily|nightly)\b|\b\d+\s?x\s?(?:/|per|a)?\s?(?:day|week|wk|daily|weekly)\b", WHY),
    Pattern(rf"\b{NUMBER}\s*(?:x\s*)?{_FORM}\s*(?:a|per|each|every|at|in the|before|after|under|up each|in each|into|daily|nightly|twice|once|on)\b", WHY),
    Pattern(rf"\b(?:take|takes|use|uses|dissolve|dissolves|suck|swallow|place|put|apply|stick on|inhale|give|hold)\b[^.?!]{{0,30}}\b{NUMBER}\s*(?:\w+ )?{_FORM}", WHY),
    Pattern(rf"\b(?:half|a quarter|quarter|a third|two thirds)(?: of)? (?:an? |the )?(?:\w+ )?{_FORM}", WHY),
    Pattern(rf"\b{NUMBER}\s*-?\s*(?:or {NUMBER} |to {NUMBER} |- ?{NUMBER} )?(?:more |further |extra |separate |back-to-back |ketamine |iv |drip |weekly |monthly |daily |treatment |clinic |short |long |booster |maintenance |starter |single |full )*{_GIVEN}(?! (?:were|was) (?:tested|compared|studied))", WHY),
    Pattern(rf"\b(?:course|series|block|run|set|string|batch|package|bundle|pack|cycle)s? of (?:{NUMBER} |several |some |the |weekly |daily |ketamine |iv )*(?:infusion|drip|session|injection|treatment|dose|lozenge|booster|visit)s?\b", WHY),
    Pattern(rf"\b{NUMBER}[- ](?:day|week|month|hour|minute|session|infusion|dose|visit|treatment)s?[- ](?:ketamine |drip |iv |outpatient |inpatient |loading |starter |treatment )*(?:course|infusion|drip|protocol|regimen|regime|block|programme|program|cycle|schedule|series|taper|session|pack|plan|stretch of treatment|treatment)s?\b", WHY),
    Pattern(rf"\b(?:course|cycle|regimen|protocol|taper) of {NUMBER} (?:day|week|month)s?\b", WHY),
    Pattern(rf"\bevery (?:{NUMBER}|other|second|third|fourth|few|couple of|single) {_SPAN}.{{0,60}}\b{_DRUG}|\b{_DRUG}[^.?!]{{0,60}}\bevery (?:{NUMBER}|other|second|third|fourth|few|couple of) (?!years?){_SPAN}", WHY),
    Pattern(rf"\b(?:{_TAKEN}|{_DRUG}s?)\b[^.?!]{{0,50}}\b(?:once|twice|thrice|{NUMBER} times) (?:a|per|each|every|in (?:a|each)) {_SPAN}", WHY),
    Pattern(r"\b(?:up-?|down-?)?titrat\w*|\bdose[- ]escalat\w*|\bescalat\w+ (?:the )?doses?\b|\bstart(?:s|ed|ing)? low\b|\blow and slow\b|\bgo(?:es|ing)? slow\b|\bmaintenance (?:dose|infusion|session|drip|lozenge|visit|treatment)s?\b|\bloading (?:dose|phase|infusion|week|course|block)s?\b|\bbooster (?:dose|infusion|session|drip|visit)s?\b|\b(?:starting|starter|maximum|minimum|max|min|daily|weekly|nightly|usual|standard|typical|recommended|target|full|half|double|top|next|first|second|test|trial) dos(?:e|age|ing)s?\b|\b(?:sub-?)?an(?:a)?esthetic dos\w+|\b(?:low|high|lower|higher|small|smaller|larger|big|bigger|micro|mini)[- ]?dos(?:e|es|ed|ing|age)\b|\bdos(?:e|age|ing) (?:of|at|range|schedule|regimen|plan|is set|per|by)\b|\b(?:double|halve|doubl(?:ed|ing)|halv(?:ed|ing)|raise|increase|lower|reduce|cut|split|skip|adjust|repeat|up|bump up|step up) (?:the|your|his|her|their|this|that|each) dos(?:e|age)s?\b", WHY, unless=_NONE_HERE),
)
# Words of others, as in the title of a paper, may name a dose without giving one.
_LINK_PATTERNS = (
    Pattern(rf"\b(?:{NUMBER}|\d+(?: \d+)?)\s*(?:m\s?g(?:\s?k\s?g)?|mcg|ug|ml|milligrams?|micrograms?)s?\b|\b(?:m\s?g|mcg|ug) (?:kg|ml|h|hr|min|day)\b", WHY),
    Pattern(r"\b(?:dos(?:e|es|age|ages|ing)|titration|regimen|protocol|posology|infusion rate|drip rate)\b", WHY),
    Pattern(rf"\b(?:{NUMBER}|\d+)\s*(?:infusions?|sessions?|drips?|doses?|lozenges?|x daily|x day|times)\b|\b(?:twice|once|thrice) (?:a )?(?:day|daily|week|weekly)\b|\bevery (?:\d+|other|two|three|four) \w+|\b(?:\d+|{NUMBER}) (?:day|week|session) (?:course|plan|program)", WHY),
)


def by_form(text: str) -> list[Hit]:
    """Each group of words in a passage that gives or hints at dosing by its form; [] where there is none."""
    reduced = plain(text)
    hits = found_in(reduced, _PATTERNS, INSTEAD)
    for address in (word for word in text.split() if "://" in word or "%20" in word or word.count("/") > 1 or word.startswith("www.")):
        hits += in_link(address)
    return hits


def in_text(text: str) -> list[Hit]:
    """What a passage has of it: by form, or else where `wording_model` reads it so; [] where it is clean."""
    return by_form(text) or in_other_words(text, NAME, "reads like an amount, a schedule or a change of treatment, though in other words.", INSTEAD)


def in_link(address: str) -> list[Hit]:
    """The same for an address, whose words are parted by other signs than spaces."""
    return found_in(plain_link(address), (*_PATTERNS, *_LINK_PATTERNS), INSTEAD)


def in_content(material: Material) -> Iterator[Finding]:
    """Dosing in the names, titles and addresses of sources, which only the forms are looked for in."""
    for passage in material.passages:
        look = {"link": in_link, "title": by_form}.get(passage.kind)
        for hit in look(passage.text) if look else ():
            yield Finding(passage.file, passage.line, NAME, hit.words, hit.why, hit.instead)
