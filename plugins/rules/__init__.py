"""The gate on sources: content that breaks a rule stops the build before anything is written.

rule            what a rule is, and the list of all
page            a page as the rules see it: the blocks of its parse, sentences and words, each with its place
reader_rules    the rules that are checked as files are read
structure, markdown_pitfalls, placements, safety, refused_words, wording, readability, terms, claims, sources, status,
links, html, dates, whole_site, redirects, notices  the rules themselves, by theme
rendered        the rules that the judge of what is rendered keeps: plugins/markup/
handbook        docs/editorial-rules.md, made from the rules
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

# Each registers its rules, in the order of the handbook.
# isort: off
from plugins.rules import reader_rules, structure, markdown_pitfalls, placements, safety, refused_words  # noqa: F401
from plugins.rules import readability, terms, claims, sources, status, links, html, rendered, dates, whole_site  # noqa: F401
from plugins.rules import redirects, notices  # noqa: F401

# isort: on
from plugins.markup.body import Body, convert_blocks, convert_bodies, make_markdown
from plugins.markup.refusals import without_echoes
from plugins.problems.problem import Problem
from plugins.reading.library import Document, Library
from plugins.rules.page import Page
from plugins.rules.rule import IN_SITE, PAGE, RULES, WHOLE_SITE, Needs, Site
from plugins.workers import map_forked

__all__ = ["check_library", "examine", "make_pages", "refused_in", "run_rules"]
OF_LINES = ("line-long", "marks-nested")


def check_library(library: Library, today: date | None = None) -> list[Problem]:
    """Return every problem of content/, each once, sorted by file and line.

    today: the day of the build; without it, nothing is said of what depends on the day.
    """
    return examine(library, today)[0]


def examine(library: Library, today: date | None = None) -> tuple[list[Problem], dict[str, Body]]:
    """Return every problem of content/, as `check_library`, and what the pages were rendered to, by path.

    To judge a page it has to be rendered, which takes time: whoever writes it takes it from here.
    """
    if any(problem.path == "content" for problem in library.problems):
        return [problem for problem in library.problems if problem.path == "content"], {}  # there is nothing to read
    found = set(library.problems)
    for document in library.documents.values():
        found.update(document.problems)
    markdown, known = make_markdown(), library.data.sources
    bodies = convert_bodies(list(library.documents.values()), known, markdown=markdown)
    whole = Site(library, make_pages(library, {**bodies, **convert_blocks(markdown, library.blocks, known)}), today)
    # In several processes where there are many pages
    for findings in map_forked(
        lambda page: [*run_rules(PAGE, page), *run_rules(IN_SITE, page, whole)],
        [*whole.pages, *whole.blocks],
    ):
        found.update(findings)
    found.update(run_rules(WHOLE_SITE, None, whole))
    found.update(refused_in(bodies, library.documents, found))
    return sorted(found), bodies


def make_pages(library: Library, bodies: Mapping[str, Body]) -> dict[str, Page]:
    """Return every page and every shared block for the rules, by path. bodies: what was made of each, by path."""
    pages = {path: Page(path, each.kind, each.lines, bodies[path], each) for path, each in library.documents.items()}
    for name in sorted(library.blocks):
        path = f"content/blocks/{name}.md"
        pages[path] = Page(path, "block", library.blocks[name], bodies[path])
    return pages


def refused_in(
    bodies: Mapping[str, Body], documents: Mapping[str, Document], found: Iterable[Problem]
) -> Iterator[Problem]:
    """Yield what the judge refuses of the pages, less what the rules have told of the same lines.

    bodies, documents: by path. found: what the rules have told.
    """
    told = {(problem.rule, problem.path, problem.line) for problem in found if not problem.is_warning}
    for path, body in bodies.items():
        if body.refused:
            yield from without_echoes(body.refused, documents[path].lines, told)


def run_rules(needs: Needs, page: Page | None = None, whole: Site | None = None) -> Iterator[Problem]:
    """Run the rules that need just this: PAGE, IN_SITE or WHOLE_SITE.

    Of a page that takes too long to read, only its lines are looked at.
    """
    given = [value for value in (page, whole) if value is not None]
    for rule in RULES.values():
        if page is not None and (page.kind not in rule.kinds or not (page.body.is_read or rule.id in OF_LINES)):
            continue
        if rule.check and rule.needs == needs:
            for (path, line, column), message in rule.check(*given):
                yield Problem(path, line, column, rule.id, message, rule.is_warning)
