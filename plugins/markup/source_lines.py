"""Markdown: remember from which lines of the body each block of the page came, beside the HTML and not in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


@dataclass(frozen=True)
class SourceBlock:
    """A block at the top level of a page: its HTML, as it is written, and the lines of the body it came from.

    first, last: indexes of lines, from 0; the last one is a part of the block.
    """

    html: str
    first: int
    last: int


class LineRecorder(BlockProcessor):
    """Is asked first about each piece of the body, notes where it starts, and leaves it to the others."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self.reset()

    def reset(self) -> None:
        """Start the next page."""
        self.pieces: list[str] | None = None  # what is still to be read of the body
        self.lines_from: list[int] = []  # how many lines the last pieces have, by their number
        self.starts: list[tuple[int, int]] = []  # how many blocks there were, and the line that was reached

    def test(self, parent: Element, block: str) -> bool:
        """Tell whether a piece of the body itself is read, and not one inside a list or a quotation."""
        return parent is self.parser.root

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """Note the line, and return False: another processor makes the block."""
        if self.pieces is None:
            self.pieces = blocks
            self.lines_from = [0]
            for piece in reversed(blocks):
                self.lines_from.append(self.lines_from[-1] + piece.count("\n") + 2)
        if blocks is self.pieces:  # a processor may also read a part of a piece by itself
            below = self.lines_from[min(len(blocks), len(self.lines_from)) - 1]
            left = below + blocks[0].lstrip("\n").count("\n") + 2
            self.starts.append((len(parent), self.lines_from[-1] - left))
        return False


class RootKeeper(Treeprocessor):
    """Keeps the finished tree, from which the HTML of a single block can be written again."""

    root: Element | None = None

    def run(self, root: Element) -> None:
        """Keep it, as it is."""
        self.root = root


class SourceLinesExtension(Extension):
    """Register both: one before all processors of blocks, the other behind all that work on the tree."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Add them to a Markdown instance."""
        self.md = md
        self.recorder = LineRecorder(md.parser)
        self.keeper = RootKeeper(md)
        md.parser.blockprocessors.register(self.recorder, "source-lines", 1000)
        md.treeprocessors.register(self.keeper, "source-lines", -1000)
        md.registerExtension(self)

    def reset(self) -> None:
        """Start the next page."""
        self.recorder.reset()
        self.keeper.root = None

    def blocks(self, last: int) -> Iterator[SourceBlock]:
        """Yield the blocks of the page that was converted last, each written as in the whole page.

        last: the index of the last line of its body.
        """
        root = self.keeper.root
        if root is None:
            return
        firsts = first_lines(self.recorder.starts, len(root))
        for index, element in enumerate(root):
            html = self.md.serializer(element)
            for postprocessor in self.md.postprocessors:
                html = postprocessor.run(html)
            below = next((line for line in firsts[index + 1 :] if line > firsts[index]), last + 1)
            yield SourceBlock(html, min(firsts[index], last), min(below - 1, last))


def first_lines(starts: Sequence[tuple[int, int]], count: int) -> list[int]:
    """Return the first line of each of `count` blocks.

    starts: in the order of reading, how many blocks there were when a line was reached.
    """
    lines = [0] * count
    for (before, line), (after, _) in zip(starts, [*starts[1:], (count, 0)], strict=True):
        for index in range(before, after):
            lines[index] = line
    return lines
