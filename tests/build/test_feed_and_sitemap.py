"""What search engines and feed readers find beside the pages."""

import re
from datetime import date
from pathlib import Path
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest

from pelicanconf import BUILD_DATE, PRACTICE, SITEURL
from plugins.facts.review_status import review_status
from plugins.reading.article_fields import ArticleFields
from plugins.reading.library import Document, Library

pytestmark = pytest.mark.pages

ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def read_xml(file: Path) -> ElementTree.Element:
    return ElementTree.fromstring(file.read_bytes())


def text_of(element: ElementTree.Element, path: str) -> str:
    return element.findtext(path, "", ATOM)


def address(document: Document) -> str:
    return f"{SITEURL}/{document.address}"


@pytest.fixture
def updated(site: Path, library: Library) -> dict[str, date]:
    """The day of its last change, by address, of every page that search engines may list."""
    return {
        address(document): document.fields.updated
        for document in library.documents.values()
        if document.fields
        and (site / document.file).is_file()
        and review_status(document, library.data.reviewers, BUILD_DATE).is_listed
    }


@pytest.fixture
def feed(site: Path) -> ElementTree.Element:
    return read_xml(site / "feed.xml")


@pytest.fixture
def articles(site: Path, library: Library) -> dict[str, ArticleFields]:
    """The header of each published article, by address."""
    return {
        address(document): document.article
        for document in library.documents.values()
        if document.article and (site / document.file).is_file()
    }


# Sitemap and robots


def test_sitemap_lists_every_page_that_may_be_listed_once_with_the_day_of_its_last_change(
    site: Path, updated: dict[str, date]
) -> None:
    urls = read_xml(site / "sitemap.xml").findall("s:url", SITEMAP)
    listed = [(url.findtext("s:loc", "", SITEMAP), url.findtext("s:lastmod", "", SITEMAP)) for url in urls]
    assert len(listed) == len(set(listed))
    assert set(listed) == {(place, str(day)) for place, day in updated.items()}
    assert f"{SITEURL}/privacy/" in updated


def test_sitemap_leads_to_files_that_exist(site: Path) -> None:
    for place in read_xml(site / "sitemap.xml").iterfind("s:url/s:loc", SITEMAP):
        path = (place.text or "").removeprefix(f"{SITEURL}/")
        assert (site / path / "index.html").is_file()


def test_page_that_nobody_has_signed_is_not_in_the_sitemap(site: Path, library: Library) -> None:
    listed = {place.text for place in read_xml(site / "sitemap.xml").iterfind("s:url/s:loc", SITEMAP)}
    unsigned = {address(page) for page in library.documents.values() if page.article and not page.article.reviewer}
    assert not listed & unsigned


def test_drafts_are_in_neither_sitemap_nor_feed(site: Path, library: Library) -> None:
    drafts = {address(entry) for entry in library.documents.values() if entry.fields and entry.fields.draft}
    texts = (site / "sitemap.xml").read_text(encoding="utf-8") + (site / "feed.xml").read_text(encoding="utf-8")
    assert not [draft for draft in drafts if f">{draft}<" in texts]


def test_robots_may_read_everything_and_find_the_sitemap(site: Path) -> None:
    robots = RobotFileParser()
    robots.parse((site / "robots.txt").read_text(encoding="utf-8").splitlines())
    assert robots.can_fetch("AnyBot", f"{SITEURL}/")
    assert robots.can_fetch("AnyBot", f"{SITEURL}/uses/migraine/")
    assert robots.site_maps() == [f"{SITEURL}/sitemap.xml"]


# Feed


def test_feed_has_what_atom_requires(feed: ElementTree.Element) -> None:
    assert feed.tag == f"{{{ATOM['a']}}}feed"
    for element in (feed, *feed.findall("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", ATOM)) == 1
            assert text_of(element, f"a:{name}").strip()


def test_feed_is_by_those_who_write_the_articles(feed: ElementTree.Element) -> None:
    assert text_of(feed, "a:author/a:name") == PRACTICE.byline


def test_feed_says_where_it_is_and_which_site_it_follows(feed: ElementTree.Element) -> None:
    links = {link.get("rel"): (link.get("href"), link.get("type")) for link in feed.findall("a:link", ATOM)}
    assert links == {
        "self": (f"{SITEURL}/feed.xml", "application/atom+xml"),
        "alternate": (f"{SITEURL}/", "text/html"),
    }


def test_feed_holds_each_article_once_and_leads_to_it(
    feed: ElementTree.Element, articles: dict[str, ArticleFields]
) -> None:
    entries = feed.findall("a:entry", ATOM)
    links = [entry.find("a:link", ATOM) for entry in entries]
    assert sorted(articles) == sorted(str(link.get("href")) for link in links if link is not None)


def test_no_two_ids_of_the_feed_are_alike(feed: ElementTree.Element) -> None:
    ids = [element.text for element in feed.iter(f"{{{ATOM['a']}}}id")]
    assert len(ids) == len(set(ids))


def test_entry_says_in_plain_text_what_its_article_says(
    feed: ElementTree.Element, articles: dict[str, ArticleFields]
) -> None:
    for entry in feed.findall("a:entry", ATOM):
        article = articles[text_of(entry, "a:id")]
        summary = entry.find("a:summary", ATOM)
        assert text_of(entry, "a:title") == article.title
        assert text_of(entry, "a:published") == f"{article.published}T00:00:00Z"
        assert text_of(entry, "a:updated") == f"{article.updated}T00:00:00Z"
        assert summary is not None
        assert summary.get("type", "text") == "text"
        assert summary.text == article.summary


def test_feed_is_as_new_as_its_newest_article(feed: ElementTree.Element, articles: dict[str, ArticleFields]) -> None:
    assert text_of(feed, "a:updated") == f"{max(article.updated for article in articles.values())}T00:00:00Z"


def test_newest_article_comes_first(feed: ElementTree.Element) -> None:
    days = [text_of(entry, "a:updated") for entry in feed.findall("a:entry", ATOM)]
    assert days == sorted(days, reverse=True)


def test_feed_knows_no_clock(site: Path, articles: dict[str, ArticleFields]) -> None:
    days = {str(day) for article in articles.values() for day in (article.published, article.updated)}
    text = (site / "feed.xml").read_text(encoding="utf-8")
    assert set(re.findall(r"\d{4}-\d{2}-\d{2}", text)) <= days
    assert set(re.findall(r"\d{2}:\d{2}:\d{2}", text)) == {"00:00:00"}
