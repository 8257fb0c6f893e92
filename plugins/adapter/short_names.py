"""Short names for what is published: of classes and of custom properties, which the theme writes in full.

A name weighs something wherever it stands, compressed too: 400 to 500 bytes of an article. The preview keeps the names
of the theme, so that its files are easy to find from a page.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain, product
from string import ascii_letters

CSS_NAME = re.compile(r"\"[^\"]*\"|'[^']*'|(?<=\.)[a-zA-Z][\w-]*|(?<![\w-])--[a-zA-Z][\w-]*")
CLASSES = re.compile(r'(?P<before><[a-z][^<>]*? class=")(?P<names>[^"<>]*)')


def names_in(css: str) -> list[str]:
    """Return the classes and custom properties that a style sheet names, as often as it does."""
    return [name for name in CSS_NAME.findall(css) if name[0] not in "\"'"]


def short_names(sheets: Iterable[str]) -> dict[str, str]:
    """Return the short name of each class and each custom property of these style sheets, such as {"prose": "a"}.

    What is named most often gets the shortest names, and the same theme always the same ones.
    """
    found = Counter(name for sheet in sheets for name in names_in(sheet))
    ranked = sorted(found, key=lambda name: (-found[name], name))
    names: dict[str, str] = {}
    for mark in ("", "--"):
        letters = map("".join, chain(ascii_letters, product(ascii_letters, repeat=2)))
        names |= {name: mark + next(letters) for name in ranked if name.startswith("--") == bool(mark)}
    return names


def shorten_css(css: str, names: Mapping[str, str]) -> str:
    """Return a style sheet with the short names."""
    return CSS_NAME.sub(lambda name: names.get(name[0], name[0]), css)


def shorten_html(html: str, names: Mapping[str, str]) -> str:
    """Return a page with the short names; a class that no style sheet names keeps its own."""

    def shorten(match: re.Match[str]) -> str:
        return match["before"] + " ".join(names.get(name, name) for name in match["names"].split())

    return CLASSES.sub(shorten, html)
