"""Start the preview, change a page and a setting, see both, and end it: `python -m tooling.preview_once`, on any system.

With `--launcher` it starts it by what a person double-clicks. The files are as they were when it ends.
"""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tooling.environment import environment_python

PROJECT = Path(__file__).resolve().parent.parent
LONGEST = 120.0  # seconds until something shows: a fresh machine reads and judges every page first
PAUSE = 0.2  # seconds between two looks
PAGE, ADDRESS, SENTENCE = "content/pages/about.md", "about/", "This sentence was written while the preview ran."
SETTINGS, FEED, NAME = "pelicanconf.py", "feed.xml", "A name that was set while the preview ran"


class NotSeen(Exception):
    """What had to show did not; the message says what."""


def main(project: Path, starter: list[str]) -> None:
    """Run the preview of a project once. starter: the command that starts it, without flags. Raises NotSeen."""
    port = free_port()
    command = [*starter, "--no-open", "--port", str(port)]
    process = subprocess.Popen(
        command, cwd=project, env={**os.environ, "CI": "1"}, stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        show("the first page", port, "", "<h1")
        with changed(project / PAGE, f"\n{SENTENCE}\n"):
            show("a save", port, ADDRESS, SENTENCE)
        with changed(project / SETTINGS, f'\nSITENAME = "{NAME}"\n'):
            show("a change of the settings, for which it starts afresh", port, FEED, NAME)
        if process.poll() is not None:
            raise NotSeen(f"The preview has ended by itself, with status {process.returncode}.")
    finally:
        end(process)
    for _ in range(int(LONGEST / PAUSE)):
        if not ask(port, ""):
            print("It has ended.")
            return
        time.sleep(PAUSE)
    raise NotSeen("The preview still answers after its end.")


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program and all that it has started, as closing its window does."""
    if os.name == "nt":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], check=False)  # noqa: S607 (where Windows is)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGHUP)
    process.wait()


def free_port() -> int:
    """Return a port of this machine that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def changed(file: Path, more: str) -> Iterator[None]:
    """Add a text to a file, and take it away again."""
    before = file.read_bytes()
    file.write_bytes(before + more.encode())
    try:
        yield
    finally:
        file.write_bytes(before)


def show(what: str, port: int, path: str, text: str) -> None:
    """Wait until an address holds a text, and say how long that took. Raises NotSeen."""
    start = time.monotonic()
    while time.monotonic() - start < LONGEST:
        if text in ask(port, path):
            print(f"Seen after {time.monotonic() - start:.1f} s: {what}.", flush=True)
            return
        time.sleep(PAUSE)
    raise NotSeen(f"Not seen in {LONGEST:.0f} s: {what}.")


def ask(port: int, path: str) -> str:
    """Return what the preview answers; nothing while it cannot be reached."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", f"/{path}")
        return connection.getresponse().read().decode()
    except (OSError, http.client.HTTPException):
        return ""
    finally:
        connection.close()


def starter_of(arguments: list[str]) -> list[str]:
    """Return the command that starts the preview. arguments: of this program."""
    if "--launcher" in arguments:
        return ["cmd", "/c", "Edit the guide.cmd"] if os.name == "nt" else ["./Edit the guide.command"]
    return [str(environment_python()), "-m", "invoke", "preview"]  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    try:
        main(PROJECT, starter_of(sys.argv[1:]))
    except NotSeen as problem:
        sys.exit(str(problem))
