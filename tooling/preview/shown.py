"""What the browser can ask for, and what Pelican said when it was made."""

import logging
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from plugins.adapter.page_table import PageTable
from plugins.problems.problem import Problem
from plugins.reading.library import Document, Library
from plugins.reading.plain_file import read_plain_file
from plugins.reading.public_files import LARGEST


@dataclass
class Shown:
    """What the browser can ask for.

    documents: as they are shown; the newest ones that keep the rules. library: what they were rendered with.
    table: how to render each page. statics: the files of content/ that are copied as they are, by their path on the
    site.
    pages: rendered since the last pass, by path. notes: what the banner says of them.
    """

    documents: dict[str, Document] = field(default_factory=dict)
    library: Library | None = None
    table: PageTable | None = None
    statics: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def by_file(self) -> dict[str, Document]:
        """The documents by the path of their page."""
        return {document.file: document for document in self.documents.values()}


class LogCollector(logging.Handler):
    """Gathers what Pelican would have printed in a pass: a build stops at any of it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.records.append(record.getMessage())

    def forget(self) -> None:
        """Start a pass afresh."""
        self.records.clear()

    def problems(self) -> list[Problem]:
        """Return the messages of this pass."""
        return [Problem("Pelican", 1, 1, "pelican", text) for text in dict.fromkeys(self.records)]


def read_static(project: Path, path: str) -> bytes | None:
    """Return the bytes of a file of the project; nothing if it is not there, too large, or a link leads to it.

    It is read without following a link: what was an ordinary file when it was checked may be a link by now.
    """
    try:
        content = read_plain_file(project, path, LARGEST)
    except OSError:
        return None
    return content if len(content) <= LARGEST else None


def read_icon(project: Path, settings: dict[str, Any], name: str) -> bytes | None:
    """Return the bytes of a file that the theme has for copying, by its path there; nothing, as `read_static`."""
    theme = Path(settings["THEME"]).relative_to(project).as_posix()
    found = (read_static(project, f"{theme}/{source}/{name}") for source in settings["THEME_STATIC_PATHS"])
    return next((content for content in found if content is not None), None)
