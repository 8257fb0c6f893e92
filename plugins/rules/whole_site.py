"""Rules on the whole of content/: the pages that must be there, titles that differ, reviewers that are known."""

from urllib.parse import unquote

from plugins.reading.library import OVERVIEW
from plugins.reading.names import show
from plugins.reading.site_data import REVIEWERS
from plugins.rules.page import Page, Place
from plugins.rules.rule import IN_SITE, PAGES, REQUIRED, WHOLE_SITE, Found, Site, did_you_mean, rule
from plugins.rules.structure import end_of


@rule(
    "page-missing",
    standard="PR-06, TR-02, AC-08",
    where="",
    fails="No content/pages/privacy.md",
    passes="content/pages/privacy.md",
    needs=WHOLE_SITE,
)
def pages_are_there(site: Site) -> Found:
    """The site has its overview, at least one use, and the pages on safety, sources, privacy and so on."""
    paths = site.library.documents
    if not paths and not site.library.problems:
        told = "The folder holds no pages, so the site would be empty. Check that PATH in pelicanconf.py names it."
        yield Place("content", 1, 1), told
        return
    present = {*paths, *(problem.path for problem in site.library.problems)}
    if not any(path.startswith("content/uses/") for path in present):
        told = "There is no article on any use. Put at least one into this folder."
        yield Place("content/uses", 1, 1), told
    required = {f"content/pages/{name}.md": f'The page "{name}"' for name in REQUIRED}
    for path, what in {OVERVIEW: "The overview, the home page,", **required}.items():
        if path not in present and not site.library.unread.may_hold(path.rpartition("/")[2].removesuffix(".md")):
            yield Place(path, 1, 1), f"{what} is missing. Write it, or take it back from git."


@rule(
    "title-twice",
    standard="AC-05",
    where="content/pages/about.md",
    fails="title: Botox for sample use",
    passes="title: About this guide",
    needs=WHOLE_SITE,
)
def titles_differ(site: Site) -> Found:
    """No two pages have the same title, or the same word in the menu."""
    known: dict[tuple[str, str], Page] = {}
    for page in site.pages:
        same: dict[str, list[tuple[str, str]]] = {}
        for field, value, folded in page.names:
            earlier = known.setdefault((field, folded), page)
            if earlier is not page:
                same.setdefault(earlier.path, []).append((field, value))
        for path, names in same.items():
            what = " and the ".join(f'{field} "{value}"' for field, value in names)
            copy = ", or delete the one that is a copy" if len(names) > 1 else ""
            yield page.value_place(names[0][0]), f"{path} has the {what} too. Give each page its own{copy}."


ABOUT = "content/pages/about.md"
ABOUT_PARTS = {"editorial-policy": "Editorial policy", "interests": "Our interests", "corrections": "Corrections"}


@rule(
    "about-parts",
    standard="TR-02, TR-04, JA-03",
    kinds=("page",),
    where=ABOUT,
    fails="### What we earn",
    passes="### Our interests {#interests}",
)
def the_guide_explains_itself(page: Page) -> Found:
    """The page about the guide tells how facts are chosen, who gains from it, and where to report a mistake."""
    if page.path != ABOUT:
        return
    present = {block.name for block in page.headings}
    for name, words in ABOUT_PARTS.items():
        if name not in present:
            told = f'The part "{name}" is missing. Add "### {words} {{#{name}}}", and its text.'
            yield end_of(page), told


@rule(
    "address-twice",
    where="",
    fails="content/images/palm.svg beside content/images/Palm.svg",
    passes="content/images/palm.svg",
    needs=WHOLE_SITE,
)
def addresses_differ(site: Site) -> Found:
    """No two files have the same address, even if their letters differ in size only."""
    # One would be written over the other
    known: dict[str, str] = {}
    copied = {path: path.removeprefix("content/") for path in site.library.others}
    pages = {path: document.file for path, document in site.library.documents.items()}
    for path, address in sorted({**pages, **copied}.items()):
        earlier = known.setdefault(address.lower(), path)
        if earlier != path:
            told = f"{earlier} has the same address, but for the size of letters. Rename one of them."
            yield Place(path, 1, 1), told


@rule(
    "picture-unused",
    where="",
    fails="content/images/palm.png that no page shows",
    passes="![A needle beside a palm](/images/palm.png)",
    is_warning=True,
    needs=WHOLE_SITE,
)
def pictures_are_shown(site: Site) -> Found:
    """A photo or another picture made of points is shown by a page; one that none shows is public all the same."""
    # A note, since a picture comes before the page that shows it
    shown = {unquote(address) for page in site.read.values() for address in page.pictures}
    for path in sorted(site.library.pictures):
        address = path.removeprefix("content")
        if address not in shown:
            told = f'No page shows this picture, and it is public. Write "![What it shows]({address})" in a page, or delete the file.'
            yield Place(path, 1, 1), told


@rule(
    "reviewer-unknown",
    standard="TR-03",
    kinds=PAGES,
    fails="reviewer: jane-do\nreviewed: 2026-11-22 5d0c7be1",
    passes="reviewer: jane-doe\nreviewed: 2026-11-22 5d0c7be1",
    instead_of="reviewer:\nreviewed:",
    needs=IN_SITE,
)
def reviewers_are_known(page: Page, site: Site) -> Found:
    """A reviewer stands in content/data/reviewers.toml."""
    fields = page.fields
    if not fields or not fields.reviewer or fields.reviewer in site.library.data.reviewers:
        return
    if not site.is_read(REVIEWERS):
        return  # that clinician may stand there
    known = list(site.library.data.reviewers)
    told = did_you_mean(fields.reviewer, known) or " Add that clinician to content/data/reviewers.toml first."
    yield page.value_place("reviewer"), f'There is no reviewer "{show(fields.reviewer)}".{told}'
