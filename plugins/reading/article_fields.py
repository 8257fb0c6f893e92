"""The one definition of what stands in the header of a page: each field, its meaning, how it is read.

A field's `description` is its sentence for editors and its first example is shown when it is missing.
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from plugins.problems.field_errors import FieldError
from plugins.reading.article_parts import (
    Area,
    Change,
    Chart,
    Choice,
    Day,
    Evidence,
    FactId,
    Moment,
    Short,
    Signed,
    Slug,
    Specialty,
    Status,
    Strict,
    Text,
    read_list,
)  # fmt: skip


class PageFields(Strict):
    """The header of any page."""

    title: Text = Field(title="Title", description="The heading of the page.", examples=["Botox for chronic migraine"])
    nav_label: Annotated[str, Field(min_length=1, max_length=16)] = Field(
        title="Word for the menu", description="One or two words for the menu.", examples=["Migraine"]
    )
    summary: Annotated[str, Field(min_length=40, max_length=200)] = Field(
        title="Summary",
        description="The answer in one or two sentences; search engines show it.",
        examples=["For adults with headaches on 15 or more days a month."],
    )
    published: Day = Field(title="First online", description="The day it first went online.", examples=["2026-11-22"])
    updated: Day = Field(title="Last changed", description="The day its text last changed.", examples=["2026-11-22"])
    order: Annotated[int, Field(ge=0, le=999)] = Field(
        title="Place in lists", description="Its place in lists; the lowest number comes first.", examples=[1]
    )
    draft: bool = Field(
        False, title="Draft", description="Whether it is kept out of the published site.", examples=[True]
    )
    sources_checked: Day | None = Field(
        None, title="Sources checked", description="The day its sources were last read again.", examples=["2026-11-22"]
    )
    next_review: Day | None = Field(
        None, title="Next review", description="The day by which to review it.", examples=["2027-11-22"]
    )
    reviewer: Slug | None = Field(
        None,
        json_schema_extra={"form": "reviewer"},
        title="Signed by",
        description="The clinician who signed; empty until then.",
        examples=["jane-doe"],
    )
    reviewed: Signed | None = Field(
        None,
        title="Signature",
        description="The day and the version that were signed, as the review sheet prints them.",
        examples=["2026-12-01 3f9a1c2b"],
    )
    confirm: Annotated[list[FactId], BeforeValidator(read_list)] = Field(
        default_factory=list,
        title="Facts to confirm",
        description="Facts that a clinician must confirm.",
        examples=["[MIG-04]"],
    )

    @model_validator(mode="after")
    def dates_are_in_order(self) -> "PageFields":
        """Published, then updated, then the next review; at most a year ahead (content-standards JA-04)."""
        if self.updated < self.published:
            raise FieldError(
                "updated",
                f'"updated" ({self.updated}) is earlier than "published" ({self.published}). Correct one of them.',
            )
        checked = self.sources_checked
        if checked and self.next_review:
            if self.next_review <= checked:
                raise FieldError(
                    "next_review",
                    f'"next_review" ({self.next_review}) is not after "sources_checked" ({checked}). '
                    "Set it to a later day, at most a year on.",
                )
            if (self.next_review - checked).days > 366:
                raise FieldError(
                    "next_review",
                    f'"next_review" ({self.next_review}) is more than a year after "sources_checked" ({checked}). '
                    "Set it to an earlier day.",
                )
        return self

    @model_validator(mode="after")
    def signature_is_whole(self) -> "PageFields":
        """A name without a date, or a date without a name, signs nothing."""
        if (self.reviewer is None) != (self.reviewed is None):
            raise FieldError(
                "reviewer", '"reviewer" and "reviewed" belong together. Fill in both, or leave both empty.'
            )
        return self


class ArticleFields(PageFields):
    """The header of an article, patient information: the overview, and each use."""

    card_label: Annotated[str, Field(min_length=1, max_length=32)] = Field(
        title="Name in lists", description="Two or three words for lists.", examples=["Chronic migraine"]
    )
    sources_checked: Day = Field(
        title="Sources checked", description="The day its sources were last read again.", examples=["2026-11-22"]
    )
    next_review: Day = Field(title="Next review", description="The day by which to review it.", examples=["2027-11-22"])
    areas: Annotated[list[Area], Field(min_length=1)] = Field(
        title="Places on the body", description="Where on the figure it is given.", examples=["[forehead, temples]"]
    )
    condition: Text | None = Field(
        None,
        title="Condition",
        description="The condition that it is about, for search engines.",
        examples=["Chronic migraine"],
    )
    specialty: Specialty | None = Field(
        None, title="Medical field", description="The medical field, for search engines.", examples=["Neurologic"]
    )
    status: Annotated[list[Status], Field(min_length=1)] = Field(
        title="What the FDA says",
        description="What the FDA says, one entry a use.",
        examples=["- use: chronic migraine"],
    )
    evidence: Annotated[list[Evidence], Field(min_length=1)] = Field(
        title="How sure we are",
        description="How sure we are, one entry an outcome.",
        examples=["- outcome: Fewer headache days"],
    )
    short: Short = Field(
        title="In short", description='The box "In short": five answers.', examples=["works: {answer: Yes.}"]
    )
    choices: Annotated[list[Choice], Field(min_length=2, max_length=4)] = Field(
        title="Choices side by side", description="Botox beside the other choices.", examples=["- name: Daily tablets"]
    )
    timeline: Annotated[list[Moment], Field(max_length=6)] = Field(
        default_factory=list,
        title="Time line",
        description="From the visit to the next one.",
        examples=["- when: The visit"],
    )
    charts: list[Chart] = Field(
        default_factory=list, title="Charts", description="Figures to draw.", examples=["- id: sweat"]
    )
    changes: Annotated[list[Change], Field(min_length=1)] = Field(
        title="What changed", description="What changed and when, the latest first.", examples=["- day: 2026-11-26"]
    )

    @model_validator(mode="after")
    def chart_names_are_unique(self) -> "ArticleFields":
        """Two charts of one name could not be told apart in the text."""
        seen: set[str] = set()
        for chart in self.charts:
            if chart.id in seen:
                raise ValueError(f'Two charts are called "{chart.id}". Give one of them another id.')
            seen.add(chart.id)
        return self

    @model_validator(mode="after")
    def one_choice_is_the_topic(self) -> "ArticleFields":
        """Botox is marked among the choices; where it is off-label, other care stands before it (OL-07)."""
        topics = [index for index, choice in enumerate(self.choices) if choice.this_page]
        if len(topics) != 1:
            raise FieldError(
                "choices", f'{len(topics)} of the choices are marked "this_page: true". Mark Botox, and no other.'
            )
        if self.ruling == "off-label" and topics == [0]:
            raise FieldError(
                "choices", "This use is off-label, so other care comes before Botox. Move Botox down among the choices."
            )
        return self

    @model_validator(mode="after")
    def changes_are_dated(self) -> "ArticleFields":
        """The latest change stands first, and no change is later than the text (content-standards TR-04)."""
        days = [change.day for change in self.changes]
        if days != sorted(days, reverse=True):
            raise FieldError("changes", "The changes are not in order. Put the latest one first.")
        if days[0] > self.updated:
            raise FieldError(
                "changes",
                f'The latest change ({days[0]}) is later than "updated" ({self.updated}). Correct one of them.',
            )
        return self

    @property
    def ruling(self) -> Literal["approved", "mixed", "off-label"]:
        """How the FDA rules over all uses that the article speaks of."""
        rulings = {entry.ruling for entry in self.status}
        return "mixed" if len(rulings) == 2 else rulings.pop()
