"""Run every check in turn, the quick ones first; all of them run, and any that fails makes the whole fail."""

import subprocess
import sys
from pathlib import Path

from tooling.browser import BrowserMissing, provide_browser
from tooling.provision import ServiceMissing, provide_services

PROJECT = Path(__file__).resolve().parent.parent
CHECKS = (
    ("style", ["ruff", "check", "."]),
    ("format", ["ruff", "format", "--check", "."]),
    ("types", ["mypy"]),
    ("tests", ["pytest"]),
)


def run_tests() -> None:
    """Run all checks, after installing what they need. Raises SystemExit, naming those that failed."""
    try:
        provide_browser()
        provide_services()
    except (BrowserMissing, ServiceMissing) as problem:
        raise SystemExit(str(problem)) from None
    failed = []
    for name, (module, *arguments) in CHECKS:
        print(f"== {name}", flush=True)
        result = subprocess.run([sys.executable, "-m", module, *arguments], cwd=PROJECT, check=False)
        if result.returncode:
            failed.append(name)
    if failed:
        raise SystemExit(f"Failed: {', '.join(failed)}. The reasons are above.")
