"""A page as the rules see it: the blocks of its parse, their sentences and words, each with its place in a file."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from plugins.facts.source_parts import placed_parts
from plugins.markup.body import Body
from plugins.markup.sentences import split_sentences
from plugins.markup.tree import Block, Link
from plugins.memory.steps import digest
from plugins.reading.article_fields import ArticleFields, PageFields
from plugins.reading.front_matter import split_front_matter
from plugins.reading.library import Document
from plugins.reading.shared_blocks import Line
from plugins.rules.english import other_language
from plugins.rules.header_texts import HeaderText, header_texts
from plugins.rules.mentions import Cited, cited_in_header
from plugins.rules.running_text import Passage, RunningText, Sentence
from plugins.rules.word_places import find_in_source

TEMPLATE_ANCHORS = ("main", "sources")  # ids that the theme gives to its own parts of a page
CODE_SPAN = re.compile(r"(`{1,3})(?!`)([^\n]{0,500}?)(?<!`)\1(?!`)")
ADDRESS = re.compile(r"/(?:[\w.-]+/)*(?:[\w-]+\.html)?")
OWN = frozenset({"path", "kind", "lines", "body", "document"})
# What each pass asks of every page, changed or not
LASTING = frozenset({"digest", "inputs", "public", "named_addresses", "cited_ids", "pictures", "outward"})


class Place(NamedTuple):
    """Where something stands."""

    path: str
    line: int
    column: int


class Page:
    """One page of content/, or one shared block, read for the rules.

    kind: "overview", "use", "page" or "block". lines: its body with shared blocks put in. body: what Markdown made of it.
    """

    def __init__(
        self, path: str, kind: str, lines: tuple[Line, ...], body: Body, document: Document | None = None
    ) -> None:
        self.path = path
        self.kind = kind
        self.lines = lines
        self.body = body
        self.document = document

    def lighten(self) -> None:
        """Forget what only the rules on this page have asked for: it is many times as large as the page."""
        for name in vars(self).keys() - OWN - LASTING:
            del vars(self)[name]

    @cached_property
    def digest(self) -> str:
        """What the page says and where each line of it stands, as a hash."""
        if self.document:
            return self.document.digest
        return digest(self.path, *(f"{line.path}:{line.number}:{line.text}" for line in self.lines))

    @cached_property
    def inputs(self) -> str:
        """What the rules on this page alone depend on, as a hash: what it says, and which of its sources are known."""
        return digest(self.digest, *(name for name, _ in self.body.cited))

    @cached_property
    def public(self) -> str:
        """Its address, and what decides whether readers see it; nothing of that if it cannot be read."""
        address = self.document.address if self.document else None
        return repr((address, self.path, *((self.fields.draft, self.fields.published) if self.fields else ())))

    @cached_property
    def outward(self) -> str:
        """What rules on the whole site ask of it, as a hash: its address, header, sources, pictures and lists of sources."""
        header = split_front_matter(self.document.text)[0] if self.document else None
        lists = [f"{part.form}:{index}" for part, index in placed_parts(self.document)] if self.document else []
        return digest(self.public, header or "", *sorted(self.cited_ids), *sorted(self.pictures), *lists)

    @cached_property
    def pictures(self) -> frozenset[str]:
        """The addresses in its body that a picture or a link leads to, as far as they are those of pictures."""
        links = (link for block in self.blocks for link in block.links)
        return frozenset(link.address for link in links if link.is_picture or link.address.startswith("/images/"))

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
    def is_whole(self) -> bool:
        """Tell whether all that it should hold could be put in."""
        return self.document is None or not self.document.missing

    @property
    def is_article(self) -> bool:
        """Tell whether it is patient information: the overview, or a use."""
        return self.kind in ("overview", "use")

    @cached_property
    def text(self) -> str:
        """The Markdown of the body, for rules on how it is written."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def marked(self) -> str:
        """The Markdown of the body with blanks for code, in which nothing is a link or a tag."""
        return CODE_SPAN.sub(lambda match: " " * len(match[0]), self.text) if "`" in self.text else self.text

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Everything in the body, shared blocks included, in order."""
        return self.body.blocks

    @cached_property
    def own(self) -> list[Block]:
        """The blocks that stand in this very file."""
        return [block for block in self.blocks if self.lines[block.first].path == self.path]

    @property
    def own_lines(self) -> Iterator[tuple[int, Line]]:
        """The lines of the body that stand in this very file, each with its index."""
        return ((index, line) for index, line in enumerate(self.lines) if line.path == self.path)

    def matches(self, pattern: re.Pattern[str], signs: str) -> Iterator[tuple[Place, re.Match[str]]]:
        """Yield each match of a pattern in the Markdown of this file. signs: one of them is in each match."""
        if not any(sign in self.marked for sign in signs):
            return
        for block in self.own:
            text = self.marked[block.start : block.end]
            if any(sign in text for sign in signs):
                for found in pattern.finditer(text):
                    yield self.place(block.start + found.start()), found

    @cached_property
    def headings(self) -> list[Block]:
        """The headings, in order."""
        return [block for block in self.blocks if block.kind == "heading"]

    @cached_property
    def _line_starts(self) -> list[int]:
        return list(accumulate((len(line.text) + 1 for line in self.lines), initial=0))

    def place(self, offset: int) -> Place:
        """Return where an offset of the Markdown stands."""
        if not self.lines:
            return Place(self.path, 1, 1)
        index = min(bisect_right(self._line_starts, offset), len(self.lines)) - 1
        line = self.lines[index]
        return Place(line.path, line.number, offset - self._line_starts[index] + 1)

    def place_in(self, block: Block, offset: int) -> Place:
        """Return where an offset of the words of a block stands."""
        return self.place(block.start + find_in_source(block.text, offset, self.text[block.start : block.end]))

    def line_place(self, at: Block | Line) -> Place:
        """Return where a line starts, or the first line of a block."""
        line = at if isinstance(at, Line) else self.lines[at.first]
        return Place(line.path, line.number, 1)

    def block_at(self, index: int) -> Block | None:
        """Return the block that holds a line of the body."""
        return next((block for block in self.blocks if block.first <= index <= block.last), None)

    @cached_property
    def body_text(self) -> RunningText:
        """The words of the body, shared blocks included."""
        return RunningText(self.blocks)

    @cached_property
    def own_text(self) -> RunningText:
        """The words of this file: the values of its header, then the blocks of its body."""
        return RunningText([*header_texts(self.document), *self.own])

    @property
    def passages(self) -> list[Passage]:
        """Every text of this file."""
        return self.own_text.passages

    @property
    def flat(self) -> str:
        """All passages, one below the other."""
        return self.own_text.text

    @cached_property
    def lowered(self) -> str:
        """The flat text in small letters, one blank between words: to look up quickly whether something occurs."""
        return " ".join(self.flat.lower().split())

    def passage_at(self, offset: int) -> Passage:
        """Return the passage at an offset of the flat text."""
        return self.own_text.at(offset)

    def flat_place(self, offset: int, word: str = "") -> Place:
        """Return where an offset of the flat text stands. word: what stands there, to find it in a long value."""
        passage = self.passage_at(offset)
        if isinstance(passage.source, HeaderText):
            return Place(self.path, *passage.source.place_of(word))
        return self.place_in(passage.source, passage.written(offset))

    def body_place(self, offset: int) -> Place:
        """Return where an offset of `body_text` stands."""
        passage = self.body_text.at(offset)
        assert isinstance(passage.source, Block)
        return self.place_in(passage.source, passage.written(offset))

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence at an offset of the flat text."""
        passage = self.passage_at(offset)
        found = (passage.start, passage.text)
        for start, text in split_sentences(passage.text):
            if passage.start + start > offset:
                break
            found = (passage.start + start, text)
        return Sentence(*found, passage)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences of paragraphs and entries of lists of this very file."""
        return [
            Sentence(passage.start + start, text, passage)
            for passage in self.passages
            if isinstance(passage.source, Block) and passage.source.kind in ("text", "item")
            for start, text in split_sentences(passage.text)
        ]

    @cached_property
    def citations(self) -> list[Cited]:
        """The source ids that this very file names, in its header and in its text."""
        found = list(cited_in_header(self.path, self.document))
        for block in self.own:
            offset = block.start
            for name in block.cited:
                offset = self.find(block, offset, f"@{name}") + 1
                found.append(Cited(name, *self.place(offset)))
        return found

    def find(self, block: Block, start: int, *forms: str) -> int:
        """Return the offset behind `start` at which a block holds one of the forms, the first that is found at all.

        Where it holds none, that of what is read elsewhere, such as the address of a reference; or else its own start.
        """
        for form in forms:
            if (found := self.text.find(form, start, block.end)) >= 0:
                return found
        for other in self.blocks:
            if other.kind == "definition" and (found := self.text.find(forms[-1], other.start, other.end)) >= 0:
                return found
        return max(start - 1, block.start)

    @cached_property
    def cited_ids(self) -> frozenset[str]:
        """The same, each once and without its place."""
        header = (cited.id for cited in cited_in_header(self.path, self.document))
        return frozenset({*header, *(name for block in self.own for name in block.cited)})

    @cached_property
    def names(self) -> tuple[tuple[str, str, str], ...]:
        """The title and the word in the menu: field, as written, and as compared with those of other pages."""
        values = self.document.header.values if self.document and self.document.header else {}
        written = [(field, values.get(field)) for field in ("title", "nav_label")]
        return tuple(
            (field, value, " ".join(value.lower().split())) for field, value in written if isinstance(value, str)
        )

    @cached_property
    def links(self) -> list[tuple[Link, Place]]:
        """The links and pictures of the body, shared blocks included, each with the place of its address."""
        return [found for block in self.blocks for found in self._links_of(block)]

    def _links_of(self, block: Block) -> Iterator[tuple[Link, Place]]:
        start = block.start
        for link in block.links:
            address = link.address
            forms = (f"]({address}", f"<{address}", f"<{address.removeprefix('mailto:')}", address)
            found = self.find(block, start, *forms)
            before = next((sign for sign in ("](", "<") if self.text.startswith(sign, found)), "")
            start = found + len(before)
            yield link, self.place(start)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """What a link to this page may end in behind a "#"."""
        return frozenset({*TEMPLATE_ANCHORS, *(block.id for block in self.blocks if block.id)})

    def is_english(self, text: str) -> bool:
        """Tell whether a text of this page is in English, so far as we can."""
        return not other_language(text)
