"""Letters that only look like English ones: of another script, of another form, or of phonetic writing.

Fine are the accented letters of names, and letters such as “ł”, “ø” and “ß"; those that few know, such as “ı”, in a word
that starts with a capital, unless it would be an English word with a plain letter, “Botulınum”; phonetic letters between slashes, “/ˈboʊtɒks/”; words wholly of another script, which a rule
on language looks at. Greek letters stand by themselves or in a name: “α-blocker”, “μg”, “TNFα”.
"""

import re
import unicodedata
from functools import lru_cache

import stopwordsiso

PLAIN = "ÆæŒœØøßẞ"  # what has no accent to take away, and stands in many words that English borrows
NAMES = "ŁłĐđÐðÞþ"  # and in names that English texts hold
USUAL_LETTERS = "aeiouycnAEIOUYCN"
USUAL_MARKS = frozenset(
    "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327\u0328"
)  # of Europe's languages
RARE = "ɓɖɗəɛɣɔʋ"  # of names too, beside the letters up to U+024F
LATIN_NAMES = 0x250
# What a letter is a form of: “ı” of i, “ł” of l; beside two that look like o and p
FORM_OF = re.compile(r"LATIN (?:SMALL|CAPITAL) LETTER (?:DOTLESS )?(?P<plain>[A-Z])\b")
LOOKS_LIKE = {"ð": "do", "Ð": "d", "þ": "p", "Þ": "p", "ŋ": "n", "ĸ": "k", "ſ": "s"}
# As no name ends that has such a letter
ENGLISH_END = re.compile(
    r"[a-z]{2,}(?:[ts]ion|ment|ness|ity|ous|[iu]al|able|ible|ic(?:al|ian|ine)|olog(?:y|ist)|ative|itive)s?"
)
SHORTEST_COMMON = 4  # letters of a word that is told from one of another language
# Each letter, and below it the Latin one that it looks like; UTS 39 has the whole list
TWINS = dict(
    zip(
        "аеорсухіјѕԁһԛԝӏѵвкмнтгАВЕКМНОРСТУХІЈЅԚԜԌοαινρυκτχγηεωϲϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹօսոցհզՏՍԼՕɑɡıɩ",
        "aeopcyxijsdhqwlvbkmhtrABEKMHOPCTYXIJSQWGoaivpuktxynewcjABEZHIKMNOPTYXCounghqSULOagii",
        strict=True,
    )
)
OLD_SCRIPTS = ("CHEROKEE", "COPTIC", "LISU", "DESERET", "OLD", "GOTHIC", "RUNIC", "OGHAM", "LYDIAN", "LYCIAN", "CARIAN")
GUIDE = (
    "botulinum",
    "botox",
    "toxin",
    "clinician",
    "doctor",
    "injection",
    "injections",
    "treatment",
    "clinic",
    "medical",
    "patients",
)
GREEK = "αβγδεζθκλμπρσςτφχψωΓΔΘΛΞΠΣΦΨΩ"
# A unit, “ΔE” and “λmax”, “αvβ3” and “βhCG”, “TNFα” and “PGF2α”
GREEK_NAME = re.compile(
    r"\d*(?:[fpnmkMG]?Ω(?:m|cm)?|μ(?:gm?|[lLmMsVWAFUN]|mol|IU|Sv|Gy|Ci|Pa|kat|Eq|Osm)s?)"
    rf"|[Δλδ][a-z]{{1,3}}|[{GREEK}]{{1,2}}[a-z]?(?:[{GREEK}]?[A-Z0-9]+[a-z]{{0,2}})*[{GREEK}]?\d*"
    rf"|(?:[a-z]{{0,2}}[A-Z0-9]+)+[{GREEK}]{{1,2}}\d*"
)
BETWEEN_SLASHES = re.compile(r"(?<!\w)/[^/\n]{1,80}/(?!\w)|\[[^\]\n]{1,80}\](?!\()")
LONGEST_SPOKEN = 80  # signs between two slashes
LONGEST_WORD = 40  # signs of it that are looked at on each side
AROUND = 40  # characters on each side that tell whether a word stands in a text of its own script


def is_word_sign(sign: str) -> bool:
    """Tell whether a sign is part of a word: a letter, a digit, or a mark on one."""
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"


def word_span(text: str, offset: int) -> tuple[int, int]:
    """Return from where to where the word reaches that a sign is in."""
    start, end = offset, offset + 1
    while start > max(offset - LONGEST_WORD, 0) and is_word_sign(text[start - 1]):
        start -= 1
    while end < min(offset + LONGEST_WORD, len(text)) and is_word_sign(text[end]):
        end += 1
    return start, end


@lru_cache(maxsize=4096)
def is_english_letter(sign: str) -> bool:
    """Tell whether a letter may stand anywhere in an English text: Latin, with an accent or not, or a ligature of it."""
    name, form = unicodedata.name(sign, ""), unicodedata.decomposition(sign)
    if form.startswith("<"):
        return name.startswith("LATIN SMALL LIGATURE")
    parts = unicodedata.normalize("NFD", sign)
    is_usual = parts[0] in USUAL_LETTERS and USUAL_MARKS.issuperset(parts[1:])
    return sign in PLAIN or name.startswith("MODIFIER LETTER") or is_usual


@lru_cache(maxsize=4096)
def latin_for(sign: str) -> str:
    """Return what a letter or digit reads as: “ﬁ” as fi, a full-width “ｓ” as s, a small capital as its letter."""
    if sign in TWINS:
        return TWINS[sign]
    name = unicodedata.name(sign, "")
    if name.startswith("LATIN LETTER SMALL CAPITAL ") and len(name.split()[-1]) == 1:
        return name[-1].lower()
    if unicodedata.category(sign) == "Nd":
        return str(unicodedata.digit(sign))
    return unicodedata.normalize("NFKC", sign)


def may_stand(text: str, offset: int) -> bool:
    """Tell whether a letter that is none of English may stand where it stands."""
    start, end = word_span(text, offset)
    sign, word = text[offset], text[start:end].replace("µ", "μ")
    name = unicodedata.name(sign, "?").split()[0]
    if name == "LATIN":
        if is_disguised(text, offset):
            return False
        if sign in NAMES or unicodedata.normalize("NFD", sign)[0].isascii():
            return True
        if ord(sign) < LATIN_NAMES or sign in RARE:
            return word[0].isupper() or is_spoken(text, offset)
        return not unicodedata.decomposition(sign).startswith("<") and is_spoken(text, offset)
    if name in ("GREEK", "MICRO"):
        letters = [letter for letter in word if letter.isalpha()]
        between = re.search(r"[A-Za-z][^\x00-\x7f]+[A-Za-z]", word) and not re.search(r"\d", word)
        if len(letters) == 1 or (GREEK_NAME.fullmatch(word) and not between) or is_spoken(text, offset):
            return True
    elif unicodedata.decomposition(sign).startswith("<") or name in OLD_SCRIPTS:
        return False
    if re.search(r"[A-Za-z]", unicodedata.normalize("NFKD", word)):
        return False
    if not all(letter in TWINS for letter in word if letter.isalpha()):
        return True
    around = text[max(start - AROUND, 0) : end + AROUND]
    return any(letter not in TWINS and unicodedata.name(letter, "?").startswith(name) for letter in around)


def is_disguised(text: str, offset: int) -> bool:
    """Tell whether a letter of names stands in an English word: one that is common, or that the text has elsewhere."""
    start, end = word_span(text, offset)
    sign, form = text[offset], FORM_OF.match(unicodedata.name(text[offset], ""))
    if end - start < SHORTEST_COMMON:
        return False
    for plain in LOOKS_LIKE.get(sign, form["plain"].lower() if form else ""):
        word = f"{text[start:offset]}{plain}{text[offset + 1 : end]}".lower()
        # As it stands, for in capitals it may be a name that is written with and without the letter
        if word in common_words() or ENGLISH_END.fullmatch(word) or re.search(rf"\b{re.escape(word)}\b", text):
            return True
    return False


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Return common words of English, and those that this guide is about."""
    return frozenset({*stopwordsiso.stopwords("en"), *GUIDE})


def is_spoken(text: str, offset: int) -> bool:
    """Tell whether a sign stands in phonetic writing, between slashes or brackets."""
    start = max(offset - LONGEST_SPOKEN, 0)
    before, after = text[start:offset].rpartition("\n")[2], text[offset : offset + LONGEST_SPOKEN].partition("\n")[0]
    spans = (found.span() for found in BETWEEN_SLASHES.finditer(before + after))
    return any(first < len(before) < last for first, last in spans)
