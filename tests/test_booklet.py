"""The booklet: all of the aid on one page that needs nothing and runs nothing."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import html5lib
import pytest
from playwright.sync_api import Browser, Page, expect
from pydantic import BaseModel

from decision_aid import walk
from decision_aid.__main__ import COULD_NOT_RUN
from decision_aid.booklet import ADDRESS, booklet
from decision_aid.figures import figure
from decision_aid.loading import CONTENT, read
from decision_aid.schema import Content, PageId
from tests.conftest import ROOT
from tests.test_front_door import copied
from tests.test_pages import opened

# Fields that hold no words for readers, but ids, addresses and keys to words.
NOT_WORDS = {
    "id", "sheet", "references", "claims", "outcomes", "repeats", "pages", "page", "address", "emergency_address",
    "kind", "certainty", "verdict", "flags", "also", "DOI", "PMID", "URL", "seen", "no_link", "issued", "answer",
    "region",
}


def parsed(page: bytes) -> Element:
    """The page as a tree. A page that is not well-formed HTML raises."""
    root: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.decode())
    return root


@cache
def page_of(content_version: str) -> Element:
    return parsed(booklet(read(CONTENT)))


@pytest.fixture
def page(content: Content) -> Element:
    """The real content's booklet."""
    return page_of(content.version)


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def words_in(element: Element) -> str:
    """All that can be read in a part of the page."""
    return flat("".join(element.itertext()))


def named(root: Element, name: str) -> Element:
    """The part of the page with this id."""
    return next(element for element in root.iter() if element.get("id") == name)


def texts(value: object) -> Iterator[str]:
    """Every text for readers in a piece of content."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            # Wording for carers stands in place of the wording beside it; the booklet has the latter. What a waiting
            # room shows first are ids.
            inner = getattr(value, name)
            machine = name in NOT_WORDS and not isinstance(inner, BaseModel | dict) and not _holds_models(inner)
            if name not in ("carer", "waiting_room") and not machine:
                yield from texts(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from texts(inner)


def _holds_models(value: object) -> bool:
    return isinstance(value, tuple) and any(isinstance(inner, BaseModel) for inner in value)


@pytest.mark.parametrize(
    ("part", "at_least"),
    [("article", 100), ("considerations", 400), ("options", 40), ("values", 70), ("check", 16), ("questions", 20),
     ("glossary", 150), ("help", 30), ("about", 30), ("references", 300)],
)
def test_every_sentence_of_the_content_stands_in_it(content: Content, page: Element, part: str, at_least: int) -> None:
    shown = words_in(page)
    found = [text for text in texts(getattr(content, part)) if text != "nothing important"]
    # The rows of the options say what they are about in a key, not in words.
    found = [text for text in found if text not in ("benefit", "harm", "practical", "not known")]
    assert len(found) >= at_least
    assert [text for text in found if flat(text) not in shown] == []


def test_each_claim_has_its_verdict_what_it_leaves_out_and_its_sources(content: Content, page: Element) -> None:
    words = content.interface.voices
    for claim in content.claims.values():
        shown = words_in(named(page, f"claim-{claim.id}"))
        left_out = words.leaves_out_nothing if claim.leaves_out_nothing else claim.leaves_out
        for text in (claim.text, words.verdicts[claim.verdict], f"{words.leaves_out} {left_out}", claim.why):
            assert flat(text) in shown
        assert all(content.references[name].short in shown for name in claim.references)
        assert left_out in words_in(named(page, "claims"))


def test_each_statement_has_its_certainty_whom_it_was_seen_in_and_its_sources(content: Content, page: Element) -> None:
    for statement in content.statements.values():
        card = named(page, statement.id)
        shown = words_in(card)
        for text in (statement.text, content.interface.voices.certainties[statement.certainty], statement.population,
                     statement.follow_up or "", *(content.references[name].short for name in statement.references)):
            assert flat(text) in shown
        linked = {link.get("href") for link in card.iter("a")}
        assert linked >= {f"#source-{name}" for name in statement.references}


def test_a_statement_that_two_pages_tell_stands_in_both(content: Content, page: Element) -> None:
    repeats = [(name, topic.repeats) for name, topics in content.topics.items() for topic in topics if topic.repeats]
    assert repeats
    for name, statements in repeats:
        shown = words_in(named(page, name))
        assert all(flat(content.statements[statement].text) in shown for statement in statements)


def test_each_outcome_stands_there_in_words_as_table_and_as_picture_where_it_may_be_drawn(
    content: Content, page: Element
) -> None:
    shown = words_in(page)
    pictures = [element for element in page.iter() if element.tag.endswith("svg")]
    captions = [words_in(caption) for caption in page.iter("caption")]
    drawn = 0
    for outcome in content.outcomes.values():
        made = figure(outcome, content.interface.figures)
        for text in (outcome.words.title, outcome.words.population, outcome.words.follow_up, *made.words):
            assert flat(text) in shown
        for row in made.rows:
            assert all(cell in shown for cell in row)
        assert captions.count(outcome.words.title) == (1 if made.rows else 0)
        if made.svg:
            drawn += 1
            assert any(" ".join(made.words) in (picture.get("aria-label") or "") for picture in pictures)
        else:
            assert made.why_no_picture
            assert content.interface.figures.not_drawn_headings[made.why_no_picture] in shown
    assert len(pictures) == drawn > 0


def test_options_and_values_have_a_cell_for_each_option_in_the_same_order(content: Content, page: Element) -> None:
    options = content.options.options
    table = next(table for table in page.iter("table") if table.get("class") == "options")
    rows = [[words_in(cell) for cell in row if cell.tag == "td"] for row in table.iter("tr")][1:]
    assert [len(row) for row in rows] == [len(options)] * len(content.options.rows)
    for row, cells in zip(content.options.rows, rows, strict=True):
        assert all(flat(option.cells[row.id].text) in cell for option, cell in zip(options, cells, strict=True))
    mirrors = [table for table in page.iter("table") if table.get("class") == "mirror"]
    for value, mirror in zip(content.values.values, mirrors, strict=True):
        assert value.text in words_in(next(mirror.iter("caption")))
        lines = [words_in(line) for line in mirror.iter("tr")][1:]
        for option, line in zip(options, lines, strict=True):
            assert line.startswith(option.name)
            assert flat(value.known[option.id].text) in line
    assert content.interface.booklet.order in words_in(named(page, "options"))


def test_the_check_asks_first_and_tells_at_its_end(content: Content, page: Element) -> None:
    shown = words_in(named(page, "check"))
    told = shown.index(content.interface.booklet.check_told)
    for item in content.check.items:
        assert shown.index(flat(item.text)) < told < shown.index(flat(item.says))
    assert shown.count(content.interface.check.answers["not sure"]) >= len(content.check.items)


def test_each_question_has_a_box_on_each_of_its_pages(content: Content, page: Element) -> None:
    for question in content.questions:
        for name in question.pages:
            boxes = [words_in(item) for ul in named(page, name).iter("ul") if ul.get("class") == "boxes" for item in ul]
            assert question.text in boxes, f"{question.id} on {name}"


def test_the_last_step_has_room_for_own_words_and_a_box_for_each_next_step(content: Content, page: Element) -> None:
    summary = named(page, "summary")
    boxes = [words_in(item) for ul in summary.iter("ul") if ul.get("class") == "boxes" for item in ul]
    assert boxes == list(content.interface.summary.next_steps.values())
    assert len([line for line in summary.iter("div") if line.get("class") == "line"]) >= 5


def test_all_pages_are_its_parts_in_order_and_the_contents_lead_to_each(content: Content, page: Element) -> None:
    parts = [part.get("id") for part in page.iter("section") if part.get("class") == "chapter"]
    assert parts == [each.id for each in (*walk.SELF.steps, *walk.SELF.beside)]
    links = [link.get("href") for link in named(page, "contents").iter("a")]
    assert links == [f"#{each.id}" for each in (*walk.SELF.steps, *walk.SELF.beside)]


def test_it_says_what_it_is_not_and_how_old_it_is(content: Content, page: Element) -> None:
    frame = content.interface.frame
    for part in (next(page.iter("header")), next(page.iter("footer")), next(page.iter("style"))):
        assert frame.notice.split(".")[0] in words_in(part)
    front = words_in(page).split(frame.menu_walk)[0]
    assert content.version in front
    assert f"{content.last_checked.day} " in front
    assert frame.not_reviewed in front


def test_ids_are_unique_and_every_link_in_it_leads_somewhere(page: Element) -> None:
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert not [name for name in ids if not name or re.search(r"\s", name)]
    links = [value for element in page.iter() for name, value in element.items() if name.endswith("href")]
    places = [unquote(link[1:]) for link in links if link.startswith("#")]
    assert len(places) > 500
    assert set(places) <= set(ids)
    others = {link.split(":")[0] for link in links if not link.startswith("#")}
    assert others <= {"https", "tel", "data"}
    labels = [name for element in page.iter() if (name := element.get("aria-labelledby"))]
    assert labels
    assert set(labels) <= set(ids)


def test_it_has_one_main_heading_and_no_level_is_left_out(page: Element) -> None:
    levels = [int(element.tag[1]) for element in page.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(words_in(element).strip() for element in page.iter() if re.fullmatch("h[1-6]", str(element.tag)))


def test_it_runs_nothing_and_asks_nobody(content: Content, page: Element) -> None:
    tags = {str(element.tag) for element in page.iter()}
    assert not tags & set("script iframe object embed form input button img audio video base".split())
    for element in page.iter():
        names = {name.lower() for name in element.keys()}  # noqa: SIM118 - an element is no mapping
        assert not [name for name in names if name.startswith("on") or name in ("src", "srcset", "action", "target")]
    assert [link.get("href", "")[:15] for link in page.iter("link")] == ["data:image/svg+"]
    style = "".join(words_in(style) for style in page.iter("style"))
    assert "@import" not in style
    assert "url(" not in style
    policy = next(meta.get("content") for meta in page.iter("meta") if meta.get("http-equiv"))
    assert policy
    assert "default-src 'none'" in policy
    assert next(page.iter("html")).get("lang") == content.interface.language


def test_nothing_in_it_totals_ranks_or_waits_to_be_opened(page: Element) -> None:
    assert not list(page.iter("details"))
    assert not [element for element in page.iter() if "popover" in element.keys()]  # noqa: SIM118


def test_words_that_look_like_markup_stand_as_they_were_written(content: Content) -> None:
    hostile = '</style><script>alert(1)</script> "} body { display: none } & <b>'
    frame = content.interface.frame.model_copy(update={"notice": hostile})
    question = content.questions[0].model_copy(update={"text": hostile})
    changed = content.model_copy(update={
        "version": "changed", "questions": (question, *content.questions[1:]),
        "interface": content.interface.model_copy(update={"frame": frame}),
    })
    page = parsed(booklet(changed))
    assert not list(page.iter("script"))
    assert not list(page.iter("b"))
    assert flat(hostile) in words_in(next(page.iter("header")))
    assert flat(hostile) in words_in(named(page, question.pages[0]))
    assert "body { display: none }" not in words_in(next(page.iter("style")))


def test_a_source_that_is_overdue_says_so(content: Content) -> None:
    due = max(content.references.values(), key=lambda reference: reference.review_by).review_by
    overdue = content.interface.sources.overdue.split("{", maxsplit=1)[0]
    assert overdue not in words_in(parsed(booklet(content, date(2026, 11, 24))))
    late = words_in(parsed(booklet(content, date(due.year + 1, 1, 1))))
    assert late.count(overdue) == len(content.references)


def written(out: Path, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The command that writes the booklet."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "decision_aid", "booklet", str(out)], cwd=folder, timeout=120, capture_output=True,
        text=True, check=False,
    )


def test_the_written_file_is_the_served_page(address: str, tmp_path: Path) -> None:
    out = tmp_path / "booklet.html"
    assert written(out).returncode == 0
    with urllib.request.urlopen(address + ADDRESS, timeout=20) as answer:  # noqa: S310
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.read() == out.read_bytes()
        tag = answer.headers["ETag"]
    with pytest.raises(HTTPError) as unchanged:
        urllib.request.urlopen(  # noqa: S310
            urllib.request.Request(address + ADDRESS, headers={"If-None-Match": tag}), timeout=20  # noqa: S310
        )
    assert unchanged.value.code == 304


def test_a_file_that_cannot_be_written_is_told_in_plain_words(tmp_path: Path) -> None:
    ended = written(tmp_path / "no such folder" / "booklet.html")
    assert ended.returncode == 1
    assert "can't be written" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_broken_content_writes_no_booklet_and_says_why(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    path = folder / "content" / "en" / "article.yaml"
    broken = path.read_text(encoding="utf-8").replace("verdict: supported", "verdict: true", 1)
    path.write_text(broken, encoding="utf-8")
    out = tmp_path / "booklet.html"
    ended = written(out, folder)
    assert ended.returncode == COULD_NOT_RUN
    assert "content/en/article.yaml, line" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not out.exists()


@pytest.mark.parametrize("name", ["start", "benefits"])
def test_the_aid_links_to_it(content: Content, name: PageId) -> None:
    app = opened(name)
    shown = [str(element.proto.body) for element in app.get("html")]
    links = [text for text in shown if f'href="{ADDRESS}"' in text and content.interface.booklet.link in text]
    assert len(links) == (2 if name == "start" else 1)


def visit(browser: Browser, size: tuple[int, int], url: str) -> tuple[Page, list[str]]:
    """The booklet in a browser without scripts, with what was asked for and what the browser complained of."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, java_script_enabled=False, color_scheme="dark"
    )
    page = context.new_page()
    noted: list[str] = []
    page.on("request", lambda request: noted.append(request.url))
    page.on("console", lambda message: noted.append(message.text))
    page.goto(url)
    return page, noted


@pytest.mark.parametrize("size", [(390, 844), (1280, 900)], ids=["phone", "desktop"])
def test_it_opens_with_scripts_off_and_its_links_lead_on(
    browser: Browser, content: Content, address: str, size: tuple[int, int]
) -> None:
    page, noted = visit(browser, size, address + ADDRESS)
    expect(page.get_by_role("heading", level=1)).to_have_text(content.interface.frame.name)
    page.get_by_role("navigation").first.get_by_role("link", name=content.options.question).click()
    heading = page.get_by_role("heading", level=2).filter(has_text=content.options.question)
    expect(heading).to_be_in_viewport()
    page.locator("#options .sources a").first.click()
    expect(page.locator("#sources li:target")).to_be_in_viewport()
    expect(page.get_by_text(content.interface.frame.notice).first).to_be_in_viewport()
    assert [note for note in noted if not note.startswith("data:")] == [address + ADDRESS]
    page.context.close()


def test_the_file_alone_is_whole_and_prints_dark_on_white(browser: Browser, content: Content, tmp_path: Path) -> None:
    out = tmp_path / "booklet.html"
    out.write_bytes(booklet(content))
    page, noted = visit(browser, (390, 844), out.as_uri())
    assert [note for note in noted if not note.startswith("data:")] == [out.as_uri()]
    page.emulate_media(media="print")
    body = page.locator("body")
    expect(body).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(body).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.locator(".turn").first).to_be_hidden()
    assert page.pdf().startswith(b"%PDF")
    page.context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_screen(browser: Browser, content: Content, tmp_path: Path, width: int) -> None:
    out = tmp_path / "booklet.html"
    out.write_bytes(booklet(content))
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(out.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
