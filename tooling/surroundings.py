"""What surrounds a verb and may fail: disk, output, memory, what is installed. Each has its sentence, in every verb."""

import errno
import functools
import io
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any, TextIO

from plugins.problems.failures import explain_missing_package
from plugins.problems.system_errors import AGAIN, explain

CLOSED = (errno.EPIPE, errno.ESHUTDOWN)  # nobody reads on, as after `| head -1`: that is no failure


def guarded(body: Callable[..., Any]) -> Callable[..., Any]:
    """Return a verb that ends with a sentence and exit status 1 where its surroundings fail. Raises SystemExit."""

    @functools.wraps(body)
    def run(*arguments: Any, **options: Any) -> Any:
        take_streams()
        try:
            result = body(*arguments, **options)
        except KeyboardInterrupt:
            raise SystemExit("Stopped. Run the command again to go on.") from None
        except Exception as error:
            told = explain_surroundings(error)
            if told is None:
                raise
            raise SystemExit(told) from None
        if told := lost_output():
            raise SystemExit(told)
        return result

    return run


class Outlet(io.FileIO):
    """Where output goes. What cannot be written is left out, so that no work ends half way because of it.

    failure: why nothing has been written since.
    """

    failure: OSError | None = None

    def write(self, data: Any, /) -> int:
        """Write, or pass over it."""
        if self.failure is None:
            try:
                return super().write(data) or 0
            except OSError as error:
                self.failure = error
        return len(data)


def take_streams() -> None:
    """Let output and errors go where they can: a sign that the terminal does not know is written as its number."""
    if sys.stdin is None:
        sys.stdin = io.StringIO()
    sys.stdout, sys.stderr = take_stream(sys.stdout, 1), take_stream(sys.stderr, 2)


def take_stream(stream: TextIO | None, number: int) -> TextIO:
    """Return the stream as it is to be used. number: of its file, 1 or 2; no other may take that if it is closed."""
    if stream is None:
        hole = os.open(os.devnull, os.O_RDWR)
        if hole != number:
            os.dup2(hole, number)
            os.close(hole)
        os.set_inheritable(number, True)
        return io.TextIOWrapper(
            io.BufferedWriter(Outlet(number, "w", closefd=False)), encoding="utf-8", errors="replace"
        )
    if not isinstance(stream, io.TextIOWrapper) or find_outlet(stream) or not is_file(stream, number):
        return stream  # ours already, or that of a test
    if stream.isatty():
        stream.reconfigure(errors="backslashreplace")
        return stream
    outlet = io.BufferedWriter(Outlet(number, "w", closefd=False))
    return io.TextIOWrapper(
        outlet, encoding=stream.encoding, errors="backslashreplace", line_buffering=stream.line_buffering
    )


def is_file(stream: TextIO, number: int) -> bool:
    """Tell whether a stream is the file of this number."""
    try:
        return stream.fileno() == number
    except (OSError, ValueError):
        return False


def find_outlet(stream: object) -> Outlet | None:
    """Return the outlet behind a stream, if it has one."""
    raw = getattr(getattr(stream, "buffer", None), "raw", None)
    return raw if isinstance(raw, Outlet) else None


def read_number(option: str, typed: str, least: int = 1) -> int:
    """Return the whole number that was typed behind an option, `least` or more. Raises SystemExit for anything else."""
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 7 and int(typed) >= least):
        raise SystemExit(
            f'{option} takes a whole number, {least} or more, and "{typed}" is none. Write one in digits, {AGAIN}'
        )
    return int(typed)


def lost_output() -> str:
    """Return a sentence if what was said did not reach anybody, other than somebody who has stopped reading."""
    sys.stdout.flush()
    outlet = find_outlet(sys.stdout)
    if outlet is None or outlet.failure is None or outlet.failure.errno in CLOSED:
        return ""
    return f"It is done, but what it says could not be written ({outlet.failure.strerror}). Send that to another place, {AGAIN}"


def explain_surroundings(error: BaseException) -> str | None:
    """Say in plain words what is wrong around the program; None if that is not what is wrong."""
    if isinstance(error, OSError):
        return explain(error)
    if isinstance(error, MemoryError):
        return f"This machine has no memory left. End other programs, {AGAIN}"
    if isinstance(error, RuntimeError) and "can't start new thread" in str(error):
        return explain(OSError(errno.EAGAIN, ""))
    if isinstance(error, NotImplementedError) and "flock" in str(error):
        return f"The disk of this folder knows no locks. Move the project to another disk, {AGAIN}"
    if isinstance(error, UnicodeEncodeError):
        return f"What was typed holds signs that are not UTF-8. Type it anew, {AGAIN}"
    if isinstance(error, subprocess.CalledProcessError):
        name = error.cmd if isinstance(error.cmd, str) else " ".join(map(str, error.cmd[:4]))
        return f"{name} has ended with status {error.returncode}. Look at what it said, {AGAIN}"
    return explain_missing_package(error)
