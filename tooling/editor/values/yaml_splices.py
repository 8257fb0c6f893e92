"""Change one value in the rows of a header: everything else keeps its bytes. What comes out is not proven here."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ruamel.yaml.nodes import MappingNode, ScalarNode

from plugins.problems.places import Keys
from tooling.editor.not_possible import NotPossible
from tooling.editor.values.wanted_values import GONE, Value, permuted, place_of
from tooling.editor.values.yaml_nodes import COMMENT, Spot, Text, find_like, read_spots
from tooling.editor.values.yaml_scalars import Holder, Style, write_scalar
from tooling.editor.values.yaml_writing import (
    STEP,
    entry_rows,
    field_in_brackets,
    field_rows,
    write_in_brackets,
    write_value,
)

COMMA = re.compile(r"\s*,\s*")


def put(text: str, keys: Keys, value: Value) -> list[str]:
    """Write another value in the place of one."""
    root = read_spots(text)
    spot = root.find(keys)
    if not keys:
        raise NotPossible(GONE)
    if isinstance(spot.node, ScalarNode) and not isinstance(value, list | dict):
        style = Style.of(spot, is_replaced=True)
        written = write_scalar(value, style, _holder(spot), spot.column + STEP)
        if not spot.is_empty and (written or spot.is_in_flow):
            # At the end of a header there is no end of line that ">" could keep
            quoted = write_scalar(value, Style('"', note=style.note), _holder(spot), 0)
            return [spot.text.spliced(spot.start, spot.end, way) for way in (written, quoted)]
        return [_behind(_emptied(spot), spot, written.split("\n"))]
    likes = find_like(root, keys)
    if value and not spot.parts and "#" in spot.written and spot.is_flow:  # a comment between brackets
        within = write_value(value, likes, 0, "field in brackets")[0][1:-1]
        return [spot.text.spliced(spot.start + 1, spot.start + 1, within)]
    return [_behind(_emptied(spot), spot, write_value(value, likes, spot.column, _holder(spot)))]


def add_field(text: str, keys: Keys, value: Value, order: Sequence[str]) -> list[str]:
    """Write a field that a group has not, in the place that `order` says, else at the end."""
    root = read_spots(text)
    group, name = root.find(keys[:-1]), str(keys[-1])
    if not group.parts and len(keys) > 1:
        return put(text, keys[:-1], {name: value})
    likes = find_like(root, keys)
    at = place_of(name, [str(part.key) for part in group.parts], order)
    if group.is_flow:
        written = field_in_brackets(name, value, likes)
        if not group.parts:
            return [group.text.spliced(group.start, group.end, f"{{{written}}}")]
        return [_add_listed(group, at, written)]
    new = field_rows(name, value, likes, group.parts[0].column if group.parts else 0)
    return [_add_rows(group, at, new)]


def _add_rows(group: Spot, at: int, new: list[str]) -> str:
    """Return the text with the rows of a field before the one that is at this place now."""
    whole = group.text
    if not group.parts:  # an empty header, or one of comments alone
        rows = whole.rows if whole.rows[-1] else whole.rows[:-1]
        return "\n".join([*rows, *new, *whole.rows[len(rows) or 1 :]])
    if at:
        row = group.parts[at - 1].last_row + 1
        return whole.with_rows(row, row, new)
    row, column = group.parts[0].first_row, group.parts[0].column
    before, line = whole.rows[row][:column], whole.rows[row][column:]
    if before.strip():  # the dash of an entry
        return whole.with_rows(row, row + 1, [before + new[0][column:], *new[1:], " " * column + line])
    while row and COMMENT.match(whole.rows[row - 1]):
        row -= 1
    return whole.with_rows(row, row, new)


def add_entry(text: str, keys: Keys, at: int, value: Value) -> list[str]:
    """Write an entry into a list."""
    root = read_spots(text)
    group = root.find(keys)
    if not group.parts:
        return put(text, keys, [value])
    near = sorted(group.parts, key=lambda part: abs(int(part.key) - at + 0.6))
    likes = [*near, *find_like(root, (*keys, 0))]
    if group.is_flow:
        return [_add_listed(group, at, write_in_brackets(value, likes, "entry in brackets"))]
    new = entry_rows(value, likes, group.parts[0].column)
    bodies = _bodies(group)
    gaps = _gaps(group.text, bodies)
    if at == 0:
        row = bodies[0][0]
        return [group.text.with_rows(row, row, [*new, *(gaps[0] if gaps else [])])]
    row = bodies[at - 1][1]
    return [group.text.with_rows(row, row, [*(gaps[min(at, len(gaps)) - 1] if gaps else []), *new])]


def remove(text: str, keys: Keys) -> list[str]:
    """Take out an entry of a list with the comments above it, or a field."""
    group = read_spots(text).find(keys[:-1])
    at = next(at for at, part in enumerate(group.parts) if part.key == keys[-1])
    if group.is_flow:
        return [_remove_listed(group, at)]
    if isinstance(group.node, MappingNode):
        return [_remove_field(group, at)] if len(group.parts) > 1 or len(keys) == 1 else put(text, keys[:-1], {})
    bodies = _bodies(group)
    if len(bodies) == 1:
        rest = group.text.with_rows(*bodies[0], [])
        return [f"{rest[: group.after]} []{rest[group.after :]}"]
    first, end = (bodies[at - 1][1], bodies[at][1]) if at else (bodies[0][0], bodies[1][0])
    return [group.text.with_rows(first, end, [])]


def move(text: str, keys: Keys, to: int) -> list[str]:
    """Bring an entry of a list to another place, with the comments above it."""
    group, at = read_spots(text).find(keys[:-1]), int(keys[-1])
    if group.is_flow:
        moved = permuted([part.written for part in group.parts], at, to)
        new, end = "", group.start
        for part, written in zip(group.parts, moved, strict=True):
            new, end = new + text[end : part.start] + written, part.end
        return [group.text.spliced(group.start, end, new)]
    bodies, rows = _bodies(group), group.text.rows
    gaps = [[], *_gaps(group.text, bodies)]
    moved_rows = permuted([rows[first:end] for first, end in bodies], at, to)
    new_rows = [row for gap, body in zip(gaps, moved_rows, strict=True) for row in (*gap, *body)]
    return [group.text.with_rows(bodies[0][0], bodies[-1][1], new_rows)]


def _holder(spot: Spot) -> Holder:
    if isinstance(spot.key, int):
        return "entry in brackets" if spot.is_in_flow else "entry"
    return "field in brackets" if spot.is_in_flow else "field"


def _emptied(spot: Spot) -> Text:
    """Return the text without a value; comments behind its name, and between that and the value, stay."""
    row = spot.text.row(spot.start)
    start = spot.after if row == spot.text.row(spot.after) else spot.text.row_end(row - 1)
    return Text(spot.text.spliced(start, spot.end, spot.note))


def _behind(text: Text, spot: Spot, lines: list[str]) -> str:
    """Return the text with these lines behind the name or dash of what was there."""
    before = " "
    if spot.is_in_flow and spot.name is None:
        before = ""
    elif spot.is_in_flow and text.text[spot.after - 1] != ":":  # a name alone, as in {a, b: c}
        before = ": "
    first = before + lines[0] if lines[0] else ""
    at = text.row_end(text.row(spot.after))
    below = "".join(f"\n{row}" for row in lines[1:])
    return text.text[: spot.after] + first + text.text[spot.after : at] + below + text.text[at:]


def _bodies(group: Spot) -> list[tuple[int, int]]:
    """Return the rows of each entry, with the comments above it: the first one, and the one behind the last."""
    rows, bodies = group.text.rows, []
    end = group.text.row(group.after) + 1
    for at, part in enumerate(group.parts):
        first = part.first_row
        if at == 0:
            while first > end and COMMENT.match(rows[first - 1]):
                first -= 1
        else:
            first = next(row for row in range(end, first + 1) if rows[row].strip())
        end = part.last_row + 1
        bodies.append((first, end))
    return bodies


def _gaps(text: Text, bodies: list[tuple[int, int]]) -> list[list[str]]:
    """Return the empty rows between each two entries."""
    return [text.rows[one[1] : other[0]] for one, other in pairwise(bodies)]


def _remove_field(group: Spot, at: int) -> str:
    part, text = group.parts[at], group.text
    before = text.rows[part.first_row][: part.column]
    if not before.strip() or len(group.parts) == 1:
        return text.with_rows(part.first_row, part.last_row + 1, [])
    second = group.parts[1].first_row  # comes behind the dash; what stands above it comes above the dash
    new = [*text.rows[part.last_row + 1 : second], before + text.rows[second][part.column :]]
    return text.with_rows(part.first_row, second + 1, new)


def _begin(part: Spot) -> int:
    return part.start if part.name is None else part.name


def _comma(group: Spot, second: int) -> str | None:
    """Return what divides a part in brackets from the one before it, None where that is more than a comma."""
    if not 0 < second < len(group.parts):
        return None
    between = group.text.text[group.parts[second - 1].end : _begin(group.parts[second])]
    return between if COMMA.fullmatch(between) else None


def _add_listed(group: Spot, at: int, written: str) -> str:
    comma = _comma(group, min(max(at, 1), len(group.parts) - 1)) or ", "
    if at == 0:
        start = _begin(group.parts[0])
        return group.text.spliced(start, start, written + comma)
    before = group.parts[at - 1]
    blank = " " if before.is_empty and not comma[0].isspace() else ""  # a comma right behind a colon would be text
    return group.text.spliced(before.end, before.end, blank + comma + written)


def _remove_listed(group: Spot, at: int) -> str:
    part, text = group.parts[at], group.text
    if _comma(group, at) is not None:
        return text.spliced(group.parts[at - 1].end, part.end, "")
    if _comma(group, at + 1) is not None:
        return text.spliced(_begin(part), _begin(group.parts[at + 1]), "")
    comma = re.compile(r"\s*, ?").match(text.text, part.end)
    return text.spliced(_begin(part), comma.end() if comma else part.end, "")
