"""Texts of a page one below the other, as the patterns of the rules read them, each with where it was taken from."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from plugins.markup.tree import Block
from plugins.rules.header_texts import HeaderText


class Sentence(NamedTuple):
    """A sentence, and where it starts in the running text of its page."""

    start: int
    text: str
    passage: "Passage"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text: a value of the header, or a block of the body.

    start: its offset in the running text. source: where it was taken from.
    """

    start: int
    text: str
    source: Block | HeaderText

    @property
    def is_prose(self) -> bool:
        """Tell whether it is a paragraph or an entry of a list in the body."""
        return isinstance(self.source, Block) and self.source.kind in ("text", "item")


class RunningText:
    """Some texts, one below the other. An apostrophe is straight in them, as most patterns have it."""

    def __init__(self, sources: Iterable[Block | HeaderText]) -> None:
        kept = [source for source in sources if isinstance(source, HeaderText) or source.text]
        texts = [source.text.replace("’", "'") for source in kept]
        self.text = "\n".join(texts)
        self.starts = list(accumulate((len(text) + 1 for text in texts), initial=0))[:-1]
        self.passages = list(map(Passage, self.starts, texts, kept))

    def at(self, offset: int) -> Passage:
        """Return the passage at an offset."""
        return self.passages[bisect_right(self.starts, offset) - 1]
