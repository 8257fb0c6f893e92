"""Rules on words: what may not be promised, what frightens or blames, what only sells.

The words stand in refused_words.toml: to refuse another one, add a phrase to the table where it belongs; to refuse
words for another reason, add a table.
"""

from functools import partial

from plugins.rules.page import Page
from plugins.rules.rule import IN_SITE, RULES, Found, Rule, Site, rule
from plugins.rules.word_table import read_table
from plugins.rules.wording import Phrase, compiled, find_phrase, is_quoted


def words_are_not_used(phrases: tuple[Phrase, ...], reason: str, advice: str, page: Page) -> Found:
    """Refuse each use of a phrase. reason: what a message says of the words. advice: what it adds at its end."""
    for phrase in phrases:
        for place, words in find_phrase(page, phrase):
            yield place, f'"{words}" {reason}. {phrase.advice}{advice}'


for name, known in read_table(__file__).items():
    phrases = tuple(Phrase(**{**row, "needles": tuple(row["needles"])}) for row in known.pop("phrases"))
    may_quote = known.pop("may_quote", True)
    advice = " If you write about the word itself, put it in quotation marks." if may_quote else ""
    check = partial(words_are_not_used, phrases, known.pop("reason"), advice)
    RULES[name] = Rule(name, check=check, home=__name__, **known)


@rule(
    "board-certified",
    standard="CL-09",
    fails="Our doctor is board certified.",
    passes="Our doctor is a physician.",
    needs=IN_SITE,
)
def the_board_is_named(page: Page, site: Site) -> Found:
    """“Board certified” stands only with the full name of the board, as in practice.toml."""
    if "board" not in page.lowered or not site.is_read("content/data/practice.toml"):
        return
    board = site.library.data.practice.certifying_board
    for found in compiled(r"\bboard[- ]certifi(?:ed|cation)\b").finditer(page.flat):
        sentence = page.sentence_at(found.start())
        if not (board and board in sentence.text) and not is_quoted(page, found.start(), found.end()):
            advice = "Name it in full, as in practice.toml, or leave it out."
            yield (
                page.flat_place(found.start(), found[0]),
                f'"{found[0]}" stands without the name of the board. {advice}',
            )
