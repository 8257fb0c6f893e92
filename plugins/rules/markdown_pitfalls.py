"""Rules on what Markdown would print in another way than it was meant."""

import re

from plugins.markup.tree import Block
from plugins.reading.shared_blocks import Line
from plugins.rules.page import Page, Place
from plugins.rules.rule import Found, rule

LONGEST_LINE = 4000  # characters; Markdown takes ever longer over what is longer
DEEPEST_QUOTE = 3
DEEPEST_LIST = 4
MOST_NESTED = 40  # brackets in a line
RUN_OF_MARKS = re.compile(rf"(?:[\[(*_`<!]\s?){{{MOST_NESTED},}}")
CELL_BORDER = re.compile(r"(?<!\\)\|")
QUOTE_MARKS = re.compile(r"^(?:[ \t]*>)+")
ENTRY = re.compile(r"(?: {0,3}> ?)*[ \t]*(?:[-*+]|\d{1,9}\.)[ \t]+")
NUMBER = re.compile(r"(?: {0,3}> ?)*[ \t]*\d")
FIRST = re.compile(r"(?: {0,3}> ?)*[ \t]*[01]\.")
INNER_TAB = re.compile(r"(?P<before>[^\s|>][^\t|]*)\t+(?=[^\s|])")
TABLE_LINE = re.compile(r"[ ]{0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)+\|?[ \t]*|[ ]{0,3}\|[ ]*:?-+:?[ ]*\|?[ \t]*")


@rule(
    "list-glued",
    fails="Bring these:\n- your list of medicines\n- your questions",
    passes="Bring these:\n\n- your list of medicines\n- your questions",
)
def lists_stand_apart(page: Page) -> Found:
    """An empty line stands above a list. Without it, the list is printed as one long paragraph."""
    for block in page.own:
        if first := glued_entry(page, block):
            yield page.line_place(first), "A list right below a text. Put an empty line above its first entry."


def glued_entry(page: Page, block: Block) -> Line | None:
    """Return the line of a text that was meant as the first entry of a list."""
    below = page.lines[block.first + 1 : block.last + 1] if block.kind == "text" else ()
    entries = [line for line in below if ENTRY.match(line.text)]
    is_number = len(entries) == 1 and NUMBER.match(entries[0].text) and not FIRST.match(entries[0].text)
    return None if is_number or not entries else entries[0]  # "in\n2010. Ask": a sentence that ends in a number


@rule("text-indented", fails="    Bring your questions.", passes="Bring your questions.")
def text_is_not_indented(page: Page) -> Found:
    """A paragraph starts at the beginning of its line. With four spaces before it, it is printed as computer code."""
    for block in page.own:
        if block.kind == "code":
            told = "A text with four spaces before it is printed as computer code. Take the spaces out."
            yield page.line_place(block), told


@rule("tab-inside", fails="Treatment\tHow often", passes="- Treatment: how often")
def texts_hold_no_tabs(page: Page) -> Found:
    """A text holds no tab, such as a table copied from a spreadsheet has: it would be printed as a few blanks."""
    for block in page.own:
        for line in page.lines[block.first : block.last + 1] if block.kind in ("text", "item", "heading") else ():
            if "\t" not in line.text:  # the pattern takes long over a line without
                continue
            found = INNER_TAB.search(ENTRY.sub(lambda match: " " * len(match[0]), line.text, count=1))
            if found:
                told = 'A tab within a text. Write a table with "|" between its cells, or a blank.'
                yield Place(line.path, line.number, found.end()), told
                break


@rule(
    "table-shape",
    standard="AC-06",
    fails="| Treatment | How often |\n| --- | --- |\n| Botox | every 12 weeks | or later |",
    passes="| Treatment | How often |\n| --- | --- |\n| Botox | every 12 weeks |",
)
def tables_are_whole(page: Page) -> Found:
    """Each row of a table has as many cells as its first row, and each column has a heading."""
    for block in page.own:
        if block.kind not in ("text", "table"):
            continue
        rows = page.lines[block.first : block.last + 1]
        ruler = next((index for index, row in enumerate(rows) if TABLE_LINE.fullmatch(row.text)), None)
        if ruler is None:
            continue
        if ruler != 1:
            told = "A table needs one row of headings above its line of dashes, and an empty line above that."
            yield page.line_place(rows[ruler]), told
            continue
        headings = cells_of(rows[0].text)
        if any(not cell.strip() for cell in headings[1:]):
            told = "A column of this table has no heading. Write what it holds above the dashes."
            yield page.line_place(rows[0]), told
        for row in rows[1:]:
            count = len(cells_of(row.text))
            if count != len(headings):
                told = f'This row has {count} cells, and the first row has {len(headings)}. Check the "|" signs.'
                yield page.line_place(row), told


def cells_of(text: str) -> list[str]:
    """Return the cells of a row."""
    return CELL_BORDER.split(QUOTE_MARKS.sub("", text).strip().removeprefix("|").removesuffix("|"))


@rule("line-long", fails="- " + "Ask what it costs. " * 220, passes="- Ask what it costs.")
def lines_are_not_endless(page: Page) -> Found:
    """A line has 4,000 characters at most. Split a longer text into paragraphs."""
    # Markdown would take minutes over it
    for _, line in page.own_lines:
        if len(line.text) > LONGEST_LINE:
            told = f"A line of {len(line.text)} characters, {LONGEST_LINE} at most. Split it into paragraphs."
            yield page.line_place(line), told


@rule("quote-deep", fails="> > > > Ask your clinician.", passes="> Ask your clinician.")
def quotes_are_not_deep(page: Page) -> Found:
    """A quotation stands at most three levels deep, and a list at most four."""
    # No reader could follow it, and it would stop the build
    reported = -2
    for block in page.own:
        deep = block.quote > DEEPEST_QUOTE or (block.kind == "item" and block.level > DEEPEST_LIST)
        if deep and block.first > reported + 1:
            is_quote = block.quote > DEEPEST_QUOTE
            what = f'A quotation {block.quote} levels deep ("> > >")' if is_quote else "A list in a list"
            yield page.line_place(block), f"{what} that nobody can follow. Take some levels out."
        if deep:
            reported = block.last


@rule("marks-nested", fails="(" * 60 + "Ask your clinician." + ")" * 60, passes="[Ask your clinician](/safety/).")
def marks_are_few(page: Page) -> Found:
    """Brackets and stars are used for links and bold text, a few in a line."""
    # Markdown would take minutes over many in a row
    for _, line in page.own_lines:
        for run in RUN_OF_MARKS.finditer(line.text) if len(line.text) >= MOST_NESTED else ():
            told = "A long run of brackets or stars. Delete those that are not needed."
            yield Place(line.path, line.number, run.start() + 1), told
