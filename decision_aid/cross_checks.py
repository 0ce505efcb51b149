"""What must hold across content files: ids that are unique, references that lead somewhere, no gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, get_args

from decision_aid.schema import (
    Article,
    Clinic,
    Consideration,
    ConsiderationId,
    Help,
    Interface,
    Options,
    PageId,
    Reference,
    Region,
    Scorecard,
    StandardId,
    Values,
)
from decision_aid.source_files import Place, Source
from decision_aid.walk import WALKS

# Which criteria a standard has: those that apply to a decision on treatment, and those that do not.
# standards.md: 1.1 (IPDAS v4.0; the numbers are ours), 1.4 and 1.5 (NICE and HIS, the parts that were seen).
CRITERIA: dict[StandardId, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ipdas": (
        (*(f"Q{n}" for n in range(1, 7)), *(f"C{n}" for n in range(1, 7)), *(f"K{n}" for n in range(1, 24))),
        (*(f"C{n}" for n in range(7, 11)), *(f"K{n}" for n in range(24, 29))),
    ),
    "nice": (tuple(f"NE{n}" for n in range(1, 8)), ()),
    "his": ((*(f"HP{n}" for n in range(1, 5)), *(f"HC{n}" for n in range(1, 9))), ()),
}


@dataclass
class Files:
    """All content files as read, by the part of Content they make."""

    references: Source
    numbers: Source
    words: Source
    article: Source
    considerations: dict[str, Source]
    options: Source
    values: Source
    knowledge: Source
    clinic: Source
    questions: Source
    glossary: Source
    help: Source
    about: Source
    scorecard: Source
    interface: Source

    @property
    def pages(self) -> list[Source]:
        """The files that hold topics: the article and the considerations."""
        return [self.article, *self.considerations.values()]

    @property
    def all(self) -> list[Source]:
        """Every file."""
        return [
            self.references, self.numbers, self.words, *self.pages, self.options, self.values, self.knowledge,
            self.clinic, self.questions, self.glossary, self.help, self.about, self.scorecard, self.interface,
        ]


@dataclass(frozen=True)
class Ids:
    """The ids of one kind: what the kind is called, the files they stand in, and each id's place."""

    kind: str
    sources: list[Source]
    places: list[tuple[str, Source, Place]]

    @property
    def names(self) -> set[str]:
        """The ids themselves."""
        return {name for name, _, _ in self.places}

    @property
    def home(self) -> str:
        """The file that an editor would add one to."""
        return self.sources[0].name

    @property
    def complete(self) -> bool:
        """Whether every file could be read, so that a missing id is really missing."""
        return all(source.values is not None for source in self.sources)


def every_value(part: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every value in plain lists and mappings, with its place."""
    yield place, part
    steps = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for step, inner in steps:
        yield from every_value(inner, (*place, step))


def ids(kind: str, sources: list[Source], under: str, key: str = "id") -> Ids:
    """Every `id` (or other key) of an item of a list called `under`; found even where the rest does not fit."""
    places = [
        (value, source, place)
        for source in sources
        for place, value in every_value(source.values)
        if len(place) >= 3 and place[-1] == key and place[-3] == under and isinstance(value, str)
    ]
    return Ids(kind, sources, places)


def named(source: Source, lists: str) -> Iterator[tuple[str, Place]]:
    """Every word in every list called `lists`, with its place."""
    for place, value in every_value(source.values):
        if len(place) >= 2 and place[-2] == lists and isinstance(place[-1], int) and isinstance(value, str):
            yield value, place


def check(
    files: Files, pages: Mapping[str, Article | Consideration | None], options: Options | None, values: Values | None,
    clinic: Clinic | None, help_: Help | None, scorecard: Scorecard | None, interface: Interface | None,
) -> None:
    """Note in each file what is wrong across files; files that could not be read cause no further notes."""
    references = ids("reference", [files.references], "references")
    outcomes = ids("outcome", [files.numbers], "rows")
    words = ids("outcome", [files.words], "outcomes")
    claims = ids("claim", [files.article], "claims")
    statements = ids("statement", files.pages, "statements")
    for group in (
        references, outcomes, words, claims, statements,
        ids("question", [files.questions], "questions"), ids("section", [files.article], "sections"),
        ids("row", [files.options], "rows"), ids("option", [files.options], "options"),
        ids("value", [files.values], "values"), ids("statement to check", [files.knowledge], "items"),
        ids("word", [files.glossary], "terms", key="term"),
    ):
        _unique(group)
    card = [files.scorecard]
    items, not_applicable = ids("criterion", card, "items"), ids("criterion", card, "not_applicable")
    _unique(ids("standard", card, "standards"))
    _unique(Ids("criterion", card, [*items.places, *not_applicable.places]))
    citing = [source for source in files.all if source is not files.references]
    _lead_somewhere("references", citing, references)
    _lead_somewhere("outcomes", files.pages, outcomes)
    _lead_somewhere("claims", files.pages, claims)
    _lead_somewhere("repeats", files.pages, statements)
    _lead_somewhere("rests_on", [files.clinic], statements)
    _named_by(references, "references", citing, "is cited nowhere; cite it or take it out")
    _named_by(claims, "claims", files.pages, "stands on no page; name it under 'claims:' of a topic")
    _named_by(outcomes, "outcomes", files.considerations.values(), "is drawn on no page; name it under 'outcomes:'")
    for lists in ("claims", "repeats", "outcomes", "references", "pages"):
        _once(lists, files)
    _both(outcomes, words)
    _both(words, outcomes)
    _check_waiting_rooms(files, pages)
    if options:
        _check_options(files.options, options)
    if options and values:
        _check_values(files.values, options, values)
    if clinic:
        _check_clinic(files.clinic, clinic)
    if help_:
        _check_help(files.help, help_)
    if scorecard:
        _check_scorecard(files.scorecard, scorecard)
    if interface:
        _check_interface(files.interface, interface)


def _check_waiting_rooms(files: Files, pages: Mapping[str, Article | Consideration | None]) -> None:
    for source, (page, told) in zip(files.pages, pages.items(), strict=True):
        if told:
            _check_waiting_room(source, page, told, files.questions)


def _check_waiting_room(source: Source, page: str, told: Article | Consideration, questions: Source) -> None:
    """What a waiting room shows first of a page is all there, and a page on its way has it."""
    chosen = told.waiting_room
    if chosen is None:
        if page in [step.id for step in WALKS["kiosk"].steps]:
            source.add((), "has no 'waiting_room'; choose what a waiting room shows first of this page")
        return
    lines = [str(number) for number in range(1, len(told.in_short) + 1)]
    topic = next((topic for topic in told.topics if chosen.claim in topic.claims), None)
    statements = [*(s.id for s in topic.statements if not s.folded), *topic.repeats] if topic else []
    rows = (questions.values or {}).get("questions", [])
    asked = [row["id"] for row in rows if isinstance(row, dict) and page in row.get("pages", ()) and "id" in row]
    # A picture may also be one that a statement here quotes and another page draws.
    quoted = [name for each in told.topics for statement in each.statements for name in statement.outcomes]
    drawn = [*(told.outcomes if isinstance(told, Consideration) else ()), *quoted]
    for key, names, there in (
        ("in_short", [str(number) for number in chosen.in_short], lines),
        ("claim", [chosen.claim] if chosen.claim else [], [name for each in told.topics for name in each.claims]),
        ("statements", chosen.statements, statements),
        ("outcome", [chosen.outcome] if chosen.outcome else [], drawn),
        ("questions", chosen.questions, asked),
    ):
        for index, name in enumerate(names):
            if name not in there:
                place: Place = ("waiting_room", key, *([index] if key not in ("claim", "outcome") else []))
                source.add(place, f"'{name}' cannot be chosen here; {_choose_from(there)}")
    if chosen.claim and not chosen.statements:
        source.add(("waiting_room",), "has a claim and no 'statements'; choose what other sources say beside it")


def _choose_from(there: Iterable[str]) -> str:
    names = ", ".join(there)
    return f"write one of: {names}" if names else "there is none; take it out"


def _check_clinic(source: Source, clinic: Clinic) -> None:
    for page in ("article", "options", *get_args(ConsiderationId), "values"):
        if page not in clinic.teach_back:
            source.add(("teach_back",), f"has no '{page}'; write one or two prompts for that page")


def _check_help(source: Source, help_: Help) -> None:
    for region in get_args(Region):
        if region not in help_.regions:
            source.add(("regions",), f"has no '{region}'; add its emergency number and lines")


def _unique(group: Ids) -> None:
    first: dict[str, tuple[Source, Place]] = {}
    for name, source, place in group.places:
        if name in first:
            other, there = first[name]
            where = f"line {other.line(there)} of {other.name}"
            source.add(place, f"'{name}' is the id of another {group.kind} too ({where}); give each its own")
        first.setdefault(name, (source, place))


def _lead_somewhere(lists: str, sources: Iterable[Source], targets: Ids) -> None:
    if not targets.complete:
        return
    for source in sources:
        for name, place in named(source, lists):
            if name not in targets.names:
                close = get_close_matches(name, targets.names, n=1)
                hint = f"write '{close[0]}'" if close else f"write one that is there, or add it to {targets.home}"
                source.add(place, f"there is no {targets.kind} '{name}'; {hint}")


def _once(lists: str, files: Files) -> None:
    """No word twice in one list; and each claim under one topic only."""
    seen: dict[object, tuple[Source, Place]] = {}
    for source in files.all:
        for name, place in named(source, lists):
            home: object = (name,) if lists == "claims" else (name, source.name, place[:-1])
            if home in seen:
                other, there = seen[home]
                mend = f"'{name}' is named twice; line {other.line(there)} of {other.name} has it too; keep one of them"
                source.add(place, mend)
            seen.setdefault(home, (source, place))


def _named_by(targets: Ids, lists: str, sources: Iterable[Source], mend: str) -> None:
    sources = list(sources)
    if any(source.values is None for source in sources):
        return
    found = {name for source in sources for name, _ in named(source, lists)}
    for name, source, place in targets.places:
        if name not in found:
            source.add(place, f"'{name}' {mend}")


def _both(here: Ids, there: Ids) -> None:
    if there.complete:
        for name, source, place in here.places:
            if name not in there.names:
                source.add(place, f"'{name}' is not in {there.home}; add it there, or take it out here")


def _check_options(source: Source, options: Options) -> None:
    rows = [row.id for row in options.rows]
    for index, option in enumerate(options.options):
        for row in rows:
            if row not in option.cells:
                source.add(("options", index, "cells"), f"has no '{row}'; write the cell, if need be not_known: yes")
        for key in option.cells:
            if key not in rows:
                source.add(("options", index, "cells", key), f"is no row of the table; the rows are: {', '.join(rows)}")
    for about in ("benefit", "harm", "not known"):
        if not any(row.about == about for row in options.rows):
            source.add(("rows",), f"has no row about '{about}'; every option needs one")


def _check_values(source: Source, options: Options, values: Values) -> None:
    names = [option.id for option in options.options]
    for index, value in enumerate(values.values):
        for name in names:
            if name not in value.known:
                mend = f"has no '{name}'; write what is known about this option, if need be not_known: yes"
                source.add(("values", index, "known"), mend)
        for key in value.known:
            if key not in names:
                source.add(("values", index, "known", key), f"is no option; the options are: {', '.join(names)}")


def _check_scorecard(source: Source, scorecard: Scorecard) -> None:
    """Every criterion of every standard is there, in its place; so none can be left out because it looks bad."""
    here = {standard.id for standard in scorecard.standards}
    for missing in (name for name in CRITERIA if name not in here):
        source.add(("standards",), f"has no '{missing}'; add it with all its criteria")
    for index, standard in enumerate(scorecard.standards):
        for lists, wanted in zip(("items", "not_applicable"), CRITERIA[standard.id], strict=True):
            found = [item.id for item in getattr(standard, lists)]
            for name in wanted:
                if name not in found:
                    source.add(("standards", index, lists), f"has no '{name}'; each criterion needs its line")
            for number, name in enumerate(found):
                if name not in wanted:
                    mend = f"'{name}' does not belong here; the criteria here are: {', '.join(wanted) or 'none'}"
                    source.add(("standards", index, lists, number, "id"), mend)
        for number, item in enumerate(standard.items):
            if item.group not in standard.groups:
                mend = f"'{item.group}' is no group of this standard; the groups are: {', '.join(standard.groups)}"
                source.add(("standards", index, "items", number, "group"), mend)


def _check_interface(source: Source, interface: Interface) -> None:
    for page in get_args(PageId):
        if page not in interface.pages:
            source.add(("pages",), f"has no '{page}'; add its title and short name")
    kinds = get_args(Reference.model_fields["kind"].annotation)
    for group, name in (
        ("voices", "verdicts"), ("voices", "verdict_icons"), ("voices", "verdict_meanings"),
        ("voices", "certainties"), ("voices", "certainty_icons"), ("voices", "certainty_meanings"),
        ("voices", "flags"), ("figures", "not_drawn"), ("figures", "not_drawn_headings"),
        ("sources", "no_link"), ("sources", "kinds"), ("check", "answers"), ("measures", "roles"),
        ("scorecard", "statuses"), ("scorecard", "status_icons"), ("scorecard", "status_meanings"),
        ("scorecard", "rules"), ("summary", "next_steps"), ("handoff", "problems"),
    ):
        part = getattr(interface, group)
        wanted = kinds if name == "kinds" else get_args(get_args(type(part).model_fields[name].annotation)[0])
        for word in wanted:
            if word not in getattr(part, name):
                source.add((group, name), f"has no '{word}'; add a line '{word}: …'")
