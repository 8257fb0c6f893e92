"""The door of the preview: raw requests over a real socket, each handler behind it, and how much it takes in."""

import asyncio
import gc
import json
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tornado.netutil import bind_sockets
from tornado.web import RequestHandler
from tornado.websocket import websocket_connect

from tooling.preview import door
from tooling.preview.access import NO_BODY, NOT_FROM_THERE, NOT_SERVED, make_access
from tooling.preview.door import BoundedServer, ClosedRoom
from tooling.preview.policy import FILE_POLICY, HEADERS, POLICY
from tooling.preview.server import JSON, make_application
from tooling.preview.session import Session

HANDSHAKE = (
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)
LOCAL = "Host: 127.0.0.1:8000\r\n"
NAME = "fluffy-train-8000.app.github.dev"  # of --host


sessions: list[Session] = []  # of the rooms that were made


class AddedLater(RequestHandler):
    """A handler whose writer has thought of nothing."""

    def get(self) -> None:
        """Answer anybody."""
        self.finish("in")

    def post(self) -> None:
        """Take anything."""
        self.finish("in")


def make_room() -> ClosedRoom:
    """Return the preview's application for a session without a site, with one handler more, and a forwarded name."""
    access = make_access(8000, None, None, frozenset({NAME}))
    sessions.append(Session(Path("/project"), restart=lambda: None))
    application = make_application(sessions[-1], access)
    application.add_handlers(".*", [("/added", AddedLater)])
    return application


def with_server(test: Callable[[int], Awaitable[None]]) -> None:
    """Run a test beside a server, handing it the port."""

    async def run() -> None:
        sockets = bind_sockets(0, "127.0.0.1")
        server = BoundedServer(make_room())
        server.add_sockets(sockets)
        try:
            await test(sockets[0].getsockname()[1])
        finally:
            server.stop()
            await server.close_all_connections()

    with ThreadPoolExecutor(1) as pool:  # a loop of our own: that of the browser, in a run of all tests, is busy here
        pool.submit(asyncio.run, run()).result()


async def send(port: int, request: str | bytes) -> bytes:
    """Send a raw request, and return everything until the other end closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request.encode("latin1") if isinstance(request, str) else request)
    try:
        return await asyncio.wait_for(reader.read(), 5)
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


def get(path: str, headers: str = LOCAL, method: str = "GET", version: str = "HTTP/1.1") -> str:
    """Return the text of a request."""
    return f"{method} {path} {version}\r\n{headers}Connection: close\r\n\r\n"


def parse(answer: bytes) -> tuple[int, dict[str, str], str]:
    """Return status, headers and body of a raw answer."""
    head, _, body = answer.decode().partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    return int(first.split()[1]), dict(line.split(": ", 1) for line in lines), body


def paths_of_handlers() -> Iterator[str]:
    """Yield an address for each handler."""
    for router in make_room().default_router.rules:
        for rule in router.target.rules:
            yield rule.matcher._path.replace("%s", "uses/acne/") if rule.matcher._path else "/"


def test_every_handler_has_an_address_in_these_tests() -> None:
    paths = set(paths_of_handlers())
    assert paths >= {"/livereload", "/livereload.js", "/preview/client.js", "/preview/project", "/uses/acne/", "/added"}


@pytest.mark.parametrize("path", sorted(set(paths_of_handlers())))
@pytest.mark.parametrize(
    "headers",
    [
        "Host: evil.example:8000\r\n",
        "Host: evil.example:8000\r\nOrigin: http://evil.example:8000\r\n" + HANDSHAKE,
        "Host: evil.example:8000\r\nOrigin: http://evil.example:8000\r\nSec-Fetch-Site: same-origin\r\n" + HANDSHAKE,
        "Host: evil.example:8000\r\nSec-Fetch-Site: none\r\n" + HANDSHAKE,
        "Host: localhost.\r\n",
        "Host: user@localhost:8000\r\n",
        "Host:\r\n",
    ],
)
def test_a_foreign_name_is_refused_by_every_handler_and_learns_nothing(path: str, headers: str) -> None:
    async def test(port: int) -> None:
        status, _, body = parse(await send(port, get(path, headers)))
        assert (status, body) == (403, f"{NOT_SERVED}\n")

    with_server(test)


@pytest.mark.parametrize("path", sorted(set(paths_of_handlers())))
@pytest.mark.parametrize(
    "headers",
    [
        "Origin: http://evil.example\r\n" + HANDSHAKE,
        "Origin: http://evil.example\r\nSec-Fetch-Site: same-origin\r\n" + HANDSHAKE,
        "Origin: http://127.0.0.1:8001\r\n" + HANDSHAKE,
        "Origin: http://localhost:8000\r\n" + HANDSHAKE,
        "Origin: https://127.0.0.1:8000\r\n" + HANDSHAKE,
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n",
        "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: websocket\r\nSec-Fetch-Dest: websocket\r\n" + HANDSHAKE,
    ],
)
def test_a_foreign_origin_is_refused_by_every_handler(path: str, headers: str) -> None:
    async def test(port: int) -> None:
        status, _, body = parse(await send(port, get(path, LOCAL + headers)))
        assert (status, body) == (403, f"{NOT_FROM_THERE}\n")

    with_server(test)


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (get("/preview/project"), 200),
        (get("/preview/project", "host:\t LOCALHOST:77 \t\r\n"), 200),
        (get("/preview/project", version="HTTP/1.0"), 200),
        (get("/preview/project", "", version="HTTP/1.0"), 400),
        (get("/preview/project", ""), 400),
        (get("/preview/project", LOCAL + LOCAL), 400),
        (get("/preview/project", LOCAL + "Host: evil.example\r\n"), 400),
        (get("http://evil.example/preview/project"), 400),
        (get("http://127.0.0.1:8000/preview/project"), 400),
        (get("*", method="OPTIONS"), 400),
        (get("/added", method="POST"), 405),
        (get("/added", method="DELETE"), 405),
        (get("/preview/project", method="HEAD"), 200),
        (get("/livereload.js", method="HEAD"), 200),
        (get("/preview/client.js", method="HEAD"), 200),
        (get("/livereload", method="HEAD"), 405),
        (get("/livereload"), 400),
        (get("/added", LOCAL + "Content-Length: 89000000\r\n"), 413),
        (get("/added", LOCAL + "Content-Length: 1\r\n"), 413),
        (get("/added", LOCAL + "Content-Length: x\r\n"), 413),
        (get("/added", LOCAL + "Content-Length: 0, 9\r\n"), 413),
        (get("/added", LOCAL + "Transfer-Encoding: chunked\r\n"), 413),
        (get("/added", LOCAL + "Expect: 100-continue\r\nContent-Length: 9\r\n"), 413),
        (get("/added", LOCAL + "Content-Length: 0\r\n"), 200),
        (get("/uses/acne/"), 503),
        (get("/%2e%2e/%2e%2e/etc/passwd"), 503),
        (get("/%ff%00"), 400),
    ],
)
def test_every_answer_has_the_policy_and_the_headers_of_a_closed_room(request_: str, status: int) -> None:
    async def test(port: int) -> None:
        found, headers, body = parse(await send(port, request_))
        assert found == status
        assert {name: headers.get(name) for name in HEADERS} == HEADERS
        policy = headers[POLICY]
        assert policy == FILE_POLICY or "script-src 'nonce-" in policy
        assert "unsafe" not in policy
        assert "Server" not in headers
        assert "Traceback" not in body

    with_server(test)


def test_the_headers_are_what_the_room_promises() -> None:
    assert HEADERS["X-Frame-Options"] == "DENY"
    assert HEADERS["Cross-Origin-Resource-Policy"] == "same-origin"
    assert HEADERS["Cross-Origin-Opener-Policy"] == "same-origin"
    assert HEADERS["Referrer-Policy"] == "no-referrer"
    assert HEADERS["X-Content-Type-Options"] == "nosniff"
    assert HEADERS["Cache-Control"] == "no-store"
    assert FILE_POLICY == (
        "default-src 'none'; script-src 'none'; style-src 'none'; connect-src 'none'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
    )


def test_a_body_is_refused_before_it_is_sent() -> None:
    async def test(port: int) -> None:
        request = get("/added", LOCAL + "Content-Length: 89000000\r\n", "GET")
        status, headers, body = parse(await send(port, request))
        assert (status, headers["Connection"], body) == (413, "close", f"{NO_BODY}\n")

    with_server(test)


def test_headers_beyond_measure_are_not_read() -> None:
    async def test(port: int) -> None:
        assert await send(port, get("/added", LOCAL + f"A: {'a' * door.LARGEST_HEADERS}\r\n")) == b""

    with_server(test)


def test_a_request_that_is_not_finished_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "SLOWEST", 0.2)

    async def test(port: int) -> None:
        assert await send(port, f"GET / HTTP/1.1\r\n{LOCAL}") == b""
        assert await send(port, "") == b""

    with_server(test)


def test_a_crowd_of_unfinished_requests_shuts_nobody_out() -> None:
    async def test(port: int) -> None:
        crowd = []
        for _ in range(2 * door.MOST_CONNECTIONS):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET / HTTP/1.1\r\nHo")
            crowd.append((reader, writer))
        assert parse(await send(port, get("/added")))[0] == 200
        await asyncio.sleep(0.1)
        closed = sum(reader.at_eof() for reader, _ in crowd)
        assert closed == door.MOST_CONNECTIONS + 1
        for _, writer in crowd:
            writer.close()

    with_server(test)


@pytest.mark.parametrize(
    "message", ["", "{", "[]", "7", '"hello"', "{}", '{"command": 7}', '{"command": "quit"}', "[" * 7000, b"\xff"]
)
def test_a_word_that_is_not_of_livereload_closes_the_websocket(message: str | bytes) -> None:
    async def test(port: int) -> None:
        connection = await websocket_connect(f"ws://127.0.0.1:{port}/livereload")
        await connection.write_message(message, binary=isinstance(message, bytes))
        assert await asyncio.wait_for(connection.read_message(), 5) is None
        assert connection.close_code == 1003

    with_server(test)


def test_a_message_that_is_too_long_closes_the_websocket() -> None:
    async def test(port: int) -> None:
        connection = await websocket_connect(f"ws://127.0.0.1:{port}/livereload")
        await connection.write_message(json.dumps({"command": "info", "url": "a" * door.LARGEST_MESSAGE}))
        assert await asyncio.wait_for(connection.read_message(), 5) is None

    with_server(test)


@pytest.mark.parametrize("plugins", ['"x"', "{}", '{"preview": []}', '{"preview": {"seen": {"a": 1}}}', "null"])
def test_a_browser_that_says_nothing_of_its_version_looks_again(plugins: str) -> None:
    async def test(port: int) -> None:
        connection = await websocket_connect(f"ws://127.0.0.1:{port}/livereload")
        await connection.write_message('{"command": "hello", "protocols": []}')
        hello = await asyncio.wait_for(connection.read_message(), 5)
        assert json.loads(hello or "")["command"] == "hello"
        await connection.write_message(f'{{"command": "info", "url": "/", "plugins": {plugins}}}')
        news = await asyncio.wait_for(connection.read_message(), 5)
        assert json.loads(news or "")["path"] == "*"
        connection.close()

    with_server(test)


def test_our_script_gets_the_page_as_it_is_and_the_facts_beside_it() -> None:
    async def test(port: int) -> None:
        _, headers, body = parse(await send(port, get("/uses/acne/", LOCAL + f"Accept: {JSON}\r\n")))
        assert headers["Content-Type"] == JSON
        told = json.loads(body)
        assert "Nothing to show yet" in told["page"]
        assert "client.js" not in told["page"]
        assert told["facts"]["problems"] == []

    with_server(test)


def test_a_forwarded_name_gets_pages_whose_policy_names_its_websocket_and_no_path_of_this_machine() -> None:
    async def test(port: int) -> None:
        status, headers, _ = parse(await send(port, get("/uses/acne/", f"Host: {NAME}\r\n")))
        assert (status, f"connect-src 'self' wss://{NAME};" in headers["Content-Security-Policy"]) == (503, True)
        status, _, body = parse(await send(port, get("/preview/project", f"Host: {NAME}\r\n")))
        assert (status, body) == (404, "")
        assert parse(await send(port, get("/preview/project")))[2] == "/project"

    with_server(test)


@pytest.mark.parametrize(
    ("origin", "status"),
    [(f"https://{NAME}", 101), (f"http://{NAME}", 403), ("https://evil.example", 403), ("https://127.0.0.1:8000", 403)],
)
def test_a_forwarded_name_opens_the_websocket_from_its_own_pages_alone(origin: str, status: int) -> None:
    async def test(port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        headers = f"Host: {NAME}\r\nOrigin: {origin}\r\nSec-Fetch-Site: same-origin\r\n{HANDSHAKE}"
        writer.write(f"GET /livereload HTTP/1.1\r\n{headers}\r\n".encode())
        first = await asyncio.wait_for(reader.readline(), 5)
        assert int(first.split()[1]) == status
        writer.close()

    with_server(test)


def test_the_disk_is_compared_before_each_page_and_for_no_script(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Session, "refresh", lambda self: asked.append("now"))

    async def test(port: int) -> None:
        for path in ("/uses/acne/", "/preview/client.js", "/livereload.js", "/feed.xml"):
            await send(port, get(path))

    with_server(test)
    assert asked == ["now", "now"]


def test_a_browser_that_has_gone_is_told_nothing_and_nobody_hears_of_it(caplog: pytest.LogCaptureFixture) -> None:
    """Its connection may be cut while it is told; that is no fault, and the others are told all the same."""
    complaints: list[object] = []

    async def test(port: int) -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
        connection = await websocket_connect(f"ws://127.0.0.1:{port}/livereload")
        await connection.write_message('{"command": "hello", "protocols": []}')
        await connection.write_message('{"command": "info", "url": "/", "plugins": {}}')
        while '"reload"' not in str(await asyncio.wait_for(connection.read_message(), 5)):
            pass
        (listener,) = sessions[-1].listeners
        listener.ws_connection.stream.close()  # type: ignore[attr-defined]
        sessions[-1].tell(None)
        await asyncio.sleep(0.01)
        listener.hear("*")  # it is closed by now
        gc.collect()
        connection.close()

    with_server(test)
    assert (complaints, caplog.records) == ([], [])
