"""What the built pages tell search engines: all of it true, visible and in the words of schema.org."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import brotli
import pytest

from pelicanconf import SITEURL
from plugins.facts.review_status import review_status
from plugins.reading.library import Document, Library
from tests.support.schema_org import PROPERTIES

pytestmark = pytest.mark.pages

GRAPH = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
INLINE = {"a", "abbr", "b", "cite", "dfn", "em", "i", "span", "strong", "sub", "sup", "time"}
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
MOST_BYTES = 1000  # that a graph may add to its page, compressed
# What is said in one phrase and shown in two places: the use, for whom, the product, the year
PIECES = re.compile(r": | \((?=BOTOX)|(?<=Cosmetic), |(?<=BOTOX), |\)$|(?<=FDA-approved)\. ")
# Words of these properties stand on the page; the others hold addresses, dates and terms of schema.org
SPOKEN = {
    "name", "headline", "description", "nonProprietaryName", "proprietaryName", "activeIngredient",
    "administrationRoute", "mechanismOfAction", "warning", "pregnancyWarning", "breastfeedingWarning",
    "contraindication", "howPerformed", "honorificSuffix", "jobTitle", "telephone", "email", "streetAddress",
    "addressLocality", "addressRegion", "postalCode",
}  # fmt: skip
IN_OTHER_WORDS = {"not fda-approved": "off-label"}  # SD-03 asks for plain words beside the term
UNSHOWN = {
    "WebSite",  # its name stands in the titles of pages, above what a visitor sees
    "Country",  # the FDA rules for the US; content-standards SD-02 asks that this is said
}


@dataclass
class BuiltPage:
    """A page as it is published, and its graph."""

    document: Document
    html: str
    graph: list[dict[str, Any]]
    text: str
    links: set[str]
    days: set[str]


@dataclass
class Reader(HTMLParser):
    """See what a visitor sees: words, links and dates; nothing hidden, and no numbers of citations."""

    words: list[str] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    hidden: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Leave out scripts, styles and citations; note addresses and dates."""
        values = dict(attrs)
        if tag not in INLINE:
            self.words.append(" ")
        if tag == "a" and values.get("href"):
            self.links.add(str(values["href"]))
        if tag == "time" and values.get("datetime"):
            self.days.add(str(values["datetime"]))
        if tag not in VOID and (self.hidden or tag in ("script", "style", "head") or tag == "sup"):
            self.hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Come back to what is shown."""
        if tag not in INLINE:
            self.words.append(" ")
        if self.hidden and self.hidden[-1] == tag:
            self.hidden.pop()

    def handle_data(self, data: str) -> None:
        """Keep what is shown."""
        if not self.hidden:
            self.words.append(data)


def spell(text: str) -> str:
    """Return a text as it is compared: without case, marks, kinds of quotes and line ends."""
    plain = text.replace("®", "").replace("’", "'").replace("\u00a0", " ").replace("\u00ad", "")
    return " ".join(plain.casefold().split())


@pytest.fixture(scope="session")
def pages(site: Path, library: Library) -> list[BuiltPage]:
    """Every page of the built site."""
    built = []
    for document in library.documents.values():
        if not (site / document.file).is_file():
            continue
        html = (site / document.file).read_text(encoding="utf-8")
        texts = GRAPH.findall(html)
        assert len(texts) == 1, f"{document.file} has {len(texts)} graphs"
        reader = Reader()
        reader.feed(html)
        words = spell("".join(reader.words))
        graph = json.loads(texts[0])["@graph"]
        built.append(BuiltPage(document, html, graph, words, reader.links, reader.days))
    return built


def nodes_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every node of a graph, however deep."""
    if isinstance(value, list):
        for entry in value:
            yield from nodes_in(entry)
    elif isinstance(value, dict):
        yield value
        yield from nodes_in(list(value.values()))


def find_all(page: BuiltPage, kind: str) -> list[dict[str, Any]]:
    return [node for node in nodes_in(page.graph) if node.get("@type") == kind]


def spoken(page: BuiltPage) -> Iterator[tuple[str, str]]:
    """Yield each text of a graph that a visitor should find on the page, with its place in the graph."""
    for node in nodes_in(page.graph):
        if node.get("@type") in UNSHOWN:
            continue
        for name in SPOKEN & node.keys():
            values = node[name] if isinstance(node[name], list) else [node[name]]
            for value in values:
                yield f"{node['@type']}.{name}", value


def test_every_page_has_one_graph(site: Path, pages: list[BuiltPage]) -> None:
    assert {page.document.file for page in pages} == {
        file.relative_to(site).as_posix() for file in site.rglob("*.html")
    }


def test_only_terms_of_schema_org_are_used(pages: list[BuiltPage]) -> None:
    for page in pages:
        for node in nodes_in(page.graph):
            if "@type" in node:
                assert node.keys() <= PROPERTIES[node["@type"]], page.document.file


def test_every_link_of_a_graph_leads_to_one_of_its_nodes(pages: list[BuiltPage]) -> None:
    for page in pages:
        nodes = [node for node in nodes_in(page.graph) if "@id" in node]
        defined = [node["@id"] for node in nodes if len(node) > 1]
        assert len(defined) == len(set(defined)), page.document.file
        assert {node["@id"] for node in nodes} == set(defined), page.document.file


def test_visitor_finds_on_the_page_whatever_the_graph_says(pages: list[BuiltPage]) -> None:
    missing = [
        f"{page.document.file}: {place}: {piece}"
        for page in pages
        for place, text in spoken(page)
        for piece in PIECES.split(text)
        if IN_OTHER_WORDS.get(spell(piece), spell(piece)) not in page.text
    ]
    assert not missing, "\n".join(missing)


def test_sources_of_the_graph_are_links_of_the_page(pages: list[BuiltPage]) -> None:
    for page in pages:
        labels = [link for drug in find_all(page, "Drug") for link in drug.get("prescribingInfo", [])]
        for source in [*page.graph[0].get("citation", []), *labels]:
            assert source in page.links or spell(source) in page.text, f"{page.document.file}: {source}"


def test_page_shows_the_dates_that_its_graph_tells(pages: list[BuiltPage]) -> None:
    for page in pages:
        node = page.graph[0]
        if "dateModified" in node:
            assert {node["datePublished"], node["dateModified"]} <= page.days, page.document.file


def test_addresses_of_the_site_lead_to_its_pages(site: Path, pages: list[BuiltPage]) -> None:
    for page in pages:
        for node in nodes_in(page.graph):
            for name in {"url", "item"} & node.keys():
                path = node[name].removeprefix(f"{SITEURL}/")
                assert (site / path / "index.html").is_file(), f"{page.document.file}: {node[name]}"


def test_article_is_a_medical_page_about_the_drug(pages: list[BuiltPage]) -> None:
    for page in pages:
        if page.document.article:
            assert page.graph[0]["@type"] == "MedicalWebPage", page.document.file
            (drug,) = find_all(page, "Drug")
            (therapy,) = find_all(page, "MedicalTherapy")
            expected = {
                "warning",
                "pregnancyWarning",
                "breastfeedingWarning",
                "prescribingInfo",
                "legalStatus",
            }
            assert expected <= drug.keys(), page.document.file
            assert {"contraindication", "seriousAdverseOutcome"} <= therapy.keys(), page.document.file


def test_uses_that_the_fda_did_not_approve_are_never_called_approved(pages: list[BuiltPage]) -> None:
    for page in pages:
        status = page.document.article.status if page.document.article else []
        approved = [entry.use for entry in status if entry.ruling == "approved"]
        others = [entry.use for entry in status if entry.ruling != "approved"]
        said = [node["name"] for node in find_all(page, "ApprovedIndication")]
        assert said == approved, page.document.file
        uses = {
            node["name"]: [told.partition(": ")[0] for told in node["description"]]
            for node in find_all(page, "DrugLegalStatus")
        }
        named = {"FDA-approved": approved, "Off-label: not FDA-approved": others}
        assert uses == {ruling: names for ruling, names in named.items() if names}, page.document.file


def test_reviewer_is_named_only_where_the_signature_holds(pages: list[BuiltPage], library: Library) -> None:
    for page in pages:
        review = review_status(page.document, library.data.reviewers, date(2026, 1, 1))
        assert ("reviewedBy" in page.graph[0]) == (review.state == "reviewed"), page.document.file
        assert ("lastReviewed" in page.graph[0]) == (review.state == "reviewed"), page.document.file


def test_graph_costs_a_page_few_bytes(pages: list[BuiltPage]) -> None:
    for page in pages:
        whole, bare = (len(brotli.compress(text.encode())) for text in (page.html, GRAPH.sub("", page.html)))
        assert whole - bare <= MOST_BYTES, f"{page.document.file}: {whole - bare} bytes"
