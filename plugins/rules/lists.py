"""Rules on lists: what Markdown makes of their signs, blanks and numbers is what was meant."""

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from plugins.markup.tree import Block
from plugins.rules.page import Page
from plugins.rules.rule import Found, rule

OPENING = re.compile(r"(?P<quote>(?: {0,3}> ?)*)(?P<indent>[ \t]*)(?P<sign>[-*+]|\d{1,9}\.)[ \t]+")
INDENT = re.compile(r"(?: {0,3}> ?)*(?P<indent>[ \t]*)")
TAB = 4  # columns, as Markdown reads it
LEAST = 2  # blanks that are no slip


class Entry(NamedTuple):
    """An entry of a printed list. sign: "-", "*", "+" or "1.". indent: columns before it."""

    block: Block
    sign: str
    indent: int

    @property
    def number(self) -> int:
        """Its number as it is written, or -1."""
        return int(self.sign[:-1]) if self.sign.endswith(".") else -1


def lists_of(page: Page) -> Iterator[list[Entry]]:
    """Yield the entries of each list as it is printed, one list for each level."""
    open_lists: dict[int, list[Entry]] = {}
    quote = 0
    for block in page.blocks:
        entry = read_entry(page, block)
        kept = block.level if block.quote == quote else 0
        for level in [level for level in open_lists if level > kept]:
            yield open_lists.pop(level)
        if entry:
            known = open_lists.get(block.level, [])
            if known and (known[0].number < 0) != (entry.number < 0):
                yield open_lists.pop(block.level)
            open_lists.setdefault(block.level, []).append(entry)
        quote = block.quote
    yield from open_lists.values()


def read_entry(page: Page, block: Block) -> Entry | None:
    """Return an entry as it is written; None for another block."""
    found = OPENING.match(page.lines[block.first].text) if block.kind == "item" else None
    if not found:
        return None
    return Entry(block, found["sign"], len(found["indent"].expandtabs(TAB)))


def is_own(page: Page, block: Block) -> bool:
    """Tell whether a block stands in this very file."""
    return page.lines[block.first].path == page.path


@rule("list-indent", fails="- A list\n  - of medicines\n- A pen", passes="- A list\n    - of medicines\n- A pen")
def lists_in_lists_have_four_blanks(page: Page) -> Found:
    """What belongs to an entry of a list, a list or a text, starts with four blanks; with less, it is printed beside it."""
    for entries in lists_of(page):
        for entry in entries[1:]:
            if entry.indent - entries[0].indent >= LEAST and is_own(page, entry.block):
                told = "A list in a list starts with four blanks. Put four before this entry, or take its blanks out."
                yield page.line_place(entry.block), told
    for above, block in zip(page.own, page.own[1:], strict=False):
        line = page.lines[block.first]
        found = INDENT.match(line.text)
        blanks = len(found["indent"].expandtabs(TAB)) if found else 0
        is_beside = block.kind == "text" and block.level == 0 and block.quote == above.quote
        if above.kind == "item" and is_beside and blanks >= LEAST:
            told = (
                "A text that belongs to an entry starts with four blanks. Put four before it, or take its blanks out."
            )
            yield page.line_place(line), told
    for block in page.own:
        below = page.lines[block.first + 1 : block.last + 1] if block.kind == "item" else ()
        if inner := next((line for line in below if OPENING.match(line.text)), None):
            told = "A list in a list starts with four blanks. Put four before this entry, or an empty line above it."
            yield page.line_place(inner), told


@rule("list-number", fails="2010. Ask your clinician.", passes="2010\\. Ask your clinician.")
def numbers_of_lists_go_up(page: Page) -> Found:
    """A list with numbers goes 1, 2, 3: others are printed than those that are written. "2010\\." keeps a number a text."""
    latest: dict[tuple[str, int, int], int] = {}
    for entries in sorted(lists_of(page), key=lambda each: each[0].block.start):
        first, numbers = entries[0], [entry.number for entry in entries]
        if first.number < 0 or any(entry.indent - first.indent >= LEAST for entry in entries):
            continue
        place = (first.block.section, first.block.level, first.block.quote)
        earlier, latest[place] = latest.get(place, 0), first.number + len(entries) - 1
        if first.number > 1 and first.number != earlier + 1:
            if is_own(page, first.block):
                yield page.line_place(first.block), explain_start(first, len(entries))
            continue
        if len(set(numbers)) == 1:
            continue  # "1." before each is a custom of Markdown
        for index, entry in enumerate(entries):
            if entry.number != first.number + index:
                if is_own(page, entry.block):
                    told = f'"{entry.sign}" would be printed as "{first.number + index}.".'
                    told = f"{told} Write the numbers in their order, or put a text between two lists."
                    yield page.line_place(entry.block), told
                break


def explain_start(first: Entry, count: int) -> str:
    """Say what is wrong with a list that does not start at 1. count: its entries."""
    if count == 1:
        told = f'A line that starts with "{first.sign}" is printed as a list.'
        return f'{told} Write "{first.sign[:-1]}\\." to keep it a text, or start with another word.'
    return f"This list starts at {first.number}, and no list above it ends before that. Write its numbers from 1 on."


def is_right_below(page: Page, above: Entry, entry: Entry) -> bool:
    """Tell whether an entry has another sign than the one above it, and no empty line between."""
    is_next = bool(page.lines[entry.block.first - 1].text.strip(" \t>"))
    return entry.sign != above.sign and is_next


@rule("list-signs", fails="- A list\n* A pen", passes="- A list\n- A pen")
def lists_have_one_sign(page: Page) -> Found:
    """All entries of a list have the same sign: two signs make one list, and no second level."""
    for entries in lists_of(page):
        pairs = itertools.pairwise(entries)
        other = next((entry for above, entry in pairs if entry.number < 0 and is_right_below(page, above, entry)), None)
        if other and is_own(page, other.block):
            told = f'This list starts its entries with "{entries[0].sign}" above.'
            yield (
                page.line_place(other.block),
                f'{told} Write "{entries[0].sign} " here too, or put a text between them.',
            )
