"""Find in the Markdown of a block what was found in its words, as they are read.

The words of both stand in one order. So the second of two like words is the second there too, and between two words
a sign is looked for as it may be written: a curly quotation mark as a straight one, a dash as two hyphens.
"""

import re

WORD = re.compile(r"\w+")
# What is not read: citations, ids, tags, and the address of a link
MARKS = re.compile(
    r"(?P<gone>\[@[^\]\n]{0,300}\]|\{[^}\n]{0,300}\}|</?[a-zA-Z][^<>\n]{0,300}>|<!--|-->)"
    r"|!?\[(?P<words>[^\[\]]{0,500})\](?:\([^()\n]{0,500}\)|\[[^\[\]\n]{0,100}\])"
    r"|[*`\\]+|(?<!\w)_+|_+(?!\w)"
)
WRITTEN = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "'": "’", "–": "--", "—": "---", "…": "..."}
MOST_AHEAD = 12  # words that may stand in the Markdown alone, one after the other


def find_in_source(text: str, offset: int, source: str) -> int:
    """Return the offset in the Markdown `source` of what stands at an offset of its words, `text`."""
    written = list(WORD.finditer(MARKS.sub(blank, source)))
    following, end = 0, 0  # the next word of the Markdown, and the end of the one before
    for word in WORD.finditer(text):
        ahead = range(following, min(following + MOST_AHEAD, len(written)))
        found = next((index for index in ahead if written[index][0] == word[0]), None)
        if offset < word.end():
            index = following if found is None else found
            start = written[index].start() if index < len(written) else end
            if offset >= word.start():
                return min(start + offset - word.start(), len(source))
            return find_sign(text[offset], source, end, start)
        if found is not None:
            following, end = found + 1, written[found].end()
    return find_sign(text[offset : offset + 1], source, end, len(source))


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
