"""Thousands of queries, paths, codes and messages that no tab of ours would send, against a running server.

Short here; `make fuzz` sends ten times as many (AID_HOSTILE=10). What is sent depends on AID_SEED alone, which a
failure names.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import random
import re
import string
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit
from uuid import UUID, uuid4

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus

from bench.line import BrokenPageError, Line, in_a_loop
from decision_aid.answers import MOST_VALUES, Answers
from decision_aid.answers_json import from_json, to_json
from decision_aid.handoff import decode, encode
from decision_aid.schema import Content, Mode
from decision_aid.screen.open_line import HOLDS, read
from decision_aid.walk import MODES, PAGES, WALKS
from tests.conftest import free_port, serving, uvicorn

TIMES = float(os.environ.get("AID_HOSTILE", "1"))
SEED = int(os.environ.get("AID_SEED", "7"))
ADDRESSES = [page.id for page in PAGES]
BAD = [
    "", "\x00", "%00", "../../etc/passwd", "<script>alert(1)</script>", "{{7*7}}", "${jndi:ldap://x}", "' OR 1=1--",
    "\u202e", "🙂" * 50, "A" * 1900, "%ff%fe", "-1", "1e309", "NaN", "null", "[]", "{}", "true", "\r\nX: y", "t1.AAAA",
    "t999.zzzz", "$$ID", "claim", "A1", "a1", "A24", "A25",
]
KEYS = ["claim", "verdict", "section", "mode", "page", "embed", "embed_options", "region", "x", "t", ""]
# Half are kinds that the door lets through to the page, half are not.
FIELDS = ["bool_value", "string_value", "json_value", "json_trigger_value", "string_array_value",
          "trigger_value", "bool_value", "double_value", "int_value", "string_value", "json_value", "bytes_value",
          "json_trigger_value", "string_array_value", "int_array_value", "double_array_value", "string_trigger_value"]


@pytest.fixture(scope="module")
def chance() -> random.Random:
    """The same for every run with the same seed."""
    return random.Random(SEED)  # noqa: S311


@pytest.fixture(scope="module")
def attacked() -> Iterator[str]:
    """A server of its own, whose log must hold no traceback in the end (`serving` looks)."""
    port = free_port()
    with serving(*uvicorn(port), port=port) as address:
        yield address


def some(chance: random.Random) -> str:
    """Text that is wrong in some way."""
    if chance.random() < 0.6:
        return chance.choice(BAD)
    letters = string.printable + "äß漢🙂\u2028\x7f"
    return "".join(chance.choice(letters) for _ in range(chance.randrange(60)))


def process_of(address: str) -> int:
    """The process that listens at an address."""
    port = f"{urlsplit(address).port:04X}"
    inode = next(line.split()[9] for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
                 if line.split()[1].endswith(f":{port}") and line.split()[3] == "0A")
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if any(os.readlink(link) == f"socket:[{inode}]" for link in (process / "fd").iterdir()):
                return int(process.name)
        except OSError:
            continue
    raise ProcessLookupError(address)


def memory_mib(address: str) -> float:
    """Resident memory of the process that listens at an address."""
    status = Path(f"/proc/{process_of(address)}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def test_no_path_or_query_gets_more_than_a_kind_page(attacked: str, chance: random.Random) -> None:
    connection = http.client.HTTPConnection(urlsplit(attacked).netloc, timeout=20)
    for _ in range(int(1500 * TIMES)):
        head = chance.choice(["", "_stcore/", "static/", "static/js/", "media/", "~/", *ADDRESSES])
        path = "/" + head + quote(some(chance)[:300], safe="/.%\\~" if chance.random() < 0.3 else "/")
        query = "&".join(f"{chance.choice(KEYS)}={quote(some(chance))}" for _ in range(chance.randrange(3)))
        connection.request(chance.choice(["GET", "GET", "HEAD"]), f"{path}?{query}" if query else path)
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status in (200, 301, 304, 307, 308, 400, 404), f"{path} {query} (seed {SEED})"
        assert b"Traceback" not in body
        assert b"/decision_aid/" not in body
    connection.close()


@pytest.mark.parametrize(
    "sent",
    [b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
     b"\x16\x03\x01\x00",
     b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 200_000,
     b"GET / HTTP/9.9\r\n\r\n", b"\r\n" * 1000, b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n"],
    ids=["two lengths", "tls", "long path", "long header", "no version", "blank lines", "null"],
)
def test_what_is_no_request_gets_a_refusal(attacked: str, sent: bytes) -> None:
    async def send() -> bytes:
        reader, writer = await asyncio.open_connection(*urlsplit(attacked).netloc.split(":"))
        writer.write(sent)
        try:
            return await asyncio.wait_for(reader.read(2000), 2)
        except (TimeoutError, ConnectionError):
            return b""
        finally:
            writer.close()

    assert b"Traceback" not in in_a_loop(send())


async def widget_ids(line: Line) -> list[str]:
    """The ids of the widgets on the page that was turned to last."""
    found = []
    for message in line.elements:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        part = getattr(element, kind, None) if kind else None
        if part is not None and "id" in part.DESCRIPTOR.fields_by_name and part.id:
            found.append(part.id)
    return found


HOLDS_BY_ELEMENT = {
    "checkbox": "bool_value", "radio": "string_value", "button_group": "string_array_value",
    "text_input": "string_value",
    "button": "trigger_value", "bidi_component": None,
}


@pytest.mark.parametrize("mode", MODES)
def test_of_every_widget_it_is_known_what_it_holds(attacked: str, mode: Mode) -> None:
    """A widget that open_line.HOLDS does not name would take a value of any kind, and break the visit that sent it."""

    async def widgets() -> dict[str, str]:
        found: dict[str, str] = {}
        async with Line(attacked, read_all=True) as line:
            for page in (*WALKS[mode].steps, *WALKS[mode].beside):
                await line.turn(page.id if page.id != "start" else "", f"mode={mode}")
                for message in line.elements:
                    kind = str(message.delta.new_element.WhichOneof("type"))
                    part = getattr(message.delta.new_element, kind, None)
                    if part is not None and "id" in part.DESCRIPTOR.fields_by_name and part.id:
                        found[part.id.split("-", 2)[-1]] = kind
        return found

    found = in_a_loop(widgets())
    assert len(found) > 20
    for key, element in found.items():
        assert [kind for keys, kind in HOLDS if keys.fullmatch(key)] == [HOLDS_BY_ELEMENT[element]], key


def handed(chance: random.Random, text: str) -> str:
    """What a component could hand over as JSON, and is not."""
    kept: list[object] = [text, json.dumps({"questions": [text], "seed": -5}), 7, None, [text]]
    code: list[object] = [text, 5, None, {}]
    event = {"answers": chance.choice(kept), "code": chance.choice(code)}
    forms = [event, {"handed": event}, [{"event": "handed", "value": event}], text]
    return chance.choice([*map(json.dumps, forms), text, "[" * 900])


def hostile(chance: random.Random, page: str, ids: list[str]) -> BackMsg:
    """A run asked for with widgets that hold what they would not offer, and ids that nothing has."""
    message = BackMsg()
    state = message.rerun_script
    state.page_name = page if chance.random() < 0.8 else some(chance).encode("utf-8", "ignore").decode()[:150]
    state.query_string = f"{chance.choice(KEYS)}={quote(some(chance))[:400]}"
    for _ in range(chance.randrange(6)):
        widget = state.widget_states.widgets.add()
        unknown = f"$$ID-{chance.random()}-{chance.choice(KEYS)}"
        widget.id = chance.choice(ids) if ids and chance.random() < 0.8 else unknown
        field, text = chance.choice(FIELDS), some(chance).encode("utf-8", "ignore").decode()
        lists = {
            "string_array_value": [text, text], "int_array_value": [2**62, -1], "double_array_value": [float("nan")],
        }
        plain = {
            "trigger_value": chance.random() < 0.5, "bool_value": chance.random() < 0.5,
            "int_value": chance.choice([-(2**63), -1, 0, 10**6, 2**63 - 1]),
            "double_value": chance.choice([float("nan"), float("inf"), -1.5]), "bytes_value": text.encode(),
            "string_value": text, "json_value": handed(chance, text), "json_trigger_value": handed(chance, text),
        }
        if field in lists:
            getattr(widget, field).data.extend(lists[field])
        elif field in plain:
            setattr(widget, field, plain[field])
        else:
            widget.string_trigger_value.data = text
    return message


def test_no_message_brings_the_aid_to_its_knees(attacked: str, chance: random.Random, content: Content) -> None:
    async def attack(runs: int) -> int:
        """How many runs ended."""
        ran = 0
        broken = content.interface.problems.broken
        ids: dict[str, list[str]] = {}
        async with Line(attacked, read_all=True) as line:
            for page in ADDRESSES:
                await line.turn(page)
                ids[page] = await widget_ids(line)
        assert sum(map(len, ids.values())) > 50
        while ran < runs:
            async with Line(attacked, read_all=True) as line:
                page = chance.choice(ADDRESSES)
                await line.turn(page)
                for _ in range(8):
                    message = hostile(chance, page, ids[page])
                    if read({"type": "websocket.receive", "bytes": message.SerializeToString()}) == 0:
                        await line.ws.send(message.SerializeToString())  # is left aside, so nothing comes back
                        continue
                    try:
                        await asyncio.wait_for(line.turn(page, message=message), 20)
                    except (BrokenPageError, TimeoutError, ConnectionClosed) as error:
                        raise AssertionError(f"{error!r} after {message} (seed {SEED})") from error
                    said = shown(line.elements)
                    assert "Traceback" not in said
                    assert "encountered an error" not in said
                    ran += 1
                # A value of the wrong kind may break the visit that sent it, and is said in plain words; the next
                # one that is right mends it. What was sent with another page's name is met only as this page is drawn.
                await line.turn(page)
                await line.turn(page)
                assert broken not in shown(line.elements), f"{page} stays broken (seed {SEED})"
        return ran

    # Streamlit holds a visit for half a minute after its line was lost, so each attack leaves some behind: the second
    # is to find the room of the first, which is no smaller.
    in_a_loop(attack(int(max(300, 100 * TIMES))))
    before = memory_mib(attacked)
    ran = in_a_loop(attack(int(100 * TIMES)))
    after = memory_mib(attacked)
    assert ran >= 100 * TIMES
    assert after - before < 15 + 0.5 * TIMES, f"memory grew from {before:.0f} to {after:.0f} MiB"

    async def still_serving() -> str:
        async with Line(attacked, read_all=True) as line:
            await line.turn("benefits")
            return shown(line.elements)

    assert content.considerations["benefits"].question in in_a_loop(still_serving())


def shown(elements: list[ForwardMsg]) -> str:
    """All that a page was told to show."""
    return " ".join(str(message.delta.new_element) for message in elements)


def test_bytes_that_are_no_message_close_the_line_and_nothing_else(attacked: str, chance: random.Random) -> None:
    async def send() -> None:
        for _ in range(int(150 * TIMES)):
            try:
                async with Line(attacked) as line:
                    await line.ws.send(chance.randbytes(chance.choice([1, 20, 500, 140_000])))
                    more: list[str | bytes] = ["text", b"", b"\x08\x01", b"\x22\x02\xff"]
                    await line.ws.send(chance.choice(more))
                    await asyncio.wait_for(line.ws.recv(), 0.02)
            except (TimeoutError, ConnectionClosed, InvalidStatus, InvalidMessage):
                continue

    in_a_loop(send())
    status = http.client.HTTPConnection(urlsplit(attacked).netloc, timeout=10)
    status.request("GET", "/_stcore/health")
    assert status.getresponse().status == 200


def handing(page: str, names: list[str], kept: str) -> BackMsg:
    """The message by which a tab asks for a page and hands over the answers that it kept.

    How a v2 component hands over a trigger is Streamlit's own affair; this is its form in 1.67.
    """
    (tab,) = [name for name in names if name.endswith("-tab")]
    message = BackMsg()
    message.rerun_script.page_name = page
    widget = message.rerun_script.widget_states.widgets.add()
    widget.id = f"$$STREAMLIT_INTERNAL_KEY_{tab}__events"
    widget.json_trigger_value = json.dumps([{"event": "handed", "value": {"answers": kept, "code": None}}])
    return message


@pytest.mark.parametrize(("page", "key"), [("help_now", "region"), ("check", "check-.+")])
def test_a_choice_that_a_page_does_not_offer_is_none(attacked: str, content: Content, page: str, key: str) -> None:
    async def choose() -> str:
        async with Line(attacked, read_all=True) as line:
            await line.turn(page)
            (name, *_) = [name for name in await widget_ids(line) if re.fullmatch(key, name.split("-", 2)[2])]
            message = BackMsg()
            message.rerun_script.page_name = page
            widget = message.rerun_script.widget_states.widgets.add()
            widget.id, widget.string_value = name, "what nobody offers"
            await line.turn(page, message=message)
            first = shown(line.elements)
            await line.turn(page)
            return first + shown(line.elements)

    said = in_a_loop(choose())
    assert content.interface.problems.broken_title not in said
    assert "what nobody offers" not in said


@pytest.mark.parametrize(
    "here", ["http://[", "http://evil.example@x/", "javascript:alert(1)", "https://a b/", "x" * 9000]
)
@pytest.mark.parametrize("mode", ["kiosk", "self"])
def test_an_address_that_no_browser_has_breaks_no_page(attacked: str, content: Content, here: str, mode: str) -> None:
    async def turn() -> str:
        async with Line(attacked, read_all=True) as line:
            await line.turn("summary", f"mode={mode}")
            message = BackMsg()
            message.rerun_script.page_name, message.rerun_script.query_string = "summary", f"mode={mode}"
            message.rerun_script.context_info.url = here
            await line.ws.send(message.SerializeToString())
            await line.finish()
            return shown(line.elements)

    said = in_a_loop(turn())
    assert content.interface.pages["summary"].title in said
    assert here not in said


def test_what_a_reader_wrote_is_shown_as_it_was_written(attacked: str) -> None:
    written = "<img src=x onerror=alert(1)> **bold** [link](javascript:alert(1)) :material/x:"
    kept = to_json(Answers(own_questions=(written,)))

    async def turn() -> list[str]:
        async with Line(attacked, read_all=True) as line:
            await line.turn("summary")
            await line.turn("summary", message=handing("summary", await widget_ids(line), kept))
            elements = [message.delta.new_element for message in line.elements]
            return [element.html.body or element.markdown.body or element.button.label for element in elements]

    holding = [text for text in in_a_loop(turn()) if "onerror" in text]
    assert len(holding) == 3
    for text in holding:
        # In HTML it is escaped, in Markdown each sign that means something is.
        is_html = "&lt;img" in text
        assert is_html or all(rf"\{sign}" in text for sign in ("<img", "*\\*bold", "[link", ":material"))


def test_what_one_visitor_sends_no_other_sees(attacked: str) -> None:
    async def run() -> tuple[str, str, str]:
        async with Line(attacked, read_all=True) as mine, Line(attacked, read_all=True) as theirs:
            await mine.turn("summary")
            kept = to_json(Answers(own_questions=("my own secret words",)))
            await mine.turn("summary", message=handing("summary", await widget_ids(mine), kept))
            seen_by_me = shown(mine.elements)
            await theirs.turn("summary")
            # A session's name is 122 random bits that its own tab and the server know; whoever guesses gets a new one.
            assert UUID(mine.session).version == 4
            guesses = ""
            wrong = (str(uuid4()), mine.session[:-1], mine.session.upper(), theirs.session[:18] + mine.session[18:])
            for name in wrong:
                guess = Line(attacked, read_all=True)
                guess.protocols = ["streamlit", "none", name]
                await guess.open()
                await guess.turn("summary")
                await guess.close()
                guesses += shown(guess.elements)
            return seen_by_me, shown(theirs.elements), guesses

    mine, theirs, guesses = in_a_loop(run())
    assert "my own secret words" in mine
    assert "my own secret words" not in theirs
    assert "my own secret words" not in guesses


def test_no_kept_answers_and_no_code_are_believed(content: Content, chance: random.Random) -> None:
    known = {question.id for question in content.questions} | {value.id for value in content.values.values}
    code = encode(content, Answers(questions=tuple(question.id for question in content.questions[:5]))).text
    for _ in range(int(4000 * TIMES)):
        wrong: list[object] = [some(chance), [some(chance)] * 30, 7, None, {"x": []}, [[1, 2]]]
        names = ("questions", "values", "checks", "own_questions", "next_step", "seed", "flipped", "other")
        kept = {name: chance.choice(wrong) for name in names}
        text = json.dumps(kept) if chance.random() < 0.8 else some(chance)
        if got := from_json(content, text, Answers()):
            assert set(got.questions) | set(got.values) <= known
            assert len(got.values) <= MOST_VALUES
            assert all(len(own) <= 200 and "\n" not in own for own in got.own_questions)
        letters = list(code)
        for _ in range(chance.randrange(1, 4)):
            letters[chance.randrange(len(letters))] = chance.choice(string.printable)
        for damaged in ("".join(letters), some(chance), code + some(chance)):
            handed = decode(content, damaged)
            if handed.answers is None:
                assert handed.problem
            else:
                assert set(handed.answers.questions) | set(handed.answers.values) <= known
