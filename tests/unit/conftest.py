"""What tests of a warm preview share, and those of forms."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.rules import length
from tests.support.form_office import PROJECT, Office
from tooling.benchmarks.sample_sites import make_site


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project, as the current folder. Its rules are ours: a page that is full may get more words."""
    made = make_site(tmp_path / "site", 5)
    monkeypatch.chdir(made)
    monkeypatch.setattr(length, "MOST_WORDS", 10**7)
    return made


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Office:
    project = tmp_path_factory.mktemp("forms")
    for folder in ("content", "deploy"):
        shutil.copytree(PROJECT / folder, project / folder)
    return Office(project)


@pytest.fixture
def office(copied: Office) -> Iterator[Office]:
    copied.open()
    before = dict(copied.kept)
    yield copied
    for path, content in before.items():
        (copied.project / path).write_bytes(content)
