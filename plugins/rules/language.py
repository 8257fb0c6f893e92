"""Rules on language: the guide is in English, and what is not says so."""

import re
from collections.abc import Iterator
from functools import lru_cache

from plugins.markup.sentences import split_sentences
from plugins.markup.tree import Block
from plugins.rules.data_texts import texts_of
from plugins.rules.english import WORD, other_language
from plugins.rules.page import Page, Place
from plugins.rules.rule import WHOLE_SITE, Found, Site, rule
from plugins.rules.running_text import Passage
from plugins.rules.word_places import find_in_source

QUOTED = re.compile(
    r"“[^”]{0,3000}”|\"[^\"]{0,3000}\"|«[^»]{0,3000}»|»[^«]{0,3000}«|„[^“”]{0,3000}[“”]|‹[^›]{0,3000}›|「[^」]{0,3000}」"
    r"|(?<!\w)(?P<single>['‘])(?:[^'’]|['’](?=\w)){0,3000}['’](?!\w)"
)
QUOTE = re.compile("[“\"«»„‹「'‘]")  # one of these begins each of them
MARKED = re.compile(
    r"<span\b[^>]{0,100}?\blang=[\"']?(?!en\b)[a-zA-Z-]+[^>]{0,100}>(?P<words>.{0,5000}?)</span>", re.DOTALL
)
CELLS = re.compile(r" \| |\n")
NOT_ENGLISH = "This is not English. Write it in English, or put it in quotation marks."
# Texts of the data files that are printed as sentences; the others are names, and titles that others have given
PRINTED = {"glossary": ("means",), "practice": ("hours", "byline", "site_title"), "sources": ("remarks",)}


@rule(
    "language",
    fails="Consulte a su médico hoy.",
    passes='<span lang="es">Consulte a su médico hoy.</span>',
)
def text_is_english(page: Page) -> Found:
    """Every sentence is in English, stands in quotation marks, or says what it is: `<span lang="es">Hola.</span>`."""
    # Read out with the sounds of English it would not be understood, and the rules on words know English alone
    for passage in page.passages:
        text = own_words(page, passage)
        found = find_other(text)
        if found is None:
            continue
        offset, code = found
        told = NOT_ENGLISH
        if isinstance(passage.source, Block):
            told = f'{told[:-1]}, or mark its language: <span lang="{code}">…</span>.'
        word = text[offset:].split(maxsplit=1)[0]
        yield page.flat_place(passage.start + offset, word), told


def own_words(page: Page, passage: Passage) -> str:
    """Return the words of a passage with blanks for those that are quoted, or marked as of another language."""
    text = passage.text
    if isinstance(passage.source, Block) and "<span" in (
        source := page.text[passage.source.start : passage.source.end]
    ):
        marked = [(found.start("words"), found.end("words")) for found in MARKED.finditer(source)]
        for word in reversed(list(WORD.finditer(text))):
            at = find_in_source(passage.source.text, word.start(), source)
            if any(start <= at < end for start, end in marked):
                text = f"{text[: word.start()]}{' ' * len(word[0])}{text[word.end() :]}"
    return QUOTED.sub(lambda found: " " * len(found[0]), text) if QUOTE.search(text) else text


@lru_cache(maxsize=8192)  # a save in the preview changes one paragraph of many
def find_other(text: str) -> tuple[int, str] | None:
    """Return the offset and the language of the first sentence that is not English, or of the whole if only that shows it."""
    for offset, piece in pieces_of(text):
        for start, sentence in split_sentences(piece):
            if code := other_language(sentence):
                return offset + start, code
        if code := other_language(piece):
            return offset + len(piece) - len(piece.lstrip()), code
    return None


def pieces_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield the cells of a table, or the text itself, each with its offset."""
    start = 0
    for found in CELLS.finditer(text):
        yield start, text[start : found.start()]
        start = found.end()
    yield start, text[start:]


@rule(
    "language-data",
    where="content/data/glossary.toml",
    fails='means = "Un medicamento que no tiene efecto."',
    passes='means = "A dummy"',
    needs=WHOLE_SITE,
)
def data_is_english(site: Site) -> Found:
    """The meanings of words, opening hours and remarks are in English, or stand in quotation marks."""
    for text in texts_of(site.library.data):
        if text.field not in PRINTED.get(text.name, ()):
            continue
        if find_other(QUOTED.sub(" ", text.value)):
            yield Place(text.path, *text.place), NOT_ENGLISH
