"""Tell every template what follows from all pages together: the uses, the index of sources, structured data."""

from functools import cache
from operator import attrgetter
from typing import Any

from pelican import signals
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator

from plugins.facts.sources_index import CitingPage, index_sources
from plugins.facts.structured_data import make_drawer
from plugins.facts.structured_data.model import Site
from plugins.reading.library import Library


def share_articles(generator: ArticlesGenerator) -> None:
    """Tell every template which article is the overview, and which are the uses, in their order.

    Drafts are among them where drafts are written: in the preview.
    """
    drafts = [article for article in generator.drafts if article.save_as]
    listed = sorted(generator.articles + drafts, key=lambda article: (article.order, article.slug))
    generator.context["overview"] = next((article for article in listed if article.kind == "overview"), None)
    generator.context["uses"] = [article for article in listed if article.kind == "use"]


def share_sources_index(generators: list[Generator]) -> None:
    """Give templates the function `sources_index()`: one page of all asks for it."""
    pages: list[CitingPage] = []
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            pages += generator.articles
        elif isinstance(generator, PagesGenerator):
            pages += generator.pages
    generators[0].context["sources_index"] = cache(lambda: index_sources(pages))


def share_structured_data(generators: list[Generator]) -> None:
    """Give templates the function `structured_data(output_file)`."""
    published: list[Any] = []
    drafts: list[Any] = []
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            published += generator.articles
            drafts += generator.drafts
        elif isinstance(generator, PagesGenerator):
            published += generator.pages
            drafts += generator.draft_pages
    context = generators[0].context
    library: Library = context["LIBRARY"]
    documents = {document.file: document for document in library.documents.values()}
    listed = sorted(published, key=attrgetter("order", "slug"))
    site = Site(
        context["SITEURL"],
        context["SITENAME"],
        context["DEFAULT_LANG"],
        library.data.practice,
        tuple(documents[content.file] for content in listed),
    )
    contents = {content.file: content for content in [*published, *drafts]}
    context["structured_data"] = make_drawer(contents, documents, site)


def register() -> None:
    """Run when Pelican has read the articles, and when every page is known."""
    signals.article_generator_finalized.connect(share_articles)
    signals.all_generators_finalized.connect(share_sources_index)
    signals.all_generators_finalized.connect(share_structured_data)
