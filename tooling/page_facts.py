"""Read a built page once, with a browser's own parser, into the facts that the gate on the output asks about."""

import json
import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from markupever import HtmlOptions, Parser
from selectolax.lexbor import LexborHTMLParser

MOST_ERRORS = 3  # that are told of a page: the others follow from them, as a rule
# How the parser writes a tag and a name
TAG = re.compile(r"Tag \{ kind: (?P<kind>Start|End)Tag, name: Atom\(\\?'(?P<name>[^'\\]+)")
ATOM = re.compile(r"Atom\(\\?'([^'\\]+)\\?' type=\w+\)")
# What makes a browser load something: element -> attribute.
LOADS = {
    "img": "src", "script": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src", "embed": "src",
    "object": "data", "use": "href", "image": "href", "input": "src", "track": "src",
}  # fmt: skip
LOADING_RELATIONS = ("stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "manifest", "prefetch")
ID_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers")
REFUSED_ELEMENTS = "form, input, textarea, select, iframe, object, embed, base, applet, placement"


@dataclass(frozen=True)
class PageFacts:
    """What a built page says of itself. Lines are those of the built file, 1-based."""

    errors: list[tuple[int, str]]  # line, what is not HTML
    language: str
    titles: list[str]
    descriptions: list[str]
    canonicals: list[str]
    ids: list[str]
    references: list[str]  # ids that other elements name
    headings: list[tuple[int, str]]  # level, text
    links: list[str]
    loads: list[str]
    images_without_words: list[str]
    refused: list[str]  # elements and attributes that may not be in a page
    graphs: list[Any]  # the parsed JSON-LD
    styles: list[str]


def read_page(html: str) -> PageFacts:
    """Parse a page. Never raises: what is not HTML is in `errors`."""
    tree = LexborHTMLParser(html)
    errors = _place_errors(html) if _find_errors(html) else []
    graphs, refused = _read_scripts(tree, errors)
    refused += [f"<{node.tag}>" for node in tree.css(REFUSED_ELEMENTS)]
    names = [name for node in tree.css("*") for name in node.attributes]
    refused += [f"the attribute {name}" for name in names if name == "style" or name.startswith("on")]
    loads = [target for name, attribute in LOADS.items() for target in _values(tree, f"{name}[{attribute}]", attribute)]
    sets = [value for name in ("img", "source") for value in _values(tree, f"{name}[srcset]", "srcset")]
    loads += [part.split()[0] for value in sets for part in value.split(",") if part.strip()]
    loads += [target for relation in LOADING_RELATIONS for target in _values(tree, _link(relation), "href")]
    return PageFacts(
        errors=errors,
        language="".join(_values(tree, "html", "lang")),
        titles=_texts(tree, "title:not(svg title)"),  # a drawing has a title of its own
        descriptions=_values(tree, "meta[name=description]", "content"),
        canonicals=_values(tree, _link("canonical"), "href"),
        ids=list(filter(None, _values(tree, "[id]", "id"))),
        references=[
            word for name in ID_REFERENCES for value in _values(tree, f"[{name}]", name) for word in value.split()
        ],
        headings=[(int(str(node.tag)[1]), node.text().strip()) for node in tree.css("h1, h2, h3, h4, h5, h6")],
        links=_values(tree, "a[href], area[href]", "href"),
        loads=list(filter(None, loads)),
        images_without_words=[
            node.attributes.get("src") or ""
            for node in tree.css('img:not([role="presentation"])')
            if not (node.attributes.get("alt") or "").strip()
        ],
        refused=refused,
        graphs=graphs,
        styles=[node.text() for node in tree.css("style")],
    )


def _values(tree: LexborHTMLParser, selector: str, attribute: str) -> list[str]:
    """Return an attribute of each element that a selector of CSS finds; an empty text where it has no value."""
    return [node.attributes.get(attribute) or "" for node in tree.css(selector)]


def _texts(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [node.text().strip() for node in tree.css(selector)]


def _link(relation: str) -> str:
    """Return the selector of the links of a relation, such as "stylesheet"."""
    return f'link[rel~="{relation}" i]'


def _read_scripts(tree: LexborHTMLParser, errors: list[tuple[int, str]]) -> tuple[list[Any], list[str]]:
    """Return the structured data of a page, and its other scripts; what is not JSON is added to the errors."""
    graphs, refused = [], []
    for node in tree.css("script"):
        if node.attributes.get("type") != "application/ld+json":
            refused.append("<script>")
            continue
        try:
            graphs.append(json.loads(node.text()))
        except json.JSONDecodeError as error:
            errors.append((1, f"the structured data is not JSON: {error}"))
    return graphs, refused


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
