"""The gate on built pages: examines the files that will be published, as a visitor or a search engine meets them."""

import os
import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urldefrag, urlsplit

from plugins.problems.problem import Problem
from plugins.reading.library import Library
from plugins.workers import map_forked
from tooling.page_facts import PageFacts, read_page
from tooling.page_weight import LARGEST_PAGE, weigh_page, words_too_many

FEWEST_PAGES = 4  # that are worth another process
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LEFT_OVER = re.compile(r"\[\[[a-z-]+[^\]]*\]\]|\[@[^\]]*\]|\{(?:filename|static|attach|author|category|tag|index)\}")
CHARSET = '<meta charset="utf-8">'  # behind it stands the policy of a page, where a host sends no headers
CSS_LOADS = ("url(", "@import")


class Finding(NamedTuple):
    """What is wrong with a page. subject: what it is about, as the text of the page may have it; or nothing."""

    rule: str
    message: str
    subject: str = ""


Findings = Iterator[Finding]


@dataclass(frozen=True)
class BuiltPage:
    """A page as it will be published: its path in the output folder and what it says of itself."""

    file: str
    html: str
    facts: PageFacts
    weight: int  # bytes, as it is sent in its heaviest form

    @property
    def address(self) -> str:
        """Its address from the root: `/uses/acne/`."""
        return "/" + self.file.removesuffix("index.html")


@dataclass(frozen=True)
class ExaminedPage:
    """What is kept of a page that was examined: what other pages ask of it, and what is wrong with it by itself."""

    file: str
    address: str
    title: str
    ids: frozenset[str]
    links: tuple[str, ...]  # each once, sorted
    findings: tuple[Finding, ...]


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


def read_site(folder: Path, address: str, ignore: frozenset[str] = frozenset(), *, is_exact: bool = False) -> BuiltSite:
    """Read a built site and examine each page by itself, in several processes.

    folder: where it is. address: its SITEURL. ignore: names of files that are not published.
    is_exact: whether each page is weighed as it will be sent, which takes longer than everything else together.
    """
    paths = (Path(root, name) for root, _, names in os.walk(folder) for name in names if name not in ignore)
    files = sorted(path.relative_to(folder).as_posix() for path in paths)
    site = BuiltSite(folder, address, frozenset(files))
    names = [name for name in files if name.endswith(".html")]
    for page in map_forked(lambda name: examine(name, site, is_exact), names, fewest=FEWEST_PAGES):
        site.pages[page.file] = page
    return site


def examine(name: str, site: BuiltSite, is_exact: bool) -> ExaminedPage:
    """Read one page of the site and apply every rule that needs no other page."""
    html = (site.folder / name).read_text(encoding="utf-8")
    facts = read_page(html)
    page = BuiltPage(name, html, facts, weigh_page(html, facts.styles, is_exact))
    findings = tuple(finding for rule in PAGE_RULES for finding in rule(page, site))
    title = facts.titles[0] if facts.titles else ""
    return ExaminedPage(name, page.address, title, frozenset(facts.ids), tuple(sorted(set(facts.links))), findings)


def check_site(site: BuiltSite, library: Library) -> list[Problem]:
    """Return every problem of a built site, each at the source file and line where that can be told."""
    sources = {document.file: document.path for document in library.documents.values()}
    problems: list[Problem] = []
    for page in site.pages.values():
        path = sources.get(page.file, f"output/{page.file}")
        problems.extend(
            Problem(path, _source_line(library, path, subject), 1, rule, f"{told} (In /{page.file}.)", subject=subject)
            for rule, told, subject in (*page.findings, *links_resolve(page, site))
        )
    for site_rule in SITE_RULES:
        problems.extend(Problem(f"output/{file}", 1, 1, name, message) for file, name, message in site_rule(site))
    return sorted(set(problems))


def _source_line(library: Library, path: str, subject: str) -> int:
    """Return the line of the source that holds what a finding is about, or 1."""
    document = library.documents.get(path)
    lines = document.text.split("\n") if document and subject else []
    return next((number for number, line in enumerate(lines, start=1) if subject in line), 1)


def conforms(page: BuiltPage, site: BuiltSite) -> Findings:
    """It is HTML as the standard has it, and holds nothing that a page may not hold."""
    for line, what in page.facts.errors:
        yield Finding(
            "html-error", f"Line {line} of the built page is not HTML: {what}. Check the template of this page."
        )
    for what in sorted(set(page.facts.refused)):
        yield Finding("html-refused", f"The page holds {what}, which no page may. Take it out of its text or template.")
    if left := LEFT_OVER.search(page.html):
        yield Finding(
            "text-left-over",
            f'"{left[0]}" is shown to readers as it is. Put it on a line of its own, or correct it.',
            left[0],
        )


def has_one_head(page: BuiltPage, site: BuiltSite) -> Findings:
    """Language, one title, one description, one canonical address, one h1, headings in order."""
    facts = page.facts
    if CHARSET not in page.html:
        yield Finding("page-charset", f"The page has no {CHARSET}. Put it back into the base template.")
    if facts.language != "en":
        yield Finding(
            "page-language", "The page does not say that it is in English. Put lang back into the base template."
        )
    for rule, name, values in (
        ("page-title", "title", facts.titles),
        ("page-description", "description", facts.descriptions),
        ("page-heading", "h1", [text for level, text in facts.headings if level == 1]),
    ):
        if len(values) != 1 or not values[0].strip():
            yield Finding(
                rule, f"The page has {len(values)} of {name}, and needs one that is not empty. Check its template."
            )
    if facts.canonicals != [site.address + page.address]:
        yield Finding(
            "page-canonical", f"Its canonical address is not {site.address}{page.address}. Check the base template."
        )
    for (before, _), (level, text) in zip(facts.headings, facts.headings[1:], strict=False):
        if level > before + 1:
            yield Finding("heading-order", f'"{text}" skips a level of headings. Give it one "#" less.', text)


def identifies(page: BuiltPage, site: BuiltSite) -> Findings:
    """Every id is unique, and every id that is named exists."""
    seen: set[str] = set()
    for identity in page.facts.ids:
        if identity in seen:
            yield Finding(
                "id-twice", f'Two places of the page are called "{identity}". Give one of them another id.', identity
            )
        seen.add(identity)
    for identity in sorted(set(page.facts.references) - seen):
        yield Finding(
            "id-missing", f'Something refers to "{identity}", which is not on the page. Check the template.', identity
        )


def links_resolve(page: ExaminedPage, site: BuiltSite) -> Findings:
    """Every link inside the site leads to a page and a place that exist; others go to the web, a phone or mail."""
    for link in page.links:
        if not link.strip():
            yield Finding("link-empty", "A link leads nowhere. Give it an address, or take it out.")
            continue
        if problem := _check_link(link, page, site):
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
        near = get_close_matches(address, site.page_at, n=1, cutoff=0.5)
        hint = f'Did you mean "{near[0]}"?' if near else "Correct it, or take it out."
        return f'The link "{link}" leads to no page. {hint}'
    if anchor and target is not None and unquote(anchor) not in target.ids:
        near = get_close_matches(anchor, target.ids, n=1, cutoff=0.5)
        hint = f'Did you mean "#{near[0]}"?' if near else "Correct it, or take it out."
        return f'The link "{link}" leads to a place that is not on that page. {hint}'
    return None


def loads_nothing_else(page: BuiltPage, site: BuiltSite) -> Findings:
    """One request: what a page loads is its own, and its style sheet loads nothing."""
    for target in sorted(set(page.facts.loads)):
        if target.startswith("data:") or (urlsplit(target).fragment and not urlsplit(target).path):
            continue
        if urlsplit(target).netloc:
            yield Finding(
                "host-other", f'The page loads "{target}" from another host. Keep the file in this site.', target
            )
        elif target.lstrip("/") not in site.files:
            yield Finding(
                "file-missing",
                f'The page loads "{target}", which does not exist. Add the file, or correct the name.',
                target,
            )
    if any(word in style.lower() for style in page.facts.styles for word in CSS_LOADS):
        yield Finding("style-loads", "The style sheet loads a file. Keep every rule in theme/static/css.")
    for target in page.facts.images_without_words:
        yield Finding(
            "image-words",
            f'The picture "{target}" has no words for those who cannot see it. Write ![what it shows](…).',
            target,
        )


def is_light(page: BuiltPage, site: BuiltSite) -> Findings:
    """A page travels in the first ten packets that a server may send."""
    if page.weight > LARGEST_PAGE:
        told = f"The page weighs {page.weight} bytes compressed, {LARGEST_PAGE} at most."
        yield Finding("page-heavy", f"{told} Take out some {words_too_many(page.weight)} words.")


def graph_resolves(page: BuiltPage, site: BuiltSite) -> Findings:
    """Every @id that the structured data names is defined in it, or is the address of a page of the site."""
    nodes = [node for graph in page.facts.graphs for node in _nodes(graph)]
    defined = {node["@id"] for node in nodes if "@id" in node and len(node) > 1}
    for name in sorted({str(node["@id"]) for node in nodes if set(node) == {"@id"}} - defined):
        yield Finding(
            "graph-id",
            f'The structured data names "{name}" and does not say what it is. See plugins/facts/structured_data.py.',
            name,
        )


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner)


def titles_differ(site: BuiltSite) -> Iterator[tuple[str, str, str]]:
    """No two pages have the same title: search results and browser tabs could not tell them apart."""
    seen: dict[str, str] = {}
    for page in site.pages.values():
        if page.title in seen:
            yield (
                page.file,
                "title-twice",
                f'"{page.title}" is also the title of /{seen[page.title]}. Change one of them.',
            )
        seen[page.title] = page.file


def feed_and_map_are_whole(site: BuiltSite) -> Iterator[tuple[str, str, str]]:
    """The feed and the site map are XML, and the map lists every page and nothing else."""
    for name, root_tag, address_path in (
        ("feed.xml", f"{ATOM}feed", f"{ATOM}entry/{ATOM}id"),
        ("sitemap.xml", f"{SITEMAP}urlset", f"{SITEMAP}url/{SITEMAP}loc"),
    ):
        if name not in site.files:
            yield name, "file-missing", f"{name} is missing. Put it back into DIRECT_TEMPLATES of pelicanconf.py."
            continue
        try:
            root = etree.fromstring((site.folder / name).read_text(encoding="utf-8"))  # noqa: S314 (we wrote it)
        except etree.ParseError as error:
            yield name, "xml-error", f"{name} is not XML ({error}). Check its template."
            continue
        entries = [(entry.text or "").strip() for entry in root.iterfind(address_path)]
        if root.tag != root_tag or not entries:
            yield name, "xml-error", f"{name} has no entries, or is of another kind. Check its template."
        if name == "sitemap.xml":
            expected = {site.address + page.address for page in site.pages.values() if page.file != "404.html"}
            for address in sorted(expected ^ set(entries)):
                yield name, "sitemap-pages", f"{address} is listed but not built, or built but not listed."


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


PAGE_RULES: tuple[Callable[[BuiltPage, BuiltSite], Findings], ...] = (
    conforms, has_one_head, identifies, loads_nothing_else, is_light, graph_resolves,
)  # fmt: skip
SITE_RULES = (titles_differ, feed_and_map_are_whole, names_are_plain)
