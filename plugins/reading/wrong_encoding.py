"""Text that was read in a wrong encoding: “donâ€™t” where “don’t” was written, and letters that were lost on the way.

UTF-8 writes such a sign in two or three bytes. A program that takes them for another encoding shows each as a letter
of its own, and whoever copies from there copies these. The table below is made by doing the same.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

WESTERN = (*map(chr, range(0xA0, 0x100)), *"€™−≈≠≤≥✓✔★☆\ufeff\ufffd", *map(chr, range(0x2010, 0x2040)))
NAMES = tuple(map(chr, (*range(0x100, 0x180), *range(0x391, 0x3CA), *range(0x2190, 0x2194))))
# What texts in English hold beyond ASCII, by the encodings in which it is read wrongly; the first two are by far the usual
WRITTEN = {
    **dict.fromkeys(("cp1252", "latin-1"), WESTERN + NAMES),
    **dict.fromkeys(("mac_roman", "cp437", "cp850", "cp1250", "cp1251"), WESTERN),
}
LOST = "\ufeff\ufffd"  # nothing that could be written in its place
QUOTES = "’”…–—"  # they end a word such as “PÅ”
# A blank that does not break, and an "à", when their second byte has become a blank; "AMANHÃ" is a word
# Each pattern begins with its signs, which a search goes to at once
HALF = re.compile(r"[ÂÃ](?<![A-ZÀ-Þ].)(?=[ \n-]|\Z)")
RUN = re.compile(r"[^\x00-\x7f][^\x00-\x7f]+")
EMOJI = "ðŸ"  # every emoji as Windows shows its first two bytes
LOST_LETTER = re.compile(r"\b[A-Za-z]+\?(?:t|s|re|ve|ll|d|m)\b(?![=\w])")  # "don?t"
LOST_ENDING = re.compile(r"\?(?:t|s|re|ve|ll|d|m)\b(?![=\w])")  # without which there is none


class Misread(NamedTuple):
    """A place that holds signs of a wrong encoding. meant: what was written, as far as it can be told."""

    start: int
    end: int
    meant: str


def find_misread(text: str) -> list[Misread]:
    """Return where a text holds what another encoding has made of it, in order."""
    found = []
    if LOST_ENDING.search(text):
        found = [Misread(match.start(), match.end(), "") for match in LOST_LETTER.finditer(text)]
    if not text.isascii():
        found += [Misread(match.start(), match.end(), "") for match in HALF.finditer(text)]
        for run in RUN.finditer(text):
            meant, pattern = table()
            found += [
                Misread(run.start() + match.start(), run.start() + match.end(), meant[match[0]])
                for match in pattern.finditer(run[0])
            ]
    return sorted(found)


@cache
def table() -> tuple[dict[str, str], re.Pattern[str]]:
    """Return what each sign looks like after a wrong reading, with the sign itself, and a pattern that finds them."""
    meant: dict[str, str] = {}
    for encoding, signs in WRITTEN.items():
        for sign in signs:
            for wrong, is_whole in misread_as(sign.encode(), encoding):
                if len(wrong) > 1 and not wrong.isascii() and not is_likely(wrong):
                    meant.setdefault(wrong, sign if is_whole and sign not in LOST else "")
    meant[EMOJI] = ""
    return meant, re.compile("|".join(map(re.escape, sorted(meant, key=len, reverse=True))))


def misread_as(raw: bytes, encoding: str) -> Iterator[tuple[str, bool]]:
    """Yield what bytes look like in an encoding, and whether each has stayed: one that it lacks is kept or left out."""
    kept = "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in raw)
    short = raw.decode(encoding, "ignore")
    yield kept, True
    if short != kept:
        yield short, False


def is_likely(wrong: str) -> bool:
    """Tell whether two signs may well have been written as they stand: two letters that are not Latin, a root, a word's end."""
    first, second = wrong[0], wrong[1]
    if len(wrong) > 2 or first in "ÂÃ":
        return False
    return second in QUOTES or "\u0370" <= second < "\u0530"
