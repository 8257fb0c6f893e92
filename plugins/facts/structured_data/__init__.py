"""Draw the JSON-LD graph of a page, in the words of schema.org, from the same model that draws the page.

model      what the graph needs of a page and of the site
treatment  the drug, the therapy and its uses, in the words of the page
graph      the nodes of a page

It says nothing that the page does not show (content-standards SD-01 to SD-07).
"""

import json
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from plugins.facts.structured_data.graph import draw_graph
from plugins.facts.structured_data.model import VOCABULARY, Node, Page, Site
from plugins.reading.library import Document

# What could end a script block, or a line of a script, inside a JSON text
ESCAPES = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def write_json(graph: list[Node]) -> Markup:
    """Return the graph as JSON that can stand in a script block of HTML: nothing in it can end the block."""
    text = json.dumps({"@context": VOCABULARY, "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(ESCAPES))


def make_drawer(contents: dict[str, Any], documents: dict[str, Document], site: Site) -> Callable[[str], Markup]:
    """Return the function that templates call with the path of the file that they fill.

    contents: Pelican's articles and pages, by that path. documents: what they were made of, by path too.
    """

    def structured_data(file: str) -> Markup:
        return write_json(draw_graph(read_page(contents[file], documents[file]), site))

    return structured_data


def read_page(content: Any, document: Document) -> Page:
    """Return what the graph needs of one of Pelican's articles or pages."""
    sources = tuple(citation.source for citation in content.citations.values())
    return Page(document, content.fields, content.blocks, sources, content.review)
