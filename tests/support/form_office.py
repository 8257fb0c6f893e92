"""A copy of content/ with a desk, and what forms are asked there."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plugins.problems.places import Keys
from plugins.reading.data_file import open_data_file
from plugins.reading.front_matter import parse_header, split_front_matter
from plugins.reading.library import Library, read_library
from tooling.editor.desk import Desk, Refusal
from tooling.editor.forms.descriptions import Field
from tooling.editor.forms.form_verbs import VERBS

PROJECT = Path(__file__).resolve().parents[2]
MIGRAINE = "content/uses/migraine.md"


NAMED = ("diener-2010", "fda-2004-axillary", "herd-2019", "fda-label-botox")
SOURCES = "content/data/sources.json"


class Office:
    """A copy of content/, with fewer sources, and what its forms are asked."""

    def __init__(self, project: Path) -> None:
        self.project = project
        sources = json.loads((project / SOURCES).read_text(encoding="utf-8"))
        few = [each for at, each in enumerate(sources) if at % 8 == 3 or each["id"] in NAMED]
        (project / SOURCES).write_text(json.dumps(few, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        self.library: Library = read_library(project / "content")
        self.open()

    def open(self) -> None:
        """Begin with the files as they are now, and without an edit."""
        self.kept = {path: (self.project / path).read_bytes() for path in self.library.texts}
        shutil.rmtree(self.project / ".build", ignore_errors=True)
        self.desk = Desk(self.project, lambda: self.library, lambda _: None, lambda: date(2026, 11, 26))

    def ask(self, verb: str, path: str = "", **sent: Any) -> dict[str, Any]:
        """Return the answer to a verb."""
        asked = {"file": self.desk.id_of(path), **sent} if path else sent
        answer = VERBS[verb](self.desk, asked)
        assert isinstance(answer, dict)
        return answer

    def refused(self, verb: str, path: str = "", **sent: Any) -> tuple[int, str]:
        """Return how a verb is refused; nothing is written then."""
        before = self.desk.text(path) if path else ""
        with pytest.raises(Refusal) as refusal:
            self.ask(verb, path, **sent)
        assert not path or self.desk.text(path) == before
        return refusal.value.status, refusal.value.told

    def values(self, path: str) -> Any:
        """Return what a file says, as the site reads it."""
        text = self.desk.text(path)
        if path.endswith(".md"):
            header = parse_header(split_front_matter(text)[0] or "")
            assert not [each for each in header.findings if each[2] != "field-cut"], header.findings
            return header.values
        problems: list[Any] = []
        file = open_data_file({path: text}, path, problems)
        assert file is not None, problems
        return file.values

    def form(self, what: str, file: str = "", id: str | None = None) -> dict[str, Any]:
        """Return a form."""
        return self.ask("form", file, what=what, id=id)

    def set(
        self, path: str, keys: list[str | int], form: dict[str, Any], change: Callable[[Any], Any]
    ) -> dict[str, Any]:
        """Change the value of a field. form: that shows it."""
        field = field_at(form, keys)
        return self.ask("set", path, keys=keys, was=field["digest"], value=change(field["value"]))

    def difference(self, path: str) -> tuple[list[str], list[str]]:
        """Return the lines of a file that differ from those of the project, as they were and as they are."""
        return moved_lines(self.kept[path].decode(), self.desk.text(path))[:2]

    def put_back(self, path: str) -> None:
        """Put a file back as it was."""
        (self.project / path).write_bytes(self.kept[path])


def leaves(fields: list[Field]) -> Iterator[Field]:
    """Yield the fields of a form that hold a value of their own."""
    for field in fields:
        if field["kind"] == "group":
            yield from leaves(field["fields"])
        elif field["kind"] == "list":
            for entry in field["items"]:
                yield from leaves(entry)
        else:
            yield field


def field_at(form: dict[str, Any], keys: list[str | int]) -> Field:
    """Return the field of a form behind these keys."""
    return next(field for field in leaves(form["fields"]) if field["keys"] == keys)


def moved_lines(before: str, after: str) -> tuple[list[str], list[str], int]:
    """Return the lines that differ, as they were and as they are, and the number of the first one, from 1."""
    old, new, start = before.split("\n"), after.split("\n"), 1
    while old and new and old[0] == new[0]:
        del old[0], new[0]
        start += 1
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return old, new, start


def keys_in_file(values: Any, keys: list[str | int]) -> Keys:
    """Return the keys of a browser as the file has them: a source by its number."""
    if not isinstance(values, list):
        return tuple(keys)
    return (next(row for row, entry in enumerate(values) if entry["id"] == keys[0]), *keys[1:])
