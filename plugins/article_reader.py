"""Turn a document of the library into what Pelican renders: its HTML, and values for the templates."""

from collections.abc import Callable, Iterable, Sequence
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
from pelican.urlwrappers import Category

from plugins.article_fields import ArticleFields
from plugins.callout import CalloutExtension
from plugins.citations import Citation, CitationExtension, number_citations
from plugins.library import Document, Library
from plugins.markup.bounds import what_is_too_much
from plugins.markup.heading_ids import HeadingIdExtension
from plugins.markup.judge import Finding, judge
from plugins.markup.refusals import Refusal, refusals
from plugins.markup.source_lines import SourceBlock, SourceLinesExtension
from plugins.placement import PlacementExtension, split_parts
from plugins.problem import Problem
from plugins.review_status import review_status
from plugins.site_data import Source
from plugins.sparing import SparingExtension
from plugins.workers import map_forked

EXTENSIONS = ("sane_lists", "smarty", "tables", "toc")
TEMPLATES = {"overview": "overview", "use": "use", "page": "page"}


@dataclass(frozen=True)
class Heading:
    """A section of a page, for its list of contents."""

    id: str
    title: Markup


@dataclass(frozen=True)
class Body:
    """What Markdown makes of a body: all that takes time and depends on one document alone.

    contents: id and HTML of each section. anchored: the sources whose first mention has its anchor.
    refused: what may not be published of it; then there is no HTML.
    """

    html: str
    contents: tuple[tuple[str, str], ...]
    anchored: frozenset[str]
    refused: tuple[Refusal, ...] = ()


class Converter(Markdown):
    """Python-Markdown with our extensions; `reset()` it before each page.

    Without its search for blocks of HTML, which may not stand in a text and would move the lines below them.
    """

    def __init__(self) -> None:
        ids = HeadingIdExtension()
        self.source_lines = SourceLinesExtension()
        self.citations: dict[str, Citation] = {}
        super().__init__(
            extensions=[
                *EXTENSIONS,
                ids,
                CalloutExtension(),
                PlacementExtension(),
                CitationExtension(),
                SparingExtension(),
                self.source_lines,
            ],
            extension_configs={"toc": {"toc_depth": "2-2", "marker": "", "slugify": ids.names}},
            output_format="html",
        )
        self.preprocessors.deregister("html_block")


def make_markdown() -> Converter:
    """Return a converter."""
    return Converter()


def convert_body(markdown: Converter, document: Document, sources: dict[str, Source]) -> Body:
    """Turn the Markdown of a page into HTML that has been judged: there is none of what is refused."""
    if too_much := what_is_too_much(document.lines):
        return refused_body(heavy(document, *too_much))
    markdown.reset()
    citations = markdown.citations = document_citations(document, sources)
    try:
        html = markdown.convert(document.body)
    except RecursionError:
        told = "Lists or quotations stand in each other deeper than can be read. Take some levels out."
        return refused_body(heavy(document, 0, told))
    contents = tuple((token["id"], token["html"]) for token in markdown.toc_tokens)
    blocks = markdown.source_lines.blocks(len(document.lines) - 1)
    if findings := judge_body(html, contents, blocks):
        return refused_body(*refusals(document.path, document.lines, findings))
    return Body(html, contents, frozenset(name for name, citation in citations.items() if citation.is_anchored))


def judge_body(html: str, contents: Iterable[tuple[str, str]], blocks: Iterable[SourceBlock]) -> list[Finding]:
    """Return what may not be published of a body and of its list of contents, which has its headings once more."""
    titles = "".join(f"<p>{title}</p>" for _, title in contents)
    return judge(html, blocks) or judge(titles)


def refused_body(*refused: Refusal) -> Body:
    """Return a body that may not be published."""
    return Body("", (), frozenset(), refused)


def heavy(document: Document, index: int, told: str) -> Refusal:
    """Return what is said of a page that takes too long to read. index: of the line from which on."""
    line = document.lines[index]
    return Refusal(Problem(line.path, line.number, 1, "page-heavy", told), index, index)


def document_citations(document: Document, sources: dict[str, Source]) -> dict[str, Citation]:
    """Return what a page cites, numbered; of one whose header cannot be read, what its text cites."""
    return number_citations(document.fields, [line.text for line in document.lines], sources)


def convert_bodies(
    documents: Sequence[Document],
    sources: dict[str, Source],
    progress: Callable[[int], None] | None = None,
    markdown: Converter | None = None,
) -> dict[str, Body]:
    """Convert many documents, in several processes where there are many. Returns the bodies by path.

    markdown: a converter, where there is one already; to make one takes as long as a page.
    """
    if not documents:
        return {}
    converter = markdown or make_markdown()
    bodies = map_forked(lambda document: convert_body(converter, document, sources), documents, progress)
    return {document.path: body for document, body in zip(documents, bodies, strict=True)}


class ArticleReader(BaseReader):
    """Pelican's reader for .md files; the gate has read and checked them already."""

    file_extensions = ["md"]  # noqa: RUF012 (Pelican's own attribute)

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.markdown = make_markdown()

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the HTML of a page and what templates may know of it.

        Raises KeyError for a page unknown to the gate, SystemExit with every problem for one that it refuses:
        Pelican would leave out a page with any other exception, and carry on.
        """
        library: Library = self.settings["LIBRARY"]
        name = Path(source_path).relative_to(Path(self.settings["PATH"]).resolve()).as_posix()
        document = library.documents[f"content/{name}"]
        if "BODIES" not in self.settings:  # all of them, when Pelican asks for the first
            documents = [page for page in library.documents.values() if page.fields is not None]
            self.settings["BODIES"] = convert_bodies(documents, library.data.sources)
        found: Body | None = self.settings["BODIES"].pop(document.path, None)
        body = found or convert_body(self.markdown, document, library.data.sources)
        if body.refused:
            raise SystemExit("\n".join(str(refusal.problem) for refusal in body.refused))
        return self.gather(document, body, library)

    def gather(self, document: Document, body: Body, library: Library) -> tuple[str, dict[str, Any]]:
        """Return the HTML of a page and all values that templates may use."""
        fields = document.fields
        if fields is None:
            raise ValueError(f"{document.path}: its header cannot be read")
        today: date = self.settings["BUILD_DATE"]
        citations = document_citations(document, library.data.sources)
        for name in body.anchored & citations.keys():
            citations[name].is_anchored = True
        is_hidden = fields.draft or fields.published > today
        is_written = not is_hidden or bool(self.settings["DRAFT_SAVE_AS"])
        return body.html, {
            "title": fields.title,
            "summary": fields.summary,
            "date": datetime.combine(fields.published, time()),
            "modified": datetime.combine(fields.updated, time()),
            "status": "draft" if is_hidden else "published",
            "slug": document.slug,
            "address": document.address,
            "file": document.file,
            # Said here rather than worked out by Pelican, at each of the thousand places that link to it
            "url": document.address,
            "save_as": document.file if is_written else "",
            # Pelican's generator reads this of each draft, and of nothing else
            **({"category": Category("drafts", self.settings)} if is_hidden else {}),
            "order": fields.order,
            "template": TEMPLATES[document.kind],
            "kind": document.kind,
            "fields": fields,
            "ruling": fields.ruling if isinstance(fields, ArticleFields) else None,
            "citations": citations,
            "contents": [Heading(name, Markup(html)) for name, html in body.contents],
            "review": review_status(document, library.data.reviewers, today),
        }


def use_reader(readers: Readers) -> None:
    """Put our reader in the place of Pelican's Markdown reader."""
    readers.reader_classes["md"] = ArticleReader


def add_filters(generator: Generator) -> None:
    """Let templates walk through a body: `article.content | parts`."""
    generator.env.filters["parts"] = lambda body: list(split_parts(str(body)))


def share_articles(generator: ArticlesGenerator) -> None:
    """Tell every template which article is the overview, and which are the uses, in their order.

    Drafts are among them where drafts are written: in the preview.
    """
    drafts = [article for article in generator.drafts if article.save_as]
    listed = sorted(generator.articles + drafts, key=lambda article: (article.order, article.slug))
    generator.context["overview"] = next((article for article in listed if article.kind == "overview"), None)
    generator.context["uses"] = [article for article in listed if article.kind == "use"]


def register() -> None:
    """Run when Pelican makes its readers, and when it has read the articles."""
    signals.readers_init.connect(use_reader)
    signals.generator_init.connect(add_filters)
    signals.article_generator_finalized.connect(share_articles)
