"""Where the texts of content/ lead to an address of this site, and another address in its place.

Whether what looks like an address is a link, only Markdown can say: each place where the address stands gets an address
of its own for a moment, and those that the parse then finds among the links are links. So nothing in code is touched.
"""

import re
from collections.abc import Sequence

from plugins.markup.body import convert_lines, make_markdown
from plugins.reading.front_matter import split_front_matter
from plugins.reading.shared_blocks import Line
from plugins.rules.page import CODE_SPAN

PROBE = "/is-this-a-link-{}/"
BEFORE, BEHIND = r"(?<![\w./-])", r"(?![\w./-])"
# In a header and in a data file: a link within a text, or the address as a whole value
IN_DATA = r"(?:(?<=\]\(){0}(?=[#)\s])|(?<=[\"']){0}(?=(?:#[\w-]*)?[\"']))"


def find_links(path: str, text: str, address: str) -> list[int]:
    """Return the offset of an address in each link of a text to it or to a part of it, in their order.

    path: of the text, from the project's root. address: "/uses/migraine/".
    """
    if not path.endswith(".md"):
        return _find_in_data(text, address)
    body = split_front_matter(text)[1]
    start = len(text) - len(body)
    return [*_find_in_data(text[:start], address), *(start + each for each in _find_in_body(path, body, address))]


def replace_links(text: str, links: Sequence[int], old: str, new: str) -> str:
    """Return a text whose links lead to a new address. links: where the old one stands, in their order."""
    for start in reversed(links):
        text = f"{text[:start]}{new}{text[start + len(old) :]}"
    return text


def line_of(text: str, offset: int) -> int:
    """Return the number of a line, from 1."""
    return text.count("\n", 0, offset) + 1


def _find_in_data(text: str, address: str) -> list[int]:
    without_code = CODE_SPAN.sub(lambda code: " " * len(code[0]), text)
    return [each.start() for each in re.finditer(IN_DATA.format(re.escape(address)), without_code)]


def _find_in_body(path: str, body: str, address: str) -> list[int]:
    candidates = [each.start() for each in re.finditer(rf"{BEFORE}{re.escape(address)}{BEHIND}", body)]
    if not candidates:
        return []
    probed = body
    for number, start in reversed(list(enumerate(candidates))):
        probed = replace_links(probed, [start], address, PROBE.format(number))
    lines = [Line(path, number, line) for number, line in enumerate(probed.split("\n"), start=1)]
    blocks = convert_lines(make_markdown(), path, lines, None, {}).blocks
    reached = {link.address.partition("#")[0] for block in blocks for link in block.links}
    return [start for number, start in enumerate(candidates) if PROBE.format(number) in reached]
