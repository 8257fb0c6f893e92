"""The gate on sources: content that breaks a rule stops the build before anything is written."""

from pathlib import Path

from pelican import Pelican, signals

from plugins.library import Library, read_library
from plugins.problem import Problem


def check_library(library: Library) -> list[Problem]:
    """Return every problem of content/, sorted by file and line."""
    problems = [*library.problems, *(problem for document in library.documents.values() for problem in document.problems)]
    return sorted(set(problems))


def report(problems: list[Problem]) -> str:
    """Return the problems for people, one a line, and a tally."""
    files = len({problem.path for problem in problems})
    count = len(problems)
    tally = f"{count} problem{'s' * (count != 1)} in {files} file{'s' * (files != 1)}. Nothing was built."
    return "\n".join([*map(str, problems), tally])


def guard(pelican: Pelican) -> None:
    """Read content/ and stop Pelican, in the editor's words, if anything is wrong."""
    library = read_library(Path(pelican.settings["PATH"]))
    problems = check_library(library)
    if any(not problem.is_warning for problem in problems):
        raise SystemExit(report(problems))
    pelican.settings["LIBRARY"] = library


def register() -> None:
    """Run when the settings are read, before Pelican looks at content/."""
    signals.initialized.connect(guard)
