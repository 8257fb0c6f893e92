"""The weekly list: what pip-audit answers, and what it could not look up."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tooling import weekly
from tooling.weekly import Audit, main, read_audit

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
    assert read_audit(answer(CLEAN), "No known vulnerabilities found") == Audit([], [])


def test_each_hole_is_a_line_with_the_version_that_mends_it() -> None:
    assert read_audit(answer(CLEAN, HOLED), "Found 2 known vulnerabilities in 1 package") == Audit(
        [
            "- jinja2 3.1.2: PYSEC-2024-1, mended in 3.1.3 and 4.0",
            "- jinja2 3.1.2: PYSEC-2024-2, not mended yet",
        ],
        [],
    )


def test_packages_that_could_not_be_looked_up_are_named() -> None:
    assert read_audit(answer(SKIPPED, CLEAN, {**SKIPPED, "name": "brotli"}), "").unseen == [
        "- pip-audit could not look up 2 of 3 packages, so nobody knows whether they have holes: brotli, zopfli. "
        "Of the first it says: Dependency not found and could not be audited: zopfli (0.4.3)"
    ]


def test_hole_does_not_hide_what_could_not_be_looked_up() -> None:
    audit = read_audit(answer(SKIPPED, HOLED), "")
    assert (len(audit.holes), len(audit.unseen)) == (2, 1)


@pytest.mark.parametrize("found", ["", "not JSON", "[]", '{"dependencies": [{}, 1]}', '{"fixes": []}'])
def test_answer_that_cannot_be_read_is_told_with_the_last_words(found: str) -> None:
    assert read_audit(found, "WARNING: slow\nERROR: the index cannot be reached\n") == Audit(
        [], ["- pip-audit could not look: ERROR: the index cannot be reached"]
    )


def test_silence_is_told_too() -> None:
    assert read_audit("", "").unseen == ["- pip-audit could not look: no reason given"]
    assert read_audit(answer(), "").unseen == ["- pip-audit could not look: it was given no package"]


@pytest.mark.parametrize(("packages", "status"), [([CLEAN], 0), ([HOLED], 0), ([CLEAN, SKIPPED], 1), ([], 1)])
def test_list_is_printed_and_fails_only_when_it_could_not_look(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    packages: list[dict[str, Any]],
    status: int,
) -> None:
    monkeypatch.setattr(weekly, "known_holes", lambda _: read_audit(answer(*packages), ""))
    monkeypatch.setattr(weekly, "due_reviews", lambda *_: [])
    assert main(tmp_path, date(2026, 11, 25)) == status
    assert ("## Known holes in what we depend on" in capsys.readouterr().out) == (packages != [CLEAN])
