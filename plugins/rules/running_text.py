"""Some texts of a page, one below the other: what rules on words look through."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from plugins.markup.tree import Block
from plugins.reading.signs import as_read
from plugins.rules.header_texts import HeaderText


class Sentence(NamedTuple):
    """A sentence, and where it starts in the running text of its page."""

    start: int
    text: str
    passage: "Passage"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text: a value of the header, or a block of the body.

    start: its offset in the running text. text: as it is read. source: where it was taken from.
    offsets: of each sign of `text` in the text of the source, where they are not the same.
    """

    start: int
    text: str
    source: Block | HeaderText
    offsets: Sequence[int] = ()

    def written(self, offset: int) -> int:
        """Return where an offset of the running text stands in the text of the source."""
        return self.offsets[offset - self.start] if self.offsets else offset - self.start


class RunningText:
    """Some texts, one below the other, as a reader reads them: `as_read` says what that is."""

    def __init__(self, sources: Iterable[Block | HeaderText]) -> None:
        kept = [source for source in sources if isinstance(source, HeaderText) or source.text]
        read = [as_read(source.text) for source in kept]
        texts = [text for text, _ in read]
        self.text = "\n".join(texts)
        self.starts = list(accumulate((len(text) + 1 for text in texts), initial=0))[:-1]
        self.passages = list(map(Passage, self.starts, texts, kept, (offsets for _, offsets in read)))

    def at(self, offset: int) -> Passage:
        """Return the passage at an offset."""
        return self.passages[bisect_right(self.starts, offset) - 1]
