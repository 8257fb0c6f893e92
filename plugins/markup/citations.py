"""Markdown: `[@source-id]` becomes a numbered link; the sources are listed in the order of their first mention.

The list is formatted after Vancouver, the numbered style of medical journals (ICMJE recommendations, "References"):
up to six authors, then "et al."
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString
from markupsafe import Markup, escape

from plugins.reading.article_fields import SOURCE_ID, ArticleFields, Evidence, Glance, Moment, PageFields, Status
from plugins.reading.shared_blocks import PLACEMENT
from plugins.reading.site_data import Source

CITATION = re.compile(rf"\[@(?P<ids>{SOURCE_ID}(?:\s*;\s*@{SOURCE_ID})*)\]")
MOST_AUTHORS = 6


@dataclass
class Citation:
    """A source as one page cites it.

    number: its place in the list, from 1.
    where: the part of the header that mentions it first, such as "glance2"; empty if that is the text.
    is_anchored: whether the link that the list leads back to, `#cite-NUMBER`, has been written.
    """

    number: int
    source: Source
    where: str = ""
    is_anchored: bool = False

    @property
    def html(self) -> Markup:
        """The source, formatted."""
        return format_source(self.source)


def cited_ids(match: re.Match[str]) -> list[str]:
    """Return the source ids of one citation, `[@a; @b]`."""
    return [name.strip().removeprefix("@") for name in match["ids"].split(";")]


def header_mentions(fields: PageFields | None) -> Iterator[tuple[str, str, list[str]]]:
    """Yield what each part of a header cites: the part it is drawn with, the name of the mention, the source ids."""
    if not isinstance(fields, ArticleFields):
        return
    drawn: tuple[tuple[str, Sequence[Status | Glance | Moment | Evidence]], ...] = (
        ("status", fields.status),
        ("glance", fields.glance),
        ("timeline", fields.timeline),
        ("evidence", fields.evidence),
    )
    for kind, entries in drawn:
        for index, entry in enumerate(entries, start=1):
            yield kind, f"{kind}{index}", entry.sources
    for chart in fields.charts:
        yield f"chart:{chart.id}", f"chart-{chart.id}", chart.sources


def number_citations(
    fields: PageFields | None, lines: Iterable[str], sources: dict[str, Source]
) -> dict[str, Citation]:
    """Number what a page cites in the order in which a reader meets it. Unknown ids are left out: the gate names them.

    fields: its header, if it can be read; status and glance are printed above the text, the rest where the text places it.
    lines: its body.
    """
    citations: dict[str, Citation] = {}
    drawn: dict[str, list[tuple[str, list[str]]]] = {}
    for kind, mention, ids in header_mentions(fields):
        drawn.setdefault(kind, []).append((mention, ids))

    def cite(source_id: str, mention: str = "") -> None:
        if source_id not in sources:
            return
        citations.setdefault(
            source_id, Citation(len(citations) + 1, sources[source_id], mention, is_anchored=bool(mention))
        )

    def draw(kind: str) -> None:
        for mention, ids in drawn.pop(kind, ()):
            for source_id in ids:
                cite(source_id, mention)

    draw("status")
    draw("glance")
    for line in lines:
        if placement := PLACEMENT.fullmatch(line.strip()):
            draw(f"{placement['kind']}:{placement['name']}" if placement["name"] else placement["kind"])
        for match in CITATION.finditer(line):
            for source_id in cited_ids(match):
                cite(source_id)
    return citations


class CitationProcessor(InlineProcessor):
    """Turn a citation into superscript links to the list of sources."""

    def handleMatch(self, match: re.Match[str], data: str) -> tuple[etree.Element | None, int | None, int | None]:
        """Return the links, or nothing where a source is unknown: then the text stays and the gate says so."""
        citations: dict[str, Citation] = self.md.citations
        ids = cited_ids(match)
        if any(source_id not in citations for source_id in ids):
            return None, None, None
        group = etree.Element("span")
        group.set("class", "cites")
        group.text = AtomicString("")  # nothing inside is Markdown: looking for it would take as long as the page
        for source_id in ids:
            citation = citations[source_id]
            link = etree.SubElement(group, "a")
            if not citation.is_anchored:
                link.set("id", f"cite-{citation.number}")
                citation.is_anchored = True
            link.set("href", f"#source-{citation.number}")
            link.set("aria-label", f"Source {citation.number}")
            link.text = AtomicString(str(citation.number))
            link.tail = AtomicString("" if source_id == ids[-1] else " ")
        return group, match.start(0), match.end(0)


class CitationExtension(Extension):
    """Register the processor above Markdown's own links."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Add the processor; whoever converts sets `md.citations` for each page."""
        md.citations = {}
        md.inlinePatterns.register(CitationProcessor(CITATION.pattern, md), "citation", 185)


def format_source(source: Source) -> Markup:
    """Return one entry of the list: authors, title as a link, where it appeared, identifiers."""
    parts = [Markup(f"{escape(text)}.") for text in [format_authors(source)] if text]
    title = escape(source.title)
    parts.append(Markup(f'<a href="{escape(source.link)}">{title}</a>.') if source.link else Markup(f"{title}."))
    if source.container_title:
        parts.append(Markup(f"<cite>{escape(source.container_title)}</cite>."))
    if details := format_details(source):
        parts.append(Markup(f"{escape(details)}."))
    parts.extend(Markup(f"{escape(remark)}.") for remark in source.remarks)
    return Markup(" ").join(parts)


def format_authors(source: Source) -> str:
    """Return `Herd CP, Tomlinson CL`, six names at most, then et al."""
    names = [author.name for author in source.author]
    if len(names) > MOST_AUTHORS or source.authors_incomplete:
        names = [*names[:MOST_AUTHORS], "et al"]
    return ", ".join(names)


def format_details(source: Source) -> str:
    """Return `2010;30(7):793-803`, as far as it is known."""
    volume = (source.volume or "") + (f"({source.issue})" if source.issue else "")
    if source.number and not volume:
        volume = f"No. {source.number}"
    details = ";".join(part for part in (source.year, volume) if part)
    return f"{details}:{source.page}" if source.page and details else details or source.page or ""
