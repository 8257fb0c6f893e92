"""How a rule on words finds them: quickly, and not where they are quoted, denied or asked about.

Words in quotation marks, “safe” or "safe", are allowed: that is how to write about a word without using it. So are
"not safe", "is no cure", and a question such as "Is it safe for me?".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from plugins.rules.page import Page, Place
from plugins.rules.running_text import Sentence

QUOTED = re.compile(r"“[^”]{0,300}”|\"[^\"]{0,300}\"|«[^»]{0,300}»|„[^“”]{0,300}[“”]")
DENIED = re.compile(
    r"\b(?:not|no|never|none|nor|neither|nobody|nothing|without|cannot|can't|isn't|aren't|doesn't|don't|won't|hasn't|"
    r"haven't|wasn't|far\s+from|instead\s+of|rather\s+than)\b[^.;:!?]{0,60}$",
    re.IGNORECASE,
)
QUESTION = re.compile(
    r"^[\"“‘'(\s]*(?:is|are|was|does|do|did|can|could|will|would|should|has|have|may|might|what|which|who|how)\b",
    re.IGNORECASE,
)


def fold(text: str) -> str:
    """Return a text in small letters, sign for sign: what a pattern without re.IGNORECASE finds in a third of the time."""
    # Python takes these for an "i" and an "s" where it ignores large letters; `lower` makes two signs of the first
    return text.replace("\u0130", "i").replace("\u0131", "i").replace("\u017f", "s").lower()


@dataclass(frozen=True)
class Phrase:
    """Words that may not be used; the head of refused_words.toml says what each field is."""

    needles: tuple[str, ...]
    words: str
    advice: str
    is_excused: bool = True
    unless: str = ""


@lru_cache(maxsize=512)
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern once, and only if a page asks for it; a blank in it stands for blanks and line ends."""
    pattern = pattern.replace("[- ]", r"[-\s]").replace(" ?", r"\s?").replace(" ", r"\s+")
    return re.compile(pattern, re.IGNORECASE)


def find_phrase(page: Page, phrase: Phrase) -> Iterator[tuple[Place, str]]:
    """Yield each use of a phrase that is not quoted, denied or asked about: where it stands, and the words as written."""
    if not any(needle in (page.flat if needle.isupper() else page.lowered) for needle in phrase.needles):
        return
    for found in compiled(phrase.words).finditer(page.flat):
        if not is_quoted(page, found.start(), found.end()) and not is_excused(page, phrase, found.start()):
            words = " ".join(found[0].split())
            yield page.flat_place(found.start(), words), words


def is_quoted(page: Page, start: int, end: int) -> bool:
    """Tell whether a stretch of the flat text stands in quotation marks."""
    passage = page.passage_at(start)
    quotes = QUOTED.finditer(passage.text)
    return any(quote.start() < start - passage.start and end - passage.start < quote.end() for quote in quotes)


def is_excused(page: Page, phrase: Phrase, offset: int) -> bool:
    """Tell whether words at an offset of the flat text are denied, asked about, or excused by what stands beside them."""
    if not phrase.is_excused and not phrase.unless:
        return False
    sentence = page.sentence_at(offset)
    if phrase.unless and compiled(phrase.unless).search(sentence.text):
        return True
    return phrase.is_excused and (is_question(sentence) or is_denied(sentence, offset))


def is_question(sentence: Sentence) -> bool:
    """Tell whether a sentence asks, and does not take for granted what it asks about ("Why is it so safe?")."""
    return sentence.text.rstrip("”\"') ").endswith("?") and bool(QUESTION.match(sentence.text))


def is_denied(sentence: Sentence, offset: int) -> bool:
    """Tell whether what stands at an offset of the flat text is denied shortly before, in the same clause."""
    before = sentence.text[: max(offset - sentence.start, 0)]
    return bool(DENIED.search(re.split(r"\bbut\b", before, flags=re.IGNORECASE)[-1]))
