"""Change one value in the text of a JSON file; everything else stays byte for byte. Each function proves what it returns
(proven_changes.py) and raises NotPossible for what cannot be done.
"""

import json
import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from plugins.problems.places import Keys
from plugins.reading.data_places import parse_json
from tooling.editor.not_possible import NotPossible
from tooling.editor.values import proven_changes
from tooling.editor.values.json_writing import Layout, Writer, blanks_before
from tooling.editor.values.splices import (
    Splice,
    add_listed,
    indent_at,
    move_slots,
    remove_listed,
    respelled,
    spliced,
    text_of,
)
from tooling.editor.values.wanted_values import GONE, Value, place_of

NOT_READABLE = "The file cannot be read as JSON. Put that right first, in a text editor."
PIECES = re.compile(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|[^\\]", re.DOTALL)  # of a text between its quotes


def read_values(text: str) -> Value:
    """Return what the file holds; of a name that stands twice in a group, what stands behind the later one."""
    try:
        values: Value = json.loads(text)
    except (RecursionError, ValueError) as error:
        raise NotPossible(NOT_READABLE) from error
    return values


def set_value(text: str, keys: Keys, value: Value, order: Sequence[str] = ()) -> str:
    """Return the text with another value behind these keys; None takes a field out.

    order: the names of the group's fields, which says where a new one goes.
    """
    return proven_changes.set_value(KIND, text, keys, value, order)


def add_item(text: str, keys: Keys, at: int, value: Value) -> str:
    """Return the text with an entry more in a list, indented as its neighbours are; a missing list is made."""
    return proven_changes.add_item(KIND, text, keys, at, value)


def remove(text: str, keys: Keys) -> str:
    """Return the text without an entry of a list, or a field."""
    return proven_changes.remove(KIND, text, keys)


def move(text: str, keys: Keys, to: int) -> str:
    """Return the text with an entry of a list at another place, counted without it."""
    return proven_changes.move(KIND, text, keys, to)


class _File:
    """The tree of a text, which json can read."""

    def __init__(self, text: str) -> None:
        self.raw = text.encode()
        root = parse_json(self.raw)
        if root.has_error:
            raise NotPossible(NOT_READABLE)
        self.root = root.named_children[0]

    def name(self, pair: Node) -> str:
        """Return the name of a field."""
        return str(json.loads(text_of(self.raw, pair.named_children[0])))

    def steps(self, group: Node, key: str | int) -> list[Node]:
        """Return the value behind a key; of a list all its entries, the nearest first."""
        if group.type == "array" and isinstance(key, int):
            numbered = sorted(enumerate(group.named_children), key=lambda entry: abs(entry[0] - key))
            return [entry for _, entry in numbered]
        pairs = group.named_children if group.type == "object" else []
        return [pair.named_children[1] for pair in reversed(pairs) if self.name(pair) == key][:1]

    def find(self, keys: Keys) -> Node:
        """Return the node of a value."""
        node = self.root
        for key in keys:
            if not (found := self.steps(node, key)):
                raise NotPossible(GONE)
            node = found[0]
        return node

    def alike(self, keys: Keys) -> list[Node]:
        """Return the values that stand where this one stands, in any entry of each list on the way, the nearest first."""
        nodes = [self.root]
        for key in keys:
            nodes = [inner for node in nodes for inner in self.steps(node, key)]
        return nodes

    def written(self, value: Value, keys: Keys, indent: str) -> str:
        """Return a value as it is written behind these keys."""
        layout = Layout.of(self.raw, self.root)
        above = self.find(keys[:-1]).named_children if keys else []
        has_lines = "\n" in blanks_before(self.raw, above[0]) if above else layout.unit is not None
        alike = self.alike(keys) if isinstance(value, list | dict) else []
        return Writer(self.raw, layout, self.name).write(value, alike, indent, has_lines)


def _put(text: str, keys: Keys, value: Value) -> Iterator[str]:
    file = _File(text)
    node = file.find(keys)
    if isinstance(value, str) and node.type == "string":
        pieces = PIECES.findall(text_of(file.raw, node)[1:-1])
        tokens = [(piece, json.loads(f'"{piece}"') if piece[0] == "\\" else piece) for piece in pieces]
        new = f'"{respelled(tokens, value, lambda part: file.written(part, keys, "")[1:-1])}"'
    else:
        new = file.written(value, keys, indent_at(file.raw, node.start_byte))
    yield spliced(file.raw, [Splice(node.start_byte, node.end_byte, new)])


def _add_field(text: str, keys: Keys, value: Value, order: Sequence[str]) -> Iterator[str]:
    file = _File(text)
    group, name = file.find(keys[:-1]), str(keys[-1])
    if not group.named_children:
        yield from _put(text, keys[:-1], {name: value})
        return
    at = place_of(name, [file.name(pair) for pair in group.named_children], order)
    layout = Layout.of(file.raw, file.root)
    indent = _indent_in(file.raw, group)
    entry = f"{layout.text(name)}{layout.colon}{file.written(value, keys, indent)}"
    yield _with_listed(file, group, at, entry)


def _add_entry(text: str, keys: Keys, at: int, value: Value) -> Iterator[str]:
    file = _File(text)
    group = file.find(keys)
    if not group.named_children:
        yield from _put(text, keys, [value])
        return
    entry = file.written(value, (*keys, at), _indent_in(file.raw, group))
    yield _with_listed(file, group, at, entry)


def _with_listed(file: _File, group: Node, at: int, entry: str) -> str:
    """Return the text with a field or an entry more in a group or list that has some."""
    before = blanks_before(file.raw, group.named_children[0])
    separator = "," + before if "\n" in before else Layout.of(file.raw, file.root).comma
    return spliced(file.raw, add_listed(file.raw, group.named_children, at, entry, separator))


def _indent_in(raw: bytes, group: Node) -> str:
    """Return the blanks at the start of the lines in a group or list."""
    return indent_at(raw, group.named_children[-1].start_byte)


def _remove(text: str, keys: Keys) -> Iterator[str]:
    file = _File(text)
    group, key = file.find(keys[:-1]), keys[-1]
    listed = group.named_children
    if isinstance(key, int):
        yield spliced(file.raw, remove_listed(group, listed, key))
        return
    places = [at for at, pair in enumerate(listed) if file.name(pair) == key]
    text = spliced(file.raw, remove_listed(group, listed, places[-1]))
    yield from _remove(text, keys) if len(places) > 1 else [text]


def _move(text: str, keys: Keys, to: int) -> Iterator[str]:
    file = _File(text)
    slots = [(entry.start_byte, entry.end_byte) for entry in file.find(keys[:-1]).named_children]
    yield spliced(file.raw, move_slots(file.raw, slots, int(keys[-1]), to))


KIND = proven_changes.Kind(read_values, _put, _add_field, _add_entry, _remove, _move)
