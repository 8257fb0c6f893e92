"""Rules on what the FDA says: the text agrees with the header, and approval of one use does not colour another."""

import re
from collections.abc import Iterator

from plugins.rules.header_texts import HeaderText
from plugins.rules.page import Page
from plugins.rules.rule import ARTICLES, PAGES, WHOLE_SITE, Found, Site, rule
from plugins.rules.word_table import one_of, read_table
from plugins.rules.wording import is_question

WORDS = read_table(__file__)
APPROVAL, DENIAL, CALLS_IT_UNAPPROVED = (
    re.compile(one_of(WORDS[name]), re.IGNORECASE) for name in ("approval", "denial", "calls_it_unapproved")
)
OFF_LABEL_USE = re.compile(rf"\b{one_of(WORDS['off_label_use'])}\b", re.IGNORECASE)
APPROVED_YEAR = re.compile(
    r"\bapprov\w+[^.;]{0,60}?\b(?:in|since|from)\s+(?:\w+ )?(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)
UNITS = re.compile(r"\b\d[\d,.]*(?:\s+to\s+\d+|-\d+)?\s*(?:units?|U)\b")
IN_A_TRIAL = re.compile(r"\b(?:trials?|stud(?:y|ies)|label|women|people|participants|review)\b", re.IGNORECASE)
MAKERS = re.compile(rf"https?://(?:[\w-]+\.)*{one_of(WORDS['maker'])}\.com", re.IGNORECASE)


def is_told_by_choices(page: Page, offset: int) -> bool:
    """Tell whether an offset of the flat text is the status of a choice, or stands among what is said of another one."""
    source = page.passage_at(offset).source
    if not isinstance(source, HeaderText) or source.location[0] != "choices" or page.article is None:
        return False
    return "status" in source.location or not page.article.choices[int(source.location[1])].this_page


def approvals(page: Page) -> Iterator[tuple[int, str]]:
    """Yield the words of each approval of Botox that this file speaks of, with their offset in its flat text."""
    for passage in page.passages:
        if is_told_by_choices(page, passage.start):
            continue
        lowered = passage.text.lower()
        if "approv" in lowered or "cleared" in lowered:
            for found in APPROVAL.finditer(passage.text):
                yield passage.start + found.start(), found[0]


@rule(
    "approval-in-one-breath",
    standard="CL-11",
    kinds=PAGES,
    fails="Botox is FDA-approved and helps with acne.[@fda-label-botox]",
    passes="Botox is not FDA-approved for acne.[@fda-label-botox]",
)
def approval_stands_alone(page: Page) -> Found:
    """Approval and an off-label use never stand in one sentence, unless it says that the use is not approved."""
    if "approv" not in page.lowered and "cleared" not in page.lowered:
        return
    entries = page.article.status if page.article else []
    uses = [entry.use for entry in entries if entry.ruling == "off-label"]
    approved = " ".join(f"{entry.use} {entry.who}" for entry in entries if entry.ruling == "approved")
    own = re.compile("|".join(rf"\b{re.escape(use)}\b" for use in uses), re.IGNORECASE) if uses else None
    for start, words in approvals(page):
        sentence = page.sentence_at(start)
        use = OFF_LABEL_USE.search(sentence.text) or (own.search(sentence.text) if own else None)
        if not use or DENIAL.search(sentence.text) or is_question(sentence) or use[0].lower() in approved.lower():
            continue
        told = f'Approval and "{use[0]}", which is off-label, stand in one sentence.'
        yield page.flat_place(start, words.split()[0]), f"{told} Make two, and say that it is not approved."


@rule(
    "status-disagrees",
    standard="OL-03, OL-04",
    kinds=ARTICLES,
    fails="This use is FDA-approved.[@fda-label-botox]",
    passes="This use is not FDA-approved.[@fda-label-botox]",
)
def text_agrees_with_status(page: Page) -> Found:
    """The text says of the FDA what the header says: approved, off-label, and since when."""
    article = page.article
    if article is None or ("approv" not in page.lowered and "off-label" not in page.lowered):
        return
    if article.ruling == "off-label":
        for start, words in approvals(page):
            sentence = page.sentence_at(start)
            if not (DENIAL.search(sentence.text) or is_question(sentence) or OFF_LABEL_USE.search(sentence.text)):
                told = "The text speaks of approval, and the header says off-label. Correct one of them."
                yield page.flat_place(start, words.split()[0]), told
    if article.ruling == "approved":
        for found in CALLS_IT_UNAPPROVED.finditer(page.flat):
            if is_told_by_choices(page, found.start()):
                continue
            told = "The text says that it is not approved, and the header says approved. Correct one of them."
            yield page.flat_place(found.start(), found[0].split()[0]), told
    years = {str(entry.year) for entry in article.status if entry.year}
    for found in APPROVED_YEAR.finditer(page.flat) if years else ():
        if found["year"] not in years and "FDA" in page.sentence_at(found.start()).text:
            told = f"The header gives {' and '.join(sorted(years))} as the year of approval. Correct one of them."
            yield page.flat_place(found.start("year"), found["year"]), told


@rule("off-label-unsaid", standard="OL-05", kinds=ARTICLES, fails="", passes="This use is off-label.")
def off_label_is_said(page: Page) -> Found:
    """An article with an off-label use says "off-label" in words of its own."""
    article = page.article
    if article is None or article.ruling == "approved":
        return
    if "off-label" not in page.lowered:
        index = next(index for index, entry in enumerate(article.status) if entry.ruling == "off-label")
        told = 'The header says "off-label", and the text never does. Say so in the opening, or among the choices.'
        yield page.key_place("status", index, "ruling"), told


@rule(
    "dose-off-label",
    standard="OL-06",
    kinds=ARTICLES,
    fails="You get 50 units.[@fda-label-botox]",
    passes="In one trial, people got 50 units.[@fda-label-botox]",
)
def doses_are_left_out(page: Page) -> Found:
    """A page on an off-label use gives no number of units, except of a trial that it describes."""
    article = page.article
    if article is None or article.ruling != "off-label":
        return
    for found in UNITS.finditer(page.flat):
        passage = page.passage_at(found.start())
        if not IN_A_TRIAL.search(passage.text):
            told = f'"{found[0]}" is a dose for a use that is not approved.'
            advice = "Take it out, or say in which trial it was given."
            yield page.flat_place(found.start(), found[0].split()[0]), f"{told} {advice}"


@rule(
    "maker-link",
    standard="OL-02",
    kinds=ARTICLES,
    fails="See [the maker](https://www.botox.com/).",
    passes="See [the FDA](https://www.fda.gov/).",
)
def makers_are_not_linked(page: Page) -> Found:
    """A page on an off-label use has no link to a maker of the drug."""
    article = page.article
    if article is None or article.ruling == "approved" or "http" not in page.text:
        return
    for found in MAKERS.finditer(page.text):
        advice = "Take it out; a source can be cited with [@source-id]."
        yield page.place(found.start()), f"A link to a maker on a page with an off-label use. {advice}"


@rule(
    "status-across-pages",
    standard="OL-03",
    where="content/botox.md",
    fails="year: 2011",
    passes="year: 2010",
    needs=WHOLE_SITE,
)
def status_is_the_same_everywhere(site: Site) -> Found:
    """One use has one status everywhere: the same ruling, and for one product the same year."""
    known: dict[str, tuple[str, str, int | None, str]] = {}
    for page in site.pages:
        article = page.article
        if article is None:
            continue
        for index, entry in enumerate(article.status):
            use = " ".join(entry.use.lower().split())
            earlier = known.setdefault(use, (entry.ruling, entry.product or "", entry.year, page.path))
            if earlier[:3] == (entry.ruling, entry.product or "", entry.year):
                continue
            field = "ruling" if earlier[0] != entry.ruling else "product" if earlier[1] != entry.product else "year"
            if field == "product":
                continue  # two products, two approvals
            mine, theirs = (entry.ruling, earlier[0]) if field == "ruling" else (entry.year, earlier[2])
            told = f'"{entry.use}" has the {field} {mine} here, and {theirs} in {earlier[3]}. Correct one of them.'
            yield page.key_place("status", index, field), told
