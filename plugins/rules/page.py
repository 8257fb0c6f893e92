"""A page as the rules see it: its blocks, sentences and words, each cut out once and with its place in a file.

The plain text has the length of the Markdown, with blanks where marks, links and citations stood: an offset in the
one is an offset in the other, and so a line and a column.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from markdown.extensions.toc import slugify

from plugins.memory.steps import digest
from plugins.reading.article_fields import ArticleFields, PageFields
from plugins.reading.library import Document
from plugins.reading.shared_blocks import Line
from plugins.rules.blocks import Block, cut_blocks
from plugins.rules.header_texts import HeaderText, header_texts
from plugins.rules.mentions import Cited, Link, find_citations, find_links
from plugins.rules.sentences import SPANISH, is_spanish, split_sentences

TEMPLATE_ANCHORS = ("main", "sources")  # ids that the theme gives to its own parts of a page
MARKUP = re.compile(
    r"(?P<gone>\[@[^\]\n]{0,300}\]|\{[^}\n]{0,300}\}|</?[a-zA-Z][^<>\n]{0,300}>|<!--|-->)"
    r"|!?\[(?P<words>[^\[\]]{0,500})\](?:\([^()\n]{0,500}\)|\[[^\[\]\n]{0,100}\])"
    r"|[*`\\]+|(?<!\w)_+|_+(?!\w)"
)
CODE_SPAN = re.compile(r"(`{1,3})(?!`)([^\n]{0,500}?)(?<!`)\1(?!`)")
ADDRESS = re.compile(r"/(?:[\w.-]+/)*(?:[\w-]+\.html)?")
FEWEST_SPANISH = 4  # different words of it on a page


class Place(NamedTuple):
    """Where something stands."""

    path: str
    line: int
    column: int


class Sentence(NamedTuple):
    """A sentence, and where it starts in the flat text of its page."""

    start: int
    text: str
    passage: "Passage"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that an editor wrote in this very file: a value of the header, or a block of the body.

    start: its offset in the flat text of the page. source: where it was cut from.
    """

    start: int
    text: str
    source: Block | HeaderText

    @property
    def is_prose(self) -> bool:
        """Tell whether it is a paragraph or an item of a list in the body."""
        return isinstance(self.source, Block) and self.source.kind in ("text", "item")


def blank(match: re.Match[str]) -> str:
    """Return blanks of the length of a match, keeping the words of a link and line ends."""
    whole = match[0]
    if match["words"] is not None:
        before = match.start("words") - match.start()
        return " " * before + match["words"] + " " * (len(whole) - before - len(match["words"]))
    return "".join("\n" if letter == "\n" else " " for letter in whole)


class Page:
    """One page of content/, or one shared block, read for the rules.

    kind: "overview", "use", "page" or "block". lines: its body with shared blocks put in.
    """

    def __init__(self, path: str, kind: str, lines: tuple[Line, ...], document: Document | None = None) -> None:
        self.path = path
        self.kind = kind
        self.lines = lines
        self.document = document

    def recall(self, anchors: frozenset[str], cited_ids: frozenset[str]) -> None:
        """Take what is known of the page, so that it need not be cut for it."""
        vars(self).update(anchors=anchors, cited_ids=cited_ids)  # where cached_property keeps its values

    @cached_property
    def digest(self) -> str:
        """What the page says and where each line of it stands, as a hash."""
        if self.document:
            return self.document.digest
        return digest(self.path, *(f"{line.path}:{line.number}:{line.text}" for line in self.lines))

    @cached_property
    def named_addresses(self) -> frozenset[str]:
        """Everything in the body that may be the address of a page."""
        return frozenset(ADDRESS.findall(self.text))

    @property
    def fields(self) -> PageFields | None:
        """Its header, if it has one that can be read."""
        return self.document.fields if self.document else None

    @property
    def article(self) -> ArticleFields | None:
        """Its header, if it is an article and can be read."""
        return self.document.article if self.document else None

    def key_place(self, *way: str | int) -> Place:
        """Return where the name of a field of the header stands: `key_place("status", 0, "ruling")`."""
        header = self.document.header if self.document else None
        return Place(self.path, *(header.key_places.get(way, (1, 1)) if header else (1, 1)))

    def value_place(self, *way: str | int) -> Place:
        """Return where the value of a field of the header stands."""
        header = self.document.header if self.document else None
        return Place(self.path, *(header.places.get(way, (1, 1)) if header else (1, 1)))

    @property
    def is_article(self) -> bool:
        """Tell whether it is patient information: the overview, or a use."""
        return self.kind in ("overview", "use")

    @cached_property
    def text(self) -> str:
        """The Markdown of the body."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def marked(self) -> str:
        """The Markdown of the body with blanks for code, in which nothing is a link or a tag."""
        return CODE_SPAN.sub(lambda match: " " * len(match[0]), self.text) if "`" in self.text else self.text

    @cached_property
    def _cut(self) -> tuple[str, list[Block]]:
        bare, blocks = cut_blocks(self.lines)
        return MARKUP.sub(blank, bare), blocks

    @property
    def plain(self) -> str:
        """The body without marks, of the same length as its Markdown."""
        return self._cut[0]

    @property
    def blocks(self) -> list[Block]:
        """Everything in the body, shared blocks included, in order."""
        return self._cut[1]

    @cached_property
    def own(self) -> list[Block]:
        """The blocks that stand in this very file."""
        return [block for block in self.blocks if self.lines[block.line].path == self.path]

    @cached_property
    def headings(self) -> list[Block]:
        """The headings, in order."""
        return [block for block in self.blocks if block.kind == "heading"]

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line.text) + 1)
        return starts

    def place(self, offset: int) -> Place:
        """Return where an offset of the body stands."""
        if not self.lines:
            return Place(self.path, 1, 1)
        index = min(bisect_right(self._line_starts, offset), len(self.lines)) - 1
        line = self.lines[index]
        return Place(line.path, line.number, offset - self._line_starts[index] + 1)

    def line_place(self, block: Block) -> Place:
        """Return the line on which a block starts, at its first column."""
        line = self.lines[block.line]
        return Place(line.path, line.number, 1)

    @cached_property
    def count(self) -> int:
        """How many words the body has, shared blocks included."""
        return self.words_before(len(self.plain))

    def words_before(self, offset: int) -> int:
        """Return how many words of the body stand above an offset."""
        return len(self.plain[:offset].split())

    def words(self, block: Block) -> str:
        """Return the plain text of a block."""
        return self.plain[block.start : block.end]

    @cached_property
    def passages(self) -> list[Passage]:
        """Every text of this file: the values of its header, then the blocks of its body."""
        found = []
        start = 0
        sources: list[HeaderText | Block] = [*header_texts(self.document), *self.own]
        for source in sources:
            text = source.text if isinstance(source, HeaderText) else self.words(source)
            if isinstance(source, HeaderText) or source.kind != "placement":
                found.append(Passage(start, text, source))
                start += len(text) + 1
        return found

    @cached_property
    def flat(self) -> str:
        """All passages, one below the other."""
        return "\n".join(passage.text for passage in self.passages)

    @cached_property
    def lowered(self) -> str:
        """The flat text in small letters, one blank between words: to look up quickly whether something occurs."""
        return " ".join(self.flat.lower().split())

    @cached_property
    def _passage_starts(self) -> list[int]:
        return [passage.start for passage in self.passages]

    def passage_at(self, offset: int) -> Passage:
        """Return the passage at an offset of the flat text."""
        return self.passages[bisect_right(self._passage_starts, offset) - 1]

    def flat_place(self, offset: int, word: str = "") -> Place:
        """Return where an offset of the flat text stands. word: what stands there, to find it in a long value."""
        passage = self.passage_at(offset)
        if isinstance(passage.source, HeaderText):
            return Place(self.path, *passage.source.place_of(word))
        return self.place(passage.source.start + offset - passage.start)

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence at an offset of the flat text."""
        passage = self.passage_at(offset)
        found = (passage.start, passage.text)
        for start, text in split_sentences(passage.text):
            if passage.start + start > offset:
                break
            found = (passage.start + start, text)
        return Sentence(*found, passage)

    def sentences_of(self, block: Block) -> list[tuple[int, str]]:
        """Return the sentences of a block, each with its offset in the body."""
        return [(block.start + start, text) for start, text in split_sentences(self.words(block))]

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences of paragraphs and list items of this very file."""
        return [
            Sentence(passage.start + start, text, passage)
            for passage in self.passages
            if passage.is_prose
            for start, text in split_sentences(passage.text)
        ]

    @cached_property
    def citations(self) -> list[Cited]:
        """The source ids that this very file names."""
        return list(find_citations(self.path, self.lines, self.document))

    @cached_property
    def cited_ids(self) -> frozenset[str]:
        """The same, each once."""
        return frozenset(cited.id for cited in self.citations)

    @cached_property
    def names(self) -> tuple[tuple[str, str, str], ...]:
        """The title and the word in the menu: field, as written, and as compared with those of other pages."""
        values = self.document.header.values if self.document and self.document.header else {}
        written = [(field, values.get(field)) for field in ("title", "nav_label")]
        return tuple(
            (field, value, " ".join(value.lower().split())) for field, value in written if isinstance(value, str)
        )

    @cached_property
    def links(self) -> list[Link]:
        """The links and pictures of the body, shared blocks included."""
        return list(find_links(self.marked))

    @cached_property
    def anchors(self) -> frozenset[str]:
        """What a link to this page may end in behind a "#"."""
        names = set()
        for block in self.headings:
            names.add(block.name or slugify(self.words(block), "-"))
        callouts = sum(1 for block in self.blocks if block.kind == "callout")
        return frozenset({*names, *(f"callout-{number}" for number in range(1, callouts + 1)), *TEMPLATE_ANCHORS})

    @cached_property
    def _has_spanish(self) -> bool:
        return len(SPANISH.intersection(self.lowered.split())) > FEWEST_SPANISH

    def is_english(self, text: str) -> bool:
        """Tell whether a text of this page is in English, so far as we can."""
        if not self._has_spanish:
            return True
        return not is_spanish(text)
