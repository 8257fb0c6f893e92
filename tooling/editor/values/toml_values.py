"""Change one value in the text of a TOML file; everything else stays byte for byte, comments too. Each function proves
what it returns (proven_changes.py) and raises NotPossible for what cannot be done.
"""

import tomllib
from collections.abc import Iterator, Sequence
from typing import Any

from tree_sitter import Node

from plugins.problems.places import Keys
from tooling.editor.not_possible import NotPossible
from tooling.editor.values import proven_changes
from tooling.editor.values.splices import Splice, add_listed, remove_listed, spliced, text_of
from tooling.editor.values.toml_blocks import add_block, add_group, add_line, move_block, without_lines, write_field
from tooling.editor.values.toml_lists import TomlList
from tooling.editor.values.toml_tree import NOT_READABLE, TomlTree, listed
from tooling.editor.values.toml_writing import write_value
from tooling.editor.values.wanted_values import Value, place_of

HAS_HEADERS = 'Each entry of this list is a group below a line "[[...]]". Fill in the fields of the group.'


def read_values(text: str) -> Any:
    """Return what the file holds."""
    try:
        return tomllib.loads(text)
    except (RecursionError, ValueError) as error:
        raise NotPossible(NOT_READABLE) from error


def set_value(text: str, keys: Keys, value: Value, order: Sequence[str] = ()) -> str:
    """Return the text with another value behind these keys; None takes a field out.

    order: the names of the group's fields, which says where a new one goes. A new group without it goes among groups that
    are sorted in its place, else behind them.
    """
    return proven_changes.set_value(KIND, text, keys, value, order)


def add_item(text: str, keys: Keys, at: int, value: Value) -> str:
    """Return the text with an entry more in a list, written as its neighbours are; a missing list is made."""
    return proven_changes.add_item(KIND, text, keys, at, value)


def remove(text: str, keys: Keys) -> str:
    """Return the text without an entry of a list, a field with its line, or a group with the blank lines behind it.

    A comment in a line of its own stays, unless it stands between the fields of that group.
    """
    return proven_changes.remove(KIND, text, keys)


def move(text: str, keys: Keys, to: int) -> str:
    """Return the text with an entry of a list at another place, counted without it."""
    return proven_changes.move(KIND, text, keys, to)


def _put(text: str, keys: Keys, value: Value) -> Iterator[str]:
    tree = TomlTree(text)
    if node := tree.find(keys):
        new = write_value(value, text_of(tree.raw, node) if node.type == "string" else '""')
        yield spliced(tree.raw, [Splice(node.start_byte, node.end_byte, new)])
        return
    if isinstance(keys[-1], int):
        raise NotPossible(HAS_HEADERS)
    for rest in _remove(text, keys):
        yield from _add_field(rest, keys, value, ())


def _add_field(text: str, keys: Keys, value: Value, order: Sequence[str]) -> Iterator[str]:
    tree = TomlTree(text)
    if holder := tree.holder(keys):
        yield _with_braced(tree, *holder, keys, value, order)
        return
    line = add_line(tree, keys, value, order)
    if not isinstance(value, dict):
        yield from line or [add_group(tree, keys[:-1], {str(keys[-1]): value}, ())]
        return
    is_braced = any(field.value.type == "inline_table" for _, field in tree.fields_of(keys[:-1]))
    group = [add_group(tree, keys, value, order)]
    yield from [*line, *group] if is_braced else [*group, *line]


def _with_braced(tree: TomlTree, way: Keys, group: Node, keys: Keys, value: Value, order: Sequence[str]) -> str:
    """Return the text with a field more in a group in braces."""
    fields = tree.fields(way, group.named_children)
    entry = write_field(tree, keys[len(way) :], value, fields)
    if not fields:
        return spliced(tree.raw, [Splice(group.start_byte, group.end_byte, f"{{ {entry} }}")])
    beside = [field for field in fields if field.path[: len(keys) - 1] == keys[:-1]]
    at = place_of(str(keys[-1]), [str(field.path[len(keys) - 1]) for field in beside], order)
    number = fields.index(beside[at - 1]) + 1 if at else fields.index(beside[0]) if beside else len(fields)
    return spliced(tree.raw, add_listed(tree.raw, listed(group), number, entry, ", "))


def _add_entry(text: str, keys: Keys, at: int, value: Value) -> Iterator[str]:
    tree = TomlTree(text)
    if node := tree.find(keys):
        near = listed(node)[max(at - 1, 0) :][:1]
        like = text_of(tree.raw, near[0]) if near and near[0].type == "string" else '""'
        yield from TomlList(tree.raw, node).add(at, write_value(value, like))
    elif isinstance(value, dict):
        yield add_block(tree, (*keys, at), value)
    else:
        raise NotPossible(HAS_HEADERS)


def _remove(text: str, keys: Keys) -> Iterator[str]:
    tree = TomlTree(text)
    if not (holder := tree.holder(keys)):
        yield without_lines(tree, keys)
        return
    way, node = holder
    if node.type == "array":
        yield from TomlList(tree.raw, node).remove(int(keys[-1]))
        return
    fields = tree.fields(way, node.named_children)
    places = [at for at, field in enumerate(fields) if field.path[: len(keys)] == keys]
    text = spliced(tree.raw, remove_listed(node, listed(node), places[-1]))
    yield from _remove(text, keys) if len(places) > 1 else [text]


def _move(text: str, keys: Keys, to: int) -> Iterator[str]:
    tree = TomlTree(text)
    if node := tree.find(keys[:-1]):
        yield from TomlList(tree.raw, node).move(int(keys[-1]), to)
    else:
        yield move_block(tree, keys, to)


KIND = proven_changes.Kind(read_values, _put, _add_field, _add_entry, _remove, _move)
