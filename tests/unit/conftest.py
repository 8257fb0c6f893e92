"""What tests of a warm preview share."""

from pathlib import Path

import pytest

from plugins.rules import length
from tooling.benchmarks.sample_sites import make_site


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project, as the current folder. Its rules are ours: a page that is full may get more words."""
    made = make_site(tmp_path / "site", 5)
    monkeypatch.chdir(made)
    monkeypatch.setattr(length, "MOST_WORDS", 10**7)
    return made
