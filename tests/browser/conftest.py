"""Serve the built site on this machine and open its pages in Chromium."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.support.screens import DESK, OpenPage, Server


class QuietHandler(SimpleHTTPRequestHandler):
    """Serve files without a line in the report for each."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[Server]:
    """The built site over HTTP on a free port, until the tests end."""
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(site)))
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    pages = sorted(page.relative_to(site).as_posix().removesuffix("index.html") for page in site.rglob("*.html"))
    yield Server(f"http://127.0.0.1:{httpd.server_port}/", pages)
    httpd.shutdown()


@pytest.fixture
def open_page(browser: Browser, server: Server) -> Iterator[OpenPage]:
    """Open a path of the site in a fresh context: `open_page("uses/acne/", viewport=PHONE, color_scheme="dark")`."""
    contexts = []

    def open_path(path: str, **options: Any) -> Page:
        context = browser.new_context(**{"viewport": DESK, **options})
        contexts.append(context)
        page = context.new_page()
        page.goto(server.address + path)
        return page

    yield open_path
    for context in contexts:
        context.close()
