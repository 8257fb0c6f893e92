"""Cut the Markdown of a page into blocks: headings, paragraphs, list items, table rows, placements, callouts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from plugins.markup.callout import KINDS as CALLOUT_KINDS
from plugins.reading.shared_blocks import PLACEMENT, Line

BlockKind = Literal["heading", "text", "item", "table", "placement", "callout", "rule", "code"]

PREFIX = re.compile(
    r"(?P<quote>(?: {0,3}> ?)*)(?P<indent>[ \t]*)"
    r"(?:(?P<hashes>#{1,6})[ \t]*|(?P<marker>(?:(?:[-*+]|\d{1,9}\.)[ \t]+)+))?"
)
HEADING_ID = re.compile(r"[ \t]*\{\s*:?\s*#(?P<id>[^}]*?)\s*\}[ \t]*$")
CALLOUT = re.compile(r"\[!(?P<kind>[^\]\s]*)\][ \t]*")
SETEXT = re.compile(r"[ ]{0,3}(?:(?P<one>=+)|-+)[ \t]*")
RULE = re.compile(r"[ ]{0,3}([-*_])(?:[ ]*\1){2,}[ \t]*")
TABLE_LINE = re.compile(r"[ ]{0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)+\|?[ \t]*|[ ]{0,3}\|[ ]*:?-+:?[ ]*\|?[ \t]*")


@dataclass(slots=True)
class Block:
    """A piece of a page.

    start, end: its text in the body, without the marks before it. line, last: the indexes of its lines.
    level: the rank of a heading, the depth of a list item. quote: how many ">" stand before it.
    section: the id of the second-rank heading above it. callout: the kind of callout that it stands in.
    name: the id of a heading, the kind of a callout; "chart:sweat" of a placement.
    is_glued: it follows a text without an empty line between them.
    """

    kind: BlockKind
    start: int
    end: int
    line: int
    last: int
    level: int = 0
    quote: int = 0
    section: str = ""
    callout: str = ""
    name: str = ""
    is_glued: bool = False


class Cutter:
    """Goes through the lines once."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.blocks: list[Block] = []
        self.bare: list[str] = []  # the lines, with blanks for the marks before the text
        self.open: Block | None = None
        self.offset = 0
        self.section = ""
        self.callout = ""
        self.quote = 0
        self.in_list = False

    def cut(self) -> None:
        """Read every line."""
        for index, line in enumerate(self.lines):
            prefix = PREFIX.match(line.text)
            if prefix is None:  # it matches the empty text too
                continue
            self.read(index, line.text, prefix)
            self.offset += len(line.text) + 1

    def read(self, index: int, text: str, prefix: re.Match[str]) -> None:
        """Read one line."""
        quote = prefix["quote"].count(">")
        rest = text[prefix.end() :]
        if quote < self.quote or (quote and not self.quote):
            self.callout = ""
            if quote == 0 and self.open is not None and rest.strip() and not prefix["marker"]:
                quote = self.quote  # a line that goes on without its ">"
        glued = self.open is not None
        if quote != self.quote:
            self.open = None
        self.quote = quote
        is_bare = not rest.strip() and not prefix["hashes"]
        if is_bare and not prefix["marker"]:
            self.bare.append(" " * len(text))
            self.open = None
            return
        if RULE.fullmatch(text) and not (self.open and text.strip().strip("-") == ""):
            self.bare.append(" " * len(text))
            self.add("rule", index, self.offset, self.offset + len(text))
            self.open = None
            return
        self.read_text(index, text, prefix, rest, glued)

    def read_text(self, index: int, text: str, prefix: re.Match[str], rest: str, glued: bool) -> None:
        """Read a line that holds something."""
        start = self.offset + prefix.end()
        end = self.offset + len(text.rstrip())
        if prefix["hashes"]:
            self.bare.append(" " * prefix.end() + rest)
            self.add_heading(index, start, end, len(prefix["hashes"]), rest, glued)
            return
        if self.is_underlined(text):
            self.bare.append(" " * len(text))
            return
        self.bare.append(" " * prefix.end() + rest)
        stripped = text[prefix.end("quote") :].strip()
        placement = PLACEMENT.fullmatch(stripped)
        callout = CALLOUT.match(rest) if self.quote and not prefix["marker"] else None
        if placement:
            name = f"{placement['kind']}:{placement['name']}" if placement["name"] else placement["kind"]
            self.add("placement", index, start, end, name=name, is_glued=glued)
        elif callout and not (self.open and self.callout):
            self.callout = callout["kind"].lower() if callout["kind"].lower() in CALLOUT_KINDS else "unknown"
            self.add("callout", index, start + callout.end(), end, name=callout["kind"], is_glued=glued)
            self.bare[-1] = " " * (prefix.end() + callout.end()) + rest[callout.end() :]
            self.open = None
        elif prefix["marker"]:
            self.in_list = True
            after_text = self.open is not None and self.open.kind == "text"
            level = prefix["indent"].count("\t") + len(prefix["indent"]) // 4 + len(prefix["marker"].split())
            self.add("item", index, start, end, level=level, is_glued=after_text)
        elif self.open is not None and self.open.kind in ("text", "item") and not TABLE_LINE.fullmatch(text):
            self.open.end, self.open.last = end, index
        else:
            self.add_text(index, text, prefix, start, end, glued)

    def add_text(self, index: int, text: str, prefix: re.Match[str], start: int, end: int, glued: bool) -> None:
        """Start a paragraph, a table or a piece of code."""
        if TABLE_LINE.fullmatch(text) or (self.open is not None and self.open.kind == "table"):
            if self.open is not None and self.open.kind == "text":
                self.open.kind = "table"
            if self.open is not None and self.open.kind == "table":
                self.open.end, self.open.last = end, index
                return
        is_code = len(prefix["indent"].expandtabs(4)) >= 4 and not self.in_list and not glued
        if not prefix["indent"]:
            self.in_list = False
        self.add("code" if is_code else "text", index, start, end)

    def is_underlined(self, text: str) -> bool:
        """Tell whether a line makes a heading of the one line above it, and note that."""
        found = SETEXT.fullmatch(text)
        above = self.open
        if not found or above is None or above.kind != "text" or above.line != above.last:
            return False
        above.kind, above.level = "heading", 1 if found["one"] else 2
        named = HEADING_ID.search(self.lines[above.line].text)
        if named:
            above.name = named["id"]
            above.end -= len(named[0])
        if above.level == 2:
            self.section = above.section = above.name
        self.open = None
        return True

    def add_heading(self, index: int, start: int, end: int, level: int, rest: str, glued: bool) -> None:
        """Add a heading, and start its section."""
        found = HEADING_ID.search(rest)
        name = found["id"] if found else ""
        if level == 2:
            self.section = name
        self.in_list = False
        words = rest[: found.start()] if found else rest
        self.add("heading", index, start, min(end, start + len(words)), level=level, name=name, is_glued=glued)
        self.open = None

    def add(
        self,
        kind: BlockKind,
        index: int,
        start: int,
        end: int,
        *,
        level: int = 0,
        name: str = "",
        is_glued: bool = False,
    ) -> None:
        """Add a block."""
        block = Block(
            kind,
            start,
            max(start, end),
            index,
            index,
            level,
            self.quote,
            self.section,
            self.callout,
            name,
            is_glued,
        )
        self.blocks.append(block)
        self.open = None if kind == "rule" else block


def cut_blocks(lines: Sequence[Line]) -> tuple[str, list[Block]]:
    """Return the body with blanks for the marks at the start of its lines, and its blocks."""
    cutter = Cutter(lines)
    cutter.cut()
    return "\n".join(cutter.bare), cutter.blocks


def first(blocks: Iterable[Block], kind: BlockKind, name: str) -> Block | None:
    """Return the first block of a kind and a name."""
    return next((block for block in blocks if block.kind == kind and block.name == name), None)
