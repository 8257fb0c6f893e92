"""Run the checks: the tests on every processor, and style, types and imports beside them; any that fails fails the whole."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tooling.browser import BrowserMissing, provide_browser
from tooling.provision import ServiceMissing, provide_services

PROJECT = Path(__file__).resolve().parent.parent
# What reads the code alone: the name, a program of this environment, and what it is told
READINGS: tuple[tuple[str, str, list[str]], ...] = (
    ("style", "ruff", ["check", "."]),
    ("format", "ruff", ["format", "--check", "."]),
    ("types", "mypy", []),
    ("imports", "lint-imports", ["--no-logo"]),
)


@dataclass(frozen=True)
class Extent:
    """A part of the checks. docs/testing.md says which check is in which.

    folders, marks: which tests. has_readings: style, types and imports too. needs_browser, needs_services: what the
    tests start. examples: the profile of hypothesis, in tests/conftest.py.
    """

    folders: tuple[str, ...] = ("tests",)
    marks: str = "not long"
    has_readings: bool = True
    needs_browser: bool = True
    needs_services: bool = True
    examples: str = "few"


EVERYTHING = Extent()
QUICK = Extent(folders=("tests/unit", "tests/build"), needs_browser=False, needs_services=False)
PAGES = Extent(
    folders=("tests/browser", "tests/build"), marks="pages and not long", has_readings=False, needs_services=False
)
HOSTS = Extent(folders=("tests/deploy", "tests/browser"), marks="not pages and not long", has_readings=False)
LONG = Extent(marks="long or fuzz", has_readings=False, examples="many")


def choose_extent(quick: bool, pages: bool, hosts: bool, long: bool) -> Extent:
    """Return the part that was asked for, EVERYTHING for none. Raises SystemExit when two were."""
    chosen = [extent for asked, extent in ((quick, QUICK), (pages, PAGES), (hosts, HOSTS), (long, LONG)) if asked]
    if len(chosen) > 1:
        raise SystemExit(
            "Give one of --quick, --pages, --hosts and --long, or none of them for all that guards a change."
        )
    return chosen[0] if chosen else EVERYTHING


def run_tests(extent: Extent = EVERYTHING) -> None:
    """Run a part of the checks, after installing what it needs. Raises SystemExit, naming those that failed."""
    try:
        if extent.needs_browser:
            provide_browser()
        if extent.needs_services:
            provide_services()
    except (BrowserMissing, ServiceMissing) as problem:
        raise SystemExit(str(problem)) from None
    failed = []
    with ThreadPoolExecutor(1) as beside:
        chosen = READINGS if extent.has_readings else ()
        readings = [(name, beside.submit(read_code, program, told)) for name, program, told in chosen]
        print("== tests", flush=True)
        if subprocess.run(pytest_command(extent), cwd=PROJECT, check=False).returncode:
            failed.append("tests")
        for name, reading in readings:
            status, said = reading.result()
            print(f"== {name}\n{said.strip()}", flush=True)
            if status:
                failed.append(name)
    if failed:
        raise SystemExit(f"Failed: {', '.join(failed)}. The reasons are above.")


def read_code(program: str, told: list[str]) -> tuple[int, str]:
    """Run a program of this environment in the project; return its exit status and all that it said."""
    command = [str(Path(sys.executable).with_name(program)), *told]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def pytest_command(extent: Extent) -> list[str]:
    """Return how pytest is called: a file stays whole; with servers a process more than processors, since tests wait."""
    processes = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    command = [
        sys.executable,
        "-m",
        "pytest",
        *extent.folders,
        "-m",
        extent.marks,
        "-n",
        str(processes + extent.needs_services),
    ]
    command += ["--dist", "loadfile", "--no-loadscope-reorder", "--durations", "10"]
    return [*command, f"--hypothesis-profile={extent.examples}"]
