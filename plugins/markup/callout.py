"""Markdown: a quoted block that says its kind becomes a callout.

    > [!emergency] Call 911
    > If it is hard to breathe or to swallow.

The kinds are emergency (call 911), urgent (call the clinic today), warning (the boxed warning) and note.
"""

import re
import xml.etree.ElementTree as etree

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor

KINDS = ("emergency", "urgent", "warning", "note")
OPENING = re.compile(r"[ ]{0,3}> ?\[!(?P<kind>[^\]\s]+)\][ \t]*(?P<title>[^\n]*)")
QUOTE_MARK = re.compile(r"^[ ]{0,3}> ?", re.MULTILINE)


class CalloutProcessor(BlockProcessor):
    """Turn a callout into a section with a heading of its own."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self.reset()

    def reset(self) -> None:
        """Start the next page at callout 1."""
        self.count = 0

    def test(self, parent: etree.Element, block: str) -> bool:
        """Tell whether the block opens a callout of a known kind."""
        opening = OPENING.match(block)
        return opening is not None and opening["kind"].lower() in KINDS

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        """Append the callout to the parent, with its text parsed as Markdown."""
        block = blocks.pop(0)
        opening = OPENING.match(block)
        assert opening  # test() has matched it already
        self.count += 1
        name = f"callout-{self.count}"
        section = etree.SubElement(parent, "section")
        section.set("class", f"callout callout--{opening['kind'].lower()}")
        section.set("aria-labelledby", name)
        heading = etree.SubElement(section, "h3")
        heading.set("id", name)
        heading.text = opening["title"].strip()
        inner = QUOTE_MARK.sub("", block[opening.end() :].lstrip("\n"))
        # Markdown splits at empty lines, so a callout of several paragraphs arrives as several quoted blocks:
        # `>` alone keeps them together.
        self.parser.parseBlocks(section, inner.split("\n\n") if inner.strip() else [])
