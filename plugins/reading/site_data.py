"""Read content/data: what the site knows of the practice, its sources, its reviewers and its words."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from plugins.memory.steps import digest
from plugins.problems.data_errors import explain_data_error, line_of, read_json
from plugins.problems.field_errors import shorten
from plugins.problems.problem import Problem
from plugins.reading.addresses import CITED, SCHEME, is_allowed
from plugins.reading.article_fields import SourceId, Strict, Text
from plugins.reading.contacts import Email, Phone
from plugins.reading.names import HttpsUrl, Words, parse_words
from plugins.reading.redirects import REDIRECTS, Redirect, read_redirects
from plugins.reading.target import TARGET, Deploy, read_target
from plugins.reading.toml_file import load_toml, read_toml_model, read_toml_table

Filled = Annotated[str, Field(min_length=1), AfterValidator(parse_words)]


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

    def __bool__(self) -> bool:
        return bool(self.street and self.city)


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
    doi: str | None = Field(None, alias="DOI", pattern=r"^10\.[0-9]{4,9}/[!-~]+$")
    pmid: str | None = Field(None, alias="PMID", pattern="^[0-9]{1,9}$")
    pmcid: str | None = Field(None, alias="PMCID", pattern="^PMC[0-9]{1,9}$")
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
    source_lines: dict[str, int]  # where each source stands in sources.json, 1-based

    @cached_property
    def digest(self) -> str:
        """All of it, as a hash."""
        return digest(repr(self))


FILES = ("practice.toml", "reviewers.toml", "glossary.toml", "sources.json", "redirects.toml")  # of content/data
PRACTICE = "content/data/practice.toml"
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
    practice = read_toml_model(texts, PRACTICE, Practice, problems) or NOT_KNOWN
    deploy, found = read_target(texts.get(TARGET, ""))
    problems.extend(found)
    reviewers = read_toml_table(texts, "content/data/reviewers.toml", "reviewers", Reviewer, problems)
    glossary = read_toml_table(texts, "content/data/glossary.toml", "terms", Term, problems)
    redirects: tuple[Redirect, ...] = ()
    if REDIRECTS in texts and (values := load_toml(texts, REDIRECTS, problems)) is not None:
        redirects, found = read_redirects(texts[REDIRECTS], values)
        problems.extend(found)
    sources, lines = _read_sources(texts, problems)
    return SiteData(practice, deploy, redirects, sources, reviewers, glossary, lines), problems


def _validate_json(
    path: str, text: str, model: type[BaseModel], values: Any, problems: list[Problem], after: str
) -> Any:
    """Read values into the model; report each problem on the line where its field stands below `after`."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            name = next((part for part in reversed(detail["loc"]) if isinstance(part, str)), "")
            line = line_of(text, name, after)
            problems.append(Problem(path, line, 1, "data-field", explain_data_error(model, detail)))
        return None


def _read_sources(texts: dict[str, str], problems: list[Problem]) -> tuple[dict[str, Source], dict[str, int]]:
    path = "content/data/sources.json"
    sources: dict[str, Source] = {}
    lines: dict[str, int] = {}
    if path not in texts:
        problems.append(Problem(path, 1, 1, "data-missing", "The file is missing. Take it back from git."))
        return sources, lines
    entries, found = read_json(path, texts[path])
    problems.extend(found)
    if entries is None:
        return sources, lines
    if not isinstance(entries, list):
        told = 'The file must be one list: "[" at its start, "]" at its end, and the sources between them.'
        problems.append(Problem(path, 1, 1, "data-json", told))
        return sources, lines
    places = _lines_of_ids(texts[path])
    for entry in entries:
        name = str(entry.get("id", "")) if isinstance(entry, dict) else ""
        line = places[name].pop(0) if places.get(name) else 1
        if name in lines:
            told = f'Two sources are called "{name}", here and on line {lines[name]}. Give one of them another id.'
            problems.append(Problem(path, line, 1, "source-twice", told))
        source = _validate_json(path, texts[path], Source, entry, problems, after=f'"{name}"')
        lines.setdefault(name, line)
        if source is not None:
            sources[name] = source
    return sources, lines


def _lines_of_ids(text: str) -> dict[str, list[int]]:
    """Return the lines on which each source id stands, in their order."""
    found: dict[str, list[int]] = {}
    line, start = 1, 0
    for match in re.finditer(r'"id"\s*:\s*"([^"\n]*)"', text):
        line += text.count("\n", start, match.start())
        start = match.start()
        found.setdefault(match[1], []).append(line)
    return found
