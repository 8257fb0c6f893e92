"""Rules on the choices that stand side by side, and on charts of people: each claim has its source, each gap its words."""

import re

from plugins.problems.problem import count
from plugins.reading.article_parts import Chart, Choice
from plugins.rules.page import Page
from plugins.rules.rule import ARTICLES, Found, rule

CLAIMING = ("may_do", "side_effects", "not_if")  # rows in which whatever is said is a claim
STATUS = re.compile(r"\b(?:approv\w*|cleared|off-label|FDA|licen[sc]ed)\b", re.IGNORECASE)
CLAIMS_NOTHING = re.compile(r"^\W*(?:ask|not known|none|nothing|does not apply|not a treatment)\b", re.IGNORECASE)
ADVISES = re.compile(r"\b(?:ask|say so|get help)\b", re.IGNORECASE)  # "Pregnancy: ask first" rules nobody out
UNAPPROVED = re.compile(r"\boff-label\b|\b(?:not|never|no|isn't|without)\b[^.;,]{0,30}\bapprov", re.IGNORECASE)
APPROVED = re.compile(r"\b(?:approv\w+|cleared)\b", re.IGNORECASE)
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@rule(
    "choice-source",
    standard="CL-01",
    kinds=ARTICLES,
    fails="may_do: {text: Perhaps less pain}",
    passes="may_do: {text: Perhaps less pain, sources: [mayo-ona]}",
)
def choices_are_cited(page: Page) -> Found:
    """What a choice may do, its side effects, whom it is not for, and what the FDA says of it have their sources."""
    for index, choice in enumerate(page.article.choices if page.article else ()):
        for name, label, cell in choice.rows:
            if not cell.sources and claims(name, cell.text) and page.is_english(cell.text):
                told = f'"{choice.name}" has no source for "{label}".'
                yield page.key_place("choices", index, name), f'{told} Add one beside the text: "sources: [source-id]".'


def claims(row: str, text: str) -> bool:
    """Tell whether a cell says something that needs a source. row: its name."""
    if CLAIMS_NOTHING.match(text) or (row == "not_if" and ADVISES.search(text)):
        return False
    return row in CLAIMING or (row == "status" and bool(STATUS.search(text)))


@rule(
    "choice-status",
    standard="OL-03, CL-11",
    kinds=ARTICLES,
    fails="status: {text: FDA-approved, sources: [fda-label-botox]}",
    passes="status: {text: Not FDA-approved, sources: [fda-label-botox]}",
)
def status_of_choice_agrees(page: Page) -> Found:
    """Among the choices, the status of Botox is the one that the header gives above."""
    article = page.article
    for index, choice in enumerate(article.choices if article else ()):
        wrong = explain_status(choice, article.ruling) if article and choice.this_page else ""
        if wrong:
            yield page.key_place("choices", index, "status"), wrong


def explain_status(choice: Choice, ruling: str) -> str:
    """Return what is wrong with the status of Botox among the choices, or nothing. ruling: of the page."""
    text = choice.status.text
    is_denied = bool(UNAPPROVED.search(text))
    if ruling == "off-label" and APPROVED.search(text) and not is_denied:
        return 'This speaks of approval, and the header says off-label. Write "Off-label".'
    if ruling == "approved" and is_denied:
        return 'This says that it is not approved, and the header says approved. Write "FDA-approved for", and the use.'
    return ""


@rule(
    "chart-difference",
    standard="RD-05, PEMAT 7",
    kinds=ARTICLES,
    fails="difference: So Botox made the difference for 12 people in 100.",
    passes="difference: So Botox made the difference for about 10 people in 100.",
)
def charts_say_the_difference(page: Page) -> Found:
    """A chart of 100 people and 100 to compare with says the difference in people; a chart of averages says none."""
    for index, chart in enumerate(page.article.charts if page.article else ()):
        wrong = explain_difference(chart)
        if wrong:
            field = "difference" if chart.difference else "id"
            yield page.key_place("charts", index, field), f'The chart "{chart.id}" {wrong}'


def explain_difference(chart: Chart) -> str:
    """Return what is wrong with the sentence on the difference, or nothing."""
    gap, said = chart.gap, chart.difference or ""
    if gap is None:
        told = "does not set 100 people beside 100 others, so there is no difference in people."
        return f'{told} Take "difference" out.' if said else ""
    form = f"So Botox made the difference for about {count(gap, 'person').replace('persons', 'people')} in 100."
    if gap == 0:
        form = "So there was no difference."
        is_right = "no difference" in said.lower() and not NUMBER.search(said)
    else:
        numbers = [number for number in NUMBER.findall(said) if number != "100"]
        is_right = numbers == [str(gap)] and bool(re.search(rf"\babout {gap}\b.*\b(?:in|of) (?:every )?100\b", said))
    if is_right:
        return ""
    told = (
        f"gives another difference than its rounded figures, {gap}" if said else "does not say the difference in people"
    )
    return f'{told}. Write it so, with "about": "{form}"'
