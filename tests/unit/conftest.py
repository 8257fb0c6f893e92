"""What tests of a warm preview share."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tooling.benchmarks.sample_sites import make_site


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A copy of the project, as the current folder."""
    before = Path.cwd()
    made = make_site(tmp_path / "site", 5)
    os.chdir(made)
    yield made
    os.chdir(before)
