"""The one definition of what stands in the header of a page: each field, its meaning, how it is read.

A field's `description` is its sentence for editors and its first example is shown when it is missing.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from plugins.problems.field_errors import FieldError
from plugins.reading.days import read_date
from plugins.reading.names import SLUG, trim, whole

Area = Literal[
    "forehead", "between-eyebrows", "crows-feet", "temples", "cheeks", "jaw", "chin", "neck",
    "underarms", "palms", "soles",
]  # fmt: skip
Grade = Literal["A", "B", "C", "D", "X"]
Ruling = Literal["approved", "off-label"]
Product = Literal["BOTOX", "BOTOX Cosmetic"]
# Members of https://schema.org/MedicalSpecialty
Specialty = Literal["Neurologic", "Dermatologic", "Dentistry", "PlasticSurgery"]
Effect = Literal["none", "starting", "full", "fading"]

# Fields that hold names, ids and figures, and no sentences.
NOT_TEXT = {
    "published", "updated", "order", "draft", "sources_checked", "next_review", "reviewer", "reviewed", "confirm",
    "areas", "specialty", "ruling", "product", "year", "sources", "grade", "effect", "id", "value", "comparison",
    "people", "scale",
}  # fmt: skip

SOURCE_ID = SLUG.pattern


def check_signed_day(text: str) -> str:
    """Return a day with a version behind it. Raises ValueError if there is no such day."""
    read_date(text[:10])
    return text


def read_list(value: Any) -> Any:
    """Let one value stand for a list of one: `sources: herd-2019`."""
    return [value] if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(read_date)]
Text = Annotated[str, Field(min_length=1), BeforeValidator(trim)]
Slug = Annotated[str, whole(SLUG.pattern)]
SourceId = Slug
FactId = Annotated[str, whole("[A-Z]{2,4}-[0-9]{2}")]
SourceIds = Annotated[list[SourceId], BeforeValidator(read_list)]
SomeSources = Annotated[SourceIds, Field(min_length=1)]
Signed = Annotated[str, whole(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9a-f]{8}"), AfterValidator(check_signed_day)]


class Strict(BaseModel):
    """A group of fields: an unknown name is refused, and a number is not taken for a text."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Status(Strict):
    """What the FDA says of one use."""

    use: Text = Field(description="The use, short and in lower case.", examples=["chronic migraine"])
    ruling: Ruling = Field(description='"approved" or "off-label".', examples=["off-label"])
    who: Text = Field(
        description="For whom exactly it is approved, or what exactly is not approved.",
        examples=["Adults with headaches on 15 or more days a month"],
    )
    product: Product | None = Field(None, description="The product that is approved.", examples=["BOTOX"])
    year: Annotated[int, Field(ge=1989, le=2100)] | None = Field(
        None, description="The year of the approval.", examples=[2010]
    )
    sources: SomeSources = Field(description="Where this is written.", examples=["[fda-label-botox]"])

    @model_validator(mode="after")
    def approved_names_product_and_year(self) -> "Status":
        """An approval without product and year says too much; an off-label use has neither."""
        if self.ruling == "approved" and not (self.product and self.year):
            raise ValueError(
                f'"{self.use}" is approved, but product or year is missing. '
                'Add both, such as "product: BOTOX" and "year: 2010".'
            )
        if self.ruling == "off-label" and (self.product or self.year):
            raise ValueError(f'"{self.use}" is off-label, so it has no product and no year. Take them out.')
        return self


class Evidence(Strict):
    """How sure we are of one outcome."""

    outcome: Text = Field(description="What was hoped for.", examples=["Fewer headache days"])
    grade: Grade = Field(description="A strong, B moderate, C low, D very low, X no benefit.", examples=["A"])
    finding: Text = Field(
        description="What was found, in one sentence.", examples=["Works better than placebo, on average."]
    )
    sources: SomeSources = Field(description="The studies behind it.", examples=["[herd-2019]"])


class Glance(Strict):
    """One line of the box "At a glance"."""

    label: Text = Field(description="One to four words.", examples=["Who it may suit"])
    text: Text = Field(description="At most twelve words.", examples=["Adults with chronic migraine"])
    sources: SourceIds = Field(default_factory=list, description="Where it comes from.", examples=["[]"])


class Moment(Strict):
    """One step of the time line, from the visit to the next one."""

    when: Text = Field(description="When, in a few words.", examples=["Week 12"])
    what: Text = Field(description="What happens, at most fourteen words.", examples=["The effect fades."])
    effect: Effect = Field(description='"none", "starting", "full" or "fading".', examples=["fading"])
    sources: SourceIds = Field(default_factory=list, description="Where it comes from.", examples=["[]"])


class Bar(Strict):
    """One bar of a chart."""

    label: Text = Field(description="Who had what.", examples=["Placebo"])
    value: Annotated[float, Field(ge=0, le=1_000_000, strict=False)] = Field(
        description="The figure, as published.", examples=[6.7]
    )
    comparison: bool = Field(False, description="true for the bar to compare with.", examples=[True])


class Chart(Strict):
    """Figures of one study, drawn as bars."""

    id: Slug = Field(description="Its name in the text: [[chart: headache-days]].", examples=["headache-days"])
    title: Text = Field(description="What is counted, over what time.", examples=["Fewer headache days"])
    unit: Text = Field(description="Printed after each figure.", examples=["in 100 people"])
    bars: Annotated[list[Bar], Field(min_length=1, max_length=6)] = Field(
        description="The figures.", examples=["{label: Botox, value: 9.0}"]
    )
    people: Annotated[int, Field(ge=1)] | None = Field(
        None, description="How many people took part, if it is known.", examples=[705]
    )
    product: Text = Field(description="The product that was tested.", examples=["BOTOX"])
    note: Text = Field(description="What the figures mean, and who paid.", examples=["The maker paid."])
    sources: SomeSources = Field(description="The study.", examples=["[diener-2010]"])
    scale: Annotated[float, Field(gt=0, strict=False)] | None = Field(
        None, description="The length of the axis, if not the longest bar.", examples=[100]
    )
    without_comparison: Text | None = Field(
        None, description="Why there is no bar to compare with.", examples=["It had no comparison group."]
    )

    @model_validator(mode="after")
    def effect_has_its_comparison(self) -> "Chart":
        """An effect is never shown without its comparison (content-standards RD-05, CL-12)."""
        if not any(bar.comparison for bar in self.bars) and not self.without_comparison:
            raise ValueError(
                f'The chart "{self.id}" has nothing to compare with. Mark one bar "comparison: true", '
                'or say why there is none: "without_comparison: The study had no comparison group."'
            )
        longest = max(bar.value for bar in self.bars)
        if self.scale is not None and longest > self.scale:
            raise ValueError(f'The chart "{self.id}" has a bar longer than its scale. Raise "scale" or take it out.')
        return self

    def figure(self, bar: Bar) -> str:
        """The figure of a bar as it is printed: with a decimal as soon as one of the bars has one."""
        decimals = 0 if all(each.value.is_integer() for each in self.bars) else 1
        return f"{bar.value:,.{decimals}f}"

    @property
    def axis(self) -> float:
        """The figure that a full-length bar stands for; never 0."""
        return self.scale or max(bar.value for bar in self.bars) or 1.0


class PageFields(Strict):
    """The header of any page."""

    title: Text = Field(description="The heading of the page.", examples=["Botox for chronic migraine"])
    nav_label: Annotated[str, Field(min_length=1, max_length=16)] = Field(
        description="One or two words for the menu.", examples=["Migraine"]
    )
    summary: Annotated[str, Field(min_length=40, max_length=200)] = Field(
        description="The answer in one or two sentences; search engines show it.",
        examples=["For adults with headaches on 15 or more days a month."],
    )
    published: Day = Field(description="The day it first went online.", examples=["2026-11-22"])
    updated: Day = Field(description="The day its text last changed.", examples=["2026-11-22"])
    order: Annotated[int, Field(ge=0, le=999)] = Field(description="Its place in lists.", examples=[1])
    draft: bool = Field(False, description="true keeps the page out of the published site.", examples=[True])
    sources_checked: Day | None = Field(
        None, description="The day its sources were last read again.", examples=["2026-11-22"]
    )
    next_review: Day | None = Field(None, description="The day by which to review it.", examples=["2027-11-22"])
    reviewer: Slug | None = Field(
        None, description="The clinician who signed; empty until then.", examples=["jane-doe"]
    )
    reviewed: Signed | None = Field(
        None,
        description="The day and the version that were signed, as the review sheet prints them.",
        examples=["2026-12-01 3f9a1c2b"],
    )
    confirm: Annotated[list[FactId], BeforeValidator(read_list)] = Field(
        default_factory=list, description="Facts that a clinician must confirm.", examples=["[MIG-04]"]
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
        description="Two or three words for lists.", examples=["Chronic migraine"]
    )
    sources_checked: Day = Field(description="The day its sources were last read again.", examples=["2026-11-22"])
    next_review: Day = Field(description="The day by which to review it.", examples=["2027-11-22"])
    areas: Annotated[list[Area], Field(min_length=1)] = Field(
        description="Where on the figure it is given.", examples=["[forehead, temples]"]
    )
    condition: Text | None = Field(
        None, description="The condition that it is about, for search engines.", examples=["Chronic migraine"]
    )
    specialty: Specialty | None = Field(
        None, description="The medical field, for search engines.", examples=["Neurologic"]
    )
    status: Annotated[list[Status], Field(min_length=1)] = Field(
        description="What the FDA says, one entry a use.", examples=["- use: chronic migraine"]
    )
    evidence: Annotated[list[Evidence], Field(min_length=1)] = Field(
        description="How sure we are, one entry an outcome.", examples=["- outcome: Fewer headache days"]
    )
    glance: Annotated[list[Glance], Field(min_length=3, max_length=7)] = Field(
        description="The box at the top.", examples=["- label: Who it may suit"]
    )
    timeline: Annotated[list[Moment], Field(min_length=2, max_length=6)] = Field(
        description="From the visit to the next one.", examples=["- when: The visit"]
    )
    charts: list[Chart] = Field(default_factory=list, description="Figures to draw.", examples=["- id: sweat"])

    @model_validator(mode="after")
    def chart_names_are_unique(self) -> "ArticleFields":
        """Two charts of one name could not be told apart in the text."""
        seen: set[str] = set()
        for chart in self.charts:
            if chart.id in seen:
                raise ValueError(f'Two charts are called "{chart.id}". Give one of them another id.')
            seen.add(chart.id)
        return self

    @property
    def ruling(self) -> Literal["approved", "mixed", "off-label"]:
        """How the FDA rules over all uses that the article speaks of."""
        rulings = {entry.ruling for entry in self.status}
        return "mixed" if len(rulings) == 2 else rulings.pop()
