"""What content is: frozen types for everything a reader meets, as DESIGN.md section 3 names it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from string import Formatter
from typing import Annotated, Literal, NamedTuple, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SkipValidation,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError


def _whole_number(given: object) -> object:
    if isinstance(given, str) and not re.fullmatch(r"-?[0-9]{1,9}", given):
        raise PydanticCustomError("int_form", "is not a whole number")
    return given


def _day(given: object) -> object:
    if isinstance(given, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
        raise PydanticCustomError("date_form", "is not a date")
    return given


def _address(given: str) -> str:
    try:
        parts = urlsplit(given)
        sound = parts.scheme == "https" and parts.hostname and "." in parts.hostname and not parts.username
    except ValueError:
        sound = False
    if not sound or re.search(r"[\s<>\"]", given):
        raise PydanticCustomError("address", "is not an address that a reader can open; write one such as https://nice.org.uk")
    return given


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
Count = Annotated[int, BeforeValidator(_whole_number), Field(ge=0)]
Total = Annotated[int, BeforeValidator(_whole_number), Field(ge=1)]
Day = Annotated[date, BeforeValidator(_day)]
Address = Annotated[str, AfterValidator(_address)]

Certainty = Literal["high", "moderate", "low", "very low", "not rated"]
Verdict = Literal["supported", "partly supported", "not supported", "contradicted", "cannot be checked"]
Flag = Literal["uncited", "vague", "promotional", "out of date"]
Region = Literal["us", "uk", "elsewhere"]
Mode = Literal["clinic", "self", "kiosk"]
Role = Literal["editor", "clinician", "patient"]
PassageKind = Literal["text", "claim", "title", "link", "numbers"]
ISSUED = r"^([0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?|no date)$"
NOTHING_IMPORTANT = "nothing important"
NoPicture = Literal["very low certainty", "no counts", "single group", "difference", "words"]
ConsiderationId = Literal[
    "ketamine", "prior_treatments", "benefits", "side_effects", "abuse_risk", "setting", "research",
]
PageId = Literal[
    "start", "article", "ketamine", "options", "prior_treatments", "benefits", "side_effects", "abuse_risk",
    "setting", "research", "values", "check", "summary", "claims", "sources", "glossary", "about", "help_now",
    "attract",
]
RuleName = Literal[
    "no-dosing", "no-advice", "plain-numbers", "certainty-wording", "provenance", "reading-level", "balance",
    "freshness", "same-in-every-mode", "signed-off",
]
StandardId = Literal["ipdas", "nice", "his"]
Status = Literal["met", "partly", "not done yet"]
StatusNow = Literal["met", "partly", "not done yet", "not met now"]


def _allow(names: frozenset[str], text: str) -> str:
    try:
        used = set()
        for _, name, form, conversion in Formatter().parse(text):
            if form or conversion:
                raise ValueError
            if name is not None:
                used.add(name)
    except ValueError:
        why = "has a stray brace; each placeholder is one word between { and }"
        raise PydanticCustomError("placeholder", "{why}", {"why": why}) from None
    if unknown := sorted(used - names):
        raise PydanticCustomError(
            "placeholder",
            "has the placeholder {unknown}, which is not filled in here; use only {known}",
            {"unknown": "{" + unknown[0] + "}", "known": ", ".join("{" + name + "}" for name in sorted(names))},
        )
    return text


def _pattern(*names: str) -> AfterValidator:
    allowed = frozenset(names)
    return AfterValidator(lambda text: _allow(allowed, text))


class Frozen(BaseModel):
    """A value that never changes and knows all its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Addressed(Frozen):
    """Wording that speaks to the reader; `carer` holds what reads otherwise to someone who reads for another."""

    carer: Mapping[Slug, Text | tuple[Text, ...]] = {}

    @model_validator(mode="after")
    def _fits_for_carers_too(self) -> Self:
        own = {name for name in type(self).model_fields if name != "carer"}
        for name, wording in self.carer.items():
            if name not in own or isinstance(wording, str) != isinstance(getattr(self, name), str):
                why = f"has '{name}' under carer, which must be a key beside it, of the same kind"
                raise PydanticCustomError("carer", "{why}", {"why": why})
        if self.carer:
            try:
                type(self).model_validate({**{name: getattr(self, name) for name in own}, **self.carer})
            except ValidationError as error:
                why = f"has wording under carer that {error.errors()[0]['msg']}"
                raise PydanticCustomError("carer", "{why}", {"why": why}) from None
        return self


class Reference(Frozen):
    """One source, in CSL's terms, with how it was seen and when it is due to be checked again."""

    id: Slug
    kind: Literal[
        "review", "trial", "study", "guideline", "regulator", "label", "law", "registry", "leaflet", "insurer",
        "help line", "news", "opinion", "article",
    ]
    author: Text
    short: Annotated[Text, StringConstraints(max_length=40)]
    title: Text
    container_title: Text | None = None
    issued: Annotated[str, StringConstraints(pattern=ISSUED)]
    DOI: Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    PMID: Annotated[str, StringConstraints(pattern=r"^\d{1,8}$")] | None = None
    URL: Address | None = None
    number: Text | None = None
    no_link: Literal["shows amounts", "sells the product", "address not held", "not opened"] | None = None
    seen: Literal["primary", "secondary"]
    paid_by: Text | None = None
    checked_on: Day
    review_by: Day

    @model_validator(mode="after")
    def _can_be_found(self) -> Reference:
        found_by = [name for name in ("DOI", "PMID", "URL") if getattr(self, name)]
        if not found_by and self.no_link is None:
            raise PydanticCustomError(
                "no_address", "has no address; write a DOI, a PMID or a URL, or say why not in no_link"
            )
        if self.no_link and self.URL:
            raise PydanticCustomError("address", "has both URL and no_link; keep one of them")
        if self.review_by <= self.checked_on:
            raise PydanticCustomError("dates", "has a review_by that is not after checked_on; write a later review_by")
        return self

    @property
    def link(self) -> str | None:
        """The address a reader may open: DOI first, then PubMed, then the body's own page; None where amounts show."""
        if self.no_link:
            return None
        if self.DOI:
            return f"https://doi.org/{self.DOI}"
        if self.PMID:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.PMID}/"
        return self.URL


class Statement(Frozen):
    """What one or more other sources say, with its certainty and the people it was seen in."""

    id: Slug
    text: Text
    certainty: Certainty
    basis: Text
    population: Text
    follow_up: Text | None
    references: Annotated[tuple[Slug, ...], Field(min_length=1)]
    outcomes: tuple[Slug, ...] = ()
    sheet: Annotated[tuple[Slug, ...], Field(min_length=1)]
    folded: bool = False


class Topic(Frozen):
    """What the article says on one matter (or its silence) beside what other sources say on it.

    `region` marks a topic on the rules of one region; it stands first for readers there.
    """

    heading: Text
    region: Region | None = None
    claims: tuple[Slug, ...] = ()
    statements: tuple[Statement, ...] = ()
    repeats: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Topic:
        if not self.statements and not self.repeats:
            raise PydanticCustomError("topic", "has no statements; write at least one under statements or repeats")
        return self


class WaitingRoom(Frozen):
    """What a page shows first where time is short: chosen by editors from what stands on the page, never reworded.

    Attributes:
        in_short: which of the lines in short, counted from 1.
        claim: the claim of the article; without one, no voices are shown.
        statements: what other sources say beside that claim.
        outcome: the outcome that is drawn.
        questions: the questions to ask.
    """

    in_short: Annotated[tuple[Total, ...], Field(min_length=1)]
    claim: Slug | None = None
    statements: tuple[Slug, ...] = ()
    outcome: Slug | None = None
    questions: tuple[Slug, ...] = ()


class Consideration(Frozen):
    """One question of the reader's: in short, the two voices, pictures, what is not known, what to ask."""

    id: ConsiderationId
    question: Text
    in_short: Annotated[tuple[Text, ...], Field(min_length=1)]
    waiting_room: WaitingRoom | None = None
    topics: Annotated[tuple[Topic, ...], Field(min_length=1)]
    outcomes: tuple[Slug, ...] = ()
    not_known: Annotated[tuple[Text, ...], Field(min_length=1)]


class Claim(Frozen):
    """One claim of the article, restated, with its appraisal."""

    id: Annotated[str, StringConstraints(pattern=r"^A\d{1,2}$")]
    text: Text
    verdict: Verdict
    leaves_out: Text
    why: Text
    flags: tuple[Flag, ...] = ()
    references: Annotated[tuple[Slug, ...], Field(min_length=1)]

    @property
    def leaves_out_nothing(self) -> bool:
        """Whether the appraisal found nothing left out that would change the reader's picture."""
        return self.leaves_out == NOTHING_IMPORTANT


class Section(Frozen):
    """One section of the article, in short, with the claims it makes."""

    id: Slug
    title: Text
    in_short: Text
    claims: Annotated[tuple[Claim, ...], Field(min_length=1)]


class Article(Frozen):
    """The article that the reader may have met: what it is, who gains, its sections and claims."""

    question: Text
    in_short: Annotated[tuple[Text, ...], Field(min_length=1)]
    waiting_room: WaitingRoom | None = None
    missing: Annotated[tuple[Text, ...], Field(min_length=1)]
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    topics: Annotated[tuple[Topic, ...], Field(min_length=1)]

    @property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(claim for section in self.sections for claim in section.claims)


class Row(Frozen):
    """One thing the options are compared on."""

    id: Slug
    title: Text
    about: Literal["benefit", "harm", "practical", "not known"]


class Cell(Frozen):
    """What is known about one option on one row; without references it is an explicit 'not known'."""

    text: Text
    not_known: bool = False
    references: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _has_a_source(self) -> Cell:
        if not self.references and not self.not_known:
            raise PydanticCustomError("source", "has no source; write references, or not_known: yes")
        return self


class Option(Frozen):
    """One thing a person may do, compared on every row."""

    id: Slug
    name: Text
    cells: Mapping[Slug, Cell]


class Options(Addressed):
    """The options side by side."""

    question: Text
    in_short: Annotated[tuple[Text, ...], Field(min_length=1)]
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]
    options: Annotated[tuple[Option, ...], Field(min_length=2)]


class Value(Frozen):
    """One thing that can matter to a reader, and what is known about it for each option, by the option's id."""

    id: Slug
    text: Text
    known: Mapping[Slug, Cell]


class Values(Addressed):
    """What can matter to a reader: the attributes come before the options."""

    question: Text
    in_short: Annotated[tuple[Text, ...], Field(min_length=1)]
    values: Annotated[tuple[Value, ...], Field(min_length=12)]


class CheckItem(Frozen):
    """One statement to check what was read: whether it is true, what sources say, and the page that tells more."""

    id: Slug
    text: Text
    answer: Literal["true", "false"]
    says: Text
    page: PageId
    references: Annotated[tuple[Slug, ...], Field(min_length=1)]


class KnowledgeCheck(Frozen):
    """Statements to check what was read; optional, never a gate, never a score."""

    question: Text
    in_short: Annotated[tuple[Text, ...], Field(min_length=1)]
    items: Annotated[tuple[CheckItem, ...], Field(min_length=8)]


class Question(Frozen):
    """One question a reader could ask the care team, and the pages it stands on."""

    id: Slug
    text: Text
    pages: Annotated[tuple[PageId, ...], Field(min_length=1)]


class Term(Frozen):
    """A word explained; `also` lists its other forms as they stand in the text."""

    term: Text
    also: tuple[Text, ...] = ()
    meaning: Text


class HelpLine(Frozen):
    """Someone to reach, how, and when."""

    name: Text
    contact: Text
    address: Annotated[str, StringConstraints(pattern=r"^(tel:[+0-9-]+|https://\S+)$")] | None = None
    text: Text
    urgent: bool = False
    references: tuple[Slug, ...] = ()


class WarningSign(Frozen):
    """A sign that sources say needs help, and the help they name."""

    sign: Text
    text: Text
    urgent: bool
    references: Annotated[tuple[Slug, ...], Field(min_length=1)]


class HelpRegion(Frozen):
    """The help lines of one region."""

    name: Text
    emergency: Text
    emergency_address: Annotated[str, StringConstraints(pattern=r"^tel:[+0-9-]+$")] | None = None
    lines: Annotated[tuple[HelpLine, ...], Field(min_length=1)]


class Help(Frozen):
    """Help now: whom to reach, by region, and the signs that sources name."""

    regions: Mapping[Region, HelpRegion]
    warning_signs: Annotated[tuple[WarningSign, ...], Field(min_length=1)]


class AboutSection(Frozen):
    """One part of the page on how the aid was made."""

    heading: Text
    paragraphs: Annotated[tuple[Text, ...], Field(min_length=1)]


class About(Frozen):
    """How this aid was made, and what it is not."""

    sections: Annotated[tuple[AboutSection, ...], Field(min_length=1)]


class Evidence(Frozen):
    """One thing that shows how far a criterion is met: a content rule, a test of this project, or a page to look at."""

    rule: RuleName | None = None
    test: Annotated[str, StringConstraints(pattern=r"^tests/\w+\.py::test_\w+(\[[^\[\]]+\])?$")] | None = None
    page: PageId | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> Evidence:
        if sum(kind is not None for kind in (self.rule, self.test, self.page)) != 1:
            raise PydanticCustomError("evidence", "names not just one thing; write one rule:, test: or page:")
        return self


class CriterionItem(Frozen):
    """One criterion of a standard, in our own words: how far it is met, why we say so, and what shows it."""

    id: Slug
    group: Slug
    criterion: Text
    status: Status
    note: Text
    evidence: tuple[Evidence, ...] = ()

    @model_validator(mode="after")
    def _has_evidence_where_it_claims_something(self) -> CriterionItem:
        if self.status != "not done yet" and not self.evidence:
            raise PydanticCustomError(
                "evidence",
                "is '{status}' and names no evidence; name a rule, a test or a page, or write 'not done yet'",
                {"status": self.status},
            )
        if self.status == "not done yet" and self.evidence:
            raise PydanticCustomError(
                "evidence", "is 'not done yet' and names evidence; take the evidence out, or write 'partly'"
            )
        return self

    def status_now(self, holds: Mapping[RuleName, bool]) -> StatusNow:
        """The status, given which rules hold; a rule that fails, or of which nothing is known, proves nothing."""
        if all(holds.get(found.rule, False) for found in self.evidence if found.rule):
            return self.status
        return "not met now"


class NotApplicable(Frozen):
    """A criterion of a standard that does not apply to this aid, with the reason."""

    id: Slug
    criterion: Text
    reason: Text


class Standard(Frozen):
    """One published list of criteria, as far as we saw it; `groups` gives the order and the names of its parts."""

    id: StandardId
    name: Text
    intro: Annotated[tuple[Text, ...], Field(min_length=1)]
    references: Annotated[tuple[Slug, ...], Field(min_length=1)]
    groups: Annotated[Mapping[Slug, Text], Field(min_length=1)]
    items: Annotated[tuple[CriterionItem, ...], Field(min_length=1)]
    not_applicable: tuple[NotApplicable, ...] = ()

    def count(self, status: StatusNow, holds: Mapping[RuleName, bool]) -> int:
        """How many of the criteria that apply have a status, given which rules hold."""
        return sum(item.status_now(holds) == status for item in self.items)


class Scorecard(Frozen):
    """How far this aid meets the published criteria for decision aids."""

    standards: Annotated[tuple[Standard, ...], Field(min_length=1)]


class OutcomeNumbers(Frozen):
    """One row of outcomes.csv: counts as printed, and the numbers a picture may use.

    `*_count` of `*_total` are people as the source printed them. `*_per` of `per` is what is told and
    drawn: 100, or the real number of people where the trial was small. `extra` is the difference per
    100 where that is all the source gives. `low`/`high` bound the treatment group's number.
    """

    id: Slug
    sheet: Slug
    kind: Literal["comparison", "single group", "difference", "words only"]
    shown_as: Literal["picture", "words"]
    certainty: Certainty
    worked_out: Literal["as printed", "by us"]
    treatment_count: Count | None = None
    treatment_total: Total | None = None
    comparison_count: Count | None = None
    comparison_total: Total | None = None
    per: Annotated[int, Field(ge=1, le=100)] | None = None
    treatment_per: Count | None = None
    comparison_per: Count | None = None
    low: Count | None = None
    high: Count | None = None
    extra: Count | None = None
    extra_low: Count | None = None
    extra_high: Count | None = None
    references: Annotated[tuple[Slug, ...], Field(min_length=1)]

    @property
    def why_no_picture(self) -> NoPicture | None:
        """Why this outcome may not be drawn, or None where it may.

        The cut-off is promise 4 of DESIGN.md and rule 12 of standards.md, section 3: no picture from
        very low certainty, without counts, or with nothing to be compared with.
        """
        if self.certainty == "very low":
            return "very low certainty"
        if self.kind == "single group":
            return "single group"
        if self.kind == "difference":
            return "difference"
        if self.kind == "words only":
            return "words"
        if self.per is None or self.treatment_per is None or self.comparison_per is None:
            return "no counts"
        return None if self.shown_as == "picture" else "words"

    @model_validator(mode="after")
    def _adds_up(self) -> OutcomeNumbers:
        for part, whole in (
            ("treatment_count", "treatment_total"), ("comparison_count", "comparison_total"),
            ("treatment_per", "per"), ("comparison_per", "per"), ("high", "per"),
            ("low", "treatment_per"), ("treatment_per", "high"), ("extra_low", "extra"), ("extra", "extra_high"),
        ):
            small, large = getattr(self, part), getattr(self, whole)
            if small is not None and large is not None and small > large:
                raise PydanticCustomError(
                    "sum", "has {part} {small} above {whole} {large}; check both numbers against the source",
                    {"part": part, "small": small, "whole": whole, "large": large},
                )
        told_numbers = [getattr(self, name) for name in ("treatment_per", "comparison_per", "low", "high")]
        if self.per is None and any(number is not None for number in told_numbers):
            raise PydanticCustomError("per", "has numbers and no per; write 100, or the trial's real number of people")
        if (self.low is None) != (self.high is None):
            raise PydanticCustomError("range", "has one end of a range; write both low and high, or neither")
        if self.kind == "difference" and None in (self.extra, self.extra_low, self.extra_high):
            raise PydanticCustomError("difference", "is a difference; write extra, extra_low and extra_high")
        for arm in ("treatment", "comparison"):
            count, total, told = (getattr(self, f"{arm}_{end}") for end in ("count", "total", "per"))
            if count is None or not total or told is None or self.per is None:
                continue
            exact = self.per * count / total
            if abs(exact - told) > 0.5:
                raise PydanticCustomError(
                    "rounding", "says {told} of {per} for {count} of {total}; write {right}",
                    {"told": told, "per": self.per, "count": count, "total": total, "right": round(exact)},
                )
        if self.shown_as == "picture" and (reason := self.why_no_picture):
            raise PydanticCustomError(
                "picture", "says shown_as 'picture', but can't be drawn ({reason}); write 'words'", {"reason": reason}
            )
        return self


class OutcomeWords(Frozen):
    """The words for one outcome, in one language."""

    id: Slug
    title: Text
    treatment: Text
    comparison: Text | None = None
    people: Text
    had: Text
    had_not: Text
    population: Text
    follow_up: Text
    basis: Text
    note: Text | None = None
    summary: Text | None = None
    why_no_picture: Text | None = None


class Outcome(Frozen):
    """One outcome: its numbers and its words."""

    numbers: OutcomeNumbers
    words: OutcomeWords

    @property
    def id(self) -> str:
        return self.numbers.id


class PageWords(Addressed):
    """How one page is named: in the browser's title, and in short on links."""

    title: Text
    short: Text


class FrameWords(Addressed):
    """The wording round every page."""

    name: Text
    description: Text
    notice: Text
    help: Text
    menu: Text
    menu_walk: Text
    menu_beside: Text
    menu_time: Annotated[Text, _pattern("page", "time")]
    step: Annotated[Text, _pattern("step", "steps")]
    minutes: Annotated[Text, _pattern("minutes")]
    minute: Text
    back: Annotated[Text, _pattern("page")]
    next: Annotated[Text, _pattern("page")]
    to_top: Text
    waiting: Text
    the_end: Text
    to_start: Text
    my_questions: Annotated[Text, _pattern("count")]
    no_questions: Text
    footer: Annotated[Text, _pattern("date", "version")]
    not_reviewed: Text


class StartWords(Addressed):
    """The start page."""

    decision: Text
    in_short: tuple[Text, ...]
    what_heading: Text
    what_it_is: tuple[Text, ...]
    what_not_heading: Text
    what_it_is_not: tuple[Text, ...]
    how_heading: Text
    how: tuple[Text, ...]
    time: Annotated[Text, _pattern("minutes", "steps", "short")]
    begin: Text
    together: Text
    go_on: Annotated[Text, _pattern("page")]
    parts_heading: Text


class ArticleWords(Frozen):
    """The article page."""

    missing_heading: Text
    sections_heading: Text
    sections_intro: Text
    whole_heading: Text
    read_more: Text
    claims_link: Text


class VoiceWords(Frozen):
    """The two voices: the article's and the other sources'."""

    heading: Text
    intro: Text
    article: Text
    others: Text
    silent: Text
    leaves_out: Text
    leaves_out_nothing: Text
    verdict_incomplete: Annotated[Text, _pattern("verdict")]
    why: Text
    flags: Mapping[Flag, Text]
    flags_heading: Text
    verdicts: Mapping[Verdict, Text]
    verdict_icons: Mapping[Verdict, Text]
    certainties: Mapping[Certainty, Text]
    certainty_icons: Mapping[Certainty, Text]
    population: Text
    follow_up: Text
    only_secondary: Text
    details_one: Annotated[Text, _pattern("names")]
    details_many: Annotated[Text, _pattern("count")]
    more: Annotated[Text, _pattern("count")]
    key_heading: Text
    key_verdict: Text
    key_certainty: Text
    verdict_meanings: Mapping[Verdict, Text]
    certainty_meanings: Mapping[Certainty, Text]


class FigureWords(Frozen):
    """Pictures of people, and the cards that stand in their place."""

    heading: Text
    intro: Text
    had: Annotated[Text, _pattern("n", "per", "people", "group", "had")]
    had_not: Annotated[Text, _pattern("n", "per", "people", "group", "had_not")]
    in_short: Annotated[Text, _pattern("group", "n", "per", "rest", "had_not")]
    range: Annotated[Text, _pattern("low", "high", "per", "people", "had")]
    extra: Annotated[Text, _pattern("extra", "low", "high", "per", "treatment", "comparison")]
    with_range: Annotated[Text, _pattern("told", "low", "high")]
    alternative: Annotated[Text, _pattern("treatment", "comparison", "per", "words")]
    key_had_not: Text
    key_range_low: Annotated[Text, _pattern("low", "per")]
    key_range_estimate: Annotated[Text, _pattern("told", "per")]
    key_range_high: Annotated[Text, _pattern("high", "per")]
    table: Text
    group: Text
    counted: Text
    counted_of: Annotated[Text, _pattern("count", "total")]
    not_printed: Text
    worked_out: Text
    population: Text
    follow_up: Text
    not_drawn_headings: Mapping[NoPicture, Text]
    not_drawn: Mapping[NoPicture, Text]


class SourceWords(Frozen):
    """Sources, wherever they stand."""

    one_unnamed: Text
    many_unnamed: Annotated[Text, _pattern("count")]
    one: Annotated[Text, _pattern("names")]
    many: Annotated[Text, _pattern("count", "names")]
    kinds: Mapping[str, Text]
    kind: Text
    primary: Text
    secondary: Text
    checked: Annotated[Text, _pattern("date")]
    due: Annotated[Text, _pattern("date")]
    overdue: Annotated[Text, _pattern("date")]
    paid_by: Text
    no_link: Mapping[Literal["shows amounts", "sells the product", "address not held", "not opened"], Text]
    no_date: Text
    link: Annotated[Text, _pattern("place")]
    address: Annotated[Text, _pattern("address")]
    new_tab: Text
    intro: tuple[Text, ...]


class ClaimsWords(Frozen):
    """Claim by claim."""

    intro: tuple[Text, ...]
    by_verdict: Text
    by_section: Text
    showing: Annotated[Text, _pattern("shown", "all")]
    none: Text
    hint: Text
    one_only: Annotated[Text, _pattern("claim")]
    show_all: Text
    unknown_claim: Annotated[Text, _pattern("claim")]
    unknown_filter: Text
    claim: Annotated[Text, _pattern("claim")]
    found_on: Text
    article_section: Text


class OptionsWords(Frozen):
    """The options page."""

    caption: Text
    corner: Text
    not_known: Text


class OrderWords(Frozen):
    """The order in which the options stand: that it is by chance, which one it is, and the way to flip it."""

    by_chance: Annotated[Text, _pattern("number", "all")]
    flipped: Annotated[Text, _pattern("number", "all")]
    flip: Text


class ValuesWords(Addressed):
    """What matters to the reader: picking, ordering, and the mirror."""

    pick_heading: Text
    pick_intro: Annotated[Text, _pattern("most")]
    not_sure: Text
    full: Annotated[Text, _pattern("most")]
    order_heading: Text
    order_intro: Text
    up: Text
    down: Text
    place: Annotated[Text, _pattern("value", "place", "count")]
    mirror_heading: Text
    mirror_intro: Text
    nothing_picked: Text
    not_sure_picked: Text
    caption: Annotated[Text, _pattern("value")]
    option: Text
    known: Text


class CheckWords(Frozen):
    """The check of what was read."""

    answers: Mapping[Literal["true", "false", "not sure"], Text]
    sources_say: Annotated[Text, _pattern("answer")]
    read_more: Text


class ScorecardWords(Frozen):
    """The scorecard on the page about the aid itself."""

    heading: Text
    intro: Annotated[tuple[Text, ...], Field(min_length=1)]
    statuses: Mapping[StatusNow, Text]
    status_icons: Mapping[StatusNow, Text]
    status_meanings: Mapping[StatusNow, Text]
    count: Annotated[Text, _pattern("met", "all")]
    count_other: Annotated[Text, _pattern("status", "count")]
    show: Annotated[Text, _pattern("all", "standard")]
    caption: Annotated[Text, _pattern("standard")]
    criterion: Text
    status: Text
    why: Text
    rule: Annotated[Text, _pattern("rule")]
    rules: Mapping[RuleName, Text]
    rule_fails: Annotated[Text, _pattern("rule")]
    test: Text
    tests: Annotated[Text, _pattern("count")]
    page: Annotated[Text, _pattern("page")]
    this_page: Text
    not_applicable: Annotated[Text, _pattern("count")]


class FirstWords(Frozen):
    """What a page says until the app is there, or where it can't be."""

    wait: Text
    no_scripts: Text


class BookletWords(Frozen):
    """What only the booklet says, and the link to it."""

    link: Text
    intro: Annotated[tuple[Text, ...], Field(min_length=1)]
    how_to_read: Text
    in_this_part: Annotated[Text, _pattern("part")]
    to_contents: Text
    source: Annotated[Text, _pattern("names")]
    sources: Annotated[Text, _pattern("names")]
    order: Text
    number_them: Text
    questions_intro: Text
    mirror_intro: Text
    check_intro: Text
    check_told: Text
    own_questions: Text
    own_questions_intro: Text
    next_intro: Text
    glossary_intro: Text


class SummaryWords(Addressed):
    """The summary, on the screen and as a PDF."""

    in_short: tuple[Text, ...]
    take_along: Text
    save: Text
    print: Text
    file_name: Slug
    document_title: Text
    matters_heading: Text
    matters_none: Text
    matters_not_sure: Text
    to_values: Text
    known: Annotated[Text, _pattern("place", "value")]
    sources: Annotated[Text, _pattern("names")]
    questions_heading: Text
    questions_intro: Text
    questions_intro_kiosk: Text
    questions_none: Text
    to_questions: Text
    own_words: Text
    room: Text
    remove: Text
    own_label: Text
    own_note: Text
    own_add: Text
    own_full: Annotated[Text, _pattern("most")]
    next_heading: Text
    next_intro: Text
    next_none: Text
    next_steps: Mapping[Literal["talk", "find_out", "wait", "not_now"], Text]
    devices_heading: Text
    devices_intro: Text
    qr_title: Text
    qr_link: Text
    no_qr: Text
    left_out: Annotated[Text, _pattern("count")]
    help_heading: Text
    where_heading: Text
    where_intro: Text
    made_from_heading: Text
    more_questions: Annotated[Text, _pattern("count")]
    missing_letters: Text
    page: Annotated[Text, _pattern("page", "pages")]
    afresh: Text
    afresh_ask: Text
    afresh_yes: Text
    afresh_done: Text


class CarerWords(Frozen):
    """The switch for someone who reads for another."""

    switch: Text
    note: Text


class ComfortWords(Frozen):
    """Reading help: the size of the text, high contrast, and listening."""

    open: Text
    size: Text
    sizes: Mapping[Literal["normal", "large", "largest"], Text]
    contrast: Text
    listen: Text
    listen_note: Text
    reading: Text
    pause: Text
    go_on: Text
    stop: Text
    speed: Text
    speeds: Mapping[Literal["slow", "normal", "fast"], Text]


class HandoffWords(Frozen):
    """What is said when a code from another device was opened."""

    restored: Text
    dropped_one: Text
    dropped_many: Annotated[Text, _pattern("count")]
    full: Annotated[Text, _pattern("most", "left_out")]
    problems: Mapping[Literal["foreign", "too_long", "version", "damaged"], Text]


class HelpWords(Addressed):
    """Help now."""

    intro: tuple[Text, ...]
    region: Text
    region_rules: Text
    other_rules: Annotated[Text, _pattern("count")]
    lines_heading: Annotated[Text, _pattern("region")]
    other_heading: Text
    signs_heading: Text
    signs_intro: Text


class PartWords(Addressed):
    """Headings shared by pages."""

    on_this_page: Text
    not_known: Text
    questions: Text
    questions_intro: Text
    glossary_intro: Text
    close: Text


class KioskWords(Frozen):
    """The waiting room: its first page, the watch over the screen, and what it says in place of other modes' words."""

    title: Text
    lines: Annotated[tuple[Text, ...], Field(min_length=1)]
    time: Annotated[Text, _pattern("minutes")]
    begin: Text
    show_all: Annotated[Text, _pattern("minutes")]
    finish: Text
    still: Text
    still_note: Annotated[Text, _pattern("seconds")]
    stay: Text
    clean: Text
    cleaning: Text
    cleaning_note: Annotated[Text, _pattern("seconds")]
    moment: Text
    moment_note: Text
    no_questions: Text
    questions_intro: Text
    summary_in_short: Annotated[tuple[Text, ...], Field(min_length=1)]
    devices_intro: Text
    no_phone: Text
    qr_text: Text
    where_intro: Text
    sources_intro: Annotated[tuple[Text, ...], Field(min_length=1)]
    booklet: Annotated[Text, _pattern("booklet", "address")]


class MeasureWords(Frozen):
    """What the aid measures of itself."""

    heading: Text
    intro: Text
    reading_heading: Text
    reading_intro: Text
    reading_caption: Text
    page: Text
    grade: Text
    grade_without_glossary: Text
    grade_waiting_room: Text
    ease: Text
    longest: Text
    balance_heading: Text
    balance_intro: Annotated[Text, _pattern("most")]
    balance_caption: Text
    option: Text
    side: Text
    benefits: Text
    harms: Text
    cells: Text
    words: Text
    numbers: Text
    sources: Text
    freshness_heading: Text
    freshness: Annotated[Text, _pattern("oldest", "newest", "overdue", "all")]
    signed_heading: Text
    signed: Annotated[Text, _pattern("all")]
    roles: Mapping[Role, Annotated[Text, _pattern("count", "all")]]
    version: Annotated[Text, _pattern("version")]


class ProblemWords(Frozen):
    """What is said when something is not there or does not work."""

    page_not_found_title: Text
    page_not_found: Text
    page_not_found_way_on: Text
    broken_title: Text
    broken: Text
    unknown_mode: Text


class Interface(Frozen):
    """All wording that is neither a claim, a statement nor an option cell."""

    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
    months: Annotated[tuple[Text, ...], Field(min_length=12, max_length=12)]
    date: Annotated[Text, _pattern("day", "month", "year")]
    words_a_minute: Annotated[int, Field(ge=60, le=400)]
    pages: Mapping[PageId, PageWords]
    frame: FrameWords
    first_words: FirstWords
    start: StartWords
    article: ArticleWords
    voices: VoiceWords
    figures: FigureWords
    sources: SourceWords
    claims: ClaimsWords
    options: OptionsWords
    order: OrderWords
    values: ValuesWords
    check: CheckWords
    scorecard: ScorecardWords
    booklet: BookletWords
    summary: SummaryWords
    carer: CarerWords
    comfort: ComfortWords
    landmarks: Mapping[Literal["header", "turn"], Text]
    handoff: HandoffWords
    help: HelpWords
    parts: PartWords
    kiosk: KioskWords
    measures: MeasureWords
    problems: ProblemWords


class PrimerLine(Frozen):
    """One line of evidence in the primer, with the statements that it tells in short."""

    text: Text
    references: Annotated[tuple[Slug, ...], Field(min_length=1)]
    rests_on: Annotated[tuple[Slug, ...], Field(min_length=1)]


class Primer(Frozen):
    """What a clinician reads in a minute before a talk."""

    heading: Text
    what: Annotated[tuple[Text, ...], Field(min_length=1)]
    what_not: Annotated[tuple[Text, ...], Field(min_length=1)]
    how_heading: Text
    how: Annotated[tuple[Text, ...], Field(min_length=1)]
    evidence_heading: Text
    evidence: Annotated[tuple[PrimerLine, ...], Field(min_length=4, max_length=4)]


class Clinic(Frozen):
    """Wording for talking together: the primer, and what a clinician may say to hear what was understood."""

    primer: Primer
    teach_back_heading: Text
    teach_back: Mapping[PageId, Annotated[tuple[Text, ...], Field(min_length=1, max_length=2)]]
    talked: Text
    talked_mark: Annotated[Text, _pattern("page")]
    print_or_save: Text
    rows: Text
    no_row: Text


class Passage(NamedTuple):
    """One piece of wording: where it stands and what it is.

    `claim` is the article's voice restated; `title` is another's title or name; `link` is an address; `numbers` is
    a whole row of a table. `marks` are the words from fixed lists that stand with it and change what it says,
    such as a claim's verdict.
    """

    file: str
    line: int
    place: tuple[str | int, ...]
    text: str
    kind: PassageKind = "text"
    marks: str = ""


class Content(Frozen):
    """Everything a reader can meet, cross-checked and immutable; `version` is a short hash of its files.

    `for_carer` tells content that speaks to someone who reads for another; see carer.py.
    """

    version: str
    article: Article
    considerations: Mapping[PageId, Consideration]
    options: Options
    values: Values
    check: KnowledgeCheck
    clinic: Clinic
    questions: tuple[Question, ...]
    glossary: tuple[Term, ...]
    help: Help
    about: About
    scorecard: Scorecard
    interface: Interface
    outcomes: Mapping[str, Outcome]
    references: Mapping[str, Reference]
    passages: SkipValidation[tuple[Passage, ...]]
    for_carer: bool = False

    @property
    def topics(self) -> dict[PageId, tuple[Topic, ...]]:
        """The topics of each page that has any, in the order of the pages."""
        return {"article": self.article.topics, **{name: c.topics for name, c in self.considerations.items()}}

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Every statement by its id, in the order of the pages."""
        return {s.id: s for topics in self.topics.values() for topic in topics for s in topic.statements}

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """Every claim of the article by its id, in the article's order."""
        return {claim.id: claim for claim in self.article.claims}

    def told_in(self, topic: Topic) -> tuple[Statement, ...]:
        """What other sources say on a topic: its own statements, then those it repeats from other pages."""
        return (*topic.statements, *(self.statements[name] for name in topic.repeats))

    def questions_on(self, page: PageId) -> tuple[Question, ...]:
        """The questions that stand on a page, in the order of the list."""
        return tuple(question for question in self.questions if page in question.pages)

    def page_of(self, claim: str) -> PageId:
        """The page on which a claim stands beside other sources. Raises KeyError for an unknown claim."""
        for page, topics in self.topics.items():
            if any(claim in topic.claims for topic in topics):
                return page
        raise KeyError(claim)

    @property
    def last_checked(self) -> date:
        """The day on which the source that has waited longest was last checked."""
        return min(reference.checked_on for reference in self.references.values())
