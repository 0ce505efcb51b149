"""The summary page without a browser: order, own words, next step, the kiosk, and the way in from every page."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from decision_aid import walk
from decision_aid.answers import Answers
from decision_aid.answers_json import LONGEST_OWN_QUESTION, MOST_OWN_QUESTIONS
from decision_aid.option_order import option_order
from decision_aid.schema import Content, PageId
from decision_aid.screen.shown import ANSWERS
from decision_aid.summary import summary
from tests.test_pages import FRAME, holds, links_of, opened, text_of


def with_answers(answers: Answers, page: PageId = "summary", **query: str) -> AppTest:
    """The aid at one page, for a reader who gave these answers."""
    app = AppTest.from_file(str(FRAME), default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    app.session_state[ANSWERS] = answers
    app.run()
    app.switch_page(f"../../pages/{page}.py").run()
    assert not app.exception, app.exception
    return app


def given(app: AppTest) -> Answers:
    found = app.session_state[ANSWERS]
    assert isinstance(found, Answers)
    return found


def press(app: AppTest, beginning: str) -> AppTest:
    """Press the button whose name, as it is heard, begins so."""
    app = next(button for button in app.button if button.label.replace("*", "").startswith(beginning)).click().run()
    assert not app.exception, app.exception
    return app


def answered(content: Content) -> Answers:
    return Answers(
        questions=tuple(question.id for question in content.questions[:3]),
        values=tuple(value.id for value in content.values.values[2:0:-1]), seed=50,
    )


@pytest.mark.parametrize("page", [page.id for page in (*walk.SELF.steps, *walk.SELF.beside) if page.id != "summary"])
def test_every_page_leads_straight_to_the_summary(content: Content, page: PageId) -> None:
    labels = links_of(opened(page))
    assert content.interface.summary.take_along in labels


def test_the_summary_shows_what_matters_in_order_with_every_option(content: Content) -> None:
    answers = answered(content)
    shown = text_of(with_answers(answers))
    told = summary(content, answers, None)
    places = [shown.index(content.interface.summary.known.format(place=matter.place, value=matter.value.text))
              for matter in told.matters]
    assert places == sorted(places)
    assert len(places) == 2
    for matter in told.matters:
        assert [name for name, _ in matter.known] == [option.name for option in option_order(content, answers)]
        assert all(" ".join(cell.text.split()) in shown for _, cell in matter.known)
    assert told.order in shown
    assert told.made_from in shown


def test_questions_can_be_put_in_order_and_taken_out(content: Content) -> None:
    first, second, third = content.questions[:3]
    app = with_answers(answered(content))
    app = press(app, f"{content.interface.values.up} {third.text}")
    assert given(app).questions == (first.id, third.id, second.id)
    app = press(app, f"{content.interface.values.down} {first.text}")
    assert given(app).questions == (third.id, first.id, second.id)
    app = press(app, f"{content.interface.summary.remove} {third.text}")
    assert given(app).questions == (first.id, second.id)
    shown = text_of(app)
    assert shown.index(first.text) < shown.index(second.text)
    app.switch_page(f"../../pages/{third.pages[0]}.py").run()
    assert not next(box for box in app.checkbox if box.label == third.text).value


def test_each_button_says_which_question_it_moves(content: Content) -> None:
    labels = [button.label for button in with_answers(answered(content)).button]
    assert len(set(labels)) == len(labels)


def test_own_words_are_added_moved_and_removed(content: Content) -> None:
    words = content.interface.summary
    app = with_answers(Answers())
    for text in ("Can *my* sister\n come?", "  ", "How far is it?", "How far is it?"):
        app.text_input[0].set_value(text)
        app = press(app, words.own_add)
    assert given(app).own_questions == ("Can *my* sister come?", "How far is it?")
    app = press(app, f"{content.interface.values.up} How far is it?")
    app = press(app, f"{words.remove} How far is it?")
    assert given(app).own_questions == ("Can *my* sister come?",)
    app.text_input[0].set_value("x" * LONGEST_OWN_QUESTION)
    assert len(given(press(app, words.own_add)).own_questions[1]) == LONGEST_OWN_QUESTION


def test_own_words_end_at_a_limit_that_is_said(content: Content) -> None:
    full = Answers(own_questions=tuple(f"Question {number}?" for number in range(MOST_OWN_QUESTIONS)))
    app = with_answers(full)
    assert not app.text_input
    assert holds(app, content.interface.summary.own_full.format(most=MOST_OWN_QUESTIONS))


def test_the_next_steps_are_equals_and_one_can_be_taken_back(content: Content) -> None:
    steps = content.interface.summary.next_steps
    app = with_answers(Answers())
    assert list(app.pills[0].options) == list(steps.values())
    assert app.pills[0].value is None
    app.pills[0].set_value("find_out").run()
    assert given(app).next_step == "find_out"
    app.pills[0].set_value(None).run()
    assert given(app).next_step is None


def test_the_kiosk_takes_no_words_and_gives_no_download(content: Content) -> None:
    own = Answers(own_questions=("Can my sister come?",))
    app = with_answers(own, mode="kiosk")
    assert not app.text_input
    assert content.interface.summary.own_add not in [button.label for button in app.button]
    parts = [str(element.proto) for element in app.get("bidi_component")]
    assert not any("save_and_print" in part for part in parts)
    assert any("save_and_print" in str(element.proto) for element in with_answers(own).get("bidi_component"))


def test_the_region_sets_the_help_lines(content: Content) -> None:
    app = with_answers(Answers())
    assert "NHS 111" in text_of(app)
    app.radio(key="region").set_value("us").run()
    shown = text_of(app)
    assert "NHS 111" not in shown
    assert "Poison Help" in shown


def test_ids_that_the_content_does_not_know_are_left_aside(content: Content) -> None:
    answers = Answers(questions=("gone", content.questions[0].id), values=("gone", content.values.values[0].id))
    told = summary(content, answers, "uk")
    assert [name for name, _ in told.questions] == [content.questions[0].id]
    assert [(matter.place, matter.value.id) for matter in told.matters] == [(1, content.values.values[0].id)]
    assert holds(with_answers(answers), content.questions[0].text)


def test_starting_afresh_asks_first_and_then_forgets(content: Content) -> None:
    words = content.interface.summary
    app = with_answers(answered(content))
    app.radio(key="region").set_value("us").run()
    assert holds(app, words.afresh_ask)
    app = press(app, words.afresh_yes)
    assert given(app) == Answers(seed=given(app).seed)
    assert app.radio[0].value is None
    assert [info.value for info in app.info] == [words.afresh_done]
    assert content.questions[0].text not in text_of(app)
