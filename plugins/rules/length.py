"""Rules on length: an article for ten minutes, and boxes that are read at a glance."""

from collections import Counter

from plugins.rules.header_texts import HeaderText
from plugins.rules.page import Page, Place
from plugins.rules.printed_words import count_words, words_above, words_before_sources, words_of
from plugins.rules.rule import ARTICLES, Found, rule
from plugins.rules.structure import end_of, sections_of

MOST_WORDS = 1700  # before the sources
# What the header holds in a few words: the part of the header, the field, what it is called, words at most
LONGEST = {
    ("short", "answer"): ("This answer", 8),
    ("short", "detail"): ("What stands behind this answer", 25),
    ("choices", "name"): ("The name of this choice", 4),
    ("timeline", "what"): ("This step of the time line", 14),
}


@rule(
    "page-long",
    standard="RD-02",
    kinds=ARTICLES,
    fails="Ask what it costs, and write the answer down.\n\n" * 180,
    passes="Ask what it costs, and write the answer down.",
)
def article_is_short(page: Page) -> Found:
    """An article has 1,700 words at most before its sources: all that readers see of header, text and shared blocks."""
    if page.article is None:
        return
    words = words_before_sources(page)
    if words <= MOST_WORDS:
        return
    sections: Counter[str] = Counter()
    for block in page.own:
        sections[block.section] += words_of(page, block)
    longest, most = sections.most_common(1)[0]
    told = f"The page has {words:,} words before its sources, {MOST_WORDS:,} at most: {words - MOST_WORDS:,} too many."
    heading = sections_of(page).get(longest)
    where = (
        f'The longest section of its own is "{longest}"' if heading else "The longest part of its own is the opening"
    )
    place = page.line_place(heading) if heading else end_of(page)
    advice = (
        f"with {most:,} words; the header has {words_above(page):,} above the text. Say each thing once, and less here."
    )
    yield place, f"{told} {where}, {advice}"


@rule(
    "box-long",
    standard="PEMAT 8",
    kinds=ARTICLES,
    fails="answer: Perhaps, for some of the people who have had it long.",
    passes="answer: Perhaps, for some.",
)
def boxes_are_short(page: Page) -> Found:
    """Boxes hold few words: an answer 8, what stands behind it 25, a choice's name 4, a step of the time line 14."""
    for passage in page.passages:
        source = passage.source
        if not isinstance(source, HeaderText):
            return
        what, most = LONGEST.get((str(source.location[0]), source.field), ("", 0))
        words = count_words(passage.text)
        if most and words > most:
            told = f"{what} has {words} words, {most} at most: {words - most} too many. Say it in fewer words."
            yield Place(page.path, *source.place), told
