"""The first look at all pages, behind the first answer: in a process of its own, which sends back what it remembers."""

import multiprocessing
import os
import signal
import sys
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from plugins.reading.library import Library
from tooling.preview.gate import Gate
from tooling.preview.interrupts import hear_interrupts, held_interrupts

Held = dict[str, dict[tuple[str, ...], Any]]
KINDNESS = 10  # by how much answers go before it


@dataclass(frozen=True)
class Judging:
    """A process that judges. receiver: where its answer can be read."""

    receiver: Connection
    process: BaseProcess

    def finish(self) -> Held:
        """Return what the process remembers; nothing if it was killed, for the lack of memory as a rule."""
        try:
            held: Held = self.receiver.recv()
        except (EOFError, OSError):
            held = {}
        self.stop()
        return held

    def stop(self) -> None:
        """End the process."""
        self.process.terminate()
        self.process.join()
        self.receiver.close()


def start_judging(gate: Gate, library: Library) -> Judging | None:
    """Start to judge in a process of its own; None where forking is not safe (macOS). No thread may run yet."""
    if sys.platform != "linux":
        return None
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_judge, args=(gate, library, sender, os.getpid()))
    judging = Judging(receiver, process)
    try:
        with held_interrupts():
            process.start()
    except KeyboardInterrupt:
        judging.stop()
        raise
    sender.close()
    return judging


def _judge(gate: Gate, library: Library, sender: Connection, parent: int) -> None:
    """Run in the process: judge everything, and send what is remembered of it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a word
    hear_interrupts()
    os.nice(KINDNESS)

    def tell(*_: int) -> None:
        if os.getppid() != parent:
            os._exit(0)

    gate.check(library, tell)
    sender.send(gate.memory.held)
