"""The Markdown of a page becomes HTML, once, and is judged before anybody sees it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Self

from markdown import Markdown
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.smarty import SmartyExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension

from plugins.markup.alignment import Aligner
from plugins.markup.bounds import what_is_too_much
from plugins.markup.callout import CalloutProcessor
from plugins.markup.citations import CITATION, Citation, CitationNumberer, CitationProcessor, CitedElements
from plugins.markup.heading_ids import HeadingIdProcessor, HeadingNames, SmallHeadingProcessor
from plugins.markup.judge import Finding, judge
from plugins.markup.pattern_filter import PatternChooser, TextFinisher
from plugins.markup.picture import PictureWriter
from plugins.markup.placement import PlacementProcessor
from plugins.markup.refusals import Refusal, refusals
from plugins.markup.source_lines import LineRecorder, SourceBlock, write_block
from plugins.markup.tree import Block, LeafFinder, read_blocks
from plugins.memory.steps import Memory, Step
from plugins.problems.problem import Problem
from plugins.reading.article_fields import PageFields
from plugins.reading.library import Document, Library
from plugins.reading.pictures import Picture
from plugins.reading.shared_blocks import Line
from plugins.reading.source_entries import Source


@dataclass(frozen=True)
class Body:
    """What Markdown makes of a body: all that takes time and depends on one file alone.

    html: ready to be shown. contents: id and HTML of each section. blocks: what stands on the page, and where.
    cited: the ids of the sources that it cites, in the order of their numbers, and the part of the header that
    mentions each first. refused: what may not be published of it; then there is no HTML.
    is_read: whether Markdown has read it; what is too much for that has no blocks.
    extents: the first and the last line of each element at the top level of the HTML, as indexes of the body's lines.
    """

    html: str = ""
    contents: tuple[tuple[str, str], ...] = ()
    blocks: tuple[Block, ...] = ()
    cited: tuple[tuple[str, str], ...] = ()
    refused: tuple[Refusal, ...] = ()
    is_read: bool = True
    extents: tuple[tuple[int, int], ...] = ()

    def citations(self, sources: dict[str, Source]) -> dict[str, Citation]:
        """Return what the page cites, numbered. sources: those that it was converted with."""
        return {name: Citation(number, sources[name], where) for number, (name, where) in enumerate(self.cited, 1)}


BODY: Step[Body] = Step("body", Body)
BLOCK: Step[Body] = Step("block", Body)


class Converter(Markdown):
    """Python-Markdown with our own processors; `reset()` it before each page.

    Without its search for blocks of HTML, which may not stand in a text and would move the lines below them.
    """

    def __init__(self) -> None:
        self.parts: tuple[CalloutProcessor | LineRecorder | LeafFinder, ...] = ()
        names = HeadingNames()
        # Not by name: for that, Markdown looks through every package that is installed
        toc = TocExtension(toc_depth="2-2", marker="", slugify=names)
        extensions = [SaneListExtension(), SmartyExtension(), TableExtension(), toc]
        super().__init__(extensions=extensions, output_format="html")
        self.preprocessors.deregister("html_block")
        self.block_level_elements.append("placement")
        recorder, callouts = LineRecorder(self.parser), CalloutProcessor(self.parser)
        self.leaves = LeafFinder(self, recorder)
        self.parts = recorder, callouts, self.leaves
        # The higher the number, the sooner. Python-Markdown has quotations at 20; links at 160; blanks and line ends
        # made one at 30; marks within a line at 20, "smarty" at 6, "toc" at 5
        blocks = self.parser.blockprocessors
        blocks.register(recorder, "source-lines", 1000)
        blocks.register(PlacementProcessor(self.parser), "placement", 26)
        blocks.register(callouts, "callout", 25)
        self.inlinePatterns.register(CitationProcessor(CITATION.pattern, self), "citation", 185)
        self.preprocessors.register(PatternChooser(self), "pattern-chooser", 25)
        self.treeprocessors.register(self.leaves, "leaves", 1000)
        self.treeprocessors.register(PictureWriter(self), "pictures", 16)
        self.treeprocessors.register(CitationNumberer(self), "citation-numbers", 15)
        self.treeprocessors.register(HeadingIdProcessor(self, names), "heading-ids", 8)
        self.treeprocessors.register(SmallHeadingProcessor(self, names), "small-headings", 4)
        self.treeprocessors.register(TextFinisher(self), "text-finisher", 6.5)
        self.reset()

    def reset(self) -> Self:
        """Start the next page; whoever converts it sets what is known.

        kind: of page. fields: its header. sources: by id. pictures: by address.
        """
        super().reset()
        self.kind = ""
        self.fields: PageFields | None = None
        self.sources: dict[str, Source] = {}
        self.pictures: Mapping[str, Picture] = {}
        self.cited: CitedElements = {}
        self.citations: dict[str, Citation] = {}
        for part in self.parts:
            part.reset()
        return self

    def convert(self, source: str) -> str:
        """Return the HTML of a body."""
        self.leaves.aligner = Aligner(source.split("\n"))
        return str(super().convert(source))

    def extents(self) -> tuple[tuple[int, int], ...]:
        """Return the first and the last line of each block at the top level, without empty lines below it."""
        lines = self.leaves.aligner.lines
        found = []
        for _, first, below in self.leaves.top:
            filled = [line for line in range(first, min(below, len(lines))) if lines[line].strip()]
            found.append((filled[0], filled[-1]) if filled else (min(first, len(lines) - 1),) * 2)
        return tuple(found)

    def source_blocks(self) -> Iterator[SourceBlock]:
        """Yield the blocks at the top level of the page that was converted last, each written as in the whole page."""
        last = len(self.leaves.aligner.lines) - 1
        for element, first, below in self.leaves.top:
            yield SourceBlock(write_block(self, element), min(first, last), min(below - 1, last))


def make_markdown() -> Converter:
    """Return a converter."""
    return Converter()


def convert_body(
    markdown: Converter,
    document: Document,
    sources: dict[str, Source],
    pictures: Mapping[str, Picture] | None = None,
) -> Body:
    """Turn the Markdown of a page into HTML that has been judged: there is none of what is refused."""
    return convert_lines(markdown, document.path, document.lines, document.fields, sources, pictures, document.kind)


def convert_lines(
    markdown: Converter,
    path: str,
    lines: Sequence[Line],
    fields: PageFields | None,
    sources: dict[str, Source],
    pictures: Mapping[str, Picture] | None = None,
    kind: str = "",
) -> Body:
    """Turn lines of Markdown into a body, as `convert_body`. path: of their file. fields: its header, if there is one.

    pictures: those that may be published, by address. kind: of page.
    """
    if too_much := what_is_too_much(lines):
        return refuse_heavy(path, lines, *too_much)
    markdown.reset()
    markdown.kind, markdown.fields, markdown.sources, markdown.pictures = kind, fields, sources, pictures or {}
    try:
        html = markdown.convert("\n".join(line.text for line in lines))
    except RecursionError:
        told = "Lists or quotations stand in each other deeper than can be read. Take some levels out."
        return refuse_heavy(path, lines, 0, told)
    contents = tuple((token["id"], token["html"]) for token in markdown.toc_tokens)
    cited = tuple((name, citation.where) for name, citation in markdown.citations.items())
    blocks = read_blocks(markdown.leaves, markdown.cited)
    findings = judge_body(html, contents, markdown.source_blocks())
    if findings:
        return Body(blocks=blocks, cited=cited, refused=refusals(path, lines, findings))
    return Body(html, contents, blocks, cited, extents=markdown.extents())


def judge_body(html: str, contents: Iterable[tuple[str, str]], blocks: Iterable[SourceBlock]) -> list[Finding]:
    """Return what may not be published of a body and of its list of contents, which has its headings once more."""
    titles = "".join(f"<p>{title}</p>" for _, title in contents)
    return judge(html, blocks) or judge(titles)


def refuse_heavy(path: str, lines: Sequence[Line], index: int, told: str) -> Body:
    """Return the body of a page that takes too long to read. index: of the line from which on."""
    line = lines[index]
    refusal = Refusal(Problem(line.path, line.number, 1, "page-heavy", told), index, index)
    return Body(refused=(refusal,), is_read=False)


def convert_blocks(
    blocks: dict[str, tuple[Line, ...]], sources: dict[str, Source], memory: Memory | None = None
) -> dict[str, Body]:
    """Convert shared blocks, by name, as if each were a page. Returns the bodies by path. memory: what is known already."""
    files = {f"content/blocks/{name}.md": blocks[name] for name in sorted(blocks)}
    converter = cache(make_markdown)
    bodies = (memory or Memory()).map(
        BLOCK,
        lambda path: convert_lines(converter(), path, files[path], None, sources),
        list(files),
        lambda path: (path, "\n".join(line.text for line in files[path]), *sorted(sources)),
    )
    return dict(zip(files, bodies, strict=True))


def convert_bodies(
    documents: Sequence[Document],
    library: Library,
    progress: Callable[[int], None] | None = None,
    memory: Memory | None = None,
) -> dict[str, Body]:
    """Convert many documents of a library, in several processes where there are many. Returns the bodies by path.

    memory: what is known of the step already.
    """
    sources, pictures = library.data.sources, library.shown_pictures
    names = frozenset(sources)
    converter = cache(make_markdown)  # which takes as long as a page: only if there is one to convert
    bodies = (memory or Memory()).map(
        BODY,
        lambda document: convert_body(converter(), document, sources, pictures),
        documents,
        lambda document: (document.digest, library.pictures_in(document), *sorted(document.words & names)),
        progress,
    )
    return {document.path: body for document, body in zip(documents, bodies, strict=True)}
