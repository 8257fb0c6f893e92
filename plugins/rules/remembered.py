"""The rules of each page, from memory where nothing that they ask for has changed.

A rule on one page asks for that page alone, or for what it shares with others as well: the data, the names of the files,
the addresses, and of the pages that it names, their parts and whether they are public. A rule on the whole site asks
for the shared blocks too, and of each page for its address, its header and the sources that it cites.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from plugins.memory.steps import Inputs, Memory, Step, digest
from plugins.problems.problem import Problem
from plugins.rules.page import Page
from plugins.rules.rule import IN_SITE, PAGE, RULES, WHOLE_SITE, Needs, Site


@dataclass(frozen=True)
class Alone:
    """What one page by itself gives: what is wrong with it, and what rules on other pages ask of it.

    face: all that a link to it asks for, hashed.
    """

    findings: tuple[Problem, ...]
    face: str


OF_LINES = ("line-long", "marks-nested")
# What asks for something that may stand in a part of the page which could not be read
OF_WHOLE = frozenset({
    "section-missing", "section-order", "body-short", "placement-missing", "placement-overview", "safety-block", "warning-late",
    "emergency-late", "help-onset", "safety-links", "risk-short", "education-missing", "off-label-unsaid", "abbreviation",
    "trademark-first", "about-parts",
})  # fmt: skip
ALONE: Step[Alone] = Step("rules of a page", Alone)
AMONG: Step[tuple[Problem, ...]] = Step("rules of a page among others", tuple[Problem, ...])
WHOLE: Step[tuple[Problem, ...]] = Step("rules of the whole site", tuple[Problem, ...])


def check_pages(site: Site, memory: Memory) -> Iterator[Problem]:
    """Yield what the rules say of each page and shared block, in several processes where there are many new ones."""
    pages = [*site.pages, *site.blocks]
    alone = memory.map(ALONE, check_alone, pages, inputs_alone)
    for known in alone:
        yield from known.findings
    shared = shared_inputs(site)
    inputs = inputs_among(site, shared, pages, alone)
    for found in memory.map(AMONG, lambda page: check_among(page, site), pages, inputs):
        yield from found
    whole = (shared, *(page.digest for page in site.blocks), digest(*(page.outward for page in site.read.values())))
    for found in memory.map(WHOLE, lambda site: tuple(run_rules(WHOLE_SITE, None, site)), [site], lambda _: whole):
        yield from found


def inputs_alone(page: Page) -> Inputs:
    """Return what one page by itself depends on."""
    return (page.inputs,)


def check_alone(page: Page) -> Alone:
    """Return what one page by itself gives."""
    face = digest(*sorted(page.anchors), "", *(block.name for block in page.headings))
    return Alone(tuple(run_rules(PAGE, page)), face)


def check_among(page: Page, site: Site) -> tuple[Problem, ...]:
    """Return what is wrong with a page among the others."""
    return tuple(run_rules(IN_SITE, page, site))


def shared_inputs(site: Site) -> str:
    """Return what rules on more than one page may all depend on, hashed."""
    library = site.library
    unread = [repr(problem) for problem in library.problems]
    public = [page.public for page in site.addresses.values()]
    return digest(library.data.digest, repr(site.today), *sorted(library.others), *unread, *public)


def inputs_among(site: Site, shared: str, pages: Sequence[Page], alone: Sequence[Alone]) -> Callable[[Page], Inputs]:
    """Return the function that names what the rules on a page among others depend on."""
    faces = {page.path: known.face for page, known in zip(pages, alone, strict=True)}
    by_address = {address: faces.get(page.path, page.digest) for address, page in site.addresses.items()}
    addresses = frozenset(by_address)

    def inputs(page: Page) -> Inputs:
        named = sorted(page.named_addresses & addresses)
        return (*inputs_alone(page), shared, *(by_address[address] for address in named))

    return inputs


def run_rules(needs: Needs, page: Page | None = None, whole: Site | None = None) -> Iterator[Problem]:
    """Run the rules that need just this: PAGE, IN_SITE or WHOLE_SITE.

    Of a page that takes too long to read, only its lines are looked at.
    """
    given = [value for value in (page, whole) if value is not None]
    for rule in RULES.values():
        if page is not None and (page.kind not in rule.kinds or not (page.body.is_read or rule.id in OF_LINES)):
            continue
        if page is not None and rule.id in OF_WHOLE and not page.is_whole:
            continue
        if rule.check and rule.needs == needs:
            for (path, line, column), message in rule.check(*given):
                yield Problem(path, line, column, rule.id, message, rule.is_warning)
