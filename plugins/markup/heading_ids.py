"""Markdown: `## Side effects {#side-effects}` gives a heading its id. Nothing else that stands in braces is read.

The extension "attr_list" of Python-Markdown, which this replaces, reads braces in every place and sets any attribute.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import slugify
from markdown.treeprocessors import Treeprocessor

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
ID = re.compile(r"[ ]+\{:?[ ]*#(?P<id>[^ =}\n]+)[ ]*\}[ ]*$")
NUMBERED = re.compile(r"(?P<words>.*)_(?P<number>[0-9]+)", re.DOTALL)


class HeadingNames:
    """Makes the id of a heading that has none from its words, and different from every other id of the page.

    The result is that of the extension "toc": the words, then the words with _1, _2 and so on. It remembers the
    last number of each, since to count from the start takes quadratic time: 25 s for 20,000 headings.
    """

    def __init__(self) -> None:
        self.used: set[str] = set()
        self.made: set[str] = set()
        self.last: dict[str, int] = {}

    def start(self, used: set[str]) -> None:
        """Start the next page. used: the ids that stand there already."""
        self.used = used
        self.made = set()
        self.last = {}

    def __call__(self, words: str, separator: str) -> str:
        """Return an id."""
        name = self.find(words, separator)
        self.made.add(name)
        return name

    def find(self, words: str, separator: str) -> str:
        """Return an id that is not used yet, and note it."""
        name = str(slugify(words, separator))
        if name and name not in self.used:
            self.used.add(name)
            return name
        found = NUMBERED.fullmatch(name)
        base, number = (found["words"], int(found["number"])) if found else (name, 0)
        number = max(number, self.last.get(base, 0)) + 1
        while f"{base}_{number}" in self.used:
            number += 1
        self.last[base] = number
        self.used.add(f"{base}_{number}")
        return f"{base}_{number}"


class HeadingIdProcessor(Treeprocessor):
    """Takes the braces at the end of a heading for its id."""

    def __init__(self, md: Markdown, names: HeadingNames) -> None:
        super().__init__(md)
        self.names = names

    def run(self, root: Element) -> None:
        """Set the ids, in place, and note all that are used."""
        used: set[str] = set()
        for element in root.iter():
            if element.tag in HEADINGS and "id" not in element.attrib:
                set_id(element)
            if "id" in element.attrib:
                used.add(element.attrib["id"])
        self.names.start(used)


class SmallHeadingProcessor(Treeprocessor):
    """Takes from the small headings of an article the ids that nobody wrote.

    The contents list no small heading, so nothing leads there: an id of its own, `{#both}`, is one that is linked.
    """

    def __init__(self, md: Markdown, names: HeadingNames) -> None:
        super().__init__(md)
        self.names = names

    def run(self, root: Element) -> None:
        """Take them, in place."""
        if self.md.kind not in ("overview", "use"):
            return
        for element in root.iter():
            if element.tag in HEADINGS[2:] and element.get("id") in self.names.made:
                del element.attrib["id"]


def set_id(heading: Element) -> None:
    """Give a heading the id that stands at its end, and take that out of its words."""
    end = heading[-1] if len(heading) else None
    words = (end.tail if end is not None else heading.text) or ""
    found = ID.search(words)
    if found is None:
        return
    heading.set("id", found["id"])
    words = words[: found.start()].rstrip("#").rstrip()
    if end is not None:
        end.tail = words
    else:
        heading.text = words
