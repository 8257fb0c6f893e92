"""Read content/data: what the site knows of the practice, its sources, its reviewers and its words."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from plugins.memory.steps import digest
from plugins.problems.field_errors import FieldError, shorten
from plugins.problems.places import Place
from plugins.problems.problem import Problem
from plugins.reading.addresses import CITED, SCHEME, is_allowed
from plugins.reading.article_fields import SourceId, Strict, Text
from plugins.reading.contacts import Email, Phone
from plugins.reading.data_file import DataFile, open_data_file, read_table
from plugins.reading.names import HttpsUrl, Words, parse_words, trim
from plugins.reading.redirects import REDIRECTS, Redirect, read_redirects
from plugins.reading.target import TARGET, Deploy, read_target

Filled = Annotated[str, Field(min_length=1), BeforeValidator(trim), AfterValidator(parse_words)]


def check_plain(value: str) -> str:
    """Return a text that holds no tag: it would be printed as it stands. Raises ValueError for another one."""
    if found := re.search(r"<[a-zA-Z/!?][^<>]*>?", value):
        told = "is printed as it stands: a data file holds plain text. Take it out."
        raise ValueError(f'"{shorten(found[0])}" {told}')
    return value


Plain = Annotated[Filled, AfterValidator(check_plain)]


class Address(Strict):
    """Where the practice is; empty until the owner fills it in."""

    street: Words = ""
    city: Words = ""
    state: Words = ""
    postal_code: Words = ""

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

    name: Filled
    led_by: Words = ""
    byline: Filled
    site_title: Filled
    phone: Phone = ""
    email: Email = ""
    corrections_email: Email = ""
    booking_url: HttpsUrl = ""
    hours: list[Filled] = Field(default_factory=list)
    address: Address = Field(default_factory=Address)
    medical_license: Words = ""
    certifying_board: Words = ""


class Reviewer(Strict):
    """A clinician who may sign articles: content/data/reviewers.toml."""

    name: Filled
    credentials: Filled
    role: Words = ""


class Term(Strict):
    """A medical word and its meaning: content/data/glossary.toml."""

    term: Plain
    means: Plain
    also: list[Plain] = Field(default_factory=list)


class Author(BaseModel):
    """An author as CSL-JSON names one: a person, or an institution."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    family: str = ""
    given: str = ""
    literal: str = ""
    particle: str = Field("", alias="non-dropping-particle")

    @property
    def name(self) -> str:
        """`Herd CP`, or the institution."""
        if self.literal:
            return self.literal
        initials = "".join(word[0] for word in self.given.replace("-", " ").replace(".", " ").split())
        return " ".join(part for part in (self.particle, self.family, initials) if part)


def read_date_parts(value: Any) -> Any:
    """Return the first of CSL's date parts: [2010, 7] of {"date-parts": [[2010, 7]]}."""
    parts = value.get("date-parts") if isinstance(value, dict) else None
    return parts[0] if isinstance(parts, list) and parts else value


def check_web_address(value: str | None) -> str | None:
    """Return the address of a source, if its list may link to it. Raises ValueError for another one."""
    if value is not None and not (SCHEME.match(value) and is_allowed(value, CITED)):
        told = 'Copy it from your browser: it starts with "https://" and has no blanks.'
        raise ValueError(f'"{shorten(value)}" is not the address of a source. {told}')
    return value


class Source(BaseModel):
    """A source in CSL-JSON: content/data/sources.json."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    id: SourceId
    type: str
    title: Text
    author: list[Author] = Field(default_factory=list)
    container_title: str = Field("", alias="container-title")
    issued: Annotated[list[int], BeforeValidator(read_date_parts)] = Field(default_factory=list)
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    number: str | None = None
    doi: str | None = Field(None, alias="DOI", pattern=r"\A10\.[0-9]{4,9}/[!-~]+\z")
    pmid: str | None = Field(None, alias="PMID", pattern=r"\A[0-9]{1,9}\z")
    pmcid: str | None = Field(None, alias="PMCID", pattern=r"\APMC[0-9]{1,9}\z")
    url: Annotated[str | None, AfterValidator(check_web_address)] = Field(None, alias="URL")
    note: str = ""
    authors_incomplete: bool = False
    remarks: list[str] = Field(default_factory=list)  # printed behind the entry: "Retired guideline"

    @property
    def year(self) -> str:
        """The year of publication, or nothing."""
        return str(self.issued[0]) if self.issued else ""

    @property
    def link(self) -> str:
        """Where to read it: its DOI before its address, which moves more often."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.url:
            return self.url
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else ""


@dataclass(frozen=True)
class SiteData:
    """All that content/data holds, and where the site goes."""

    practice: Practice
    deploy: Deploy
    redirects: tuple[Redirect, ...]
    sources: dict[str, Source]
    reviewers: dict[str, Reviewer]
    glossary: dict[str, Term]
    source_rows: dict[str, int]  # which entry of sources.json has each id, of those too that cannot be read
    files: tuple[DataFile, ...]  # those of content/data that could be read

    def source_place(self, name: str) -> Place:
        """Return line and column, 1-based, of the id of a source in sources.json."""
        file = next((file for file in self.files if file.path == SOURCES), None)
        return file.places.find((self.source_rows[name], "id")) if file else (1, 1)

    @cached_property
    def digest(self) -> str:
        """All of it, as a hash."""
        return digest(repr(self))


FILES = ("practice.toml", "reviewers.toml", "glossary.toml", "sources.json", "redirects.toml")  # of content/data
PRACTICE = "content/data/practice.toml"
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
    reviewers = read_table(files.get("content/data/reviewers.toml"), "reviewers", Reviewer, problems)
    glossary = read_table(files.get("content/data/glossary.toml"), "terms", Term, problems)
    redirects = read_redirects(files[REDIRECTS], problems) if REDIRECTS in files else ()
    sources, rows = _read_sources(files[SOURCES], problems) if SOURCES in files else ({}, {})
    return SiteData(practice, deploy, redirects, sources, reviewers, glossary, rows, tuple(files.values())), problems


def _read_sources(file: DataFile, problems: list[Problem]) -> tuple[dict[str, Source], dict[str, int]]:
    """Return the sources by id, and which entry has each id, of those too that cannot be read."""
    sources: dict[str, Source] = {}
    rows: dict[str, int] = {}
    if not isinstance(file.values, list):
        told = 'The file must be one list: "[" at its start, "]" at its end, and the sources between them.'
        problems.append(file.problem((), told, "data-json"))
        return sources, rows
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
