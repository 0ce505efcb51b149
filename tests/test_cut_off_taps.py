"""Two messages of a tab in the same moment: Streamlit would cut the first off, and what it told would be lost."""

from __future__ import annotations

import asyncio

import pytest
from starlette.types import Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.line import Line, in_a_loop
from decision_aid.answers import Answers
from decision_aid.answers_json import to_json
from decision_aid.page_headings import page_heading
from decision_aid.schema import Content, PageId
from decision_aid.screen import one_run
from tests.test_hostile_input import handing, shown, widget_ids
from tests.test_security import at_a_line
from tests.test_take_along import on

TIMES = 10


def asking(page: str, button: str = "", tick: str = "", message: BackMsg | None = None) -> bytes:
    """A message that asks for a page, or adds to one that does, where a button was tapped or a box holds a tick."""
    message = message or BackMsg()
    state = message.rerun_script
    state.page_name = page
    state.widget_states.SetInParent()
    if button:
        state.widget_states.widgets.add(id=button, trigger_value=True)
    if tick:
        state.widget_states.widgets.add(id=tick, bool_value=True)
    told: bytes = message.SerializeToString()
    return told


async def turn(line: Line, content: Content, page: PageId) -> str:
    """Turn to a page, past the runs of what was asked before; all that it shows."""
    await line.turn(page)
    while page_heading(content, page) not in [message.delta.new_element.heading.body for message in line.elements]:
        await asyncio.wait_for(line.finish(), 10)
    return shown(line.elements)


def test_a_tap_on_a_button_counts_though_the_next_message_comes_at_once(content: Content, address: str) -> None:
    flipped = content.interface.order.flipped.rpartition("}")[2]
    assert flipped not in content.interface.order.by_chance

    async def tap() -> list[bool]:
        found = []
        async with Line(address, read_all=True) as line:
            await turn(line, content, "options")
            (flip,) = [name for name in await widget_ids(line) if name.endswith("-flip")]
            for _ in range(TIMES):
                await line.ws.send(asking("options", button=flip))
                await line.ws.send(asking("options"))
                await turn(line, content, "setting")
                found.append(flipped in await turn(line, content, "options"))
        return found

    assert in_a_loop(tap()) == [True, False] * (TIMES // 2)


def test_a_tick_and_what_the_tab_hands_over_both_count_though_they_come_at_once(
    content: Content, address: str
) -> None:
    ticked, kept = on(content, "options")[0], on(content, "setting")[0]

    async def both(is_tick_first: bool) -> str:
        async with Line(address, read_all=True) as line:
            await turn(line, content, "options")
            names = await widget_ids(line)
            (tick,) = [name for name in names if name.endswith(f"-ask-{ticked.id}")]
            handed = handing("options", names, to_json(Answers(questions=(kept.id,))))
            if is_tick_first:
                await line.ws.send(asking("options", tick=tick))
                await line.ws.send(asking("options", tick=tick, message=handed))
            else:
                await line.ws.send(asking("options", message=handed))
                await line.ws.send(asking("options", tick=tick))
            await turn(line, content, "setting")
            return await turn(line, content, "summary")

    for number in range(TIMES):
        said = in_a_loop(both(number % 2 == 0))
        assert ticked.text in said
        assert kept.text in said


def test_the_next_message_waits_for_the_end_of_the_run_before() -> None:
    """A Streamlit that takes its time, and what it hears when."""
    drew, goes_on, ended, heartbeat = ForwardMsg(), ForwardMsg(), ForwardMsg(), BackMsg()
    drew.delta.new_element.html.body = "x"
    goes_on.script_finished = ForwardMsg.FINISHED_EARLY_FOR_RERUN
    ended.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    heartbeat.app_heartbeat = True

    async def streamlit(_scope: Scope, receive: Receive, send: Send) -> None:
        assert (await receive())["bytes"] == asking("a")
        assert (await asyncio.wait_for(receive(), 1))["bytes"] == heartbeat.SerializeToString()
        following = asyncio.ensure_future(receive())
        for message in (drew, goes_on, drew, ended):
            await asyncio.sleep(0.05)
            assert not following.done()
            await send({"type": "websocket.send", "bytes": message.SerializeToString()})
        assert (await asyncio.wait_for(following, 1))["bytes"] == asking("b")

    in_a_loop(at_a_line(streamlit, asking("a"), heartbeat.SerializeToString(), asking("b")))


def test_a_run_that_hangs_is_not_waited_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_run, "LONGEST_WAIT_SECONDS", 0.05)

    async def twice() -> None:
        run = one_run.OneRun()
        await run.begin()
        await asyncio.wait_for(run.begin(), 1)

    in_a_loop(twice())
