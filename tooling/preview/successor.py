"""Put a fresh process of the preview in the place of this one: the settings or Python have changed."""

import os
import signal
import subprocess
import sys

from tornado.ioloop import IOLoop

from tooling.preview.interrupts import hold_interrupts

CAN_REPLACE = os.name != "nt"  # Windows has no exec: whoever waits for this process would take it for ended


def begin_successor() -> None:
    """Begin the same program anew, with the files that it may inherit; never comes back.

    Where a process cannot become another one, it closes what it has open and waits for the other, to end as that does.
    """
    command = [sys.executable, *sys.orig_argv[1:]]
    if CAN_REPLACE:
        hold_interrupts()  # or Ctrl-C would meet Python half way into its modules
        os.execv(command[0], command)  # noqa: S606 (ourselves)
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C reaches both, and is the other one's to answer
    successor = subprocess.Popen(command, close_fds=False)
    close_connections(IOLoop.current())  # or a browser would wait here, and not ask the other one
    os._exit(successor.wait())


def close_connections(loop: IOLoop) -> None:
    """Close every socket that is listened to, as the end of a process does."""
    handlers = getattr(loop, "handlers", {})  # Tornado's own, by the number of each file
    for number, (file, _) in list(handlers.items()):
        loop.remove_handler(number)
        loop.close_fd(file)
