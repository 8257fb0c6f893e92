"""The values of a header in its text: where each starts and ends, with its name, its dash, and the comments around it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from plugins.problems.places import Keys
from plugins.reading.front_matter import compose
from tooling.editor.not_possible import NotPossible
from tooling.editor.values.wanted_values import GONE

COMMENT = re.compile(r" *#")
BLOCK_STYLES = (">", "|")
BLOCK_HEAD = re.compile(r"(?P<sign>[>|])(?P<end>[-+]?)(?P<note>(?:[ \t]+#.*)?)[ \t]*")
FIRST_INDENT = re.compile(r"\n+( *)[^ \n]")
KEEPS_ENDS = re.compile(r"[>|]\d?\+")  # a text of which the empty lines at its end are a part


@dataclass(frozen=True)
class Text:
    """A text, and the first sign of each of its rows. Rows, columns and places are counted from 0, in signs."""

    text: str

    @cached_property
    def starts(self) -> list[int]:
        """Where each row starts."""
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    @cached_property
    def rows(self) -> list[str]:
        """The rows, without their ends."""
        return self.text.split("\n")

    def row(self, at: int) -> int:
        """Return the row in which a sign stands."""
        return bisect_right(self.starts, at) - 1

    def column(self, at: int) -> int:
        """Return how far to the right a sign stands."""
        return at - self.starts[self.row(at)]

    def row_end(self, row: int) -> int:
        """Return where a row ends, before its end of line."""
        return self.starts[row] + len(self.rows[row])

    def spliced(self, start: int, end: int, new: str) -> str:
        """Return the text with something else between two places."""
        return self.text[:start] + new + self.text[end:]

    def with_rows(self, first: int, end: int, new: list[str]) -> str:
        """Return the text with other rows from `first` on, up to `end`, which stays."""
        return "\n".join([*self.rows[:first], *new, *self.rows[end:]])


@dataclass(frozen=True)
class Spot:
    """A value in a text. after: where the colon of its name or its dash ends; in brackets, where the value starts.

    name: where its name starts, or None for an entry of a list.
    """

    text: Text
    node: Node
    after: int
    name: int | None = None
    key: str | int = ""
    is_in_flow: bool = False

    @property
    def style(self) -> str:
        """The sign that a text starts with, "" for one without quotes, and for what is no text."""
        return (self.node.style or "") if isinstance(self.node, ScalarNode) else ""

    @property
    def is_flow(self) -> bool:
        """Whether it is a list or a group in brackets."""
        return isinstance(self.node, CollectionNode) and bool(self.node.flow_style)

    @property
    def is_block(self) -> bool:
        """Whether it is a list or a group with a row for each part."""
        return isinstance(self.node, CollectionNode) and not self.node.flow_style

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written there."""
        return isinstance(self.node, ScalarNode) and not self.style and self.node.value == ""

    @property
    def start(self) -> int:
        """Where the value starts."""
        return self.after if self.is_empty else int(self.node.start_mark.index)

    @cached_property
    def end(self) -> int:
        """Where the value ends: before the comments and empty lines that follow."""
        if self.is_empty:
            return self.after
        if self.is_block:
            return self.parts[-1].end
        end = int(self.node.end_mark.index)
        if self.style not in BLOCK_STYLES:
            return end
        written = self.text.text[self.start : end]
        if KEEPS_ENDS.match(written):
            return end - written.endswith("\n")
        indent = FIRST_INDENT.search(written)
        empty = rf"(?:\n {{0,{len(indent[1]) if indent else ''}}})+\Z"  # a row with more blanks is a part of the text
        return self.start + len(re.sub(empty, "", written))

    @property
    def written(self) -> str:
        """What stands in the text."""
        return self.text.text[self.start : self.end]

    @property
    def note(self) -> str:
        """The comment behind the sign of a text that stands on the rows below, with the blanks before it."""
        head = BLOCK_HEAD.match(self.written) if self.style in BLOCK_STYLES else None
        return head["note"] if head else ""

    @property
    def first_row(self) -> int:
        """The row of its name or dash, or of the value in brackets."""
        return self.text.row(self.after if self.name is None else self.name)

    @cached_property
    def last_row(self) -> int:
        """Its last row, with the comments below it that are indented deeper than its name or dash."""
        last = row = self.text.row(self.end)
        while row + 1 < len(self.text.rows):
            row += 1
            line = self.text.rows[row]
            if found := COMMENT.match(line):
                if found.end() - 1 <= self.column:
                    break
                last = row
            elif line.strip():
                break
        return last

    @property
    def column(self) -> int:
        """How far to the right its name or dash stands."""
        return self.text.column(self.after - 1 if self.name is None else self.name)

    @cached_property
    def parts(self) -> list["Spot"]:
        """The fields of a group, or the entries of a list."""
        if isinstance(self.node, MappingNode):
            return list(self._fields(self.node))
        return list(self._entries(self.node)) if isinstance(self.node, SequenceNode) else []

    def _fields(self, node: MappingNode) -> Iterator["Spot"]:
        for name, value in node.value:
            end = int(name.end_mark.index)
            colon = re.compile(r"\s*:").match(self.text.text, end)
            after = colon.end() if colon else end
            yield Spot(self.text, value, after, int(name.start_mark.index), str(name.value), self.is_flow)

    def _entries(self, node: SequenceNode) -> Iterator["Spot"]:
        column = self.text.column(self.start)
        for at, value in enumerate(node.value):
            start = int(value.start_mark.index)
            if self.is_flow:
                yield Spot(self.text, value, start, None, at, True)
                continue
            row = self.text.row(start)
            while at and not re.match(rf" {{{column}}}-(?:\s|$)", self.text.rows[row]):
                row -= 1
            yield Spot(self.text, value, (self.text.starts[row] + column if at else self.start) + 1, None, at)

    def part(self, key: str | int) -> "Spot | None":
        """Return a field or an entry."""
        return next((part for part in self.parts if part.key == key), None)

    def find(self, keys: Keys) -> "Spot":
        """Return the value behind these keys. Raises NotPossible."""
        spot = self
        for key in keys:
            found = spot.part(key)
            if found is None:
                raise NotPossible(GONE)
            spot = found
        return spot


def read_spots(text: str) -> Spot:
    """Return the whole header. text: what `parse_header` can read."""
    node = compose(text)
    empty = MappingNode("tag:yaml.org,2002:map", [], flow_style=False)
    return Spot(Text(text), empty if node is None else node, 0)


def find_like(root: Spot, keys: Keys) -> list[Spot]:
    """Return what stands in the same place of brothers: with the same names on the way, in any entry of the lists.

    If there is none, what stands there in groups of other names: ("short", "who", "sources") is like
    ("short", "works", "sources").
    """
    for any_name in (False, True):
        found = [root]
        for at, key in enumerate(keys):
            is_open = isinstance(key, int) or (any_name and 0 < at < len(keys) - 1)
            parts = [part for spot in found for part in spot.parts if isinstance(part.key, type(key))]
            found = [part for part in parts if is_open or part.key == key]
        if found:
            return found
    return []
