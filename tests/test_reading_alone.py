"""Reading alone: how long each part takes, coming back, wording for carers; and the reader's region."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from decision_aid import walk
from decision_aid.answers import Answers
from decision_aid.answers_json import from_json, to_json
from decision_aid.carer import for_carer
from decision_aid.kept_content import load
from decision_aid.loading import CONTENT, read
from decision_aid.region_order import by_region
from decision_aid.rules.reading_level import HIGHEST_GRADE, page_levels
from decision_aid.rules.same_in_every_mode import told_in
from decision_aid.schema import Content, PageId, Region
from decision_aid.source_files import ContentError
from decision_aid.takeaway import pdf
from tests.test_browser import PHONE, visiting
from tests.test_loading import swap
from tests.test_pages import holds, links_of, opened

# The rules of each region by the heading they stand under on the page on ketamine.
RULES = {
    "us": ["Where it stands with the FDA", "A controlled drug in the US"],
    "uk": ["The rules in the UK"],
    "elsewhere": ["The rules in Europe and elsewhere"],
}
REGIONS: tuple[Region, ...] = ("us", "uk", "elsewhere")
KEPT = "JSON.parse(sessionStorage.getItem('decision-aid-answers') || '{}')"
PAPER = {"us": (612, 792), "uk": (595, 842), "elsewhere": (595, 842)}


def carer(app: AppTest) -> AppTest:
    """The same page for someone who reads for another."""
    app.toggle[0].set_value(True).run()
    assert not app.exception
    return app


def test_each_part_says_how_long_it_takes_on_the_start_and_in_the_contents(content: Content) -> None:
    app = opened("start")
    pages = content.interface.pages
    listed = next(str(part.proto.body) for part in app.get("html") if 'class="more times"' in str(part.proto.body))
    links = links_of(app)
    for step in walk.SELF.steps:
        told = re.compile(rf"{re.escape(pages[step.id].short)} \(about \d+ minutes?\)")
        assert told.search(listed), step.id
        assert any(told.fullmatch(label) for label in links), step.id


def test_start_offers_the_way_back_to_the_last_step_and_only_then(content: Content) -> None:
    words, pages = content.interface.start, content.interface.pages

    def offered(app: AppTest) -> list[str]:
        return [label for label in links_of(app) if "where you left off" in label]

    app = opened("start")
    assert offered(app) == []
    app.switch_page("../../pages/benefits.py").run()
    app.switch_page("../../pages/glossary.py").run()
    app.switch_page("../../pages/start.py").run()
    assert offered(app) == [words.go_on.format(page=pages["benefits"].short)]
    app.switch_page("../../pages/summary.py").run()
    next(button for button in app.button if button.label == content.interface.summary.afresh_yes).click().run()
    app.switch_page("../../pages/start.py").run()
    assert offered(app) == []


def test_the_tab_keeps_where_one_left_off_through_a_reload(browser: Browser, content: Content, address: str) -> None:
    name = content.interface.start.go_on.format(page=content.interface.pages["side_effects"].short)
    with visiting(browser, PHONE) as visit:
        visit.open(f"{address}/side_effects")
        visit.until("sessionStorage.getItem('decision-aid-place') === 'side_effects'")
        visit.open(address)
        visit.page.get_by_role("link", name=name).click()
        expect(visit.page.get_by_role("heading", level=1)).to_have_text(content.considerations["side_effects"].question)
        assert visit.page.url == f"{address}/side_effects"
        assert visit.complaints == []
    with visiting(browser, PHONE) as other:
        other.page.add_init_script("sessionStorage.setItem('decision-aid-place', '../nonsense')")
        other.open(address)
        expect(other.page.get_by_role("link", name=content.interface.start.begin)).to_be_visible()
        expect(other.page.get_by_role("link", name=re.compile("left off"))).to_have_count(0)


def test_a_switch_changes_what_speaks_to_the_reader_and_nothing_else(content: Content) -> None:
    theirs = for_carer(content)
    spoken: tuple[tuple[PageId, str, str], ...] = (
        ("start", content.interface.start.decision, theirs.interface.start.decision),
        ("values", content.values.in_short[0], theirs.values.in_short[0]),
        ("summary", content.interface.summary.in_short[0], theirs.interface.summary.in_short[0]),
        ("benefits", content.interface.parts.questions, theirs.interface.parts.questions),
        ("help_now", content.interface.help.signs_intro, theirs.interface.help.signs_intro),
    )
    for page, own, other in spoken:
        assert own != other
        app = opened(page)
        assert holds(app, own)
        assert not holds(app, other)
        carer(app)
        assert holds(app, other)
        assert not holds(app, own)
        assert holds(app, content.interface.carer.note)
    whose_you = theirs.options.in_short[0]
    assert not holds(opened("options"), whose_you)
    assert holds(carer(opened("options")), whose_you)
    assert carer(opened("values")).title[0].value == theirs.values.question != content.values.question
    told: tuple[PageId, ...] = ("benefits", "claims")
    for page in told:
        app = opened(page)
        before = told_in("".join(str(part.proto.body) for part in app.get("html")))
        after = told_in("".join(str(part.proto.body) for part in carer(app).get("html")))
        assert before == after
        assert before


def test_no_heading_and_nothing_to_pick_takes_the_reader_for_the_one_with_pain(content: Content) -> None:
    theirs = for_carer(content)
    told = [content.article.question, *(page.question for page in content.considerations.values())]
    told += [topic.heading for topics in content.topics.values() for topic in topics]
    told += [theirs.values.question, theirs.interface.pages["values"].title, theirs.interface.pages["values"].short]
    told += [value.text for value in theirs.values.values] + [row.title for row in theirs.options.rows]
    assert len(told) > 40
    rest = [text.replace("the person you care for", "") for text in told]
    assert [text for text in rest if re.search(r"\b(?:you|your|me|my|I)\b", text, re.IGNORECASE)] == []


def test_both_switches_show_the_same_and_the_others_modes_have_none(content: Content) -> None:
    app = carer(opened("start"))
    assert [toggle.value for toggle in app.toggle] == [True]
    for page in [step.id for step in walk.SELF.steps[1:]]:
        app.switch_page(f"../../pages/{page}.py").run()
        assert [toggle.value for toggle in app.toggle] == [True], page
    app.toggle[0].set_value(False).run()
    app.switch_page("../../pages/start.py").run()
    assert [toggle.value for toggle in app.toggle] == [False]
    assert not app.exception
    assert not opened("benefits", mode="clinic").toggle
    assert not opened("start", mode="kiosk").toggle


def test_the_rules_read_the_wording_for_carers_too(content: Content) -> None:
    told = {passage.text for passage in content.passages if passage.kind == "text" and "carer" in passage.place}
    theirs = for_carer(content)
    for text in (theirs.interface.start.decision, *theirs.values.in_short, theirs.interface.summary.next_heading):
        assert text in told
    assert theirs.for_carer
    assert theirs.version == content.version
    assert {level.page: level for level in page_levels(theirs)} != {level.page: level for level in page_levels(content)}
    assert all(level.all_words.grade <= HIGHEST_GRADE for level in page_levels(theirs))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (r", short: What matters to them\}", ", shrt: What matters to them}", "shrt"),
        (r"^    order_intro: What matters most to them.*$", "    order_intro: [a, b]", "order_intro"),
        (r"\{most\} things\. There are no right or wrong picks\. They may", "{many} things. They may", "many"),
    ],
)
def test_wording_for_carers_that_does_not_fit_is_refused(tmp_path: Path, before: str, after: str, said: str) -> None:
    root = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    path = root / "en" / "interface.yaml"
    path.write_text(swap(before, after)(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read(root)
    assert said in str(caught.value)


@given(st.lists(st.sampled_from(sorted(load().clinic.teach_back)), unique=True), st.booleans(),
       st.sampled_from([None, *REGIONS]))
def test_what_was_talked_about_the_switch_and_the_region_are_kept_in_the_tab(
    talked: list[str], reads_for_another: bool, region: Region | None
) -> None:
    answers = Answers(seed=2, talked=tuple(talked), carer=reads_for_another, region=region)
    assert from_json(load(), to_json(answers), Answers()) == answers


@pytest.mark.parametrize(
    "kept", [{"talked": ["x", 3, "about"], "carer": "yes", "region": "mars"}, {"talked": "values"}]
)
def test_what_a_tab_kept_of_them_is_not_believed(content: Content, kept: object) -> None:
    assert from_json(content, json.dumps(kept), Answers()) == Answers()


@contextmanager
def fixed(region: Region, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The aid as an operator has fixed its region."""
    from decision_aid.screen import shown

    monkeypatch.setenv("DECISION_AID_REGION", region)
    shown.settings.cache_clear()
    try:
        yield
    finally:
        shown.settings.cache_clear()


def rules_on(app: AppTest) -> tuple[list[str], list[str]]:
    """The headings of topics that stand open, in order, and of those behind the fold."""
    bodies = [str(part.proto.body) for part in app.get("html") if '<section class="topic"' in str(part.proto.body)]
    told, _, folded = "".join(bodies).partition('<details class="more other-regions">')
    return re.findall(r"<h3>(.*?)</h3>", told), re.findall(r"<h3>(.*?)</h3>", folded)


@pytest.mark.parametrize("how", ["fixed", "picked"])
@pytest.mark.parametrize("region", REGIONS)
def test_help_rules_and_paper_follow_the_region(
    content: Content, monkeypatch: pytest.MonkeyPatch, region: Region, how: str
) -> None:
    name = content.help.regions[region].name
    others = [other.name for key, other in content.help.regions.items() if key != region]
    if how == "fixed":
        with fixed(region, monkeypatch):
            app = opened("help_now")
            assert not app.radio
            rules = opened("ketamine")
            assert not rules.radio
    else:
        app = opened("help_now")
        app.radio[0].set_value(region).run()
        rules = app
    headers = [header.value for header in app.header]
    assert any(name in header for header in headers)
    assert not any(other in header for header in headers for other in others)
    if how == "picked":
        rules.switch_page("../../pages/ketamine.py").run()
        assert rules.radio[0].value == region
    shown, folded = rules_on(rules)
    own = RULES[region]
    regional = [heading for headings in RULES.values() for heading in headings]
    assert [heading for heading in shown if heading in regional][: len(own)] == own
    # The article's own claim on the FDA stands open everywhere; all else of other regions is one tap away.
    assert set(folded) == set(regional) - set(own) - {RULES["us"][0]}
    assert {*shown, *folded} == {topic.heading for topic in content.topics["ketamine"]}
    for topic in content.topics["ketamine"]:
        assert all(holds(rules, statement.text) for statement in content.told_in(topic))
    page = PdfReader(io.BytesIO(pdf(content, Answers(), region))).pages[0]
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == PAPER[region]
    text = page.extract_text()
    assert content.help.regions[region].emergency in " ".join(text.split())


def test_without_a_region_the_rules_stand_as_they_are_and_nothing_is_folded(content: Content) -> None:
    shown, folded = rules_on(opened("ketamine"))
    assert shown == [topic.heading for topic in content.topics["ketamine"]]
    assert folded == []
    for topics in content.topics.values():
        for region in REGIONS:
            places, rest = by_region(topics, region)
            assert sorted(place for place, _ in (*places, *rest)) == sorted(p for p, _ in by_region(topics, None)[0])


def test_the_region_is_kept_in_the_tab_and_forgotten_by_start_afresh(
    browser: Browser, content: Content, address: str
) -> None:
    uk = content.help.regions["uk"].name
    with visiting(browser, PHONE) as visit:
        visit.open(f"{address}/help_now")
        visit.page.get_by_text(uk, exact=True).click()
        visit.until(f"{KEPT}.region === 'uk'")
        visit.open(f"{address}/summary")
        expect(visit.page.get_by_role("radio", name=uk)).to_be_checked()
        visit.settle()
        visit.page.get_by_role("button", name=content.interface.summary.afresh).click()
        visit.page.get_by_role("button", name=content.interface.summary.afresh_yes).click()
        visit.until(f"!{KEPT}.region")
        expect(visit.page.get_by_role("radio", name=uk)).not_to_be_checked()
        assert visit.complaints == []
