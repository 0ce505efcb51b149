"""What goes over the line packed: the same for every browser, and kept only where it is nobody's own."""

from __future__ import annotations

import pytest
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
from websockets.frames import Frame, Opcode

from bench.line import Line, in_a_loop
from decision_aid.schema import Content
from decision_aid.screen import packed_line
from decision_aid.screen.packed_line import LINES_OF_MANY, SHORT, PackedForMany, PackingFactory
from tests.test_hostile_input import shown

PACKED = Frame(Opcode.BINARY, b"packed")


def test_a_reader_with_a_packed_line_sees_what_one_without_sees(address: str, content: Content) -> None:
    async def read(is_packed: bool) -> tuple[str, int]:
        async with Line(address, read_all=True, packed=is_packed) as line:
            await line.turn("setting")
            extensions = line.ws.response.headers.get("Sec-WebSocket-Extensions", "")  # type: ignore[union-attr]
            assert ("server_no_context_takeover" in extensions) is is_packed
            html = [message for message in line.elements if message.delta.new_element.HasField("html")]
            return shown(html), len(html)

    plain = in_a_loop(read(is_packed=False))
    assert content.considerations["setting"].topics[0].heading in plain[0]
    for _ in range(LINES_OF_MANY + 2):
        assert in_a_loop(read(is_packed=True)) == plain


def test_what_one_reader_is_sent_is_never_kept_however_often() -> None:
    kept = PackedForMany()
    for _ in range(5 * LINES_OF_MANY):
        kept.keep(b"my own words", PACKED, line=1)
    assert kept.get(b"my own words") is None


def test_what_many_readers_are_sent_is_packed_once() -> None:
    kept = PackedForMany()
    for line in range(LINES_OF_MANY):
        assert kept.get(b"a page") is None
        kept.keep(b"a page", PACKED, line)
    assert kept.get(b"a page") is PACKED
    assert kept.get(b"another page") is None


def test_what_is_kept_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_line, "MOST_KEPT_BYTES", 100)
    monkeypatch.setattr(packed_line, "MOST_COUNTED", 10)
    kept, messages = PackedForMany(), [bytes([number]) * 40 for number in range(5)]
    for message in messages:
        for line in range(LINES_OF_MANY):
            kept.keep(message, PACKED, line)
    assert [kept.get(message) is PACKED for message in messages] == [False, False, False, True, True]


@pytest.mark.parametrize("asked", [None, 10], ids=["as browsers ask", "a narrow window"])
def test_every_message_is_unpacked_to_what_it_was(asked: int | None) -> None:
    browser = ClientPerMessageDeflateFactory(server_max_window_bits=asked, client_max_window_bits=True)
    told, at_server = PackingFactory().process_request_params(browser.get_request_params(), [])
    at_browser = browser.process_response_params(told, [])
    for data in (b"", b"x" * (SHORT - 1), b"word " * SHORT, b"word " * SHORT, bytes(range(256)) * 300):
        sent = at_server.encode(Frame(Opcode.BINARY, data))
        assert at_browser.decode(sent).data == data
        assert len(sent.data) <= len(data)
    # A message in pieces, though nobody here sends one.
    pieces = [Frame(Opcode.BINARY, b"one", fin=False), Frame(Opcode.CONT, b" two")]
    assert b"".join(bytes(at_browser.decode(at_server.encode(piece)).data) for piece in pieces) == b"one two"
    assert at_server.encode(Frame(Opcode.PING, b"x")).data == b"x"
