"""How many words of a page stand before its sources, as readers see them.

The header of an article is printed too: above the body, and where the body puts a part of it in place.
"""

from collections.abc import Iterator
from functools import lru_cache

from plugins.markup.tree import Block
from plugins.reading.article_fields import ArticleFields
from plugins.reading.article_parts import Chart
from plugins.rules.page import Page

# What the templates print of their own above the sources, as tests/build/test_printed_words.py counts it: headings, dates, the
# words of the drawing; on the overview the list of uses too
OF_THEME = {"overview": 104, "use": 60}


@lru_cache(maxsize=4096)  # several rules count the same blocks
def count_words(text: str) -> int:
    """Return how many words a text has: what holds no letter and no digit is none."""
    return sum(1 for word in text.split() if word[0].isalnum() or any(map(str.isalnum, word)))


def texts_above(article: ArticleFields) -> Iterator[str]:
    """Yield what an article shows of its header above the body."""
    yield from (article.title, article.summary)
    for entry in article.status:
        yield from ("Off-label" if entry.ruling == "off-label" else "FDA-approved", entry.use, entry.who)
        yield f"{entry.product or ''} {entry.year or ''}"
    for _, question, answer in article.short.rows:
        yield from (question, answer.answer, answer.detail)


def texts_of_chart(chart: Chart) -> Iterator[str]:
    """Yield what a chart says: its figures, and the lines below them."""
    yield chart.title
    for bar in chart.bars:
        yield from (bar.label, chart.figure(bar), "of 100" if chart.shows_people else chart.unit)
    yield from (chart.difference or "", f"{chart.people} people took part." if chart.people else "")
    yield from ("Product tested:", chart.product, chart.note, chart.without_comparison or "")


def texts_placed(article: ArticleFields, name: str) -> Iterator[str]:
    """Yield what a placement shows of the header. name: "choices", or "chart:sweat"."""
    if name == "choices":
        for choice in article.choices:
            yield choice.name
            for _, label, cell in choice.rows:
                yield from (label, cell.text)
    elif name == "timeline":
        for moment in article.timeline:
            yield from (moment.when, moment.effect or "", moment.what)
    elif name == "evidence":
        for outcome in article.evidence:
            yield from (f"Grade {outcome.grade}", outcome.outcome, outcome.finding)
    else:
        for chart in article.charts:
            if name == f"chart:{chart.id}":
                yield from texts_of_chart(chart)


def words_of(page: Page, block: Block) -> int:
    """Return how many words a block of the body shows."""
    if block.kind == "placement" and page.article:
        return sum(map(count_words, texts_placed(page.article, block.name)))
    return count_words(block.text)


def words_above(page: Page) -> int:
    """Return how many words stand above the body: the header of an article, and the list of its sections."""
    if page.article is None:
        return 0
    contents = (block.text for block in page.headings if block.level == 2)
    return sum(map(count_words, (*texts_above(page.article), *contents)))


def words_before_sources(page: Page) -> int:
    """Return how many words a reader of an article sees before the sources, those of the theme too."""
    return OF_THEME.get(page.kind, 0) + words_above(page) + sum(words_of(page, block) for block in page.blocks)


def share_above(page: Page, below: Block | None) -> float:
    """Return the share of the words of header and body that are shown above a block; all, without one."""
    words = [(block, words_of(page, block)) for block in page.blocks]
    header = words_above(page)
    above = header + sum(count for block, count in words if below is None or block.start < below.start)
    whole = header + sum(count for _, count in words)
    return above / whole if whole else 0
