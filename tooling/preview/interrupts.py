"""Hold Ctrl-C back while a process is begun: cut in half there, it would end with a traceback, or not at all."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

CAN_HOLD = hasattr(signal, "pthread_sigmask")  # not on Windows


def hold_interrupts() -> None:
    """Let Ctrl-C wait, also in a program that takes the place of this one, until `hear_interrupts`."""
    if CAN_HOLD:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def hear_interrupts() -> None:
    """Hear Ctrl-C again. Raises KeyboardInterrupt where one has waited."""
    if CAN_HOLD:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


@contextmanager
def held_interrupts() -> Iterator[None]:
    """Let Ctrl-C wait for a moment."""
    hold_interrupts()
    try:
        yield
    finally:
        hear_interrupts()
