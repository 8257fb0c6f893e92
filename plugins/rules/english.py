"""Tell English from other languages: by the script of its letters, and by the small words that every sentence needs.

A text is taken for English until it has more of the common words of another language, or, if it has none of English at
all, one of them. Words that both have count for neither. Names prove nothing, so what starts with a capital letter is left
out. The lists are those of stopwordsiso, with the corrections of english.toml; both were tried on sentences of four words and
more in the languages that patients here read, and on every English sentence of this guide.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from plugins.rules.word_table import read_table

FEWEST_WORDS = 4  # what is shorter may be a name, or a word that is explained
FEWEST_SIGNS = 4  # of a script that writes no blanks
LONGEST_BORROWED = 4  # words in a row of another language that a sentence in English may hold
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SHORT_FORM = re.compile(r"['’](?:s|t|re|ve|ll|d|m)$")
OTHER_SCRIPT = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]+")  # letters that are not Latin
SCRIPTS = {
    "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CYRILLIC": "ru", "ARABIC": "ar", "HEBREW": "he", "GREEK": "el",
    "THAI": "th", "DEVANAGARI": "hi", "ARMENIAN": "hy", "BENGALI": "bn", "KHMER": "km", "LAO": "lo", "ETHIOPIC": "am",
}  # fmt: skip
UNBROKEN = ("zh", "ja", "th", "km", "lo")  # written without blanks between words


class Lists(NamedTuple):
    """Common words. english: of English. others: of each other language, less those of English. both: what it shares."""

    english: frozenset[str]
    others: dict[str, frozenset[str]]
    both: dict[str, frozenset[str]]
    foreign: frozenset[str]  # those of all others
    polite: frozenset[str]
    particles: frozenset[str]
    known_well: frozenset[str]


@lru_cache(maxsize=1)
def read_lists() -> Lists:
    """Return the lists; read once, for 5 ms and as many for the library, of which builds with a memory have no need."""
    import stopwordsiso

    table = read_table(__file__)
    listed = {word for word in stopwordsiso.stopwords("en") if len(word) > 2} - set(table["not_english"])
    english = frozenset({"a", "i", *listed, *table["english"]})
    neutral = english | set(table["shared"])
    others, both = {}, {}
    for language in table["languages"]:
        known = stopwordsiso.stopwords(language) if stopwordsiso.has_lang(language) else frozenset()
        words = {word for word in known if len(word) > 1 or not word.isascii() or word in "aeiouy"}
        words.update(table["more"].get(language, ()))
        others[language] = frozenset(words - neutral)
        both[language] = frozenset(words & english)
    foreign = frozenset().union(*others.values())
    sets = (frozenset(table[name]) for name in ("polite", "particles", "known_well"))
    return Lists(english, others, both, foreign, *sets)


def words_of(text: str, lists: Lists) -> list[tuple[str, bool]]:
    """Return the words of a text in small letters, and of each whether it may be a name or a part of one."""
    is_loud = text.isupper()
    found: list[tuple[str, bool]] = []
    for match in WORD.finditer(text):
        word = match[0].replace("’", "'").lower()
        starts_high = match[0][0].isupper() and (bool(found) or (len(word) > 1 and match[0].isupper()))
        is_name = starts_high and not is_loud and word not in lists.polite
        is_whole = "'" not in word or word in lists.english or SHORT_FORM.search(word)
        found += [(part, is_name) for part in ([word] if is_whole else word.split("'"))]
    return join_names(found, lists.particles) if any(is_name for _, is_name in found) else found


def join_names(words: list[tuple[str, bool]], particles: frozenset[str]) -> list[tuple[str, bool]]:
    """Return the words with what stands within a name as a part of it: "de la" between two words that may be names."""
    joined = list(words)
    for index in range(len(words)):
        start = index
        while start and joined[start - 1][0] in particles and not joined[start - 1][1]:
            start -= 1
        within = [word for word, _ in words[start:index]]
        is_article = bool(within) and within[0] in ("der", "den", "dem")  # as before any noun of German
        if words[index][1] and not is_article and (start <= 1 or joined[start - 1][1]):
            joined[start:index] = [(word, True) for word in within]
            if start == 1 and within:
                joined[0] = (joined[0][0], True)
    return joined


@lru_cache(maxsize=16_384)
def other_language(text: str) -> str:
    """Return the code of the language of a text, "es", if it is not English; nothing, if it is or is too short to tell."""
    if script := script_of(text):
        return script
    lists = read_lists()
    if text.isascii() and "'" not in text and lists.foreign.isdisjoint(WORD.findall(text.lower())):
        return ""  # nearly all of a page
    words = words_of(text, lists)
    if len(words) < FEWEST_WORDS:
        return ""
    plain = [word for word, is_name in words if not is_name]
    if 2 * len(plain) <= len(words) and (code := language_of_title(words, lists)):
        return code
    hits = lists.foreign.intersection(plain)
    if not hits and text.isascii():
        return ""
    english = [word for word in plain if word in lists.english or SHORT_FORM.search(word)]
    is_mostly_plain = 2 * len(plain) >= len(words)
    unsure = lists.particles if len(plain) < len(words) else {"de"}
    best, most = "", 0
    for language, known in lists.others.items():
        count = len(hits & known)
        against = sum(word not in lists.both[language] for word in english)
        is_plain = not against and hits & known - unsure and language in lists.known_well and is_mostly_plain
        if count > most and ((count > 1 and count > against) or is_plain):
            best, most = language, count
    if not best and not english and is_mostly_plain:
        accented = [word for word in plain[1:] if not word.isascii()]
        best = "es" if accented else ""
    return best or longest_run(words, lists)


def language_of_title(words: list[tuple[str, bool]], lists: Lists) -> str:
    """Return the language of words with capital letters, as in a heading, if two of them are common and part no names."""
    found = {word for word, _ in words}
    loud = {word for index, (word, is_name) in enumerate(words) if is_name or not index} - lists.particles
    for language, known in lists.others.items():
        hits = loud & known
        if len(hits) > 1 and len(hits) > 2 * len(found & lists.english - lists.both[language]):
            return language
    return ""


def longest_run(words: list[tuple[str, bool]], lists: Lists) -> str:
    """Return the language of a long row of words within a sentence in English; a title or a name starts like one."""
    for language, known in lists.others.items():
        if sum(word in known for word, _ in words) < 3:
            continue
        run: list[tuple[str, bool]] = []
        for word, is_name in [*words, ("the", False)]:
            is_english = word in lists.english and word not in lists.both[language]
            if not is_english and (run or not is_name):
                run.append((word, is_name))
                continue
            found = {each for each, is_part in run if each in known and not is_part}
            if len(run) > LONGEST_BORROWED and len(found) > 2:
                return language
            run = []
    return ""


def script_of(text: str) -> str:
    """Return the language that a text in letters of another script is in, nothing if it has a word of it at most."""
    if text.isascii():
        return ""
    runs = OTHER_SCRIPT.findall(text)
    long = [run for run in runs if len(run) > 1 or script(run) in UNBROKEN]
    if not long:
        return ""
    code = script(long[0])
    signs = sum(map(len, long))
    latin = len(WORD.findall(OTHER_SCRIPT.sub(" ", text)))
    if code in UNBROKEN:
        return code if signs >= 2 * FEWEST_SIGNS or (signs >= FEWEST_SIGNS and latin < signs // 2) else ""
    return code if len(long) > 2 or (len(long) > 1 and latin <= len(long)) else ""


def script(word: str) -> str:
    """Return the code of a language that is written in the letters of a word."""
    name = unicodedata.name(word[0], "").split(" ")[0].split("-")[0]
    return SCRIPTS.get(name, "und")
