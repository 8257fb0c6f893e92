"""The gate of the build, for a library that is read again and again: what cannot have changed is kept."""

from collections.abc import Callable, Iterable
from datetime import date

from plugins.markup.body import Body, convert_blocks, convert_bodies, make_markdown
from plugins.problems.problem import Problem
from plugins.reading.library import Document, Library
from plugins.reading.shared_blocks import Line
from plugins.rules import make_pages, refused_in, run_rules
from plugins.rules.page import Page
from plugins.rules.rule import IN_SITE, PAGE, WHOLE_SITE, Site
from plugins.workers import map_forked
from tooling.preview.watcher import is_passing

Face = tuple[object, ...]
Progress = Callable[[int, int], None]


class Gate:
    """Says what `check_library` would, from what it said before.

    A rule on one page asks for that page alone, or for what it shares with others: the data, the files, and
    the addresses and headings of the pages that it links to. Rules on all pages together are always checked.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self.alone: dict[str, tuple[Page, list[Problem]]] = {}
        self.among: dict[str, tuple[Page, list[Problem]]] = {}
        self.pages: dict[str, Page] = {}
        self.faces: dict[str, tuple[Page, Face]] = {}
        self.shared: tuple[object, ...] = ()
        self.markdown = make_markdown()
        self.refused: dict[str, Body] = {}
        self.bodies: dict[str, Body] = {}

    def check(self, library: Library, progress: Progress | None = None) -> list[Problem]:
        """Return every problem of content/, sorted, less the files that an open editor leaves there.

        Afterwards `bodies` holds what was rendered to judge it, by path: the pages that are new or have changed.
        progress: told how many of these are done.
        """
        self._read_new(library, progress)
        site = Site(library, self.pages, self.today)
        pages = [*site.pages, *site.blocks]
        self._forget_touched(site, pages)
        found = set(library.problems)
        for document in library.documents.values():
            found.update(document.problems)
        self._check_new(site, pages)
        for page in pages:
            found.update(self.alone[page.path][1], self.among[page.path][1])
        found.update(run_rules(WHOLE_SITE, whole=site))
        found.update(refused_in(self.refused, library.documents, found))
        return sorted(problem for problem in found if not is_passing(problem.path.rpartition("/")[2]))

    def _read_new(self, library: Library, progress: Progress | None) -> None:
        """Render and judge the pages and blocks that are new or have changed; the others stay the same ones."""
        sources, kept = library.data.sources, self.pages
        fresh = [page for path, page in library.documents.items() if not is_same(kept.get(path), page.lines, page)]
        blocks = {
            name: lines
            for name, lines in library.blocks.items()
            if not is_same(kept.get(f"content/blocks/{name}.md"), lines)
        }
        tell = (lambda done: progress(done, len(fresh))) if progress else None
        self.bodies = convert_bodies(fresh, sources, tell, self.markdown)
        bodies = {**self.bodies, **convert_blocks(self.markdown, blocks, sources)}
        earlier = {path: page.body for path, page in kept.items() if path not in bodies}
        made = make_pages(library, {**earlier, **bodies})
        self.pages = {path: page if path in bodies else kept[path] for path, page in made.items()}
        self.refused = {path: self.pages[path].body for path in library.documents if self.pages[path].body.refused}

    def _forget_touched(self, site: Site, pages: list[Page]) -> None:
        """Forget the findings that what has changed elsewhere may change."""
        library = site.library
        shared = (id(library.data), library.others, frozenset(library.documents))
        earlier, self.shared = self.shared, shared
        self._kept_data = library.data  # so that its id stays its own
        turned = set(self._turned_faces(pages))
        if shared != earlier:
            self.among.clear()
        elif turned:
            for page in pages:
                if any(address in line.text for line in page.lines for address in turned):
                    self.among.pop(page.path, None)

    def _turned_faces(self, pages: list[Page]) -> Iterable[str]:
        """Yield the addresses of pages that others see differently now: new headings, no longer a draft."""
        kept, self.faces = self.faces, {}
        for page in pages:
            known = kept.get(page.path)
            if known is not None and known[0] is page:
                self.faces[page.path] = known
                continue
            self.faces[page.path] = (page, face_of(page))
            if known is not None and known[1] != self.faces[page.path][1] and page.document:
                yield f"/{page.document.address}"

    def _check_new(self, site: Site, pages: list[Page]) -> None:
        """Check the pages without findings, in several processes if they are many."""
        self.alone = {page.path: self.alone[page.path] for page in pages if is_kept(self.alone, page)}
        self.among = {page.path: self.among[page.path] for page in pages if is_kept(self.among, page)}
        new = [page for page in pages if page.path not in self.alone]
        turned = [page for page in pages if page.path not in self.among]
        for page, found in zip(new, map_forked(lambda page: list(run_rules(PAGE, page)), new), strict=True):
            self.alone[page.path] = (page, found)
        for page, found in zip(
            turned, map_forked(lambda page: list(run_rules(IN_SITE, page, site)), turned), strict=True
        ):
            self.among[page.path] = (page, found)


def is_same(page: Page | None, lines: tuple[Line, ...], document: Document | None = None) -> bool:
    """Tell whether a page was made of these very lines, and of this document."""
    return page is not None and page.lines is lines and page.document is document


def is_kept(kept: dict[str, tuple[Page, list[Problem]]], page: Page) -> bool:
    """Tell whether findings of this very page are kept."""
    return page.path in kept and kept[page.path][0] is page


def face_of(page: Page) -> Face:
    """Return what other pages may ask of a page that they link to."""
    fields = page.document.fields if page.document else None
    hidden = (fields.draft, fields.published) if fields else None
    return hidden, frozenset(page.anchors), tuple(block.name for block in page.headings)


def errors_in(problems: list[Problem]) -> list[Problem]:
    """Return what would stop a build."""
    return [problem for problem in problems if not problem.is_warning]


def good_documents(library: Library, errors: list[Problem], earlier: dict[str, Document]) -> dict[str, Document]:
    """Return each document as it last kept every rule; one that never did is left out.

    earlier: what this function returned before.
    """
    broken = {problem.path for problem in errors}
    blocks = {path for path in broken if path.startswith("content/blocks/")}
    good = {}
    for path, document in library.documents.items():
        is_good = path not in broken and not (blocks and any(line.path in blocks for line in document.lines))
        kept = document if is_good and document.fields is not None else earlier.get(path)
        if kept is not None:
            good[path] = kept
    return good


def shown_documents(library: Library, refused: Iterable[str], good: dict[str, Document]) -> dict[str, Document]:
    """Return the documents to show: the good ones, and those that never were as they are.

    Left out is what cannot be read, or what the judge refuses. refused: the paths of that.
    """
    harmful = set(refused)
    candidates = {path: good.get(path, document) for path, document in library.documents.items()}
    return {
        path: document
        for path, document in candidates.items()
        if document.fields is not None and (path in good or path not in harmful)
    }


def data_is_unreadable(errors: list[Problem]) -> bool:
    """Tell whether a file of content/data cannot be read: then everything stays as it was."""
    return any(
        problem.path.startswith("content/data/") and problem.rule.startswith(("data", "file")) for problem in errors
    )
