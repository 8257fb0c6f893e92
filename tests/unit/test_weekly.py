"""The weekly list: what pip-audit answers, and what it could not look up."""

import json
from typing import Any

import pytest

from tooling.weekly import read_audit

CLEAN = {"name": "invoke", "version": "3.0.1", "vulns": []}
HOLED = {
    "name": "jinja2",
    "version": "3.1.2",
    "vulns": [
        {"id": "PYSEC-2024-1", "fix_versions": ["3.1.3", "4.0"], "aliases": ["CVE-2024-22195"]},
        {"id": "PYSEC-2024-2", "fix_versions": []},
    ],
}
SKIPPED = {"name": "zopfli", "skip_reason": "Dependency not found and could not be audited: zopfli (0.4.3)"}


def answer(*packages: dict[str, Any]) -> str:
    """Return what pip-audit prints for these packages."""
    return json.dumps({"dependencies": packages, "fixes": []})


def test_nothing_is_said_when_everything_was_looked_up_and_nothing_found() -> None:
    assert read_audit(answer(CLEAN), "No known vulnerabilities found") == []


def test_each_hole_is_a_line_with_the_version_that_mends_it() -> None:
    assert read_audit(answer(CLEAN, HOLED), "Found 2 known vulnerabilities in 1 package") == [
        "- jinja2 3.1.2: PYSEC-2024-1, mended in 3.1.3 and 4.0",
        "- jinja2 3.1.2: PYSEC-2024-2, not mended yet",
    ]


def test_packages_that_could_not_be_looked_up_are_named() -> None:
    assert read_audit(answer(SKIPPED, CLEAN, {**SKIPPED, "name": "brotli"}), "No known vulnerabilities found") == [
        "- pip-audit could not look up 2 of 3 packages, so nobody knows whether they have holes: brotli, zopfli. "
        "Of the first it says: Dependency not found and could not be audited: zopfli (0.4.3)"
    ]


def test_hole_does_not_hide_what_could_not_be_looked_up() -> None:
    assert len(read_audit(answer(SKIPPED, HOLED), "")) == 3


@pytest.mark.parametrize("found", ["", "not JSON", "[]", '{"dependencies": [{}, 1]}', '{"fixes": []}'])
def test_answer_that_cannot_be_read_is_told_with_the_last_words(found: str) -> None:
    assert read_audit(found, "WARNING: slow\nERROR: the index cannot be reached\n") == [
        "- pip-audit could not look: ERROR: the index cannot be reached"
    ]


def test_silence_is_told_too() -> None:
    assert read_audit("", "") == ["- pip-audit could not look: no reason given"]
    assert read_audit(answer(), "") == ["- pip-audit could not look: it was given no package"]
