"""The gate on built pages: examines the files that will be published, as a visitor or a search engine meets them."""

import os
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from plugins.facts.review_status import review_status
from plugins.facts.source_parts import halve, placed_parts
from plugins.memory.steps import Memory, Step, hash_file
from plugins.problems.problem import Problem
from plugins.reading.library import Document, Library
from tooling.page_facts import read_page
from tooling.page_rules import PAGE_RULES, BuiltPage, Finding, Findings
from tooling.page_weight import LARGEST_ARTICLE, LARGEST_PAGE, weigh_page, words_too_many

FEWEST_PAGES = 4  # that are worth another process
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@dataclass(frozen=True)
class ExaminedPage:
    """What is kept of a page that was examined: what other pages ask of it, and what is wrong with it by itself."""

    file: str
    address: str
    title: str
    ids: frozenset[str]
    links: tuple[str, ...]  # each once, sorted
    loads: tuple[str, ...]  # what a browser asks for beside the page, each once, sorted
    findings: tuple[Finding, ...]
    weight: int  # bytes, as it is sent in its heaviest form


@dataclass(frozen=True)
class BuiltSite:
    """Every file that will be published."""

    folder: Path
    address: str  # SITEURL
    files: frozenset[str]
    pages: dict[str, ExaminedPage] = field(default_factory=dict)  # by file

    @cached_property
    def page_at(self) -> dict[str, ExaminedPage]:
        """The pages by their addresses."""
        return {page.address: page for page in self.pages.values()}


EXAMINED: Step[ExaminedPage] = Step("built page", ExaminedPage)


def read_site(
    folder: Path,
    address: str,
    ignore: frozenset[str] = frozenset(),
    *,
    is_exact: bool = False,
    memory: Memory | None = None,
) -> BuiltSite:
    """Read a built site and examine each page by itself, in several processes.

    folder: where it is. address: its SITEURL. ignore: names of files that are not published.
    is_exact: whether each page is weighed as it will be sent, which takes longer than everything else together.
    memory: what is known of pages that were examined before.
    """
    paths = (Path(root, name) for root, _, names in os.walk(folder) for name in names if name not in ignore)
    files = sorted(path.relative_to(folder).as_posix() for path in paths)
    site = BuiltSite(folder, address, frozenset(files))
    names = [name for name in files if name.endswith(".html")]
    for page in (memory or Memory()).map(
        EXAMINED,
        lambda name: examine(name, site, is_exact),
        names,
        lambda name: (name, address, str(is_exact), hash_file(folder / name)),
        fewest=FEWEST_PAGES,
    ):
        site.pages[page.file] = page
    return site


def examine(name: str, site: BuiltSite, is_exact: bool) -> ExaminedPage:
    """Apply every rule to a page that needs nothing else of the site but its address."""
    html = (site.folder / name).read_text(encoding="utf-8")
    facts = read_page(html)
    address = "/" + name.removesuffix("index.html")
    page = BuiltPage(html, facts, site.address + address)
    weight = weigh_page(html, facts.styles, is_exact)
    findings = tuple(finding for rule in PAGE_RULES for finding in rule.check(page))
    title = facts.titles[0] if facts.titles else ""
    links, loads = (tuple(sorted(set(found))) for found in (facts.links, facts.loads))
    return ExaminedPage(name, address, title, frozenset(facts.ids), links, loads, findings, weight)


def check_site(site: BuiltSite, library: Library, today: date) -> list[Problem]:
    """Return every problem of a built site, each at the source file and line where that can be told.

    today: the day of the build, on which it depends what search engines may list.
    """
    sources = {document.file: document.path for document in library.documents.values()}
    problems: list[Problem] = []
    known: dict[str, str | None] = {}
    for page in site.pages.values():
        path = sources.get(page.file, f"output/{page.file}")
        problems.extend(
            Problem(path, _source_line(library, path, subject), 1, rule, f"{told} (In /{page.file}.)", subject=subject)
            for rule, told, subject in (
                *page.findings,
                *links_resolve(page, site, known),
                *loads_nothing_else(page, site),
                *is_light(page, library.documents.get(path), library),
            )
        )
    of_site = [finding for site_rule in SITE_RULES for finding in site_rule(site)]
    of_site += sitemap_is_whole(site, find_unlisted(library, today))
    problems.extend(Problem(f"output/{file}", 1, 1, name, message) for file, name, message in of_site)
    return sorted(set(problems))


def _source_line(library: Library, path: str, subject: str) -> int:
    """Return the line of the source that holds what a finding is about, or 1."""
    document = library.documents.get(path)
    lines = document.text.split("\n") if document and subject else []
    return next((number for number, line in enumerate(lines, start=1) if subject in line), 1)


def links_resolve(page: ExaminedPage, site: BuiltSite, known: dict[str, str | None]) -> Findings:
    """Every link inside the site leads to a page and a place that exist; others go to the web, a phone or mail.

    known: what is wrong with links that other pages have too; this adds to it.
    """
    for link in page.links:
        if not link.strip():
            yield Finding("link-empty", "A link leads nowhere. Give it an address, or take it out.")
            continue
        if link[0] == "#" and link[1:] in page.ids:
            continue
        if link[0] != "/":  # it depends on the page that it stands on
            problem = _check_link(link, page, site)
        else:
            problem = known[link] if link in known else known.setdefault(link, _check_link(link, page, site))
        if problem:
            yield Finding("link-broken", problem, link)


def _check_link(link: str, page: ExaminedPage, site: BuiltSite) -> str | None:
    parts = urlsplit(link)
    if parts.scheme in ("https", "http", "tel", "mailto"):  # some old sources have no other address
        return None
    if parts.scheme or parts.netloc:
        return f'The link "{link}" does not start with https:// or /. Correct it.'
    address, anchor = urldefrag(link)
    address = unquote(address) or page.address
    target = site.page_at.get(address)
    if target is None and address.lstrip("/") not in site.files:
        return f'The link "{link}" leads to no page. {_hint(address, site.page_at)}'
    if anchor and target is not None and unquote(anchor) not in target.ids:
        places = [f"#{name}" for name in target.ids]
        return f'The link "{link}" leads to a place that is not on that page. {_hint(f"#{anchor}", places)}'
    return None


def _hint(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    return f'Did you mean "{near[0]}"?' if near else "Correct it, or take it out."


def loads_nothing_else(page: ExaminedPage, site: BuiltSite) -> Findings:
    """One request: what a page loads is its own."""
    for target in page.loads:
        if target.startswith("data:") or (urlsplit(target).fragment and not urlsplit(target).path):
            continue
        if urlsplit(target).netloc:
            told = f'The page loads "{target}" from another host. Keep the file in this site.'
            yield Finding("host-other", told, target)
        elif target.lstrip("/") not in site.files:
            told = f'The page loads "{target}", which does not exist. Add the file, or correct the name.'
            yield Finding("file-missing", told, target)


def is_light(page: ExaminedPage, document: Document | None, library: Library) -> Findings:
    """A page comes in one go. document: what it was made of: a list of sources grows, and is shared out among pages."""
    most = LARGEST_ARTICLE if document and document.kind != "page" else LARGEST_PAGE
    if page.weight <= most:
        return
    told = f"Take out some {words_too_many(page.weight, most)} words."
    parts = [part for part, _ in placed_parts(document)] if document else []
    if len(parts) > 1:
        told = f'Put "{parts[-1].form}" on a page of its own in content/pages/.'
    elif parts and (halves := halve(parts[0], library.data.sources.values())):
        told = (
            f'Its list of sources is too long for one page: write "{halves[0].form}" here in its place, and '
            f'"{halves[1].form}" on a new page of content/pages/. Say in both titles what each lists.'
        )
    yield Finding("page-heavy", f"The page weighs {page.weight} bytes compressed, {most} at most. {told}")


def titles_differ(site: BuiltSite) -> Iterator[tuple[str, str, str]]:
    """No two pages have the same title: search results and browser tabs could not tell them apart."""
    seen: dict[str, str] = {}
    for page in site.pages.values():
        if page.title in seen:
            told = f'"{page.title}" is also the title of /{seen[page.title]}. Change one of them.'
            yield page.file, "title-twice", told
        seen[page.title] = page.file


def feed_is_whole(site: BuiltSite) -> Iterator[tuple[str, str, str]]:
    """The feed is XML, and has entries."""
    _, findings = read_entries(site, "feed.xml", f"{ATOM}feed", f"{ATOM}entry/{ATOM}id", may_be_empty=False)
    yield from findings


def find_unlisted(library: Library, today: date) -> frozenset[str]:
    """Return the files of the pages that search engines may not list."""
    reviewers = library.data.reviewers
    pages = library.documents.values()
    return frozenset(page.file for page in pages if not review_status(page, reviewers, today).is_listed)


def sitemap_is_whole(site: BuiltSite, unlisted: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """The site map is XML, and lists every page that search engines may list, and nothing else.

    unlisted: the files of the others.
    """
    expected = {site.address + page.address for page in site.pages.values() if page.file not in unlisted}
    entries, findings = read_entries(
        site, "sitemap.xml", f"{SITEMAP}urlset", f"{SITEMAP}url/{SITEMAP}loc", may_be_empty=not expected
    )
    yield from findings
    for address in sorted(expected ^ set(entries)) if entries or not findings else ():
        told = f"{address} is listed but may not be, or may be listed but is not. Check its template."
        yield "sitemap.xml", "sitemap-pages", told


def read_entries(
    site: BuiltSite, name: str, root_tag: str, address_path: str, *, may_be_empty: bool
) -> tuple[list[str], list[tuple[str, str, str]]]:
    """Return the addresses that a file of entries holds, and what is wrong with it."""
    if name not in site.files:
        told = f"{name} is missing. Put it back into DIRECT_TEMPLATES of pelicanconf.py."
        return [], [(name, "file-missing", told)]
    try:
        root = etree.fromstring((site.folder / name).read_text(encoding="utf-8"))  # noqa: S314 (we wrote it)
    except etree.ParseError as error:
        return [], [(name, "xml-error", f"{name} is not XML ({error}). Check its template.")]
    entries = [(entry.text or "").strip() for entry in root.iterfind(address_path)]
    if root.tag != root_tag or not (entries or may_be_empty):
        return entries, [(name, "xml-error", f"{name} has no entries, or is of another kind. Check its template.")]
    return entries, []


def names_are_plain(site: BuiltSite) -> Iterator[tuple[str, str, str]]:
    """Every file has a name that any server and any disk keeps as it is."""
    lower: dict[str, str] = {}
    for name in sorted(site.files):
        if not re.fullmatch(r"[A-Za-z0-9._/-]+", name) or "/." in f"/{name}".replace("/.well-known", ""):
            yield name, "name-form", f'"{name}" has a sign that addresses cannot hold. Rename its source file.'
        if name.lower() in lower:
            yield name, "name-twice", f'"{name}" and "{lower[name.lower()]}" are one file on some disks. Rename one.'
        lower[name.lower()] = name
    for needed in ("index.html", "404.html", "robots.txt"):
        if needed not in site.files:
            yield needed, "file-missing", f"{needed} is missing. A site cannot go out without it."


SITE_RULES = (titles_differ, feed_is_whole, names_are_plain)
