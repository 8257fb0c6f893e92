"""What stands for a text that is still to come is refused until it is replaced, unless the page is a draft."""

from datetime import date

import pytest

from plugins.rules.placeholders import WRITTEN, find_placeholders, is_alone
from plugins.rules.rule import SAMPLE
from tests.support.sample_content import FILES, SUMMARY, check, messages, told, with_text
from tooling.editor.pages.new_pages import NewPage, draft_text

FILLER = (
    "Say here what is known",
    "SAY HERE WHAT IS KNOWN!",
    "Please say here how sure we are, and why, in short.",
    "Say here, what it does",
    "Write the text here.",
    "Write your text here",
    "TODO",
    "TODO: write this",
    "todo: write this",
    "Add more figures (TBD).",
    "XXX",
    "Lorem ipsum",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
    "[insert name]",
    "[Insert text here]",
    "[your text here]",
    "[YOUR NAME]",
    "Write to us at office@example.com today.",
    "Go to www.example.org for more.",
    "Go to https://www.example.com/page now.",
    "Dr. Jane Doe, MD",
    "John Doe says so.",
    "Call 555-0100 now.",
    "Call (310) 555-0123.",
    "+15550100",
    "+13105550142",
    "Click here to add text",
    "Click to add title",
    "Type something",
    "Type something here...",
    "Start typing",
    "Enter text here",
    "Enter your text",
    "Your text here",
    "Your title goes here",
    "Add your text here",
    "Text goes here",
    "Placeholder text",
    "This is a placeholder.",
    "This is dummy text.",
    "Coming soon",
    "Coming soon!",
    "To be added.",
    "Details to be announced.",
    "???",
    "…",
    "...",
    "What is it for???",
    "[…]",
    "[...]",
    "[TBD]",
    "[date]",
    "{{ title }}",
    "{topic}",
    "<your text here>",
    "Section title",
    "Heading 1",
    "Untitled",
    "text",
    "Test",
    "MD, the full name of the board",
    "123 Main Street, Anytown",
    "What was hoped for",
    "*What was hoped for.*",
    "123-456-7890",
    "YYYY-MM-DD",
    "https://your-site.com/",
    "This paragraph is filler text",
    "The quick brown fox jumps over the lazy dog.",
    "asdf",
    "long name (CGRP)",
    "FIXME",
    "00 am to 00 pm",
    "Add a caption here",
    "Insert content here",
    "Image goes here",
    "Who gives it: to be confirmed.",
    "Ask ______ about it.",
    "Ask [clinician name] first.",
    "[phone number]",
    "[Note to editor: ask the doctor]",
    "[source needed]",
    "[pending]",
    "It takes XX weeks.",
    "It costs $XX here.",
    "WIP: the rest follows.",
    "DRAFT",
    "Choose an item.",
    "Call (123) 456-7890.",
    "+11234567890",
    "Meaning goes here.",
    "New article",
    "Chart title",
    "Author name",
)
TEXT = (
    "What we say here is no advice.",
    "Ask what the sample of blood was for.",
    "This is a test of how your nerves work.",
    "The trial had a dummy injection as a placebo.",
    "To do before your visit: write a list.",
    "Write something down each day.",
    "Type O blood is common.",
    "The full name of the board stands on the certificate.",
    "For example, ask about pain.",
    "Text your doctor.",
    "Here is what to ask.",
    "Call 1-800-FDA-1088.",
    "What happens next? Nobody knows.",
    "Wait … and see.",
    "How much of it works is not known.",
    "None",
    "N/A",
    "Ask your plan",
    "He did what was hoped for.",
    "Add the two numbers.",
    "Enter the room when you are called.",
    "Click the link to read more.",
    "A new page of your diary",
    "Your own text message is fine.",
    "XX chromosomes",
    "The dose is 0.5 to 1.0 units.",
    "See the next page for a title.",
    "Dolores Ipswich is a nurse.",
    "Jane Roberts, John Dean",
    "Ask Dr. Doering.",
    "It is yet to be determined.",
    "More studies are still to come.",
    "Tap the skin to find the spot.",
    "Insert the needle here: the doctor marks the spot.",
    "Adults with headaches",
    "Monday to Friday, 9 am to 5 pm",
    "123 Wilshire Boulevard",
    "Questions to ask",
    "Name of the drug",
    "310-555-1200",
    "fda.gov",
    "A 555 nm laser",
    "Copy this list and bring it here.",
    "Put your name on the list.",
    "The image shows where it goes.",
    "The name comes from here and there.",
    "Help is coming soon after you call.",
    "More studies are to be done. What they find has to be confirmed.",
    "He said: ask [him] first.",
    "Ask for [Botox] by its name.",
    "Women have XX and men have XY.",
    "A draft law is not a law.",
    "Your answer goes to the doctor.",
    "Call 310-123-4567.",
    "A pending visit can be moved.",
)
ADVICE = 'stands for a text that is still to come. Write that text, or put "draft: true" into the header.'


def is_filler(text: str) -> bool:
    """Tell whether a paragraph holds or is a placeholder."""
    return any(find_placeholders(text, " ".join(text.lower().split()))) or is_alone(text)


def test_fillers_of_our_own_and_of_other_programs_are_known() -> None:
    assert [text for text in FILLER if not is_filler(text)] == []


def test_text_that_looks_alike_is_left_alone() -> None:
    assert [text for text in TEXT if is_filler(text)] == []


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN.keys())
def test_what_new_writes_is_known_when_lightly_changed(text: str) -> None:
    text = text.format(topic="hands")
    for changed in (
        text,
        text.upper(),
        text.rstrip("."),
        f"**{text}**",
        f"Note: {text} Thank you.",
        text.replace(" ", "\n", 2),
    ):
        assert is_filler(changed), changed


@pytest.mark.parametrize("kind", ["use", "page"])
def test_a_new_page_without_its_draft_line_is_refused_at_each_placeholder(kind: str) -> None:
    text = draft_text(NewPage("Botox for a test", kind), date(2026, 11, 22), 5)  # type: ignore[arg-type]
    path = f"content/{'uses' if kind == 'use' else 'pages'}/a-test.md"
    lines = text.split("\n")
    marked = {
        number + 1
        for number, line in enumerate(lines)
        if any(words in line for words in ("Say here", "Write the text here"))
    }
    assert {problem.line for problem in check({**FILES, path: text}) if problem.rule == "filler"} == set()
    without = text.replace("draft: true", "draft: false")
    assert {problem.line for problem in check({**FILES, path: without}) if problem.rule == "filler"} == marked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TODO: ask Dr. Lee.", f'145:1: "TODO" {ADVICE}'),
        ("| Visit | What |\n| --- | --- |\n| First | [insert text] |", f'147:11: "[insert text]" {ADVICE}'),
        ("### Coming soon", f'145:5: "Coming soon" {ADVICE}'),
        ("Read [about it](https://www.example.com/a).", f'145:17: "https://www.example.com/a" {ADVICE}'),
        ("…", f'145:1: "…" {ADVICE}'),
    ],
)
def test_it_is_told_in_every_part_of_a_page(text: str, expected: str) -> None:
    assert told(text) == [expected]


def test_it_is_told_in_the_header_in_a_block_and_in_the_data() -> None:
    assert told("answer: Title", instead_of="answer: Adults.") == [f'30:13: "Title" {ADVICE}']
    example = "For adults with headaches on 15 or more days a month."
    assert told(f"summary: {example}", instead_of=SUMMARY) == [f'5:10: "{example}" {ADVICE}']
    block, practice = "content/blocks/report.md", "content/data/practice.toml"
    assert messages(**{block: FILES[block] + "\nTBD\n", practice: FILES[practice] + 'phone = "+15550100"\n'}) == [
        f'{block}:3:1: "TBD" stands for a text that is still to come. Write that text.',
        f'{practice}:4:1: "+15550100" is only an example. Write what is so, or leave the field empty.',
    ]


def test_the_signature_of_every_example_is_no_signature() -> None:
    signed = "reviewer: jane-doe\nreviewed: 2026-11-22 3f9a1c2b"
    assert told(signed, instead_of="reviewer:\nreviewed:") == [
        '11:11: "2026-11-22 3f9a1c2b" is the example. Write what the review sheet prints, or leave it empty.'
    ]


def test_a_draft_may_hold_all_of_them() -> None:
    files = with_text("\n\n".join(text for text in FILLER if "<" not in text and "{" not in text and "[" not in text))
    drafted = {**files, SAMPLE: files[SAMPLE].replace("order: 7", "order: 7\ndraft: true")}
    assert [problem for problem in check(drafted) if problem.rule == "filler"] == []
