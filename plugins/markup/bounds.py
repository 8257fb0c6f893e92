"""How much one page may hold: Markdown takes ever longer over some texts, and a build has to come to an end.

The longest page of this guide has 249 lines, or 12,700 characters. Times were measured on one core in November 2026.
"""

import re
from collections.abc import Sequence

from plugins.reading.shared_blocks import Line

MOST_LINES = 3000  # "#a" alone takes 0.15 ms a line
LONGEST_PARAGRAPH = 10_000  # characters without an empty line; some patterns take time with its square
MOST_SIGNS = 500  # of one kind in a paragraph: what opens a mark is tried against all that follows
MOST_SIGNS_OF_PAGE = 3000  # six paragraphs of 500 "[a](" take 0.33 s, of 500 "![" 0.14 s
SIGNS = "[(<*_`\"'&!\\{"
MOST_CELLS = 5000  # of a table; each row is filled up to the width of the first one, and 1,400,000 cells take 30 s
NESTED = re.compile(r"(?:[-*+>]|\d{1,9}[.)])(?:[ \t]*(?:[-*+>]|\d{1,9}[.)])){40,}")


def what_is_too_much(lines: Sequence[Line]) -> tuple[int, str] | None:
    """Return the index of the line from which on a body is too much for the reader of Markdown, and why; or None."""
    if len(lines) > MOST_LINES:
        return MOST_LINES, f"The page has {len(lines)} lines, {MOST_LINES} at most. Split it into several pages."
    text = "\n".join(line.text for line in lines)
    if sign := next((sign for sign in SIGNS if text.count(sign) > MOST_SIGNS_OF_PAGE), ""):
        told = "Take out those that are not needed, or split the page."
        return 0, f"A page with {text.count(sign)} signs {sign}, {MOST_SIGNS_OF_PAGE} at most. {told}"
    start, length = 0, 0
    for index, line in enumerate((*lines, Line("", 0, ""))):
        if line.text.strip():
            length += len(line.text) + 1
            continue
        if length and (told := _what_is_too_long([line.text for line in lines[start:index]], length)):
            return next((at for at in range(start, index) if lines[at].text.strip()), start), told
        start, length = index + 1, 0
    return None


def _what_is_too_long(paragraph: Sequence[str], length: int) -> str:
    """Return why a paragraph is too much, or nothing. length: its characters."""
    if length > LONGEST_PARAGRAPH:
        told = "Put empty lines between its parts."
        return f"{length} characters without an empty line, {LONGEST_PARAGRAPH} at most. {told}"
    widest = max(line.count("|") for line in paragraph) + 1
    if widest > 1 and widest * len(paragraph) > MOST_CELLS:
        told = "Make it narrower, or split it into several tables."
        return f"A table of {widest * len(paragraph)} cells, {MOST_CELLS} at most. {told}"
    if length > MOST_SIGNS:
        text = "\n".join(paragraph)
        for sign in SIGNS:
            if (count := text.count(sign)) > MOST_SIGNS:
                told = "Take out those that are not needed, or split the paragraph."
                return f"A paragraph with {count} signs {sign}, {MOST_SIGNS} at most. {told}"
    if length > 80 and any(NESTED.match(line.lstrip()) for line in paragraph):
        return "More than 40 marks of lists or quotations at the start of a line. Take out those that are not needed."
    return ""
