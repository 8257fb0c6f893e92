"""Where the lines of a long text break: a changed word changes the line that it stands in, and no other."""

from collections.abc import Iterator
from difflib import SequenceMatcher

WIDTH = 80  # of a line that is written anew
LONGEST = 120  # of a line that was there and has become longer
END = "\n"  # of a line in the text itself, written as an empty line


def refold(old: list[str], new: str, indent: int) -> list[str]:
    """Return the lines of a new text, broken where the old lines are.

    old: the lines as they stand, without their indent; none for a text that is new. new: as it is written between its
    quotes, each end of line as "\\n".
    """
    before, starts = _read_words(old)
    after = [word for line in new.split("\n") for word in (END, *(line.split(" ") if line else ()))][1:]
    breaks = set(_moved(before, after, starts))
    parts: list[list[str]] = [[]]
    for at, word in enumerate(after):
        if word == END:
            parts.append([])
        elif not parts[-1] or (at in breaks and word and after[at - 1] and not _is_deep(parts[-1][0])):
            parts[-1].append(word)
        else:
            parts[-1][-1] += f" {word}"
    if not old or len(after) - len(before) > 1:
        longest = (LONGEST if old else WIDTH) - indent
        parts = [
            [row for line in part for row in (_wrapped(line, longest, WIDTH - indent) if line not in old else [line])]
            for part in parts
        ]
    return _divided(parts)


def _is_deep(line: str) -> bool:
    """Tell whether a line is indented deeper than its neighbours: its ends are ends of lines of the text."""
    return line.startswith(" ")


def _read_words(lines: list[str]) -> tuple[list[str], set[int]]:
    """Return the words of lines, an end of line of the text among them, and which words start a line."""
    words: list[str] = []
    starts = set()
    above = ""
    for line in lines:
        if not line:
            words.append(END)
            continue
        if above and (_is_deep(above) or _is_deep(line)):
            words.append(END)
        starts.add(len(words))
        words += line.split(" ")
        above = line
    return words, starts


def _divided(parts: list[list[str]]) -> list[str]:
    """Return the lines of all parts of a text, which ends of lines divide, with the empty lines that stand for these."""
    lines: list[str] = []
    above, empty = "", 0
    for part in parts:
        if part:
            is_deep = above and (_is_deep(above) or _is_deep(part[0]))
            lines += [""] * (empty - 1 if is_deep else empty) + part
            above, empty = part[0], 0
        empty += 1
    return lines + [""] * (empty - 1)


def _moved(before: list[str], after: list[str], starts: set[int]) -> Iterator[int]:
    """Yield the new words that start a line, since the old ones did in whose place they stand."""
    shorter = min(len(before), len(after))
    first = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    last = next((at for at in range(shorter - first) if before[-1 - at] != after[-1 - at]), shorter - first)
    end, new_end = len(before) - last, len(after) - last
    yield from (at if at < first else at + new_end - end for at in starts if at < first or at >= end)
    between = SequenceMatcher(None, before[first:end], after[first:new_end], autojunk=False)
    for kind, i1, i2, j1, j2 in between.get_opcodes():
        for at in starts & set(range(first + i1, first + i2)):
            moved = at - i1 + j1
            yield moved if kind == "equal" or i2 - i1 == j2 - j1 else min(moved, first + j2)


def _wrapped(line: str, longest: int, width: int) -> list[str]:
    """Return a line that is too long in several of a width, broken between two words that one blank divides."""
    if len(line) <= longest or _is_deep(line):
        return [line]
    lines = [""]
    words = line.split(" ")
    for at, word in enumerate(words):
        if at and word and words[at - 1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] += f" {word}" if at else word
    return lines
