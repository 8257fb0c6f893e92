"""The version that a clinician signs: it stays the same while the text does, whatever the program gains meanwhile.

A version that changes here voids every signature of the guide. If that is meant, plan it with the reviewers first
(docs/decisions/0007-signed-version.md). It changed with the second edition, when nobody had signed anything
(docs/decisions/0019-second-edition-header.md).
"""

from dataclasses import replace

from pydantic import Field

from plugins.facts.review_status import text_version
from plugins.reading.article_fields import ArticleFields
from plugins.reading.library import Document, read_document
from plugins.reading.shared_blocks import read_blocks

BLOCKS = read_blocks({"content/blocks/report.md": "Tell the clinic.\n"})
PAGE = """---
title: Botox for sample use
nav_label: Sample
card_label: Sample use
summary: Botox for this use is approved. It may help some people, and the studies behind it are large.
published: 2026-11-22
updated: 2026-11-23
sources_checked: 2026-11-22
next_review: 2027-11-22
reviewer:
reviewed:
order: 7
areas: [forehead, neck]
condition: Sample condition
specialty: Neurologic
status:
  - {use: sample use, ruling: approved, who: Adults, product: BOTOX, year: 2010, sources: [label]}
evidence:
  - {outcome: Less pain, grade: C, finding: May help., sources: [study]}
short:
  works: {answer: “Perhaps” so, detail: The studies are small., sources: [study]}
  who: {answer: Adults, detail: Ask about others.}
  first: {answer: Exercises, detail: They come first.}
  risks: {answer: It can spread, detail: A muscle can get weak., sources: [label]}
  sure: {answer: Not very, detail: More trials are needed.}
choices:
  - name: Exercises
    what_it_is: {text: Moves}
    how_often: {text: Each day}
    may_do: {text: Less pain, sources: [study]}
    side_effects: {text: Sore muscles, sources: [study]}
    not_if: {text: You broke a bone, sources: [study]}
    status: {text: Needs no prescription}
  - name: Botox
    this_page: true
    what_it_is: {text: Injections}
    how_often: {text: Ask}
    may_do: {text: Less pain, sources: [study]}
    side_effects: {text: Weak muscles, sources: [label]}
    not_if: {text: You are allergic, sources: [label]}
    status: {text: FDA-approved, sources: [label]}
timeline:
  - {when: The visit, what: You talk first., effect: none}
  - {when: Week 12, what: It fades., effect: fading, sources: [label]}
charts:
  - id: pain
    title: People with less pain
    unit: in 100 people
    bars: [{label: Botox, value: 44}, {label: Placebo, value: 34.5, comparison: true}]
    people: 705
    product: BOTOX
    difference: So it made the difference for about 10 people in 100.
    note: The study was small.
    sources: [study]
changes:
  - {day: 2026-11-23, what: One figure more.}
  - {day: 2026-11-22, what: First published.}
confirm: [SAF-07]
---

## What is known

It can spread.[@label]

[[block: report]]
"""


def read(text: str) -> Document:
    document = read_document("content/uses/sample.md", text, BLOCKS)
    assert document.problems == ()
    return document


def test_the_version_of_a_sample_page_never_changes() -> None:
    assert text_version(read(PAGE)) == "c54bb311"


def test_a_field_that_the_model_gains_voids_no_signature() -> None:
    class Later(ArticleFields):
        audience: str = Field("adults")
        remarks: list[str] = Field(default_factory=list)
        title: str  # and one that moves to the end

    document = read(PAGE)
    assert document.fields is not None
    later = Later.model_validate(document.fields.model_dump())
    assert text_version(replace(document, fields=later)) == text_version(document)


def test_the_order_of_fields_the_signature_itself_and_draft_change_no_version() -> None:
    signed = PAGE.replace("reviewer:\nreviewed:", "reviewed: 2026-12-01 01234567\nreviewer: jane-doe")
    assert text_version(read(PAGE.replace("order: 7", "order: 7\ndraft: true"))) == text_version(read(PAGE))
    moved = signed.replace("order: 7\n", "").replace("title: Botox", "order: 7\ntitle: Botox")
    assert text_version(read(moved)) == text_version(read(PAGE))


def test_each_word_that_readers_see_changes_the_version() -> None:
    versions = {
        text_version(read(PAGE.replace(old, new)))
        for old, new in (
            ("who: Adults,", "who: Adults over 18,"),
            ("44", "45"),
            ("It can", "It may"),
            ("705", "706"),
            ("", ""),
        )
    }
    assert len(versions) == 5
    other = read_document("content/uses/sample.md", PAGE, read_blocks({"content/blocks/report.md": "Tell us.\n"}))
    assert text_version(other) not in versions
