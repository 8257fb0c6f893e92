"""Who may write into content/: a page of our own with the token of this start, and nobody else."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from tornado.netutil import bind_sockets

from tests.unit.test_preview_door import NAME, parse, send
from tooling.preview import editing
from tooling.preview.access import (
    LARGEST_BODY,
    NO_WRITING,
    NOT_FROM_THERE,
    NOT_JSON,
    NOT_SERVED,
    OLD_TOKEN,
    ONLY_READING,
    SCAN,
    TOO_LARGE,
    Refusal,
    Request,
    make_access,
)
from tooling.preview.door import BoundedServer
from tooling.preview.server import FAILED, make_application
from tooling.preview.session import Session

TOKEN = "the-token-of-this-start"
OPEN = make_access(8000, None, None, frozenset({NAME}), TOKEN)
WRITE = Request(
    "POST", "/preview/edit/save", ["127.0.0.1:8000"], "127.0.0.1", ["http://127.0.0.1:8000"], "same-origin", "cors", "empty",
    has_body=True, token=TOKEN, kind="application/json", length=2,
)  # fmt: skip


def test_our_own_page_may_write() -> None:
    assert OPEN.refuse(WRITE) is None
    assert OPEN.refuse(replace(WRITE, site="")) is None  # a browser that does not say where it comes from


def test_a_page_of_a_forwarded_name_may_write_over_https() -> None:
    assert OPEN.refuse(replace(WRITE, hosts=[NAME], origins=[f"https://{NAME}"])) is None
    assert OPEN.refuse(replace(WRITE, hosts=[NAME], origins=[f"http://{NAME}"])) == Refusal(403, NOT_FROM_THERE)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"origins": []}, Refusal(403, NOT_FROM_THERE)),
        ({"origins": ["null"]}, Refusal(403, NOT_FROM_THERE)),
        ({"origins": ["http://evil.example"]}, Refusal(403, NOT_FROM_THERE)),
        ({"origins": ["http://127.0.0.1:8000", "http://127.0.0.1:8000"]}, Refusal(403, NOT_FROM_THERE)),
        ({"origins": ["http://localhost:8000"]}, Refusal(403, NOT_FROM_THERE)),
        ({"site": "cross-site"}, Refusal(403, NOT_FROM_THERE)),
        ({"site": "same-site"}, Refusal(403, NOT_FROM_THERE)),
        ({"site": "none"}, Refusal(403, NOT_FROM_THERE)),
        ({"hosts": ["evil.example"]}, Refusal(403, NOT_SERVED)),
        ({"token": ""}, Refusal(403, OLD_TOKEN)),
        ({"token": "the-token-of-an-earlier-start"}, Refusal(403, OLD_TOKEN)),
        ({"token": TOKEN.upper()}, Refusal(403, OLD_TOKEN)),
        ({"token": "ü"}, Refusal(403, OLD_TOKEN)),
        ({"kind": "application/x-www-form-urlencoded"}, Refusal(415, NOT_JSON)),
        ({"kind": "multipart/form-data; boundary=x"}, Refusal(415, NOT_JSON)),
        ({"kind": "text/plain"}, Refusal(415, NOT_JSON)),
        ({"kind": ""}, Refusal(415, NOT_JSON)),
        ({"length": None}, Refusal(415, NOT_JSON)),
        ({"length": LARGEST_BODY + 1}, Refusal(413, TOO_LARGE)),
        ({"client": "192.168.1.9"}, Refusal(403, NO_WRITING)),
        ({"method": "PUT"}, Refusal(405, ONLY_READING, {"Allow": "GET, HEAD"})),
        ({"method": "DELETE"}, Refusal(405, ONLY_READING, {"Allow": "GET, HEAD"})),
        ({"target": "/preview/editor"}, Refusal(405, ONLY_READING, {"Allow": "GET, HEAD"})),
        ({"target": "/uses/acne/"}, Refusal(405, ONLY_READING, {"Allow": "GET, HEAD"})),
    ],
)
def test_any_other_write_is_refused(changed: dict[str, object], refusal: Refusal) -> None:
    assert OPEN.refuse(replace(WRITE, **changed)) == refusal  # type: ignore[arg-type]


def test_with_lan_nobody_writes_not_even_this_machine() -> None:
    lan = make_access(8000, "192.168.1.7", "the-code", frozenset({NAME}), TOKEN)
    assert lan.token is None
    assert lan.refuse(WRITE) == Refusal(403, NO_WRITING)
    assert lan.refuse(replace(WRITE, client="192.168.1.9")) == Refusal(403, SCAN)


def ask(lines: str, body: str = "{}") -> tuple[int, dict[str, str], str]:
    """Send a raw request to a preview without a site, and return its answer."""

    async def run() -> bytes:
        sockets = bind_sockets(0, "127.0.0.1")
        session = Session(Path("/project"), restart=lambda: None)
        session.token = TOKEN
        server = BoundedServer(make_application(session, OPEN))
        server.add_sockets(sockets)
        try:
            return await send(sockets[0].getsockname()[1], f"{lines}Connection: close\r\n\r\n{body}".encode())
        finally:
            server.stop()
            await server.close_all_connections()

    with ThreadPoolExecutor(1) as pool:
        return parse(pool.submit(asyncio.run, run()).result())


HEAD = "POST /preview/edit/{verb} HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nOrigin: http://127.0.0.1:8000\r\n"
GOOD = f"{HEAD}X-Preview-Token: {TOKEN}\r\nContent-Type: application/json\r\nContent-Length: "


def test_a_form_of_another_page_is_refused_before_its_body_is_read() -> None:
    status, _, told = ask(
        f"{HEAD.format(verb='save')}X-Preview-Token: {TOKEN}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: 9\r\n",
        "text=evil",
    )
    assert (status, told) == (415, f"{NOT_JSON}\n")


@pytest.mark.parametrize(
    ("verb", "body", "status"),
    [
        ("nothing", "{}", 404),
        ("save", "[]", 400),
        ("save", "{", 400),
        ("save", "[" * 100_000, 400),
        ("save", "{}", 400),
    ],
)
def test_what_nobody_understands_is_an_answer_in_words(verb: str, body: str, status: int) -> None:
    answer = ask(f"{GOOD.format(verb=verb)}{len(body)}\r\n", body)
    assert answer[0] == status
    assert json.loads(answer[2])["told"].endswith("Load the page anew.")


def test_a_fault_of_the_preview_itself_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(editing.VERBS, "save", lambda desk, asked: asked["no such key"])
    status, headers, told = ask(f"{GOOD.format(verb='save')}2\r\n")
    assert (status, headers["Content-Type"], json.loads(told)["told"]) == (500, "application/json", FAILED)


def test_while_nothing_can_be_read_a_write_is_told_so() -> None:
    body = json.dumps({"file": "x", "version": "x", "first": 1, "last": 1, "was": "", "text": ""})
    status, _, told = ask(f"{GOOD.format(verb='save')}{len(body)}\r\n", body)
    assert (status, json.loads(told)["told"]) == (
        422, "The site cannot be read. Mend what the page tells first."
    )  # fmt: skip
