"""Rules on the frame of a page: its sections, their order, headings and ids, and how much it says."""

import re

from plugins.markup.tree import Block
from plugins.problems.problem import count
from plugins.reading.names import SLUG
from plugins.rules.page import Page, Place
from plugins.rules.printed_words import count_words
from plugins.rules.rule import ARTICLES, PAGES, Found, nearest, rule

# The sections of an article, in the order in which they have to stand, each with an example of its heading.
SECTIONS = {
    "boxed-warning": "A warning to read first",
    "works": "How well does it work?",
    "choices": "Compare your choices",
    "who": "Could it suit you?",
    "visit": "Your visit, and after",
    "side-effects": "Side effects",
    "get-help": "When to get help",
    "check-injector": "Check who injects you, and what",
    "cost": "Cost and your plan",
    "not-known": "What is not known",
    "questions": "Questions to take along",
    "studies": "The studies",
}
OVERVIEW_ONLY = ("check-injector",)
UNDERLINE = re.compile(r"(?: {0,3}> ?)*[ ]{0,3}(?:-+|=+)[ \t]*")
FEWEST_WORDS = {"overview": 200, "use": 200, "page": 10, "block": 3}


def required_sections(page: Page) -> list[str]:
    """Return the ids of the sections that an article must have."""
    return [name for name in SECTIONS if page.kind == "overview" or name not in OVERVIEW_ONLY]


def sections_of(page: Page) -> dict[str, Block]:
    """Return the headings of the second rank by their ids."""
    return {block.name: block for block in reversed(page.headings) if block.level == 2 and block.name}


def end_of(page: Page) -> Place:
    """Return the last line of this file that holds something."""
    line = next(
        (line for line in reversed(page.lines) if line.path == page.path and line.text.strip()),
        page.lines[0] if page.lines else None,
    )
    return Place(page.path, line.number if line else 1, 1)


@rule(
    "section-missing",
    standard="SF-02, OL-07, DISCERN 8, 12, 14 and 15, PEMAT 11",
    kinds=ARTICLES,
    fails="## What happens {#what-happens}",
    passes="## Your visit, and after {#visit}",
)
def sections_are_there(page: Page) -> Found:
    """An article has all the sections that a patient looks for, each with its id."""
    present = sections_of(page)
    required = required_sections(page)
    others = [name for name in present if name not in SECTIONS]
    for index, name in enumerate(required):
        if name in present:
            continue
        heading = f'"## {SECTIONS[name]} {{#{name}}}"'
        meant = nearest(name, tuple(others))
        if meant:
            told = f'"{meant}" is not a section that an article has. Did you mean "{name}"? Write {heading}.'
            yield page.line_place(present[meant]), told
            continue
        below = next((present[later] for later in required[index + 1 :] if later in present), None)
        told = f'The section "{name}" is missing. Add the heading {heading} here, and its text.'
        yield (page.line_place(below) if below else end_of(page)), told


@rule(
    "section-order",
    standard="PEMAT 10",
    kinds=ARTICLES,
    fails="## What is not known {#not-known}\n\nMuch is open.\n\n## Cost and your plan {#cost}\n\nAsk your plan.",
    passes="## Cost and your plan {#cost}\n\nAsk your plan.\n\n## What is not known {#not-known}\n\nMuch is open.",
)
def sections_are_in_order(page: Page) -> Found:
    """The sections of an article stand in one order, so that readers find their way in each of them."""
    order = required_sections(page)
    latest = ""
    for block in page.headings:
        if block.level != 2 or block.name not in order:
            continue
        if latest and order.index(block.name) < order.index(latest):
            told = f'The section "{block.name}" belongs above "{latest}". Move it up, with its text.'
            yield page.line_place(block), told
        else:
            latest = block.name


def is_underlined(page: Page, block: Block) -> bool:
    """Tell whether a heading is one because of a line of dashes or equals signs below its text."""
    below = page.lines[block.first + 1].text if block.first + 1 < len(page.lines) else ""
    is_text = not page.lines[block.first].text.lstrip(" >").startswith("#")
    is_meant = block.level == 2 and block.name  # it has an id
    return block.kind == "heading" and is_text and not is_meant and UNDERLINE.fullmatch(below) is not None


@rule("heading-underlined", standard="AC-05", fails="Bring a list.\n---", passes="Bring a list.\n\n---")
def headings_are_not_underlined(page: Page) -> Found:
    """A heading starts with number signs. A line right below a text would make a heading of it: leave one empty between."""
    for block in page.own:
        if is_underlined(page, block):
            told = "A line right below a text makes a heading of it."
            yield page.line_place(block), f'{told} Put an empty line between, or write "## " before a heading.'
        elif block.kind == "rule" and block.first and page.lines[block.first - 1].text.strip(" >"):
            yield page.line_place(block), "A line right below a text. Put an empty line between."


@rule("heading-one", standard="AC-05", fails="# Another title", passes="### A part of a section")
def only_the_title_is_first(page: Page) -> Found:
    """The title in the header is the only heading of the first rank. Sections start with two number signs."""
    for block in page.headings:
        if block.level == 1 and not is_underlined(page, block):
            told = 'A second title: the title stands in the header already. Start this heading with "##".'
            if page.text[block.start - 1 : block.start] == "#":
                told = 'A line that starts with "#" is a title. Write "## " for a section, or "No. 1" for a number.'
            yield page.line_place(block), told


@rule("heading-order", standard="AC-05", fails="##### Details", passes="### Details")
def headings_are_in_order(page: Page) -> Found:
    """Headings go down one rank at a time: ## for a section, ### for a part of it, then ####."""
    rank = 1 if page.kind != "block" else 0
    for block in page.headings:
        if rank and block.level > rank + 1:
            signs = ["#" * count for count in (block.level, rank, rank + 1)]
            told = f'A heading with {signs[0]} follows one with {signs[1]}. Write it with "{signs[2]}".'
            if rank == 1:
                told = f'The first heading has {"#" * block.level}. Start with a section: write "## ".'
            yield page.line_place(block), told
        rank = max(block.level, 2) if page.kind != "block" else block.level


@rule("heading-empty", standard="AC-05", fails="###", passes="### What helps")
def headings_have_words(page: Page) -> Found:
    """A heading says something."""
    for block in page.headings:
        if not any(letter.isalnum() for letter in block.text):
            told = "A heading without words. Write what the part below is about, or delete it."
            yield page.line_place(block), told


@rule("heading-id", kinds=PAGES, fails="## More to read", passes="## More to read {#more}")
def headings_have_ids(page: Page) -> Found:
    """Each section of an article has an id in braces, in small letters, and each id stands once on a page."""
    seen: dict[str, Place] = {}
    for block in page.headings:
        where = page.line_place(block)
        if not block.name:
            if block.level == 2 and page.is_article and not is_underlined(page, block):
                plain = "-".join(re.findall(r"[a-z0-9]+", block.text.lower())[:3]) or "more"
                yield where, f'This section has no id. Add one at the end of the line, such as "{{#{plain}}}".'
        elif not SLUG.fullmatch(block.name):
            plain = "-".join(re.findall(r"[a-z0-9]+", block.name.lower())) or "more"
            yield where, f'The id "{block.name}" cannot be used in a link. Write "{{#{plain}}}".'
        elif block.name in seen:
            line = seen[block.name].line
            yield where, f'The id "{block.name}" stands on line {line} already. Give this heading another one.'
        else:
            seen[block.name] = where


@rule(
    "body-short",
    fails="Hello.",
    passes="This website sets no cookies, has no trackers and asks for no data at all.",
    where="content/pages/privacy.md",
)
def body_says_something(page: Page) -> Found:
    """A page says something: an article at least 200 words, any other page at least 10."""
    least = FEWEST_WORDS[page.kind]
    words = sum(count_words(block.text or block.name) for block in page.blocks)
    if words < least:
        what = "block" if page.kind == "block" else "page"
        told = f"The {what} has {count(words, 'word')}, {least} at least. Write its text, or delete the file."
        yield end_of(page), told
