"""The gate of the build, for a library that is read again and again: what depends on nothing that has changed is remembered."""

from collections.abc import Callable, Iterable
from datetime import date

from plugins.markup.body import Body
from plugins.memory.steps import Memory
from plugins.problems.problem import Problem
from plugins.reading.left_over import is_left_behind
from plugins.reading.library import Library
from plugins.rules import examine
from plugins.rules.page import Page

Progress = Callable[[int, int], None]


class Gate:
    """Says what `check_library` would.

    memory: of what it has said of each page. bodies, pages: what the pages were rendered to in the last check, and how
    the rules see them, by path.
    """

    def __init__(self, today: date, memory: Memory | None = None) -> None:
        self.today = today
        self.memory = memory or Memory(holds=True)
        self.bodies: dict[str, Body] = {}
        self.pages: dict[str, Page] = {}

    def check(self, library: Library, progress: Progress | None = None) -> list[Problem]:
        """Return every problem of content/, sorted, less the files that an open editor leaves there.

        progress: told how many pages are rendered, of how many at most.
        """
        count = len(library.documents)
        tell = (lambda done: progress(done, count)) if progress else None
        before = {*self.pages.values()}
        problems, self.bodies = examine(library, self.today, self.memory, tell, self.pages)
        for page in self.pages.values():
            if page not in before:
                page.lighten()
        return without_passing(problems)

    @property
    def refused(self) -> set[str]:
        """The paths of the pages that the judge refuses."""
        return {path for path, body in self.bodies.items() if body.refused}


def without_passing(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems in their order, less those of files that an open editor leaves for a moment."""
    return sorted({problem for problem in problems if not is_left_behind(problem.path.rpartition("/")[2])})


def problems_of_reading(library: Library) -> list[Problem]:
    """Return what reading alone has found."""
    of_pages = (problem for document in library.documents.values() for problem in document.problems)
    return without_passing([*library.problems, *of_pages])


def errors_in(problems: list[Problem]) -> list[Problem]:
    """Return what would stop a build."""
    return [problem for problem in problems if not problem.is_warning]


def data_is_unreadable(errors: list[Problem]) -> bool:
    """Tell whether content/ itself or a file of content/data cannot be read: then everything stays as it was."""
    return any(
        problem.path == "content"
        or (problem.path.startswith("content/data/") and problem.rule.startswith(("data", "file")))
        for problem in errors
    )
