"""Carry a place in a text over to a newer version of it, line by line."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

Opcode = tuple[str, int, int, int, int]  # as difflib has it: what happened, lines from and to before, and now


class Carried(NamedTuple):
    """Where some lines stand in a newer version. start, stop: indexes, half-open.

    is_same: whether they are what they were; otherwise start and stop hold what stands in their place.
    """

    start: int
    stop: int
    is_same: bool


def changes_between(before: Sequence[str], now: Sequence[str]) -> list[Opcode]:
    """Return what happened to the lines of a text, as difflib tells it. Lines that both begin or end with cost nothing."""
    shortest = min(len(before), len(now))
    head = next((at for at in range(shortest) if before[at] != now[at]), shortest)
    room = shortest - head
    tail = next((at for at in range(room) if before[-1 - at] != now[-1 - at]), room)
    inner = SequenceMatcher(None, before[head : len(before) - tail], now[head : len(now) - tail], autojunk=False)
    moved = [(kind, a + head, b + head, c + head, d + head) for kind, a, b, c, d in inner.get_opcodes()]
    found: list[Opcode] = [("equal", 0, head, 0, head), *moved]
    found.append(("equal", len(before) - tail, len(before), len(now) - tail, len(now)))
    return [code for code in found if code[1] < code[2] or code[3] < code[4]]


def carry(before: Sequence[str], now: Sequence[str], start: int, stop: int) -> Carried:
    """Return where the lines from start to stop of a text stand in a newer version of it."""
    codes = changes_between(before, now)
    for kind, first, last, first_now, _ in codes:
        if kind == "equal" and first <= start and stop <= last:
            return Carried(first_now + start - first, first_now + stop - first, True)
    if not codes:
        return Carried(0, 0, start == stop)
    return Carried(_bound(codes, start, is_end=False), _bound(codes, stop, is_end=True), False)


def _bound(codes: list[Opcode], line: int, *, is_end: bool) -> int:
    """Return where a bound of some lines stands now; inside a change, the bound of the whole change."""
    for kind, first, last, first_now, last_now in codes:
        inside = first < line <= last if is_end else first <= line < last
        if inside:
            if kind == "equal":
                return first_now + line - first
            return last_now if is_end else first_now
    return codes[-1][4] if line else 0


def merge(before: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str] | None:
    """Return the text that holds both what I and what they have changed; None where both changed the same place."""
    merged = list(theirs)
    for kind, first, last, first_mine, last_mine in reversed(changes_between(before, mine)):
        if kind == "equal":
            continue
        at = carry(before, theirs, first, last)
        if not at.is_same:
            return None
        merged[at.start : at.stop] = mine[first_mine:last_mine]
    return merged
