"""Turn a document of the library into what Pelican renders: its HTML, and values for the templates."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from markdown import Markdown
from markupsafe import Markup
from pelican import signals
from pelican.generators import ArticlesGenerator, Generator
from pelican.readers import BaseReader, Readers
from pelican.settings import Settings

from plugins.article_fields import ArticleFields
from plugins.callout import CalloutExtension
from plugins.citations import CitationExtension, number_citations
from plugins.library import Document, Library
from plugins.placement import PLACEMENT, PlacementExtension, split_parts
from plugins.review_status import review_status
from plugins.site_data import Term

EXTENSIONS = ("attr_list", "sane_lists", "smarty", "tables", "toc")
TEMPLATES = {"overview": "overview", "use": "use", "page": "page"}
CITATION_TEXT = re.compile(r"\[@[^\]]*\]")


@dataclass(frozen=True)
class Heading:
    """A section of a page, for its list of contents."""

    id: str
    title: Markup


def make_markdown() -> Markdown:
    """Return a converter with our extensions; `reset()` it before each page."""
    return Markdown(
        extensions=[*EXTENSIONS, CalloutExtension(), PlacementExtension(), CitationExtension()],
        extension_configs={"toc": {"toc_depth": "2-2"}},
        output_format="html",
    )


def find_terms(lines: Iterable[str], glossary: dict[str, Term]) -> list[Term]:
    """Return the words of the glossary that a page uses, in alphabetical order."""
    text = CITATION_TEXT.sub(" ", " ".join(line for line in lines if not PLACEMENT.fullmatch(line.strip())))
    found = []
    for term in glossary.values():
        words = "|".join(re.escape(word) for word in sorted((term.term, *term.also), key=len, reverse=True))
        if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE):
            found.append(term)
    return sorted(found, key=lambda term: term.term.lower())


class ArticleReader(BaseReader):  # type: ignore[misc]
    """Pelican's reader for .md files; the gate has read and checked them already."""

    file_extensions = ["md"]  # noqa: RUF012 (Pelican's own attribute)

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.markdown = make_markdown()

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the HTML of a page and what templates may know of it. Raises KeyError for a page unknown to the gate."""
        library: Library = self.settings["LIBRARY"]
        name = Path(source_path).relative_to(Path(self.settings["PATH"]).resolve()).as_posix()
        document = library.documents[f"content/{name}"]
        return self.convert(document, library)

    def convert(self, document: Document, library: Library) -> tuple[str, dict[str, Any]]:
        """Render the body of a document, and gather the values."""
        fields = document.fields
        if fields is None:
            raise ValueError(f"{document.path}: its header cannot be read")
        today: date = self.settings["BUILD_DATE"]
        lines = [line.text for line in document.lines]
        self.markdown.reset()
        self.markdown.citations = number_citations(fields, lines, library.data.sources)
        html = self.markdown.convert(document.body)
        is_hidden = fields.draft or fields.published > today
        return html, {
            "title": fields.title,
            "summary": fields.summary,
            "date": datetime.combine(fields.published, time()),
            "modified": datetime.combine(fields.updated, time()),
            "status": "draft" if is_hidden else "published",
            "slug": document.slug,
            "address": document.address,
            "file": document.file,
            "order": fields.order,
            "template": TEMPLATES[document.kind],
            "kind": document.kind,
            "fields": fields,
            "ruling": fields.ruling if isinstance(fields, ArticleFields) else None,
            "citations": self.markdown.citations,
            "contents": [Heading(token["id"], Markup(token["html"])) for token in self.markdown.toc_tokens],  # noqa: S704
            "terms": find_terms(lines, library.data.glossary),
            "review": review_status(document, library.data.reviewers, today),
        }


def use_reader(readers: Readers) -> None:
    """Put our reader in the place of Pelican's Markdown reader."""
    readers.reader_classes["md"] = ArticleReader


def add_filters(generator: Generator) -> None:
    """Let templates walk through a body: `article.content | parts`."""
    generator.env.filters["parts"] = lambda body: list(split_parts(str(body)))


def share_articles(generator: ArticlesGenerator) -> None:
    """Tell every template which article is the overview, and which are the uses, in their order."""
    listed = sorted(generator.articles + generator.drafts, key=lambda article: (article.order, article.slug))
    generator.context["overview"] = next((article for article in listed if article.kind == "overview"), None)
    generator.context["uses"] = [article for article in listed if article.kind == "use"]


def register() -> None:
    """Run when Pelican makes its readers, and when it has read the articles."""
    signals.readers_init.connect(use_reader)
    signals.generator_init.connect(add_filters)
    signals.article_generator_finalized.connect(share_articles)
