"""Make the sheet on which a clinician checks an article: every claim with its sources, and a box to tick."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.facts.review_status import text_version
from plugins.markup.body import Body
from plugins.markup.citations import Citation
from plugins.reading.article_fields import ArticleFields, PageFields
from plugins.reading.library import Document, Library, read_library
from plugins.rules import examine

PROJECT = Path(__file__).resolve().parent.parent
SHEETS = PROJECT / "review"
FACTS = PROJECT / "docs" / "facts.md"
FACT_ROW = re.compile(r"^\| (?P<id>[A-Z]{2,4}-\d{2}) \|(?P<cells>.*)\|$", re.MULTILINE)


@dataclass(frozen=True)
class Claim:
    """One thing to check: where it stands, what it says, which sources it names."""

    place: str  # file:line, or the field of the header
    text: str
    sources: tuple[int, ...]  # numbers in the list


def claims_of_header(fields: PageFields, citations: dict[str, Citation]) -> Iterator[Claim]:
    """Yield what the boxes, charts and time line of an article say."""
    if not isinstance(fields, ArticleFields):
        return

    def numbers(ids: list[str]) -> tuple[int, ...]:
        return tuple(citations[name].number for name in ids if name in citations)

    for status in fields.status:
        approval = f"FDA-approved: {status.product}, {status.year}" if status.ruling == "approved" else "Off-label"
        yield Claim("status", f"{status.use}: {approval}. {status.who}.", numbers(status.sources))
    for _, question, answer in fields.short.rows:
        yield Claim("in short", f"{question} {answer.answer} {answer.detail}", numbers(answer.sources))
    for choice in fields.choices:
        for _, label, cell in choice.rows:
            yield Claim("choices", f"{choice.name}, {label.lower()}: {cell.text}", numbers(cell.sources))
    for evidence in fields.evidence:
        text = f"{evidence.outcome}: grade {evidence.grade}. {evidence.finding}"
        yield Claim("evidence", text, numbers(evidence.sources))
    for moment in fields.timeline:
        yield Claim(
            "time line",
            f"{moment.when}: {moment.what} (effect: {moment.effect or 'not told'})",
            numbers(moment.sources),
        )
    for chart in fields.charts:
        figures = "; ".join(f"{bar.label} {bar.value:g} {chart.unit}" for bar in chart.bars)
        people = f" {chart.people} people." if chart.people else ""
        text = f"{chart.title}: {figures}. {chart.product}.{people} {chart.difference or ''} {chart.without_comparison or ''} {chart.note}"
        yield Claim("chart", " ".join(text.split()), numbers(chart.sources))


def claims_of_body(document: Document, body: Body, citations: dict[str, Citation]) -> Iterator[tuple[str, Claim]]:
    """Yield the section and the claim of every paragraph, entry and row, in the order of the page."""
    section = "Opening"
    for block in body.blocks:
        if block.kind == "heading":
            section = block.text
            continue
        for part in block.rows or (block,):
            line = document.lines[part.first]
            names = dict.fromkeys(name for name in part.cited if name in citations)
            text = " ".join(part.text.split())
            if text:
                yield (
                    section,
                    Claim(f"{line.path}:{line.number}", text, tuple(citations[name].number for name in names)),
                )


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
    if header := list(claims_of_header(fields, citations)):
        sections["Boxes, charts and time line"] = header
    for section, claim in claims_of_body(document, body, citations):
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
