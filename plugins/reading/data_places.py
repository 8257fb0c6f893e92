"""Find where each value of a TOML or JSON file stands. tomllib and json read the values and keep no place; this reads
places alone, of texts that they can read.
"""

import json
import re
import tomllib
from collections.abc import Callable
from typing import Any

import tree_sitter_json
import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from plugins.problems.places import Keys, Place, Places

# What tree-sitter's grammars do not know, though it may stand there: blanks behind the backslash at the end of a line,
# 1e+5, and what Python takes for numbers. Texts of JSON are passed over.
BEFORE_BLANKS = re.compile(rb"(?<!\\)((?:\\\\)*)\\(?=[ \t]+\n)")
BARE = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
ODD_NUMBERS = re.compile(rb'"(?:[^"\\]|\\.)*"|[eE]\+|NaN|Infinity')


def parse_toml(raw: bytes) -> Node:
    """Return the tree of a text that tomllib can read, with the marks of that text."""
    return _parse(raw, tree_sitter_toml.language(), lambda raw: BEFORE_BLANKS.sub(rb"\1 ", raw))


def parse_json(raw: bytes) -> Node:
    """Return the tree of a text that json can read, with the marks of that text."""

    def plainer(found: re.Match[bytes]) -> bytes:
        return found[0] if found[0].startswith(b'"') else b"e-" if len(found[0]) == 2 else b"1" * len(found[0])

    return _parse(raw, tree_sitter_json.language(), lambda raw: ODD_NUMBERS.sub(plainer, raw))


def _parse(raw: bytes, language: object, without_odd: Callable[[bytes], bytes]) -> Node:
    parser = Parser(Language(language))
    root = parser.parse(raw).root_node
    return parser.parse(without_odd(raw)).root_node if root.has_error else root


def find_toml_places(text: str) -> Places:
    """Return the place of each group, field and entry of a list, by its path: ("reviewers", "jane-doe", "name")."""
    walk = _Walk(text, parse_toml, toml_names)
    lists: dict[Keys, int] = {}
    for node in walk.root.named_children:
        if node.type == "pair":
            walk.add_values((), [node])
            continue
        if node.type not in ("table", "table_array_element"):
            continue
        path = path_of_group(
            toml_names(walk.text_of(node.named_children[0])), node.type == "table_array_element", lists
        )
        for length in range(1, len(path) + 1):
            walk.found.places.setdefault(path[:length], walk.place(node))
        walk.add_values(path, [pair for pair in node.named_children[1:] if pair.type == "pair"])
    return walk.found


def find_json_places(text: str, within: Keys = ()) -> tuple[Places, list[Keys]]:
    """Return the place of each value by its path, (0, "title"), and the path of each name that stands twice in its
    group: it has the place of the later one, whose value json takes.

    within: the path of the only value whose insides are looked for, if not all are.
    """
    walk = _Walk(text, parse_json, lambda name: (str(json.loads(name)),))
    walk.add_values((), walk.root.named_children, within)
    return walk.found, walk.twice


class _Walk:
    """A walk through the tree of a text. names: the names that a key says, from its text."""

    def __init__(self, text: str, parse: Callable[[bytes], Node], names: Callable[[str], Keys]) -> None:
        self.raw = text.encode()
        self.root = parse(self.raw)
        self.names = names
        self.found = Places()
        self.twice: list[Keys] = []

    def add_values(self, path: Keys, nodes: list[Node], within: Keys = ()) -> None:
        """Add pairs, lists and groups, and all that they hold; not by recursion, since files may be nested deep."""
        waiting = [(path, node) for node in nodes]
        while waiting:
            path, node = waiting.pop()
            if path[: len(within)] != within[: len(path)]:
                continue
            held = [inner for inner in node.named_children if inner.type not in ("comment", "ERROR")]
            if node.type == "pair" and len(held) > 1:
                path = self.add_name(path, held[0])
                self.found.places[path] = self.place(held[1])
                waiting.append((path, held[1]))
            elif node.type == "array":
                entries = [((*path, number), entry) for number, entry in enumerate(held)]
                self.found.places.update((keys, self.place(entry)) for keys, entry in entries)
                waiting.extend(entries)
            elif node.type in ("inline_table", "object"):
                waiting.extend((path, pair) for pair in reversed(held))

    def add_name(self, above: Keys, name: Node) -> Keys:
        """Add the name of a value, and return its path; a dotted name opens groups on its way."""
        path = (*above, *self.names(self.text_of(name)))
        for length in range(len(above) + 1, len(path)):
            self.found.places.setdefault(path[:length], self.place(name))
        if path in self.found.key_places:
            self.twice.append(path)
        self.found.key_places[path] = self.place(name)
        return path

    def text_of(self, node: Node) -> str:
        """Return what stands in the file."""
        return self.raw[node.start_byte : node.end_byte].decode()

    def place(self, node: Node) -> Place:
        """Return where a node starts."""
        line, before = node.start_point
        return line + 1, len(self.raw[node.start_byte - before : node.start_byte].decode()) + 1


def path_of_group(names: Keys, is_entry: bool, lists: dict[Keys, int]) -> Keys:
    """Return the way to the group below a header of TOML, through the last entry of each list on it.

    is_entry: of `[[names]]`, which opens one. lists: the number of the last entry of each list, which is added to.
    """
    path: Keys = ()
    for at, name in enumerate(names, 1):
        path = (*path, name)
        if is_entry and at == len(names):
            lists[path] = lists.get(path, -1) + 1
        if path in lists:
            path = (*path, lists[path])
    return path


def toml_names(name: str) -> Keys:
    """Return the names of a key, bare, quoted or dotted, as tomllib reads them."""
    if BARE.fullmatch(name):
        return tuple(name.split("."))
    found: list[str] = []
    at: Any = tomllib.loads(f"{name} = 0")
    while isinstance(at, dict):
        inner, at = next(iter(at.items()))
        found.append(inner)
    return tuple(found)
