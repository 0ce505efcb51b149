"""Content as one static page without scripts: to print, to keep, to read offline, to check as a whole.

Nothing is folded and nothing opens: words explained and sources are links to their place near the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from pathlib import Path

from decision_aid import walk
from decision_aid.answers import MOST_VALUES
from decision_aid.figures import figure
from decision_aid.markup import ICON, Markup, place_of
from decision_aid.reading_time import minutes, short_minutes
from decision_aid.schema import Claim, Consideration, Content, PageId, Reference, Term, Topic

ADDRESS = "/booklet"
STYLE = Path(__file__).with_name("booklet.css")
SCREEN_STYLE = Path(__file__).parent / "screen" / "style.css"
COLOUR = re.compile(r"--[a-z-]+: light-dark\([^;]+;")
LINES_TO_WRITE_ON = 10

# The page is whole in itself: a browser that reads it runs nothing and asks nobody for anything.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

_MADE: dict[tuple[str, date], bytes] = {}


def booklet(content: Content, today: date | None = None) -> bytes:
    """The whole aid as one HTML page in UTF-8; made once for each version of the content and each day.

    Args:
        content: all content.
        today: the day on which a source may be overdue.
    """
    made = content.version, today or date.today()
    if made not in _MADE:
        _MADE.clear()
        _MADE[made] = _Booklet(content, made[1]).page().encode()
    return _MADE[made]


class _Paper(Markup):
    """Pieces as they stand on paper: all open, one level deeper, each place once."""

    below = 1
    keeps = False

    def __init__(
        self, content: Content, place: str, seen: set[str] | None, today: date, numbers: dict[str, int], ids: set[str]
    ) -> None:
        super().__init__(content, place, seen, today)
        self._numbers = numbers
        self._ids = ids

    def claim(self, claim: Claim) -> str:
        """One claim under its number, as a place to lead to."""
        number = self.ui.claims.claim.format(claim=claim.id)
        place = self._id(f"claim-{claim.id}")
        return f'<div class="numbered"{place}><p class="number">{escape(number)}</p>{super().claim(claim)}</div>'

    def reference(self, reference: Reference) -> str:
        """One source under its number and its short name, as it is called wherever it is cited."""
        name = f"{self._numbers[reference.id]} {escape(reference.short)}:"
        return f'<span class="number">{name}</span> {super().reference(reference)}'

    def _word(self, term: Term, shown: str) -> str:
        return f'<a class="term" href="#{place_of(term)}">{escape(shown)}</a>'

    def _opens(self, css: str, line: str, inside: str) -> str:
        return f'<div class="{css}"><p class="label">{escape(line)}</p>{inside}</div>'

    def _cited(self, line: str, references: Sequence[Reference], before: str = "") -> str:
        words = self.ui.booklet
        names = "; ".join(
            f'<a href="#source-{reference.id}">{self._numbers[reference.id]} {escape(reference.short)}</a>'
            for reference in references
        )
        told = escape(words.source if len(references) == 1 else words.sources).format(names=names)
        # The spaces keep words apart where print runs these lines together.
        return f' <div class="sources">{before} <p>{told}</p></div>'

    def _outside(self, address: str, text: str, new_tab: str = "") -> str:
        return f'<a class="outside" href="{escape(address)}">{escape(text)}</a>'

    def _id(self, name: str) -> str:
        if name in self._ids:
            return ""
        self._ids.add(name)
        return super()._id(name)

    def _role(self, role: str) -> str:
        # The HTML standard calls a role wrong that an element has by itself.
        return ""


class _Booklet:
    """The page, part by part, in the order of the walk."""

    def __init__(self, content: Content, today: date) -> None:
        self.content = content
        self.ui = content.interface
        self.today = today
        self.by_kind = {
            kind: found
            for kind in self.ui.sources.kinds
            if (found := [reference for reference in content.references.values() if reference.kind == kind])
        }
        listed = (reference.id for found in self.by_kind.values() for reference in found)
        self.numbers = {name: number for number, name in enumerate(listed, start=1)}
        self.ids: set[str] = set()
        self.seen: set[str] = set()

    def page(self) -> str:
        """The whole page."""
        words, frame = self.ui.booklet, self.ui.frame
        front = self.paper("front")
        name, notice = escape(frame.name), escape(frame.notice)
        version = frame.footer.format(date=front.date(self.content.last_checked), version=self.content.version)
        about = (frame.description, *words.intro, words.how_to_read, frame.not_reviewed, version)
        chapters = "".join(self.chapter(page) for page in (*walk.SELF.steps, *walk.SELF.beside))
        return (
            f'<!DOCTYPE html>\n<html lang="{self.ui.language}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n'
            f'<meta name="description" content="{escape(frame.description)}">\n<title>{name}</title>\n'
            f'<link rel="icon" href="{ICON}">\n<style>\n{self.style(version)}</style>\n</head>\n<body>\n'
            f'<header><p class="notice">{notice} <a href="#help_now">{escape(frame.help)}</a></p></header>\n'
            f'<main>\n<div class="cover"><h1>{name}</h1>{front.plain_paragraphs(about)}</div>\n'
            f"{self.contents()}\n{chapters}</main>\n"
            f"<footer><p>{notice} {escape(frame.not_reviewed)} {escape(version)}</p></footer>\n</body>\n</html>\n"
        )

    def style(self, version: str) -> str:
        """The style sheet, with the screen's colours, and the notice and the version for the foot of printed pages."""
        foot = {"notice": self.ui.frame.notice, "version": version}
        # The first rule of .stApp holds them; those further down are for high contrast.
        screen = SCREEN_STYLE.read_text(encoding="utf-8").partition("\n.stApp {")[2].partition("}")[0]
        colours = " ".join(COLOUR.findall(screen))
        text = STYLE.read_text(encoding="utf-8").replace('--colours: "screen";', colours)
        for name, words in foot.items():
            safe = re.sub(r"[^\w .,:-]", lambda sign: f"\\{ord(sign[0]):x} ", words)
            text = text.replace(f'"{name}"', f'"{safe}"')
        return text

    def contents(self) -> str:
        """The table of contents."""
        frame = self.ui.frame
        lists = "".join(
            f'<p class="label">{escape(heading)}</p><ol{start}>'
            + "".join(f'<li><a href="#{page.id}">{escape(self.title(page.id))}</a></li>' for page in pages)
            + "</ol>"
            for heading, pages, start in (
                (frame.menu_walk, walk.SELF.steps, ""),
                (frame.menu_beside, walk.SELF.beside, f' start="{len(walk.SELF.steps) + 1}"'),
            )
        )
        return (
            f'<nav class="contents" id="contents" aria-labelledby="contents-title">'
            f'<h2 id="contents-title">{escape(frame.menu)}</h2>{lists}</nav>'
        )

    def title(self, page: PageId) -> str:
        """What a part is called: the question that its page answers, or the page's name."""
        content = self.content
        if page in content.considerations:
            return content.considerations[page].question
        asked: dict[PageId, str] = {
            "article": content.article.question, "options": content.options.question,
            "values": content.values.question, "check": content.check.question,
        }
        return asked.get(page, self.ui.pages[page].short)

    def chapter(self, page: walk.Page) -> str:
        """One page of the aid as a part of the booklet."""
        self.seen = set()
        name, words = page.id, self.ui.booklet
        body = self.consideration(name) if name in self.content.considerations else getattr(self, name)()
        end = self.paragraph(self.ui.frame.the_end) if page == walk.SELF.steps[-1] else ""
        ways = (("contents", words.to_contents), ("help_now", self.ui.frame.help))
        links = " · ".join(f'<a href="#{place}">{escape(text)}</a>' for place, text in ways)
        number = walk.PAGES.index(page) + 1
        return (
            f'<section class="chapter" id="{name}" aria-labelledby="{name}-title">'
            f'<h2 id="{name}-title">{number}. {escape(self.title(name))}</h2>{body}{end}'
            f'<p class="turn">{links}</p></section>\n'
        )

    # The parts, each named as its page

    def start(self) -> str:
        words, paper = self.ui.start, self.paper("start-lists")
        takes = sum(minutes(self.content, step.id) for step in walk.SELF.steps)
        time = words.time.format(steps=len(walk.SELF.steps), minutes=takes, short=short_minutes(self.content))
        lists = "".join(
            self.paper(f"start-{name}").heading(heading) + paper.plain_items(texts)
            for name, heading, texts in (
                ("what", words.what_heading, words.what_it_is),
                ("what-not", words.what_not_heading, words.what_it_is_not),
                ("how", words.how_heading, words.how),
            )
        )
        return self.lead([words.decision, *words.in_short]) + self.paragraph(time) + lists

    def article(self) -> str:
        words, article = self.ui.article, self.content.article
        sections = "".join(self.paper(f"section-{section.id}").section(section) for section in article.sections)
        return (
            self.lead(article.in_short)
            + self.voices("article", article.topics, words.whole_heading)
            + self.paragraph(self.ui.voices.intro)
            + self.paper("key").heading(self.ui.voices.key_heading)
            + self.paper("key").key_to_signs()
            + self.paper("article-sections").heading(words.sections_heading)
            + self.paragraph(words.sections_intro)
            + sections
            + self.paper("article-missing").heading(words.missing_heading)
            + f'<div class="not-known">{self.paper("article-missing").items(article.missing)}</div>'
            + f'<p><a href="#claims">{escape(words.claims_link)}</a></p>'
            + self.questions("article")
        )

    def consideration(self, page: PageId) -> str:
        found: Consideration = self.content.considerations[page]
        not_known = self.paper(f"{page}-not-known")
        pictures = ""
        if found.outcomes:
            words = self.ui.figures
            drawn = (figure(self.content.outcomes[name], words) for name in found.outcomes)
            pictures = (
                self.paper(f"{page}-pictures").heading(words.heading)
                + self.paragraph(words.intro)
                + "".join(self.paper(f"figure-{each.outcome.id}").figure(each) for each in drawn)
            )
        return (
            self.lead(found.in_short)
            + f'<p><a href="#key">{escape(self.ui.voices.key_heading)}</a></p>'
            + self.voices(page, found.topics, self.ui.voices.heading)
            + pictures
            + not_known.heading(self.ui.parts.not_known)
            + f'<div class="not-known">{not_known.items(found.not_known)}</div>'
            + self.questions(page)
        )

    def options(self) -> str:
        options = self.content.options
        return (
            self.lead(options.in_short)
            + self.paper("primer").heading(self.content.clinic.primer.heading)
            + self.paper("primer").primer_told()
            + self.paragraph(self.ui.booklet.order)
            + self.paper("options-table").options(options)
            + self.questions("options")
        )

    def values(self) -> str:
        values, words = self.content.values, self.ui.values
        return (
            self.lead(values.in_short)
            + self.paper("values-pick").heading(words.pick_heading)
            + self.paragraph(f"{words.pick_intro.format(most=MOST_VALUES)} {self.ui.booklet.number_them}")
            + self.boxes([*(value.text for value in values.values), words.not_sure])
            + self.paper("values-known").heading(words.mirror_heading)
            + Markup.plain_paragraphs([self.ui.booklet.mirror_intro, self.ui.booklet.order])
            + "".join(
                self.paper(f"value-{value.id}").mirror(value, self.content.options.options) for value in values.values
            )
            + self.questions("values")
        )

    def check(self) -> str:
        check, words = self.content.check, self.ui.check
        boxes = self.boxes(words.answers.values(), "boxes answers")
        asked, told = [], []
        for item in check.items:
            paper = self.paper(f"check-{item.id}")
            page = f'<a href="#{item.page}">{escape(self.ui.pages[item.page].short)}</a>'
            asked.append(f"<li><p>{escape(item.text)}</p>{boxes}</li>")
            told.append(
                f"<li><p>{escape(item.text)}</p>{paper.check_item(item)}<p>{escape(words.read_more)} {page}</p></li>"
            )
        return (
            self.lead(check.in_short)
            + self.paragraph(self.ui.booklet.check_intro)
            + f'<ol class="asked">{"".join(asked)}</ol>'
            + self.paper("check-told").heading(self.ui.booklet.check_told)
            + f'<ol class="asked">{"".join(told)}</ol>'
            + self.questions("check")
        )

    def summary(self) -> str:
        words, own = self.ui.summary, self.ui.booklet
        lines = '<div class="line"></div>' * LINES_TO_WRITE_ON
        return (
            self.paper("own-questions").heading(own.own_questions)
            + self.paragraph(own.own_questions_intro)
            + lines
            + self.paper("next-step").heading(words.next_heading)
            + self.paragraph(own.next_intro)
            + self.boxes(words.next_steps.values())
        )

    def claims(self) -> str:
        words = self.ui.claims
        parts = []
        for section in self.content.article.sections:
            parts.append(self.paper(f"claims-{section.id}").heading(section.title))
            for claim in section.claims:
                voices = self.ui.voices
                left_out = voices.leaves_out_nothing if claim.leaves_out_nothing else claim.leaves_out
                page, number = self.content.page_of(claim.id), words.claim.format(claim=claim.id)
                parts.append(
                    f'<div class="listed"><p><a href="#claim-{claim.id}">{escape(number)}</a> '
                    f"{escape(claim.text)}</p><p><strong>{escape(self.paper('claims').verdict(claim))}.</strong> "
                    f"{escape(voices.leaves_out)} {escape(left_out)}</p><p>{escape(words.found_on)} "
                    f'<a href="#{page}">{escape(self.ui.pages[page].short)}</a></p></div>'
                )
        return self.lead(words.intro) + "".join(parts)

    def sources(self) -> str:
        words = self.ui.sources
        parts = []
        for kind, references in self.by_kind.items():
            name = words.kinds[kind]
            paper = self.paper(f"kind-{kind.replace(' ', '-')}")
            parts.append(paper.heading(name[:1].upper() + name[1:]) + paper.reference_list(references))
        return self.lead(words.intro) + "".join(parts)

    def glossary(self) -> str:
        return self.paragraph(self.ui.booklet.glossary_intro) + self.paper("glossary").glossary()

    def about(self) -> str:
        parts = [
            self.paper(f"about-{number}").heading(section.heading)
            + self.paper(f"about-{number}").paragraphs(section.paragraphs)
            for number, section in enumerate(self.content.about.sections, start=1)
        ]
        return self.lead([self.ui.frame.not_reviewed]) + "".join(parts)

    def help_now(self) -> str:
        words, help_ = self.ui.help, self.content.help
        regions = help_.regions
        parts = [self.lead(words.intro), self.paper("emergency").emergency(regions.values())]
        for name, region in regions.items():
            parts.append(self.paper(f"help-{name}").heading(words.lines_heading.format(region=region.name)))
            parts.append(self.paper(f"help-{name}").help_lines(line for line in region.lines if line.urgent))
        parts += [self.paper("signs").heading(words.signs_heading), self.paragraph(words.signs_intro)]
        parts += [self.paper("signs").warning_sign(sign) for sign in help_.warning_signs]
        rest = [line for region in regions.values() for line in region.lines if not line.urgent]
        parts += [self.paper("help-other").heading(words.other_heading), self.paper("help-other").help_lines(rest)]
        return "".join(parts)

    # What the parts are made of

    def paper(self, place: str) -> _Paper:
        return _Paper(self.content, place, self.seen, self.today, self.numbers, self.ids)

    def lead(self, texts: Iterable[str]) -> str:
        return f'<div class="lead">{self.paper("lead").paragraphs(texts)}</div>'

    @staticmethod
    def paragraph(text: str) -> str:
        return Markup.plain_paragraphs([text])

    def voices(self, page: PageId, topics: Sequence[Topic], heading: str) -> str:
        places = [(f"{page}-topic-{number}", topic) for number, topic in enumerate(topics, start=1)]
        ways_in = ""
        if len(places) > 3:
            named = ((place, topic.heading) for place, topic in places)
            ways_in = self.paper(page).ways_in(named, self.ui.booklet.in_this_part.format(part=self.title(page)))
        told = "".join(self.paper(place).topic(topic) for place, topic in places)
        return self.paper(f"{page}-voices").heading(heading) + ways_in + told

    def questions(self, page: PageId) -> str:
        told = self.paper(f"{page}-teach-back").teach_back(page)
        asked = self.content.questions_on(page)
        if not asked:
            return told
        paper, words = self.paper(f"{page}-questions"), self.ui.parts
        return (
            told
            + paper.heading(words.questions)
            + self.paragraph(self.ui.booklet.questions_intro)
            + self.boxes(question.text for question in asked)
        )

    @staticmethod
    def boxes(texts: Iterable[str], css: str = "boxes") -> str:
        """A list with a box before each entry, to tick by hand."""
        return f'<ul class="{css}">{"".join(f"<li>{escape(text)}</li>" for text in texts)}</ul>'
