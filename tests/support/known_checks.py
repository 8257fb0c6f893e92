"""The gate on sources as the preview runs it: what the last check has made of the same inputs is not made again."""

from datetime import date
from functools import cache

from plugins.memory.steps import Memory
from plugins.problems.problem import Problem
from plugins.reading.library import Library
from plugins.rules import examine


@cache
def memory_of_tests() -> Memory:
    """What the last check has made, for all tests of a process: each changes a file or two of a site."""
    return Memory(holds=True)


def check_known(library: Library, today: date) -> list[Problem]:
    """Return every problem of a library on a day, as `check_library`."""
    return examine(library, today, memory_of_tests())[0]
