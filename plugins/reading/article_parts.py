"""The groups of fields in the header of an article: what the FDA says, the answers, the choices, the charts.

A field's `title` is its label in forms, its `description` its sentence for editors, and its first example is shown when
it is missing.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

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
    "people", "scale", "this_page", "day",
}  # fmt: skip

SOURCE_ID = SLUG.pattern
PEOPLE = "in 100 people"  # the unit of a figure that is drawn as people


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
SourceIds = Annotated[list[SourceId], BeforeValidator(read_list), Field(json_schema_extra={"form": "sources"})]
SomeSources = Annotated[SourceIds, Field(min_length=1)]
Signed = Annotated[str, whole(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9a-f]{8}"), AfterValidator(check_signed_day)]


class Strict(BaseModel):
    """A group of fields: an unknown name is refused, and a number is not taken for a text."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Status(Strict):
    """What the FDA says of one use."""

    use: Text = Field(title="Use", description="The use, short and in lower case.", examples=["chronic migraine"])
    ruling: Ruling = Field(title="Ruling", description='"approved" or "off-label".', examples=["off-label"])
    who: Text = Field(
        title="For whom",
        description="For whom exactly it is approved, or what exactly is not approved.",
        examples=["Adults with headaches on 15 or more days a month"],
    )
    product: Product | None = Field(
        None, title="Product", description="The product that is approved.", examples=["BOTOX"]
    )
    year: Annotated[int, Field(ge=1989, le=2100)] | None = Field(
        None, title="Year of approval", description="The year of the approval.", examples=[2010]
    )
    sources: SomeSources = Field(title="Sources", description="Where this is written.", examples=["[fda-label-botox]"])

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

    outcome: Text = Field(title="Outcome", description="What was hoped for.", examples=["Fewer headache days"])
    grade: Grade = Field(
        title="Grade", description="A strong, B moderate, C low, D very low, X no benefit.", examples=["A"]
    )
    finding: Text = Field(
        title="Finding",
        description="What was found, in one sentence.",
        examples=["Works better than placebo, on average."],
    )
    sources: SomeSources = Field(title="Sources", description="The studies behind it.", examples=["[herd-2019]"])


class Answer(Strict):
    """A short answer to one of the five questions, and the sentence behind it."""

    answer: Text = Field(title="Answer", description="At most eight words.", examples=["Yes, for some, and modestly."])
    detail: Text = Field(
        title="Sentence behind it",
        description="What stands behind the answer, in at most 25 words.",
        examples=["About 2 fewer migraine days a month than placebo, on average."],
    )
    sources: SourceIds = Field(
        default_factory=list, title="Sources", description="Where it comes from.", examples=["[]"]
    )


class Short(Strict):
    """The box "In short": the same five questions on every article."""

    works: Answer = Field(title="Does it work?", description="Does it work?", examples=["{answer: Yes.}"])
    who: Answer = Field(title="Who is it for?", description="Who is it for?", examples=["{answer: Adults.}"])
    first: Answer = Field(
        title="What comes first?", description="What comes first?", examples=["{answer: Other care.}"]
    )
    risks: Answer = Field(
        title="What can go wrong?", description="What can go wrong?", examples=["{answer: Neck pain.}"]
    )
    sure: Answer = Field(
        title="How sure are we?", description="How sure are we?", examples=["{answer: Strong evidence.}"]
    )

    @property
    def rows(self) -> list[tuple[str, str, Answer]]:
        """The name of each question, its words, and its answer, in the order in which patients ask."""
        fields = type(self).model_fields
        return [(name, str(fields[name].description), getattr(self, name)) for name in fields]


class Cell(Strict):
    """What is said of one choice in one row."""

    text: Text = Field(
        title="Text", description="A few words, in the same form for every choice.", examples=["Every 12 weeks"]
    )
    sources: SourceIds = Field(
        default_factory=list, title="Sources", description="Where it comes from.", examples=["[]"]
    )


class Choice(Strict):
    """One of the choices that are set side by side, with the same rows as the others."""

    name: Text = Field(title="Name", description="One to four words.", examples=["Daily tablets"])
    this_page: bool = Field(
        False, title="Botox, the topic", description="Whether it is Botox, the topic of the page.", examples=[True]
    )
    what_it_is: Cell = Field(title="What it is", description="What it is", examples=["{text: Small injections}"])
    how_often: Cell = Field(title="How often", description="How often", examples=["{text: Every 12 weeks}"])
    may_do: Cell = Field(title="What it may do", description="What it may do", examples=["{text: Fewer attacks}"])
    side_effects: Cell = Field(
        title="Common side effects", description="Common side effects", examples=["{text: Neck pain}"]
    )
    not_if: Cell = Field(
        title="Not for you if", description="Not for you if", examples=["{text: You are allergic to it}"]
    )
    status: Cell = Field(title="Status", description="Status", examples=["{text: Off-label}"])

    @property
    def rows(self) -> list[tuple[str, str, Cell]]:
        """The name of each row, its words, and what stands there."""
        cells = ((name, field, getattr(self, name)) for name, field in type(self).model_fields.items())
        return [(name, str(field.description), cell) for name, field, cell in cells if isinstance(cell, Cell)]


class Change(Strict):
    """What changed on a page, and when: for readers who come back."""

    day: Day = Field(title="Day", description="The day of the change.", examples=["2026-11-26"])
    what: Text = Field(
        title="What is new", description="What is new, in one sentence.", examples=["Added the figures of two trials."]
    )


class Moment(Strict):
    """One step of the time line, from the visit to the next one."""

    when: Text = Field(title="When", description="When, in a few words.", examples=["Week 12"])
    what: Text = Field(
        title="What happens", description="What happens, at most fourteen words.", examples=["The effect fades."]
    )
    effect: Effect | None = Field(
        None,
        title="Effect",
        description='"none", "starting", "full" or "fading", where a fact says so.',
        examples=["fading"],
    )
    sources: SourceIds = Field(
        default_factory=list, title="Sources", description="Where it comes from.", examples=["[]"]
    )


class Bar(Strict):
    """One bar of a chart."""

    label: Text = Field(title="Who", description="Who had what.", examples=["Placebo"])
    value: Annotated[float, Field(ge=0, le=1_000_000, strict=False)] = Field(
        title="Figure", description="The figure, as published.", examples=[6.7]
    )
    comparison: bool = Field(
        False, title="To compare with", description="Whether it is the bar to compare with.", examples=[True]
    )


class Chart(Strict):
    """Figures of one study: people are drawn one by one, averages as bars."""

    id: Slug = Field(
        title="Name in the text",
        description="Its name in the text: [[chart: headache-days]].",
        examples=["headache-days"],
    )
    title: Text = Field(title="Title", description="What is counted, over what time.", examples=["Fewer headache days"])
    unit: Text = Field(
        title="Unit",
        description='Printed after each figure; "in 100 people" draws people, any other one bars.',
        examples=["in 100 people"],
    )
    bars: Annotated[list[Bar], Field(min_length=1, max_length=6)] = Field(
        title="Bars", description="The figures.", examples=["{label: Botox, value: 9.0}"]
    )
    people: Annotated[int, Field(ge=1)] | None = Field(
        None, title="People in the study", description="How many people took part, if it is known.", examples=[705]
    )
    product: Text = Field(title="Product", description="The product that was tested.", examples=["BOTOX"])
    note: Text = Field(
        title="Note below", description="What the figures mean, and who paid.", examples=["The maker paid."]
    )
    sources: SomeSources = Field(title="Sources", description="The study.", examples=["[diener-2010]"])
    scale: Annotated[float, Field(gt=0, strict=False)] | None = Field(
        None, title="Length of the axis", description="The length of the axis, if not the longest bar.", examples=[100]
    )
    difference: Text | None = Field(
        None,
        title="The difference in people",
        description="What the gap means in people, for a figure in 100 and its comparison.",
        examples=["So Botox made the difference for about 20 people in 100."],
    )
    without_comparison: Text | None = Field(
        None,
        title="Why nothing to compare",
        description="Why there is no bar to compare with.",
        examples=["It had no comparison group."],
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

    @property
    def shows_people(self) -> bool:
        """Whether its figures are people in 100, drawn as dots."""
        return self.unit == PEOPLE

    @property
    def gap(self) -> int | None:
        """How many people in 100 lie between the one figure and the one to compare with; None for other charts."""
        values = (
            [bar.value for bar in self.bars if not bar.comparison],
            [bar.value for bar in self.bars if bar.comparison],
        )
        if not self.shows_people or not all(len(each) == 1 for each in values):
            return None
        return abs(round(values[0][0] - values[1][0]))

    def figure(self, bar: Bar) -> str:
        """The figure of a bar as it is printed: with a decimal as soon as one of the bars has one."""
        decimals = 0 if all(each.value.is_integer() for each in self.bars) else 1
        return f"{bar.value:,.{decimals}f}"

    @property
    def axis(self) -> float:
        """The figure that a full-length bar stands for; never 0."""
        return self.scale or max(bar.value for bar in self.bars) or 1.0
