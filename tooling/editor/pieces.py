"""Which lines of which file each part of a page came from: a map that travels beside the page, never in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from plugins.markup.body import Body
from plugins.markup.tree import Block
from plugins.reading.library import Document, Library
from plugins.reading.shared_blocks import BLOCK_KIND, PLACEMENT, Line
from tooling.editor.desk import Desk
from tooling.editor.page_places import Element, elements_of, marked, way_to
from tooling.editor.piece_verbs import region

BLOCKS = "content/blocks/"
FIRST_WORDS = 8


@dataclass(frozen=True)
class HeaderPart:
    """A part of a page that is printed from fields, and the form that opens for it. selector: of CSS, in the theme."""

    selector: str
    label: str
    what: str = "page"
    keys: tuple[str, ...] = ()


HEADER_PARTS = (
    HeaderPart(".masthead__name", "Name of the practice", "practice", ("name",)),
    HeaderPart("h1", "Title", keys=("title",)),
    HeaderPart(".lede", "Summary", keys=("summary",)),
    HeaderPart(".status-box", "What the FDA says", keys=("status",)),
    HeaderPart(".rulings", "What the FDA says", keys=("status",)),
    HeaderPart(".in-short", "In short", keys=("short",)),
    HeaderPart(".areas", "Areas on the figure", keys=("areas",)),
    HeaderPart(".about-page", "Dates and review"),
    HeaderPart(".colophon", "The practice", "practice"),
)
# The sentences at the foot of each page, which the site prints by itself from content/blocks
NOTICE_PARTS = (
    (".colophon__lead", "foot-education"),
    (".colophon__text p:nth-child(2)", "foot-interests"),
    (".colophon__text p:nth-child(3)", "foot-trademarks"),
    (".colophon__text p:nth-child(4)", "foot-copyright"),
)
# What a placement draws, and the form of it; a chart has its own
PLACED = {"choices": "choices", "timeline": "timeline", "evidence": "evidence"}


def page_map(desk: Desk, library: Library, document: Document, body: Body, html: str) -> dict[str, Any]:
    """Return what the browser has to know to edit a page.

    library: what the page was made of. body: of the document. html: the page as it is shown.
    """
    page = LexborHTMLParser(marked(html, body.html))
    pieces: list[dict[str, Any]] = []
    for part, element in zip(items_of(document, body), elements_of(page, body.html), strict=False):
        pieces.extend(pieces_of(desk, library, document, part, element))
    pieces.extend(notices_of(desk, library, page))
    return {
        "file": desk.id_of(document.path),
        "path": document.path,
        "canUndo": bool(desk.journal.edits),
        "pieces": pieces,
        "fields": [*header_parts(desk, document, page), *sources_of(desk, body, page)],
    }


class Part(NamedTuple):
    """An element at the top level of a body: its lines, its kind, its first words, and where it is in words."""

    lines: tuple[Line, ...]
    kind: str
    label: str
    where: str


def items_of(document: Document, body: Body) -> Iterator[Part]:
    """Yield what is known of each element at the top level of a body."""
    section, counts = "The beginning", dict[str, int]()
    for first, last in body.extents:
        blocks = [block for block in body.blocks if first <= block.first <= last]
        kind = kind_of(blocks)
        label = " ".join(" ".join(block.text for block in blocks).split()[:FIRST_WORDS])
        if kind == "heading":
            section, counts = label, {}
        counts[kind] = counts.get(kind, 0) + 1
        where = section if kind == "heading" else f"{section}, {NAMES.get(kind, kind)} {counts[kind]}"
        yield Part(document.lines[first : last + 1], kind, label or document.lines[first].text, where)


NAMES = {"text": "paragraph", "callout": "box", "placement": "drawn part", "rule": "line"}


def kind_of(blocks: list[Block]) -> str:
    """Return what an element is, from the blocks in it."""
    if not blocks:
        return "text"
    kind = blocks[0].kind
    return "list" if kind == "item" else kind


def pieces_of(
    desk: Desk, library: Library, document: Document, part: Part, element: Element
) -> Iterator[dict[str, Any]]:
    """Yield the parts that can be edited: as a rule one, and more where a shared text continues one of the page's own."""
    runs = groupby(enumerate(part.lines), key=lambda each: (each[1].path, each[1].number - each[0]))
    for (path, _), run in runs:
        lines = [line for _, line in run]
        is_shared = path.startswith(BLOCKS)
        text = text_of(library, document, path)
        yield {
            "at": element.at,
            "count": element.span,
            "kind": part.kind,
            "label": part.label if len(lines) == len(part.lines) else " ".join(lines[0].text.split()[:FIRST_WORDS]),
            "where": part.where,
            **region(desk, path, text, lines[0].number, lines[-1].number),
            "shared": shared_with(library, document, path) if is_shared else [],
            "placed": placed(desk, document, path) if is_shared else None,
            "form": form_of(desk, document, lines),
        }


def text_of(library: Library, document: Document, path: str) -> str:
    """Return what the file of some lines said when the page was made."""
    return document.text if path == document.path else library.texts.get(path, "")


def shared_with(library: Library, document: Document, path: str) -> list[str]:
    """Return the other pages on which a shared text stands."""
    name = path.removeprefix(BLOCKS).removesuffix(".md")
    return [address for address in library.addresses_with(name) if address != f"/{document.address}"]


def placed(desk: Desk, document: Document, path: str) -> dict[str, Any] | None:
    """Return the line of a page that puts a shared text in."""
    name = path.removeprefix(BLOCKS).removesuffix(".md")
    for number, line in enumerate(document.text.split("\n"), start=1):
        found = PLACEMENT.fullmatch(line.strip()) if "[[" in line else None
        if found and (found["kind"], found["name"]) == (BLOCK_KIND, name):
            return region(desk, document.path, document.text, number, number)
    return None


def form_of(desk: Desk, document: Document, lines: list[Line]) -> dict[str, Any] | None:
    """Return the form of what a placement draws: of a chart, of the choices, of the words that are explained."""
    found = PLACEMENT.fullmatch(lines[0].text.strip()) if len(lines) == 1 else None
    if found is None:
        return None
    if found["kind"] == "glossary":
        return {"what": "lists", "id": "words"}
    if found["kind"] == "all-sources":
        return {"what": "lists", "id": "sources"}
    keys: list[str | int] = [PLACED[found["kind"]]] if found["kind"] in PLACED else []
    charts = document.header.value(("charts",)) if document.header and found["kind"] == "chart" else None
    for index, chart in enumerate(charts if isinstance(charts, list) else []):
        if isinstance(chart, dict) and chart.get("id") == found["name"]:
            keys = ["charts", index]
    return {"what": "page", "file": desk.id_of(document.path), "keys": keys} if keys else None


def notices_of(desk: Desk, library: Library, page: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """Yield the sentences that the site prints by itself at the foot of a page."""
    for selector, name in NOTICE_PARTS:
        node, text = page.css_first(selector), library.texts.get(f"{BLOCKS}{name}.md", "").rstrip("\n")
        if node is not None and text:
            yield {
                "at": way_to(node),
                "count": 1,
                "kind": "text",
                "label": " ".join(text.split()[:FIRST_WORDS]),
                "where": "The foot of every page",
                **region(desk, f"{BLOCKS}{name}.md", library.texts[f"{BLOCKS}{name}.md"], 1, text.count("\n") + 1),
                "shared": ["every page"],
                "placed": None,
                "form": None,
            }


def header_parts(desk: Desk, document: Document, page: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """Yield the parts of a page that are printed from fields, each with its form."""
    for part in HEADER_PARTS:
        node = page.css_first(part.selector)
        if node is not None:
            form: dict[str, Any] = {"what": part.what, "keys": list(part.keys)}
            if part.what == "page":
                form["file"] = desk.id_of(document.path)
            yield {"at": way_to(node), "label": part.label, "form": form}


def sources_of(desk: Desk, body: Body, page: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """Yield the entries of the list of sources below a page, each with its form."""
    for number, (name, _) in enumerate(body.cited, start=1):
        node = page.css_first(f"#source-{number}")
        if node is not None:
            words = " ".join((node.text() or "").split()[:FIRST_WORDS])
            yield {"at": way_to(node), "label": words, "form": {"what": "source", "id": name}}
