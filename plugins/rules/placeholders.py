"""Rules on filler: what stands for a text that is still to come is no text.

Those that `python3 tasks.py new` writes stand in placeholders.toml, from where it takes them; those of other programs stand
below them. A draft may hold them: nobody but its editor sees it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pydantic import BaseModel

from plugins.markup.tree import Block
from plugins.problems.field_errors import models_in, shorten
from plugins.reading.article_fields import ArticleFields
from plugins.rules.data_texts import texts_of
from plugins.rules.page import Page, Place
from plugins.rules.rule import WHOLE_SITE, Found, Site, rule
from plugins.rules.word_table import read_table
from plugins.rules.wording import compiled

WORDS = read_table(__file__)
WRITTEN: dict[str, str] = WORDS["new"]  # by `new`
ALONE = frozenset(WORDS["alone"]["words"])
NOTHING = re.compile(r"[\s.…?_xX*-]*(?:\.\.|…|\?\?|__|xx|XX)[\s.…?_xX*-]*")  # signs that only hold a place
WHOLE = ("text", "item", "heading", "callout")  # a cell of a table may well hold "Test" alone
TELLING = 7  # words of an example that nobody writes by chance
LONGEST_ALONE = 80  # letters
SHOWN_VERSION = "3f9a1c2b"  # of every example of a signature
STANDS = "stands for a text that is still to come. Write that text"
STANDS_IN_DATA = "is only an example. Write what is so, or leave the field empty."


class Form(NamedTuple):
    """What a placeholder looks like. needles: one of them is in each match, in small letters."""

    needles: tuple[str, ...]
    pattern: str


def spread(text: str) -> str:
    """Return a regular expression for the words of a text, whatever signs stand between them."""
    return r"\b" + r"\W+".join(map(re.escape, re.findall(r"\w+", text))) + r"\b"


def examples_of(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Yield the fields of a header whose example is a whole sentence, each with that."""
    for name, field in model.model_fields.items():
        examples = (each for each in field.examples or () if isinstance(each, str))
        yield from ((name, plain(each)) for each in examples if len(each.split()) >= TELLING)
        for group in models_in(field.annotation):
            yield from examples_of(group)


def plain(text: str) -> str:
    """Return the words of a text in small letters."""
    return " ".join(re.findall(r"\w+", text.lower()))


EXAMPLES = frozenset(examples_of(ArticleFields))


FIELDS_WITH_EXAMPLES = frozenset(field for field, _ in EXAMPLES)


def is_example(field: str, text: str) -> bool:
    """Tell whether a value of the header is the example of its field."""
    return field in FIELDS_WITH_EXAMPLES and (field, plain(text)) in EXAMPLES


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """Return all forms: of `new`, and of other programs."""
    own = [max(text.split("{topic}"), key=len) for text in WRITTEN.values()]
    known = [Form((" ".join(plain(text).split()[:2]),), spread(text)) for text in own]
    return (*known, *(Form(tuple(row["needles"]), row["words"]) for row in WORDS["forms"]))


def forms_in(lowered: str, among: Iterable[Form] | None = None) -> tuple[Form, ...]:
    """Return the forms, or those of some, that may be in a text in small letters, with one blank between words."""
    known = forms() if among is None else among
    return tuple(form for form in known if any(needle in lowered for needle in form.needles))


def find_placeholders(text: str, lowered: str, among: Iterable[Form] | None = None) -> Iterator[tuple[int, str]]:
    """Yield the placeholders in a text, each with its offset. lowered: the text in small letters, one blank between words.

    among: the forms that are looked for, if not all.
    """
    for form in forms_in(lowered, among):
        yield from ((found.start(), " ".join(found[0].split())) for found in compiled(form.pattern).finditer(text))


@lru_cache(maxsize=8192)  # a save in the preview changes one paragraph of many
def is_alone(text: str) -> bool:
    """Tell whether a whole text is a placeholder."""
    return len(text) <= LONGEST_ALONE and (plain(text) in ALONE or bool(NOTHING.fullmatch(text)))


def is_draft(page: Page) -> bool:
    """Tell whether a page is kept from readers by its editor, even if its header has a mistake elsewhere."""
    header = page.document.header if page.document else None
    return bool(header and header.values.get("draft") is True)


@rule(
    "filler",
    fails="Say here what is known, with its source.",
    passes="Whether it works on the neck is open.",
)
def placeholders_are_replaced(page: Page) -> Found:
    """A text that only holds a place is replaced before readers see the page: “Say here …”, “TODO”, “lorem ipsum”."""
    if is_draft(page):
        return
    stands = f'{STANDS}, or put "draft: true" into the header.' if page.fields else f"{STANDS}."
    told: set[int] = set()
    for offset, words in sorted(find_placeholders(page.flat, page.lowered), key=lambda each: (each[0], -len(each[1]))):
        passage = page.passage_at(offset)
        if passage.start not in told:
            told.add(passage.start)
            yield page.flat_place(offset, words.split()[0]), f'"{shorten(words)}" {stands}'
    for passage in page.passages:
        source = passage.source
        if isinstance(source, Block):
            is_whole = source.kind in WHOLE and is_alone(passage.text)
        else:
            is_whole = is_alone(passage.text) or is_example(source.field, passage.text)
        if is_whole and passage.start not in told:
            yield page.flat_place(passage.start, passage.text), f'"{shorten(passage.text)}" {stands}'
    addresses = " ".join(link.address for block in page.own for link in block.links)
    for link, place in page.links if any(find_placeholders(addresses, addresses.lower())) else ():
        if place.path == page.path and any(find_placeholders(link.address, link.address.lower())):
            yield place, f'"{shorten(link.address)}" {stands}'
    if page.fields and page.fields.reviewed and page.fields.reviewed.endswith(SHOWN_VERSION):
        advice = "Write what the review sheet prints, or leave it empty."
        yield page.value_place("reviewed"), f'"{page.fields.reviewed}" is the example. {advice}'


@rule(
    "filler-data",
    where="content/data/reviewers.toml",
    fails='name = "Jane Doe"',
    passes='name = "Rosa Vidal"',
    needs=WHOLE_SITE,
)
def data_is_no_example(site: Site) -> Found:
    """The data files hold no examples: no “Jane Doe”, no 555-0100, no example.com."""
    told = {(problem.path, problem.line) for problem in site.library.problems}
    texts = [(text, " ".join(text.value.lower().split())) for text in texts_of(site.library.data)]
    likely = forms_in("\n".join(lowered for _, lowered in texts))
    for text, lowered in texts:
        if not (any(find_placeholders(text.value, lowered, likely)) or is_alone(text.value)):
            continue
        if (text.path, text.place[0]) not in told:  # or else it is wrong in another way, too
            yield Place(text.path, *text.place), f'"{shorten(text.value)}" {STANDS_IN_DATA}'
