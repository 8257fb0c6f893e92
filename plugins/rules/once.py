"""Rules on saying things once: a result stands on a page twice at most, and what is not known in one section."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from plugins.markup.sentences import split_sentences
from plugins.markup.tree import Block
from plugins.rules.header_texts import HeaderText
from plugins.rules.page import Page, Place
from plugins.rules.rule import ARTICLES, Found, rule
from plugins.rules.word_table import one_of, read_table

WORDS = read_table(__file__)
COMPARED = re.compile(one_of(WORDS["compared"]), re.IGNORECASE)
GAP = re.compile(one_of(WORDS["gap"]), re.IGNORECASE)
NUMBER = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w-])")
MOST_TIMES = 2  # in short, and where it belongs
MOST_GAPS = 2  # beside a figure that would mislead without
GAP_SECTIONS = ("not-known", "studies")
TELLING = 10  # two smaller whole numbers may meet by chance
Pair = tuple[str, str]


def pairs_of(text: str) -> set[Pair]:
    """Return the figures that a sentence compares, two by two: "45 of 100, against 34 with placebo" has one pair."""
    if not COMPARED.search(text):
        return set()
    numbers = {number.replace(",", "") for number in NUMBER.findall(text)} - {"100"}
    pairs = combinations(sorted(numbers), 2)
    return {pair for pair in pairs if any("." in number or int(number) >= TELLING for number in pair)}


def results_of(page: Page) -> Iterator[tuple[Place, Pair]]:
    """Yield each pair of figures that a page compares, once a text: in its header, its charts and its own body."""
    for passage in page.passages:
        source = passage.source
        if isinstance(source, Block) and source.kind not in ("text", "item", "table"):
            continue
        found = {pair for _, sentence in split_sentences(passage.text) for pair in pairs_of(sentence)}
        for pair in sorted(found):
            place = Place(page.path, *source.place) if isinstance(source, HeaderText) else page.line_place(source)
            yield place, pair
    for index, chart in enumerate(page.article.charts if page.article else ()):
        figures = [f"{bar.value:g}" for bar in chart.bars]
        if len(figures) == 2 and any(bar.comparison for bar in chart.bars):
            first, second = sorted(figures)
            yield page.key_place("charts", index, "bars"), (first, second)


@rule(
    "result-repeated",
    standard="PEMAT 2",
    kinds=ARTICLES,
    fails="Of 100 people, 44 had less pain, against 34 with placebo.[@mayo-ona]\n\n"
    "With placebo it was 34 of 100, and with Botox 44.[@mayo-ona]",
    passes="Of 100 people, 44 had less pain, against 34 with placebo.[@mayo-ona]",
)
def results_are_told_twice_at_most(page: Page) -> Found:
    """A result with its comparison stands on a page twice at most: in short, and where it belongs; a chart counts too."""
    places: dict[Pair, list[Place]] = defaultdict(list)
    for place, pair in results_of(page):
        places[pair].append(place)
    told: set[Place] = set()
    for (first, second), found in places.items():
        *earlier, last = sorted(found)
        if len(found) > MOST_TIMES and last not in told:
            told.add(last)
            lines = f"{', '.join(str(place.line) for place in earlier[:-1])} and {earlier[-1].line}"
            advice = "Say it in short and where it belongs, and take it out elsewhere."
            yield last, f"The result {first} and {second} is told {len(found)} times, on lines {lines} too. {advice}"


@rule(
    "gap-elsewhere",
    standard="DISCERN 8",
    kinds=ARTICLES,
    fails="We do not know why.\n\nIt is not known for whom.\n\nNobody knows for how long.",
    passes="You can also wait and see.",
)
def gaps_have_one_section(page: Page) -> Found:
    """What is not known stands in the section "not-known", and beside figures in "studies"; elsewhere twice at most."""
    found = [
        sentence
        for sentence in page.sentences
        if isinstance(sentence.passage.source, Block)
        and sentence.passage.source.section not in GAP_SECTIONS
        and GAP.search(sentence.text)
        and not sentence.text.endswith("?")
    ]
    for sentence in found[MOST_GAPS:]:
        told = f'{len(found)} sentences outside the section "not-known" say what is not known, {MOST_GAPS} at most.'
        yield page.flat_place(sentence.start), f"{told} Move this one there, or make it a plain statement."
