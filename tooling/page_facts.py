"""Read a built page once, with a browser's own parser, into the facts that the gate on the output asks about."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from justhtml import Element, JustHTML

LINKS = {"a": "href", "area": "href"}
# What makes a browser load something: element -> attribute.
LOADS = {
    "img": "src", "script": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src", "embed": "src",
    "object": "data", "use": "href", "image": "href", "input": "src", "track": "src",
}  # fmt: skip
LOADING_RELATIONS = {"stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "manifest", "prefetch"}
ID_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers")
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
    text: str = ""


def read_page(html: str) -> PageFacts:
    """Parse a page. Never raises: what is not HTML is in `errors`."""
    document = JustHTML(html, sanitize=False, collect_errors=True)
    facts = PageFacts(errors=[(error.line or 1, error.message or error.code) for error in document.errors])
    words: list[str] = []
    for element in _walk(document.root, words):
        _read_element(element, facts)
    facts.text = " ".join(" ".join(words).split())
    return facts


def _walk(node: Any, words: list[str]) -> Iterator[Element]:
    """Yield every element in the order of the page, and gather the words that a reader sees."""
    stack = [node]
    while stack:
        current = stack.pop()
        if current.name == "#text":
            if current.parent.name not in ("style", "script", "title"):
                words.append(current.data or "")
            continue
        if isinstance(current, Element):
            yield current
        stack.extend(reversed(current.children or ()))


def _read_element(element: Element, facts: PageFacts) -> None:
    name, attributes = element.name, element.attrs
    if identity := attributes.get("id"):
        facts.ids.append(identity)
    for attribute in ID_REFERENCES:
        facts.references.extend((attributes.get(attribute) or "").split())
    if (target := attributes.get(LINKS.get(name, ""))) is not None:
        facts.links.append(target)
    if loaded := attributes.get(LOADS.get(name, "")):
        facts.loads.append(loaded)
    facts.refused.extend(
        f"the attribute {attribute}" for attribute in attributes if attribute == "style" or attribute.startswith("on")
    )
    if name in REFUSED_ELEMENTS:
        facts.refused.append(f"<{name}>")
    match name:
        case "html":
            facts.language = attributes.get("lang") or ""
        case "title" if element.namespace in (None, "html"):
            facts.titles.append(element.to_text().strip())
        case "meta" if attributes.get("name") == "description":
            facts.descriptions.append(attributes.get("content") or "")
        case "link":
            _read_link(attributes, facts)
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            facts.headings.append((int(name[1]), element.to_text().strip()))
        case "img" if not (attributes.get("alt") or "").strip() and attributes.get("role") != "presentation":
            facts.images_without_words.append(attributes.get("src") or "")
        case "style":
            facts.styles.append(_raw_text(element))
        case "script":
            _read_script(element, facts)


def _raw_text(element: Element) -> str:
    return "".join(child.data or "" for child in element.children)


def _read_link(attributes: dict[str, str | None], facts: PageFacts) -> None:
    relations = set((attributes.get("rel") or "").lower().split())
    target = attributes.get("href") or ""
    if "canonical" in relations:
        facts.canonicals.append(target)
    elif relations & LOADING_RELATIONS:
        facts.loads.append(target)


def _read_script(element: Element, facts: PageFacts) -> None:
    if element.attrs.get("type") != "application/ld+json":
        facts.refused.append("<script>")
        return
    try:
        facts.graphs.append(json.loads(_raw_text(element)))
    except json.JSONDecodeError as error:
        facts.errors.append((1, f"the structured data is not JSON: {error}"))
