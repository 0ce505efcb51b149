"""A tap that Streamlit cuts off, since the next message came in the same moment, loses nothing."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, WebSocketRoute, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.scriptrunner import StopException
from streamlit.testing.v1 import AppTest

from decision_aid.answers import Answers
from decision_aid.answers_json import to_json
from decision_aid.handoff import encode
from decision_aid.schema import Content
from decision_aid.screen import reader
from tests.test_browser import DESKTOP, Visit, visiting
from tests.test_take_along import on, tick, wait_until_kept


def losing(visit: Visit, to_lose: list[str]) -> None:
    """Let the server miss as many of the things that the tab hands over as are named, as if a tick cut them off."""

    def route(line: WebSocketRoute) -> None:
        server = line.connect_to_server()

        def pass_on(told: str | bytes) -> None:
            assert isinstance(told, bytes)
            message = BackMsg.FromString(told)
            widgets = message.rerun_script.widget_states.widgets
            handed = [widget for widget in widgets if widget.json_trigger_value]
            if handed and to_lose:
                to_lose.pop()
                for widget in handed:
                    widgets.remove(widget)
            server.send(message.SerializeToString())

        line.on_message(pass_on)

    visit.page.route_web_socket("**/_stcore/stream", route)


def test_what_the_tab_hands_over_is_handed_over_until_it_is_heard(
    browser: Browser, content: Content, address: str
) -> None:
    here, there = on(content, "options")[0], on(content, "setting")[0]
    with visiting(browser, DESKTOP) as visit:
        to_lose = ["what is kept", "the same once more"]
        losing(visit, to_lose)
        visit.open(f"{address}/options")
        tick(visit, here.text)
        wait_until_kept(visit, "questions", [here.id])
        assert to_lose == []
        to_lose.append("a code")
        visit.page.evaluate(f"location.hash = {json.dumps(encode(content, Answers(questions=(there.id,))).text)}")
        wait_until_kept(visit, "questions", [there.id, here.id])
        expect(visit.page.get_by_text(content.interface.handoff.restored)).to_be_visible()
        assert to_lose == []


def test_what_was_kept_comes_back_though_taking_it_in_was_cut_off(
    monkeypatch: pytest.MonkeyPatch, content: Content
) -> None:
    question = content.questions[0].id
    put_back, cut_off = reader.put_back, [True]

    def cut_off_once(place: object) -> None:
        if cut_off:
            cut_off.pop()
            raise StopException
        put_back(place)

    def page() -> None:
        import streamlit as st

        from decision_aid.screen import keeping
        from decision_aid.screen.shown import answers

        if keeping.in_tab()["heard"] is None:  # type: ignore[index]
            keeping.hear_late(st.session_state["handed"])
        st.write(*answers().questions)

    monkeypatch.setattr(reader, "put_back", cut_off_once)
    app = AppTest.from_function(page)
    kept = to_json(Answers(questions=(question,)))
    app.session_state["handed"] = {"answers": kept, "mode": "self", "place": None, "code": None, "number": 1}
    app.run()
    assert not app.markdown
    app.run()
    assert app.markdown[0].value == question


def test_a_tick_that_was_not_taken_in_before_the_page_is_drawn_stays(content: Content) -> None:
    def page() -> None:
        import streamlit as st

        from decision_aid.screen.answer_widgets import draw_anew, show_answer

        state = st.session_state

        def take(key: str) -> None:
            state.answer = state[key]

        def draw(key: str, **_before_drawing: object) -> bool:
            return st.checkbox("Tick", key=key)

        show_answer("tick", state.setdefault("answer", False), draw, take)
        draw_anew()

    app = AppTest.from_function(page).run()
    app.checkbox[0].check().run()
    assert app.checkbox[0].value
    assert app.session_state.answer
    app.session_state.answer = False
    app.run()
    assert not app.checkbox[0].value
