"""List every source that the site cites, once, with the pages that cite it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from plugins.markup.citations import Citation, format_authors, format_source
from plugins.reading.source_entries import Source


class CitingPage(Protocol):
    """What is asked of a page: Pelican's articles and pages have it."""

    title: str
    url: str
    slug: str
    order: int
    citations: dict[str, Citation]


@dataclass(frozen=True)
class IndexedSource:
    """A source, formatted, and the pages that cite it in the order of the site."""

    id: str
    html: Markup
    cited_by: tuple[CitingPage, ...]


def index_sources(pages: Iterable[CitingPage]) -> list[IndexedSource]:
    """Return the sources that the pages cite, sorted by what each begins with: its authors, or its title."""
    sources: dict[str, Source] = {}
    citing: dict[str, list[CitingPage]] = {}
    for page in sorted(pages, key=lambda page: (page.order, page.slug)):
        for name, citation in page.citations.items():
            sources[name] = citation.source
            citing.setdefault(name, []).append(page)
    return [
        IndexedSource(source.id, format_source(source), tuple(citing[source.id]))
        for source in sorted(sources.values(), key=order_of_source)
    ]


def order_of_source(source: Source) -> tuple[str, str, str, str]:
    """Return what a source is sorted by; the id decides between entries that begin alike."""
    title = source.title.casefold()
    return format_authors(source).casefold() or title, source.year, title, source.id
