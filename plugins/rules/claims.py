"""Rules on claims: what says that something helps or harms names its source, and is as sure as its evidence."""

import re

from plugins.markup.sentences import split_sentences
from plugins.markup.tree import Block
from plugins.rules.page import Page
from plugins.rules.rule import ARTICLES, Found, rule
from plugins.rules.word_table import one_of, read_table
from plugins.rules.wording import is_denied, is_question

WORDS = read_table(__file__)
SUBJECT, AUXILIARY, VERB = (one_of(WORDS[name]) for name in ("subject", "auxiliary", "verb"))
EFFECT = rf"\b{SUBJECT}(?: \w+ly)?(?: {AUXILIARY})* {VERB}\b"
STRONG = rf"(?<!\bhow )\b{one_of(WORDS['strong_subject'])} {one_of(WORDS['strong_verb'])}\b"
SIMPLE_BENEFIT = re.compile(STRONG, re.IGNORECASE)
# What says how well the drug works, or what harm it does
CLAIM = [re.compile(one_of(WORDS[name]), re.IGNORECASE) for name in ("figure", "harm", "duration")]
CLAIM += [re.compile(EFFECT, re.IGNORECASE), SIMPLE_BENEFIT]
HEDGED = re.compile(rf"\b{one_of(WORDS['hedge'])}\b", re.IGNORECASE)
UNCITED_SECTIONS = ("questions", "cost")
EXAMPLE = re.compile(r"^\W*(?:for example|say|suppose|imagine|if you (?:start|have|had)|take )", re.IGNORECASE)
OWN_GAP = re.compile(rf"\b{one_of(WORDS['own_gap'])}\b", re.IGNORECASE)


def is_claim(text: str) -> bool:
    """Tell whether a sentence says how well something works, or what harm it does."""
    return any(pattern.search(text) for pattern in CLAIM)


@rule(
    "claim-uncited",
    standard="CL-01",
    kinds=(*ARTICLES, "block"),
    fails="In one trial, pain fell in 44 in 100 people.",
    passes="In one trial, pain fell in 44 in 100 people.[@fda-label-botox]",
)
def claims_are_cited(page: Page) -> Found:
    """What says that the drug helps, harms or lasts, and every figure, names its source in the same paragraph."""
    lead: Block | None = None  # the paragraph above a list
    for block in page.own:
        if block.kind == "text":
            lead = block
        elif block.kind != "item":
            lead = None
        if block.kind not in ("text", "item") or block.section in UNCITED_SECTIONS or block.citations:
            continue
        if block.kind == "item" and lead is not None and lead.citations:
            continue
        claim = first_claim(block)
        if claim is not None:
            told = 'This says what the drug does, or gives a figure, without a source. Add one, such as "[@source-id]".'
            yield page.place_in(block, claim), told


def first_claim(block: Block) -> int | None:
    """Return the offset in its words of the first sentence of a block that claims something."""
    if not is_claim(block.text):
        return None
    for start, sentence in split_sentences(block.text):
        is_excused = sentence.endswith("?") or EXAMPLE.search(sentence) or OWN_GAP.search(sentence)
        if is_claim(sentence) and not is_excused:
            return start
    return None


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
    for found in SIMPLE_BENEFIT.finditer(page.flat):
        sentence = page.sentence_at(found.start())
        if HEDGED.search(sentence.text) or is_question(sentence) or is_denied(sentence, found.start()):
            continue
        words = WORDS["grade"][grade]["words"].split(";")[0]
        told = f'"{" ".join(found[0].split())}" is surer than the evidence, grade {grade}. Write "may", or "{words}".'
        yield page.flat_place(found.start(), found[0].split()[0]), told
