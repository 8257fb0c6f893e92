"""Change a list in brackets of a TOML file. A comment behind an entry goes where the entry goes, and out with it; one in a
line of its own stays where it is.
"""

from collections.abc import Iterator

from tree_sitter import Node

from tooling.editor.values.splices import Splice, add_listed, indent_at, move_slots, remove_listed, spliced
from tooling.editor.values.toml_tree import listed


class TomlList:
    """A list in brackets, with its entries."""

    def __init__(self, raw: bytes, node: Node) -> None:
        self.raw = raw
        self.node = node
        self.entries = listed(node)
        self.has_comments = len(self.entries) < len(node.named_children)

    def add(self, at: int, entry: str) -> Iterator[str]:
        """Return the texts of the file with an entry more."""
        if not self.has_comments:
            yield spliced(self.raw, self._added(at, entry))
            return
        near = self.entries[min(at, len(self.entries) - 1)] if self.entries else None
        if not near or self._starts_line(near):
            yield spliced(self.raw, self._added_line(at, entry))
        if near:
            is_last = at == len(self.entries)
            place, new = (near.end_byte, f", {entry}") if is_last else (near.start_byte, f"{entry}, ")
            yield spliced(self.raw, [Splice(place, place, new)])

    def _added(self, at: int, entry: str) -> list[Splice]:
        """Return how an entry is added between commas."""
        start, end = self.node.start_byte + 1, self.node.end_byte - 1
        if not self.entries:
            return [Splice(start, end, entry)]
        before = self.raw[start : self.entries[0].start_byte].decode()
        return add_listed(self.raw, self.entries, at, entry, "," + before if "\n" in before else ", ")

    def _added_line(self, at: int, entry: str) -> list[Splice]:
        """Return how an entry is added in a line of its own, behind the comment of the one before it."""
        if not self.entries:
            end = self.node.end_byte - 1
            indent = indent_at(self.raw, end)
            return [Splice(end, end, f"  {entry},\n{indent}")]
        near = self.entries[min(at, len(self.entries) - 1)]
        line = f"\n{indent_at(self.raw, near.start_byte)}{entry}"
        if at == 0:
            place = self._tail(self.node.start_byte + 1)[1]
            return [Splice(place, place, f"{line},")]
        before = self.entries[at - 1]
        comma, (_, place) = self._comma(before), self._tail_of(before)
        if comma:
            return [Splice(place, place, f"{line},")]
        return [Splice(before.end_byte, before.end_byte, ","), Splice(place, place, line)]

    def remove(self, at: int) -> Iterator[str]:
        """Return the texts of the file without an entry."""
        entry = self.entries[at]
        if not self.has_comments:
            yield spliced(self.raw, remove_listed(self.node, self.entries, at))
            return
        comma, before = self._comma(entry), self._comma(self.entries[at - 1]) if at else None
        splices = [] if comma or not before else [Splice(before.start_byte, before.end_byte)]
        start = self.raw.rfind(b"\n", 0, entry.start_byte) + 1
        _, end = self._tail_of(entry)
        if self._starts_line(entry) and self.raw[end : end + 1] == b"\n":
            yield spliced(self.raw, [*splices, Splice(start, end + 1)])
        if comma:
            splices = [Splice(comma.start_byte, comma.end_byte)]
        yield spliced(self.raw, [*splices, Splice(entry.start_byte, entry.end_byte)])

    def move(self, at: int, to: int) -> Iterator[str]:
        """Return the texts of the file with an entry at another place."""
        slots = [(entry.start_byte, entry.end_byte) for entry in self.entries]
        moved = move_slots(self.raw, slots, at, to)
        if self.has_comments and all(self._starts_line(entry) for entry in self.entries):
            yield spliced(
                self.raw, [*moved, *move_slots(self.raw, [self._tail_of(entry) for entry in self.entries], at, to)]
            )
        yield spliced(self.raw, moved)

    def _starts_line(self, entry: Node) -> bool:
        return not self.raw[self.raw.rfind(b"\n", 0, entry.start_byte) + 1 : entry.start_byte].strip()

    def _comma(self, entry: Node) -> Node | None:
        """Return the comma behind an entry."""
        node = entry.next_sibling
        while node and node.type == "comment":
            node = node.next_sibling
        return node if node and node.type == "," else None

    def _tail_of(self, entry: Node) -> tuple[int, int]:
        """Return where the comment behind an entry and its comma stands, with the blanks before it."""
        comma = self._comma(entry)
        is_behind = comma and not self.raw[entry.end_byte : comma.start_byte].strip(b" \t")
        return self._tail(comma.end_byte if comma and is_behind else entry.end_byte)

    def _tail(self, start: int) -> tuple[int, int]:
        """Return the rest of a line, if there is nothing but a comment in it."""
        line = self.raw[start : self.raw.find(b"\n", start)]
        rest = line.lstrip(b" \t")
        return (start, start + len(line)) if not rest or rest.startswith(b"#") else (start, start)
