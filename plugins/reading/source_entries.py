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

    family: Annotated[str, BeforeValidator(trim)] = Field(
        "", title="Family name", description="Of a person.", examples=["Herd"]
    )
    given: Annotated[str, BeforeValidator(trim)] = Field(
        "", title="Given names", description="Of a person: names or initials.", examples=["C. P."]
    )
    literal: Annotated[str, BeforeValidator(trim)] = Field(
        "",
        title="Body",
        description="The name of a body, in the place of a person's.",
        examples=["U.S. Food and Drug Administration"],
    )
    particle: str = Field(
        "",
        alias="non-dropping-particle",
        title="Particle",
        description='A part of the family name that stands before it, such as "van".',
        examples=["van"],
    )

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

    id: SourceId = Field(
        title="Short name", description="What a text cites: first author or body, then year.", examples=["diener-2010"]
    )
    type: Type = Field(title="Kind", description="What kind of source it is.", examples=["article-journal"])
    title: Annotated[Text, AfterValidator(check_source_title)] = Field(
        title="Title",
        description="The title that the source has, whole.",
        examples=["OnabotulinumtoxinA for treatment of chronic migraine"],
    )
    author: Annotated[list[Author], BeforeValidator(read_authors)] = Field(
        default_factory=list,
        title="Authors",
        description="Each person or body that wrote it.",
        examples=['{ "family": "Herd", "given": "C. P." }'],
    )
    container_title: Printed = Field(
        "",
        alias="container-title",
        title="Appeared in",
        description="The journal, book or website that it is a part of.",
        examples=["Cephalalgia"],
    )
    issued: Annotated[list[int], BeforeValidator(read_issued)] = Field(
        default_factory=list,
        json_schema_extra={"form": "issued"},
        title="Published",
        description="The day, or the month or the year, as far as it is known.",
        examples=['{ "date-parts": [[2010, 7]] }'],
    )
    volume: Printed | None = Field(None, title="Volume", description="Of the journal.", examples=["30"])
    issue: Printed | None = Field(None, title="Issue", description="Of the journal.", examples=["7"])
    page: Annotated[str, AfterValidator(parse_pages)] | None = Field(
        None,
        title="Pages",
        description="The first and the last page, or the number of the article.",
        examples=["804-814"],
    )
    number: Printed | None = Field(
        None, title="Number", description="Of a report or a document.", examples=["AHRQ Publication No. 14-0002-EF"]
    )
    doi: Annotated[str, AfterValidator(parse_doi)] | None = Field(
        None,
        alias="DOI",
        title="DOI",
        description='What starts with "10.", without "https://doi.org/".',
        examples=["10.1177/0333102410364677"],
    )
    pmid: Annotated[str, AfterValidator(parse_pmid)] | None = Field(
        None, alias="PMID", title="PMID", description="Its number in PubMed: digits alone.", examples=["20647170"]
    )
    pmcid: Annotated[str, AfterValidator(parse_pmcid)] | None = Field(
        None, alias="PMCID", title="PMCID", description="Its number in PubMed Central.", examples=["PMC6661560"]
    )
    isbn: Annotated[str, AfterValidator(parse_isbn)] | None = Field(
        None, alias="ISBN", title="ISBN", description="The number of a book.", examples=["978-0-306-40615-7"]
    )
    issn: Annotated[str, AfterValidator(parse_issn)] | None = Field(
        None, alias="ISSN", title="ISSN", description="The number of a journal.", examples=["0028-3878"]
    )
    url: Annotated[str, BeforeValidator(trim), AfterValidator(check_source_address)] | None = Field(
        None,
        alias="URL",
        title="Web address",
        description="The address of the page itself, with https; not from a search, a mail or a library.",
        examples=["https://www.fda.gov/patients"],
    )
    note: str = Field(
        "",
        title="Note for us",
        description="What was read, and when; it is not printed.",
        examples=["Read as a full text."],
    )
    authors_incomplete: bool = Field(
        False, title="More authors", description="Whether there are more authors than the list names.", examples=[True]
    )
    remarks: list[Printed] = Field(
        default_factory=list, title="Remarks", description="Printed behind the entry.", examples=["Retired guideline"]
    )

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
