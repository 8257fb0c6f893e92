"""Change one value in the text of a data file, and prove it: the text is read again, and must hold what it held, with
that one change. How a kind of file writes it is the kind's own; several ways may be tried.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from plugins.problems.places import Keys
from tooling.editor.not_possible import NotPossible
from tooling.editor.values.wanted_values import (
    GONE,
    MISSING,
    Value,
    find,
    is_same,
    or_without_empty,
    with_entry,
    with_moved,
    with_value,
    without,
    written,
)

NOT_PROVEN = "The file would say something else then, so it was left as it was. Make this change in a text editor."


@dataclass(frozen=True)
class Kind:
    """How a kind of file is read and changed. Each change returns texts, the best one first, and proves nothing."""

    read: Callable[[str], Any]
    put: Callable[[str, Keys, Value], Iterable[str]]  # in place of a value
    add_field: Callable[[str, Keys, Value, Sequence[str]], Iterable[str]]  # to a group that is there
    add_entry: Callable[[str, Keys, int, Value], Iterable[str]]  # to a list that is there
    remove: Callable[[str, Keys], Iterable[str]]
    move: Callable[[str, Keys, int], Iterable[str]]
    has_empty_fields: bool = False  # None is written as a name without a value, where others leave the field out

    def anew(self, value: Value) -> Value:
        """Return a value as it is read when it has been written. Raises NotPossible."""
        return written(value, self.has_empty_fields)


def set_value(kind: Kind, text: str, keys: Keys, value: Value, order: Sequence[str] = ()) -> str:
    """Return the text with another value; of a group or a list only the parts that differ are written.

    order: the names of the group's fields, for a field that is new. None takes a field out. Raises NotPossible.
    """
    values = kind.read(text)
    old = find(values, keys)
    if value is None and not kind.has_empty_fields and keys and isinstance(keys[-1], str):
        return text if old is MISSING else remove(kind, text, keys)
    if old is not MISSING and is_same(old, value):
        return text
    if isinstance(old, dict) and isinstance(value, dict):
        return _set_fields(kind, text, keys, old, value)
    if isinstance(old, list) and isinstance(value, list):
        return _set_entries(kind, text, keys, old, value)
    if old is not MISSING:
        changed = kind.put(text, keys, kind.anew(value))
    elif find(values, keys[:-1]) in (MISSING, None):
        return set_value(kind, text, keys[:-1], {str(keys[-1]): value})
    else:
        changed = kind.add_field(text, keys, kind.anew(value), order)
    return _proven(kind, changed, with_value(values, keys, kind.anew(value)), keys)


def add_item(kind: Kind, text: str, keys: Keys, at: int, value: Value) -> str:
    """Return the text with an entry more in a list, which is made if it is missing. Raises NotPossible."""
    values = kind.read(text)
    old = find(values, keys)
    if old is MISSING or old is None:
        return set_value(kind, text, keys, [value])
    if not isinstance(old, list) or not 0 <= at <= len(old):
        raise NotPossible(GONE)
    changed = kind.add_entry(text, keys, at, kind.anew(value))
    return _proven(kind, changed, with_entry(values, keys, at, kind.anew(value)), keys)


def remove(kind: Kind, text: str, keys: Keys) -> str:
    """Return the text without an entry of a list, or a field. Raises NotPossible."""
    values = kind.read(text)
    if not keys or find(values, keys) is MISSING:
        raise NotPossible(GONE)
    return _proven(kind, kind.remove(text, keys), without(values, keys), keys[:-1])


def move(kind: Kind, text: str, keys: Keys, to: int) -> str:
    """Return the text with an entry of a list at another place, counted without it. Raises NotPossible."""
    values = kind.read(text)
    entries = find(values, keys[:-1])
    if not isinstance(entries, list) or find(values, keys) is MISSING or not 0 <= to < len(entries):
        raise NotPossible(GONE)
    if to == keys[-1]:
        return text
    return _proven(kind, kind.move(text, keys, to), with_moved(values, keys, to), keys[:-1])


def _set_fields(kind: Kind, text: str, keys: Keys, old: dict[str, Any], value: dict[str, Value]) -> str:
    given = {name: inner for name, inner in value.items() if inner is not None or kind.has_empty_fields}
    for name in old.keys() - given.keys() - {name for name in value if old.get(name, 0) is None}:
        text = remove(kind, text, (*keys, name))
    for name, inner in given.items():
        text = set_value(kind, text, (*keys, name), inner, list(value))
    return text


def _set_entries(kind: Kind, text: str, keys: Keys, old: list[Any], value: list[Value]) -> str:
    shorter = min(len(old), len(value))
    start = next((at for at in range(shorter) if not is_same(old[at], value[at])), shorter)
    end = next((at for at in range(shorter - start) if not is_same(old[-1 - at], value[-1 - at])), shorter - start)
    for at in range(start, shorter - end):
        text = set_value(kind, text, (*keys, at), value[at])
    for at in range(shorter - end, len(value) - end):
        text = add_item(kind, text, keys, at, value[at])
    for at in reversed(range(shorter - end, len(old) - end)):
        text = remove(kind, text, (*keys, at))
    return text


def _proven(kind: Kind, changed: Iterable[str], wanted: Any, keys: Keys) -> str:
    """Return the first text that holds what is wanted. A group or a list that is nothing but what it holds, as TOML can
    write them, goes with the last of it.
    """
    for text in changed:
        try:
            found = kind.read(text)
        except NotPossible:
            continue
        if any(is_same(found, values) for values in or_without_empty(wanted, keys)):
            return text
    raise NotPossible(NOT_PROVEN)
