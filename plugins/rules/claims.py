"""Rules on claims: what says that something helps or harms names its source, and is as sure as its evidence."""

import re
from collections.abc import Iterator
from functools import lru_cache

from plugins.markup.sentences import split_sentences
from plugins.markup.tree import Block
from plugins.problems.places import Keys
from plugins.rules.choices import CLAIMING
from plugins.rules.header_texts import HeaderText
from plugins.rules.page import Page, Place
from plugins.rules.rule import ARTICLES, PAGES, Found, rule
from plugins.rules.word_table import one_of, read_table
from plugins.rules.wording import fold, is_denied, is_question

WORDS = read_table(__file__)
SUBJECT, AUXILIARY, VERB = (one_of(WORDS[name]) for name in ("subject", "auxiliary", "verb"))
EFFECT = rf"\b{SUBJECT}(?: \w+ly)?(?: {AUXILIARY})* {VERB}\b"
STRONG = rf"(?<!\bhow )\b{one_of(WORDS['strong_subject'])} {one_of(WORDS['strong_verb'])}\b"
# All of these are looked for in small letters (`fold`): to ignore large ones takes three times as long
SIMPLE_BENEFIT = re.compile(STRONG)
# What says how well the drug works, or what harm it does
FIGURE = re.compile(one_of(WORDS["figure"]))
SHARE = re.compile(one_of(WORDS["share"]))
CLAIM = [FIGURE, SHARE, *(re.compile(one_of(WORDS[name])) for name in ("harm", "effect", "duration"))]
CLAIM += [re.compile(EFFECT), SIMPLE_BENEFIT]
HEDGED = re.compile(rf"\b{one_of(WORDS['hedge'])}\b", re.IGNORECASE)
EXAMPLE = re.compile(r"^\W*(?:for example|say|suppose|imagine|if you (?:start|have|had)|take )", re.IGNORECASE)
# "Ask whether it works for you": it asks, and claims nothing; a figure in it is one all the same
ASKED = re.compile(
    r"^\W*(?:(?:please|then|also|first|so|and)\W+)*(?:ask|find out|check|see|decide|talk about|think about)\b"
    r".{0,80}?\b(?:if|whether|how|what|which|who|whom|when|why|where|about)\b",
    re.IGNORECASE | re.DOTALL,
)
WORD = re.compile(r"\w+|%")
TITLES = ("heading", "callout")
OWN_GAP = re.compile(rf"\b{one_of(WORDS['own_gap'])}\b", re.IGNORECASE)


@lru_cache(maxsize=8192)  # a save in the preview changes one paragraph of many
def is_claim(text: str) -> bool:
    """Tell whether a sentence says how well something works, or what harm it does."""
    folded = fold(text)
    return any(pattern.search(folded) for pattern in CLAIM)


@rule(
    "claim-uncited",
    standard="CL-01",
    fails="In one trial, pain fell in 44 in 100 people.",
    passes="In one trial, pain fell in 44 in 100 people.[@fda-label-botox]",
)
def claims_are_cited(page: Page) -> Found:
    """What says that the drug helps, harms or lasts, and every figure, names its source in the same paragraph or row."""
    for block, above, below in with_neighbours(page):
        if block.citations or (above is not None and above.citations):
            continue
        if block.kind in TITLES and below is not None and below.citations:
            continue  # a title cannot cite; what it announces does
        claim = first_claim(block)
        if claim is not None:
            told = 'This says what the drug does, or gives a figure, without a source. Add one, such as "[@source-id]".'
            if block.kind in TITLES:
                told = "This title says what the drug does, or gives a figure. Cite its source in the first sentence below it."
            yield page.place_in(block, claim), told


def with_neighbours(page: Page) -> Iterator[tuple[Block, Block | None, Block | None]]:
    """Yield what may claim something, rows one by one: with what may cite for it above, and the block below.

    Above an entry of a list and a row of a table that is the paragraph before; for a row, the row of headings too.
    """
    lead: Block | None = None
    for index, block in enumerate(page.own):
        following = page.own[index + 1] if index + 1 < len(page.own) else None
        if block.kind == "table":
            cited = block.rows[0] if block.rows and block.rows[0].citations else lead
            yield from ((row, cited, None) for row in block.rows)
        elif block.kind in ("text", "item", *TITLES):
            yield block, lead if block.kind == "item" else None, following
        if block.kind == "text":
            lead = block
        elif block.kind != "item":
            lead = None


def first_claim(block: Block) -> int | None:
    """Return the offset in its words of the first sentence of a block that claims something."""
    if not is_claim(block.text):
        return None
    for start, sentence in split_sentences(block.text):
        is_excused = sentence.rstrip("”\"') ").endswith("?") or EXAMPLE.search(sentence) or OWN_GAP.search(sentence)
        if ASKED.search(sentence) and not FIGURE.search(fold(sentence)):
            continue
        if is_claim(sentence) and not is_excused:
            return start
    return None


@rule(
    "claim-in-header",
    standard="CL-01",
    kinds=PAGES,
    fails="detail: Pain goes down in 9 of 10 people.",
    passes="detail: So does a talk with your dentist.",
)
def claims_of_the_header_are_cited(page: Page) -> Found:
    """What the header claims has its "sources" beside it; a figure of title or summary stands in the text, with its source."""
    header = page.document.header if page.document else None
    for passage in page.passages:
        source = passage.source
        if not isinstance(source, HeaderText) or header is None:
            return
        groups = [header.value(source.location[:length]) for length in range(2, len(source.location))]
        cited = any(isinstance(group, dict) and group.get("sources") for group in groups)
        if passage.text.endswith("?") or cited or is_choice_row(source.location):
            continue
        if groups and is_claim(passage.text):
            told = 'This says what the drug does, or gives a figure, without a source. Name one in "sources" beside it.'
            yield Place(page.path, *source.place), told
        elif not groups and (figure := figure_without_source(page, passage.text)):
            told = f'"{figure}" stands nowhere in the text with a source. Write it there, and cite the source.'
            yield page.flat_place(passage.start, figure.split()[0]), told


def is_choice_row(location: Keys) -> bool:
    """Tell whether a text of the header is one whose source `choice-source` asks for."""
    return len(location) > 2 and location[0] == "choices" and location[2] in (*CLAIMING, "status")


def figure_without_source(page: Page, text: str) -> str:
    """Return the first figure of a text that no paragraph with a citation gives, nothing if each is there."""
    folded = fold(text)
    figures = [*FIGURE.finditer(folded), *SHARE.finditer(folded)]
    cited = [set(WORD.findall(block.text.lower())) for block in page.blocks if block.citations] if figures else []
    for found in figures:
        words = WORD.findall(found[0])
        if not any(block.issuperset(words) for block in cited):
            return " ".join(text[found.start() : found.end()].split())
    return ""


@rule(
    "evidence-wording",
    standard="CL-03",
    kinds=ARTICLES,
    fails="finding: Relieves pain in most people.",
    passes="finding: May help; studies are small or disagree.",
)
def findings_are_hedged(page: Page) -> Found:
    """The finding of an outcome is worded as its grade asks: “may help” for C, “probably helps” for B, and so on."""
    article = page.article
    if article is None:
        return
    for index, entry in enumerate(article.evidence):
        grade = WORDS["grade"][entry.grade]
        finding = " ".join(entry.finding.split())
        if page.is_english(finding) and not re.search(grade["pattern"], finding, re.IGNORECASE):
            told = f'Grade {entry.grade} asks for the words "{grade["words"]}". Start the finding with them.'
            yield page.key_place("evidence", index, "finding"), told


@rule(
    "hedge-missing",
    standard="CL-03",
    kinds=ARTICLES,
    fails="Botox relieves jaw pain.[@fda-label-botox]",
    passes="Botox may relieve jaw pain.[@fda-label-botox]",
)
def weak_evidence_is_hedged(page: Page) -> Found:
    """Where the evidence is low (C, D or X), no sentence says that the drug simply helps."""
    article = page.article
    if article is None or any(entry.grade in ("A", "B") for entry in article.evidence):
        return
    grade = max(entry.grade for entry in article.evidence)
    for found in SIMPLE_BENEFIT.finditer(fold(page.flat)):
        sentence = page.sentence_at(found.start())
        if HEDGED.search(sentence.text) or is_question(sentence) or is_denied(sentence, found.start()):
            continue
        words = WORDS["grade"][grade]["words"].split(";")[0]
        shown = page.flat[found.start() : found.end()].split()
        told = f'"{" ".join(shown)}" is surer than the evidence, grade {grade}. Write "may", or "{words}".'
        yield page.flat_place(found.start(), shown[0]), told
