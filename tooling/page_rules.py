"""The rules on a built page by itself: what is wrong with it whatever the rest of the site holds."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from tooling.page_facts import PageFacts

LEFT_OVER = re.compile(r"\[\[[a-z-]+[^\]]*\]\]|\[@[^\]]*\]|\{(?:filename|static|attach|author|category|tag|index)\}")
CHARSET = '<meta charset="utf-8">'  # behind it stands the policy of a page, where a host sends no headers
CSS_LOADS = ("url(", "@import")
# Tags with no blank on either side. Those that may stand inside one word, if they only open or only close there
NO_BLANK = re.compile(r"(?<=\w)(?:</?[a-z][^<>]*>)+(?=\w)")
TAG = re.compile(r"<(?P<closes>/?)(?P<name>[a-z0-9]+)")
IN_A_WORD = {"a", "abbr", "b", "br", "cite", "code", "em", "i", "q", "small", "span", "strong", "sub", "sup", "time"}
WORD_BEFORE, WORD_AFTER = re.compile(r"\w+\Z"), re.compile(r"\w+")


class Finding(NamedTuple):
    """What is wrong with a page. subject: what it is about, as the text of the page may have it; or nothing."""

    rule: str
    message: str
    subject: str = ""


Findings = Iterator[Finding]


@dataclass(frozen=True)
class BuiltPage:
    """A page as it will be published, and what it says of itself."""

    html: str
    facts: PageFacts
    canonical: str  # its whole address


def repeated(values: list[str]) -> list[str]:
    """Return what a list holds more than once."""
    return [value for value, count in Counter(values).items() if count > 1]


def not_one(values: list[str]) -> list[int]:
    """Return how many values there are, unless it is one that is not empty."""
    return [] if len(values) == 1 and values[0].strip() else [len(values)]


def skipping(headings: list[tuple[int, str]]) -> list[str]:
    """Return the text of each heading that is more than one level below the one above it."""
    return [text for (above, _), (level, text) in pairwise(headings) if level > above + 1]


def undefined(graphs: list[Any]) -> list[str]:
    """Return each @id that structured data names and that nothing in it defines."""
    nodes = [node for graph in graphs for node in _nodes(graph)]
    defined = {node["@id"] for node in nodes if "@id" in node and len(node) > 1}
    return sorted({str(node["@id"]) for node in nodes if set(node) == {"@id"}} - defined)


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner)


def joined(html: str) -> list[str]:
    """Return what becomes one word where only the text is kept: in a copy, in reader mode, read aloud.

    That is what style alone sets apart, such as two cells, and a raised figure behind a figure: 10<sup>5</sup>.
    """
    found = []
    for gap in NO_BLANK.finditer(html, html.find("<body")):
        tags = [(tag["name"], tag["closes"]) for tag in TAG.finditer(gap[0])]
        is_raised = any(name in ("sub", "sup") for name, _ in tags)
        is_figure = html[gap.start() - 1].isdigit() and html[gap.end()].isdigit()
        is_one_word = {name for name, _ in tags} <= IN_A_WORD and len({closes for _, closes in tags}) == 1
        if not is_one_word or (is_raised and is_figure):
            before = WORD_BEFORE.search(html, max(0, gap.start() - 40), gap.start())
            after = WORD_AFTER.match(html, gap.end())
            found += [before[0] + gap[0] + after[0]] if before and after else []
    return found


@dataclass(frozen=True)
class PageRule:
    """A rule on a page by itself.

    find: returns what breaks it. message: what is said of each, which it may hold. is_text: whether that may stand in
    the source of the page.
    """

    id: str
    message: str
    find: Callable[[BuiltPage], Iterable[object]]
    is_text: bool = False

    def check(self, page: BuiltPage) -> Findings:
        """Yield what is wrong with a page."""
        for found in self.find(page):
            yield Finding(self.id, self.message.format(found), str(found) if self.is_text else "")


PAGE_RULES = (
    PageRule("html-error", "Line {0[0]} of the built page is not HTML: {0[1]}. Check the template of this page.",
             lambda page: page.facts.errors),
    PageRule("html-refused", "The page holds {}, which no page may. Take it out of its text or template.",
             lambda page: sorted(set(page.facts.refused))),
    PageRule("text-left-over", '"{}" is shown to readers as it is. Put it on a line of its own, or correct it.',
             lambda page: [found[0] for found in [LEFT_OVER.search(page.html)] if found], True),
    PageRule("page-charset", "The page has no {}. Put it back into the base template.",
             lambda page: [CHARSET] if CHARSET not in page.html else []),
    PageRule("page-language", "The page does not say that it is in English. Put lang back into the base template.",
             lambda page: [page.facts.language] if page.facts.language != "en" else []),
    PageRule("page-title", "The page has {} of title, and needs one that is not empty. Check its template.",
             lambda page: not_one(page.facts.titles)),
    PageRule("page-description", "The page has {} of description, and needs one that is not empty. Check its template.",
             lambda page: not_one(page.facts.descriptions)),
    PageRule("page-heading", "The page has {} of h1, and needs one that is not empty. Check its template.",
             lambda page: not_one([text for level, text in page.facts.headings if level == 1])),
    PageRule("page-canonical", "Its canonical address is not {}. Check the base template.",
             lambda page: [page.canonical] if page.facts.canonicals != [page.canonical] else []),
    PageRule("heading-order", '"{}" skips a level of headings. Give it one "#" less; a callout stands below the heading of a section.',
             lambda page: skipping(page.facts.headings), True),
    PageRule("id-twice", 'Two places of the page are called "{}". Give one of them another id.',
             lambda page: repeated(page.facts.ids), True),
    PageRule("id-missing", 'Something refers to "{}", which is not on the page. Check the template.',
             lambda page: sorted(set(page.facts.references) - set(page.facts.ids)), True),
    PageRule("words-joined", 'A copy of the text, and a voice, make one word of "{}". Put a blank between, or write ⁵ for a raised 5.',
             lambda page: joined(page.html), True),
    PageRule("style-loads", "The style sheet loads a file. Keep every rule in theme/static/css.",
             lambda page: [word for word in CSS_LOADS if any(word in style.lower() for style in page.facts.styles)]),
    PageRule("image-words", 'The picture "{}" has no words for those who cannot see it. Write ![what it shows](…).',
             lambda page: page.facts.images_without_words, True),
    PageRule("graph-id", 'The structured data names "{}" and does not say what it is. See plugins/facts/structured_data.py.',
             lambda page: undefined(page.facts.graphs), True),
)  # fmt: skip
