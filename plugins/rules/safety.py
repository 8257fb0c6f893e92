"""Rules on safety: the boxed warning, when to call 911, and as much about risks as about benefits."""

import re

from plugins.markup.tree import Block
from plugins.problems.problem import count
from plugins.rules.page import Page, Place
from plugins.rules.printed_words import share_above, words_of
from plugins.rules.rule import ARTICLES, Found, rule
from plugins.rules.structure import end_of, sections_of

# The shared blocks that every article holds, and the section in which each belongs.
BLOCKS = {
    "boxed-warning": "boxed-warning",
    "do-not-have-it": "who",
    "tell-your-clinician": "who",
    "call-911": "get-help",
    "call-today": "get-help",
    "report": "get-help",
}
LOWEST_WARNING = 1 / 3  # of what is shown before the sources
LOWEST_EMERGENCY = 0.85
LEAST_RISK = 0.6  # of the words on benefits
RISK_SECTIONS = ("boxed-warning", "side-effects", "get-help")
BENEFIT_SECTIONS = ("works", "studies")
ONSET = re.compile(r"\bhours\s+to\s+weeks\b", re.IGNORECASE)
EDUCATION = ("general education", "general information")
NOT_OUR_PATIENT = ("not make us your doctor", "not make you our patient")
MEDWATCH = re.compile(r"https://www\.(?:fda\.gov|accessdata\.fda\.gov/scripts)/medwatch", re.IGNORECASE)


def blocks_in(page: Page) -> set[str]:
    """Return the names of the shared blocks that a page holds."""
    paths = {line.path for line in page.lines if line.path != page.path}
    return {path.removeprefix("content/blocks/").removesuffix(".md") for path in paths}


def sections_with(page: Page, name: str) -> set[str]:
    """Return the sections that hold something of a shared block."""
    path = f"content/blocks/{name}.md"
    return {block.section for block in page.blocks if page.lines[block.first].path == path}


def section_place(page: Page, name: str) -> Place:
    """Return the line of a section's heading, or the end of the page."""
    heading = sections_of(page).get(name)
    return page.line_place(heading) if heading else end_of(page)


@rule(
    "safety-block",
    standard="SF-01, SF-02, SF-03, SF-08, OL-05",
    kinds=ARTICLES,
    fails="Tell your clinician everything.",
    passes="[[block: tell-your-clinician]]",
)
def safety_blocks_are_there(page: Page) -> Found:
    """Every article holds the shared blocks on safety, each in its section, so that they say the same everywhere."""
    wanted = dict(BLOCKS)
    if page.kind == "overview":
        wanted["check-injector"] = "check-injector"
    article = page.article
    if article and article.ruling != "approved":
        wanted["off-label"] = "choices"
    present = blocks_in(page)
    for name, section in wanted.items():
        if name not in present:
            told = f'The block "{name}" is missing. Put "[[block: {name}]]" on a line of its own below this heading.'
            yield section_place(page, section), told
        elif section in sections_of(page) and section not in sections_with(page, name):
            told = f'The block "{name}" belongs below this heading. Move "[[block: {name}]]" here.'
            yield section_place(page, section), told


def callouts(page: Page, kind: str) -> list[Block]:
    """Return the titles of the callouts of a kind."""
    return [block for block in page.blocks if block.kind == "callout" and block.callout == kind]


def below_callout(page: Page, title: Block) -> Block | None:
    """Return the first block below a callout."""
    below = (block for block in page.blocks if block.start > title.start)
    return next((block for block in below if not block.callout or block.kind == "callout"), None)


@rule(
    "warning-late",
    standard="SF-01",
    kinds=ARTICLES,
    fails="This use is off-label.\n" + "\n- Ask what it costs." * 40,
    passes="This use is off-label.",
)
def warning_is_early(page: Page) -> Found:
    """The boxed warning is in plain sight: it ends within the first third of every article."""
    found = callouts(page, "warning")
    if not found:
        if "boxed-warning" in blocks_in(page):  # of a page without it, safety-block tells
            told = 'The boxed warning is not a warning callout. Start its block with "> [!warning] Boxed warning".'
            yield section_place(page, "boxed-warning"), told
        return
    share = share_above(page, below_callout(page, found[0]))
    if share > LOWEST_WARNING:
        told = f"The boxed warning ends after {100 * share:.0f} percent of the page, 33 at most. Move its section up."
        yield section_place(page, "boxed-warning"), told


@rule(
    "emergency-late",
    standard="SF-03",
    kinds=ARTICLES,
    fails="[[block: call-today]]\n\n[[block: call-911]]",
    passes="[[block: call-911]]\n\n[[block: call-today]]",
)
def emergency_is_in_sight(page: Page) -> Found:
    """Every article says when to call 911, in an emergency callout in the section "get-help"."""
    found = [block for block in callouts(page, "emergency") if block.section == "get-help"]
    if not found:
        told = 'The emergency callout is missing here. Put "[[block: call-911]]" below this heading.'
        yield section_place(page, "get-help"), told
        return
    share = share_above(page, found[0])
    if share > LOWEST_EMERGENCY:
        told = f"The emergency callout stands after {100 * share:.0f} percent of the page, 85 at most. Move its section up."
        yield section_place(page, "get-help"), told
    urgent = [block for block in callouts(page, "urgent") if block.section == "get-help"]
    if urgent and urgent[0].start < found[0].start:
        told = "What can wait until later today stands above what cannot wait. Put the emergency callout first."
        yield section_place(page, "get-help"), told
    if not urgent:
        told = 'The callout for the same day is missing here. Put "[[block: call-today]]" below the emergency callout.'
        yield section_place(page, "get-help"), told


@rule(
    "help-onset",
    standard="SF-03",
    kinds=ARTICLES,
    where="content/blocks/call-911.md",
    fails="Signs can start later.",
    passes="Signs can start hours to weeks later.",
)
def onset_is_told(page: Page) -> Found:
    """The section "get-help" says that signs may start hours to weeks after treatment."""
    text = " ".join(block.text for block in page.blocks if block.section == "get-help")
    if text and not ONSET.search(text) and page.is_english(text):
        told = 'This section does not say that signs may start "hours to weeks" after treatment. Add that sentence.'
        yield section_place(page, "get-help"), told


@rule(
    "safety-links",
    standard="SF-04",
    kinds=ARTICLES,
    where="content/blocks/report.md",
    fails="Call MedWatch to report it.",
    passes="Call MedWatch, or go to [fda.gov/medwatch](https://www.fda.gov/medwatch).",
)
def safety_links_are_there(page: Page) -> Found:
    """Every article leads to the drug label, the Medication Guide and MedWatch."""
    cited = [name for block in page.blocks for name in block.cited]
    if not any(name.startswith("fda-label-botox") for name in cited):
        told = 'The drug label is not cited on this page. Cite it where you tell its risks: "[@fda-label-botox]".'
        yield section_place(page, "side-effects"), told
    if "botox-medication-guide" not in cited:
        told = 'The Medication Guide is not cited on this page. Cite it: "[@botox-medication-guide]".'
        yield section_place(page, "side-effects"), told
    if "report" in blocks_in(page) and not any(MEDWATCH.match(link.address) for link, _ in page.links):
        told = "There is no link to MedWatch on this page. Add it to the block:"
        yield section_place(page, "get-help"), f"{told} [fda.gov/medwatch](https://www.fda.gov/medwatch)."


@rule(
    "risk-short",
    standard="SF-05",
    kinds=ARTICLES,
    fails="- The trials are small.\n" * 60 + "\nThe trials are small.",
    passes="The trials are small.",
)
def risks_get_room(page: Page) -> Found:
    """Risks get room: the sections on risks have at least 60 words for each 100 in those on benefits."""
    risk = sum(words_of(page, block) for block in page.blocks if block.section in RISK_SECTIONS)
    benefit = sum(words_of(page, block) for block in page.blocks if block.section in BENEFIT_SECTIONS)
    if risk < LEAST_RISK * benefit:
        told = f"The sections on risks have {count(risk, 'word')}, those on benefits {benefit}."
        advice = f"Say more on risks, at least {round(LEAST_RISK * benefit)} words, or less on benefits."
        yield section_place(page, "side-effects"), f"{told} {advice}"


@rule(
    "education-missing",
    standard="SF-07",
    kinds=ARTICLES,
    fails="This page is about jaws.",
    passes="This page is general education, and reading it does not make us your doctor.",
)
def education_is_named(page: Page) -> Found:
    """The section "questions" says that the page is general education and does not make us the reader's doctor."""
    asked = " ".join(block.text for block in page.blocks if block.section == "questions")
    text = " ".join(asked.lower().split())
    if any(words in text for words in EDUCATION) and any(words in text for words in NOT_OUR_PATIENT):
        return
    if page.is_english(page.body_text.text):
        told = '"This page is general education, and reading it does not make us your doctor."'
        yield (
            section_place(page, "questions"),
            f"This section does not say what the page is. Add a sentence here: {told}",
        )


EMERGENCY_NUMBER = re.compile(r"\b(?:call|dial|phone|ring)\s+(?P<number>999|112|111|000|9-1-1|9 1 1)\b", re.IGNORECASE)


@rule("emergency-number", fails="Call 999 if you cannot breathe.", passes="Call 911 if you cannot breathe.")
def emergency_number_is_right(page: Page) -> Found:
    """The emergency number is 911, written like this."""
    if not any(number in page.lowered for number in ("999", "112", "111", "000", "9-1-1", "9 1 1")):
        return
    for found in EMERGENCY_NUMBER.finditer(page.flat):
        told = f'"{found["number"]}" is not the emergency number of this country. Write "911".'
        yield page.flat_place(found.start("number"), found["number"]), told
