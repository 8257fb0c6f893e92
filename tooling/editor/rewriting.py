"""Put a new text into the bytes of a file: lines that are equal keep their bytes, their line ends, and the mark before them."""

import codecs
import re

from plugins.reading.signs import read_composed
from tooling.editor.lines import changes_between

RAW_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
ENDING = re.compile(r"(?:\r\n|\r|\n)\Z")
LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")


def rewrite(raw: bytes, text: str) -> bytes:
    """Return the bytes of a file that says the text from now on.

    raw: what it holds now, in UTF-8, with any line ends. text: with "\\n" alone, as the site reads it. What is new gets
    the line ends that the file has.
    """
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    held = RAW_LINE.findall(raw.removeprefix(mark))
    ending = held[0][len(held[0].rstrip(b"\r\n")) :].decode() if held else ""
    wanted = LINE.findall(text)
    before = [read_composed(ENDING.sub("\n", line.decode())) for line in held]
    written: list[bytes] = []
    for kind, first, last, start, stop in changes_between(before, wanted):
        if kind == "equal":
            written.extend(held[first:last])
        else:
            written.extend(line.replace("\n", ending or "\n").encode() for line in wanted[start:stop])
    return mark + b"".join(written)
