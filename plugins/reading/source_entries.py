"""An entry of content/data/sources.json: a source in CSL-JSON (https://docs.citationstyles.org)."""

from typing import Annotated, ClassVar, Literal
from urllib.parse import quote

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from plugins.problems.field_errors import FieldError
from plugins.reading.article_parts import SourceId, Text
from plugins.reading.names import show, trim
from plugins.reading.source_authors import explain_author, read_authors
from plugins.reading.source_forms import (
    SIGNS,
    check_source_text,
    check_source_title,
    doi_in_address,
    is_doi_link,
    link_of_doi,
    parse_doi,
    parse_isbn,
    parse_issn,
    parse_pages,
    parse_pmcid,
    parse_pmid,
    read_issued,
)
from plugins.reading.web_addresses import check_web_address

# CSL 1.0.2, appendix III
Type = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter", "classic",
    "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic",
    "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet",
    "paper-conference", "patent", "performance", "periodical", "personal_communication", "post", "post-weblog", "regulation",
    "report", "review", "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
]  # fmt: skip
Printed = Annotated[str, BeforeValidator(trim), AfterValidator(check_source_text)]


def check_source_address(value: str) -> str:
    """Return the address of a source, if its list may link to it. Raises ValueError for another one."""
    if not value:
        raise ValueError('"URL" is empty. Fill it in, or take the line out.')
    return check_web_address(value)


class Author(BaseModel):
    """An author as CSL-JSON names one: a person, or an institution."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    family: Annotated[str, BeforeValidator(trim)] = ""
    given: Annotated[str, BeforeValidator(trim)] = ""
    literal: Annotated[str, BeforeValidator(trim)] = ""
    particle: str = Field("", alias="non-dropping-particle")

    @model_validator(mode="after")
    def is_one_author(self) -> "Author":
        """A name that is none, or several in one, would be printed as it stands."""
        if told := explain_author(self.family, self.given, self.literal):
            raise ValueError(told)
        return self

    @property
    def name(self) -> str:
        """`Herd CP`, or the institution."""
        if self.literal:
            return self.literal
        initials = "".join(word[0] for word in self.given.replace("-", " ").replace(".", " ").split())
        return " ".join(part for part in (self.particle, self.family, initials) if part)


class Source(BaseModel):
    """A source in CSL-JSON: content/data/sources.json."""

    rule: ClassVar[str] = "source-form"  # that is broken by a value of another form
    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    id: SourceId
    type: Type
    title: Annotated[Text, AfterValidator(check_source_title)]
    author: Annotated[list[Author], BeforeValidator(read_authors)] = Field(default_factory=list)
    container_title: Printed = Field("", alias="container-title")
    issued: Annotated[list[int], BeforeValidator(read_issued)] = Field(default_factory=list)
    volume: Printed | None = None
    issue: Printed | None = None
    page: Annotated[str, AfterValidator(parse_pages)] | None = None
    number: Printed | None = None
    doi: Annotated[str, AfterValidator(parse_doi)] | None = Field(None, alias="DOI")
    pmid: Annotated[str, AfterValidator(parse_pmid)] | None = Field(None, alias="PMID")
    pmcid: Annotated[str, AfterValidator(parse_pmcid)] | None = Field(None, alias="PMCID")
    isbn: Annotated[str, AfterValidator(parse_isbn)] | None = Field(None, alias="ISBN")
    issn: Annotated[str, AfterValidator(parse_issn)] | None = Field(None, alias="ISSN")
    url: Annotated[str, BeforeValidator(trim), AfterValidator(check_source_address)] | None = Field(None, alias="URL")
    note: str = ""
    authors_incomplete: bool = False
    remarks: list[Printed] = Field(default_factory=list)  # printed behind the entry: "Retired guideline"

    @model_validator(mode="after")
    def address_fits_doi(self) -> "Source":
        """The DOI moves less often than an address, so it is not hidden in one; and both lead to the same source."""
        found = doi_in_address(self.url or "")
        if self.url and found and is_doi_link(self.url) and not self.doi:
            right = f'"DOI": "{show(found)}"'
            raise FieldError("URL", f"The address is a DOI. Write {right} in place of the URL.")
        if found and self.doi and not found.lower().startswith(self.doi.lower()):
            told = f'The URL holds another DOI, "{show(found)}", than "DOI": "{show(self.doi)}". Correct one of them.'
            raise FieldError("URL", told)
        return self

    @property
    def year(self) -> str:
        """The year of publication, or nothing."""
        return str(self.issued[0]) if self.issued else ""

    @property
    def link(self) -> str:
        """Where to read it: its DOI before its address, which moves more often."""
        if self.doi:
            return link_of_doi(self.doi)
        if self.url:
            return quote(self.url, safe=f"{SIGNS}?#%")
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmcid}/" if self.pmcid else ""
