"""What a page leads to: the sources that it cites, and its links. Read once a page, and kept with it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from plugins.markup.citations import CITATION, cited_ids
from plugins.reading.article_fields import SLUG
from plugins.reading.library import Document
from plugins.reading.shared_blocks import Line

LINK = re.compile(
    r"(?P<bang>!?)\[(?P<words>(?:[^\[\]\n]|\n(?!\s*\n)){0,500})\]"
    r"\((?P<address>[^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?)\)"
    r"|(?<=\))\]\((?P<outer>[^()\n]{0,1000})\)"
    r"|(?m:^) {0,3}\[(?!@)[^\]\[\n]{1,100}\]:[ \t]*(?P<defined>[^\n]{1,1000})"
    r"|<(?P<automatic>[a-zA-Z][a-zA-Z0-9+.-]{0,20}:[^>\s]{0,1000}|[^\s<>@]{1,100}@[^\s<>@]{1,100})>"
)
TITLE = re.compile(r"""\s+(?:"[^"]*"|'[^']*')\s*$""")


class Link(NamedTuple):
    """A link or a picture. offset: of its address in the body. words: between its brackets, None if it has none."""

    offset: int
    address: str
    words: str | None = None
    is_picture: bool = False


class Cited(NamedTuple):
    """A source id and where it stands: path, line, column."""

    id: str
    path: str
    line: int
    column: int


def find_links(marked: str) -> Iterator[Link]:
    """Yield the links of a body."""
    start = 0
    for part in marked.split("\n\n"):  # no link goes over an empty line
        if "](" in part or "]:" in part or "<" in part:
            for found in LINK.finditer(part):
                yield read_link(found, start)
        start += len(part) + 2


def read_link(found: re.Match[str], start: int) -> Link:
    """Return the link of a match. start: the offset in the body of what was searched."""
    name = str(found.lastgroup)
    name = "address" if name in ("words", "bang") else name
    raw = found[name]
    address = TITLE.sub("", raw).strip().removeprefix("<").removesuffix(">")
    offset = start + found.start(name) + len(raw) - len(raw.lstrip())
    return Link(offset, address, found["words"] if name == "address" else None, found["bang"] == "!")


def find_citations(path: str, lines: Sequence[Line], document: Document | None) -> Iterator[Cited]:
    """Yield each source id that a file names, in its header and in its own text."""
    if document is not None and document.header is not None:
        for location, (line, column) in document.header.places.items():
            value = value_at(document.header.values, location) if "sources" in location else None
            if isinstance(value, str) and SLUG.fullmatch(value):
                yield Cited(value, path, line, column)
    for text_line in lines:
        if "[@" not in text_line.text or text_line.path != path:
            continue
        for found in CITATION.finditer(text_line.text):
            for name in cited_ids(found):
                column = text_line.text.index(f"@{name}", found.start()) + 2
                yield Cited(name, path, text_line.number, column)


def value_at(values: object, location: tuple[str | int, ...]) -> object:
    """Return the value of a header at a location."""
    for part in location:
        if isinstance(values, dict) and isinstance(part, str):
            values = values.get(part)
        elif isinstance(values, list) and isinstance(part, int) and part < len(values):
            values = values[part]
        else:
            return None
    return values
