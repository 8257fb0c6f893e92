"""A new value in a header, written as its brothers are: in brackets where they are, else in a row for each part."""

import re
from collections.abc import Sequence

from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from tooling.editor.values.wanted_values import Value
from tooling.editor.values.yaml_nodes import Spot
from tooling.editor.values.yaml_scalars import Holder, Style, write_scalar

STEP = 2  # blanks
FEW = 2  # fields of a group that is written in brackets, if no brother shows how
NAME = re.compile(r"[A-Za-z_][\w-]*")


def write_value(value: Value, likes: Sequence[Spot], column: int, holder: Holder) -> list[str]:
    """Return what stands behind the name or dash of a value, and the whole rows below. Raises NotPossible.

    likes: values that it is written like, the nearest one first. column: of its name or dash.
    """
    if not isinstance(value, list | dict):
        return write_scalar(value, _style(likes, holder), holder, column + STEP).split("\n")
    if not value:
        return ["[]" if isinstance(value, list) else "{}"]
    kind = SequenceNode if isinstance(value, list) else MappingNode
    same = [like for like in likes if isinstance(like.node, kind) and like.parts]
    if "brackets" in holder or (same[0].is_flow if same else _is_short(value, holder)):
        return [_write_in_brackets(value, same)]
    same = [like for like in same if like.is_block]
    parts = [part for like in same for part in like.parts]
    step = same[0].parts[0].column - same[0].column if same else STEP
    inner = column + (step if holder == "field" or step > 0 else STEP)
    if isinstance(value, list):
        return ["", *(row for item in value for row in entry_rows(item, parts, inner))]
    return ["", *(row for name, item in value.items() for row in field_rows(name, item, _named(parts, name), inner))]


def entry_rows(value: Value, likes: Sequence[Spot], column: int) -> list[str]:
    """Return the rows of an entry of a list, with its dash in this column. Raises NotPossible."""
    first, *rows = write_value(value, likes, column, "entry")
    if first or not rows:
        return [f"{' ' * column}-{f' {first}' if first else ''}", *rows]
    return [f"{' ' * column}-{rows[0][column + 1 :]}", *rows[1:]]


def field_rows(name: str, value: Value, likes: Sequence[Spot], column: int) -> list[str]:
    """Return the rows of a field of a group, with its name in this column. Raises NotPossible."""
    first, *rows = write_value(value, likes, column, "field")
    return [f"{' ' * column}{write_name(name)}:{f' {first}' if first else ''}", *rows]


def write_name(name: str) -> str:
    """Return the name of a field as it is written."""
    return name if NAME.fullmatch(name) else write_scalar(name, Style('"'), "field", 0)


def write_in_brackets(value: Value, likes: Sequence[Spot], holder: Holder) -> str:
    """Return a part of a list or group in brackets, on one line. Raises NotPossible."""
    return write_value(value, likes, 0, holder)[0]


def field_in_brackets(name: str, value: Value, likes: Sequence[Spot]) -> str:
    """Return a field of a group in brackets. Raises NotPossible."""
    return f"{write_name(name)}: {write_in_brackets(value, likes, 'field in brackets') or 'null'}"


def _write_in_brackets(value: list[Value] | dict[str, Value], same: Sequence[Spot]) -> str:
    parts = [part for like in same for part in like.parts]
    if isinstance(value, list):
        return f"[{', '.join(write_in_brackets(item, parts, 'entry in brackets') for item in value)}]"
    return f"{{{', '.join(field_in_brackets(name, item, _named(parts, name)) for name, item in value.items())}}}"


def _named(parts: Sequence[Spot], name: str) -> list[Spot]:
    return [part for part in parts if part.key == name]


def _style(likes: Sequence[Spot], holder: Holder) -> Style:
    """Return the style of a new text: without quotes as soon as one brother has none, or none that could be without."""
    written = [like for like in likes if isinstance(like.node, ScalarNode) and not like.is_empty]
    found = next((like for like in written if not like.style), None) or next(
        (like for like in written if not write_scalar(str(like.node.value), Style(), holder, 0).startswith('"')), None
    )
    return Style.of(found, is_replaced=False) if found else Style(is_date=not written)


def _is_short(value: list[Value] | dict[str, Value], holder: Holder) -> bool:
    """Tell whether a value stands in brackets where no brother shows how: a list of words, a group of few fields."""
    if isinstance(value, list):
        return not any(isinstance(item, list | dict) for item in value)
    inner = [item for item in value.values() if isinstance(item, list | dict)]
    return (
        holder == "field"
        and len(value) <= FEW
        and all(isinstance(item, list) and _is_short(item, holder) for item in inner)
    )
