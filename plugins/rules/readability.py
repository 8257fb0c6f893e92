"""Rules on reading: short sentences, short paragraphs, and a grade that most adults can read.

The two grades are American school years. Sources: J. P. Kincaid and others, Derivation of new readability formulas,
Naval Technical Training Command research report 8-75, 1975 (Flesch-Kincaid); G. H. McLaughlin, SMOG grading: a new
readability formula, Journal of Reading 12 (1969), pages 639 to 646.

Left out of the count: headings, citations, the names of drugs, and text that is not in English.
"""

import re
from collections import Counter
from functools import lru_cache

import pyphen

from plugins.markup.sentences import split_sentences
from plugins.rules.page import Page, Place
from plugins.rules.printed_words import count_words
from plugins.rules.rule import ARTICLES, PAGES, Found, rule

LONGEST_SENTENCE = 25  # words
AVERAGE_SENTENCE = 15
LONGEST_PARAGRAPH = 3  # sentences
HIGHEST_GRADE = 8
HIGHEST_KINCAID_OF_ARTICLE = 7
FEWEST_WORDS = 100  # a grade of less says nothing
LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
DRUG = re.compile(
    r"botox|toxin|onabot|dysport|xeomin|meditoxin|nabota|clostridium|\w{4,}(?:mab|tinoin|cycline|peroxide)$"
)
VOWELS = re.compile(r"[aeiouy]+")
SILENT_E = re.compile(r"[^aeiouyl]e$|[^aeiouy]es$|[^aeiouydt]ed$")


@lru_cache(maxsize=1)
def hyphenator() -> pyphen.Pyphen:
    """Load the patterns; 50 ms, so only for a page that needs them."""
    return pyphen.Pyphen(lang="en_US")


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """Return how many syllables a word has, by where it can be hyphenated; 0 for the name of a drug."""
    if DRUG.match(word):
        return 0
    return len(hyphenator().positions(word)) + 1


@lru_cache(maxsize=50_000)
def most_syllables(word: str) -> int:
    """Return a count that is seldom lower than that of `syllables`, and quick; 0 for the name of a drug."""
    if DRUG.match(word):
        return 0
    count = len(VOWELS.findall(word))
    return max(count - (count > 1 and bool(SILENT_E.search(word))), 1)


def flesch_kincaid(words: int, sentences: int, counted: int) -> float:
    """Return the grade by the words in a sentence and the syllables (`counted`) in a word."""
    return 0.39 * words / sentences + 11.8 * counted / words - 15.59


def smog(sentences: int, long_words: int) -> float:
    """Return the grade by the words of three or more syllables in 30 sentences."""
    return float(1.043 * (30 * long_words / sentences) ** 0.5 + 3.1291)


def grades(words: Counter[str], sentences: int, *, exactly: bool) -> tuple[float, float]:
    """Return both grades.

    words: how often each is used. exactly: count syllables by hyphenation, and not by groups of vowels.
    """
    count = syllables if exactly else most_syllables
    counts = [(number, times) for number, times in ((count(word), times) for word, times in words.items()) if number]
    total = sum(times for _, times in counts)
    if not total or not sentences:
        return 0.0, 0.0
    kincaid = flesch_kincaid(total, sentences, sum(number * times for number, times in counts))
    return kincaid, smog(sentences, sum(times for number, times in counts if number > 2))


@lru_cache(maxsize=1)  # the rule asks for both grades of a page, and so does the banner of the preview after it
def count_english(page: Page) -> tuple[Counter[str], int]:
    """Return how often each word of a page is used in its English, and how many sentences that has."""
    texts = [block.text for block in page.blocks if block.kind in ("text", "item") and page.is_english(block.text)]
    return Counter(LETTERS.findall(" ".join(texts).lower())), sum(len(split_sentences(text)) for text in texts)


def reading_grades(page: Page, *, exactly: bool = True) -> tuple[float, float]:
    """Return the Flesch-Kincaid and the SMOG grade of a page, shared blocks included."""
    words, sentences = count_english(page)
    return grades(words, sentences, exactly=exactly) if words.total() >= FEWEST_WORDS else (0.0, 0.0)


@rule(
    "reading-grade",
    standard="RD-01",
    kinds=PAGES,
    fails="Administration precipitates considerable neuromuscular modification.\n\n" * 40,
    passes="It makes a muscle rest for some months.",
)
def grade_is_low(page: Page) -> Found:
    """A page can be read after eight years of school, by Flesch-Kincaid and by SMOG; an article after seven by the first."""
    highest = HIGHEST_KINCAID_OF_ARTICLE if page.is_article else HIGHEST_GRADE

    def is_low(by_kincaid: float, by_smog: float) -> bool:
        return by_kincaid <= highest and by_smog <= HIGHEST_GRADE

    if is_low(*reading_grades(page, exactly=False)):
        return  # a count that errs on the high side will do
    by_kincaid, by_smog = reading_grades(page)
    if not is_low(by_kincaid, by_smog):
        told = (
            f"The page reads at grade {by_kincaid:.1f} (Flesch-Kincaid, {highest} at most) and {by_smog:.1f} (SMOG,"
            f" {HIGHEST_GRADE} at most), shared blocks included. Use shorter words and sentences; this is the hardest one."
        )
        yield hardest_sentence(page), told


def hardest_sentence(page: Page) -> Place:
    """Return the place of the sentence with the most long words, of this file."""

    def hardness(text: str) -> int:
        return sum(count - 1 for count in map(most_syllables, LETTERS.findall(text.lower())) if count > 2)

    english = [sentence for sentence in page.sentences if page.is_english(sentence.text)]
    if not english:
        return Place(page.path, 1, 1)
    return page.flat_place(max(english, key=lambda sentence: hardness(sentence.text)).start)


@rule(
    "sentence-long",
    standard="RD-02",
    fails=(
        "Ask the clinician who will give you the injections what you can do at home before the visit, on the"
        " day itself and in the first few days after it."
    ),
    passes="Ask what you can do at home before the visit. Ask about the first days after it, too.",
)
def sentences_are_short(page: Page) -> Found:
    """A sentence has 25 words at most."""
    for sentence in page.sentences:
        count = len(sentence.text.split())
        if count > LONGEST_SENTENCE:
            count = count_words(sentence.text)
        if count > LONGEST_SENTENCE and page.is_english(sentence.text):
            told = f"A sentence of {count} words, {LONGEST_SENTENCE} at most. Make two of it."
            yield page.flat_place(sentence.start), told


@rule(
    "sentence-average",
    standard="RD-02",
    kinds=PAGES,
    fails="Ask what you can do at home before the visit, and what you can do in the week after it.\n\n" * 40,
    passes="Ask what you can do at home.",
)
def sentences_are_short_on_average(page: Page) -> Found:
    """The sentences of a page have 15 words on average, or fewer."""
    counts = [(len(sentence.text.split()), sentence) for sentence in page.sentences if page.is_english(sentence.text)]
    if len(counts) < 5:
        return
    average = sum(count for count, _ in counts) / len(counts)
    if average > AVERAGE_SENTENCE:
        longest = max(counts, key=lambda entry: entry[0])[1]
        told = (
            f"The sentences have {average:.1f} words on average, {AVERAGE_SENTENCE} at most. This one is the longest. "
        )
        yield page.flat_place(longest.start), f"{told}Make two of it, and of others."


@rule(
    "paragraph-long",
    standard="RD-02",
    kinds=(*ARTICLES, "block"),
    fails="Ask what it is. Ask what it does. Ask what it costs. Ask who gives it.",
    passes="Ask what it is. Ask what it does. Ask what it costs.",
)
def paragraphs_are_short(page: Page) -> Found:
    """A paragraph of an article has three sentences at most."""
    # A label such as "Risk:" does not count
    for block in page.own:
        if block.kind != "text" or block.callout:
            continue
        text = block.text
        if text.count(".") + text.count("?") + text.count("!") <= LONGEST_PARAGRAPH:
            continue
        count = sum(1 for _, sentence in split_sentences(text) if not sentence.endswith(":"))
        if count > LONGEST_PARAGRAPH and page.is_english(text):
            told = f"A paragraph of {count} sentences, {LONGEST_PARAGRAPH} at most. Start a new one in between."
            yield page.place_in(block, 0), told
