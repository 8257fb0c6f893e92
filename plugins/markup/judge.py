"""The judge of what is rendered: the HTML of a body, as it is written, is read as a browser reads it.

Every element, attribute and address must be one that our own Markdown writes, or one of a few small tags of the text.
What the patterns of the gate make of the source does not matter here: what they miss is still refused.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from markupever import HtmlOptions, Parser
from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.markup.callout import KINDS as CALLOUT_KINDS
from plugins.markup.picture import PLACE, SOURCE_SET
from plugins.markup.placement import KINDS as PLACEMENT_KINDS
from plugins.markup.reserved_ids import is_reserved
from plugins.markup.source_lines import SourceBlock
from plugins.reading.addresses import is_allowed, is_inside

Kind = Literal["element", "attribute", "address", "picture", "id", "comment", "structure"]
Allows = Callable[[str], bool]


def written(pattern: str) -> Allows:
    """Return a test whether a whole value has this form."""
    form = re.compile(pattern)
    return lambda value: form.fullmatch(value) is not None


def anything(value: str) -> bool:
    """Allow any text: it is only shown."""
    return True


def is_heading_id(value: str) -> bool:
    """Allow an id that our Markdown gives a heading, a callout or a citation, and no other part of a page has."""
    return re.fullmatch(r"[a-z0-9_-]+", value) is not None and not is_reserved(value)


BARE: dict[str, Allows] = {}  # no attributes
HEADING: dict[str, Allows] = {"id": is_heading_id}
SPAN = {
    "lang": written(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
    "dir": written("ltr|rtl|auto"),
}
# What may stand in the HTML of a body: each element with its attributes and the values that these may have
ALLOWED: dict[str, dict[str, Allows]] = {
    # blocks of Markdown
    **dict.fromkeys(("p", "ul", "li", "blockquote", "hr", "pre", "table", "thead", "tbody", "tr", "th", "td"), BARE),
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), HEADING),
    "ol": {"start": written(r"\d{1,9}")},
    # our own: callout.py, placement.py, citations.py, picture.py
    "picture": BARE,
    "source": {"type": written("image/webp"), "srcset": written(SOURCE_SET), "sizes": PLACE.__eq__},
    "section": {
        "class": written(f"callout callout--(?:{'|'.join(CALLOUT_KINDS)})"),
        "aria-labelledby": written(r"callout-\d{1,4}"),
    },
    "placement": {"kind": PLACEMENT_KINDS.__contains__, "name": written("[a-z0-9-]*")},
    "span": SPAN,
    "a": {
        "href": is_allowed,
        "title": anything,
        "id": written(r"cite-\d{1,4}"),
    },
    # within a line: of Markdown, and those that an editor may write
    "img": {
        "src": lambda address: is_inside(address) and is_allowed(address), "alt": anything, "title": anything,
        "width": written(r"\d{1,5}"), "height": written(r"\d{1,5}"), "loading": written("lazy"), "decoding": written("async"),
    },
    **dict.fromkeys(("br", "code", "strong", "em", "b", "i", "cite", "q", "small", "sub", "sup"), BARE),
    "abbr": {"title": anything},
    "time": {"datetime": written(r"[0-9A-Za-z:+. -]{1,40}")},
}  # fmt: skip
PLAIN = ALLOWED.keys() - {"placement"}
ADDRESSES: dict[tuple[str, str], Kind] = {("a", "href"): "address", ("img", "src"): "picture"}
# The body is read where it will stand: in elements that a stray closing tag would close, before a part that would move
AROUND = ("html", "head", "title", "body", "main", "article", "section", "div", "aside", "details", "ul", "li")
HOLDER = "judged-text"
BEFORE = "<!doctype html><html><head><title>.</title></head><body>" + "".join(
    f"<{name}>" for name in (*AROUND[4:], HOLDER)
)
LAST_WORD = "end-of-the-text"
AFTER = f"<p>{LAST_WORD}</p>" + "".join(f"</{name}>" for name in (HOLDER, *reversed(AROUND[4:]), "body", "html"))


@dataclass(frozen=True)
class Finding:
    """Something that may not stand in a page.

    tag: the element. name: of the attribute. value: of the address or the id.
    first, last: the lines of the body that it came from, as indexes; None where only the whole page shows it.
    """

    kind: Kind
    tag: str = ""
    name: str = ""
    value: str = ""
    first: int | None = None
    last: int | None = None


def judge(html: str, blocks: Iterable[SourceBlock] = ()) -> list[Finding]:
    """Return what may not stand in the HTML of a body; nothing, if all of it may.

    html: the whole, as it is written. blocks: its top-level blocks with their lines; read only if there is
    something to find. A fault that arises only where blocks are joined is found in the whole.
    """
    whole = list(dict.fromkeys(faults_in(html)))
    if not whole:
        return []
    placed = [
        Finding(fault.kind, fault.tag, fault.name, fault.value, block.first, block.last)
        for block in blocks
        for fault in dict.fromkeys(faults_in(block.html))
    ]
    known = {(fault.kind, fault.tag, fault.name, fault.value) for fault in placed}
    joined = [fault for fault in whole if (fault.kind, fault.tag, fault.name, fault.value) not in known]
    if placed:  # one that swallows what follows it shows in the whole as many: they are told of its own block
        joined = [fault for fault in joined if fault.kind not in ("structure", "comment")]
    return [*placed, *joined]


def faults_in(html: str) -> Iterator[Finding]:
    """Yield what may not stand in a piece of HTML, in the order of the page, without lines."""
    page = f"{BEFORE}{html}{AFTER}"
    root = LexborHTMLParser(page).root
    nodes = list(root.traverse()) if root else []
    around = [node.tag for node in nodes[: len(AROUND) + 1]]
    is_whole = around == [*AROUND, HOLDER] and not any(node.attributes for node in nodes[: len(AROUND) + 1])
    inside = nodes[len(AROUND) + 1 :]
    end = inside.pop() if inside and is_end(inside[-1]) else None
    is_told = False
    refused: set[int] = set()
    for node in inside:
        above = node.parent if refused else None
        if above is not None and above.mem_id in refused:
            refused.add(node.mem_id)  # a part of what is told already
            continue
        if not refused and node.tag in PLAIN and not node.attributes:
            continue  # most of a page
        for fault in faults_of(node):
            is_told = True
            if fault.kind == "element":
                refused.add(node.mem_id)
            yield fault
    if not is_told and not (is_whole and end is not None and is_flawless(page)):
        yield Finding("structure")


def is_flawless(page: str) -> bool:
    """Tell whether another parser, that of the Servo browser, reads the same without mending anything."""
    return not Parser(HtmlOptions()).process(page).finish().errors()


def is_end(node: LexborNode) -> bool:
    """Tell whether a node is the part that stands behind the body, where it belongs."""
    above = node.parent
    is_placed = node.tag == "p" and above is not None and above.tag == HOLDER
    return is_placed and not node.attributes and node.inner_html == LAST_WORD


def faults_of(node: LexborNode) -> Iterator[Finding]:
    """Yield what is wrong with one element and its attributes."""
    tag = node.tag or ""
    allowed = ALLOWED.get(tag)
    if allowed is None or (tag == "placement" and not is_at_the_top(node)):
        yield Finding("element", tag) if node.is_element_node else Finding("comment")
        return
    for name, value in node.attributes.items():
        if name not in allowed:
            yield Finding("attribute", tag, name)
        elif not allowed[name](value or ""):
            kind: Kind = ADDRESSES.get((tag, name), "id" if allowed is HEADING else "attribute")
            if kind == "id" and is_callout_title(node, value or ""):
                continue
            yield Finding(kind, tag, name, value or "" if kind != "attribute" else "")


def is_at_the_top(node: LexborNode) -> bool:
    """Tell whether a placement is empty, and not within another part of the body."""
    above = node.parent
    return above is not None and above.tag == HOLDER and node.first_child is None


def is_callout_title(node: LexborNode, name: str) -> bool:
    """Tell whether a heading is that of the callout around it, whose id no other heading may have."""
    above = node.parent
    return (
        above is not None
        and above.tag == "section"
        and node.tag == "h3"
        and re.fullmatch(r"callout-\d{1,4}", name) is not None
        and above.attributes.get("aria-labelledby") == name
    )
