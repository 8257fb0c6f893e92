"""What a file should hold after a change: the values alone, by which each change of a text is proven."""

import json
import re
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, TypeVar

from plugins.problems.places import Keys
from tooling.editor.not_possible import NotPossible

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]
T = TypeVar("T")
HALF = re.compile("[\ud800-\udfff]")
GONE = "What should be changed is not in the file any more. Open the form again."


class _Missing:
    """No value, where None may be one."""


MISSING: Final = _Missing()


def find(values: Any, keys: Keys) -> Any:
    """Return the value behind these keys, MISSING for a field that a group does not have.

    Raises NotPossible where the file has no such list, group or entry.
    """
    for key in keys:
        if isinstance(values, dict) and isinstance(key, str):
            values = values.get(key, MISSING)
        elif isinstance(values, list) and isinstance(key, int) and 0 <= key < len(values):
            values = values[key]
        elif values is not MISSING and values is not None:
            raise NotPossible(GONE)
        else:
            return MISSING
    return values


def is_same(one: Any, other: Any) -> bool:
    """Tell whether two values are equal, and of one type: 1, 1.0 and true are three. The order of names is not asked."""
    return _as_text(one) == _as_text(other)


def _as_text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=lambda date: {type(date).__name__: str(date)})


def with_value(values: Any, keys: Keys, value: Value) -> Any:
    """Return the values with another one behind these keys, or with a field more."""
    if not keys:
        return value

    def change(above: Any) -> Any:
        changed = above.copy()
        changed[keys[-1]] = value
        return changed

    return _inside(values, keys[:-1], change)


def with_entry(values: Any, keys: Keys, at: int, value: Value) -> Any:
    """Return the values with an entry more in the list behind these keys."""
    return _inside(values, keys, lambda entries: [*entries[:at], value, *entries[at:]])


def without(values: Any, keys: Keys) -> Any:
    """Return the values without the field or entry behind these keys."""

    def change(above: Any) -> Any:
        changed = above.copy()
        del changed[keys[-1]]
        return changed

    return _inside(values, keys[:-1], change)


def with_moved(values: Any, keys: Keys, to: int) -> Any:
    """Return the values with an entry of a list at another place, counted without it."""

    def change(entries: Any) -> Any:
        return permuted(entries, int(keys[-1]), to)

    return _inside(values, keys[:-1], change)


def permuted(entries: Sequence[T], at: int, to: int) -> list[T]:
    """Return the entries with one of them at another place."""
    rest = [*entries[:at], *entries[at + 1 :]]
    return [*rest[:to], entries[at], *rest[to:]]


def or_without_empty(values: Any, keys: Keys) -> Iterator[Any]:
    """Return the values, and then without the group or list at `keys` if that holds nothing, and without the one above it
    if that holds nothing then, and so on. An entry of a list is left.
    """
    yield values
    for length in range(len(keys), 0, -1):
        if isinstance(keys[length - 1], int) or find(values, keys[:length]) not in ([], {}):
            return
        values = without(values, keys[:length])
        yield values


def _inside(values: Any, keys: Keys, change: Callable[[Any], Any]) -> Any:
    """Return the values with one part changed; what is not on the way to it is not copied."""
    if not keys:
        return change(values)
    changed = values.copy()
    changed[keys[0]] = _inside(changed[keys[0]], keys[1:], change)
    return changed


def written(value: Value, has_empty_fields: bool = False) -> Value:
    """Return a value as it is written anew: a field of a group that is None is left out, if the file cannot hold it.

    Raises NotPossible for a text that no file can hold.
    """
    if isinstance(value, dict):
        return {
            str(written(name)): written(inner, has_empty_fields)
            for name, inner in value.items()
            if inner is not None or has_empty_fields
        }
    if isinstance(value, str) and HALF.search(value):
        raise NotPossible("This text holds half a sign, which no file can hold. Type it anew.")
    return [written(inner, has_empty_fields) for inner in value] if isinstance(value, list) else value


def place_of(name: str, names: Sequence[str], order: Sequence[str], is_sorted: bool = False) -> int:
    """Return where a new name belongs among the names that stand there: behind the last one that `order` has before it,
    else before the first that it has behind it, else at the end, or in its place among sorted names.
    """
    if name in order:
        ranks = [order.index(other) if other in order else -1 for other in names]
        rank = order.index(name)
        if before := [other for other in ranks if 0 <= other < rank]:
            return len(ranks) - ranks[::-1].index(max(before))
        if behind := [other for other in ranks if other > rank]:
            return ranks.index(min(behind))
    elif is_sorted and len(names) > 1 and list(names) == sorted(names):
        return bisect(names, name)
    return len(names)
