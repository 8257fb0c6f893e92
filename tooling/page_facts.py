"""Read a built page once, with a browser's own parser, into the facts that the gate on the output asks about."""

import json
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any

from markupever import HtmlOptions, Parser
from selectolax.lexbor import LexborHTMLParser, LexborNode

MOST_ERRORS = 3  # that are told of a page: the others follow from them, as a rule
# How the parser writes a tag and a name
TAG = re.compile(r"Tag \{ kind: (?P<kind>Start|End)Tag, name: Atom\(\\?'(?P<name>[^'\\]+)")
ATOM = re.compile(r"Atom\(\\?'([^'\\]+)\\?' type=\w+\)")
LINKS = {"a": "href", "area": "href"}
# What makes a browser load something: element -> attribute.
LOADS = {
    "img": "src", "script": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src", "embed": "src",
    "object": "data", "use": "href", "image": "href", "input": "src", "track": "src",
}  # fmt: skip
LOADING_RELATIONS = {"stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "manifest", "prefetch"}
ID_REFERENCES = {"aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"}
REFUSED_ELEMENTS = {"form", "input", "textarea", "select", "iframe", "object", "embed", "base", "applet", "placement"}


@dataclass
class PageFacts:
    """What a built page says of itself. Lines are those of the built file, 1-based."""

    errors: list[tuple[int, str]] = field(default_factory=list)  # line, what is not HTML
    language: str = ""
    titles: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    canonicals: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)  # ids that other elements name
    headings: list[tuple[int, str]] = field(default_factory=list)  # level, text
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    images_without_words: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # elements and attributes that may not be in a page
    graphs: list[Any] = field(default_factory=list)  # the parsed JSON-LD
    styles: list[str] = field(default_factory=list)


def read_page(html: str) -> PageFacts:
    """Parse a page. Never raises: what is not HTML is in `errors`."""
    facts = PageFacts(errors=_place_errors(html) if _find_errors(html) else [])
    root = LexborHTMLParser(html).root
    for element in root.traverse() if root else ():
        _read_element(element, facts)
    return facts


def _find_errors(html: str, *, in_full: bool = False) -> list[str]:
    """Return what is not HTML. in_full: whether errors quote what they are about, which takes three times as long."""
    errors: list[str] = Parser(HtmlOptions(exact_errors=in_full)).process(html).finish().errors()
    return errors


def _place_errors(html: str) -> list[tuple[int, str]]:
    """Return the first things that are not HTML, each with its line.

    The parser tells no lines. So the page is cut after ever fewer lines: an error that is still told stands above.
    """
    lines = html.splitlines(keepends=True)
    told = _find_errors(html, in_full=True)[:MOST_ERRORS]

    def line_of(index: int) -> int:
        def is_above(count: int) -> bool:
            return _find_errors("".join(lines[:count]), in_full=True)[: index + 1] == told[: index + 1]

        return bisect_left(range(1, len(lines)), True, key=is_above) + 1

    return [(line_of(index), _say(words)) for index, words in enumerate(told)]


def _say(words: str) -> str:
    """Return what the parser says of a page without the names of its own parts."""
    misplaced = TAG.search(words)
    if misplaced:
        return f"<{'/' if misplaced['kind'] == 'End' else ''}{misplaced['name']}> does not belong there"
    return ATOM.sub(r"<\1>", words)


def _read_element(element: LexborNode, facts: PageFacts) -> None:
    name = element.tag or ""
    attributes = {attribute: value or "" for attribute, value in element.attributes.items()}
    if attributes:
        _read_attributes(name, attributes, facts)
    if name in REFUSED_ELEMENTS:
        facts.refused.append(f"<{name}>")
    match name:
        case "html":
            facts.language = attributes.get("lang", "")
        case "title" if not _is_drawn(element):
            facts.titles.append(element.text().strip())
        case "meta" if attributes.get("name") == "description":
            facts.descriptions.append(attributes.get("content", ""))
        case "link":
            _read_link(attributes, facts)
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            facts.headings.append((int(name[1]), element.text().strip()))
        case "img" if not attributes.get("alt", "").strip() and attributes.get("role") != "presentation":
            facts.images_without_words.append(attributes.get("src", ""))
        case "style":
            facts.styles.append(element.text())
        case "script":
            _read_script(element.text(), attributes, facts)


def _is_drawn(element: LexborNode) -> bool:
    """Tell whether an element is a part of a drawing: what it calls its title is not that of the page."""
    above = element.parent
    while above is not None and above.tag != "svg":
        above = above.parent
    return above is not None


def _read_attributes(name: str, attributes: dict[str, str], facts: PageFacts) -> None:
    if identity := attributes.get("id"):
        facts.ids.append(identity)
    for attribute in ID_REFERENCES & attributes.keys():
        facts.references.extend(attributes[attribute].split())
    if (target := attributes.get(LINKS.get(name, ""))) is not None:
        facts.links.append(target)
    if loaded := attributes.get(LOADS.get(name, "")):
        facts.loads.append(loaded)
    facts.refused.extend(
        f"the attribute {attribute}" for attribute in attributes if attribute == "style" or attribute.startswith("on")
    )


def _read_link(attributes: dict[str, str], facts: PageFacts) -> None:
    relations = set(attributes.get("rel", "").lower().split())
    target = attributes.get("href", "")
    if "canonical" in relations:
        facts.canonicals.append(target)
    elif relations & LOADING_RELATIONS:
        facts.loads.append(target)


def _read_script(text: str, attributes: dict[str, str], facts: PageFacts) -> None:
    if attributes.get("type") != "application/ld+json":
        facts.refused.append("<script>")
        return
    try:
        facts.graphs.append(json.loads(text))
    except json.JSONDecodeError as error:
        facts.errors.append((1, f"the structured data is not JSON: {error}"))
