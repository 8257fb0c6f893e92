"""Free ports of this machine. Tests run in several processes, and each has a range of its own."""

import itertools
import os
import socket

FIRST, ROOM = 20_000, 800  # below 32768, where Linux takes ports for those who ask for any
_next = itertools.count(os.getpid() % ROOM)


def free_port() -> int:
    """Return a port on which nothing listens, and which no other process of this run is given."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    for step in itertools.islice(_next, ROOM):
        port = FIRST + number % 15 * ROOM + step % ROOM
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError("no port is free")
