"""What the graph needs of a page and of the site."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from plugins.facts.review_status import ReviewStatus
from plugins.facts.source_parts import MAIN_PAGE
from plugins.markup.tree import Block
from plugins.reading.article_fields import PageFields
from plugins.reading.library import Document
from plugins.reading.site_data import Practice
from plugins.reading.source_entries import Source

Node = dict[str, Any]

VOCABULARY = "https://schema.org"


@dataclass(frozen=True)
class Page:
    """A page of the site. blocks: what stands on it. sources: those that it cites, in their order."""

    document: Document
    fields: PageFields
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...]
    review: ReviewStatus

    def shared(self, name: str) -> list[Block]:
        """Return what a page has from a shared block; nothing if it does not hold that block."""
        path = f"content/blocks/{name}.md"
        return [block for block in self.blocks if block.text and self.document.lines[block.first].path == path]

    def below(self, heading_id: str) -> Iterator[Block]:
        """Yield what stands below the heading of an id, up to the next heading."""
        is_below = False
        for block in self.blocks:
            if block.kind == "heading":
                is_below = block.id == heading_id
            elif is_below:
                yield block

    @property
    def is_medical(self) -> bool:
        """Tell whether it informs patients of the treatment: an article, or what holds the boxed warning."""
        return self.document.article is not None or bool(self.shared("boxed-warning"))


@dataclass(frozen=True)
class Site:
    """What every graph shares.

    url: absolute, without the last slash. listed: the documents of the published pages, in their order.
    """

    url: str
    name: str
    language: str
    practice: Practice
    listed: tuple[Document, ...]

    @cached_property
    def above(self) -> dict[str, Document]:
        """The pages that others stand below, by their address: the overview, and the lists of uses and of sources."""
        above = ("", "uses/", f"{MAIN_PAGE}/")
        return {document.address: document for document in self.listed if document.address in above}

    @property
    def drug_id(self) -> str:
        """The id of the drug: one drug, whichever page speaks of it."""
        return f"{self.url}/#drug"

    @property
    def practice_id(self) -> str:
        """The id of the practice."""
        return f"{self.url}/#practice"

    @property
    def site_id(self) -> str:
        """The id of the site itself."""
        return f"{self.url}/#site"

    def address(self, document: Document) -> str:
        """Return the absolute address of a page, which is its id too."""
        return f"{self.url}/{document.address}"


def make_node(kind: str, node_id: str = "", **properties: Any) -> Node:
    """Return a node without the properties that are empty: what is not known is not said."""
    known = {name: value for name, value in properties.items() if value not in (None, "", [], {})}
    return {"@type": kind, **({"@id": node_id} if node_id else {}), **known}


def refer(node_id: str) -> Node:
    """Return a link to a node that stands elsewhere in the graph."""
    return {"@id": node_id}
