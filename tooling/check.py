"""Check content/ and the pages made of it, without touching output/, and report for people or for programs."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from plugins.memory.steps import own_memory
from plugins.problems.problem import Problem
from plugins.problems.reporting import as_annotations, as_json, as_junit, as_summary, as_text, wants_color
from tooling.build import PROJECT, BuildFailed, check, load_settings, only_build, render, staging_folder
from tooling.consequences import find_consequences

REPORTS: dict[str, Callable[[Sequence[Problem], Sequence[Problem]], str]] = {
    "json": as_json,
    "junit": as_junit,
    "github": as_annotations,
}


def run_check(form: str = "text") -> None:
    """Check everything and print the report. Raises SystemExit(1) if anything stops a build.

    form: "text" for people, "json", "junit", or "github": annotations, and the whole list in the job summary.
    """
    if form != "text" and form not in REPORTS:
        raise SystemExit(f'There is no report "{form}". Write one of: text, {", ".join(REPORTS)}.')
    try:
        problems, notes = find_problems()
    except BuildFailed as failure:
        raise SystemExit(str(failure)) from None
    is_red = any(not problem.is_warning for problem in problems)
    if form == "text":
        outcome = "A build would stop here." if is_red else "A build goes through."
        print(as_text(problems, notes, color=wants_color(sys.stdout), outcome=outcome))
    else:
        print(REPORTS[form](problems, notes))
    if form == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(as_summary(problems, notes))
    if is_red:
        raise SystemExit(1)


def find_problems() -> tuple[list[Problem], list[Problem]]:
    """Return every problem of the sources; if they have none, every problem of the pages made of them. And the notes:
    what a text that breaks no rule leads to.

    Raises BuildFailed if another thing than a file is in the way, OSError.
    """
    try:
        settings = load_settings(own_memory(holds=True))
        from plugins.adapter.gate import check_sources, make_known_library

        library = make_known_library(settings)
        problems, bodies = check_sources(settings, library)
        if any(not problem.is_warning for problem in problems):
            return problems, []
        with only_build(), staging_folder() as stage:
            render(stage, {**settings, "LIBRARY": library, "BODIES": bodies})
            found = [*problems, *check(stage, settings, library, is_exact=True)]
        return found, find_consequences(library, settings["BUILD_DATE"], PROJECT)
    except BuildFailed as failure:
        if not failure.problems:
            raise
        return failure.problems, []
