"""The text of a file: UTF-8, with or without a byte order mark, accents joined, and without signs that may stand in no file."""

import re
from collections import Counter
from itertools import islice

from plugins.problems.problem import Problem
from plugins.reading.signs import find_odd_signs, read_composed

MOST_SIGNS = 20  # of one kind in one file
CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} |\|{7} )", re.MULTILINE)


def decode(path: str, raw: bytes) -> tuple[str | None, list[Problem]]:
    """Decode a text file: UTF-8, with or without a byte order mark, and any line ends.

    Returns the text (None when it is not UTF-8) and what may not stand in it.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw.count(0) > len(raw) // 4:
        told = 'The file is saved as UTF-16. Save it as "UTF-8" in your editor.'
        return None, [Problem(path, 1, 1, "file-encoding", told)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = len(re.findall(rb"\r\n|\r|\n", before)) + 1
        start = max(before.rfind(b"\n"), before.rfind(b"\r")) + 1
        column = len(before[start:].decode("utf-8-sig", "replace")) + 1
        told = f'A letter here (byte {error.start}) is not UTF-8. Save the file as "UTF-8" in your editor.'
        return None, [Problem(path, line, column, "file-encoding", told)]
    return read_lines(path, text)


def read_lines(path: str, text: str) -> tuple[str, list[Problem]]:
    """Return a text with its lines ended by "\\n" and its accents joined, and what may not stand in it.

    A column counts an accented letter as one, however it was written.
    """
    text = read_composed(text.replace("\r\n", "\n").replace("\r", "\n"))
    return text, [Problem(path, *sign) for sign in find_signs(text)]


def find_signs(text: str) -> list[tuple[int, int, str, str]]:
    """Return the line, column, rule and message of each sign that may stand in no file; of many, the first ones."""
    found = []
    counts: Counter[str] = Counter()
    for sign in find_odd_signs(text):
        counts[sign.rule] += 1
        if counts[sign.rule] <= MOST_SIGNS:
            found.append((*_place(text, sign.offset), sign.rule, sign.told))
    for match in islice(CONFLICT.finditer(text), MOST_SIGNS):
        told = "A mark that git left where two edits met. Keep the right text and delete the marks."
        found.append((*_place(text, match.start()), "file-conflict", told))
    return found


def _place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, 1-based, of an offset in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
