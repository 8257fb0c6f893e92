"""Find where each value of a TOML file stands. tomllib reads the values and keeps no place; this reads places alone."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

Keys = tuple[str | int, ...]
Place = tuple[int, int]


@dataclass(frozen=True)
class Spot:
    """Where a value stands: its name, and itself. Lines and columns are 1-based."""

    name: Place
    value: Place


def read_places(text: str) -> dict[Keys, Spot]:
    """Return the spot of each group, field and entry of a list, by its path: ("reviewers", "jane-doe", "name").

    text: a file that tomllib can read; what it cannot read has no place here either.
    """
    raw = text.encode()
    root = Parser(Language(tree_sitter_toml.language())).parse(raw).root_node
    places: dict[Keys, Spot] = {}
    lists: dict[Keys, int] = {}
    for node in root.named_children:
        if node.type == "pair":
            _add_pair(places, node, (), raw)
            continue
        if node.type not in ("table", "table_array_element"):
            continue
        name = node.named_children[0]
        path = _names(name, raw)
        for length in range(1, len(path) + 1):
            places.setdefault(path[:length], Spot(_place(node, raw), _place(node, raw)))
        if node.type == "table_array_element":
            lists[path] = lists.get(path, -1) + 1
            path = (*path, lists[path])
            places[path] = Spot(_place(node, raw), _place(node, raw))
        for pair in node.named_children[1:]:
            if pair.type == "pair":
                _add_pair(places, pair, path, raw)
    return places


def find_spot(places: dict[Keys, Spot], path: Keys) -> Spot:
    """Return where a field stands, or else the group that it is missing from, or the start of the file."""
    for length in range(len(path), 0, -1):
        if path[:length] in places:
            return places[path[:length]]
    return Spot((1, 1), (1, 1))


def _add_pair(places: dict[Keys, Spot], pair: Node, above: Keys, raw: bytes) -> None:
    """Add what a pair holds; a dotted name opens groups on its way."""
    for path, spot in _places_of_pair(pair, above, raw):
        for length in range(len(above) + 1, len(path)):
            places.setdefault(path[:length], Spot(spot.name, spot.name))
        places[path] = spot


def _places_of_pair(pair: Node, above: Keys, raw: bytes) -> Iterator[tuple[Keys, Spot]]:
    """Give the spot of `name = value`, and of all that the value holds."""
    if len(pair.named_children) < 2:
        return
    name, value = pair.named_children[:2]
    path = (*above, *_names(name, raw))
    yield path, Spot(_place(name, raw), _place(value, raw))
    waiting = [(path, value)]
    while waiting:
        path, value = waiting.pop()
        if value.type == "array":
            entries = [node for node in value.named_children if node.type != "comment"]
            for number, entry in enumerate(entries):
                yield (*path, number), Spot(_place(entry, raw), _place(entry, raw))
                waiting.append(((*path, number), entry))
        elif value.type == "inline_table":
            for inner in value.named_children:
                if inner.type == "pair" and len(inner.named_children) > 1:
                    key, held = inner.named_children[:2]
                    place = (*path, *_names(key, raw))
                    yield place, Spot(_place(key, raw), _place(held, raw))
                    waiting.append((place, held))


def _names(node: Node, raw: bytes) -> Keys:
    """Return the names of a key, bare, quoted or dotted, as tomllib reads them."""
    found: list[str] = []
    at: Any = tomllib.loads(f"{raw[node.start_byte : node.end_byte].decode()} = 0")
    while isinstance(at, dict):
        name, at = next(iter(at.items()))
        found.append(name)
    return tuple(found)


def _place(node: Node, raw: bytes) -> Place:
    start = raw.rfind(b"\n", 0, node.start_byte) + 1
    return node.start_point[0] + 1, len(raw[start : node.start_byte].decode()) + 1
