"""Measure a command: wall time, processor time, peak memory; and the time from a save to the new words."""

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 900  # seconds for a server to answer first
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


def run(command: list[str], folder: Path) -> Cost:
    """Run a command to its end. Raises RuntimeError with its last words if it fails."""
    log = folder.parent / "log.txt"
    start = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
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
    environment = {**os.environ, "CI": "1"}
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


def time_edit(rival: Rival, port: int, words: str) -> float:
    """Save new words, and return the seconds until a browser could get them; infinity if it never could."""
    text = rival.article.read_text(encoding="utf-8")
    kept = text.rpartition("\n\nFresh ")[0] or text.rstrip("\n")
    rival.article.write_text(f"{kept}\n\nFresh {words} here.\n", encoding="utf-8")
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
