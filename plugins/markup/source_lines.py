"""Markdown: remember from which lines of the body each block of the page came, beside the HTML and not in it."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor


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

    def extents(self, count: int, end: int) -> list[tuple[int, int]]:
        """Return of each of `count` blocks at the top level its first line, and the line below its last one.

        end: the line below the last one of the body.
        """
        firsts = [0] * count
        for (before, line), (after, _) in zip(self.starts, [*self.starts[1:], (count, 0)], strict=True):
            firsts[before:after] = [line] * (after - before)
        belows = [end] * count
        for index in range(count - 2, -1, -1):
            belows[index] = firsts[index + 1] if firsts[index + 1] > firsts[index] else belows[index + 1]
        return list(zip(firsts, belows, strict=True))


def write_block(md: Markdown, element: Element) -> str:
    """Return the HTML of one block of a finished page, as it is written in the whole."""
    html = str(md.serializer(element))
    for postprocessor in md.postprocessors:
        html = postprocessor.run(html)
    return html
