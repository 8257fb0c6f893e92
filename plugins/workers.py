"""Share work that needs nothing but its input among the processors, by forking: input is not copied."""

import contextlib
import os
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
    import multiprocessing  # here, since many a build has nothing to share

    context = multiprocessing.get_context("fork")
    workers = []
    for first in range(1, count):
        receiver, sender = context.Pipe(duplex=False)
        given = (function, items[first::count], sender, os.getpid())
        process = context.Process(target=_work, args=given, daemon=True)
        process.start()
        sender.close()
        workers.append((receiver, process))
    results: list[Any] = [None] * len(items)
    for index in range(0, len(items), count):
        results[index] = function(items[index])
        if progress:
            progress(min(index + count, len(items)))
    for first, (receiver, process) in enumerate(workers, start=1):
        share = items[first::count]
        found = _receive(receiver)
        process.join()
        # What a worker could not do is done again here, so that the exception has its traceback
        results[first::count] = [*found, *(function(item) for item in share[len(found) :])]
    return results


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
