"""Where the groups, fields and comments of a TOML file stand, for what changes its text."""

from collections.abc import Iterable
from dataclasses import dataclass

from tree_sitter import Node

from plugins.problems.places import Keys
from plugins.reading.data_places import parse_toml, path_of_group, toml_names
from tooling.editor.not_possible import NotPossible
from tooling.editor.values.splices import text_of

NOT_READABLE = "The file cannot be read as TOML. Put that right first, in a text editor."


@dataclass(frozen=True)
class TomlField:
    """A name and its value. path: the way to the value, through the group that holds the field."""

    path: Keys
    node: Node

    @property
    def name(self) -> Node:
        """The name, which may be a dotted one."""
        return self.node.named_children[0]

    @property
    def value(self) -> Node:
        """The value."""
        return self.node.named_children[1]


@dataclass(frozen=True)
class Block:
    """A header with the fields below it. node: None for the fields before the first header."""

    path: Keys
    node: Node | None
    fields: list[TomlField]

    @property
    def rows(self) -> tuple[int, int]:
        """Its first and its last line, counted from 0, (-1, -1) if it has none; comments behind the last field are not its own."""
        nodes = [self.node.named_children[0]] if self.node else []
        nodes += [field.node for field in self.fields]
        return (nodes[0].start_point[0], nodes[-1].end_point[0]) if nodes else (-1, -1)


class TomlTree:
    """The tree of a text, which tomllib can read."""

    def __init__(self, text: str) -> None:
        self.raw = text.encode()
        self.lines = text.split("\n")
        root = parse_toml(self.raw)
        if root.has_error:
            raise NotPossible(NOT_READABLE)
        self.blocks = [Block((), None, self.fields((), root.named_children))]
        self.comments: set[int] = set()
        lists: dict[Keys, int] = {}
        for node in root.named_children:
            inner = [node] if node.type == "comment" else node.named_children
            self.comments |= {comment.start_point[0] for comment in inner if comment.type == "comment"}
            if node.type in ("table", "table_array_element"):
                names = toml_names(text_of(self.raw, node.named_children[0]))
                path = path_of_group(names, node.type == "table_array_element", lists)
                self.blocks.append(Block(path, node, self.fields(path, node.named_children)))

    def fields(self, above: Keys, nodes: Iterable[Node]) -> list[TomlField]:
        """Return the fields among some nodes."""
        pairs = (node for node in nodes if node.type == "pair")
        return [TomlField((*above, *toml_names(text_of(self.raw, pair.named_children[0]))), pair) for pair in pairs]

    def fields_of(self, above: Keys) -> list[tuple[Block, TomlField]]:
        """Return the fields in a group, with the block in which each stands: that of the group, or those of dotted names."""
        own = [block for block in self.blocks if block.path == above]
        own = own or [block for block in self.blocks if block.path == above[: len(block.path)]]
        return [
            (block, field)
            for block in own
            for field in block.fields
            if field.path[: len(above)] == above and len(field.path) > len(above)
        ]

    def find(self, keys: Keys) -> Node | None:
        """Return the value behind these keys, None for a group that headers or dotted names make."""
        waiting = [field for block in self.blocks for field in block.fields]
        while field := next((field for field in waiting if keys[: len(field.path)] == field.path), None):
            path, node = field.path, field.value
            while node.type == "array" and len(path) < len(keys):
                path, node = keys[: len(path) + 1], listed(node)[int(keys[len(path)])]
            if path == keys:
                return node
            waiting = self.fields(path, node.named_children)
        return None

    def holder(self, keys: Keys) -> tuple[Keys, Node] | None:
        """Return the innermost list or group in braces that holds what is behind these keys, None for a header's field."""
        ways = (keys[:length] for length in range(len(keys) - 1, 0, -1))
        return next(((way, node) for way in ways if (node := self.find(way))), None)

    def starts(self, row: int) -> int:
        """Return the byte at which a line starts."""
        return sum(len(line.encode()) + 1 for line in self.lines[:row])

    def ends(self, row: int) -> int:
        """Return the byte at which a line ends."""
        return self.starts(row) + len(self.lines[row].encode())

    def top_of(self, row: int) -> int:
        """Return the first of the lines with comments above a line, or the line itself below the comments of the file."""
        top = row
        while top - 1 in self.comments and self.lines[top - 1].lstrip().startswith("#"):
            top -= 1
        return top or row


def listed(node: Node) -> list[Node]:
    """Return the entries of a list, or the fields of a group in braces."""
    return [inner for inner in node.named_children if inner.type != "comment"]
