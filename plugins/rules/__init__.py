"""The gate on sources: content that breaks a rule stops the build before anything is written.

rule            what a rule is, and the list of all
page            a page as the rules see it: the blocks of its parse, sentences and words, each with its place;
                running_text, header_texts, mentions and word_places are parts of that
reader_rules    the rules that are checked as files are read
english         other languages told from English
data_texts      the texts of the data files
remembered      the rules of each page, from memory where nothing has changed
signs, structure, markdown_pitfalls, lists, printed_signs, placements, safety, refused_words, wording, language, placeholders,
readability, length, once, choices, terms, claims, sources, status, links, html, dates, whole_site, redirects, notices  the rules themselves, by theme
rendered        the rules that the judge of what is rendered keeps: plugins/markup/
handbook        docs/editorial-rules.md, made from the rules
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

# Each registers its rules, in the order of the handbook.
# isort: off
from plugins.rules import reader_rules, signs, structure, markdown_pitfalls, lists, printed_signs, placements  # noqa: F401
from plugins.rules import choices, safety, refused_words, language, placeholders, readability, length, once, terms  # noqa: F401
from plugins.rules import claims, sources  # noqa: F401
from plugins.rules import status, links, html, rendered, dates, whole_site, redirects, notices  # noqa: F401

# isort: on
from plugins.markup.body import Body, convert_blocks, convert_bodies
from plugins.markup.refusals import without_echoes
from plugins.memory.steps import Memory
from plugins.problems.problem import Problem
from plugins.reading.library import Document, Library
from plugins.reading.shared_blocks import Line
from plugins.rules.page import Page
from plugins.rules.remembered import check_pages, run_rules
from plugins.rules.rule import Site

__all__ = ["check_library", "examine", "make_pages", "run_rules"]


def check_library(library: Library, today: date | None = None) -> list[Problem]:
    """Return every problem of content/, each once, sorted by file and line.

    today: the day of the build; without it, nothing is said of what depends on the day.
    """
    return examine(library, today)[0]


def examine(
    library: Library,
    today: date | None = None,
    memory: Memory | None = None,
    progress: Callable[[int], None] | None = None,
    pages: dict[str, Page] | None = None,
) -> tuple[list[Problem], dict[str, Body]]:
    """Return every problem of content/, as `check_library`, and what the pages were rendered to, by path.

    To judge a page it has to be rendered, which takes time: whoever writes it takes it from here.
    memory: what is known of the steps already. progress: told how many pages are rendered.
    pages: those of the last pass, by path; this one takes what has not changed, and leaves its own there.
    """
    memory = memory or Memory()
    if any(problem.path == "content" for problem in library.problems):
        return [problem for problem in library.problems if problem.path == "content"], {}  # there is nothing to read
    found = set(library.problems)
    for document in library.documents.values():
        found.update(document.problems)
    known = library.data.sources
    bodies = convert_bodies(list(library.documents.values()), library, progress, memory)
    read = make_pages(library, {**bodies, **convert_blocks(library.blocks, known, memory)}, pages)
    whole = Site(library, read, today)
    found.update(check_pages(whole, memory))
    if pages is not None:
        pages.clear()
        pages.update(read)
    found.update(refused_in(bodies, library.documents, found))
    return sorted(found), bodies


def make_pages(
    library: Library, bodies: Mapping[str, Body], earlier: Mapping[str, Page] | None = None
) -> dict[str, Page]:
    """Return every page and every shared block for the rules, by path.

    bodies: what was made of each, by path. earlier: pages made before; one of the same text and body is taken from there.
    """
    files: list[tuple[str, str, tuple[Line, ...], Document | None]] = [
        (path, each.kind, each.lines, each) for path, each in library.documents.items()
    ]
    files += [(f"content/blocks/{name}.md", "block", library.blocks[name], None) for name in sorted(library.blocks)]
    pages = {}
    for path, kind, lines, document in files:
        known, body = (earlier or {}).get(path), bodies[path]
        is_same = known and known.lines is lines and known.document is document and known.body is body
        pages[path] = known if known and is_same else Page(path, kind, lines, body, document)
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
