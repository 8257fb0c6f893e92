"""A small site that keeps every rule: the tests change one thing in it and look at what is said."""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from plugins.markup.body import convert_blocks, convert_body, make_markdown
from plugins.problems.problem import Problem
from plugins.reading.library import Document, Library, read_document
from plugins.reading.notices import NOTICES
from plugins.reading.shared_blocks import Line, read_blocks
from plugins.reading.site_data import read_site_data
from plugins.reading.text import decode
from plugins.rules import make_pages
from plugins.rules.page import Page
from plugins.rules.rule import RULES, SAMPLE, Rule
from tests.support.known_checks import check_known

CONTENT = Path(__file__).resolve().parent.parent.parent / "content"
TODAY = date(2026, 11, 22)

HEADER = """---
title: Botox for sample use
nav_label: Sample
card_label: Sample use
summary: It may help some people, but studies are small or disagree. The FDA has not approved it for this.
published: 2026-11-22
updated: 2026-11-22
sources_checked: 2026-11-22
next_review: 2027-11-22
reviewer:
reviewed:
order: 7
areas: [forehead, neck]
status:
  - use: sample use
    ruling: off-label
    who: Everybody
    sources: [fda-label-botox]
evidence:
  - outcome: Less pain
    grade: C
    finding: May help; studies are small or disagree.
    sources: [mayo-ona]
short:
  works:
    answer: Perhaps, for some.
    detail: Studies are small, and two of them disagree.
    sources: [mayo-ona]
  who:
    answer: Adults.
    detail: Ask about anyone younger.
  first:
    answer: Exercises come first.
    detail: So does a talk with your dentist.
  risks:
    answer: It can spread in the body.
    detail: A muscle nearby can get weak, too.
    sources: [fda-label-botox]
  sure:
    answer: Not very sure.
    detail: More trials are needed.
choices:
  - name: Exercises
    what_it_is: {text: Moves that you do at home}
    how_often: {text: Each day}
    may_do: {text: Less pain, sources: [mayo-ona]}
    side_effects: {text: Sore muscles, sources: [mayo-ona]}
    not_if: {text: You broke a bone, sources: [mayo-ona]}
    status: {text: Needs no prescription}
  - name: Botox
    this_page: true
    what_it_is: {text: Small injections}
    how_often: {text: Ask your clinician}
    may_do: {text: Perhaps less pain, sources: [mayo-ona]}
    side_effects: {text: Weak muscles, sources: [fda-label-botox]}
    not_if: {text: You are allergic to it, sources: [fda-label-botox]}
    status: {text: Not FDA-approved, sources: [fda-label-botox]}
timeline:
  - {when: The visit, what: You talk first., effect: none}
  - {when: Week 12, what: The effect fades., effect: fading, sources: [fda-label-botox]}
charts:
  - id: pain
    title: People with less pain
    unit: in 100 people
    bars:
      - {label: Botox, value: 44}
      - {label: Placebo, value: 34, comparison: true}
    product: BOTOX
    difference: So Botox made the difference for about 10 people in 100.
    note: The study was small.
    sources: [mayo-ona]
changes:
  - {day: 2026-11-22, what: First published.}
confirm: [SAF-07]
---
"""

SUMMARY = next(line for line in HEADER.splitlines() if line.startswith("summary: "))

BODY = """
This page is about BOTOX® (onabotulinumtoxinA) for jaws. It tells you what it may do and what else you can try.

This use is off-label.

## A warning to read first {#boxed-warning}

[[block: boxed-warning]]

## How well does it work? {#works}

One trial was larger than the others.

[[chart: pain]]

### How it may help {#how-it-works}

A nerve tells a muscle to tighten. Botox blocks that message for a time.[@fda-label-botox]

## Compare your choices {#choices}

Exercises come first, and so does a talk with your dentist.

[[choices]]

### If you do nothing

You can also wait and see.

[[block: off-label]]

## Could it suit you? {#who}

### Do not have it if

[[block: do-not-have-it]]

### Tell your clinician first

[[block: tell-your-clinician]]

## Your visit, and after {#visit}

[[timeline]]

Bring a list of your medicines. Ask how long the visit takes, and who will see you.

## Side effects {#side-effects}

- **Weak muscles.** Chewing can get weaker for some weeks.[@botox-medication-guide]
- **Trouble swallowing.** It can last for several months.[@botox-medication-guide]
- **Pain.** The spot can hurt, turn red or bruise.[@mayo-ona]

## When to get help {#get-help}

[[block: call-911]]

[[block: call-today]]

[[block: report]]

## Cost and your plan {#cost}

Ask your plan.

## What is not known {#not-known}

Much is open.

## Questions to take along {#questions}

This page is general education, and reading it does not make us your doctor.

- What can I try first?
- Who gives the injections, and what license do they hold?

## The studies {#studies}

[[evidence]]

The trials are small.[@mayo-ona] Two of them disagree, and more trials would help.
"""

BLOCKS = {
    "boxed-warning": "> [!warning] Boxed warning\n> The effect can spread to other parts of the body.[@fda-label-botox]\n"
    ">\n> - Call 911 for trouble breathing or swallowing.\n",
    "call-911": "> [!emergency] Call 911\n> Call at once if it is hard to breathe or to swallow.\n>\n"
    "> Signs can start hours to weeks later.\n",
    "call-today": "> [!urgent] Call your doctor today\n> Call the same day if you feel weak, or see double.\n",
    "check-injector": "Ask who will inject you, and what license they hold.\n",
    "do-not-have-it": "Do not go ahead if you are allergic to it, or have a skin infection at the spot.\n",
    "off-label": "**Off-label** means that the FDA has not approved it for this.[@fda-label-botox]\n",
    "report": "Call MedWatch, or go to [fda.gov/medwatch](https://www.fda.gov/medwatch).\n",
    "tell-your-clinician": "Tell your clinician about each medicine, and if you are pregnant or breastfeed.\n",
}  # fmt: skip

APPROVED = (
    HEADER.replace("sample use\n    ruling: off-label", "chronic migraine\n    ruling: approved")
    .replace("who: Everybody", "who: Adults\n    product: BOTOX\n    year: 2010")
    .replace("grade: C", "grade: A")
    .replace("text: Not FDA-approved", "text: FDA-approved for chronic migraine")
    .replace("May help; studies are small or disagree.", "Works better than placebo, on average.")
    .replace("It may help some people, but studies are small or disagree. The FDA has not approved it for this.",
             "For adults with many headache days, Botox works better than placebo, on average.")
)  # fmt: skip
APPROVED_BODY = BODY.replace(
    "This use is off-label.", "Botox works better than placebo, on average.[@fda-label-botox]"
).replace("[[block: off-label]]\n\n", "")


def named(header: str, title: str, label: str, order: int) -> str:
    """Give a header its own title, label and place."""
    text = header.replace("Botox for sample use", title).replace("nav_label: Sample", f"nav_label: {label}")
    return text.replace("order: 7", f"order: {order}")


def plain_page(title: str, label: str, text: str) -> str:
    """Return a page of content/pages."""
    return (
        f"---\ntitle: {title}\nnav_label: {label}\nsummary: This page of the sample site says what a page of its kind says.\n"
        f"published: 2026-11-22\nupdated: 2026-11-22\norder: 20\n---\n\n{text}\n"
    )


FILES: dict[str, str] = {
    "content/botox.md": named(APPROVED, "What the drug can do", "Overview", 0)
    + APPROVED_BODY.replace("## Cost and your plan", "## Check who injects {#check-injector}\n\n"
                            "[[block: check-injector]]\n\n## Cost and your plan"),
    "content/uses/migraine.md": named(APPROVED, "Botox for chronic migraine", "Migraine", 1) + APPROVED_BODY,
    SAMPLE: HEADER + BODY,
    "content/pages/safety.md": plain_page("Risks and how to get help", "Safety", "## When to get help {#get-help}\n\n[[block: call-911]]").replace(
        "order: 20", "sources_checked: 2026-11-22\norder: 20"),
    "content/pages/about.md": plain_page("About this guide", "About", "This page is about the guide. It tells you who wrote it, and how.\n\n## Editorial policy {#editorial-policy}"
        "\n\n### Our interests {#interests}\n\nYes.\n\n### Corrections {#corrections}\n\nTell us."),
    "content/pages/sources.md": plain_page("Sources", "Sources", "This page lists every source that the guide cites.[@fda-label-botox-cosmetic]\n\n[[all-sources]]"),
    "content/pages/accessibility.md": plain_page("Accessibility", "Access", "Everyone should be able to read this guide, on any device and on paper."),
    "content/pages/privacy.md": plain_page("Privacy", "Privacy", "This website sets no cookies, has no trackers and asks for no data at all."),
    "content/pages/404.md": plain_page("Not found", "Not found", "There is no page at this address. Nothing is wrong on your side."),
    "content/pages/uses.md": plain_page("All uses", "Uses", "Each use of the drug has an article of its own. Here they are.\n\n[[uses]]"),
    **{f"content/blocks/{name}.md": text for name, text in BLOCKS.items()},
    **{f"content/blocks/{name}.md": (CONTENT / f"blocks/{name}.md").read_text(encoding="utf-8") for name in NOTICES},
    "content/data/practice.toml": 'name = "Sample Practice"\nbyline = "Editorial team"\nsite_title = "Sample guide"\n',
    "deploy/target.toml": "",
    "content/data/reviewers.toml": '[reviewers.jane-doe]\nname = "Rosa Vidal"\ncredentials = "MD"\n',
    "content/data/glossary.toml": '[terms.placebo]\nterm = "placebo"\nmeans = "A dummy"\n',
    "content/data/checks.toml": '# A sample\naxe = "4.1"\nrules = 9\nfindings = 0\npages = 9\nkinds = 3\narticles = 3\n'
    "phone = 320\ndesk = 1280\nnarrowest = 320\nwidest = 1920\n",
    "content/data/sources.json": json.dumps(
        [
            {"id": name, "type": "webpage", "title": name, "URL": f"https://www.nih.gov/{name}"}
            for name in ("fda-label-botox", "fda-label-botox-cosmetic", "botox-medication-guide", "mayo-ona")
        ],
        indent=1,
    ),
}  # fmt: skip
OTHERS = frozenset({"content/images/sample.svg"})


@dataclass(frozen=True)
class Blocks:
    """The shared blocks of a site, comparable, so that a page is read once with the same ones."""

    lines: tuple[tuple[str, tuple[Line, ...]], ...]


@lru_cache(maxsize=256)
def document_of(path: str, text: str, blocks: Blocks) -> Document:
    """Read a page, once for all tests."""
    return read_document(path, text, dict(blocks.lines))


def library_of(files: dict[str, str], others: frozenset[str] = OTHERS) -> Library:
    """Return the library that these files make, without a disk."""
    problems: list[Problem] = []
    texts = {}
    for path, written in files.items():
        text, found = decode(path, written.encode())
        problems += found
        texts[path] = text or ""
    data, found = read_site_data(texts)
    blocks = read_blocks(texts)
    kept = Blocks(tuple(blocks.items()))
    pages = [path for path in texts if path.endswith(".md") and not path.startswith("content/blocks/")]
    documents = {path: document_of(path, texts[path], kept) for path in pages}
    return Library(Path("content"), texts, others, data, (*problems, *found), documents, blocks)


def pages_of(library: Library) -> dict[str, Page]:
    """Return every page and shared block of a library as the rules see it, by path."""
    markdown, sources = make_markdown(), library.data.sources
    bodies = {path: convert_body(markdown, page, sources) for path, page in library.documents.items()}
    return make_pages(library, {**bodies, **convert_blocks(library.blocks, sources)})


def check(files: dict[str, str], others: frozenset[str] = OTHERS) -> list[Problem]:
    """Return every problem of these files."""
    return check_known(library_of(files, others), TODAY)


def messages(**changed: str | None) -> list[str]:
    """Return the problems of the sample site as text. changed: files by their path, None takes one out."""
    return [str(problem) for problem in check(changed_files(dict(changed)))]


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files to a disk; returns the folder content/."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder / "content"


def changed_files(changed: dict[str, str | None]) -> dict[str, str]:
    """Return the sample site with some files changed or taken out."""
    return {path: text for path, text in {**FILES, **changed}.items() if text is not None}


BELOW = "Much is open."  # the text below which others are put


def with_text(text: str, path: str = SAMPLE, instead_of: str = BELOW) -> dict[str, str]:
    """Return the sample site with a text in the place of another one, or below it."""
    assert instead_of in FILES[path], f"{path} does not hold {instead_of!r}"
    new = f"{instead_of}\n\n{text}" if instead_of == BELOW else text
    return {**FILES, path: FILES[path].replace(instead_of, new, 1)}


def with_example(rule: Rule, text: str) -> dict[str, str]:
    """Return the sample site with an example of a rule in its place."""
    if rule.where not in FILES:
        return {**FILES, rule.where: text}
    return with_text(text, rule.where, replaced_by(rule))


def replaced_by(rule: Rule) -> str:
    """Return the text of the sample site in whose place the examples of a rule stand."""
    return rule.instead_of or (rule.passes if rule.passes and rule.passes in FILES[rule.where] else BELOW)


def place_of_example(rule: Rule) -> int:
    """Return the line on which an example starts."""
    instead_of = replaced_by(rule)
    text = FILES[rule.where]
    return text[: text.index(instead_of)].count("\n") + (3 if instead_of == BELOW else 1)


def told(text: str, path: str = SAMPLE, instead_of: str = "Much is open.") -> list[str]:
    """Return what is said of the sample site with this text, without the name of its file."""
    return [str(problem).removeprefix(f"{path}:") for problem in check(with_text(text, path, instead_of))]


def rule_ids(problems: list[Problem]) -> list[str]:
    """Return the ids of the rules that were broken."""
    assert all(problem.rule in RULES for problem in problems)
    return [problem.rule for problem in problems]
