"""Markdown: a line such as `[[chart: sweat]]` marks the place of something that the theme draws.

The body holds an empty element there; `split_parts` cuts the body at these, so that a template can fill them.
Blocks of text that pages share, `[[block: off-label]]`, are put in earlier, by the library.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass

from markdown.blockprocessors import BlockProcessor

from plugins.reading.shared_blocks import PLACEMENT

# What may be placed, and whether it wants a name; None where it may have one.
KINDS: dict[str, bool | None] = {
    "chart": True, "drawing": True, "choices": False, "timeline": False, "evidence": False, "uses": False,
    "all-sources": None, "review-states": False, "glossary": False,
    "checks": False,
}  # fmt: skip
DRAWINGS = ("nerve-and-muscle", "nerve-and-pain", "sweat-gland", "oil-gland", "palms", "soles")
ELEMENT = re.compile(r'<placement kind="([^"]*)" name="([^"]*)"></placement>')


@dataclass(frozen=True)
class Part:
    """A piece of a body: ready HTML (kind "html"), or the place of something that the theme draws."""

    kind: str
    name: str = ""
    html: str = ""


def split_parts(body: str) -> Iterator[Part]:
    """Cut the HTML of a body at its placements."""
    pieces = ELEMENT.split(body)
    for index in range(0, len(pieces), 3):
        if pieces[index].strip():
            yield Part("html", html=pieces[index])
        if index + 2 < len(pieces):
            yield Part(pieces[index + 1], pieces[index + 2])


class PlacementProcessor(BlockProcessor):
    """Turn a paragraph that is a placement, and stands on its own, into its element."""

    def test(self, parent: etree.Element, block: str) -> bool:
        """Tell whether the block is a placement at the top level: inside a list it would cut the list in two."""
        match = PLACEMENT.fullmatch(block.strip())
        return match is not None and match["kind"] in KINDS and parent.tag == self.parser.md.doc_tag

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        """Append the element."""
        match = PLACEMENT.fullmatch(blocks.pop(0).strip())
        assert match  # test() has matched it already
        element = etree.SubElement(parent, "placement")
        element.set("kind", match["kind"])
        element.set("name", match["name"] or "")
