"""Each page as a reader meets it, run from the frame without a browser."""

from __future__ import annotations

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from decision_aid import walk
from decision_aid.markup import Markup
from decision_aid.page_headings import page_heading
from decision_aid.schema import Content, Mode, PageId
from decision_aid.screen import shown, take_along
from decision_aid.screen.links import navigate
from decision_aid.screen.shown import plain
from tests.conftest import ROOT

FRAME = ROOT / "decision_aid" / "screen" / "frame.py"


def opened(page: PageId = "start", **query: str) -> AppTest:
    """The aid, opened at one page."""
    app = AppTest.from_file(str(FRAME), default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    if page != "start":
        app.switch_page(f"../../pages/{page}.py").run()
    assert not app.exception, app.exception
    return app


def links_of(app: AppTest) -> list[str]:
    """What stands on the links that lead to pages of the aid."""
    link = re.compile(r"<a [^>]*data-page=[^>]*>(.*?)</a>")
    ours = [found for part in app.get("html") for found in link.findall(part.proto.body)]
    return [str(link.proto.label) for link in app.get("page_link")] + [unescape(found) for found in ours]


def text_of(app: AppTest) -> str:
    """All that a reader can read on a page, opened parts too, without tags."""
    parts = [
        str(element.proto.body)
        for kind in ("html", "markdown", "heading", "caption", "text")
        for element in app.get(kind)
        if hasattr(element.proto, "body")
    ]
    labels = [box.label for box in app.checkbox] + links_of(app)
    return " ".join(unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", part, flags=re.S)) for part in parts + labels)


def menus(app: AppTest) -> list[str]:
    """What stands on the buttons that open a menu."""
    html = " ".join(str(element.proto.body) for element in app.get("html"))
    return [unescape(label) for label in re.findall(r'<button type="button" class="way"[^>]*>(.*?)</button>', html)]


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def holds(app: AppTest, sentence: str) -> bool:
    """Whether a page shows a sentence; glossary meanings that stand within it are left out."""
    shown = " ".join(
        unescape(re.sub(r"<[^>]+>", "", re.sub(r"<span popover.*?</span>", "", str(element.proto.body), flags=re.S)))
        for kind in ("html", "markdown", "heading")
        for element in app.get(kind)
        if hasattr(element.proto, "body")
    )
    return flat(sentence) in flat(shown)


@pytest.mark.parametrize("page", [page.id for page in (*walk.SELF.steps, *walk.SELF.beside)])
def test_every_page_has_one_title_the_notice_and_a_way_to_help(content: Content, page: PageId) -> None:
    app = opened(page)
    assert len(app.title) == 1
    assert holds(app, content.interface.frame.notice)
    labels = links_of(app)
    assert content.interface.frame.help in labels
    assert holds(app, content.interface.frame.not_reviewed)
    checked = Markup(content, "x").date(content.last_checked)
    assert content.interface.frame.footer.format(date=checked, version=content.version) in text_of(app)


@pytest.mark.parametrize("page", [page.id for page in walk.SELF.steps])
def test_a_step_says_where_it_is_and_leads_back_and_on(content: Content, page: PageId) -> None:
    app = opened(page)
    number = walk.SELF.step_number(page)
    assert content.interface.frame.step.format(step=number, steps=len(walk.SELF.steps)) in text_of(app)
    labels = links_of(app)
    pages = content.interface.pages
    if back := walk.SELF.before(page):
        assert content.interface.frame.back.format(page=pages[back.id].short) in labels
    if (on := walk.SELF.after(page)) and page != "start":
        assert content.interface.frame.next.format(page=pages[on.id].short) in labels


@pytest.mark.parametrize("page", ["article", "ketamine", "prior_treatments", "benefits", "side_effects", "abuse_risk",
                                  "setting", "research"])
def test_a_page_shows_both_voices_claim_by_claim(content: Content, page: PageId) -> None:
    app = opened(page)
    words = content.interface.voices
    for topic in content.topics[page]:
        assert holds(app, topic.heading)
        for name in topic.claims:
            claim = content.claims[name]
            left_out = words.leaves_out_nothing if claim.leaves_out_nothing else claim.leaves_out
            for part in (claim.text, words.verdicts[claim.verdict], left_out, claim.why):
                assert holds(app, part), part
        for statement in content.told_in(topic):
            for part in (statement.text, words.certainties[statement.certainty], statement.population):
                assert holds(app, part), part
            for reference in statement.references:
                assert holds(app, content.references[reference].title)
        if not topic.claims:
            assert holds(app, words.silent)


@pytest.mark.parametrize("page", ["benefits", "side_effects"])
def test_pictures_stand_with_both_framings_and_a_table(content: Content, page: PageId) -> None:
    app = opened(page)
    shown = text_of(app)
    for name in content.considerations[page].outcomes:
        assert content.outcomes[name].words.title in shown
        assert content.outcomes[name].words.population in shown
    if page == "side_effects":
        assert "76 of 100 people given esketamine" in shown
        assert "24 of 100 did not." in shown
        assert "There was no group without ketamine." in shown
    pictures = [
        told for element in app.markdown for told in element.value.split('<div class="figure')[1:] if "<svg" in told
    ]
    drawn = [name for name in content.considerations[page].outcomes
             if content.outcomes[name].numbers.shown_as == "picture"]
    assert len(pictures) == len(drawn)
    assert all("<table>" in told and "<caption>" in told for told in pictures)


def test_what_is_not_known_is_on_every_consideration(content: Content) -> None:
    for page, consideration in content.considerations.items():
        app = opened(page)
        assert all(holds(app, text) for text in consideration.not_known)


@pytest.mark.parametrize("mode", walk.MODES)
def test_each_page_is_headed_as_links_to_it_announce_it(content: Content, mode: Mode) -> None:
    # Who names a way in the address begins with what it opens on.
    for page in (page for page in walk.PAGES if page in walk.WALKS[mode] and (mode == "self" or page.id != "start")):
        assert [title.value for title in opened(page.id, mode=mode).title] == [plain(page_heading(content, page.id))]


def test_the_qr_code_is_drawn_anew_only_where_the_answers_changed(
    content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DECISION_AID_PHONE_ADDRESS", "https://aid.example.org")
    shown.settings.cache_clear()
    drawn: list[str] = []

    def draw(address: str, title: str) -> str:
        drawn.append(address)
        return f"<svg>{title}</svg>"

    monkeypatch.setattr(take_along, "qr_code", draw)
    monkeypatch.setattr(take_along, "_SHARED", {})
    try:
        app = opened("summary").run()
        assert len(drawn) == 1
        app.pills[0].select(next(iter(content.interface.summary.next_steps.values()))).run()
        assert len(set(drawn)) == len(drawn) == 2
        # Own words are in no code, so they draw none anew.
        app.text_input[0].input("Who drives me home?")
        next(button for button in app.button if button.label == content.interface.summary.own_add).click().run()
        assert len(drawn) == 2
        assert content.interface.summary.qr_title in all_html(app)
    finally:
        monkeypatch.undo()
        shown.settings.cache_clear()


def all_html(app: AppTest) -> str:
    """All HTML of a page."""
    return " ".join(str(element.proto.body) for kind in ("html", "markdown") for element in app.get(kind))


def test_a_ticked_question_stays_ticked_and_stands_in_the_list(content: Content) -> None:
    app = opened("benefits")
    box = app.checkbox[0]
    assert not box.value
    app = box.check().run()
    assert content.interface.frame.my_questions.format(count=1) in menus(app)
    app.switch_page("../../pages/setting.py").run()
    app.switch_page("../../pages/benefits.py").run()
    assert app.checkbox[0].value
    app = app.checkbox[0].uncheck().run()
    assert content.interface.frame.my_questions.format(count=0) in menus(app)


def test_one_question_on_two_pages_is_one_question(content: Content) -> None:
    shared = next(question for question in content.questions if len(question.pages) > 1)
    app = opened(shared.pages[0])
    next(box for box in app.checkbox if box.label == shared.text).check().run()
    app.switch_page(f"../../pages/{shared.pages[1]}.py").run()
    assert next(box for box in app.checkbox if box.label == shared.text).value


def test_the_start_states_the_decision(content: Content) -> None:
    assert "long-term pain" in content.interface.start.decision
    assert holds(opened("start"), content.interface.start.decision)


def test_the_options_have_a_real_table_with_headers(content: Content) -> None:
    app = opened("options")
    table = next(element.proto.body for element in app.get("html") if "<table" in element.proto.body)
    assert table.count('scope="row"') == len(content.options.rows)
    assert table.count('scope="col"') == len(content.options.options) + 1
    for option in content.options.options:
        for cell in option.cells.values():
            assert holds(app, cell.text)


def test_claims_can_be_filtered_by_verdict_and_section(content: Content) -> None:
    app = opened("claims")
    assert len(app.header) == 24
    app.pills[0].select("Not supported").run()
    assert [header.value for header in app.header] == ["Claim A24", "Claim A12", "Claim A16", "Claim A22"]
    app.pills[1].select(content.article.sections[2].title).run()
    assert [header.value for header in app.header] == ["Claim A12"]
    app.pills[0].select("Cannot be checked").run()
    assert not app.header
    assert holds(app, content.interface.claims.none)


def test_one_claim_can_be_shown_alone_and_all_again(content: Content) -> None:
    app = opened("start")
    app.query_params["claim"] = "a12"
    app.switch_page("../../pages/claims.py").run()
    assert [header.value for header in app.header] == ["Claim A12"]
    assert content.interface.claims.show_all in links_of(app)


@pytest.mark.parametrize("value", ["A99", "", "<b>x</b>", "*A12*", "A" * 5000, "\x00", "🙂"])
def test_an_unknown_claim_is_answered_in_plain_words(content: Content, value: str) -> None:
    app = opened("start")
    app.query_params["claim"] = value
    app.switch_page("../../pages/claims.py").run()
    assert not app.exception
    assert len(app.header) == 24
    assert any("There is no claim" in element.value for element in app.markdown)
    assert not any("<b>" in element.value or "*A12*" in element.value for element in app.markdown)


@pytest.mark.parametrize("value", ["fast", "", "kiosk2", "<script>"])
def test_an_unknown_mode_is_answered_in_plain_words(content: Content, value: str) -> None:
    app = opened(mode=value)
    assert content.interface.problems.unknown_mode in [caption.value for caption in app.caption]


def test_a_known_mode_says_nothing() -> None:
    assert not opened(mode="self").caption


def test_a_true_sentence_that_leaves_much_out_says_so_in_its_verdict(content: Content) -> None:
    app = opened("side_effects")
    assert content.claims["A14"].verdict == "supported"
    assert holds(app, "Supported, but read what it leaves out")
    assert not holds(opened("article"), "Not supported, but")


def test_emergency_numbers_come_first_and_call(content: Content) -> None:
    first = next(element.proto.body for element in opened("help_now").get("html") if "emergency" in element.proto.body)
    assert 'href="tel:911"' in first
    assert 'href="tel:999"' in first


def test_the_last_step_does_not_end_in_nothing(content: Content) -> None:
    assert holds(opened("summary"), content.interface.frame.the_end)


def test_a_word_is_marked_once_on_a_page() -> None:
    marked = re.findall(
        r'class="term" popovertarget="[\w-]+">(CRPS|trials?|dummy treatments?|placebo)<',
        " ".join(str(e.proto.body) for kind in ("html", "markdown") for e in opened("benefits").get(kind)),
    )
    assert sorted(re.sub("s$", "", word.lower()) for word in marked) == ["crp", "dummy treatment", "trial"]


def test_two_visitors_on_one_page_do_not_disturb_each_other() -> None:
    """`st.navigation` marks the page that it is to run, once, so two visitors' runs must not share one."""
    one, other = navigate(), navigate()
    assert one.url_path == other.url_path
    one.run()
    other.run()


@pytest.mark.parametrize("text", ["Will it cost $300 or $3,000?", "A *star*, `code`, [a](b), :red[x], 1 < 2 ~ 3_4_"])
def test_text_stands_as_it_was_written(text: str) -> None:
    from decision_aid.screen.shown import plain

    assert re.sub(r"\\([\\`*_~$\[\]<>:#])", r"\1", plain(text)) == text
    assert not re.search(r"(?<!\\)[$*`\[~<]", plain(text))


def test_help_shows_every_region_until_one_is_picked(content: Content) -> None:
    app = opened("help_now")
    names = [region.name for region in content.help.regions.values()]
    assert all(any(name in header.value for header in app.header) for name in names)
    app.radio[0].set_value("uk").run()
    assert not any("United States" in header.value for header in app.header)
    assert any("United Kingdom" in header.value for header in app.header)
    assert "999" in text_of(app)


def test_an_operator_can_fix_the_region(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DECISION_AID_REGION", "uk")
    shown.settings.cache_clear()
    try:
        app = opened("help_now")
        assert not app.radio
        assert not any("United States" in header.value for header in app.header)
    finally:
        shown.settings.cache_clear()


def test_every_source_and_every_word_has_its_place(content: Content) -> None:
    sources, words = opened("sources"), opened("glossary")
    told = content.interface.sources
    for reference in content.references.values():
        assert holds(sources, reference.title)
        assert holds(sources, told.checked.format(date=Markup(content, "x").date(reference.checked_on)))
    for term in content.glossary:
        assert holds(words, term.meaning)
