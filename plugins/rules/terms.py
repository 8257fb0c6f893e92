"""Rules on terms: abbreviations are spelt out, medical words are explained, and the drug is named as it should be."""

import re
from collections.abc import Iterator

from plugins.reading.site_data import GLOSSARY
from plugins.rules.page import Page
from plugins.rules.rule import ARTICLES, IN_SITE, PAGES, Found, Site, rule
from plugins.rules.word_table import one_of, read_table
from plugins.rules.wording import is_quoted

ABBREVIATION = re.compile(r"(?<![\w&@#/.-])[A-Z][A-Z&]*[A-Z]s?(?![\w@/-])")
WORDS = read_table(__file__)
ROMAN = re.compile(r"[IVXLC]+")
EXPLAINED_BEFORE = re.compile(f"{one_of(WORDS['explained_before'])}$")
EXPLAINED_AFTER = re.compile(one_of(WORDS["explained_after"]))
IN_FULL = re.compile(r"BOTOX® (?:Cosmetic )?\(onabotulinumtoxinA\)")
MENTION = re.compile(r"\bbotox\b", re.IGNORECASE)


def abbreviations(page: Page) -> Iterator[tuple[str, int]]:
    """Yield each abbreviation of the body at its first use, with its offset."""
    seen: set[str] = set()
    for found in ABBREVIATION.finditer(page.body_text.text):
        word = found[0].removesuffix("s") if len(found[0]) > 3 else found[0]
        if word not in seen:
            seen.add(word)
            yield word, found.start()


@rule(
    "abbreviation",
    standard="RD-03",
    kinds=PAGES,
    fails="Ask about CGRP before you choose.",
    passes="Ask about calcitonin gene-related peptide (CGRP) before you choose.",
    needs=IN_SITE,
)
def abbreviations_are_spelt_out(page: Page, site: Site) -> Found:
    """An abbreviation is spelt out at its first use, or stands in the glossary."""
    if not site.is_read(GLOSSARY):
        return  # it may stand there
    glossary = site.glossary_words
    for word, offset in abbreviations(page):
        if word in WORDS["known"] or word.lower() in glossary or ROMAN.fullmatch(word):
            continue
        if not is_explained(page.body_text.text, word, offset):
            told = f'"{word}" is not explained. Write it out at its first use, "long name ({word})", or add it'
            advice = "to content/data/glossary.toml. A common word is written in small letters."
            yield page.body_place(offset), f"{told} {advice}"


def is_explained(text: str, word: str, offset: int) -> bool:
    """Tell whether the sentence around an abbreviation explains it, or the text does a little further on."""
    before, after = text[max(offset - 60, 0) : offset], text[offset + len(word) : offset + len(word) + 80]
    later = text[offset : offset + 400]
    told = rf"\b{re.escape(word)}\b\s+(?:is|are|means?|stands? for)\b|\({re.escape(word)}\)"
    return bool(EXPLAINED_BEFORE.search(before) or EXPLAINED_AFTER.match(after) or re.search(told, later))


@rule(
    "plain-word",
    standard="RD-03, PEMAT 3 and 4",
    fails="Ptosis can follow.",
    passes="A drooping eyelid (ptosis) can follow.",
    needs=IN_SITE,
)
def words_are_plain(page: Page, site: Site) -> Found:
    """A medical word with a plain one beside it is written plainly, unless the glossary explains it."""
    if not site.is_read(GLOSSARY):
        return
    for word, plain in WORDS["plain_words"].items():
        if word not in page.lowered or word in site.glossary_words:
            continue
        for found in re.finditer(rf"\b{re.escape(word)}\b", page.flat, re.IGNORECASE):
            before = page.flat[max(found.start() - 40, 0) : found.start()]
            after = page.flat[found.end() : found.end() + 4]
            is_told = (
                before.rstrip().endswith("(")
                or after.lstrip().startswith("(")
                or re.search(r"\b(?:called|named|as) $", before)
            )
            if not is_told and not is_quoted(page, found.start(), found.end()):
                told = f'"{found[0]}" is a medical word. Write "{plain}", or put the word in brackets behind it.'
                yield page.flat_place(found.start(), found[0]), told
            break  # the first use is the one to mend


@rule(
    "trademark-first",
    standard="TM-01",
    kinds=PAGES,
    fails="This page is about Botox for jaws.",
    passes="This page is about BOTOX® (onabotulinumtoxinA) for jaws.",
)
def first_mention_is_in_full(page: Page) -> Found:
    """The first mention on a page is BOTOX® (onabotulinumtoxinA) or BOTOX® Cosmetic (onabotulinumtoxinA)."""
    fields = page.fields
    if not page.is_article and not (fields and fields.sources_checked):
        return
    mentions = ((block, MENTION.search(block.text)) for block in page.blocks if block.kind in ("text", "item", "table"))
    for block, found in mentions:
        if found and not IN_FULL.match(" ".join(block.text[found.start() :].split())):
            told = 'The first mention of the drug is not in full. Write "BOTOX® (onabotulinumtoxinA)" here.'
            yield page.place_in(block, found.start()), told
        if found:
            return


@rule(
    "trademark-spelling",
    standard="TM-01",
    kinds=ARTICLES,
    fails="Some people choose botox.",
    passes="Some people choose Botox.",
)
def the_name_is_spelt_right(page: Page) -> Found:
    """The name is written Botox, BOTOX or BOTOX®, and the drug onabotulinumtoxinA."""
    if "botox" not in page.lowered and "onabotulinumtoxina" not in page.lowered:
        return
    for passage in page.passages:
        for found in re.finditer(
            r"(?<![\w/.@-])(?:botox|BoTox|onabotulinumtoxina|OnabotulinumtoxinA)\b(?!\.\w)", passage.text
        ):
            right = "Botox" if found[0].lower() == "botox" else "onabotulinumtoxinA"
            offset = passage.start + found.start()
            if not is_quoted(page, offset, offset + len(found[0])):
                yield page.flat_place(offset, found[0]), f'"{found[0]}" is a name. Write "{right}".'
