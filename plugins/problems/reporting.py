"""Tell problems to whoever asks: people at a terminal, programs, test reports, GitHub."""

import json
import os
import xml.etree.ElementTree as etree
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TextIO

from plugins.problems.problem import ENVIRONMENT, Problem, count

BOLD, RED, YELLOW, PLAIN = "\033[1m", "\033[31m", "\033[33m", "\033[0m"
# Rules of what many files may lead to: one page that is renamed, or one block that is gone, is one mistake
OF_ONE_CAUSE = ("link-broken", "block-unknown")
MOST_PLACES = 6
MOST_ANNOTATIONS = 10  # GitHub shows no more of one kind in a step


def wants_color(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Tell whether to write in color: only at a terminal, and never with NO_COLOR (no-color.org), nor on Windows, where
    an older console would print the signs for it.
    """
    return os.name != "nt" and stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def tally(problems: Sequence[Problem], outcome: str = "Nothing was built.") -> str:
    """Return the last line of a report. outcome: what became of the build, said only if a problem stopped it."""
    errors = [problem for problem in problems if not problem.is_warning]
    warnings = len(problems) - len(errors)
    if not problems:
        return "No problems."
    parts = []
    if errors:
        files = {problem.path for problem in errors if problem.rule != ENVIRONMENT}
        where = f" in {count(len(files), 'file')}" if files else ""
        parts.append(f"{count(len(errors), 'problem')}{where}.")
    if warnings:
        parts.append(f"{count(warnings, 'warning')}, which {'does' if warnings == 1 else 'do'} not stop a build.")
    return " ".join([*parts, outcome] if errors and outcome else parts)


def as_text(
    problems: Sequence[Problem],
    notes: Sequence[Problem] = (),
    *,
    color: bool = False,
    outcome: str = "Nothing was built.",
) -> str:
    """Return the problems for people: `file:line:column: what is wrong. How to put it right.`, the notes, and a tally.

    notes: what the text leads to, which is no problem.
    """
    lines = []
    problems = without_repeats(problems)
    for problem in (*problems, *notes):
        place, message = problem.place, problem.message
        word = word_for(problem, notes)
        shade = YELLOW if problem.is_warning else RED
        lines.append(f"{BOLD}{place}:{PLAIN} {shade}{word}{PLAIN}{message}" if color else f"{place}: {word}{message}")
    last = tally(problems, outcome)
    return "\n".join([*lines, f"{BOLD}{last}{PLAIN}" if color else last])


def without_repeats(problems: Sequence[Problem]) -> list[Problem]:
    """Return problems, those of one cause once: at the first place, with the others in its message."""
    places: dict[tuple[str, str], list[str]] = {}
    for problem in problems:
        if problem.rule in OF_ONE_CAUSE:
            places.setdefault((problem.rule, problem.message), []).append(f"{problem.path}:{problem.line}")
    kept = []
    for problem in problems:
        found = places.pop((problem.rule, problem.message), None) if problem.rule in OF_ONE_CAUSE else []
        if found is None:
            continue
        if len(found) > 1:
            rest = found[1:]
            named = ", ".join(rest[:MOST_PLACES])
            more = f" and {len(rest) - MOST_PLACES} more" if len(rest) > MOST_PLACES else ""
            told = f"{problem.message} The same stands in {count(len(rest), 'more place')}: {named}{more}."
            problem = replace(problem, message=told)
        kept.append(problem)
    return kept


def word_for(problem: Problem, notes: Sequence[Problem]) -> str:
    """Return what stands before the message of what stops nothing."""
    return "Note: " if problem in notes else "Warning: " if problem.is_warning else ""


def as_note(note: Problem) -> str:
    """Return a note for people, on a line of its own."""
    return f"{note.place}: Note: {note.message}"


class Refused(SystemExit):
    """What was found stops the build. Where nobody asks for `problems`, as under the `pelican` command, it ends with
    their text and the exit status 1; Pelican would pass over any other exception of a reader.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(as_text(problems))
        self.problems = list(problems)


def as_json(problems: Sequence[Problem], notes: Sequence[Problem] = ()) -> str:
    """Return the problems for programs: a list under "problems", how many errors and warnings there are, and the notes."""
    errors = sum(1 for problem in problems if not problem.is_warning)
    whole = {
        "errors": errors,
        "warnings": len(problems) - errors,
        "problems": [_entry(problem, "warning" if problem.is_warning else "error") for problem in problems],
        "notes": [_entry(note, "note") for note in notes],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _entry(problem: Problem, severity: str) -> dict[str, str | int]:
    return {
        "file": problem.path,
        "line": max(problem.line, 1),
        "column": max(problem.column, 1),
        "rule": problem.rule,
        "subject": problem.subject,
        "severity": severity,
        "message": problem.message,
    }


def as_junit(problems: Sequence[Problem], notes: Sequence[Problem] = ()) -> str:
    """Return the problems as a JUnit report: a test for each file that has any, failed if a problem stops the build.

    Warnings and notes are what a test has printed.
    """
    files: dict[str, list[Problem]] = {}
    for problem in (*problems, *notes):
        files.setdefault(problem.path, []).append(problem)
    failed = sum(any(not problem.is_warning for problem in found) for found in files.values())
    suite = etree.Element("testsuite", name="content", tests=str(max(len(files), 1)), failures=str(failed), errors="0")
    for path, found in files.items():
        case = etree.SubElement(suite, "testcase", classname="content", name=path, file=path)
        errors = [problem for problem in found if not problem.is_warning]
        if errors:
            failure = etree.SubElement(case, "failure", type=errors[0].rule, message=printable(errors[0].message))
            failure.text = printable("\n".join(map(str, errors)))
        if len(errors) < len(found):
            warnings = etree.SubElement(case, "system-out")
            warnings.text = printable(
                "\n".join(
                    as_note(problem) if problem in notes else str(problem) for problem in found if problem.is_warning
                )
            )
    if not files:
        etree.SubElement(suite, "testcase", classname="content", name="every file")
    suites = etree.Element("testsuites")
    suites.append(suite)
    etree.indent(suites)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + etree.tostring(suites, encoding="unicode") + "\n"


def printable(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return "".join(letter for letter in text if letter in "\n\t" or (letter >= " " and letter not in "\ufffe\uffff"))


def as_annotations(problems: Sequence[Problem], notes: Sequence[Problem] = ()) -> str:
    """Return the first errors, warnings and notes as GitHub's workflow commands, and a notice if there are more."""
    lines = []
    errors = [problem for problem in problems if not problem.is_warning]
    warnings = [problem for problem in problems if problem.is_warning]
    for command, found in (("error", errors), ("warning", warnings), ("notice", notes)):
        for problem in found[:MOST_ANNOTATIONS]:
            place = f"file={_property(problem.path)},line={max(problem.line, 1)},col={max(problem.column, 1)}"
            lines.append(f"::{command} {place},title={_property(problem.rule)}::{_data(problem.message)}")
        if len(found) > MOST_ANNOTATIONS:
            more = f"{len(found) - MOST_ANNOTATIONS} more are in the summary of this job."
            lines.append(f"::notice::{_data(more)}")
    return "".join(f"{line}\n" for line in lines)


def _data(text: str) -> str:
    """Escape the message of a workflow command, as GitHub's own toolkit does."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a value in front of the message, as GitHub's own toolkit does."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_summary(problems: Sequence[Problem], notes: Sequence[Problem] = ()) -> str:
    """Return every problem and note as a table in Markdown, for the file that GITHUB_STEP_SUMMARY names."""
    lines = ["## Content check", "", tally(problems, ""), ""]
    if problems or notes:
        lines += ["| Where | What to do | Rule |", "| --- | --- | --- |"]
    for problem in (*problems, *notes):
        word = word_for(problem, notes)
        where = f"{problem.path}:{max(problem.line, 1)}"
        lines.append(f"| `{_cell(where)}` | {_cell(_markdown(word + problem.message))} | {problem.rule} |")
    return "\n".join(lines) + "\n"


def _markdown(text: str) -> str:
    """Write a text so that Markdown prints it as it stands."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\\{letter}" if letter in "\\`*_[]{}#~@" else letter for letter in text)


def _cell(text: str) -> str:
    """Keep a text inside its cell of a table."""
    return " ".join(text.replace("|", "\\|").split())
