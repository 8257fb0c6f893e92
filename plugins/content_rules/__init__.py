"""The gate on sources: content that breaks a rule stops the build before anything is written.

rule            what a rule is, and the list of all
page, blocks    a page cut into blocks, sentences and words, each with its place
readers         the rules that are checked as files are read
structure, form, placements, safety, language, wording, readability, terms, claims, sources, status, links, html,
dates, whole_site, redirects  the rules themselves, by theme
settings        pelicanconf.py and publishconf.py; plugins that did not start
failures        an exception in a template or a plugin, in plain words
reporting       problems for people and for programs
handbook        docs/editorial-rules.md, made from the rules
"""

import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pelican import Pelican, signals

# Each registers its rules, in the order of the handbook.
# isort: off
from plugins.content_rules import readers, structure, form, placements, safety, language, readability, terms  # noqa: F401
from plugins.content_rules import claims, sources, status, links, html, dates, whole_site, redirects  # noqa: F401

# isort: on
from plugins.content_rules.page import Page
from plugins.content_rules.reporting import as_text as report
from plugins.content_rules.reporting import wants_color
from plugins.content_rules.rule import RULES, Site
from plugins.content_rules.settings import check_settings
from plugins.content_rules.templates import check_templates
from plugins.library import Library, read_library
from plugins.problem import Problem
from plugins.reading.environment import read_environment
from plugins.workers import map_forked

__all__ = ["check_library", "check_sources", "guard", "register", "report", "run_rules"]


def check_library(library: Library, today: date | None = None) -> list[Problem]:
    """Return every problem of content/, each once, sorted by file and line.

    today: the day of the build; without it, nothing is said of what depends on the day.
    """
    if any(problem.path == "content" for problem in library.problems):
        return [problem for problem in library.problems if problem.path == "content"]  # there is nothing to read
    found = set(library.problems)
    for document in library.documents.values():
        found.update(document.problems)
    whole = Site(library, today)
    # In several processes where there are many pages
    for findings in map_forked(
        lambda page: [*_check_alone(page), *run_rules(("page", "site"), page, whole)],
        [*whole.pages, *whole.blocks],
    ):
        found.update(findings)
    found.update(run_rules(("site",), None, whole))
    return sorted(found)


def _check_alone(page: Page) -> list[Problem]:
    """Return what a page shows by itself. It is kept with the page, which never changes."""
    if page.findings is None:
        page.findings = list(run_rules(("page",), page))
    return page.findings


def run_rules(needs: tuple[str, ...], page: Page | None = None, whole: Site | None = None) -> Iterator[Problem]:
    """Run the rules that ask for just this: ("page",), ("page", "site") or ("site",)."""
    given = [value for value in (page, whole) if value is not None]
    for rule in RULES.values():
        if rule.check and rule.needs == needs and (page is None or page.kind in rule.kinds):
            for (path, line, column), message in rule.check(*given):
                yield Problem(path, line, column, rule.id, message, rule.is_warning)


def check_sources(settings: dict[str, Any], library: Library) -> list[Problem]:
    """Return every problem of the environment, settings, templates and content/, in this order.

    settings: Pelican's, of a site that has read them. library: what content/ holds.
    """
    problems = check_library(library, settings.get("BUILD_DATE"))
    if "PROJECT" not in settings:
        return problems
    before = [
        *read_environment(os.environ).problems,
        *check_settings(Path(settings["PROJECT"]), settings["PLUGINS"]),
    ]
    return [*before, *check_templates(Path(settings["THEME"])), *problems]


def guard(pelican: Pelican) -> None:
    """Read content/ and stop Pelican, in the editor's words, if anything is wrong."""
    settings = pelican.settings
    if settings.get("RENDER_ON_REQUEST"):
        return  # the preview has a gate of its own, which stays up when something is wrong
    library = read_library(Path(settings["PATH"]), settings.get("LIBRARY"))
    problems = check_sources(settings, library)
    if any(not problem.is_warning for problem in problems):
        raise SystemExit(report(problems))
    if problems:
        print(report(problems, color=wants_color(sys.stderr)), file=sys.stderr)
    settings["LIBRARY"] = library


def register() -> None:
    """Run when the settings are read, before Pelican looks at content/."""
    signals.initialized.connect(guard)
