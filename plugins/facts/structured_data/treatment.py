"""Describe the drug, the therapy and its uses, in the words that stand on the page.

schema.org took the property `indication` away in 2020 (its issue 2435), so neither Drug nor MedicalTherapy
can hold an indication any more. The types remain: an approved use is an ApprovedIndication that the page is
`about`.
"""

import re

from plugins.facts.structured_data.model import VOCABULARY, Node, Page, Site, make_node, refer
from plugins.markup.page_text import first_sentences, lines_of_section, read_paragraphs, split_sentences
from plugins.reading.article_fields import Status

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
    """Return an approved use as an indication, any other as a condition that says so (SD-03)."""
    if entry.ruling == "approved":
        return make_node("ApprovedIndication", name=entry.use, description=entry.who)
    return make_node("MedicalCondition", name=entry.use, description=f"{RULINGS[entry.ruling]}. {entry.who}")


def describe_therapy(page: Page, site: Site) -> Node:
    """Return the treatment with the drug: who must not have it, and what can go badly wrong (SD-04)."""
    ruled_out = [part.text for part in page.block("do-not-have-it") if part.tag == "li"]
    warning = page.block("boxed-warning")
    danger = make_node(
        "MedicalEntity",
        name=next((part.text for part in warning if part.is_heading), None),
        description=next((part.text for part in warning if part.tag == "li"), None),
    )
    return make_node(
        "MedicalTherapy",
        name=page.fields.title if page.document.kind == "use" else "Botox",
        drug=refer(site.drug_id),
        contraindication=[split_sentences(text)[0] for text in ruled_out],
        seriousAdverseOutcome=danger if warning else None,
    )


def describe_drug(page: Page, site: Site) -> Node:
    """Return the drug, as far as this page speaks of it (SD-02)."""
    document = page.document
    status = document.article.status if document.article else []
    brands = [name for name, pattern in BRANDS.items() if pattern.search(document.body)]
    how = read_paragraphs(lines_of_section(document, "how-it-works"))
    warning = " ".join(part.text for part in page.block("boxed-warning") if not part.is_heading)
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
        mechanismOfAction=next((part.text for part in how if part.tag == "p"), None),
        prescribingInfo=[source.link for source in page.sources if source.id in LABELS],
        legalStatus=[describe_ruling(entry) for entry in status],
        warning=first_sentences(warning, LONGEST_WARNING),
        pregnancyWarning=find_advice(page, "pregnan", "breastfe"),
        breastfeedingWarning=find_advice(page, "breastfe", "pregnan"),
    )


def describe_ruling(entry: Status) -> Node:
    """Return what the FDA says of one use, and where that holds."""
    approval = f" ({entry.product}, {entry.year})" if entry.product else ""
    return make_node(
        "DrugLegalStatus",
        name=RULINGS[entry.ruling],
        description=f"{entry.use}: {entry.who}{approval}",
        applicableLocation=make_node("Country", name="US"),
    )


def find_advice(page: Page, about: str, other: str) -> str:
    """Return what the block "tell-your-clinician" says below the heading that holds the word stem `about`.

    Sentences that speak of the stem `other` alone are left out.
    """
    sentences: list[str] = []
    is_below = False
    for part in page.block("tell-your-clinician"):
        if part.is_heading:
            is_below = about in part.text.lower()
        elif is_below:
            sentences.extend(split_sentences(part.text))
    return " ".join(sentence for sentence in sentences if about in sentence.lower() or other not in sentence.lower())
