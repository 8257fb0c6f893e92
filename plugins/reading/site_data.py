"""Read content/data: what the site knows of the practice, its sources, its reviewers and its words."""

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, model_validator

from plugins.memory.steps import digest
from plugins.problems.field_errors import FieldError
from plugins.problems.places import Place
from plugins.problems.problem import Problem
from plugins.reading.article_parts import Strict
from plugins.reading.contacts import Email, Phone, State, write_phone
from plugins.reading.data_file import DataFile, open_data_file, read_table
from plugins.reading.names import SLUG, HttpsUrl, Words
from plugins.reading.plain_text import Filled, Plain
from plugins.reading.redirects import REDIRECTS, Redirect, read_redirects
from plugins.reading.source_entries import Source
from plugins.reading.target import TARGET, Deploy, read_target
from plugins.reading.tested import CHECKS, Checks
from plugins.reading.web_addresses import check_web_address


class Address(Strict):
    """Where the practice is; empty until the owner fills it in."""

    street: Words = Field(
        default="", title="Street", description="House number and street.", examples=["1 Main Street"]
    )
    city: Words = Field(default="", title="City", description="The city.", examples=["Springfield"])
    state: State = Field(default="", title="State", description="Two letters.", examples=["CA"])
    postal_code: Words = Field(default="", title="ZIP code", description="The ZIP code.", examples=["90001"])

    @model_validator(mode="after")
    def has_street_and_city(self) -> "Address":
        """A part alone leads nobody there."""
        for name in ("street", "city") if any((self.street, self.city, self.state, self.postal_code)) else ():
            if not getattr(self, name):
                raise FieldError(name, f'"{name}" is empty, and other lines of the address are not. Fill it in.')
        return self

    @property
    def town(self) -> str:
        """The last line of the address: `Springfield, CA 90001`, or as much of it as is known."""
        area = " ".join(part for part in (self.state, self.postal_code) if part)
        return ", ".join(part for part in (self.city, area) if part)

    def __bool__(self) -> bool:
        return bool(self.street)


class Practice(Strict):
    """What may be said of the practice: content/data/practice.toml. What is empty prints nothing."""

    moved: ClassVar[dict[str, str]] = {
        "site_url": f'"site_url" stands in {TARGET} now. Move it there.',
        "deploy": f'The lines below "[deploy]" stand in {TARGET} now. Move them there, without the line "[deploy]".',
    }

    name: Filled = Field(
        title="Name of the practice",
        description="As it is printed at the head of each page.",
        examples=["Enhance® Medical Center"],
    )
    led_by: Words = Field(
        default="",
        title="Led by",
        description="Who leads the practice: printed behind its name.",
        examples=["Dr. Charles S. Lee"],
    )
    byline: Filled = Field(
        title="Byline",
        description="Who writes the articles: printed there.",
        examples=["Editorial team, Enhance® Medical Center"],
    )
    site_title: Filled = Field(
        title="Name of this guide",
        description="What this guide is called, in titles and lists.",
        examples=["Botox guide"],
    )
    phone: Phone = Field(
        default="",
        title="Phone",
        description='For patients: at the foot of each page and beside "Call the clinic". Country code first, digits only.',
        examples=["+15550100"],
    )
    email: Email = Field(
        default="",
        title="Email",
        description='For patients: at the foot of each page and beside "Call the clinic".',
        examples=["office@example.com"],
    )
    corrections_email: Email = Field(
        default="",
        title="Email for mistakes",
        description="Where readers report a mistake in an article; the email above is used if this is empty.",
        examples=["corrections@example.com"],
    )
    booking_url: Annotated[HttpsUrl, AfterValidator(check_web_address)] = Field(
        default="",
        title="Booking page",
        description="Where a visit is booked, with https.",
        examples=["https://www.example.com/book"],
    )
    hours: list[Filled] = Field(
        default_factory=list,
        title="Opening hours",
        description="One entry a line.",
        examples=["Monday to Friday, 9 am to 5 pm"],
    )
    address: Address = Field(
        default_factory=Address,
        title="Address",
        description="Where the practice is.",
        examples=['street = "1 Main Street"'],
    )
    medical_license: Words = Field(
        default="",
        title="License number",
        description="The license number of the doctor, as it may be printed. Leave it empty without proof.",
        examples=["A00000"],
    )
    certifying_board: Words = Field(
        default="",
        title="Certifying board",
        description="The full name of the board that certified the doctor, as it may be printed. Leave it empty without proof.",
        examples=["American Board of …"],
    )

    @property
    def written_phone(self) -> str:
        """The phone number as people write it."""
        return write_phone(self.phone)


class Reviewer(Strict):
    """A clinician who may sign articles: content/data/reviewers.toml."""

    name: Filled = Field(title="Name", description="The clinician's full name.", examples=["Jane Doe"])
    credentials: Filled = Field(
        title="Credentials",
        description="The degree, and the full name of the board.",
        examples=["MD, the full name of the board"],
    )
    role: Words = Field(default="", title="Role", description="What the clinician does.", examples=["Neurologist"])


class Term(Strict):
    """A medical word and its meaning: content/data/glossary.toml."""

    term: Plain = Field(title="Word", description="The word as it is listed.", examples=["placebo"])
    means: Plain = Field(
        title="Meaning",
        description="One plain sentence of fewer than 20 words.",
        examples=["A dummy treatment with no drug in it."],
    )
    also: list[Plain] = Field(
        default_factory=list,
        title="Other forms",
        description="Other forms to look for in a text.",
        examples=["placebos"],
    )


@dataclass(frozen=True)
class SiteData:
    """All that content/data holds, and where the site goes."""

    practice: Practice
    deploy: Deploy
    redirects: tuple[Redirect, ...]
    sources: dict[str, Source]
    reviewers: dict[str, Reviewer]
    glossary: dict[str, Term]
    checks: Checks | None  # None if they cannot be read
    source_rows: dict[str, int]  # which entry of sources.json has each id, of those too that cannot be read
    files: tuple[DataFile, ...]  # those of content/data that could be read

    def source_place(self, name: str, field: str = "id") -> Place:
        """Return line and column, 1-based, of a field of a source in sources.json."""
        file = next((file for file in self.files if file.path == SOURCES), None)
        return file.places.find((self.source_rows[name], field)) if file else (1, 1)

    @cached_property
    def has_nameless_source(self) -> bool:
        """Tell whether an entry of sources.json has no id that can be read: any of them may be the one that is cited."""
        return not all(SLUG.fullmatch(name) for name in self.source_rows)

    @cached_property
    def digest(self) -> str:
        """All of it, as a hash."""
        return digest(repr(self))


FILES = (
    "practice.toml",
    "reviewers.toml",
    "glossary.toml",
    "sources.json",
    "checks.toml",
    "redirects.toml",
)  # of content/data
PRACTICE = "content/data/practice.toml"
REVIEWERS = "content/data/reviewers.toml"
GLOSSARY = "content/data/glossary.toml"
SOURCES = "content/data/sources.json"
NOT_KNOWN = Practice(name="(practice.toml cannot be read)", byline="-", site_title="-")


def read_site_data(texts: dict[str, str]) -> tuple[SiteData, list[Problem]]:
    """Read the data files.

    texts: the text of each file by its path, "content/data/practice.toml", "deploy/target.toml" and so on.
    Returns what could be read and every problem; what could not be read is left out.
    """
    problems: list[Problem] = []
    for path in sorted(path for path in texts if path.startswith("content/data/")):
        if path.removeprefix("content/data/") not in FILES:
            told = f"A file that the site does not read. It reads {', '.join(FILES)}: move what it holds there."
            problems.append(Problem(path, 1, 1, "file-unknown", told))
    needed = [path for path in (f"content/data/{name}" for name in FILES) if path != REDIRECTS or path in texts]
    files = {path: file for path in needed if (file := open_data_file(texts, path, problems))}
    file = files.get(PRACTICE)
    practice = (file.read(Practice, problems) if file else None) or NOT_KNOWN
    deploy = read_target(texts, problems)
    reviewers = read_table(files.get(REVIEWERS), "reviewers", Reviewer, problems)
    glossary = read_table(files.get(GLOSSARY), "terms", Term, problems)
    file = files.get(CHECKS)
    checks = file.read(Checks, problems) if file else None
    redirects = read_redirects(files[REDIRECTS], problems) if REDIRECTS in files else ()
    sources, rows = _read_sources(files[SOURCES], problems) if SOURCES in files else ({}, {})
    known = (sources, reviewers, glossary, checks, rows)
    return SiteData(practice, deploy, redirects, *known, tuple(files.values())), problems


def _read_sources(file: DataFile, problems: list[Problem]) -> tuple[dict[str, Source], dict[str, int]]:
    """Return the sources by id, and which entry has each id, of those too that cannot be read."""
    sources: dict[str, Source] = {}
    rows: dict[str, int] = {}
    if not isinstance(file.values, list):
        told = 'The file must be one list: "[" at its start, "]" at its end, and the sources between them.'
        problems.append(file.problem((), told, "data-json"))
        return sources, rows
    if not file.values:
        problems.append(file.problem((), "The file lists no source. Take it back from git.", "data-missing"))
    for number, entry in enumerate(file.values):
        name = str(entry.get("id", "")) if isinstance(entry, dict) else ""
        if name in rows:
            line, _ = file.places.find((rows[name], "id"))
            told = f'Two sources are called "{name}", here and on line {line}. Give one of them another id.'
            problems.append(file.problem((number, "id"), told, "source-twice"))
        rows.setdefault(name, number)
        source = file.read(Source, problems, (number,))
        if source is not None:
            sources[name] = source
    return sources, rows
