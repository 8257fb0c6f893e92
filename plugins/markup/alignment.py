"""Markdown: find the words of a block in the lines of the body again, before any mark in them is read.

Markdown takes the words of a block out of their lines in order, and changes only what stands before and behind them:
so each line of a block is a part of the next line of the body that holds it.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

TAB = 4  # columns, as Markdown reads it


class Extent(NamedTuple):
    """Where a block stands. first, last: indexes of lines, from 0. start, end: offsets of its words in the body."""

    first: int
    last: int
    start: int
    end: int


class Aligner:
    """Goes once through the lines of a body, beside the blocks in their order."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines or [""]
        self.expanded = [line.expandtabs(TAB) if "\t" in line else line for line in self.lines]
        self.starts = [0, *accumulate(len(line) + 1 for line in self.lines)]
        self.covered = [False] * len(self.lines)
        self.low, self.high = 0, len(self.lines)  # where the next block may stand
        self.likely = 0  # where it stands as a rule

    def enter(self, first: int, below: int) -> None:
        """Start a block of the top level, of these lines, as a rule; `below` is the index behind the last one."""
        self.likely = min(first, len(self.lines) - 1)
        self.high = max(min(below, len(self.lines)), self.likely + 1, self.low + 1)

    def find(self, words: str) -> Extent:
        """Return where some lines of words stand, which are those of the next block; without words, the next line."""
        wanted = [line for line in map(str.strip, words.split("\n")) if line]
        if not wanted:
            line = self._next()
            return self._cover(line, line, len(self.lines[line].rstrip()), "")
        first = last = self._holder(wanted[0], self.low)
        for other in wanted[1:]:
            self.high = max(self.high, min(last + 2, len(self.lines)))  # a definition may have moved the bound
            last = self._holder(other, min(last + 1, len(self.lines) - 1))
        return self._cover(first, last, self._column(first, wanted[0]), wanted[-1])

    def find_rows(self, count: int) -> list[Extent]:
        """Return where the rows of a table stand. Between the first and the second is the line of dashes."""
        first = self._holder("|", max(self.low, self.likely))
        lines = [first, *range(first + 2, first + 1 + count)]
        extents = []
        for line in [min(line, len(self.lines) - 1) for line in lines]:
            extents.append(self._cover(line, line, len(self.lines[line]) - len(self.lines[line].lstrip()), ""))
            self.covered[min(line + 1, len(self.lines) - 1)] |= line == first
        return [Extent(first, last, start, self._end(last)) for first, last, start, _ in extents]

    def left(self) -> list[Extent]:
        """Return the lines with letters or figures that no block holds: what is not printed, such as an address."""
        found: list[Extent] = []
        for line, text in enumerate(self.lines):
            if self.covered[line] or not any(map(str.isalnum, text)):
                continue
            if found and found[-1].last == line - 1:
                found[-1] = Extent(found[-1].first, line, found[-1].start, self._end(line))
            else:
                found.append(Extent(line, line, self.starts[line], self._end(line)))
        return found

    def _next(self) -> int:
        """Return the next line that holds something."""
        return self._filled(max(self.low, self.likely))

    def _holder(self, words: str, low: int) -> int:
        """Return the first line from `low` on that holds the words; the next one that holds something, if none does."""
        for line in range(low, self.high):
            if words in self.expanded[line]:
                return line
        return self._filled(max(low, self.likely))

    def _filled(self, low: int) -> int:
        """Return the first line from `low` on that holds something."""
        return next((line for line in range(low, self.high) if self.lines[line].strip()), low)

    def _column(self, line: int, words: str) -> int:
        """Return at which column of a line, from 0, its words start."""
        text = self.lines[line]
        column = text.find(words)
        return column if column >= 0 else len(text) - len(text.lstrip(" \t>"))

    def _end(self, line: int) -> int:
        return self.starts[line] + len(self.lines[line].rstrip())

    def _cover(self, first: int, last: int, column: int, words: str) -> Extent:
        """Take these lines for a block, which ends behind the words."""
        self.covered[first : last + 1] = [True] * (last + 1 - first)
        self.low = min(last + 1, len(self.lines) - 1)
        self.high = max(self.high, self.low + 1)
        start = self.starts[first] + column
        found = self.lines[last].rfind(words) if words else -1
        end = self.starts[last] + found + len(words) if found >= 0 else self._end(last)
        return Extent(first, last, start, max(start, end))
