"""Change one value in the YAML of a page's header; everything else keeps its bytes, and a changed word changes one line.

A text is written as what it replaces: without quotes, between quotes, or folded, as long as that can hold it; else
between double quotes. What is added is written like its brothers. The new text is read again by the site's own reader.
"""

from collections.abc import Sequence
from typing import Any

from plugins.problems.places import Keys
from plugins.reading.front_matter import NOT_READ, parse_header
from plugins.reading.signs import read_composed
from tooling.editor.not_possible import NotPossible
from tooling.editor.values import proven_changes, yaml_splices
from tooling.editor.values.proven_changes import Kind
from tooling.editor.values.wanted_values import Value, find


def read_values(text: str) -> Any:
    """Return the fields of a header, as the site reads them. text: what stands between the fences.

    Raises NotPossible for one that cannot be read.
    """
    header = parse_header(text)
    for line, _, rule, told in header.findings:
        if rule.startswith((*NOT_READ, "field-twice")) and rule != "header-empty":
            raise NotPossible(f"Line {line}: {told}")
    return header.values


YAML = Kind(
    read=read_values,
    put=yaml_splices.put,
    add_field=yaml_splices.add_field,
    add_entry=yaml_splices.add_entry,
    remove=yaml_splices.remove,
    move=yaml_splices.move,
    has_empty_fields=True,
)


def set_value(text: str, keys: Keys, value: Value, order: Sequence[str] = ()) -> str:
    """Return the text with another value; a field that is missing is added in the place that `order` says.

    None writes a field without a value. Raises NotPossible.
    """
    return proven_changes.set_value(YAML, text, keys, _composed(value), order)


def add_item(text: str, keys: Keys, at: int, value: Value, order: Sequence[str] = ()) -> str:
    """Return the text with an entry more in a list, which is made if it is missing. Raises NotPossible.

    One text stands for a list of one, as in "sources: herd-2019". order: as for `set_value`.
    """
    old = find(read_values(text), keys)
    if isinstance(old, str):
        text = set_value(text, keys, [old])
    elif not isinstance(old, list) and at == 0:
        return set_value(text, keys, [value], order)
    return proven_changes.add_item(YAML, text, keys, at, _composed(value))


def remove(text: str, keys: Keys) -> str:
    """Return the text without an entry of a list, with the comments above it, or without a field. Raises NotPossible."""
    return proven_changes.remove(YAML, text, keys)


def move(text: str, keys: Keys, to: int) -> str:
    """Return the text with an entry of a list at another place, counted without it. Raises NotPossible."""
    return proven_changes.move(YAML, text, keys, to)


def _composed(value: Value) -> Value:
    """Return a value with its accents joined to their letters, as every text of the site is read."""
    if isinstance(value, dict):
        return {name: _composed(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_composed(inner) for inner in value]
    return read_composed(value) if isinstance(value, str) else value
