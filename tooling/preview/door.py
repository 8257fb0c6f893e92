"""The door of the preview: every request passes it before any handler, page or websocket, hears of it."""

from collections.abc import Awaitable
from http import HTTPStatus
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.httputil import (
    HTTPConnection,
    HTTPHeaders,
    HTTPMessageDelegate,
    HTTPServerRequest,
    RequestStartLine,
    ResponseStartLine,
)
from tornado.iostream import IOStream
from tornado.web import Application, OutputTransform

from tooling.preview.access import LARGEST_BODY, Access, Refusal, Request, is_this_machine
from tooling.preview.policy import FILE_POLICY, HEADERS, POLICY

LARGEST_HEADERS = 16_000  # bytes; a browser sends some 1,000
LARGEST_MESSAGE = 8_000  # bytes, on the websocket; the longest is the address of a page
TOKEN = "X-Preview-Token"  # noqa: S105 (the name of a header)
SLOWEST = 10.0  # seconds for a request to be whole, and for a connection to lie idle
MOST_CONNECTIONS = 100  # of this machine, and as many of others; a browser opens 6 and one for each window


class ClosedRoom(Application):
    """An application that hears only what its access lets pass, and whose answers all carry a policy."""

    def __init__(self, access: Access, handlers: list[Any], **settings: Any) -> None:
        self.access = access
        super().__init__(handlers, transforms=[ClosedAnswer], **settings)

    def start_request(self, server_conn: object, request_conn: HTTPConnection) -> HTTPMessageDelegate:
        """Put the door before the handlers."""
        return Door(super().start_request(server_conn, request_conn), request_conn, self.access)


class Door(HTTPMessageDelegate):
    """Hands a request on, or answers it itself."""

    def __init__(self, inside: HTTPMessageDelegate, connection: HTTPConnection, access: Access) -> None:
        self.inside = inside
        self.connection = connection
        self.access = access
        self.is_shut = False

    def headers_received(
        self, start_line: RequestStartLine | ResponseStartLine, headers: HTTPHeaders
    ) -> Awaitable[None] | None:
        """Judge a request by its headers, before its body is read."""
        assert isinstance(start_line, RequestStartLine)
        client = str(self.connection.context.remote_ip)  # type: ignore[attr-defined]
        refusal = self.access.refuse(read_request(start_line, headers, client))
        if refusal is None:
            return self.inside.headers_received(start_line, headers)
        self.is_shut = True
        for name in ("Content-Length", "Transfer-Encoding"):
            headers.pop(name, None)  # or Tornado would go on to read the body
        self._answer(start_line, refusal)
        return None

    def data_received(self, chunk: bytes) -> Awaitable[None] | None:
        """Hand on a part of a body: of what our own page writes; no other is let in."""
        return None if self.is_shut else self.inside.data_received(chunk)

    def finish(self) -> None:
        """Let the handler answer."""
        if not self.is_shut:
            self.inside.finish()

    def on_connection_close(self) -> None:
        """Say that the other end has gone."""
        if not self.is_shut:
            self.inside.on_connection_close()

    def _answer(self, start_line: RequestStartLine, refusal: Refusal) -> None:
        body = f"{refusal.text}\n".encode() if refusal.text else b""
        headers = HTTPHeaders({**HEADERS, POLICY: FILE_POLICY, **refusal.headers})
        headers["Content-Type"] = "text/plain; charset=utf-8"
        headers["Content-Length"] = str(len(body))
        headers["Connection"] = "close"
        line = ResponseStartLine("HTTP/1.1", refusal.status, HTTPStatus(refusal.status).phrase)
        self.connection.write_headers(line, headers, None if start_line.method == "HEAD" else body)
        self.connection.finish()


class ClosedAnswer(OutputTransform):
    """Puts the headers of every answer on it, whichever handler made it. A page brings its own policy."""

    def __init__(self, request: HTTPServerRequest) -> None:
        pass

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        """Add what is missing."""
        for name, value in HEADERS.items():
            headers[name] = value
        if POLICY not in headers:
            headers[POLICY] = FILE_POLICY
        headers.pop("Server", None)
        return status_code, headers, chunk


class BoundedServer(HTTPServer):
    """A server that holds so many connections and no more: the oldest one makes room for a new one.

    So a crowd of unfinished requests shuts nobody out, and others cannot use up the room of this machine.
    """

    def initialize(self, request_callback: Application) -> None:  # type: ignore[override]
        """Bound sizes and times of requests too."""
        self.streams: dict[IOStream, bool] = {}
        super().initialize(
            request_callback,
            max_header_size=LARGEST_HEADERS,
            max_buffer_size=LARGEST_HEADERS * 4,
            max_body_size=LARGEST_BODY,
            idle_connection_timeout=SLOWEST,
            body_timeout=SLOWEST,
        )

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        """Take in a connection."""
        is_near = is_this_machine(str(address[0]))
        self.streams = {open_: near for open_, near in self.streams.items() if not open_.closed()}
        alike = [open_ for open_, near in self.streams.items() if near is is_near]
        for oldest in alike[: max(0, len(alike) + 1 - MOST_CONNECTIONS)]:
            oldest.close()
        self.streams[stream] = is_near
        super().handle_stream(stream, address)

    def hang_up(self) -> None:
        """Let go of the port and of every connection."""
        self.stop()
        for stream in self.streams:
            stream.close()


def read_request(start_line: RequestStartLine, headers: HTTPHeaders, client: str) -> Request:
    """Return what the door has to know of a request."""
    return Request(
        method=start_line.method,
        target=start_line.path,
        hosts=headers.get_list("Host"),
        client=client,
        origins=headers.get_list("Origin"),
        site=headers.get("Sec-Fetch-Site", ""),
        mode=headers.get("Sec-Fetch-Mode", ""),
        destination=headers.get("Sec-Fetch-Dest", ""),
        cookies=headers.get("Cookie", ""),
        has_body="Transfer-Encoding" in headers or any(size != "0" for size in headers.get_list("Content-Length")),
        token=headers.get(TOKEN, ""),
        kind=headers.get("Content-Type", ""),
        length=read_length(headers),
    )


def read_length(headers: HTTPHeaders) -> int | None:
    """Return how many bytes a body has; None if that is not said once, plainly."""
    sizes = headers.get_list("Content-Length")
    is_plain = len(sizes) == 1 and sizes[0].isascii() and sizes[0].isdecimal() and len(sizes[0]) < 10
    return int(sizes[0]) if is_plain and "Transfer-Encoding" not in headers else None
