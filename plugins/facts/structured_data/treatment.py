"""Describe the drug, the therapy and its uses, in the words that stand on the page.

schema.org took the property `indication` away in 2020 (its issue 2435), so neither Drug nor MedicalTherapy
can hold an indication any more. The types remain: an approved use is an ApprovedIndication that the page is
`about`.
"""

import re

from plugins.facts.structured_data.model import VOCABULARY, Node, Page, Site, make_node, refer
from plugins.markup.sentences import split_sentences
from plugins.markup.tree import Block
from plugins.reading.article_parts import Status

RULINGS = {"approved": "FDA-approved", "off-label": "Off-label: not FDA-approved"}
INGREDIENT = "onabotulinumtoxinA"
BRANDS = {
    "BOTOX": re.compile(r"\bBOTOX\b(?!®? Cosmetic)"),
    "BOTOX Cosmetic": re.compile(r"\bBOTOX®? Cosmetic\b"),
}
LABELS = ("fda-label-botox", "fda-label-botox-cosmetic")  # ids of sources
LONGEST_WARNING = 260  # characters; the page itself holds the whole of it


def describe_subjects(page: Page, site: Site) -> list[Node]:
    """Return what a page is about: drug, therapy, condition, and each use with what the FDA says of it."""
    article = page.document.article
    status = article.status if article else []
    subjects = [refer(site.drug_id), describe_therapy(page, site)]
    if article and article.condition:
        subjects.append(make_node("MedicalCondition", name=article.condition))
    return [*subjects, *(describe_use(entry) for entry in status)]


def describe_use(entry: Status) -> Node:
    """Return an approved use as an indication, any other as a condition that says so (SD-03); for whom, the drug tells."""
    if entry.ruling == "approved":
        return make_node("ApprovedIndication", name=entry.use)
    return make_node("MedicalCondition", name=entry.use, description=RULINGS[entry.ruling])


def describe_therapy(page: Page, site: Site) -> Node:
    """Return the treatment with the drug: who must not have it, and what can go badly wrong (SD-04)."""
    choices = page.document.article.choices if page.document.article else []
    ruled_out = [block for block in page.shared("do-not-have-it") if block.kind == "item"]
    warning = page.shared("boxed-warning")
    danger = make_node(
        "MedicalEntity",
        name=next((words_of(block) for block in warning if block.is_title), None),
        description=next((words_of(block) for block in warning if block.kind == "item"), None),
    )
    return make_node(
        "MedicalTherapy",
        name=page.fields.title if page.document.kind == "use" else "Botox",
        drug=refer(site.drug_id),
        howPerformed=next((choice.what_it_is.text for choice in choices if choice.this_page), None),
        contraindication=[sentences_of(block)[0] for block in ruled_out],
        seriousAdverseOutcome=danger if warning else None,
    )


def describe_drug(page: Page, site: Site) -> Node:
    """Return the drug, as far as this page speaks of it (SD-02)."""
    document = page.document
    status = document.article.status if document.article else []
    brands = [name for name, pattern in BRANDS.items() if any(pattern.search(block.text) for block in page.blocks)]
    how = (block for block in page.below("how-it-works") if block.kind == "text")
    warning = " ".join(words_of(block) for block in page.shared("boxed-warning") if not block.is_title)
    return make_node(
        "Drug",
        site.drug_id,
        name=brands[0] if brands else INGREDIENT,
        isProprietary=bool(brands),
        proprietaryName=brands,
        nonProprietaryName=INGREDIENT,
        activeIngredient=INGREDIENT,
        administrationRoute="injection",
        prescriptionStatus=f"{VOCABULARY}/PrescriptionOnly",
        mechanismOfAction=next(map(words_of, how), None),
        prescribingInfo=[source.link for source in page.sources if source.id in LABELS],
        legalStatus=describe_rulings(status),
        warning=first_sentences(warning, LONGEST_WARNING),
        pregnancyWarning=find_advice(page, "pregnan"),
        breastfeedingWarning=find_advice(page, "breastfe"),
    )


def describe_rulings(status: list[Status]) -> list[Node]:
    """Return what the FDA says, each ruling once, with where it holds and for which uses and whom."""
    uses: dict[str, list[str]] = {}
    for entry in status:
        approval = f" ({entry.product}, {entry.year})" if entry.product else ""
        uses.setdefault(RULINGS[entry.ruling], []).append(f"{entry.use}: {entry.who}{approval}")
    country = make_node("Country", name="US")
    return [
        make_node("DrugLegalStatus", name=ruling, description=said, applicableLocation=country)
        for ruling, said in uses.items()
    ]


def find_advice(page: Page, about: str) -> str:
    """Return what a page asks readers to tell of the word stem `about`: in the block "tell-your-clinician", or in its section "tell"."""
    told = page.shared("tell-your-clinician") or [block for block in page.blocks if block.section == "tell"]
    sentences = [sentence for block in told if not block.is_title for sentence in sentences_of(block)]
    return " ".join(sentence for sentence in sentences if about in sentence.lower())


def words_of(block: Block) -> str:
    """Return the words of a block on one line, with one blank between them."""
    return " ".join(block.text.split())


def sentences_of(block: Block) -> list[str]:
    """Return the sentences of a block."""
    return [sentence for _, sentence in split_sentences(words_of(block))]


def first_sentences(text: str, most: int) -> str:
    """Return as many whole sentences as fit into `most` characters, and the first one in any case."""
    kept = ""
    for _, sentence in split_sentences(text):
        if kept and len(kept) + 1 + len(sentence) > most:
            break
        kept = f"{kept} {sentence}".lstrip()
    return kept
