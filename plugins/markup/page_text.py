"""Read what stands on a page, paragraph by paragraph: its words without marks, links and citations."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

from plugins.markup.body import make_markdown
from plugins.markup.citations import CITATION
from plugins.reading.library import Document

HEADING_LINE = re.compile(r"(?P<marks>#{1,6})\s.*?(?:\{\s*#(?P<id>[\w-]+)\s*\})?\s*")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCK_TAGS = {*HEADINGS, "p", "li", "ul", "ol", "section", "table", "tr", "td", "th", "blockquote"}


@dataclass(frozen=True)
class Paragraph:
    """A piece of text, and the HTML element that holds it: "p", "li", "h3" and so on."""

    tag: str
    text: str

    @property
    def is_heading(self) -> bool:
        """Tell whether it is a heading."""
        return self.tag in HEADINGS


class ParagraphParser(HTMLParser):
    """Gather the text of each block element."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[Paragraph] = []
        self.open_tags: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Start a paragraph at each block element."""
        if tag in BLOCK_TAGS:
            self.end_paragraph()
            self.open_tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """End the paragraph with its element."""
        if tag in BLOCK_TAGS:
            self.end_paragraph()
            self.open_tags.pop()

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.words.append(data)

    def end_paragraph(self) -> None:
        """Note the text so far, if there is any."""
        text = " ".join("".join(self.words).split())
        self.words.clear()
        if text:
            self.paragraphs.append(Paragraph(self.open_tags[-1] if self.open_tags else "p", text))


def read_paragraphs(lines: Iterable[str]) -> list[Paragraph]:
    """Return the paragraphs of some lines of Markdown, in order, spelt as the page shows them."""
    return list(_read_text("\n".join(lines)))


@lru_cache(maxsize=256)  # shared blocks are the same text on every page
def _read_text(text: str) -> tuple[Paragraph, ...]:
    parser = ParagraphParser()
    parser.feed(make_markdown().convert(CITATION.sub("", text)))
    parser.close()
    return tuple(parser.paragraphs)


def lines_of_block(document: Document, name: str) -> list[str]:
    """Return the lines that a page has from a shared block; none if it does not hold that block."""
    return [line.text for line in document.lines if line.path == f"content/blocks/{name}.md"]


def lines_of_section(document: Document, section_id: str) -> list[str]:
    """Return the lines below the heading `{#section_id}`, down to the next heading of its rank or above."""
    found: list[str] = []
    rank = 0  # of the heading, once it is found
    for line in document.lines:
        heading = HEADING_LINE.fullmatch(line.text)
        if rank and heading and len(heading["marks"]) <= rank:
            break
        if rank:
            found.append(line.text)
        elif heading and heading["id"] == section_id:
            rank = len(heading["marks"])
    return found


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph."""
    return SENTENCE_END.split(text)


def first_sentences(text: str, most: int) -> str:
    """Return as many whole sentences as fit into `most` characters, and the first one in any case."""
    kept, *others = split_sentences(text)
    for sentence in others:
        if len(kept) + 1 + len(sentence) > most:
            break
        kept = f"{kept} {sentence}"
    return kept
