"""The scorecard: nothing is called met without evidence that exists, and a reader sees every row and true counts."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from html import unescape
from pathlib import Path
from typing import get_args

import pytest
from playwright.sync_api import Browser, expect

from decision_aid.markup import Markup
from decision_aid.rules.material import material
from decision_aid.schema import Content, CriterionItem, Evidence, RuleName, Scorecard, Standard
from decision_aid.scorecard import missing_tests, rules_that_hold
from tests.conftest import ROOT
from tests.test_browser import PHONE, visiting
from tests.test_pages import holds, opened

IPDAS_FIELD_STUDIES = {"K12", "K13", "K14", "K15", "K16", "K17", "K22", "K23"}
ALL_HOLD: dict[RuleName, bool] = dict.fromkeys(get_args(RuleName), True)


def standard(content: Content, name: str) -> Standard:
    return next(found for found in content.scorecard.standards if found.id == name)


def shown(content: Content, name: str, rules: dict[RuleName, bool]) -> str:
    """A standard's markup as the page draws it."""
    return Markup(content, "here").standard(standard(content, name), rules)


def row_of(markup: str, item: str) -> str:
    """The words of one row of a table, without tags."""
    rows = re.findall(r"<tr.*?</tr>", markup)
    found = next(row for row in rows if f'<span class="number">{item}</span>' in row)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found)).split())


def test_every_test_that_the_scorecard_names_exists(content: Content) -> None:
    assert missing_tests(content.scorecard, ROOT) == ()


def card(*tests: str) -> Scorecard:
    """A scorecard that rests on tests alone."""
    item = CriterionItem(
        id="Q1", group="all", criterion="It does.", status="met", note="So it is.",
        evidence=tuple(Evidence(test=test) for test in tests),
    )
    whole = Standard(id="ipdas", name="IPDAS", intro=("A list.",), references=("ipdas-v4",), groups={"all": "All"},
                     items=(item,))
    return Scorecard(standards=(whole,))


def test_a_test_that_does_not_exist_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "test_it.py").write_text(
        "import pytest\n\n\ndef test_here() -> None:\n    def test_inner() -> None: ...\n\n\n"
        "async def test_later() -> None: ...\n\n\n"
        "@pytest.mark.parametrize('x', [1])\ndef test_cases(x: int) -> None: ...\n\n\n# def test_comment()\n"
    )
    (folder / "test_broken.py").write_text("def test_here(:\n")
    there = [f"tests/test_it.py::{name}" for name in ("test_here", "test_later", "test_cases", "test_cases[1]")]
    assert missing_tests(card(*there), tmp_path) == ()
    gone = (
        "tests/test_it.py::test_inner", "tests/test_it.py::test_comment", "tests/test_it.py::test_her",
        "tests/test_it.py::test_here[1]", "tests/test_gone.py::test_here", "tests/test_broken.py::test_here",
    )
    assert missing_tests(card(*there, *gone, gone[0]), tmp_path) == gone


def test_field_studies_are_not_done_and_say_what_they_would_take(content: Content) -> None:
    ipdas = {item.id: item for item in standard(content, "ipdas").items}
    assert len(ipdas) == 35
    for name in IPDAS_FIELD_STUDIES:
        assert ipdas[name].status == "not done yet"
        assert "would take" in ipdas[name].note


def test_what_is_met_does_not_rest_on_a_rule_alone(content: Content) -> None:
    """A rule holds while nothing breaks it, even where nothing is shown; a test or a page shows the thing itself."""
    for found in content.scorecard.standards:
        for item in found.items:
            assert not item.evidence or any(not evidence.rule for evidence in item.evidence), item.id


@pytest.mark.parametrize("name", ["ipdas", "nice", "his"])
def test_the_counts_are_those_of_the_rows(content: Content, name: str) -> None:
    words = content.interface.scorecard
    markup = shown(content, name, ALL_HOLD)
    rows = Counter(re.findall(r'<p class="status [\w-]+"><span aria-hidden="true">.</span> ([^<]+)</p>', markup))
    items = standard(content, name).items
    assert rows.total() == len(items)
    assert words.count.format(met=rows[words.statuses["met"]], all=len(items)) in markup
    for status in ("partly", "not done yet"):
        line = words.count_other.format(status=words.statuses[status], count=rows[words.statuses[status]])
        assert (line in markup) is (rows[words.statuses[status]] > 0)
    assert words.statuses["not met now"] not in markup


def test_a_rule_that_fails_takes_its_rows_out_of_the_count(content: Content) -> None:
    words = content.interface.scorecard
    resting = [item for item in standard(content, "ipdas").items if Evidence(rule="provenance") in item.evidence]
    assert [item.status for item in resting] == ["met"]
    before, after = (shown(content, "ipdas", {**ALL_HOLD, "provenance": kept}) for kept in (True, False))
    met = standard(content, "ipdas").count("met", ALL_HOLD)
    assert words.count.format(met=met, all=35) in before
    assert words.count.format(met=met - 1, all=35) in after
    assert words.count_other.format(status=words.statuses["not met now"], count=1) in after
    fails = words.rule_fails.format(rule=words.rules["provenance"])
    row = row_of(after, resting[0].id)
    assert words.statuses["not met now"] in row
    assert fails in row
    assert fails not in before


def test_a_rule_of_which_nothing_is_known_proves_nothing(content: Content) -> None:
    assert standard(content, "ipdas").count("not met now", {}) > 0


def test_every_rule_is_run_and_holds_for_the_real_content() -> None:
    assert rules_that_hold(material(today=date(2026, 11, 24))) == dict.fromkeys(get_args(RuleName), True)


def test_the_page_shows_every_row_in_a_real_table(content: Content) -> None:
    app = opened("about")
    words = content.interface.scorecard
    tables = [str(e.proto.body) for e in app.get("html") if '<table class="scorecard"' in str(e.proto.body)]
    assert len(tables) == len(content.scorecard.standards)
    for found, table in zip(content.scorecard.standards, tables, strict=True):
        assert f"<caption>{words.caption.format(standard=found.name)}</caption>" in table
        assert table.count('scope="row"') == len(found.items)
        assert table.count('scope="col"') == 3
        assert all(holds(app, title) for title in found.groups.values())
        for item in found.items:
            row = row_of(table, item.id)
            for part in (item.criterion, words.statuses[item.status], item.note):
                assert part in row, item.id
            for evidence in item.evidence:
                if evidence.rule:
                    assert words.rule.format(rule=words.rules[evidence.rule]) in row
                if evidence.test:
                    assert evidence.test in row
                if evidence.page and evidence.page != "about":
                    assert words.page.format(page=content.interface.pages[evidence.page].short) in row
        for left_out in found.not_applicable:
            assert holds(app, left_out.criterion)
            assert holds(app, left_out.reason)


def test_a_link_to_a_page_turns_it_and_keeps_what_was_ticked(browser: Browser, content: Content, address: str) -> None:
    words, pages = content.interface.scorecard, content.interface.pages
    with visiting(browser, PHONE) as visit:
        visit.open(f"{address}/benefits")
        visit.page.locator(".st-key-ask label").first.click()
        mine = visit.page.get_by_role("button", name=content.interface.frame.my_questions.format(count=1))
        expect(mine).to_be_visible()
        visit.page.locator(".foot").get_by_role("link", name=pages["about"].short).click()
        expect(visit.page.get_by_role("heading", level=1)).to_have_text(pages["about"].title)
        visit.page.get_by_text(words.show.format(all=35, standard=standard(content, "ipdas").name)).click()
        row = visit.page.get_by_role("row").filter(has_text=re.compile(r"^Q3\b"))
        expect(row.get_by_role("rowheader")).to_be_visible()
        row.get_by_role("link", name=words.page.format(page=pages["options"].short)).click()
        heading = visit.page.get_by_role("heading", level=1, name=content.options.question)
        expect(heading).to_be_focused()
        expect(mine).to_be_visible()
        visit.page.go_back()
        expect(visit.page.get_by_role("heading", level=1)).to_have_text(pages["about"].title)


def test_an_open_scorecard_does_not_scroll_sideways_on_a_narrow_phone(browser: Browser, address: str) -> None:
    with visiting(browser, (320, 700)) as visit:
        visit.open(f"{address}/about")
        visit.page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")
        width = "Math.max(...['html', '[data-testid=stMain]'].map(s => document.querySelector(s).scrollWidth))"
        assert visit.page.evaluate(width) <= 320
