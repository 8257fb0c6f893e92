"""The texts in the header of a page: they are printed, so they keep the rules of language too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from plugins.problems.places import Keys, Place
from plugins.reading.article_parts import NOT_TEXT
from plugins.reading.front_matter import NOT_READ
from plugins.reading.library import Document


@dataclass(frozen=True, slots=True)
class HeaderText:
    """A value of a header. field: its name. location: the way to it."""

    field: str
    location: Keys
    text: str
    place: Place
    lines: tuple[str, ...]  # of its file, from its first line on

    def place_of(self, word: str) -> Place:
        """Return where a word of a value stands that goes over several lines."""
        line, column = self.place
        if not word.strip():
            return self.place
        pattern = re.compile(r"\s+".join(map(re.escape, word.split()[:1])))
        for number, text in enumerate(self.lines):
            found = pattern.search(text, column - 1 if number == 0 else 0)
            if found:
                return line + number, found.start() + 1
        return self.place


def header_texts(document: Document | None) -> Iterator[HeaderText]:
    """Yield every text of a header that readers see."""
    if document is None or document.header is None:
        return
    if any(rule.startswith(NOT_READ) for _, _, rule, _ in document.header.findings):
        return  # it cannot be read, and that is said already
    file_lines = document.text.split("\n")
    for field, location, text in walk(document.header.values):
        place = document.header.places.get(location, (1, 1))
        last = place[0] + text.count("\n") + len(text) // 40 + 2
        yield HeaderText(field, location, text, place, tuple(file_lines[place[0] - 1 : last]))


def walk(value: Any, field: str = "", location: Keys = ()) -> Iterator[tuple[str, Keys, str]]:
    """Yield the texts below a value, each with the name of its field and the way to it."""
    if isinstance(value, str):
        yield field, location, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in NOT_TEXT:
                yield from walk(inner, name, (*location, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from walk(inner, field, (*location, index))
