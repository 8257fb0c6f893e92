"""On which lines of its file each value of a form stands, so that a problem is told below its field."""

from typing import NamedTuple

from plugins.problems.places import Keys, Places


class Span(NamedTuple):
    """The lines of a value, with its name, and what follows up to the next one; from 1. column: where it begins, from 1."""

    first: int
    last: int
    column: int


def find_spans(places: Places, end: int) -> dict[Keys, Span]:
    """Return the lines of every value. end: the last line that values can stand on."""
    starts = {keys: places.key_places.get(keys, place) for keys, place in places.places.items()}
    spans: dict[Keys, Span] = {}
    waiting: list[Keys] = []
    for keys in sorted(starts, key=lambda keys: (starts[keys], len(keys))):
        while waiting and keys[: len(waiting[-1])] != waiting[-1]:
            _close(spans, waiting.pop(), starts, starts[keys][0] - 1)
        waiting.append(keys)
    for keys in waiting:
        _close(spans, keys, starts, end)
    return spans


def _close(spans: dict[Keys, Span], keys: Keys, starts: dict[Keys, tuple[int, int]], last: int) -> None:
    line, column = starts[keys]
    spans[keys] = Span(line, max(line, last), column)
