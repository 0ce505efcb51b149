"""Content as plain, semantic HTML, shared by the screen and by what is printed. No streamlit here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import wraps
from html import escape
from pathlib import Path
from typing import TypeVar, cast
from urllib.parse import quote, urlsplit

from decision_aid.figures import Figure
from decision_aid.schema import (
    Cell,
    Certainty,
    CheckItem,
    Claim,
    Content,
    CriterionItem,
    HelpLine,
    HelpRegion,
    Interface,
    Option,
    Options,
    PageId,
    Reference,
    RuleName,
    Section,
    Standard,
    Statement,
    StatusNow,
    Term,
    Topic,
    Value,
    WarningSign,
)

# Up to so many questions, each has two lines to write on in print, and then one; more stand in two columns with none.
FEW_ON_PAPER, SOME_ON_PAPER = 6, 12

# Two people side by side, one filled: the aid's own sign; in the page itself, so that the booklet is whole as a file.
ICON = f"data:image/svg+xml,{quote(Path(__file__).with_name('icon.svg').read_text(encoding='utf-8').strip())}"


# More texts than the content has; what a reader wrote is never explained, and could not fill the memory if it were.
MOST_TEXTS = 10_000
MOST_LETTERS = 8_000_000

Method = TypeVar("Method", bound=Callable[..., str])


def made_once(make: Method) -> Method:
    """A method whose HTML is made once for each piece of content, place, day and set of words already explained.

    The pieces are frozen and part of the content, so they are told apart by which object they are; an entry holds on
    to them, so that no other object takes their place. All is forgotten when it grows too large.
    """
    made: dict[tuple[object, ...], tuple[object, str, frozenset[str]]] = {}
    size = 0

    @wraps(make)
    def once(self: Markup, *pieces: object) -> str:
        nonlocal size
        if not self.keeps:
            return make(self, *pieces)
        ids = tuple(tuple(map(id, piece)) if isinstance(piece, tuple) else id(piece) for piece in pieces)
        key = (id(self.content), ids, self.place, self.today, self.leads_out, frozenset(self._seen))
        known = made.get(key)
        if known is None:
            html = make(self, *pieces)
            if size > MOST_LETTERS:
                made.clear()
                size = 0
            size += len(html)
            known = made[key] = ((self.content, pieces), html, frozenset(self._seen))
        self._seen |= known[2]
        return known[1]

    return cast(Method, once)


class Glossary:
    """Marks glossary words where they stand, each once in one piece of text."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self._words: dict[str, tuple[tuple[re.Match[str], Term], ...]] = {}
        self._by_form = {form.lower(): term for term in terms for form in (term.term, *term.also)}
        forms = sorted(self._by_form, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, forms))})(?![\w-])", re.IGNORECASE)

    def _found(self, text: str) -> tuple[tuple[re.Match[str], Term], ...]:
        """Every glossary word in a text of the content, looked for once: most of a page's time went there."""
        found = self._words.get(text)
        if found is None:
            matches = self._pattern.finditer(text)
            found = tuple((match, term) for match in matches if (term := self._by_form.get(match[0].lower())))
            if len(self._words) < MOST_TEXTS:
                self._words[text] = found
        return found

    def explain(self, text: str, seen: set[str], mark: Callable[[Term, str], str]) -> str:
        """The text as HTML; the first of each glossary word leads to its meaning.

        Args:
            text: plain text.
            seen: terms already marked on this page; grows.
            mark: a term, as it stands in the text, as HTML that leads to its meaning.
        """
        parts: list[str] = []
        end = 0
        for match, term in self._found(text):
            if term.term in seen:
                continue
            seen.add(term.term)
            marked = mark(term, match[0])
            # Signs that lean on the word stay on its line.
            before = re.search(r"[(“\"']*$", text[end : match.start()])
            after = re.match(r"[,.;:!?)”\"']*", text[match.end() :])
            head, tail = before[0] if before else "", after[0] if after else ""
            parts.append(escape(text[end : match.start() - len(head)]))
            leaned = f"{escape(head)}{marked}{escape(tail)}"
            parts.append(f'<span class="together">{leaned}</span>' if head or tail else marked)
            end = match.end() + len(tail)
        return "".join([*parts, escape(text[end:])])


_GLOSSARIES: dict[str, Glossary] = {}


def glossary_of(content: Content) -> Glossary:
    """The glossary ready for use; made once for each version of the content."""
    if content.version not in _GLOSSARIES:
        _GLOSSARIES[content.version] = Glossary(content.glossary)
    return _GLOSSARIES[content.version]


def _spacing(questions: int) -> str:
    """How much room to write a print-out gives each of so many questions, so that few sheets hold them."""
    return "roomy" if questions <= FEW_ON_PAPER else "tight" if questions <= SOME_ON_PAPER else "dense"


def place_of(term: Term) -> str:
    """The id of a word's place among the words explained."""
    return f"word-{re.sub(r'[^a-z0-9]+', '-', term.term.lower())}"


class Markup:
    """HTML for one piece of a page, as it stands on the screen.

    What can open on a screen and can't on paper (words explained, folded parts, sources, links to others) is made by
    the methods at the end; the booklet has its own.

    Args:
        content: all content.
        place: a name for the piece, unique on its page.
        seen: glossary terms already marked on the page; shared by its pieces, so that each is marked once.
        today: the day on which a source may be overdue.
        leads_out: whether others' addresses and numbers to call are links; a kiosk shows them as text.
    """

    below = 0
    """How many levels deeper headings stand than on the screen, where each page has an h1 of its own."""
    keeps = True
    """Whether a piece that was made once is kept; not where it also hangs on more than what is named here."""

    def __init__(
        self, content: Content, place: str, seen: set[str] | None = None, today: date | None = None,
        leads_out: bool = True,
    ) -> None:
        self.content = content
        self.ui: Interface = content.interface
        self.place = place
        self.today = today or date.today()
        self.leads_out = leads_out
        self._seen = set() if seen is None else seen

    def text(self, text: str) -> str:
        """Plain text as HTML, with glossary words marked."""
        return glossary_of(self.content).explain(text, self._seen, self._word)

    def paragraphs(self, texts: Iterable[str], css: str = "") -> str:
        """One paragraph a text."""
        kind = f' class="{css}"' if css else ""
        return "".join(f"<p{kind}>{self.text(text)}</p>" for text in texts)

    def items(self, texts: Iterable[str]) -> str:
        """A plain list."""
        return self._list(self.text(text) for text in texts)

    def ways_in(self, places: Iterable[tuple[str, str]], title: str | None = None) -> str:
        """A list of what is on this page, each a link to its place.

        Args:
            places: the id of each place with its title.
            title: what the list is called, where it is not the list of a whole page.
        """
        title = escape(title or self.ui.parts.on_this_page)
        items = "".join(f'<li><a href="#{place}">{escape(text)}</a></li>' for place, text in places)
        return f'<nav class="ways-in" aria-label="{title}"><p class="label">{title}</p><ul>{items}</ul></nav>'

    @made_once
    def topic(self, topic: Topic) -> str:
        """The article's voice (or its silence) beside the other sources' voice."""
        return f'<section class="topic" id="{self.place}">{self._title(topic.heading)}{self._voices(topic)}</section>'

    @made_once
    def short_topic(self, topic: Topic) -> str:
        """The two voices where time is short: without a heading, and without why a claim has its verdict."""
        return f'<section class="topic">{self._voices(topic, in_short=True)}</section>'

    def _voices(self, topic: Topic, in_short: bool = False) -> str:
        words = self.ui.voices
        claims = [self.content.claims[claim] for claim in topic.claims]
        layout = "voices" if claims else "voices silence"
        told = "".join(self._claim(claim, in_short=True) if in_short else self.claim(claim) for claim in claims)
        said = told or f'<p class="silent">{escape(words.silent)}</p>'
        statements = self.content.told_in(topic)
        others = "".join(self.statement(statement) for statement in statements if not statement.folded)
        if folded := [statement for statement in statements if statement.folded]:
            rest = "".join(self.statement(statement) for statement in folded)
            others += self._opens("more", words.more.format(count=len(folded)), rest)
        return (
            f'<div class="{layout}"><div class="voice article" role="group" aria-label="{escape(words.article)}">'
            f'<div class="stays"><p class="label">{escape(words.article)}</p>{said}</div></div>'
            f'<div class="voice others" role="group" aria-label="{escape(words.others)}">'
            f'<p class="label">{escape(words.others)}</p>{others}</div></div>'
        )

    def claim(self, claim: Claim) -> str:
        """One claim with its verdict and, at the same size, what it leaves out; then why."""
        return self._claim(claim)

    def _claim(self, claim: Claim, in_short: bool = False) -> str:
        words = self.ui.voices
        flags = ", ".join(words.flags[flag] for flag in claim.flags)
        noted = f'<p class="meta"><strong>{escape(words.flags_heading)}</strong> {escape(flags)}.</p>' if flags else ""
        left_out = words.leaves_out_nothing if claim.leaves_out_nothing else claim.leaves_out
        why = f'<div class="why"><p><strong>{escape(words.why)}</strong> {self.text(claim.why)}</p>{noted}</div>'
        return (
            f'<div class="claim" data-told="{claim.id}"><blockquote><p>{self.text(claim.text)}</p></blockquote>'
            f'<p class="verdict"><span aria-hidden="true">{escape(words.verdict_icons[claim.verdict])}</span> '
            f"{escape(self.verdict(claim))}</p>"
            f'<p class="leaves-out"><strong>{escape(words.leaves_out)}</strong> {self.text(left_out)}</p>'
            f"{'' if in_short else why}{self.sources(claim.references, named=not in_short)}</div>"
        )

    def verdict(self, claim: Claim) -> str:
        """A claim's verdict in words; where something is left out of a true sentence, it says so."""
        words = self.ui.voices
        verdict = words.verdicts[claim.verdict]
        if claim.leaves_out_nothing or claim.verdict not in ("supported", "partly supported"):
            return verdict
        return words.verdict_incomplete.format(verdict=verdict)

    def statement(self, statement: Statement) -> str:
        """One statement with its certainty; whom it was seen in, for how long, and its sources one tap away."""
        words = self.ui.voices
        references = [self.content.references[name] for name in statement.references]
        only = f" {words.only_secondary}" if all(ref.seen == "secondary" for ref in references) else ""
        about = f"<strong>{escape(words.population)}</strong> {self.text(statement.population)}."
        if statement.follow_up:
            about += f" <strong>{escape(words.follow_up)}</strong> {self.text(statement.follow_up)}."
        line = self._details_line(references)
        return (
            f'<div class="statement" data-told="{statement.id}"{self._id(statement.id)}>'
            f"<p>{self.text(statement.text)}</p>"
            f"{self.certainty(statement.certainty, statement.basis, only)}"
            f"{self._cited(line, references, f'<p>{about}</p>')}</div>"
        )

    def _details_line(self, references: Sequence[Reference]) -> str:
        words = self.ui.voices
        line = words.details_one if len(references) == 1 else words.details_many
        return line.format(names=self._names(references), count=len(references))

    def certainty(self, certainty: Certainty, basis: str, more: str = "") -> str:
        """How sure one can be: sign, word, and what it rests on."""
        words = self.ui.voices
        css = "certainty" if certainty != "not rated" else "certainty unrated"
        return (
            f'<p class="{css}"><span class="grade"><span aria-hidden="true">{escape(words.certainty_icons[certainty])}'
            f"</span> <strong>{escape(words.certainties[certainty])}</strong></span> "
            f"{self.text(f'({basis}).')}{escape(more)}</p>"
        )

    def sources(self, ids: Sequence[str], named: bool = True) -> str:
        """The sources, one tap away; where room is short, only their number shows before the tap."""
        references = [self.content.references[name] for name in ids]
        words = self.ui.sources
        one, many = (words.one, words.many) if named else (words.one_unnamed, words.many_unnamed)
        line = (one if len(ids) == 1 else many).format(count=len(ids), names=self._names(references))
        return self._cited(line, references)

    @staticmethod
    def _names(references: Iterable[Reference]) -> str:
        return "; ".join(reference.short for reference in references)

    def reference(self, reference: Reference) -> str:
        """One source: who, what, when, its kind, how and when we saw it, and where to find it."""
        words = self.ui.sources
        what = [f"<strong>{escape(reference.author)}</strong>", f"<cite>{escape(reference.title)}</cite>"]
        what += [escape(part) for part in (reference.container_title, self._year(reference), reference.number) if part]
        seen = words.primary if reference.seen == "primary" else words.secondary
        checked = words.checked.format(date=self.date(reference.checked_on))
        parts = [f"{escape(words.kind)} {escape(words.kinds[reference.kind])}.", escape(seen), escape(checked)]
        review_by = self.date(reference.review_by)
        if reference.review_by < self.today:
            parts.append(f"<strong>{escape(words.overdue.format(date=review_by))}</strong>")
        else:
            parts.append(escape(words.due.format(date=review_by)))
        if reference.paid_by:
            parts.append(f"{escape(words.paid_by)} {escape(reference.paid_by)}.")
        if reference.link and not self.leads_out:
            parts.append(escape(words.address.format(address=reference.link.removeprefix("https://"))))
        elif reference.link:
            host = urlsplit(reference.link).hostname or reference.link
            parts.append(self._outside(reference.link, words.link.format(place=host), words.new_tab))
        elif reference.no_link:
            parts.append(escape(words.no_link[reference.no_link]))
        return f'{". ".join(what)}. <span class="meta">{" ".join(parts)}</span>'

    @made_once
    def figure(self, figure: Figure) -> str:
        """One outcome: picture or the reason for none, both framings, table, certainty, who, when, source."""
        words, own = self.ui.figures, figure.outcome.words
        head = self._title(own.title)
        if figure.svg:
            names = "".join(f'<p class="group-name">{self._capital(group.name)}</p>' for group in figure.groups)
            told = "".join(f"<div>{self.plain_paragraphs(group.words)}</div>" for group in figure.groups)
            drawn = f'<div class="groups">{names}</div>{figure.svg}{self._key(figure)}<div class="groups">{told}</div>'
        else:
            assert figure.why_no_picture
            why = own.why_no_picture or words.not_drawn[figure.why_no_picture]
            heading = f"<strong>? {escape(words.not_drawn_headings[figure.why_no_picture])}.</strong>"
            drawn = f'<p class="not-drawn">{heading} {escape(why)}</p>{self.plain_paragraphs(figure.words)}'
        return (
            f'<div class="{self._looks(figure)}">{head}{drawn}{self._notes(figure)}'
            f'<p class="meta">{self._who_and_when(figure)}</p>{self._table(figure)}'
            f"{self.sources(figure.outcome.numbers.references)}</div>"
        )

    @made_once
    def short_figure(self, figure: Figure) -> str:
        """A picture where time is short, each number both ways; the table, who and when are one tap away."""
        references = [self.content.references[name] for name in figure.outcome.numbers.references]
        who = self._cited(self._details_line(references), references, f"<p>{self._who_and_when(figure)}</p>")
        told = self.plain_paragraphs(group.in_short for group in figure.groups)
        return (
            f'<div class="{self._looks(figure)}">{self.heading(figure.outcome.words.title)}{figure.svg}'
            f'{self._key(figure)}<div class="groups">{told}</div>'
            f"{self._notes(figure)}{self._table(figure)}{who}</div>"
        )

    @staticmethod
    def _looks(figure: Figure) -> str:
        return "figure unknown" if not figure.svg else "figure small" if figure.is_small else "figure"

    def _notes(self, figure: Figure) -> str:
        """What an editor adds to an outcome, whether we worked its numbers out, and how sure they are."""
        own, numbers = figure.outcome.words, figure.outcome.numbers
        notes = [own.note] if own.note else []
        if numbers.worked_out == "by us" and (figure.groups or numbers.extra is not None):
            notes.append(self.ui.figures.worked_out)
        return f"{''.join(f'<p>{self.text(note)}</p>' for note in notes)}{self.certainty(numbers.certainty, own.basis)}"

    def _who_and_when(self, figure: Figure) -> str:
        words, own = self.ui.figures, figure.outcome.words
        return (
            f"<strong>{escape(words.population)}</strong> {self.text(own.population)}. "
            f"<strong>{escape(words.follow_up)}</strong> {self.text(own.follow_up)}."
        )

    def _key(self, figure: Figure) -> str:
        if not figure.has_range:
            return ""
        words = self.ui.figures
        numbers = figure.outcome.numbers
        per = numbers.per
        entries = (
            ("had", words.key_range_low.format(low=numbers.low, per=per)),
            ("estimate", words.key_range_estimate.format(told=numbers.treatment_per, per=per)),
            ("high", words.key_range_high.format(high=numbers.high, per=per)),
            ("had-not", words.key_had_not),
        )
        items = "".join(f'<li><span class="swatch {css}"></span>{escape(text)}</li>' for css, text in entries)
        return f'<ul class="key">{items}</ul>'

    def _table(self, figure: Figure) -> str:
        if not figure.rows:
            return ""
        head = "".join(f'<th scope="col">{self._capital(cell)}</th>' for cell in figure.header)
        body = "".join(
            f'<tr><th scope="row">{self._capital(name)}</th>'
            f"{''.join(self._cell(name, cell) for name, cell in zip(figure.header[1:], cells, strict=True))}</tr>"
            for name, *cells in figure.rows
        )
        caption = escape(figure.outcome.words.title)
        table = f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return self._opens("as-table", self.ui.figures.table, table)

    def _cell(self, column: str, text: str) -> str:
        """A cell that names its column too, for screens where each row becomes a list."""
        return f'<td><span class="column-name">{self._capital(column)}: </span>{escape(text)}</td>'

    @made_once
    def options(self, options: Options, order: Sequence[Option] = ()) -> str:
        """The options side by side; on a narrow screen each row becomes a list that names its option.

        Args:
            options: the options with their rows.
            order: the options as they are to stand; left out, the content's own order.
        """
        words, role = self.ui.options, self._role
        stand = order or options.options
        head = "".join(f'<th scope="col"{role("columnheader")}>{escape(option.name)}</th>' for option in stand)
        rows = []
        for row in options.rows:
            cells = []
            for option in stand:
                name = f'<span class="option-name">{escape(option.name)}</span>'
                cells.append(f'<td{role("cell")}>{name}{self._known(option.cells[row.id])}</td>')
            title = f'<th scope="row"{role("rowheader")}>{escape(row.title)}</th>'
            rows.append(f'<tr{role("row")} id="row-{row.id}">{title}{"".join(cells)}</tr>')
        return (
            f'<table class="options"{role("table")}><caption>{escape(words.caption)}</caption>'
            f'<thead{role("rowgroup")}><tr{role("row")}>'
            f'<th scope="col"{role("columnheader")}>{escape(words.corner)}</th>{head}</tr></thead>'
            f'<tbody{role("rowgroup")}>{"".join(rows)}</tbody></table>'
        )

    def open_row(self, options: Options, order: Sequence[Option], row_id: str | None) -> str:
        """The heads of the options side by side and, under them, one row; where none is open, how to open one."""
        words = self.content.clinic
        head = "".join(f'<th scope="col" role="columnheader">{escape(option.name)}</th>' for option in order)
        row = next((row for row in options.rows if row.id == row_id), None)
        if row is None:
            title = escape(self.ui.options.caption)
            body = f'<td role="cell" colspan="{len(order)}">{escape(words.no_row)}</td>'
        else:
            title = escape(row.title)
            body = "".join(
                f'<td role="cell"><span class="option-name">{escape(option.name)}</span>'
                f"{self._known(option.cells[row.id])}</td>"
                for option in order
            )
        css = "side-by-side" if row else "side-by-side closed"
        return (
            f'<table class="{css}" role="table"><caption>{title}</caption><thead role="rowgroup"><tr role="row">'
            f'{head}</tr></thead><tbody role="rowgroup"><tr role="row">{body}</tr></tbody></table>'
        )

    def primer(self) -> str:
        """What a clinician reads before a talk, behind one line."""
        return self._opens("more primer", self.content.clinic.primer.heading, self.primer_told())

    def primer_told(self) -> str:
        """What this is and is not, how to use it, and the evidence in four lines with its sources."""
        words = self.content.clinic.primer
        evidence = self._list(f"{self.text(line.text)} {self.sources(line.references)}" for line in words.evidence)
        steps = "".join(f"<li>{self.text(step)}</li>" for step in words.how)
        return (
            f"{self.paragraphs([' '.join(words.what), ' '.join(words.what_not)])}"
            f'<p class="label">{escape(words.how_heading)}</p><ol>{steps}</ol>'
            f'<p class="label">{escape(words.evidence_heading)}</p>{evidence}'
        )

    def teach_back(self, page: PageId) -> str:
        """What a clinician may say to hear what was understood; "" for a page without such prompts."""
        words = self.content.clinic
        prompts = words.teach_back.get(page, ())
        return self.heading(words.teach_back_heading) + self._list(map(escape, prompts)) if prompts else ""

    def other_regions(self, told: Sequence[str]) -> str:
        """Topics on the rules of other regions, behind one line."""
        line = self.ui.help.other_rules.format(count=len(told))
        return self._opens("more other-regions", line, "".join(told)) if told else ""

    def times(self, parts: Iterable[tuple[str, str]]) -> str:
        """How long each part takes, behind one line."""
        line = self.ui.frame.menu_time
        told = "".join(f"<li>{escape(line.format(page=name, time=time))}</li>" for name, time in parts)
        return self._opens("more times", self.ui.start.parts_heading, f"<ol>{told}</ol>")

    def _known(self, cell: Cell) -> str:
        """What is known about an option on one thing, 'not known' as large as the rest, and its sources."""
        sources = self.sources(cell.references, named=False) if cell.references else ""
        return f"<p>{self._not_known_mark(cell)}{self.text(cell.text)}</p>{sources}"

    def _not_known_mark(self, cell: Cell) -> str:
        return f"<strong>? {escape(self.ui.options.not_known)}.</strong> " if cell.not_known else ""

    def mirror(self, value: Value, order: Sequence[Option]) -> str:
        """One thing that matters to the reader, and what is known about it for each option; nothing is summed up.

        Every option looks the same and stands where `order` puts it.
        """
        words, role = self.ui.values, self._role
        rows = "".join(
            f'<tr{role("row")}><th scope="row"{role("rowheader")}>{escape(option.name)}</th>'
            f'<td{role("cell")}>{self._known(value.known[option.id])}</td></tr>'
            for option in order
        )
        return (
            f'<table class="mirror"{role("table")}><caption>{escape(words.caption.format(value=value.text))}</caption>'
            f'<thead{role("rowgroup")}><tr{role("row")}>'
            f'<th scope="col"{role("columnheader")}>{escape(words.option)}</th>'
            f'<th scope="col"{role("columnheader")}>{escape(words.known)}</th></tr></thead>'
            f'<tbody{role("rowgroup")}>{rows}</tbody></table>'
        )

    def matters(self, told: Sequence[tuple[str, Sequence[tuple[str, Cell]], Sequence[str]]]) -> str:
        """What matters to the reader, in short: a heading, what is known for each option, and sources by name.

        On paper all stands open.
        """
        words = self.ui.summary
        parts = []
        for heading, known, sources in told:
            items = "".join(
                f"<div><dt>{escape(option)}</dt><dd>{self._not_known_mark(cell)}{escape(cell.text)}</dd></div>"
                for option, cell in known
            )
            names = f'<p class="meta">{escape(words.sources.format(names="; ".join(sources)))}</p>' if sources else ""
            parts.append(f"<details><summary>{escape(heading)}</summary><dl>{items}</dl>{names}</details>")
        return f'<div class="matters">{"".join(parts)}</div>'

    def on_paper(self, questions: Sequence[str], own: Sequence[str], next_step: str | None) -> str:
        """The questions with room to write, and the next step: seen on paper only, in place of what one can tap."""
        words = self.ui.summary
        room = '<span class="room"></span>'
        asked = "".join(f"<li>{escape(text)}{room}</li>" for text in questions)
        asked_part = f"<ol>{asked}</ol>" if asked else "" if own else f"<p>{escape(words.questions_none)}</p>"
        mine = "".join(f"<li>{escape(text)}{room}</li>" for text in own)
        own_part = f'<h3>{escape(words.own_words)}</h3><ol start="{len(questions) + 1}">{mine}</ol>' if own else ""
        steps = "".join(
            f"<li>☑ <strong>{escape(step)}</strong></li>" if step == next_step else f"<li>☐ {escape(step)}</li>"
            for step in words.next_steps.values()
        )
        return (
            f'<div class="on-paper {_spacing(len(questions) + len(own))}"><h2>{escape(words.questions_heading)}</h2>'
            f'{asked_part}{own_part}<h3>{escape(words.room)}</h3>{room * 2}'
            f'<h2>{escape(words.next_heading)}</h2><ul class="steps">{steps}</ul></div>'
        )

    def help_in_short(self, regions: Iterable[HelpRegion]) -> str:
        """Whom to reach, in few lines: the emergency number, then the lines that answer at once."""
        items = []
        for region in regions:
            lines = [f"{escape(line.name)}: {self._contact(line)}" for line in region.lines if line.urgent]
            call = self._call(region.emergency_address, escape(region.emergency))
            items.append(f"<strong>{escape(region.name)}: {call}</strong>{self._list(lines)}")
        return f'<div class="help-in-short">{self._list(items)}</div>'

    @made_once
    def check_item(self, item: CheckItem) -> str:
        """What the sources say of a statement; the same whatever the reader said of it."""
        words = self.ui.check
        said = words.sources_say.format(answer=words.answers[item.answer].lower())
        return (
            f'<div class="voice others"><p><strong>{escape(said)}</strong></p><p>{self.text(item.says)}</p>'
            f"{self.sources(item.references)}</div>"
        )

    @made_once
    def section(self, section: Section) -> str:
        """One part of the article, in short; without verdicts, which never stand without what is left out."""
        return f'<div class="voice article">{self._title(section.title)}<p>{self.text(section.in_short)}</p></div>'

    @made_once
    def claim_in_section(self, claim: Claim) -> str:
        """One claim, with the part of the article it stands in."""
        title = next(part.title for part in self.content.article.sections if claim in part.claims)
        return (
            f'<div class="voice article"><p class="meta">{escape(self.ui.claims.article_section)} {escape(title)}</p>'
            f"{self.claim(claim)}</div>"
        )

    def reference_list(self, references: Iterable[Reference]) -> str:
        """Sources in full, each with an id of its own."""
        items = "".join(f'<li id="source-{ref.id}">{self.reference(ref)}</li>' for ref in references)
        return f'<ul class="references">{items}</ul>'

    def emergency(self, regions: Iterable[HelpRegion]) -> str:
        """The emergency numbers, large, each a link that calls."""
        calls = []
        for region in regions:
            text = f"<strong>{escape(region.emergency)}</strong> ({escape(region.name)})"
            calls.append(self._call(region.emergency_address, text))
        return f'<ul class="emergency">{"".join(f"<li>{call}</li>" for call in calls)}</ul>'

    def help_lines(self, lines: Iterable[HelpLine]) -> str:
        """Whom to reach, one after the other."""
        return "".join(self.help_line(line) for line in lines)

    def heading(self, text: str) -> str:
        """A heading that the list of what is on the page can lead to."""
        level = 2 + self.below
        return f'<h{level} id="{self.place}">{escape(text)}</h{level}>'

    def plain_items(self, texts: Iterable[str]) -> str:
        """A plain list without words explained, for places where nothing may open."""
        return self._list(escape(text) for text in texts)

    @staticmethod
    def plain_paragraphs(texts: Iterable[str]) -> str:
        """One paragraph a text without words explained."""
        return "".join(f"<p>{escape(text)}</p>" for text in texts)

    @staticmethod
    def _list(items: Iterable[str]) -> str:
        return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"

    def help_line(self, line: HelpLine) -> str:
        """Whom to reach and how."""
        sources = self.sources(line.references) if line.references else ""
        css = "help-line urgent" if line.urgent else "help-line"
        return (
            f'<div class="{css}">{self._title(line.name)}<p class="contact">{self._contact(line)}</p>'
            f"<p>{self.text(line.text)}</p>{sources}</div>"
        )

    def _contact(self, line: HelpLine) -> str:
        """How to reach a line, as a link where there is one."""
        if not line.address:
            return escape(line.contact)
        if line.address.startswith("tel:"):
            return self._call(line.address, escape(line.contact))
        return self._outside(line.address, line.contact) if self.leads_out else escape(line.contact)

    def _call(self, address: str | None, shown: str) -> str:
        """A number to call, as a link where there is one and this screen may lead out."""
        return f'<a href="{escape(address)}">{shown}</a>' if address and self.leads_out else shown

    @made_once
    def warning_sign(self, sign: WarningSign) -> str:
        """A sign and what sources say of it."""
        css = "sign urgent" if sign.urgent else "sign"
        return (
            f'<div class="{css}">{self._title(sign.sign)}<p>{self.text(sign.text)}</p>'
            f"{self.sources(sign.references)}</div>"
        )

    def glossary(self) -> str:
        """All words explained, in alphabetical order."""
        terms = sorted(self.content.glossary, key=lambda term: term.term.lower())
        entries = "".join(
            f'<dt id="{place_of(term)}">{escape(term.term)}</dt><dd>{escape(term.meaning)}</dd>' for term in terms
        )
        return f'<dl class="glossary">{entries}</dl>'

    def key_behind_a_line(self) -> str:
        """The key to the signs, shown when its line is tapped."""
        return self._opens("more key-to-signs", self.ui.voices.key_heading, self.key_to_signs())

    def key_to_signs(self) -> str:
        """What the verdicts and the certainty signs mean."""
        words = self.ui.voices
        verdicts = [(words.verdict_icons[v], words.verdicts[v], text) for v, text in words.verdict_meanings.items()]
        certainties = [
            (words.certainty_icons[c], words.certainties[c], text) for c, text in words.certainty_meanings.items()
        ]
        return (
            f"<p>{escape(words.key_verdict)}</p>{self._signs(verdicts)}"
            f"<p>{escape(words.key_certainty)}</p>{self._signs(certainties)}"
        )

    @staticmethod
    def _signs(entries: Iterable[tuple[str, str, str]]) -> str:
        items = "".join(
            f'<dt><span aria-hidden="true">{escape(icon)}</span> {escape(word)}</dt><dd>{escape(meaning)}</dd>'
            for icon, word, meaning in entries
        )
        return f'<dl class="signs">{items}</dl>'

    def key_to_statuses(self) -> str:
        """What the words and signs of the scorecard mean."""
        words = self.ui.scorecard
        return self._signs(
            (words.status_icons[status], words.statuses[status], meaning)
            for status, meaning in words.status_meanings.items()
        )

    def standard(self, standard: Standard, holds: Mapping[RuleName, bool]) -> str:
        """One standard: what it is, how many of its criteria are met now, and a table with a row for each.

        Args:
            standard: the standard.
            holds: which content rules hold; a criterion with a rule that does not is not met now.
        """
        words = self.ui.scorecard
        return (
            f'<section class="standard" id="{self.place}"><h3>{escape(standard.name)}</h3>'
            f"{self.paragraphs(standard.intro)}{self._counts(standard, holds)}{self.sources(standard.references)}"
            f'<details class="more"><summary>'
            f"{escape(words.show.format(all=len(standard.items), standard=standard.name))}</summary>"
            f"{self._criteria(standard, holds)}{self._not_applicable(standard)}</details></section>"
        )

    def _counts(self, standard: Standard, holds: Mapping[RuleName, bool]) -> str:
        """How many criteria have each status; a status that none has is left out, but for 'met'."""
        words = self.ui.scorecard
        met = words.count.format(met=standard.count("met", holds), all=len(standard.items))
        others = [
            words.count_other.format(status=words.statuses[status], count=count)
            for status in words.statuses
            if status != "met" and (count := standard.count(status, holds))
        ]
        return f'<p class="counts"><strong>{escape(met)}</strong> {escape(" ".join(others))}</p>'

    def _criteria(self, standard: Standard, holds: Mapping[RuleName, bool]) -> str:
        words = self.ui.scorecard
        columns = (words.criterion, words.status, words.why)
        head = "".join(f'<th scope="col" role="columnheader">{escape(column)}</th>' for column in columns)
        groups = []
        for group, title in standard.groups.items():
            rows = "".join(self._criterion(item, holds) for item in standard.items if item.group == group)
            groups.append(
                f'<tbody role="rowgroup"><tr role="row" class="group"><th scope="rowgroup" role="rowheader" '
                f'colspan="{len(columns)}">{escape(title)}</th></tr>{rows}</tbody>'
            )
        return (
            f'<table class="scorecard" role="table"><caption>{escape(words.caption.format(standard=standard.name))}'
            f'</caption><thead role="rowgroup"><tr role="row">{head}</tr></thead>{"".join(groups)}</table>'
        )

    def _criterion(self, item: CriterionItem, holds: Mapping[RuleName, bool]) -> str:
        status = item.status_now(holds)
        return (
            f'<tr role="row"><th scope="row" role="rowheader"><span class="number">{escape(item.id)}</span> '
            f'{escape(item.criterion)}</th><td role="cell">{self._status(status)}</td>'
            f'<td role="cell"><p>{escape(item.note)}</p>{self._evidence(item, holds)}</td></tr>'
        )

    def _status(self, status: StatusNow) -> str:
        """A status as a sign, a word and a shape of its own."""
        words = self.ui.scorecard
        return (
            f'<p class="status {status.replace(" ", "-")}"><span aria-hidden="true">'
            f"{escape(words.status_icons[status])}</span> {escape(words.statuses[status])}</p>"
        )

    def _evidence(self, item: CriterionItem, holds: Mapping[RuleName, bool]) -> str:
        """What shows how far a criterion is met, in words; the names of tests are one tap away."""
        words = self.ui.scorecard
        shown = []
        for found in item.evidence:
            if found.rule:
                line = words.rule if holds.get(found.rule, False) else words.rule_fails
                shown.append(escape(line.format(rule=words.rules[found.rule])))
        if tests := [found.test for found in item.evidence if found.test]:
            line = words.test if len(tests) == 1 else words.tests.format(count=len(tests))
            names = self._list(f"<code>{escape(test)}</code>" for test in tests)
            shown.append(f'<details class="sources"><summary>{escape(line)}</summary>{names}</details>')
        shown += [self._page_to_look_at(found.page) for found in item.evidence if found.page]
        return f'<ul class="evidence">{"".join(f"<li>{line}</li>" for line in shown)}</ul>' if shown else ""

    def _page_to_look_at(self, page: PageId) -> str:
        """A link to a page of the aid; the scorecard stands on 'about', so for that one a link to its top."""
        words = self.ui.scorecard
        if page == "about":
            return f'<a href="#top">{escape(words.this_page)}</a>'
        return self.page_link(page, words.page.format(page=self.ui.pages[page].short))

    @staticmethod
    def page_link(page: PageId, text: str, mode: str | None = None) -> str:
        """A link to a page of the aid, in a mode if one is named."""
        # data-page: the browser turns the page by itself, so that ticks are kept (screen/scripts/turning.js).
        address = ("/" if page == "start" else f"/{page}") + (f"?mode={mode}" if mode else "")
        return f'<a href="{address}" data-page="{page}">{escape(text)}</a>'

    def read_on(self, line: str, pages: Sequence[PageId]) -> str:
        """A line with links to the pages on which more stands."""
        links = self.apart(self.page_link(page, self.ui.pages[page].short) for page in pages)
        return f'<div class="read-on"><p>{escape(line)}</p>{links}</div>'

    @staticmethod
    def apart(links: Iterable[str]) -> str:
        """Links of which each stands alone, not in one sentence with the next."""
        return "".join(f"<p>{each}</p>" for each in links)

    def contents(self, groups: Iterable[tuple[str, Iterable[tuple[PageId, str]]]]) -> str:
        """Links to pages in groups, as one piece of HTML: a link of Streamlit's own costs the server ten times as much.

        It is the same on every page, so that a turn of a page leaves it be; the browser marks the page one is on.

        Args:
            groups: each group's name, or "", with its pages and what each is called.
        """
        told = []
        for name, pages in groups:
            told.append(f'<p class="label">{escape(name)}</p>' if name else "")
            told.append(self._list(self.page_link(page, text) for page, text in pages))
        return f'<div class="contents">{"".join(told)}</div>'

    def way_in(self, name: str, label: str, inside: str) -> str:
        """A button and the panel that it opens, which ask nothing of the server; on paper neither is there.

        Args:
            name: a name for the panel, unique on the screen.
            label: what stands on the button.
            inside: the panel's HTML.
        """
        close = escape(self.ui.parts.close)
        return (
            f'<button type="button" class="way" popovertarget="{name}">{escape(label)}</button>'
            f'<div popover="" id="{name}" class="panel" role="group" aria-label="{escape(label)}">{inside}<button '
            f'type="button" class="shuts" popovertarget="{name}" popovertargetaction="hide">{close}</button></div>'
        )

    def _not_applicable(self, standard: Standard) -> str:
        """The criteria that do not apply, under the reason they share."""
        if not standard.not_applicable:
            return ""
        heading = self.ui.scorecard.not_applicable.format(count=len(standard.not_applicable))
        parts = [f"<h4>{escape(heading)}</h4>"]
        for reason in dict.fromkeys(item.reason for item in standard.not_applicable):
            items = (
                f'<span class="number">{escape(item.id)}</span> {escape(item.criterion)}'
                for item in standard.not_applicable
                if item.reason == reason
            )
            parts.append(f"<p>{escape(reason)}</p>{self._list(items)}")
        return "".join(parts)

    def date(self, day: date) -> str:
        """A day in words."""
        return self.ui.date.format(day=day.day, month=self.ui.months[day.month - 1], year=day.year)

    def _year(self, reference: Reference) -> str:
        return self.ui.sources.no_date if reference.issued == "no date" else reference.issued[:4]

    @staticmethod
    def _capital(text: str) -> str:
        return escape(text[:1].upper() + text[1:])

    # What opens on the screen and can't on paper
    def _word(self, term: Term, shown: str) -> str:
        """A glossary word that opens its meaning."""
        name = f"{self.place}-word-{len(self._seen)}"
        return (
            f'<button type="button" class="term" popovertarget="{name}">{escape(shown)}</button>'
            f'<span popover id="{name}" class="meaning" role="note"><strong>{escape(term.term)}</strong> '
            f'{escape(term.meaning)} <button type="button" class="close" popovertarget="{name}" '
            f'popovertargetaction="hide">{escape(self.ui.parts.close)}</button></span>'
        )

    def _opens(self, css: str, line: str, inside: str) -> str:
        """A part that is shown when its line is tapped."""
        return f'<details class="{css}"><summary>{escape(line)}</summary>{inside}</details>'

    def _cited(self, line: str, references: Sequence[Reference], before: str = "") -> str:
        """Sources in full behind one line, after what else stands behind it."""
        items = "".join(f"<li>{self.reference(reference)}</li>" for reference in references)
        return self._opens("sources", line, f"{before}<ul>{items}</ul>")

    def _outside(self, address: str, text: str, new_tab: str = "") -> str:
        """A link to another's page, in a tab of its own; `new_tab` says so where there is room."""
        text = f"{text} {new_tab}".rstrip()
        return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'

    def _id(self, name: str) -> str:
        """The attribute that makes something a place to lead to."""
        return f' id="{name}"'

    def _role(self, role: str) -> str:
        """The attribute by which a table stays one on a phone, where its rows look like lists."""
        return f' role="{role}"'

    def _title(self, text: str) -> str:
        """A heading within a piece."""
        level = 3 + self.below
        return f"<h{level}>{escape(text)}</h{level}>"


def page_not_found(interface: Interface) -> str:
    """A whole page for an address that is none of ours."""
    words = interface.problems
    return _page(
        interface,
        words.page_not_found_title,
        f'<p>{escape(words.page_not_found)}</p><p><a href="/">{escape(words.page_not_found_way_on)}</a> · '
        f'<a href="/help_now">{escape(interface.frame.help)}</a></p>',
    )


def _page(interface: Interface, title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="{interface.language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f'<link rel="icon" href="{ICON}">'
        "<style>body{font:1.2rem/1.6 'Source Sans 3','Source Sans Pro',sans-serif;margin:0;background:#fcfaf5;"
        "color:#1c2126}main{max-width:40rem;margin:0 auto;padding:2rem 1rem}h1{font-family:serif}"
        "a{display:inline-block;line-height:2.6}"
        "p.notice{background:#1c2126;color:#fff;margin:0;padding:.6rem 1rem}a{color:#0b5563}"
        "@media(prefers-color-scheme:dark){body{background:#14181c;color:#f3f6f8}a{color:#7cc7d2}}</style></head>"
        f'<body><header><p class="notice">{escape(interface.frame.notice)}</p></header>'
        f"<main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
