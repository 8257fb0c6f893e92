"""How a new value is written into a JSON file: as its neighbours are, else as the file is."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tree_sitter import Node

from tooling.editor.not_possible import NotPossible
from tooling.editor.values.wanted_values import Value

# The blanks of a line that a group opens, and of the one below it; no text of JSON holds a line end
LINES = re.compile(rb"^([ \t]*)(?:[^ \t\n].*)?[\[{][ \t]*\n\s*?([ \t]*)[^\s\]}]", re.MULTILINE)
ESCAPED = re.compile(rb"(?<!\\)(?:\\\\)*\\u(?!00[0-7])")
MOST_ALIKE = 20  # neighbours that are looked at


def blanks_before(raw: bytes, node: Node) -> str:
    """Return what stands between a field or an entry and the sign before it."""
    before = node.prev_sibling
    return raw[before.end_byte : node.start_byte].decode() if before else ""


@dataclass(frozen=True)
class Layout:
    """How a file is written. unit: the blanks of one level, None for a file in one line."""

    unit: str | None
    colon: str
    comma: str
    is_ascii: bool

    @classmethod
    def of(cls, raw: bytes, root: Node) -> "Layout":
        """Return the layout of a file."""
        found = LINES.search(raw)
        default = None if root.named_children and b"\n" not in raw.strip() else " "
        unit = found[2].removeprefix(found[1]).decode() if found else default
        node: Node | None = root
        while node and node.type != "pair":
            node = next(iter(node.named_children), None)
        name, value = node.named_children if node else (None, None)
        colon = raw[name.end_byte : value.start_byte].decode() if name and value else ": "
        return cls(unit, colon, "," + colon.partition(":")[2], raw.isascii() and ESCAPED.search(raw) is not None)

    def text(self, value: Value) -> str:
        """Return a text, a number or an empty list as it is written."""
        try:
            return json.dumps(value, ensure_ascii=self.is_ascii, allow_nan=False)
        except ValueError as error:
            raise NotPossible(f"{value} is no number that a JSON file can hold. Type it anew.") from error


@dataclass(frozen=True)
class Writer:
    """Writes values in the layout of a file. name: gives the name of a field's node."""

    raw: bytes
    layout: Layout
    name: Callable[[Node], str]

    def write(self, value: Value, alike: Sequence[Node], indent: str, has_lines: bool) -> str:
        """Return a value as it is written in a line that starts with these blanks.

        alike: values that stand where it will stand; one of its kind says whether what it holds has lines of its own.
        has_lines: whether it has, where there is none, as what holds it has.
        """
        if not isinstance(value, list | dict) or not value:
            return self.layout.text(value)
        kind, opening, closing = ("array", "[", "]") if isinstance(value, list) else ("object", "{", "}")
        alike = [node for node in alike if node.type == kind and node.named_children][:MOST_ALIKE]
        lead, comma = self.blanks(alike, indent, has_lines)
        has_lines = "\n" in lead
        entries = self.entries(value, alike, lead[1:] if has_lines else indent, has_lines)
        last = f"\n{indent}" if has_lines else lead
        return f"{opening}{lead}{comma.join(entries)}{last}{closing}"

    def blanks(self, alike: Sequence[Node], indent: str, has_lines: bool) -> tuple[str, str]:
        """Return what stands before the first entry, and between two."""
        new_line = f"\n{indent}{self.layout.unit or ''}"
        if not alike:
            return (new_line, f",{new_line}") if has_lines else ("", self.layout.comma)
        listed = alike[0].named_children
        lead = blanks_before(self.raw, listed[0])
        if "\n" in lead:
            return new_line, f",{new_line}"
        between = self.raw[listed[0].end_byte : listed[1].start_byte].decode() if len(listed) > 1 else "\n"
        return lead, self.layout.comma if "\n" in between else between

    def entries(
        self, value: list[Value] | dict[str, Value], alike: Sequence[Node], indent: str, has_lines: bool
    ) -> list[str]:
        """Return each entry or field as it is written."""
        if isinstance(value, list):
            inner = [entry for node in alike for entry in node.named_children]
            return [self.write(entry, inner, indent, has_lines) for entry in value]
        found: dict[str, list[Node]] = {}
        for pair in (pair for node in alike for pair in node.named_children):
            found.setdefault(self.name(pair), []).append(pair.named_children[1])
        fields = ((name, self.write(inner, found.get(name, []), indent, has_lines)) for name, inner in value.items())
        return [f"{self.layout.text(name)}{self.layout.colon}{new}" for name, new in fields]
