"""Share work that needs nothing but its input among the processors, by forking: input is not copied."""

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")
# Items of a few milliseconds; below, a fork costs more than it saves: pages and blocks of this guide are 30
FEWEST = 48


def map_forked(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    progress: Callable[[int], None] | None = None,
    fewest: int = FEWEST,
) -> list[Result]:
    """Return what the function makes of each item, in their order. Results must be picklable.

    progress: told how many are done, about. fewest: how many items are worth another process.
    Raises what the function raises.
    """
    count = worker_count(len(items), fewest)
    if count == 1:
        return _map_here(function, items, progress)
    workers = [_start(function, items[first::count]) for first in range(1, count)]
    results: list[Any] = [None] * len(items)
    for index in range(0, len(items), count):
        results[index] = function(items[index])
        if progress:
            progress(min(index + count, len(items)))
    for first, done in enumerate(workers, start=1):
        share, found = items[first::count], done()
        # What a worker could not do is done again here, so that the exception has its traceback
        results[first::count] = [*found, *(function(item) for item in share[len(found) :])]
    return results


def begin(function: Callable[[], Result]) -> Callable[[], Result]:
    """Begin work in another process, and return what waits for its result. Begin it before any thread.

    Where forking is not safe, or the process was killed or raised something, the work is done when its result is asked
    for, and raises what the function raises.
    """
    if worker_count(2, 2) == 1:
        return function
    done = _start(lambda _: function(), (None,))

    def result() -> Result:
        found: list[Result] = done()
        return found[0] if found else function()

    return result


def _start(function: Callable[[Item], Result], items: Sequence[Item]) -> Callable[[], list[Result]]:
    """Start a worker, and return what waits for its results: of all items, or of those before the first exception."""
    import multiprocessing  # here, since many a build has nothing to share

    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(function, items, sender, os.getpid()), daemon=True)
    process.start()
    sender.close()

    def done() -> list[Result]:
        found = _receive(receiver)
        process.join()
        return found

    return done


def _map_here(
    function: Callable[[Item], Result], items: Sequence[Item], progress: Callable[[int], None] | None
) -> list[Result]:
    """Do the work in this process."""
    results = []
    for done, item in enumerate(items, start=1):
        results.append(function(item))
        if progress:
            progress(done)
    return results


def worker_count(items: int, fewest: int) -> int:
    """Return how many processes share the work; 1 where forking is not safe (macOS) or does not pay."""
    if sys.platform != "linux" or items < fewest:
        return 1
    return max(1, min(len(os.sched_getaffinity(0)), 8))


def _work(function: Callable[[Item], Result], items: Sequence[Item], sender: "Connection", parent: int) -> None:
    """Run in a worker: send all results at once, or those before the first exception.

    parent: the process that waits for them; when that was killed, nobody does, and the next build wants the folder.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a word
    results = []
    with contextlib.suppress(Exception):
        for item in items:
            if os.getppid() != parent:
                return
            results.append(function(item))
    sender.send(results)


def _receive(receiver: "Connection") -> list[Any]:
    """Return what a worker sends; nothing of one that was killed, for the lack of memory as a rule."""
    try:
        found: list[Any] = receiver.recv()
    except EOFError:
        return []
    return found
