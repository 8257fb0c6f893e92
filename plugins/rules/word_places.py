"""Find in the Markdown of a block what was found in its words, as they are read.

The words of both stand in one order. So the second of two like words is the second there too, and between two words
a sign is looked for as it may be written: a curly quotation mark as a straight one, a dash as two hyphens.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"\w+")
# What is not read: citations, ids, tags, and the address of a link
MARKS = re.compile(
    r"(?P<gone>\[@[^\]\n]{0,300}\]|\{[^}\n]{0,300}\}|</?[a-zA-Z][^<>\n]{0,300}>|<!--|-->)"
    r"|!?\[(?P<words>[^\[\]]{0,500})\](?:\([^()\n]{0,500}\)|\[[^\[\]\n]{0,100}\])"
    r"|[*`\\]+|(?<!\w)_+|_+(?!\w)"
)
WRITTEN = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "'": "’", "–": "--", "—": "---", "…": "..."}
MOST_AHEAD = 12  # words that may stand in the Markdown alone, one after the other


class Pair(NamedTuple):
    """A word as it is read, from `start` to `end`, and its place in the Markdown: `written`, behind the word before."""

    start: int
    end: int
    written: int
    before: int


def find_in_source(text: str, offset: int, source: str) -> int:
    """Return the offset in the Markdown `source` of what stands at an offset of its words, `text`."""
    pairs = pair_words(text, source)
    index = bisect_right(pairs, offset, key=lambda pair: pair.end)
    if index == len(pairs):
        return find_sign(
            text[offset : offset + 1],
            source,
            pairs[-1].written + pairs[-1].end - pairs[-1].start if pairs else 0,
            len(source),
        )
    pair = pairs[index]
    if offset >= pair.start:
        return min(pair.written + offset - pair.start, len(source))
    return find_sign(text[offset], source, pair.before, pair.written)


@lru_cache(maxsize=64)  # a paragraph with one finding often has more
def pair_words(text: str, source: str) -> list[Pair]:
    """Return each word of a text with its place in the Markdown that the text was read from."""
    words = list(WORD.finditer(text))
    written = list(WORD.finditer(MARKS.sub(blank, source)))
    pairs: list[Pair] = []
    following, before = 0, 0  # the next word of the Markdown, and the end of the one above
    while len(pairs) < len(words):
        alone, skipped = next_like(words[len(pairs) :][:MOST_AHEAD], written[following : following + MOST_AHEAD])
        for word in words[len(pairs) :][:alone]:  # written in another way, such as with a mark inside
            start = written[following].start() if following < len(written) else before
            pairs.append(Pair(word.start(), word.end(), start, before))
        following += skipped
        if len(pairs) < len(words) and following < len(written):
            word, same = words[len(pairs)], written[following]
            pairs.append(Pair(word.start(), word.end(), same.start(), before))
            following, before = following + 1, same.end()
    return pairs


def next_like(words: Sequence[re.Match[str]], written: Sequence[re.Match[str]]) -> tuple[int, int]:
    """Return how many words to leave out in each until both go on with the same one: as few as can be."""
    for both in range(len(words) + len(written)):
        for alone in range(max(0, both - len(written) + 1), min(both + 1, len(words))):
            if words[alone][0] == written[both - alone][0]:
                return alone, both - alone
    return len(words), len(written)


def find_sign(sign: str, source: str, start: int, end: int) -> int:
    """Return where a sign stands between two offsets of the Markdown; the second one, if it is not found."""
    if not sign.strip():
        return end
    found = [source.find(form, start, end) for form in (sign, WRITTEN.get(sign, sign))]
    return next((offset for offset in found if offset >= 0), end)


def blank(match: re.Match[str]) -> str:
    """Return blanks of the length of a match, keeping the words of a link and line ends."""
    whole = match[0]
    if match["words"] is not None:
        before = match.start("words") - match.start()
        return " " * before + match["words"] + " " * (len(whole) - before - len(match["words"]))
    return "".join("\n" if letter == "\n" else " " for letter in whole)
