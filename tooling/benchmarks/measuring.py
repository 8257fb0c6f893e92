"""Measure a command: wall time, processor time, peak memory; and the time from a save to the new words."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 900  # seconds for a server to answer first
CHECKING = b"Checking the other pages"  # in a page of our preview, until every page is judged
LOST = 30  # seconds after which an edit counts as lost


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds, seconds of processor time, and MB of its largest process."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Rival:
    """A program that builds or serves: where, how, and which file becomes which address."""

    name: str
    folder: Path
    command: list[str]
    article: Path
    address: str
    has_memory: bool = False  # whether it may take what an earlier build has kept; an article is edited before each


def cache_of(folder: Path) -> Path:
    """Return the folder that stands in for the user's cache folder, for what runs in a folder."""
    return folder.parent / f"cache-{folder.name}"


def environment_in(folder: Path) -> dict[str, str]:
    """Return the variables for a program that runs in a folder: the user's own cache folder stays out of it.

    Python keeps what it compiles of a program, whoever asks for the benchmark: what pip has installed, such as a
    rival, is compiled already.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "CI": "1", "XDG_CACHE_HOME": str(cache_of(folder))}


def run(command: list[str], folder: Path) -> Cost:
    """Run a command to its end. Raises RuntimeError with its last words if it fails."""
    log = folder.parent / "log.txt"
    environment = environment_in(folder)
    start = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command}: {log.read_text(errors='replace')[-2000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000)


@contextmanager
def serving(rival: Rival, port: int) -> Iterator[float]:
    """Run a server. Yields the seconds until its first answer."""
    command = [part.replace("PORT", str(port)) for part in rival.command]
    environment = environment_in(rival.folder)
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=rival.folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        while not fetch(port, rival.address):
            time.sleep(0.02)
            if process.poll() is not None or time.perf_counter() - start > PATIENCE:
                raise RuntimeError(f"{rival.name} does not serve {rival.address}")
        yield time.perf_counter() - start
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def fetch(port: int, address: str) -> bytes:
    """Return a page, or nothing while there is none."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        return answer.read() if answer.status == 200 else b""
    except (OSError, http.client.HTTPException):  # stock livereload may answer with half a page
        return b""
    finally:
        connection.close()


def time_first_answers(rival: Rival, port: int) -> tuple[float, float]:
    """Return the seconds until a server's first answer: from nothing, and with what it then remembers."""
    shutil.rmtree(cache_of(rival.folder), ignore_errors=True)
    with serving(rival, port) as nothing:
        while CHECKING in fetch(port, rival.address):
            time.sleep(0.2)
    with serving(rival, port) as known:
        return nothing, known


def edit(article: Path, words: str) -> None:
    """Save new words at the end of an article, in the place of the last ones."""
    text = article.read_text(encoding="utf-8")
    kept = text.rpartition("\n\nFresh ")[0] or text.rstrip("\n")
    article.write_text(f"{kept}\n\nFresh {words} here.\n", encoding="utf-8")


def time_edit(rival: Rival, port: int, words: str) -> float:
    """Save new words, and return the seconds until a browser could get them; infinity if it never could."""
    edit(rival.article, words)
    start = time.perf_counter()
    while time.perf_counter() - start < LOST:
        if words.encode() in fetch(port, rival.address):
            return time.perf_counter() - start
        time.sleep(0.002)
    return float("inf")


def free_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
