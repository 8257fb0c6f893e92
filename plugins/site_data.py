"""Read content/data: what the site knows of the practice, its sources, its reviewers and its words."""

import json
import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from plugins.article_fields import SourceId, Strict, Text
from plugins.problem import Problem


class Address(Strict):
    """Where the practice is; empty until the owner fills it in."""

    street: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""

    def __bool__(self) -> bool:
        return bool(self.street and self.city)


class Practice(Strict):
    """What may be said of the practice: content/data/practice.toml. What is empty prints nothing."""

    name: Text
    led_by: str = ""
    byline: Text
    site_title: Text
    site_url: Annotated[str, Field(pattern=r"^(https://[a-z0-9.-]+(:\d+)?)?$")] = ""
    phone: Annotated[str, Field(pattern=r"^(\+[0-9]{8,15})?$")] = ""
    email: Annotated[str, Field(pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+)?$")] = ""
    corrections_email: Annotated[str, Field(pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+)?$")] = ""
    booking_url: Annotated[str, Field(pattern=r"^(https://\S+)?$")] = ""
    hours: list[Text] = Field(default_factory=list)
    address: Address = Field(default_factory=Address)
    medical_license: str = ""
    certifying_board: str = ""


class Reviewer(Strict):
    """A clinician who may sign articles: content/data/reviewers.toml."""

    name: Text
    credentials: Text
    role: str = ""


class Term(Strict):
    """A medical word and its meaning: content/data/glossary.toml."""

    term: Text
    means: Text
    also: list[Text] = Field(default_factory=list)


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
    return value["date-parts"][0] if isinstance(value, dict) and value.get("date-parts") else value


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
    doi: str | None = Field(None, alias="DOI")
    pmid: str | None = Field(None, alias="PMID")
    pmcid: str | None = Field(None, alias="PMCID")
    url: str | None = Field(None, alias="URL")
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
    """All that content/data holds."""

    practice: Practice
    sources: dict[str, Source]
    reviewers: dict[str, Reviewer]
    glossary: dict[str, Term]
    source_lines: dict[str, int]  # where each source stands in sources.json, 1-based


NOT_KNOWN = Practice(name="(practice.toml cannot be read)", byline="-", site_title="-")


def read_site_data(texts: dict[str, str]) -> tuple[SiteData, list[Problem]]:
    """Read the data files.

    texts: the text of each file by its path, "content/data/practice.toml" and so on.
    Returns what could be read and every problem; what could not be read is left out.
    """
    problems: list[Problem] = []
    practice = _read_toml_model(texts, "practice.toml", Practice, problems) or NOT_KNOWN
    reviewers = _read_toml_table(texts, "reviewers.toml", "reviewers", Reviewer, problems)
    glossary = _read_toml_table(texts, "glossary.toml", "terms", Term, problems)
    sources, lines = _read_sources(texts, problems)
    return SiteData(practice, sources, reviewers, glossary, lines), problems


def _load_toml(texts: dict[str, str], name: str, problems: list[Problem]) -> tuple[str, dict[str, Any] | None]:
    path = f"content/data/{name}"
    if path not in texts:
        problems.append(Problem(path, 1, 1, "data-missing", "The file is missing. Take it back from git."))
        return path, None
    try:
        return path, tomllib.loads(texts[path])
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(found[1]), int(found[2])) if found else (1, 1)
        told = f"The line cannot be read ({str(error).split(' (')[0]}). Write it as: name = \"text\"."
        problems.append(Problem(path, line, column, "data-toml", told))
        return path, None


def _read_toml_model(texts: dict[str, str], name: str, model: type[Strict], problems: list[Problem]) -> Any:
    path, values = _load_toml(texts, name, problems)
    return _validate(path, texts.get(path, ""), model, values, problems) if values is not None else None


def _read_toml_table(
    texts: dict[str, str], name: str, table: str, model: type[Strict], problems: list[Problem]
) -> dict[str, Any]:
    path, values = _load_toml(texts, name, problems)
    entries: dict[str, Any] = {}
    for key, value in (values or {}).get(table, {}).items():
        entry = _validate(path, texts[path], model, value, problems, after=f"[{table}.{key}]")
        if entry is not None:
            entries[key] = entry
    return entries


def _validate(
    path: str, text: str, model: type[BaseModel], values: Any, problems: list[Problem], after: str = ""
) -> Any:
    """Read values into the model; report each problem on the line where its field stands below `after`."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            name = str(detail["loc"][-1]) if detail["loc"] else ""
            told = f'"{name}" is not as it should be: {detail["msg"][0].lower()}{detail["msg"][1:]}.'
            if detail["type"] == "extra_forbidden":
                near = get_close_matches(name, model.model_fields, n=1)
                told = f'"{name}" is not a field. ' + (f'Did you mean "{near[0]}"?' if near else "Take it out.")
            elif detail["type"] == "string_pattern_mismatch":
                told = f'"{name}" cannot be "{detail["input"]}". See the comment above it for its form.'
            elif detail["type"] == "missing":
                told = f'"{name}" is missing. Add it.'
            problems.append(Problem(path, _line_of(text, name, after), 1, "data-field", told))
        return None


def _line_of(text: str, name: str, after: str = "") -> int:
    """Return the 1-based line of a field, looked for below the text `after`."""
    start = max(text.find(after), 0) if after else 0
    found = re.compile(rf'^\s*"?{re.escape(name)}"?\s*[=:]', re.MULTILINE).search(text, start) if name else None
    return text.count("\n", 0, found.start() + len(found[0]) if found else start) + 1


def _read_sources(texts: dict[str, str], problems: list[Problem]) -> tuple[dict[str, Source], dict[str, int]]:
    path = "content/data/sources.json"
    sources: dict[str, Source] = {}
    lines: dict[str, int] = {}
    if path not in texts:
        problems.append(Problem(path, 1, 1, "data-missing", "The file is missing. Take it back from git."))
        return sources, lines
    text = texts[path]
    try:
        entries = json.loads(text)
    except json.JSONDecodeError as error:
        told = f"The list cannot be read here ({error.msg}). Check commas and quotes on this line and the one above."
        problems.append(Problem(path, error.lineno, error.colno, "data-json", told))
        return sources, lines
    for entry in entries if isinstance(entries, list) else []:
        name = str(entry.get("id", "")) if isinstance(entry, dict) else ""
        marker = f'"id": "{name}"'
        line = text.count("\n", 0, max(text.find(marker), 0)) + 1
        if name in sources:
            told = f'Two sources are called "{name}". Give one of them another id.'
            problems.append(Problem(path, line, 1, "source-twice", told))
        source = _validate(path, text, Source, entry, problems, after=marker)
        if source is not None:
            sources[name], lines[name] = source, line
    return sources, lines
