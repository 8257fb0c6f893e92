"""Changes of a text at the byte marks of tree-sitter's nodes, and the commas of what is listed."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from tree_sitter import Node

from tooling.editor.values.wanted_values import permuted


class Splice(NamedTuple):
    """Bytes of a file, from `start` up to `end`, and what stands there instead."""

    start: int
    end: int
    new: str = ""


def spliced(raw: bytes, splices: Iterable[Splice]) -> str:
    """Return the text with all changes; of two at one place the first comes first."""
    parts: list[bytes] = []
    at = 0
    for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
        parts += [raw[at:start], new.encode()]
        at = end
    return b"".join([*parts, raw[at:]]).decode()


def text_of(raw: bytes, node: Node) -> str:
    """Return what stands in the file."""
    return raw[node.start_byte : node.end_byte].decode()


def indent_at(raw: bytes, at: int) -> str:
    """Return the blanks at the start of the line in which a byte stands."""
    line = raw[raw.rfind(b"\n", 0, at) + 1 :]
    return line[: len(line) - len(line.lstrip(b" \t"))].decode()


def add_listed(raw: bytes, listed: Sequence[Node], at: int, entry: str, separator: str) -> list[Splice]:
    """Return how an entry is added to others that commas divide, as these are divided.

    separator: what divides it from the only other one.
    """
    if len(listed) > 1:
        second = min(max(at, 1), len(listed) - 1)
        separator = raw[listed[second - 1].end_byte : listed[second].start_byte].decode()
    if at < len(listed):
        start = listed[at].start_byte
        return [Splice(start, start, entry + separator)]
    end = listed[-1].end_byte
    return [Splice(end, end, separator + entry)]


def remove_listed(group: Node, listed: Sequence[Node], at: int) -> list[Splice]:
    """Return how one of the entries that commas divide is removed, with its comma."""
    if len(listed) == 1:
        return [Splice(group.start_byte + 1, group.end_byte - 1)]
    if at < len(listed) - 1:
        return [Splice(listed[at].start_byte, listed[at + 1].start_byte)]
    return [Splice(listed[at - 1].end_byte, listed[at].end_byte)]


def move_slots(raw: bytes, slots: Sequence[tuple[int, int]], at: int, to: int) -> list[Splice]:
    """Return how one of several pieces comes to another place; what stands between them stays."""
    moved = permuted([raw[start:end].decode() for start, end in slots], at, to)
    return [Splice(*slot, new) for slot, new in zip(slots, moved, strict=True)]


def respelled(tokens: Sequence[tuple[str, str]], value: str, spell: Callable[[str], str]) -> str:
    """Return how a new value is written where another one stands: what both start and end with stays as it is spelled.

    tokens: the pieces of the old one, each as it is written and as it is read.
    """
    first, start = 0, 0
    while first < len(tokens) and value.startswith(tokens[first][1], start):
        start += len(tokens[first][1])
        first += 1
    last, end = len(tokens), len(value)
    while last > first and value.endswith(read := tokens[last - 1][1], start, end):
        end -= len(read)
        last -= 1
    kept = ["".join(written for written, _ in part) for part in (tokens[:first], tokens[last:])]
    return kept[0] + spell(value[start:end]) + kept[1]
