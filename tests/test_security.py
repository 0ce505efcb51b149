"""What holds for every answer: what a browser is told to hold to, and which doors are not there at all."""

from __future__ import annotations

import asyncio
import http.client
import json
import re
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import websockets
from playwright.sync_api import Browser, expect
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus

from bench.line import Line, in_a_loop
from decision_aid.schema import Content
from decision_aid.screen.door import ADDRESSES, FrontDoor
from decision_aid.screen.open_line import ADDRESS as LINE
from decision_aid.screen.open_line import (
    LARGEST_MESSAGE,
    LONGEST_QUERY,
    MOST_WIDGETS,
    OpenLines,
    is_host_allowed,
    read,
)
from decision_aid.settings import SettingError, read_settings
from tests.conftest import free_port, serving, uvicorn
from tests.test_first_visit import asked
from tests.test_hostile_input import memory_mib, shown

TURN = "path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')) }"
PATHS = ["/", "/start", "/benefits", "/benefits/", "/booklet", "/nothing", "/_stcore/health", "/_stcore/host-config",
         "/_stcore/metrics"]


def test_no_page_around_the_aid_may_command_it(address: str) -> None:
    assert json.loads(asked(address, "/_stcore/host-config")[2])["allowedOrigins"] == []


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_says_what_browsers_must_hold_to(address: str, path: str) -> None:
    _, headers, _ = asked(address, path)
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "unsafe-inline" not in policy.replace("style-src 'self' 'unsafe-inline'", "").replace(
        "style-src 'unsafe-inline'", ""
    )
    assert "*" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in headers
    assert "x-powered-by" not in headers
    assert "set-cookie" not in headers
    assert "access-control-allow-origin" not in headers
    if headers.get("content-type", "").startswith("text/html"):
        assert "frame-ancestors 'none'" in policy
        assert headers["x-frame-options"] == "DENY"
        assert "camera=()" in headers["permissions-policy"]
        assert headers["cross-origin-opener-policy"] == "same-origin"


def test_a_page_behind_https_is_to_be_asked_for_by_https_only(address: str) -> None:
    assert "strict-transport-security" not in asked(address, "/")[1]
    assert "max-age=" in asked(address, "/", X_Forwarded_Proto="https")[1]["strict-transport-security"]


@pytest.mark.parametrize(
    "path",
    ["/_stcore/upload_file/a/b", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp", "/_stcore/metrics",
     "/_stcore/script-health-check", "/media/a.png", "/component/a/b.js", "/_stcore/bidi-components/a/b.js",
     "/app/static/a.png", "/auth/login", "/oauth2callback", "/manifest.json", "/docs"],
)
def test_what_the_aid_does_not_need_is_not_there(address: str, content: Content, path: str) -> None:
    status, _, body = asked(address, path)
    assert status == 404
    assert content.interface.problems.page_not_found in body.decode()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/_stcore/upload_file/a/b", "/_stcore/agent/interact", "/_stcore/health"])
def test_pages_can_be_read_and_nothing_can_be_sent(address: str, method: str, path: str) -> None:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request(method, path, body=b"x")
    assert connection.getresponse().status == 405
    connection.close()


def test_no_slash_leads_to_another_site(address: str) -> None:
    for path in ("//example.org/", "//example.org/benefits/", "/\\example.org/", "/%2F/example.org/"):
        status, headers, _ = asked(address, path)
        assert status == 404
        assert "location" not in headers


def test_a_walk_breaks_no_rule_asks_no_one_else_and_leaves_no_cookie(
    browser: Browser, address: str, content: Content
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(
        "window.broken = []; addEventListener('securitypolicyviolation', (e) => broken.push(`${e.violatedDirective} "
        "${e.blockedURI}`))"
    )
    page = context.new_page()
    told: list[str] = []
    asked_for: set[str] = set()
    page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    page.on("request", lambda request: asked_for.add(urlsplit(request.url.removeprefix("blob:")).netloc))
    page.goto(address)
    expect(page.locator("main h1")).to_be_visible(timeout=20_000)
    for path in sorted(ADDRESSES - {"/", "/start"}):
        page.evaluate(TURN, path)
        app = page.locator("[data-testid=stApp]")
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)
        expect(page.locator("main h1")).to_be_visible()
        page.wait_for_timeout(150)
    page.goto(f"{address}/summary")
    page.get_by_text(content.interface.summary.qr_link).click()
    assert page.evaluate("broken") == []
    assert [line for line in told if "Content Security Policy" in line or "Permissions-Policy" in line] == []
    assert asked_for - {""} == {urlsplit(address).netloc}
    assert context.cookies() == []
    context.close()


def test_a_script_that_got_into_a_page_does_not_run(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    expect(page.locator("main h1")).to_be_visible(timeout=20_000)
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s);"
        "const i = document.createElement('img'); i.src = 'x:'; i.setAttribute('onerror', 'window.ran = 2');"
        "document.body.append(i); }"
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    page.close()


def test_no_other_page_can_show_the_aid_in_a_frame(browser: Browser, address: str, content: Content) -> None:
    """Not even one of the aid's own, since Chromium shows no local server in the page of a public one anyway."""
    context = browser.new_context()
    page = context.new_page()
    page.route(f"{address}/around", lambda route: route.fulfill(
        body='<iframe src="/benefits"></iframe><iframe src="/allowed"></iframe>', content_type="text/html"))
    page.route(f"{address}/allowed", lambda route: route.fulfill(body="may be shown", content_type="text/html"))
    page.goto(f"{address}/around")
    expect(page.frame_locator("iframe").last.get_by_text("may be shown")).to_be_visible()
    page.wait_for_timeout(500)
    assert content.interface.frame.name not in page.frames[1].content()
    context.close()


# The operator's names


def test_the_operator_can_say_which_names_the_aid_answers_to(content: Content) -> None:
    port = free_port()
    with serving(*uvicorn(port), port=port, DECISION_AID_HOSTS="aid.example.org, 127.0.0.1") as address:
        assert asked(address, "/")[0] == 200
        assert asked(address, "/", Host="aid.example.org:8443")[0] == 200
        assert asked(address, "/", Host="evil.example")[0] == 404
        assert asked(address, "/booklet", Host="evil.example")[0] == 404
        assert asked(address, "/_stcore/health", Host="10.0.0.7")[0] == 200
        with pytest.raises(InvalidStatus):
            in_a_loop(opened(address, host="evil.example"))


def test_a_kiosk_that_is_asked_by_another_name_says_so_and_leads_nowhere() -> None:
    port = free_port()
    with serving(
        *uvicorn(port), port=port, DECISION_AID_HOSTS="aid.example.org", DECISION_AID_MODE="kiosk",
        DECISION_AID_REGION="uk",
    ) as address:
        for path in ("/", "/attract", "/booklet"):
            assert asked(address, path)[0] == 404
        assert asked(address, "/attract", Host="aid.example.org")[0] == 200


def test_names_are_told_apart() -> None:
    assert is_host_allowed("anything", ())
    for host, known in (("aid.example.org", True), ("AID.example.org:80", True), ("aid.example.org.", True),
                        ("aid.example.org.evil.example", False), ("", False), ("[", False), ("x@y", False),
                        ("evil@aid.example.org", False), ("aid.example.org/evil", False),
                        ("aid.example.org#x", False), ("aid.example.org:x", False)):
        assert is_host_allowed(host, ("aid.example.org",)) is known


@pytest.mark.parametrize("given", ["https://aid.example.org", "aid.example.org:80", "a b/c", "*"])
def test_a_senseless_name_is_told(given: str) -> None:
    with pytest.raises(SettingError, match="DECISION_AID_HOSTS"):
        read_settings({"DECISION_AID_HOSTS": given})


# The websocket


async def opened(address: str, origin: str | None = None, host: str | None = None) -> None:
    """Open the line and close it."""
    headers = {"Host": host} if host else {}
    async with websockets.connect(
        f"ws://{urlsplit(address).netloc}/_stcore/stream", origin=origin, subprotocols=["streamlit"],  # type: ignore[arg-type, list-item]
        additional_headers=headers,
    ):
        pass


def test_only_our_own_pages_open_the_line(address: str) -> None:
    in_a_loop(opened(address))
    in_a_loop(opened(address, origin=address))
    for origin in ("https://evil.example", "null", "http://127.0.0.1:1", f"{address}.evil.example", "http://localhost"):
        begun = time.monotonic()
        with pytest.raises(InvalidStatus):
            in_a_loop(opened(address, origin=origin))
        assert time.monotonic() - begun < 1, "a stranger's page made the server ask around"


@pytest.mark.parametrize(
    ("sent", "code"),
    [("a text", 1003), (b"x" * (LARGEST_MESSAGE + 1), 1009), (b"\xff\xff no message", 1002)],
    ids=["text", "too big", "not a message"],
)
def test_what_is_no_message_closes_the_line(address: str, sent: str | bytes, code: int) -> None:
    async def send() -> int | None:
        async with websockets.connect(
            f"ws://{urlsplit(address).netloc}/_stcore/stream", subprotocols=["streamlit"],  # type: ignore[list-item]
        ) as line:
            await line.send(sent)
            try:
                while True:
                    await asyncio.wait_for(line.recv(), 5)
            except ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else None

    assert in_a_loop(send()) == code


def messages() -> Iterator[BackMsg]:
    """Messages that Streamlit would act on and no tab of ours sends."""
    yield BackMsg(clear_cache=True)
    yield BackMsg(set_run_on_save=True)
    yield BackMsg(load_git_info=True)
    yield BackMsg(debug_shutdown_runtime=True)
    yield BackMsg(debug_disconnect_websocket=True)
    install = BackMsg()
    install.backend_operation_request.install_skills.SetInParent()
    yield install
    files = BackMsg()
    files.file_urls_request.file_names.append("x")
    yield files
    long = BackMsg()
    long.rerun_script.page_name = "x" * 201
    yield long
    name = BackMsg()
    name.rerun_script.widget_states.widgets.add().id = "x" * 201
    yield name
    fragment = BackMsg()
    fragment.rerun_script.fragment_id = "x"
    yield fragment
    many = BackMsg()
    for number in range(MOST_WIDGETS + 1):
        many.rerun_script.widget_states.widgets.add().id = str(number)
    yield many
    yield BackMsg()


@pytest.mark.parametrize("message", list(messages()), ids=lambda message: str(message.WhichOneof("type")))
def test_streamlit_never_hears_what_no_tab_of_ours_says(message: BackMsg) -> None:
    assert read({"type": "websocket.receive", "bytes": message.SerializeToString()}) == 0


async def at_a_line(streamlit: ASGIApp, *told: bytes) -> None:
    """Let a stand-in for Streamlit serve a line by which these messages come."""
    coming = list(told)

    async def receive() -> Message:
        return {"type": "websocket.receive", "bytes": coming.pop(0)}

    async def send(_message: Message) -> None:
        pass

    await OpenLines(streamlit)({"type": "websocket", "path": LINE, "headers": []}, receive, send)


def test_a_query_that_is_too_long_is_read_as_none_and_the_page_comes(address: str, content: Content) -> None:
    async def asked_for() -> str:
        async with Line(address, read_all=True) as line:
            await line.turn("benefits", "claim=" + "x" * (LONGEST_QUERY + 1))
            return shown(line.elements)

    assert content.considerations["benefits"].question in in_a_loop(asked_for())
    sent, heard = BackMsg(), []
    sent.rerun_script.page_name = "benefits"
    sent.rerun_script.query_string = "x" * (LONGEST_QUERY + 1)
    sent.rerun_script.context_info.url = "https://aid.example.org/benefits?" + "x" * 2 * LONGEST_QUERY

    async def streamlit(_scope: Scope, receive: Receive, _send: Send) -> None:
        heard.append(BackMsg.FromString((await receive())["bytes"]).rerun_script)

    in_a_loop(at_a_line(streamlit, sent.SerializeToString()))
    assert [(state.page_name, state.query_string, state.context_info.url) for state in heard] == [("benefits", "", "")]


def frame(kind: int, data: bytes = b"", is_last: bool = True) -> bytes:
    """A piece of what a browser sends over a websocket, at most 125 bytes (RFC 6455, 5.2), its mask all zeros."""
    return bytes([128 * is_last | kind, 128 | len(data), 0, 0, 0, 0]) + data


def flood_with(line: socket.socket, pieces: bytes) -> None:
    """Send the same again and again, more than the sockets' own buffers hold."""
    for _ in range(1000):
        line.sendall(pieces)


@pytest.mark.parametrize(
    ("first", "flood"), [(b"", frame(9, b"x" * 125)), (frame(2, b"x", False), frame(0, b"", False))],
    ids=["pings whose answers nobody fetches", "pieces of a message without an end"],
)
def test_who_sends_and_never_reads_is_cut_off(address: str, first: bytes, flood: bytes) -> None:
    host = urlsplit(address)
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.connect((host.hostname, host.port))
        line.sendall((
            f"GET /_stcore/stream HTTP/1.1\r\nHost: {host.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        ).encode())
        assert b" 101 " in line.recv(1000)
        line.settimeout(20)
        before = memory_mib(address)
        line.sendall(first)
        with pytest.raises(ConnectionError):
            flood_with(line, flood * 4000)
    assert memory_mib(address) - before < 20


def test_a_line_that_is_lost_with_a_message_waiting_is_no_error() -> None:
    port = free_port()
    with serving(*uvicorn(port), port=port) as address:  # its log must hold no traceback

        async def lose() -> None:
            for pause in (0.0, 0.01, 0.02, 0.05, 0.1):
                line = Line(address)
                await line.open()
                for page in ("claims", "sources"):
                    message = BackMsg()
                    message.rerun_script.page_name = page
                    await line.ws.send(message.SerializeToString())
                await asyncio.sleep(pause)
                line.ws.transport.abort()
            await asyncio.sleep(6)

        in_a_loop(lose())


def test_a_line_that_comes_back_leaves_no_name_in_the_log() -> None:
    port = free_port()
    with serving(*uvicorn(port), port=port) as address:  # its log must name no session

        async def come_back() -> None:
            async with Line(address, read_all=True) as first:
                await first.turn("summary")
                second = Line(address, read_all=True)
                second.protocols = ["streamlit", "none", first.session]
                await second.open()
                await second.turn("summary")
                assert second.session == first.session
                await second.close()

        in_a_loop(come_back())


def test_what_a_tab_says_comes_through() -> None:
    rerun = BackMsg()
    rerun.rerun_script.query_string = "claim=A1"
    assert read({"type": "websocket.receive", "bytes": rerun.SerializeToString()}) == rerun


def test_one_line_too_many_is_refused_and_one_that_closes_makes_room() -> None:
    async def run() -> None:
        wait = asyncio.Event()
        sent: list[Message] = []

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await wait.wait()

        async def receive() -> Message:
            return {"type": "websocket.connect"}

        async def send(message: Message) -> None:
            sent.append(message)

        scope = {"type": "websocket", "path": "/_stcore/stream", "headers": []}
        lines = OpenLines(app, most=2)
        held = [asyncio.create_task(lines(scope, receive, send)) for _ in range(2)]
        await asyncio.sleep(0)
        await lines(scope, receive, send)
        assert [message["type"] for message in sent] == ["websocket.close"]
        assert lines.open == 2
        wait.set()
        await asyncio.gather(*held)
        assert lines.open == 0

    in_a_loop(run())


def test_each_inline_script_is_allowed_by_what_it_says(content: Content) -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError

    door = FrontDoor(app, content)
    inline = re.findall(rb"<script>", door.shell.plain)
    assert len(re.findall("'sha256-", door.policy)) == len(inline)
    assert door.shell.plain.count(b"<script") == len(inline) + 1
