"""Where each element of a body stands on the page that a template made of it.

An element of the page is named by its way from <body>: the index of the child in each level.
"""

from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.markup.placement import split_parts

MARK = "preview-part"
# The class of the first element of what a placement draws, to tell it from another one before it
STARTS = {
    "chart": "chart", "choices": "choices", "drawing": "explainer", "evidence": "evidence-grades", "timeline": "timeline",
    "uses": "card-list", "review-states": "review-states", "all-sources": "source-index", "glossary": "word-list",
}  # fmt: skip

Way = list[int]


class Element(NamedTuple):
    """Where something of a body stands on the page. span: how many elements beside each other it spans."""

    at: Way
    span: int


def marked(html: str, body: str) -> str:
    """Return a page with a comment at both ends of each part of its body. Between two parts stands what a template drew."""
    found: list[str] = []
    at = 0
    for part in split_parts(body):
        if part.kind != "html":
            continue
        start = html.find(part.html.strip(), at)
        if start < 0:
            break
        end = start + len(part.html.strip())
        found += [html[at:start], f"<!--{MARK}-->", html[start:end], f"<!--{MARK}-->"]
        at = end
    return "".join([*found, html[at:]])


def elements_of(page: LexborHTMLParser, body: str) -> Iterator[Element]:
    """Yield the place of each element at the top level of a body, and of what was drawn where a placement is."""
    placed = placements_between(body)
    holder = (
        next((node.parent for node in page.root.traverse(include_text=True) if is_mark(node)), None)
        if page.root
        else None
    )
    if holder is None:
        return
    way = way_to(holder)
    index, inside = 0, False
    drawn: list[LexborNode] = []  # since the last part of the body that is HTML
    for node in holder.iter(include_text=True):
        if is_mark(node):
            if not inside:
                yield from share(way, index, drawn, next(placed, []))
            inside, drawn = not inside, []
        elif is_element(node):
            if inside:
                yield Element([*way, index], 1)
            else:
                drawn.append(node)
            index += 1
    yield from share(way, index, drawn, next(placed, []))


def share(way: Way, below: int, drawn: list[LexborNode], kinds: list[str]) -> Iterator[Element]:
    """Yield the places of some placements behind each other, by what each begins with.

    below: the index behind what they drew.
    """
    starts = [0] if kinds else []
    for kind in kinds[1:]:
        later = range(starts[-1] + 1, len(drawn))
        begins = (at for at in later if STARTS.get(kind, "") in (drawn[at].attributes.get("class") or "").split())
        starts.append(next(begins, min(starts[-1] + 1, len(drawn))))
    for start, stop in zip(starts, [*starts[1:], len(drawn)], strict=False):
        yield Element([*way, below - len(drawn) + start], stop - start)


def placements_between(body: str) -> Iterator[list[str]]:
    """Yield the kinds of the placements before each part of the body that is HTML, and behind the last one."""
    kinds: list[str] = []
    for part in split_parts(body):
        if part.kind == "html":
            yield kinds
            kinds = []
        else:
            kinds.append(part.kind)
    yield kinds


def is_mark(node: LexborNode) -> bool:
    """Tell whether a node is one of our comments."""
    return node.tag == "-comment" and MARK in (node.html or "")


def is_element(node: LexborNode) -> bool:
    """Tell whether a node is an element, and no text or comment."""
    return bool(node.tag) and not str(node.tag).startswith("-")


def way_to(node: LexborNode) -> Way:
    """Return the way from <body> to an element."""
    way: Way = []
    at: LexborNode | None = node
    while at is not None and at.tag != "body":
        before, index = at.prev, 0
        while before is not None:
            index += is_element(before)
            before = before.prev
        way.insert(0, index)
        at = at.parent
    return way
