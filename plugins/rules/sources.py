"""Rules on sources: citations are well formed, name a source that exists, and every source is cited by somebody."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit, urlunsplit

from plugins.facts.source_parts import ALPHABET, KINDS, MAIN_PAGE, Shelf, SourcePart, placed_parts
from plugins.markup.citations import CITATION
from plugins.problems.problem import count
from plugins.reading.names import SLUG
from plugins.reading.site_data import SOURCES
from plugins.reading.source_entries import Source
from plugins.rules.header_texts import HeaderText
from plugins.rules.page import Page, Place
from plugins.rules.rule import IN_SITE, WHOLE_SITE, Found, Site, did_you_mean, rule

# What looks like a citation, whether or not it is one.
ATTEMPT = re.compile(
    r"\[[ \t]*@[^\]\n]{0,300}\]?"
    r"|\[[ \t]*[a-z][a-z0-9]*(?:-[a-z0-9]+)+(?:[ \t]*;[ \t]*[a-z0-9-]+)*[ \t]*\](?![(\[:])"
    r"|(?<![\w@\[;/-])@[a-z][a-z0-9-]{3,}\b"
)
FEW_UNCITED = 4  # sources; each has a line of its own
MOST_NAMED = 12
MAIN_LIST = f"content/pages/{MAIN_PAGE}.md"
IN_BRACKETS = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.IGNORECASE)


@rule(
    "source-unknown",
    standard="CL-01",
    fails="It can spread.[@fda-label-botx]",
    passes="It can spread.[@fda-label-botox]",
    needs=IN_SITE,
)
def cited_sources_exist(page: Page, site: Site) -> Found:
    """A citation names a source that stands in content/data/sources.json."""
    known = site.library.data.source_rows
    if not known or site.library.data.has_nameless_source:
        return  # the file, or the id of an entry, cannot be read, and that is said already
    for name, path, line, column in page.citations:
        if name not in known:
            told = did_you_mean(name, sorted(known)) or f" Add it to {SOURCES}, or correct the id."
            yield Place(path, line, column), f'There is no source "{name}".{told}'


@rule(
    "citation-form",
    fails="It can spread.[@fda-label-botox, @mayo-ona]",
    passes="It can spread.[@fda-label-botox; @mayo-ona]",
    needs=IN_SITE,
)
def citations_are_well_formed(page: Page, site: Site) -> Found:
    """A citation is written "[@source-id]", and two of them "[@one-source; @another-source]"."""
    known = site.library.data.source_rows
    for place, found in page.matches(ATTEMPT, "@["):
        whole = found[0]
        if CITATION.fullmatch(whole) or (not whole.startswith("[") and whole.lstrip("@") not in known):
            continue
        ids = [name for name in IN_BRACKETS.findall(whole) if name != "and"]
        if not whole.lstrip("[ \t").startswith("@") and not any(name in known for name in ids):
            continue
        right = f"[{'; '.join(f'@{name.lower()}' for name in ids)}]" if ids else "[@source-id]"
        yield place, f'"{whole}" is printed as it stands. Write "{right}".'


@rule("citation-twice", fails="It can spread.[@mayo-ona; @mayo-ona]", passes="It can spread.[@mayo-ona]")
def sources_are_named_once(page: Page) -> Found:
    """A citation names each source once."""
    for block in page.own:
        start = block.start
        for ids in block.citations:
            start = page.find(block, start, f"[@{ids[0]}") + 1
            for name in {name for name in ids if ids.count(name) > 1}:
                yield page.place(start - 1), f'"{name}" stands twice in one citation. Keep it once.'


@rule(
    "source-uncited",
    standard="JA-02",
    where="",
    fails='{"id": "smith-2001", "type": "article-journal", "title": "A study", "DOI": "10.1000/1"},',
    passes="",
    needs=WHOLE_SITE,
)
def every_source_is_cited(site: Site) -> Found:
    """Every source of content/data/sources.json is cited by a page."""
    used = site.cited_sources
    if not site.is_whole:
        return  # a page that cannot be read may cite it
    uncited = [name for name in site.library.data.source_rows if name not in used and SLUG.fullmatch(name)]
    if len(uncited) > FEW_UNCITED:  # of a page that was deleted or shortened: one cause
        told = ", ".join(f'"{name}"' for name in uncited[:MOST_NAMED])
        rest = f" and {count(len(uncited) - MOST_NAMED, 'other')}" if len(uncited) > MOST_NAMED else ""
        told = f"No page cites {len(uncited)} sources: {told}{rest}. Cite each where a claim rests on it, or delete its entry."
        yield Place(SOURCES, *site.library.data.source_place(uncited[0])), told
        return
    for name in uncited:
        told = f'No page cites "{name}". Cite it where a claim rests on it, or delete its entry.'
        yield Place(SOURCES, *site.library.data.source_place(name)), told


@rule(
    "source-parts",
    standard="JA-02",
    where="content/pages/sources.md",
    fails="[[all-sources: studies]]",
    passes="[[all-sources]]",
    needs=WHOLE_SITE,
)
def every_source_stands_in_one_list(site: Site) -> Found:
    """The lists of sources share them all: none leaves a gap, and no two hold the same."""
    if not site.is_whole:
        return  # a page that cannot be read may hold a list
    public = sorted((page for page in site.pages if site.is_public(page)), key=lambda page: page.path != MAIN_LIST)
    placed: dict[Shelf, Place] = {}
    for page in public:
        for part, index in placed_parts(page.document) if page.document else ():
            place = page.line_place(page.lines[index])
            if earlier := next((placed[shelf] for shelf in sorted(part.shelves) if shelf in placed), None):
                told = f'"{part.form}" lists sources that line {earlier.line} of {earlier.path} lists already.'
                yield place, f"{told} Give each list its own letters."
            placed |= dict.fromkeys(part.shelves - placed.keys(), place)
    for kind in KINDS if placed else ():  # no list at all: placement-overview says so
        gaps = "".join(" " if (kind, letter) in placed else letter for letter in ALPHABET)
        for part in (SourcePart((kind,), letters) for letters in gaps.split()):
            told = f'No page that readers see lists "{part.label}". Put "{part.form}" on a line of its own'
            yield next(iter(placed.values())), f"{told}, on this page or another."


@rule(
    "source-link",
    standard="TR-06",
    where="",
    fails='{"id": "smith-2001", "type": "book", "title": "A book"},',
    passes='{"id": "smith-2001", "type": "book", "title": "A book", "URL": "https://www.nih.gov/"},',
    needs=WHOLE_SITE,
)
def every_source_can_be_found(site: Site) -> Found:
    """Every source has a DOI, a PMID, a PMCID or an address; one without says so: "remarks": ["No web address known"]."""
    used = site.cited_sources
    for name, source in site.library.data.sources.items():
        if name not in used:
            continue  # said by source-uncited
        is_told = any("address" in remark.lower() for remark in source.remarks) or bool(source.volume and source.page)
        if not source.link and not is_told:
            told = f'"{name}" has no DOI, PMID or URL. Add one, or "remarks": ["No web address known"].'
            yield Place(SOURCES, *site.library.data.source_place(name)), told


def names_of(source: Source) -> Iterator[tuple[str, str]]:
    """Yield what names a source among all, in one form: what it is called, and a key that two spellings share."""
    url = source.url or ""
    pubmed = re.match(r"https://(?:pubmed\.ncbi|www\.ncbi)\.nlm\.nih\.gov/(?:pubmed/)?(\d+)/?$", url)
    central = re.match(
        r"https://(?:pmc\.ncbi|www\.ncbi)\.nlm\.nih\.gov/(?:pmc/)?articles/(PMC\d+)/?$", url, re.IGNORECASE
    )
    if source.doi:
        yield "DOI", source.doi.lower()
    if pmid := source.pmid or (pubmed[1] if pubmed else ""):
        yield "PMID", pmid
    if pmcid := source.pmcid or (central[1].upper() if central else ""):
        yield "PMCID", pmcid
    if url:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        yield "URL", urlunsplit(("", host, unquote(parts.path).rstrip("/"), parts.query, parts.fragment))
    if source.isbn and source.type == "book":
        yield "ISBN", re.sub(r"[\s-]", "", source.isbn).upper()
    words = " ".join(re.findall(r"\w+", source.title.lower()))
    if source.year:
        yield "title and year", f"{words} {source.year}"


@rule(
    "source-same",
    standard="CL-01",
    where="",
    fails='"DOI": "10.1111/head.13849" in two entries',
    passes='"DOI": "10.1111/head.13849" in one',
    needs=WHOLE_SITE,
)
def sources_stand_once(site: Site) -> Found:
    """Every source stands once in content/data/sources.json: no two have the same DOI, address, or title and year."""
    data = site.library.data
    known: dict[tuple[str, str], str] = {}
    for name in sorted(data.sources, key=data.source_place):
        for what in names_of(data.sources[name]):
            earlier = known.setdefault(what, name)
            if earlier != name:
                line, _ = data.source_place(earlier)
                told = f'"{name}" has the same {what[0]} as "{earlier}" on line {line}.'
                yield Place(SOURCES, *data.source_place(name)), f"{told} Keep one of them, and cite that one."
                break


@rule(
    "source-ahead",
    standard="CL-01",
    where="",
    fails='"issued": { "date-parts": [[2199]] }',
    passes='"issued": { "date-parts": [[2019, 7]] }',
    needs=WHOLE_SITE,
)
def sources_have_appeared(site: Site) -> Found:
    """The year of a source is not still to come."""
    today, data = site.today, site.library.data
    if today is None:
        return
    for name, source in data.sources.items():
        issued = tuple(source.issued)
        day = (today.year, today.month, today.day)
        if issued[:1] > day[:1] or (len(issued) == len(day) and issued > day):
            told = f'"{name}" was issued on a day that has not come yet ({"-".join(map(str, issued))}). Correct it.'
            yield Place(SOURCES, *data.source_place(name, "issued")), told


@rule("title-words", fails='title: "?!"', passes="title: Botox for sample use")
def header_has_words(page: Page) -> Found:
    """A title and a label say something in letters."""
    for passage in page.passages:
        if not isinstance(passage.source, HeaderText):
            break
        if not any(letter.isalpha() or letter.isdigit() for letter in passage.text):
            told = f'"{passage.source.field}" has no letters. Write it in words.'
            yield Place(page.path, *passage.source.place), told
