"""Which sources the header of a page cites, and where."""

from collections.abc import Iterator
from typing import NamedTuple

from plugins.reading.library import Document
from plugins.reading.names import SLUG


class Cited(NamedTuple):
    """A source id and where it stands: path, line, column."""

    id: str
    path: str
    line: int
    column: int


def cited_in_header(path: str, document: Document | None) -> Iterator[Cited]:
    """Yield each source id that the header of a file names."""
    if document is None or document.header is None:
        return
    for value, (line, column) in document.header.cited:
        if SLUG.fullmatch(value):
            yield Cited(value, path, line, column)
