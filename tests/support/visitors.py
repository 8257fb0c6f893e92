"""Visitors of the site: they look at pages and what the pages name, and note whatever is not whole."""

import http.client
import random
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import brotli

from tests.support.services import Nginx
from tooling.headers import style_hashes

WORDS = re.compile(r"\.release-(\w+)\{|<!--(\w+)--></body>|/assets/(\w+)-mark")
READING = 0.02  # seconds that a visitor spends on a page
ASSETS = re.compile(r'="(/assets/[^"]+)"')


@dataclass
class Visitors:
    """Several visitors at once, each with a connection that it keeps.

    views: pages that were looked at. faults: what was wrong, in words.
    """

    nginx: Nginx
    paths: list[str]
    number: int = 4
    views: int = 0
    faults: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    done: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    started: float = field(default_factory=time.monotonic)

    @contextmanager
    def visiting(self) -> Iterator["Visitors"]:
        """Visit the site until the block ends."""
        threads = [threading.Thread(target=self.visit, args=(seed,)) for seed in range(self.number)]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self.done.set()
            for thread in threads:
                thread.join()

    def visit(self, seed: int) -> None:
        """Look at one page after another."""
        chance = random.Random(seed)
        connection = http.client.HTTPSConnection("localhost", self.nginx.port, context=self.nginx.context(), timeout=20)
        while not self.done.is_set():
            path = chance.choice(self.paths)
            try:
                fault = self.look(connection, path, chance.choice(("br", "identity")))
            except (OSError, http.client.HTTPException) as error:
                fault = f"{path}: {type(error).__name__} {error}"
                connection.close()
            with self.lock:
                self.views += 1
                if fault:
                    self.faults.append(f"{time.monotonic() - self.started:.1f} s: {fault}")
            time.sleep(READING)  # or they take the processor from the deploy, and all tests beside it
        connection.close()

    def look(self, connection: http.client.HTTPSConnection, path: str, encoding: str) -> str:
        """Look at a page and all that it names; return what is wrong, or nothing."""
        status, headers, body = get(connection, path, encoding)
        if status != 200:
            return f"{path} answers {status}"
        html = (brotli.decompress(body) if headers.get("content-encoding") == "br" else body).decode()
        words = {word for found in WORDS.findall(html) for word in found if word}
        self.seen |= words
        if len(words) != 1:
            return f"{path} mixes releases: {words}"
        policy = headers["content-security-policy"].translate(str.maketrans("-_", "+/"))
        if missing := [value for value in style_hashes(html) if f"'sha256+{value}'" not in policy]:
            return f"{path} has a policy of another release: {missing}"
        for asset in ASSETS.findall(html):
            status, _, _ = get(connection, asset, "identity")
            if status != 200:
                return f"{path} names {asset}, which answers {status}"
        return ""


def get(connection: http.client.HTTPConnection, path: str, encoding: str) -> tuple[int, dict[str, str], bytes]:
    """Ask for a path and return status, headers and body."""
    connection.request("GET", path, headers={"Accept-Encoding": encoding})
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
