"""Rules on claims: what says that something helps or harms names its source, and is as sure as its evidence."""

import re

from plugins.markup.sentences import split_sentences
from plugins.markup.tree import Block
from plugins.rules.page import Page
from plugins.rules.rule import ARTICLES, Found, rule
from plugins.rules.wording import is_denied, is_question

# A figure about people, an effect or a dose.
FIGURE = re.compile(
    r"\b\d[\d,.]* (?:in|of|out of)(?: every)? \d[\d,]*\b|\b\d[\d.,]* ?(?:%|percent\b)"
    r"|\b\d[\d,]*"
    r" (?:adults|people|patients|women|men|children|volunteers|participants|trials|studies|reviews)\b"
    r"|\b\d[\d,]* (?:units|U)\b|\b(?:twice|three times|four times|half) as"
    r" (?:many|much|often|common|likely)\b"
    r"|\b\d[\d.,]* (?:fewer|more|less) \w+",
    re.IGNORECASE,
)
SUBJECT = (
    r"(?:botox|botox cosmetic|(?:the |this |botulinum )?toxin|the drug|the injections?|these injections?|the"
    r" treatment|"
    r"this treatment|the effect|the shots?)"
)
# The drug does something.
EFFECT = re.compile(
    rf"\b{SUBJECT}(?: \w+ly)?(?: (?:may|can|could|might|will|also|often|probably|usually|does not|did not|do"
    r" not))* "
    r"(?:reduc\w+|reliev\w+|eas(?:e|es|ed)|improv\w+|prevent\w*|helps?|helped|works?|worked|treats?|lowers?|lowered|causes?|caused|"
    r"spreads?|lasts?|lasted|wears?"
    r" off|weakens?|weakened|fades?|blocks?|relaxes|raises?|shrinks?|shrank|smooths?|softens?|dries|"
    r"stops?|cuts?|harms?|damages?|kills?)\b",
    re.IGNORECASE,
)
HARM = re.compile(
    r"\b(?:deaths?|died|deadly|life-threatening|fatal)\b|\b(?:raises?|increases?|lowers?|doubles?)"
    r" (?:the|your) (?:risk|chance)\b"
    r"|\b(?:studies|trials|research|reviews?|experts|guidelines?|a guideline|a study|a trial|a review) (?:has"
    r" |have |also )?"
    r"(?:found|find|finds|shows?|showed|shown|suggests?|suggested|advises?|recommends?|recommended)\b",
    re.IGNORECASE,
)
DURATION = re.compile(
    r"\b(?:lasts?|lasted|wears? off|fades?|works?|starts?|begins?)\b[^.;:]{0,40}\b\d+(?: to \d+)?"
    r" (?:hours?|days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
STRONG = re.compile(
    r"(?<!\bhow )\b(?:botox(?: cosmetic)?|the toxin|it|the injections?|the treatment) "
    r"(?:relieves|reduces|improves|prevents|stops|ends|clears|treats|shrinks|dries|eases|helps|works(?!"
    r" (?:by|on|for the maker))|lowers|fixes|heals)\b",
    re.IGNORECASE,
)
UNCITED_SECTIONS = ("questions", "cost")
EXAMPLE = re.compile(r"^\W*(?:for example|say|suppose|imagine|if you (?:start|have|had)|take )", re.IGNORECASE)
OWN_GAP = re.compile(
    r"\b(?:we (?:do|did|have|could|cannot|can|found|know|show|give|read|gather)|our"
    r" (?:sources?|notes|grade|practice)|"
    r"not known|no one|nobody knows|you (?:know|accept|can accept|have read)|to (?:sign|confirm))\b",
    re.IGNORECASE,
)


def is_claim(text: str) -> bool:
    """Tell whether a sentence says how well something works, or what harm it does."""
    return any(pattern.search(text) for pattern in (FIGURE, EFFECT, HARM, DURATION, STRONG))


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
        if (
            not sentence.endswith("?")
            and is_claim(sentence)
            and not EXAMPLE.search(sentence)
            and not OWN_GAP.search(sentence)
        ):
            return start
    return None


# The words that go with each grade (content-standards CL-03).
HEDGES = {
    "A": (
        r"better than placebo.*\bon average|\bon average.*better than placebo",
        "works better than placebo, on average",
    ),
    "B": (r"\bprobably\b", "probably helps"),
    "C": (r"\bmay help\b", "may help; studies are small or disagree"),
    "D": (r"\bnot known\b", "not known; only small studies without a comparison group"),
    "X": (r"\bdoes not appear to\b|\bdo not appear to\b", "does not appear to help"),
}


@rule(
    "evidence-wording",
    standard="CL-03",
    kinds=ARTICLES,
    fails="finding: Relieves pain in most people.",
    passes="finding: May help; studies are small or disagree.",
    instead_of="finding: May help; studies are small or disagree.",
)
def findings_are_hedged(page: Page) -> Found:
    """The finding of an outcome is worded as its grade asks: “may help” for C, “probably helps” for B, and so on."""
    article = page.article
    if article is None:
        return
    for index, entry in enumerate(article.evidence):
        pattern, words = HEDGES[entry.grade]
        if page.is_english(entry.finding) and not re.search(pattern, " ".join(entry.finding.split()), re.IGNORECASE):
            told = f'Grade {entry.grade} asks for the words "{words}". Start the finding with them.'
            yield page.key_place("evidence", index, "finding"), told


HEDGED = re.compile(
    r"\b(?:may|might|could|can|probably|whether|if|not|no|appears?|seems?|less|trial|study|studies|review|on"
    r" average|than placebo|"
    r"idea|how|which|aims?|meant|says?|claims?)\b",
    re.IGNORECASE,
)


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
    for found in STRONG.finditer(page.flat):
        sentence = page.sentence_at(found.start())
        if HEDGED.search(sentence.text) or is_question(sentence) or is_denied(sentence, found.start()):
            continue
        words = HEDGES[grade][1].split(";")[0]
        told = f'"{" ".join(found[0].split())}" is surer than the evidence, grade {grade}. Write "may", or "{words}".'
        yield page.flat_place(found.start(), found[0].split()[0]), told
