"""Change the lines of a TOML file: its headers, and the fields below them. A line with nothing but a comment stays where it
is, and what is new comes above the comments of what it stands before.
"""

from collections.abc import Sequence

from plugins.problems.places import Keys
from tooling.editor.values.splices import Splice, indent_at, move_slots, spliced
from tooling.editor.values.toml_tree import Block, TomlField, TomlTree
from tooling.editor.values.toml_writing import write_group, write_name, write_value
from tooling.editor.values.wanted_values import Value, place_of


def write_field(tree: TomlTree, keys: Keys, value: Value, beside: Sequence[TomlField]) -> str:
    """Return a field with its name, which may be a dotted one, as those beside it are written."""
    equals = " = "
    if beside and tree.raw[beside[-1].name.end_byte : beside[-1].value.start_byte] == b"=":
        equals = "="
    return ".".join(write_name(str(name)) for name in keys) + equals + write_value(value)


def add_line(tree: TomlTree, keys: Keys, value: Value, order: Sequence[str]) -> list[str]:
    """Return the text with a field more in its group, nothing if no line stands for that group yet."""
    above = keys[:-1]
    beside = tree.fields_of(above)
    own = next((block for block in tree.blocks if block.path == above), None) or (beside[0][0] if beside else None)
    if own is None:
        return []
    fields = [field for block, field in beside if block is own]
    line = write_field(tree, keys[len(own.path) :], value, fields)
    at = place_of(str(keys[-1]), [str(field.path[len(above)]) for field in fields], order)
    if at:
        last = fields[at - 1].node
        return [_below(tree, last.end_point[0], indent_at(tree.raw, last.start_byte) + line)]
    if fields:
        start = fields[0].node.start_byte
        place = tree.starts(tree.top_of(fields[0].node.start_point[0]))
        return [spliced(tree.raw, [Splice(place, place, f"{indent_at(tree.raw, start)}{line}\n")])]
    return [_below(tree, own.rows[0], line)] if own.node else [_before(tree, tree.blocks[1:2], line)]


def add_group(tree: TomlTree, keys: Keys, value: dict[str, Value], order: Sequence[str]) -> str:
    """Return the text with a group more that has a header, among those beside it."""
    above = keys[:-1]
    beside = [block for block in tree.blocks if _is_below(block, above)]
    at = place_of(str(keys[-1]), [str(block.path[len(above)]) for block in beside], order, is_sorted=True)
    text = write_group(_names(keys), value)
    return _before(tree, beside[at:] or _behind(tree, above), text)


def add_block(tree: TomlTree, keys: Keys, value: dict[str, Value]) -> str:
    """Return the text with an entry more in a list whose entries have headers."""
    following = [block for block in tree.blocks if block.path == keys]
    text = write_group(_names(keys), value, ("[[", "]]"))
    return _before(tree, following or _behind(tree, keys[:-1]), text)


def without_lines(tree: TomlTree, keys: Keys) -> str:
    """Return the text without a group or a field: its lines, and the blank ones behind a group, or before the last one."""
    gone: set[int] = set()
    for block in tree.blocks:
        nodes = [field.node for field in block.fields if keys == field.path[: len(keys)]]
        gone |= {row for node in nodes for row in range(node.start_point[0], node.end_point[0] + 1)}
        is_below = keys == block.path[: len(keys)]
        if is_below:
            gone |= set(range(block.rows[0], block.rows[1] + 1))
        if is_below or (not block.node and 0 < len(nodes) == len(block.fields)):
            gone |= _blank_rows(tree, block, gone)
    return "\n".join(line for row, line in enumerate(tree.lines) if row not in gone)


def move_block(tree: TomlTree, keys: Keys, to: int) -> str:
    """Return the text with an entry at another place in a list whose entries have headers."""
    above = keys[:-1]
    slots: list[tuple[int, int]] = []
    for number in range(sum(block.path[:-1] == above and isinstance(block.path[-1], int) for block in tree.blocks[1:])):
        rows = [block.rows for block in tree.blocks if block.path[: len(keys)] == (*above, number)]
        slots.append((tree.starts(rows[0][0]), tree.ends(rows[-1][1])))
    return spliced(tree.raw, move_slots(tree.raw, slots, int(keys[-1]), to))


def _names(keys: Keys) -> Keys:
    """Return the names that a header says: numbers of entries are not among them."""
    return tuple(key for key in keys if isinstance(key, str))


def _is_below(block: Block, above: Keys) -> bool:
    return block.path[: len(above)] == above and len(block.path) > len(above)


def _behind(tree: TomlTree, keys: Keys) -> list[Block]:
    """Return the blocks behind the last one of a group or a list."""
    last = max(
        (at for at, block in enumerate(tree.blocks) if block.path[: len(keys)] == keys), default=len(tree.blocks)
    )
    return tree.blocks[last + 1 :]


def _below(tree: TomlTree, row: int, line: str) -> str:
    """Return the text with a line below another one."""
    place = tree.ends(row)
    return spliced(tree.raw, [Splice(place, place, f"\n{line}")])


def _before(tree: TomlTree, following: Sequence[Block], text: str) -> str:
    """Return the text of the file with some lines before the first of these blocks, or at the end."""
    if following:
        place = tree.starts(tree.top_of(following[0].rows[0]))
        return spliced(tree.raw, [Splice(place, place, text + _gap(tree, following[0]))])
    place = len(tree.raw.rstrip())
    return spliced(tree.raw, [Splice(place, place, _gap(tree, tree.blocks[-1]) + text if place else f"{text}\n")])


def _gap(tree: TomlTree, block: Block) -> str:
    """Return what divides two blocks here: a blank line, unless this one stands right below another one."""
    above = tree.top_of(block.rows[0]) - 1 if block.node else -1
    return "\n" if above >= 0 and tree.lines[above].strip() and above not in tree.comments else "\n\n"


def _blank_rows(tree: TomlTree, block: Block, gone: set[int]) -> set[int]:
    """Return the blank lines that go with a block: those behind it, or at the end of the file those before it."""
    first, behind = block.rows[0], block.rows[1] + 1
    while behind < len(tree.lines) and not tree.lines[behind].strip():
        behind += 1
    if behind < len(tree.lines):
        return set(range(block.rows[1] + 1, behind))
    while first > 0 and (first - 1 in gone or not tree.lines[first - 1].strip()):
        first -= 1
    return set(range(first, block.rows[0]))
