"""Markdown: `[@source-id]` becomes a numbered link; the sources are listed in the order of their first mention.

The list is formatted after the numbered style of medical journals (AMA Manual of Style, 11th edition, 3.7): up to six
authors, and of more the first three, then "et al." So the lists of all sources have them. Below an article, of more than
three authors the first one stands alone: each name weighs something, and the title and its link find the others.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from markupsafe import Markup, escape

from plugins.reading.article_fields import ArticleFields, PageFields
from plugins.reading.article_parts import SOURCE_ID, Evidence, Moment, Status
from plugins.reading.source_entries import Source

CITATION = re.compile(rf"\[@(?P<ids>{SOURCE_ID}(?:\s*;\s*@{SOURCE_ID})*)\]")
MOST_AUTHORS, FIRST_AUTHORS = 6, 3  # up to so many authors are named, and so many of more
MOST_BELOW, FIRST_BELOW = 3, 1  # the same below an article
# Before each number of a source, so that no copy of the text joins it to a word; no line ends there
NARROW_BLANK = "\u202f"
CitedElements = dict[etree.Element, tuple[str, list[str]]]  # what is written, and the source ids


@dataclass
class Citation:
    """A source as one page cites it.

    number: its place in the list, from 1.
    where: the part of the header that mentions it first, such as "status2"; empty if that is the text. There stands
    the link that the list leads back to, `#cite-NUMBER`.
    """

    number: int
    source: Source
    where: str = ""

    @property
    def html(self) -> Markup:
        """The source, formatted in brief: the lists of all sources give the rest."""
        return format_source(self.source, MOST_BELOW, FIRST_BELOW, in_brief=True)


def cited_ids(match: re.Match[str]) -> list[str]:
    """Return the source ids of one citation, `[@a; @b]`."""
    return [name.strip().removeprefix("@") for name in match["ids"].split(";")]


def header_mentions(fields: PageFields | None) -> Iterator[tuple[str, str, list[str]]]:
    """Yield what each part of a header cites: the part it is drawn with, the name of the mention, the source ids."""
    if not isinstance(fields, ArticleFields):
        return
    for name, _, answer in fields.short.rows:
        yield "short", f"short-{name}", answer.sources
    lists: tuple[tuple[str, Sequence[Status | Moment | Evidence]], ...] = (
        ("status", fields.status),
        ("timeline", fields.timeline),
        ("evidence", fields.evidence),
    )
    for kind, entries in lists:
        for index, entry in enumerate(entries, start=1):
            yield kind, f"{kind}{index}", entry.sources
    for index, choice in enumerate(fields.choices, start=1):
        for name, _, cell in choice.rows:
            yield "choices", f"choice{index}-{name}", cell.sources
    for chart in fields.charts:
        yield f"chart:{chart.id}", f"chart-{chart.id}", chart.sources


class CitationProcessor(InlineProcessor):
    """Mark the place of a citation; it is filled once the order of all is known."""

    def handleMatch(self, match: re.Match[str], data: str) -> tuple[etree.Element, int, int]:
        """Return an element without words, and note what it cites."""
        group = etree.Element("sup")
        group.text = AtomicString("")  # nothing inside is Markdown: looking for it would take as long as the page
        cited: CitedElements = self.md.cited
        cited[group] = (match[0], cited_ids(match))
        return group, match.start(0), match.end(0)


class CitationNumberer(Treeprocessor):
    """Goes through the finished marks in the order of the page: numbers the sources, and links to them.

    Status and "In short" are printed above the text (on the home page "In short" comes first), the rest of the header
    where the text places it.
    """

    def run(self, root: etree.Element) -> None:
        """Fill the citations, in place."""
        cited: CitedElements = self.md.cited
        self.drawn: dict[str, list[tuple[str, list[str]]]] = {}
        for kind, mention, ids in header_mentions(self.md.fields):
            self.drawn.setdefault(kind, []).append((mention, ids))
        for kind in ("short", "status") if self.md.kind == "overview" else ("status", "short"):
            self.draw(kind)
        if not (cited or self.drawn):
            return
        for element in root.iter():
            if element.tag == "placement":
                kind, name = element.get("kind", ""), element.get("name", "")
                self.draw(f"{kind}:{name}" if name else kind)
            elif element.tag == "sup" and element in cited:
                self.fill(element, *cited[element])

    def draw(self, kind: str) -> None:
        """Number what a part of the header cites, at the place where it is drawn."""
        for mention, ids in self.drawn.pop(kind, ()):
            for source_id in ids:
                self.cite(source_id, mention)

    def cite(self, source_id: str, mention: str = "") -> bool:
        """Number a source, unless it has a number or is unknown. Returns whether this is its first mention."""
        citations: dict[str, Citation] = self.md.citations
        sources: dict[str, Source] = self.md.sources
        if source_id in citations or source_id not in sources:
            return False
        citations[source_id] = Citation(len(citations) + 1, sources[source_id], mention)
        return True

    def fill(self, group: etree.Element, written: str, ids: list[str]) -> None:
        """Put the links into a citation, or what is written, where a source is unknown: the gate says so."""
        firsts = [source_id for source_id in ids if self.cite(source_id)]
        citations: dict[str, Citation] = self.md.citations
        if any(source_id not in citations for source_id in ids):
            group.text = AtomicString(written)
            return
        group.text = AtomicString(NARROW_BLANK)
        for source_id in ids:
            if len(group):
                group[-1].tail = AtomicString(NARROW_BLANK)
            number = citations[source_id].number
            link = etree.SubElement(group, "a")
            if source_id in firsts:
                link.set("id", f"cite-{number}")
                firsts.remove(source_id)
            link.set("href", f"#source-{number}")
            link.text = AtomicString(f"[{number}]")


def format_source(
    source: Source, most: int = MOST_AUTHORS, first: int = FIRST_AUTHORS, in_brief: bool = False
) -> Markup:
    """Return one entry of the list: authors, title as a link, where it appeared, identifiers.

    most: how many authors are named at most; of more, the `first` ones. in_brief: of what the link leads to, only the
    year is given, without volume and pages.
    """
    parts = [Markup(f"{escape(text)}.") for text in [format_authors(source, most, first)] if text]
    title = escape(source.title.removesuffix("."))
    parts.append(Markup(f'<a href="{escape(source.link)}">{title}</a>.') if source.link else Markup(f"{title}."))
    if source.container_title:
        parts.append(Markup(f"<cite>{escape(source.container_title)}</cite>."))
    if details := source.year if in_brief and source.link and source.year else format_details(source):
        parts.append(Markup(f"{escape(details)}."))
    numbers = {"ISBN": source.isbn, "ISSN": source.issn}
    parts.extend(Markup(f"{name} {escape(number)}.") for name, number in numbers.items() if number)
    parts.extend(Markup(f"{escape(remark)}.") for remark in source.remarks)
    return Markup(" ").join(parts)


def format_authors(source: Source, most: int = MOST_AUTHORS, first: int = FIRST_AUTHORS) -> str:
    """Return `Herd CP, Tomlinson CL`; of more than `most`, the first ones and et al."""
    names = [author.name for author in source.author]
    if len(names) > most or source.authors_incomplete:
        names = [*names[:first], "et al"]
    return ", ".join(names)


def format_details(source: Source) -> str:
    """Return `2010;30(7):793-803`, as far as it is known."""
    volume = (source.volume or "") + (f"({source.issue})" if source.issue else "")
    if source.number and not volume:
        volume = f"No. {source.number}"
    details = ";".join(part for part in (source.year, volume) if part)
    return f"{details}:{source.page}" if source.page and details else details or source.page or ""
