"""The Markdown of a page becomes HTML, once, and is judged before anybody sees it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from markdown import Markdown

from plugins.markup.bounds import what_is_too_much
from plugins.markup.callout import CalloutExtension
from plugins.markup.citations import Citation, CitationExtension, number_citations
from plugins.markup.heading_ids import HeadingIdExtension
from plugins.markup.judge import Finding, judge
from plugins.markup.pattern_filter import PatternFilterExtension
from plugins.markup.placement import PlacementExtension
from plugins.markup.refusals import Refusal, refusals
from plugins.markup.source_lines import SourceBlock, SourceLinesExtension
from plugins.memory.steps import Memory, Step
from plugins.problems.problem import Problem
from plugins.reading.library import Document
from plugins.reading.site_data import Source

EXTENSIONS = ("sane_lists", "smarty", "tables", "toc")


@dataclass(frozen=True)
class Body:
    """What Markdown makes of a body: all that takes time and depends on one document alone.

    contents: id and HTML of each section. anchored: the sources whose first mention has its anchor.
    refused: what may not be published of it; then there is no HTML.
    """

    html: str
    contents: tuple[tuple[str, str], ...]
    anchored: frozenset[str] = frozenset()
    refused: tuple[Refusal, ...] = ()


BODY: Step[Body] = Step("body", Body)


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
                PatternFilterExtension(),
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
    memory: Memory | None = None,
) -> dict[str, Body]:
    """Convert many documents, in several processes where there are many. Returns the bodies by path.

    memory: what is known of the step already.
    """
    names = frozenset(sources)
    converter = cache(make_markdown)  # which takes as long as a page: only if there is one to convert
    bodies = (memory or Memory()).map(
        BODY,
        lambda document: convert_body(converter(), document, sources),
        documents,
        lambda document: (document.digest, *sorted(document.words & names)),
        progress,
    )
    return {document.path: body for document, body in zip(documents, bodies, strict=True)}
