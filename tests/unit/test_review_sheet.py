"""The sheet on which a clinician checks an article."""

import re
from datetime import date
from pathlib import Path

import pytest

from plugins.facts.review_status import review_status, text_version
from plugins.markup.body import Body, convert_body, make_markdown
from plugins.reading.library import Library, read_document
from plugins.reading.site_data import SOURCES, Reviewer
from plugins.rules.header_texts import header_texts
from plugins.rules.rule import SAMPLE
from tests.support.sample_content import FILES, library_of, write
from tooling import review_sheet
from tooling.review_sheet import claims_of_body, read_facts, sheet_values

SIGNED = """---
title: A page to sign
nav_label: Signed
summary: A page that exists to be signed by a clinician, and then to be changed again.
published: 2026-11-22
updated: 2026-11-22
order: 1
next_review: 2027-11-22
{signature}
---

{text}
"""
JANE = {"jane-doe": Reviewer(name="Jane Doe", credentials="MD")}


def sign(text: str, signature: str = "reviewer:\nreviewed:") -> str:
    return SIGNED.format(text=text, signature=signature)


def status_of(text: str, today: date = date(2026, 12, 1)) -> str:
    return review_status(read_document("content/pages/signed.md", text, {}), JANE, today).state


def test_a_page_that_nobody_signed_is_pending() -> None:
    assert status_of(sign("Text.")) == "pending"


def test_a_page_is_reviewed_in_the_version_that_was_signed_and_no_other() -> None:
    version = text_version(read_document("content/pages/signed.md", sign("Text."), {}))
    signature = f"reviewer: jane-doe\nreviewed: 2026-12-01 {version}"
    assert status_of(sign("Text.", signature)) == "reviewed"
    assert status_of(sign("Other text.", signature)) == "changed"


def test_a_signature_of_somebody_unknown_does_not_count() -> None:
    version = text_version(read_document("content/pages/signed.md", sign("Text."), {}))
    assert status_of(sign("Text.", f"reviewer: john-doe\nreviewed: 2026-12-01 {version}")) == "pending"


def test_a_review_is_overdue_from_its_day_on() -> None:
    document = read_document("content/pages/signed.md", sign("Text."), {})
    assert not review_status(document, JANE, date(2027, 11, 21)).is_overdue
    assert review_status(document, JANE, date(2027, 11, 22)).is_overdue


def test_every_sentence_with_a_source_is_on_the_sheet(library: Library) -> None:
    document = library.documents["content/uses/migraine.md"]
    assert document.fields is not None
    body = convert_body(make_markdown(), document, library.data.sources)
    citations = body.citations(library.data.sources)
    claims = [claim for _, claim in claims_of_body(document, body, citations)]
    sheet = " ".join(claim.text for claim in claims)
    for line in document.lines:
        if "[@" in line.text:
            first_words = (
                re.sub(r"\[([^\]@]*)\]\([^)]*\)", r"\1", line.text.split("[@")[0]).strip("-> *").replace("**", "")
            )
            assert first_words.replace("'", "’")[-40:] in sheet
    assert {number for claim in claims for number in claim.sources} <= {cited.number for cited in citations.values()}


def test_all_that_the_header_shows_is_on_the_sheet_in_the_order_of_the_page() -> None:
    library = library_of(FILES)
    document = library.documents[SAMPLE]
    body = convert_body(make_markdown(), document, library.data.sources)
    sections = sheet_values(document, body, library)["sections"]
    assert list(sections) == [
        "Title", "What the FDA says", "In short", "Opening", "A warning to read first", "How well does it work?", "How it may help",
        "Compare your choices", "If you do nothing", "Do not have it if", "Tell your clinician first", "Your visit, and after",
        "Side effects", "When to get help", "Cost and your plan", "What is not known", "Questions to take along", "The studies",
        "What changed",
    ]  # fmt: skip
    assert [claim.text for claim in sections["In short"]][:1] == [
        "Does it work? Perhaps, for some. Studies are small, and two of them disagree."
    ]
    assert [claim.text for claim in sections["How well does it work?"]] == [
        "One trial was larger than the others.",
        "People with less pain: Botox 44 in 100 people; Placebo 34 in 100 people (to compare with). "
        "So Botox made the difference for about 10 people in 100. Product: BOTOX. The study was small.",
    ]
    assert "Botox (this page), common side effects: Weak muscles" in [
        claim.text for claim in sections["Compare your choices"]
    ]
    assert [claim.text for claim in sections["What changed"]] == ["2026-11-22: First published."]
    sheet = " ".join(claim.text for claims in sections.values() for claim in claims)
    shown = [text.text for text in header_texts(document) if text.field not in ("nav_label", "card_label", "unit")]
    assert [text for text in shown if text not in sheet] == []


def test_every_fact_to_confirm_is_told_in_full(library: Library) -> None:
    facts = read_facts()
    for document in library.documents.values():
        for name, statement in sheet_values(document, Body(), library)["confirm"]:
            assert statement, f"{document.path} confirms {name}, which docs/facts.md does not have"
    assert facts["MIG-04"].startswith("pooled PREEMPT: 1,384 adults")


BLOCK = "content/blocks/call-911.md"


@pytest.mark.parametrize(
    ("path", "raw", "told"),
    [
        (SOURCES, b"[{]", ":1:3: A comma too many stands above, or a name lacks its quotation marks. Correct it."),
        (BLOCK, FILES[BLOCK].encode("utf-16"), ':1:1: The file is saved as UTF-16. Save it as "UTF-8" in your editor.'),
        (
            SAMPLE,
            FILES[SAMPLE].replace("Much is open.", "Much is op\u00aden.").encode(),
            ":143:11: An invisible sign, U+00AD, stands in “op·en”. Delete it, or type the word anew.",
        ),
        (
            SAMPLE,
            FILES[SAMPLE].replace("Much is open.", "See [a page](http://www.nih.gov/).").encode(),
            ':143:14: The connection is not secure. Write "https://www.nih.gov/".',
        ),
    ],
)
def test_no_sheet_is_made_of_what_cannot_be_published(
    path: str, raw: bytes, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, FILES)
    (tmp_path / path).write_bytes(raw)
    monkeypatch.setattr(review_sheet, "PROJECT", tmp_path)
    monkeypatch.setattr(review_sheet, "SHEETS", tmp_path / "review")
    with pytest.raises(SystemExit) as caught:
        review_sheet.make_sheet("sample")
    assert str(caught.value) == f"{path}{told}"
    assert not (tmp_path / "review").exists()
