"""Signs that have no place in a text in English: what nobody sees, odd blanks, letters that only look like ours.

A sign is judged by what Unicode says of it, its category, name and decomposition, so there is no list of bad signs.
It is looked for as it stands and as it may be written: `&shy;`, `&#173;` or `\\u00ad`.

Fine are: accents, also those that a Mac writes as signs of their own (`read_composed` joins them); blanks that do not
break, between two signs; narrow blanks (U+202F, U+2009), but not between two letters; µ, Ω and Greek letters in names
(letters.py); ², ½, ™, °; ligatures such as “ﬁ”. An emoji is one sign to a reader, with all that belongs to it.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from plugins.reading.letters import is_english_letter, latin_for, may_stand, word_span
from plugins.reading.wrong_encoding import find_misread

MOST_AROUND = 20  # signs of a long word that are shown on each side
BORDER = re.compile(r"[\s<>()\[\]{}\"|=]")
FURTHEST = 200  # blanks at the start of a line that are looked at
# One set of signs at the start, since a search skips what is not in it: a choice of sets is tried at every letter
ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\U0010ffff]")
NOT_ASCII = re.compile(r"[^\x00-\x7f][^\x00-\x7f]*")
ESCAPE = re.compile(
    r"&(?:#[xX][0-9a-fA-F]{1,6};?|#[0-9]{1,7};?|[A-Za-z][A-Za-z0-9]{1,31};)"
    r"|(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\x[0-9a-fA-F]{2})"
)
PICTURE = "[©®‼⁉™ℹ←-⇿⌀-⏿■-❵➔-➿⤀-⥿⬀-⯿〰〽㊗㊙\U0001f000-\U0001f0ff\U0001f200-\U0001faff]"
EMOJI = re.compile(
    "(?<![\U0001f1e6-\U0001f1ff])[\U0001f1e6-\U0001f1ff]{2}(?![\U0001f1e6-\U0001f1ff])"  # a flag
    "|\U0001f3f4[\U000e0061-\U000e007a]{3,6}\U000e007f"  # the flag of England
    "|[0-9#*]\ufe0f?\u20e3"  # a key
    f"|{PICTURE}[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]?(?:\u200d{PICTURE}[\ufe0f\U0001f3fb-\U0001f3ff]?)*"
)
NO_BREAK, NARROW = "\u00a0", "\u202f\u2009"
NOT_SEEN = re.compile(
    r"FILLER|\bBLANK$|NULL NOTEHEAD|VARIATION SELECTOR|GRAPHEME JOINER|VOWEL INHERENT|OBJECT REPLACEMENT"
)
LETTER_SIGN = re.compile(r"\b(?:LETTER|DIGIT|CAPITAL|IDEOGRAPHIC)\b")  # names of signs that are none, and look like one
OTHER_FORMS = ("<wide>", "<narrow>", "<small>", "<vertical>", "<square>", "<circle>")
LYING_LINE = re.compile(r"OVERLAY|LOW LINE|ENCLOSING")
READS_AS = {"’": "'", "ʼ": "'", "‐": "-", "‑": "-"}  # as most patterns of the rules have it
GREEK_TWIN = re.compile("(?<=[A-Za-z])[ο-ωα-ν]|[ο-ωα-ν](?=[A-Za-z]{2})")

TOLD = {
    "control": ("file-control-character", "An invisible sign, {code}, stands in {word}. Delete it, or type the word anew."),
    "invisible": ("sign-invisible", "An invisible sign, {code}, stands in {word}. Delete it, or type the word anew."),
    "unknown": ("sign-invisible", "A sign that no font has, {code}, stands in {word}. Delete it, or type the word anew."),
    "lost": ("sign-encoding", "A letter was lost in {word} ({code}). Delete that sign, and type the word anew."),
    "indent": ("sign-indent", "An odd space, {code}, stands at the start of this line. Put ordinary spaces there."),
    "space": ("sign-space", "An odd space, {code}, stands in {word}. Put an ordinary space there, or nothing."),
    "mark": ("sign-mark", "A loose mark, {name}, stands in {word}. Delete it, or type the word anew."),
    "letter": ("sign-letter", "{sign} ({name}) stands in {word}. Write the word in English letters."),
    "digit": ("sign-digit", "{sign} ({name}) stands in {word}. Write the number with the digits 0 to 9."),
}  # fmt: skip
Kind = str  # a key of TOLD, or "fine"


class Sign(NamedTuple):
    """A sign that may not stand in a text: its offset, the rule that says so, and what is wrong."""

    offset: int
    rule: str
    told: str


def read_composed(text: str) -> str:
    """Return a text with each accent joined to its letter (Unicode's form NFC), as all but Macs write it."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def find_odd_signs(text: str) -> list[Sign]:
    """Return the signs that have no place in a text, of each word the first one of a kind, in order."""
    read, offsets = read_escapes(text)
    if read.isascii() and not ODD.search(read) and "?" not in read:
        return []
    passed: set[int] = set()
    found = list(_find_misread(read, passed))
    if not read.isascii():
        passed.update(chain.from_iterable(range(*match.span()) for match in _find_emojis(read)))
    found += _find_by_sign(read, passed)
    if offsets:
        found = [sign._replace(offset=offsets[sign.offset]) for sign in found]
    return sorted(found)


def _find_emojis(text: str) -> Iterator[re.Match[str]]:
    """Yield the emojis of a text: looked for only where it is not ASCII, and at the digit of a key before."""
    for run in NOT_ASCII.finditer(text):
        yield from EMOJI.finditer(text, max(run.start() - 1, 0), run.end())


def _find_misread(text: str, passed: set[int]) -> Iterator[Sign]:
    """Yield the first sign of a wrong encoding in each word. passed: is given the offsets of all of them."""
    told = 0
    for misread in find_misread(text):
        passed.update(range(misread.start, misread.end))
        if misread.start >= told:
            told = _token(text, misread.start, misread.end)[1]
            word = show_word(text, misread.start, misread.end)
            meant = f": “{text[misread.start : misread.end]}” stands for “{misread.meant}”" if misread.meant else ""
            words = f"{word} was saved or copied in a wrong encoding{meant}. Delete it, and type the word anew."
            yield Sign(misread.start, "sign-encoding", words)


def _find_by_sign(text: str, passed: set[int]) -> Iterator[Sign]:
    told: dict[str, int] = {}  # up to where all has been said, by rule
    for match in ODD.finditer(text):
        offset, sign = match.start(), match[0]
        kind = "fine" if offset in passed else kind_at(text, offset)
        rule, words = TOLD.get(kind, ("", ""))
        if not rule or offset < told.get(rule, 0):
            continue
        end = offset + 1
        while kind in ("space", "indent") and text[end : end + 1].isspace() and text[end] != "\n":
            end += 1
        told[rule] = end if end > offset + 1 else _token(text, offset, end)[1]
        code = f"U+{ord(sign):04X}"
        name = f"{code}, {unicodedata.name(sign, '?').capitalize()}"
        word = show_word(text, offset, end)
        yield Sign(offset, rule, words.format(code=code, name=name, word=word, sign=f"“{sign}”"))


def kind_at(text: str, offset: int) -> Kind:
    """Return what is wrong with a sign where it stands, "fine" if nothing is."""
    sign = text[offset]
    kind = kind_of(sign)
    if kind == "space":
        _, end, before = text[max(offset - FURTHEST, 0) : offset].rpartition("\n")
        if not before.strip() and (end or offset < FURTHEST):
            return "indent"
        return "fine" if is_joining(text, offset) else kind
    if kind == "letter":
        return "fine" if may_stand(text, offset) else kind
    if kind == "mark":
        return "fine" if is_accent(text, offset) else kind
    return kind


@lru_cache(maxsize=4096)
def kind_of(sign: str) -> Kind:
    """Return what may be wrong with a sign, judged by itself."""
    category, name, form = unicodedata.category(sign), unicodedata.name(sign, ""), unicodedata.decomposition(sign)
    if category in ("Cc", "Zl", "Zp") or sign in "\ufeff\ufffe\uffff":
        return "fine" if sign in "\n\t" else "control"
    if category == "Cf" or NOT_SEEN.search(name):
        return "invisible"
    if category[0] == "C":
        return "unknown"
    if category[0] == "M":
        return "mark"
    if category == "Zs":
        return "fine" if sign == " " else "space"
    if category[0] == "L":
        return "fine" if is_english_letter(sign) else "letter"
    if category[0] == "N":
        return "fine" if sign.isascii() or form.startswith(("<super>", "<sub>", "<fraction>")) else "digit"
    if sign == "\ufffd":
        return "lost"
    odd_form = form.startswith(OTHER_FORMS) or (category == "So" and LETTER_SIGN.search(name))
    return "letter" if odd_form or name.startswith(("IDEOGRAPHIC ", "CJK ")) else "fine"


def is_joining(text: str, offset: int) -> bool:
    """Tell whether an odd blank stands as typography has it: alone between two signs; a narrow one, not in a word."""
    sign, before, after = text[offset], text[offset - 1 : offset], text[offset + 1 : offset + 2]
    if sign not in NO_BREAK + NARROW or not before.strip() or not after.strip():
        return False
    return sign == NO_BREAK or not (before.isalpha() and after.isalpha())


def is_accent(text: str, offset: int) -> bool:
    """Tell whether a mark that has not become one sign with its letter may stand: “x̄”, or one accent in a name."""
    name = unicodedata.name(text[offset], "")
    before, after = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    if not name.startswith("COMBINING"):
        return bool(before) and unicodedata.name(before, "?").split()[0] == name.split()[0]  # a script of its own
    if not before.isalpha() or LYING_LINE.search(name) or (after and unicodedata.category(after)[0] == "M"):
        return False
    start, end = word_span(text, offset)
    return end - start == 2 or text[start].isupper()


def read_escapes(text: str) -> tuple[str, list[int]]:
    """Return a text with the signs that are written by number or name, and the offset of each sign if any is."""
    if "&" not in text and "\\" not in text:
        return text, []
    pieces: list[str] = []
    offsets: list[int] = []
    last = 0
    for match in ESCAPE.finditer(text):
        sign = _escaped(match[0])
        if (sign.isascii() and sign.isprintable()) or len(sign) > 2:
            continue
        pieces += text[last : match.start()], sign
        offsets += *range(last, match.start()), *[match.start()] * len(sign)
        last = match.end()
    if not pieces:
        return text, []
    return "".join(pieces) + text[last:], [*offsets, *range(last, len(text) + 1)]


def _escaped(written: str) -> str:
    """Return the sign that is written as `&shy;`, `&#173;` or `\\u00ad`; a line end or a tab as a blank."""
    if written.startswith("&"):
        sign = html.unescape(written)
        if not sign:  # no sign at all, and a browser shows none
            sign = "\x7f"
    elif written[2:3] in "dD" and len(written) == 12:
        high, low = int(written[2:6], 16), int(written[8:12], 16)
        sign = chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    else:
        sign = chr(min(int(written[2:], 16), 0x10FFFF))
    return " " if sign in "\n\r\t" else sign


def as_read(text: str) -> tuple[str, list[int]]:
    """Return a text as a reader reads it, without what nobody sees, and the offset of each sign where that has changed.

    Letters that look like English ones are those, ligatures are their letters, an apostrophe is straight.
    """
    if text.isascii():
        return text, []
    text = GREEK_TWIN.sub(lambda match: latin_for(match[0]), text)
    seen = [sign if sign.isascii() else seen_as(sign) for sign in text]
    whole = "".join(seen)
    if len(whole) == len(text):
        return whole, []
    return whole, [*(index for index, signs in enumerate(seen) for _ in signs), len(text)]


@lru_cache(maxsize=4096)
def seen_as(sign: str) -> str:
    """Return what a reader sees of a sign."""
    kind = kind_of(sign)
    if kind in ("control", "invisible", "mark"):
        return ""
    is_greek = unicodedata.name(sign, "").startswith("GREEK")
    if (kind in ("letter", "digit") or unicodedata.category(sign)[0] == "L") and not is_greek:
        return READS_AS.get(sign) or latin_for(sign)
    return READS_AS.get(sign, sign)


def _token(text: str, first: int, last: int) -> tuple[int, int]:
    """Return from where to where the signs reach that stand together with a stretch, without a blank or a mark between."""
    start = max(first - MOST_AROUND, 0)
    before = max((match.end() for match in BORDER.finditer(text, start, first)), default=start)
    after = BORDER.search(text, last)
    return before, after.start() if after else len(text)


def show_word(text: str, first: int, last: int) -> str:
    """Return the word that a stretch of a text is in, in quotation marks, with a dot for each sign that cannot be seen."""
    start, end = _token(text, first, last)
    end = min(end, last + MOST_AROUND)
    while start < first and text[start] in "'“‘*_`,;:#-":
        start += 1
    while end > last and text[end - 1] in "'”’*_`.,;:!?":
        end -= 1
    word = text[start:end]
    return (
        f"“{''.join('·' if sign.isspace() or not (seen_as(sign) and sign.isprintable()) else sign for sign in word)}”"
    )
