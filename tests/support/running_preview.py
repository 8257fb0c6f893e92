"""A preview in a process of its own, and what the tests do to its files."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.support.ports import free_port


@dataclass
class Preview:
    """A running preview of a copy of the project."""

    folder: Path
    port: int

    @property
    def report(self) -> str:
        """What it has printed."""
        return self.folder.with_name("report.txt").read_text(encoding="utf-8")

    @property
    def address(self) -> str:
        """Its home page."""
        return f"http://127.0.0.1:{self.port}/"

    def get(self, path: str) -> tuple[int, str]:
        """Return status and text of a page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", f"/{path}")
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def ask(self, request: str, host: str = "127.0.0.1") -> tuple[int, dict[str, str], bytes]:
        """Send a raw request, "PORT" in it being our port. Return status, headers by lower-case name, and body."""
        with socket.create_connection((host, self.port), timeout=10) as connection:
            connection.sendall(request.replace("PORT", str(self.port)).encode("latin1"))
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        head, _, body = answer.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin1").split("\r\n")
        pairs = (line.split(": ", 1) for line in lines)
        return int(first.split()[1]), {name.lower(): value for name, value in pairs}, body

    def wait_until_up(self) -> None:
        """Wait for the first answer."""
        for _ in range(400):
            try:
                self.get("")
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise TimeoutError("the preview does not answer")

    def wait_for(self, path: str, text: str) -> str:
        """Wait until a page holds a text, and return the page. A fresh start of the preview may cut off an answer."""
        for _ in range(500):
            with contextlib.suppress(OSError, http.client.HTTPException):
                page = self.get(path)[1]
                if text in page:
                    return page
            time.sleep(0.02)
        raise TimeoutError(f"{path} never held {text!r}")

    def use(self, slug: str) -> Path:
        """Return the file of an article."""
        return self.folder / "content" / "uses" / f"{slug}.md"

    def add_to(self, slug: str, text: str) -> None:
        """Write a paragraph at the end of an article."""
        path = self.use(slug)
        path.write_text(path.read_text(encoding="utf-8") + f"\n{text}\n", encoding="utf-8")


@contextlib.contextmanager
def previewing(folder: Path, *flags: str) -> Iterator[Preview]:
    """Run a preview of a folder in a process of its own, and end it as Ctrl-C would."""
    running = Preview(folder, free_port())
    command = [sys.executable, "-m", "invoke", "preview", "--no-open", "--port", str(running.port), *flags]
    with folder.with_name("report.txt").open("wb") as report:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, "CI": "1"}, stdout=report, stderr=subprocess.STDOUT
        )
        try:
            running.wait_until_up()
            yield running
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=10)
    assert process.returncode == 0, running.report
    assert "Traceback" not in running.report


def open_live(page: Page, address: str) -> None:
    """Open a page and wait until it listens; mark the window, so that a reload would show."""
    with page.expect_websocket() as opened:
        page.goto(address)
    socket_ = opened.value
    if not getattr(socket_, "heard", False):
        page.wait_for_timeout(150)
    page.evaluate("window.notReloaded = true")


def assert_not_reloaded(page: Page) -> None:
    """Fail if the page has been loaded anew since it was opened."""
    assert page.evaluate("window.notReloaded") is True


def save(path: Path, text: str, number: int) -> None:
    """Save as editors do: at one stroke, in two halves, or beside it and then renamed."""
    if number % 3 == 0:
        path.write_text(text, encoding="utf-8")
    elif number % 3 == 1:
        with path.open("w", encoding="utf-8") as file:
            file.write(text[: len(text) // 2])
            file.flush()
            time.sleep(0.03)
            file.write(text[len(text) // 2 :])
    else:
        beside = path.with_name(f".{path.name}.tmp")
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)


def new_article(text: str, title: str = "New") -> str:
    """Return an article with a title and labels of its own."""
    lines = []
    for line in text.split("\n"):
        name = line.partition(":")[0]
        own = {"title": f"{title} article of a test", "nav_label": title, "card_label": title, "order": "77"}
        lines.append(f"{name}: {own[name]}" if name in own and not line.startswith(" ") else line)
    return "\n".join(lines)


def build_copy(folder: Path, settings: str, output: Path) -> None:
    """Build the copy of the project with the pelican command."""
    command = [sys.executable, "-m", "pelican", "--settings", settings, "--output", str(output)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
