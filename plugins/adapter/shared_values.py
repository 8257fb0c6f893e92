"""Tell every template what follows from all pages together: uses, menus, the index of sources, structured data."""

from collections.abc import Sequence
from functools import cache, partial
from operator import attrgetter
from typing import Any

from pelican import signals
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator

from plugins.facts.source_parts import MAIN_PAGE
from plugins.facts.sources_index import index_sources, list_parts, sources_of
from plugins.facts.structured_data import make_drawer
from plugins.facts.structured_data.model import Site
from plugins.markup.notices import read_notices
from plugins.problems.reporting import Refused
from plugins.reading.library import NOT_FOUND, Library

MOST_IN_MENU = 6  # uses: the head of a page has room for so many on a desk
MOST_RELATED = 4
IN_MENU = ("safety", "about")
AREA_NAMES = {"crows-feet": "crow's feet", "between-eyebrows": "between the eyebrows"}  # the others are words already


def share_articles(generator: ArticlesGenerator) -> None:
    """Tell every template which article is the overview, and which are the uses, in their order.

    Drafts are among them where drafts are written: in the preview.
    """
    drafts = [article for article in generator.drafts if article.save_as]
    listed = sorted(generator.articles + drafts, key=lambda article: (article.order, article.slug))
    generator.context["overview"] = next((article for article in listed if article.kind == "overview"), None)
    generator.context["uses"] = [article for article in listed if article.kind == "use"]


def share_notices(generator: ArticlesGenerator) -> None:
    """Give templates `notices`: the HTML of each notice, by its name.

    The preview keeps the last ones that were right. Raises Refused with every problem where there are none yet.
    """
    settings = generator.settings
    notices, problems = read_notices(settings["LIBRARY"].blocks)
    if problems and "NOTICES" not in settings:
        raise Refused(problems)
    if not problems:
        settings["NOTICES"] = notices
    generator.context["notices"] = settings["NOTICES"]


def related_uses(uses: Sequence[Any], article: Any) -> list[Any]:
    """Return the uses that an article leads on to: the first ones, without itself."""
    return [use for use in uses[: MOST_RELATED + 1] if use.url != article.url][:MOST_RELATED]


def area_marks(areas: Sequence[str]) -> list[dict[str, str]]:
    """Return what the figure marks: each area with its name in words."""
    return [{"area": area, "label": AREA_NAMES.get(area, area)} for area in areas]


def share_lists(generators: list[Generator]) -> None:
    """Tell every template what its menus and lists hold."""
    context = generators[0].context
    uses = context["uses"]
    pages = sorted(context["pages"], key=attrgetter("order"))
    context["first_uses"] = uses[:MOST_IN_MENU]
    context["main_menu"] = [
        context["overview"],
        *uses[:MOST_IN_MENU],
        *(page for page in pages if page.slug in IN_MENU),
    ]
    context["foot_menu"] = [page for page in pages if page.slug != NOT_FOUND and not page.is_further_list]
    context["uses_trail"] = [context["overview"], *(page for page in pages if page.slug == "uses")]
    context["sources_trail"] = [context["overview"], *(page for page in pages if page.slug == MAIN_PAGE)]
    context["related_uses"] = partial(related_uses, uses)
    context["area_marks"] = area_marks
    context["checks"] = context["LIBRARY"].data.checks
    context["glossary"] = sorted(context["LIBRARY"].data.glossary.values(), key=lambda term: term.term.lower())


def share_sources_index(generators: list[Generator]) -> None:
    """Give templates `sources_index(name)`, the sources of a part, and `source_lists()`: few pages ask for them."""
    pages: list[Any] = []
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            pages += generator.articles
        elif isinstance(generator, PagesGenerator):
            pages += generator.pages
    index = cache(lambda: index_sources(pages))
    generators[0].context["sources_index"] = lambda name: sources_of(index(), name)
    generators[0].context["source_lists"] = cache(lambda: list_parts(index(), pages))


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
    signals.article_generator_finalized.connect(share_notices)
    signals.all_generators_finalized.connect(share_lists)
    signals.all_generators_finalized.connect(share_sources_index)
    signals.all_generators_finalized.connect(share_structured_data)
