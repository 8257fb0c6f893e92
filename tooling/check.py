"""Check content/ and the pages made of it, without touching output/, and report for people or for programs."""

import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from plugins.memory.steps import own_memory
from plugins.problems.problem import Problem
from plugins.problems.reporting import as_annotations, as_json, as_junit, as_summary, as_text, wants_color
from tooling.build import MARK, PROJECT, BuildFailed, only_build, render, staging_folder
from tooling.check_output import check_site, read_site

REPORTS: dict[str, Callable[[Sequence[Problem]], str]] = {
    "json": as_json,
    "junit": as_junit,
    "github": as_annotations,
}
PLACE = re.compile(r"(?P<path>[^:\s]+):(?P<line>\d+)(?::(?P<column>\d+))?: (?P<message>.+)", re.DOTALL)


def run_check(form: str = "text") -> None:
    """Check everything and print the report. Raises SystemExit(1) if anything stops a build.

    form: "text" for people, "json", "junit", or "github": annotations, and the whole list in the job summary.
    """
    if form != "text" and form not in REPORTS:
        raise SystemExit(f'There is no report "{form}". Write one of: text, {", ".join(REPORTS)}.')
    problems = find_problems()
    is_red = any(not problem.is_warning for problem in problems)
    if form == "text":
        outcome = "A build would stop here." if is_red else "A build goes through."
        print(as_text(problems, color=wants_color(sys.stdout), outcome=outcome))
    else:
        print(REPORTS[form](problems))
    if form == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(as_summary(problems))
    if is_red:
        raise SystemExit(1)


def find_problems() -> list[Problem]:
    """Return every problem of the sources; if they have none, every problem of the pages made of them."""
    from plugins.adapter.gate import check_sources
    from plugins.reading.library import read_library

    os.chdir(PROJECT)
    sys.path.insert(0, str(PROJECT))
    from pelican.settings import read_settings

    try:
        settings = read_settings("publishconf.py")
        memory = settings["MEMORY"] = own_memory(holds=True)
        library = read_library(PROJECT / "content", memory=memory)
        problems, _ = check_sources(settings, library)
        if any(not problem.is_warning for problem in problems):
            return problems
        with only_build(), staging_folder() as stage:
            address, library = render(stage, library, memory)
            site = read_site(stage, address, frozenset({MARK}), is_exact=True, memory=memory)
            return [*problems, *check_site(site, library)]
    except BuildFailed as failure:
        return [as_problem(line) for line in str(failure).splitlines() if PLACE.match(line)] or [
            Problem("pelicanconf.py", 1, 1, "build", str(failure))
        ]


def as_problem(line: str) -> Problem:
    """Return the problem that a line of a report tells. Raises ValueError for another line."""
    told = PLACE.match(line)
    if told is None:
        raise ValueError(f"not a line of a report: {line}")
    return Problem(told["path"], int(told["line"]), int(told["column"] or 1), "build", told["message"])
