"""Cut a text into sentences."""

import re
from functools import lru_cache

# What may end a sentence; the second form ends a label in bold, "Risk: ".
SENTENCE_END = re.compile(r"[.!?][\"”’'»)\]]*\s+|:\s{2,}")
NO_END = {"Dr.", "Mr.", "Ms.", "Mrs.", "St.", "vs.", "No.", "al.", "e.g.", "i.e.", "approx.", "(e.g.", "(i.e."}
OPENING_MARKS = "\"“‘'«([¿¡"


@lru_cache(maxsize=8192)
def split_sentences(text: str) -> tuple[tuple[int, str], ...]:
    """Return the sentences of a text, each with its offset."""
    found = []
    start = 0
    for end in SENTENCE_END.finditer(text):
        following = text[end.end() : end.end() + 4].lstrip(OPENING_MARKS)[:1]
        word = text[max(end.start() - 8, 0) : end.start() + 1].split()[-1:]
        is_end = text[end.start()] == ":" or not (following.islower() or (word and word[0] in NO_END))
        if is_end and following:
            found.append((start, text[start : end.end()]))
            start = end.end()
    found.append((start, text[start:]))
    return tuple(
        (offset + len(sentence) - len(sentence.lstrip()), sentence.strip())
        for offset, sentence in found
        if sentence.strip()
    )
