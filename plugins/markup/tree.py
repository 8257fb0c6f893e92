"""Markdown: what stands on a page, block by block: its words as they are read, and the lines that they came from.

The blocks are taken from Markdown's own tree: where they stand before the marks in their words are read, and what they
say once the page is finished.
"""

import html
import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE

from plugins.markup.alignment import Aligner
from plugins.markup.citations import CitedElements
from plugins.markup.heading_ids import HEADINGS, ID
from plugins.markup.source_lines import LineRecorder

BlockKind = Literal["heading", "text", "item", "table", "row", "placement", "callout", "rule", "code", "definition"]
HOLDERS = {"ul", "ol", "blockquote", "section", "div"}
BLOCKS = {*HEADINGS, *HOLDERS, "p", "li", "table", "thead", "tbody", "tr", "pre", "hr", "placement"}
LABELS = ("strong", "em")
ENTITY = re.compile(r"&(?:#\w{1,8}|\w{1,32});")  # without the ";" it is printed as it stands


class Link(NamedTuple):
    """A link or a picture. words: of the link, or in the place of the picture; None of an address written for others."""

    address: str
    words: str | None
    is_picture: bool = False


class Block(NamedTuple):
    """A piece of a page.

    kind: "item" is an entry of a list, "row" one of a table, "callout" the title of a callout, "definition" what
    Markdown reads and does not print.
    first, last: the indexes of its lines in the body, from 0. start, end: the offsets of its words there.
    text: as it is read: without marks and citations, with a second blank behind a label in bold, "Risk:".
    level: the rank of a heading, the depth of an entry. quote: in how many quotations and callouts it stands.
    section: the id of the second-rank heading above it. callout: the kind of callout that it stands in.
    name: the id that a heading was given, the kind of a callout; "chart:sweat" of a placement. id: as it is printed.
    citations: the source ids of each citation, known or not. rows: of a table.
    """

    kind: BlockKind
    first: int
    last: int
    start: int
    end: int
    text: str = ""
    level: int = 0
    quote: int = 0
    section: str = ""
    callout: str = ""
    name: str = ""
    id: str = ""
    links: tuple[Link, ...] = ()
    citations: tuple[tuple[str, ...], ...] = ()
    rows: "tuple[Block, ...]" = ()

    @property
    def is_title(self) -> bool:
        """Tell whether it is a heading, of the page or of a callout."""
        return self.kind in ("heading", "callout")

    @property
    def cited(self) -> tuple[str, ...]:
        """The source ids that it names, one after the other."""
        return tuple(name for ids in self.citations for name in ids)


class Leaf(NamedTuple):
    """An element with words of its own, and its block as far as it is known before the marks are read."""

    element: Element
    block: Block
    rows: "tuple[Leaf, ...]" = ()


class LeafFinder(Treeprocessor):
    """Runs before the marks are read, and notes where each block stands."""

    def __init__(self, md: Markdown, lines: LineRecorder) -> None:
        super().__init__(md)
        self.lines = lines
        self.reset()

    def reset(self) -> None:
        """Start the next page."""
        self.aligner = Aligner([])  # of the lines as they were written: Markdown puts blanks for tabs
        self.leaves: list[Leaf] = []
        self.top: list[tuple[Element, int, int]] = []  # each block at the top level, its first line, the one below it

    def run(self, root: Element) -> None:
        """Note the blocks; the tree stays as it is."""
        extents = self.lines.extents(len(root), len(self.aligner.lines))
        self.top = [(element, *extent) for element, extent in zip(root, extents, strict=True)]
        for element, first, below in self.top:
            self.aligner.enter(first, below)
            self.leaves.extend(self.walk(element, Block("text", 0, 0, 0, 0)))

    def walk(self, element: Element, around: Block, is_first: bool = False) -> Iterator[Leaf]:
        """Yield the leaves of an element. around: what holds it. is_first: the first part of an entry of a list."""
        tag = element.tag
        text = element.text or ""
        if tag == "p":
            yield self.leaf(element, text, around, kind="item" if is_first else "text")
        elif tag in HEADINGS:
            yield self.heading(element, text, around)
        elif tag == "li":
            entry = around._replace(level=around.level + 1)
            if text.strip() or not len(element):
                yield self.leaf(element, text, entry, kind="item")
            for index, child in enumerate(element):
                yield from self.walk(child, entry, index == 0 and not text.strip())
        elif tag in HOLDERS:
            deep = tag in ("blockquote", "section")
            inside = around._replace(quote=around.quote + deep, level=0 if deep else around.level)
            if tag == "section":
                inside = inside._replace(callout=element.get("class", "").rpartition("--")[2])
            for child in element:
                yield from self.walk(child, inside)
        else:
            yield self.other(element, around)

    def leaf(self, element: Element, words: str, around: Block, **known: Any) -> Leaf:
        """Return a leaf with its place. words: what is looked for in the lines. known: values of its block."""
        first, last, start, end = self.aligner.find(words)
        return Leaf(element, around._replace(first=first, last=last, start=start, end=end, **known))

    def heading(self, element: Element, words: str, around: Block) -> Leaf:
        """Return a heading; the first one in a callout is its title."""
        if element.get("id", "") and around.callout:
            return self.leaf(element, words, around, kind="callout", name=around.callout)
        named = ID.search(words)
        words = words[: named.start()].rstrip("#").rstrip() if named else words
        name = named["id"] if named else ""
        return self.leaf(element, words, around, kind="heading", level=int(element.tag[1]), name=name)

    def other(self, element: Element, around: Block) -> Leaf:
        """Return a table, a placement, a line, or a piece of code."""
        if element.tag == "table":
            rows = [row for part in element for row in part]
            places = [around._replace(kind="row", **place._asdict()) for place in self.aligner.find_rows(len(rows))]
            first, last = places[0], places[-1]
            whole = first._replace(kind="table", last=last.last, end=max(last.end, first.end))
            return Leaf(element, whole, tuple(map(Leaf, rows, places)))
        if element.tag == "placement":
            kind, name = element.get("kind", ""), element.get("name", "")
            return self.leaf(element, "", around, kind="placement", name=f"{kind}:{name}" if name else kind)
        if element.tag == "pre":
            return self.leaf(element, html.unescape("".join(element.itertext())), around, kind="code")
        return self.leaf(element, "", around, kind="rule")


class WordReader:
    """Reads the words of finished blocks."""

    def __init__(self, md: Markdown, cited: CitedElements) -> None:
        self.stash = md.htmlStash.rawHtmlBlocks
        self.cited = cited

    def finish(self, leaf: Leaf, section: str) -> Block:
        """Return the block of a leaf with its words, links and citations."""
        if leaf.rows:
            rows = tuple(self.finish(row, section) for row in leaf.rows)
            links = tuple(link for row in rows for link in row.links)
            citations = tuple(ids for row in rows for ids in row.citations)
            text = "\n".join(row.text for row in rows)
            return leaf.block._replace(section=section, text=text, links=links, citations=citations, rows=rows)
        self.links: list[Link] = []
        self.citations: list[tuple[str, ...]] = []
        if leaf.block.kind == "row":
            text = " | ".join(self.words(cell) for cell in leaf.element)
        else:
            text = self.words(leaf.element)
        block = leaf.block
        found = leaf.element.get("id", "")
        if block.kind == "heading":
            block = block._replace(name=block.name if block.name == found else "", id=found)
            section = block.name if block.level == 2 else section
        elif block.kind == "callout":
            block = block._replace(id=found)
        links, citations = tuple(self.links), tuple(self.citations)
        return block._replace(section=section, text=text, links=links, citations=citations)

    def words(self, element: Element) -> str:
        """Return the words of an element, without those of the blocks in it."""
        return self.resolve("".join(self.pieces(element))).strip()

    def pieces(self, element: Element) -> Iterator[str]:
        """Yield the words of an element, piece by piece."""
        yield element.text or ""
        for child in element:
            if child.tag in BLOCKS:
                continue
            if child in self.cited:
                self.citations.append(tuple(self.cited[child][1]))
            elif child.tag == "img":
                words = child.get("alt", "")
                self.links.append(Link(self.resolve(child.get("src", "")), self.resolve(words), is_picture=True))
                yield words
            elif child.tag == "a":
                words = "".join(self.pieces(child))
                self.links.append(Link(self.resolve(child.get("href", "")), self.resolve(words)))
                yield words
            else:
                words = "".join(self.pieces(child))
                yield f"{words} " if child.tag in LABELS and words.endswith(":") else words
            yield child.tail or ""

    def resolve(self, text: str) -> str:
        """Return a text with what Markdown holds back for the end: entities and typography; tags have no words."""
        if "\x02" in text:
            text = HTML_PLACEHOLDER_RE.sub(self.held_back, text).replace(AMP_SUBSTITUTE, "&")
        return ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text

    def held_back(self, found: re.Match[str]) -> str:
        """Return what stands for a sign that Markdown holds back."""
        index = int(found[1])
        held = str(self.stash[index]) if index < len(self.stash) else ""
        return held if held.startswith("&") else ""


def read_blocks(leaves: LeafFinder, cited: CitedElements) -> tuple[Block, ...]:
    """Return the blocks of a finished page, in their order.

    cited: what was written in each element that is a citation, and its source ids.
    """
    reader = WordReader(leaves.md, cited)
    found: list[Block] = []
    section = ""
    for leaf in leaves.leaves:
        block = reader.finish(leaf, section)
        section = block.section
        found.append(block)
    for extent in leaves.aligner.left():
        text = "\n".join(leaves.aligner.lines[extent.first : extent.last + 1])
        addresses = dict.fromkeys(str(address) for address, _ in leaves.md.references.values())
        links = tuple(Link(each, None) for each in addresses if each in text)
        found.append(Block("definition", *extent, links=links))
    return tuple(sorted(found, key=lambda block: block.start))
