"""Rules on signs that would be printed: a sign of Markdown, or of another system, that is left in what is read.

The signs stand in printed_signs.toml, each with an example and the form that works. They are looked for in the text as
a reader sees it: what Markdown has understood is gone there, and what was meant, `\\*` or code, is looked past.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from plugins.markup.tree import Block
from plugins.reading.article_parts import NOT_TEXT
from plugins.reading.signs import find_odd_signs
from plugins.reading.site_data import GLOSSARY, PRACTICE, REVIEWERS, SOURCES
from plugins.rules.data_texts import texts_of
from plugins.rules.markdown_pitfalls import glued_entry
from plugins.rules.page import Page, Place
from plugins.rules.rule import WHOLE_SITE, Found, Site, rule
from plugins.rules.running_text import Passage
from plugins.rules.word_places import find_in_source
from plugins.rules.word_table import read_table

FENCE = re.compile(r"(?:[ \t]*>)*[ \t]*(?:`{3}|~{3})")
LOOSE = re.compile(
    r"<(?:em|strong)>(?P<words>[\s).,;:!?][^<]{0,60})|</em>(?P<rest>\w[^<>*\n]{0,80}\*)|(?<=\d)<em>(?P<times>\d)"
)
IN_HEADER = "header"
ADDRESSES = ("address", "mail", "coded")
NO_LIST = ("definition", "code")
# A list may begin so in a header too, where it is text: one line stands alone
ONLY_IN_TEXT = (
    "table-commas",
    "bullet-sign",
    "bullet-lettered",
    "bullet-capital",
    "bullet-bracket",
    "bullet-number",
    "bullet-letter",
    "word-broken",
)
IN_ENTRY = ("bullet-glued", "bullet-bracket", "bullet-lettered")
OF_WORDS = (PRACTICE, REVIEWERS, GLOSSARY, SOURCES)
NOT_WORDS = ("id", "email", "corrections_email", "booking_url", "phone", "URL", "DOI", "PMID", "PMCID", "type", "page")


@dataclass(frozen=True)
class Sign:
    """A sign that is printed. at: where it counts, as the table says. kinds: of the blocks where it counts, or all.

    written: its regular expression. needles: one of these is in all that it finds; none for one of those at the start of a line.
    """

    name: str
    written: str
    told: str
    fails: str
    works: str
    at: str = "line"
    kinds: tuple[str, ...] = ()
    needles: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds it, compiled only if a text asks for it."""
        return re.compile(self.written, re.MULTILINE)

    def counts_in(self, kind: str) -> bool:
        """Tell whether it counts in a block of this kind; "header" is a text of a header or a data file."""
        if kind == IN_HEADER:
            return self.name not in ONLY_IN_TEXT and (not self.kinds or kind in self.kinds or "text" in self.kinds)
        return kind not in NO_LIST and (not self.kinds or kind in self.kinds)


@cache
def signs() -> tuple[Sign, ...]:
    """Return the table, in its order: the first that is found somewhere is told."""
    return tuple(
        Sign(
            name,
            each.pop("pattern"),
            kinds=tuple(each.pop("kinds", ())),
            needles=tuple(each.pop("needles", ())),
            **each,
        )
        for name, each in read_table(__file__).items()
    )


@cache
def any_start() -> re.Pattern[str]:
    """Return what finds any of the signs that have no needles, in a tenth of the time that one after the other takes."""
    return re.compile("|".join(sign.written for sign in signs() if not sign.needles), re.MULTILINE)


def likely_in(text: str) -> list[Sign]:
    """Return the signs that may stand in a text."""
    is_start = any_start().search(text) is not None
    return [sign for sign in signs() if (any(each in text for each in sign.needles) if sign.needles else is_start)]


@rule("sign-printed", fails="This is **bold ** text.", passes="This is **bold** text.")
def signs_are_not_printed(page: Page) -> Found:
    """No sign of Markdown, or of another system, is left in the text: it would be printed. For a real one, write "\\*"."""
    fenced = [index for index, line in page.own_lines if FENCE.match(line.text)]
    for index in fenced[::2]:
        yield page.line_place(page.lines[index]), signs()[0].told
    told = [block for block in page.own if holds_any(block, fenced)]
    seen: dict[int, list[range]] = {}
    said: set[tuple[int, str]] = set()
    for sign, passage, found in find_signs(page, in_header=False):
        source, spans = passage.source, seen.setdefault(passage.start, [])
        if not isinstance(source, Block) or any(source is block for block in told):
            continue
        offset = found.start() - passage.start
        if sign.at == "lines":  # "1\. One" twice is no slip of the pen
            is_real = glued_entry(page, source) is not None  # which another rule tells
        else:
            is_real = is_meant(page, source, passage.text, offset, found[0])
        if is_real or (sign.name in ADDRESSES and is_linked(source, found[0])):
            continue
        if any(found.start() in span for span in spans) or (passage.start, sign.told) in said:
            continue
        said.add((passage.start, sign.told))
        spans.append(range(found.start(), found.end() + 1))
        yield page.place_in(source, offset), sign.told
    yield from loose_stars(page)
    yield from loose_brackets(page)


def holds_any(block: Block, lines: Iterable[int]) -> bool:
    """Tell whether one of these lines is a part of a block."""
    return any(block.first <= line <= block.last for line in lines)


def find_signs(page: Page, *, in_header: bool) -> Iterator[tuple[Sign, Passage, re.Match[str]]]:
    """Yield what is found in each text of the header, which comes first in the running text, or of the body."""
    bodies = (passage.start for passage in page.passages if isinstance(passage.source, Block))
    middle = next(bodies, len(page.flat))
    start, end = (0, middle) if in_header else (middle, len(page.flat))
    for sign in likely_in(page.flat):
        known: dict[int, list[re.Match[str]]] = {}
        for found in sign.pattern.finditer(page.flat, start, end):
            known.setdefault(page.passage_at(found.start()).start, []).append(found)
        for at, several in known.items():
            passage = page.passage_at(at)
            kind = passage.source.kind if isinstance(passage.source, Block) else IN_HEADER
            if kind == "item" and sign.name in IN_ENTRY:  # a list in a list, on a line below its words
                yield from ((sign, passage, found) for found in several if found.start() > at)
                continue
            if not sign.counts_in(kind):
                continue
            is_first = several[0].start() == at and not is_in_quotation(passage)
            if sign.at == "line" or len(several) > 1 or (sign.at == "block" and is_first):
                yield from ((sign, passage, found) for found in (several if sign.at == "line" else several[:1]))


def is_in_quotation(passage: Passage) -> bool:
    """Tell whether it is a part of a quotation, which a dash may end: "— Jane Doe"."""
    source = passage.source
    return isinstance(source, Block) and source.quote > 0 and not source.callout and passage.text[:1] in "–—"


def is_meant(page: Page, block: Block, text: str, offset: int, sign: str) -> bool:
    """Tell whether a sign was written as a real one: behind a backslash, or as code."""
    source, marked = page.text[block.start : block.end], page.marked[block.start : block.end]
    if sign[0] == "`":
        return text.count("`") <= source.count("\\`")
    in_code = sum(one == sign[0] != other for one, other in zip(source, marked, strict=True))
    if sign != "\\" and text.count(sign[0]) <= source.count(f"\\{sign[0]}") + in_code:
        return True
    at = block.start + find_in_source(text, offset, source)
    if sign == "\\":
        return page.text[at : at + 2] == "\\\\"
    return page.text[at - 1 : at] == "\\" or page.marked[at : at + 1] != page.text[at : at + 1]


def is_linked(block: Block, address: str) -> bool:
    """Tell whether an address stands in the words of a link."""
    return any(address.rstrip(".,;:)!?") in (link.words or "") for link in block.links)


def loose_stars(page: Page) -> Found:
    """Yield where real stars have made italics of what stands between them: "0.05* and C5*", "*bold*text*", "2*3*4"."""
    for found in LOOSE.finditer(page.body.html):
        words = html.unescape(found["words"] or found["rest"] or found["times"])
        for block in page.own:
            if (offset := block.text.find(words.strip())) >= 0:
                told = 'Stars make italics of what stands between them. Write "\\*" for a real star.'
                yield page.place_in(block, offset), told
                break


def loose_brackets(page: Page) -> Found:
    """Yield where a bracket is opened and not closed, or closed and not opened: a link that is none."""
    for block in page.own:
        text = block.text
        if block.kind in NO_LIST or text.count("[") == text.count("]") or "[[" in text or "]]" in text:
            continue
        depth: list[int] = []
        lone: list[int] = []
        for found in re.finditer(r"[\[\]]", text):
            if found[0] == "[":
                depth.append(found.start())
            elif depth:
                depth.pop()
            else:
                lone.append(found.start())
        for offset in (*depth, *lone):
            if text[offset : offset + 2] not in ("](", "[^", "[!", "[@") and not is_meant(
                page, block, text, offset, text[offset]
            ):
                told = f'"{text[offset]}" stands alone. Write "[words](address)" in one paragraph, or take it out.'
                yield page.place_in(block, offset), told


@rule(
    "header-marks",
    fails="title: Botox for **sample** use",
    passes="title: Botox for sample use",
)
def headers_hold_plain_text(page: Page) -> Found:
    """A text of the header is plain: Markdown and HTML are not read there, and would be printed."""
    seen: set[int] = set()
    whole = page.document.text if page.document else ""
    for _, passage, found in find_signs(page, in_header=True):
        place = page.flat_place(found.start(), found[0])
        if passage.start in seen or is_odd(whole, place.line, found[0]):
            continue
        seen.add(passage.start)
        told = explain_plain(found[0], "the header")
        if found[0].startswith("[@"):
            told = 'A citation is printed as it stands here. Put the id into the field "sources" below.'
        yield place, told


def is_odd(text: str, line: int, sign: str) -> bool:
    """Tell whether a sign of a file stands for one that no text may hold, such as "&shy;": that is told already."""
    return sign[0] in "&\\" and any(
        text.startswith(sign, odd.offset) and text.count("\n", 0, odd.offset) + 1 == line
        for odd in find_odd_signs(text)
    )


def explain_plain(sign: str, where: str) -> str:
    """Say that a sign is printed in a text that is not Markdown."""
    shown = " ".join(sign.split())
    return f'"{shown}" is printed as it stands: {where} holds plain text. Take it out.'


@rule(
    "sign-in-data",
    where=GLOSSARY,
    instead_of='means = "A dummy"',
    fails='means = "A **dummy**"',
    passes='means = "A dummy drug"',
    needs=WHOLE_SITE,
)
def data_files_hold_plain_text(site: Site) -> Found:
    """A text of a data file is plain: Markdown and HTML are not read there, and would be printed."""
    told = {(problem.path, problem.line) for problem in site.library.problems}
    for text in texts_of(site.library.data):
        if text.path not in OF_WORDS or text.field in NOT_WORDS or not NOT_TEXT.isdisjoint(text.keys):
            continue
        if sign := first_sign(text.value):
            place = Place(text.path, *text.place)
            if place[:2] not in told and not is_odd(site.library.texts[text.path], place.line, sign):
                yield place, explain_plain(sign, "a data file")


@lru_cache(maxsize=4096)  # a save in the preview asks for the same texts of several hundred sources
def first_sign(text: str) -> str:
    """Return what is found in a text that is not Markdown, by the first sign of the table that is; nothing if none is."""
    matches = (sign.pattern.search(text) for sign in likely_in(text) if sign.counts_in(IN_HEADER))
    return next((match[0] for match in matches if match), "")
