"""Make the sheet on which a clinician checks an article: every claim with its sources, and a box to tick."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.facts.review_status import text_version
from plugins.markup.body import Body
from plugins.markup.citations import Citation
from plugins.reading.article_fields import ArticleFields, PageFields
from plugins.reading.article_parts import Chart
from plugins.reading.library import Document, Library, read_library
from plugins.rules import examine

PROJECT = Path(__file__).resolve().parent.parent
SHEETS = PROJECT / "review"
FACTS = PROJECT / "docs" / "facts.md"
Numbers = dict[str, Citation]  # by the ids of the sources
FACT_ROW = re.compile(r"^\| (?P<id>[A-Z]{2,4}-\d{2}) \|(?P<cells>.*)\|$", re.MULTILINE)


@dataclass(frozen=True)
class Claim:
    """One thing to check: where it stands, what it says, which sources it names."""

    place: str  # file:line, or the field of the header
    text: str
    sources: tuple[int, ...]  # numbers in the list


def claims_above(fields: PageFields, citations: Numbers) -> Iterator[tuple[str, Claim]]:
    """Yield the section and the claim of what a page shows of its header above the text."""
    yield "Title", Claim("title", f"{fields.title}. {fields.summary}", ())
    if not isinstance(fields, ArticleFields):
        return
    yield "Title", Claim("areas", f"On the figure: {', '.join(fields.areas)}", ())
    for status in fields.status:
        approval = f"FDA-approved: {status.product}, {status.year}" if status.ruling == "approved" else "Off-label"
        text = f"{status.use}: {approval}. {status.who}."
        yield "What the FDA says", Claim("status", text, numbers_of(status.sources, citations))
    for name, question, answer in fields.short.rows:
        text = f"{question} {answer.answer} {answer.detail}"
        yield "In short", Claim(f"short, {name}", text, numbers_of(answer.sources, citations))


def claims_placed(fields: ArticleFields, placement: str, citations: Numbers) -> Iterator[Claim]:
    """Yield the claims of a part of the header where the text puts it. placement: "choices", or "chart:sweat"."""
    if placement == "choices":
        for choice in fields.choices:
            for name, label, cell in choice.rows:
                text = f"{choice.name}{' (this page)' if choice.this_page else ''}, {label.lower()}: {cell.text}"
                yield Claim(f"choices, {name}", text, numbers_of(cell.sources, citations))
    elif placement == "timeline":
        for moment in fields.timeline:
            text = f"{moment.when}: {moment.what} (effect: {moment.effect or 'not told'})"
            yield Claim("time line", text, numbers_of(moment.sources, citations))
    elif placement == "evidence":
        for evidence in fields.evidence:
            text = f"{evidence.outcome}: grade {evidence.grade}. {evidence.finding}"
            yield Claim("evidence", text, numbers_of(evidence.sources, citations))
    for chart in fields.charts:
        if placement == f"chart:{chart.id}":
            yield Claim(f"chart, {chart.id}", text_of_chart(chart), numbers_of(chart.sources, citations))


def text_of_chart(chart: Chart) -> str:
    """Return all that a chart says, in one line."""
    figures = "; ".join(
        f"{bar.label} {bar.value:g} {chart.unit}{' (to compare with)' if bar.comparison else ''}" for bar in chart.bars
    )
    people = f"{chart.people:,} people took part." if chart.people else ""
    said = (f"{chart.title}: {figures}.", chart.difference, people, f"Product: {chart.product}.", chart.note)
    return " ".join(part for part in (*said, chart.without_comparison) if part)


def numbers_of(ids: list[str], citations: Numbers) -> tuple[int, ...]:
    """Return the numbers of sources in the list of the page."""
    return tuple(citations[name].number for name in ids if name in citations)


def claims_of_body(document: Document, body: Body, citations: Numbers) -> Iterator[tuple[str, Claim]]:
    """Yield the section and the claim of every paragraph, entry, row, chart and choice, in the order of the page."""
    section = "Opening"
    for block in body.blocks:
        if block.kind == "heading":
            section = block.text
            continue
        if block.kind == "placement" and document.article:
            yield from ((section, claim) for claim in claims_placed(document.article, block.name, citations))
        for part in block.rows or (block,):
            line = document.lines[part.first]
            names = dict.fromkeys(name for name in part.cited if name in citations)
            text = " ".join(part.text.split())
            if text:
                yield section, Claim(f"{line.path}:{line.number}", text, numbers_of(list(names), citations))


def claims_below(fields: PageFields) -> Iterator[tuple[str, Claim]]:
    """Yield what an article says of its changes."""
    for change in fields.changes if isinstance(fields, ArticleFields) else ():
        yield "What changed", Claim("changes", f"{change.day}: {change.what}", ())


def read_facts(path: Path = FACTS) -> dict[str, str]:
    """Return the statement of each fact by its id, from the tables of docs/facts.md."""
    facts = {}
    for row in FACT_ROW.finditer(path.read_text(encoding="utf-8")):
        cells = [cell.strip().replace("**", "") for cell in row["cells"].split(" | ")]
        facts[row["id"]] = cells[0] if len(cells[0]) > len(cells[-1]) or len(cells) < 3 else ": ".join(cells[:2])
    return facts


def sheet_values(document: Document, body: Body, library: Library) -> dict[str, Any]:
    """Return what the sheet of a page shows. The header of the page must have been read. body: what was made of it."""
    fields = document.fields
    if fields is None:
        raise ValueError(f"{document.path}: its header cannot be read")
    citations = body.citations(library.data.sources)
    sections: dict[str, list[Claim]] = {}
    claims = chain(claims_above(fields, citations), claims_of_body(document, body, citations), claims_below(fields))
    for section, claim in claims:
        sections.setdefault(section, []).append(claim)
    facts = read_facts()
    return {
        "document": document,
        "fields": fields,
        "version": text_version(document),
        "sections": sections,
        "confirm": [(name, facts.get(name, "")) for name in fields.confirm],
        "citations": citations.values(),
    }


def make_sheet(name: str) -> Path:
    """Write the review sheet of a page, named by its slug ("migraine"), and return its path.

    Raises SystemExit, in plain words, when there is no such page, its header, a block of it or the data cannot be read,
    or the gate refuses it: a clinician would check what is never published.
    """
    library = read_library(PROJECT / "content")
    if unread := [problem for problem in library.problems if problem.path.startswith("content/data/")]:
        raise SystemExit("\n".join(map(str, unread)))
    named = {document.slug: document for document in library.documents.values()}
    if name not in named:
        raise SystemExit(f'There is no page "{name}". The pages are: {", ".join(sorted(named))}.')
    document = named[name]
    found, bodies = examine(library)
    places = {document.path, *(line.path for line in document.lines)}
    stops = [problem for problem in found if not problem.is_warning and (problem.path in places or document.missing)]
    if stops:
        raise SystemExit("\n".join(map(str, stops)))
    jinja = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    html = jinja.get_template("review_sheet.html").render(sheet_values(document, bodies[document.path], library))
    SHEETS.mkdir(exist_ok=True)
    sheet = SHEETS / f"{name}.html"
    sheet.write_text(html, encoding="utf-8", newline="\n")
    return sheet
