"""List every source that the site cites, once, with the pages that cite it; and the pages that hold the parts of the list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from plugins.facts.source_parts import SourcePart, first_words, read_part
from plugins.markup.citations import Citation, format_source
from plugins.reading.source_entries import Source


class CitingPage(Protocol):
    """What is asked of a page: Pelican's articles and pages have it."""

    title: str
    url: str
    slug: str
    order: int
    citations: dict[str, Citation]


class ListingPage(CitingPage, Protocol):
    """The same of a page that may list sources."""

    source_parts: list[SourcePart]


@dataclass(frozen=True)
class IndexedSource:
    """A source, formatted, and the pages that cite it in the order of the site."""

    source: Source
    html: Markup
    cited_by: tuple[CitingPage, ...]

    @property
    def id(self) -> str:
        """Its id, which is also its place on the page."""
        return self.source.id


@dataclass(frozen=True)
class SourceList:
    """A part of the list, the page that it stands on, and how many sources it holds."""

    part: SourcePart
    page: CitingPage
    count: int


def index_sources(pages: Iterable[CitingPage]) -> list[IndexedSource]:
    """Return the sources that the pages cite, sorted by what each begins with: its authors, or its title."""
    sources: dict[str, Source] = {}
    citing: dict[str, list[CitingPage]] = {}
    for page in sorted(pages, key=lambda page: (page.order, page.slug)):
        for name, citation in page.citations.items():
            sources[name] = citation.source
            citing.setdefault(name, []).append(page)
    return [
        IndexedSource(source, format_source(source), tuple(citing[source.id]))
        for source in sorted(sources.values(), key=order_of_source)
    ]


def order_of_source(source: Source) -> tuple[str, str, str, str]:
    """Return what a source is sorted by; the id decides between entries that begin alike."""
    return first_words(source), source.year, source.title.casefold(), source.id


def sources_of(index: Iterable[IndexedSource], name: str) -> list[IndexedSource]:
    """Return the sources of a part of the list, in their order. name: of the part, as a page names it."""
    part = read_part(name)
    return [indexed for indexed in index if part and part.holds(indexed.source)]


def list_parts(index: Sequence[IndexedSource], pages: Iterable[ListingPage]) -> list[SourceList]:
    """Return every part that a page lists, in the order of the site."""
    return [
        SourceList(part, page, sum(part.holds(indexed.source) for indexed in index))
        for page in sorted(pages, key=lambda page: (page.order, page.slug))
        for part in page.source_parts
    ]
