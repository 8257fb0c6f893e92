"""A copy of the whole project in a temporary folder, to build in as a person would."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tooling.project_copy import BuildHere, copy_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project."""
    return copy_project(tmp_path / "project")


def run_build(
    folder: Path, cache: Path, *, fresh: bool = False, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Build in a folder as `invoke build` does; returns the finished process with its output as text.

    cache: the user's folder of the memory. fresh: whether to go without.
    """
    return subprocess.run(
        [sys.executable, "-m", "invoke", "build", *(["--fresh"] if fresh else [])],
        cwd=folder,
        env={**os.environ, "XDG_CACHE_HOME": str(cache), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def build(project: Path, tmp_path: Path) -> BuildHere:
    """Build the copy, or another folder, with a memory of its own."""

    def run(folder: Path = project, *, fresh: bool = False, **environment: str) -> subprocess.CompletedProcess[str]:
        return run_build(folder, tmp_path / "cache", fresh=fresh, **environment)

    return run


@dataclass(frozen=True)
class FirstBuild:
    """A project in which one build of nothing has run, and what that said. No test may change it."""

    folder: Path
    result: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> FirstBuild:
    """One build, for all tests of a file."""
    folder = copy_project(tmp_path_factory.mktemp("first") / "project")
    return FirstBuild(folder, run_build(folder, folder.parent / "cache"))


@pytest.fixture
def built(first: FirstBuild, tmp_path: Path) -> Path:
    """A copy of a project with the last good site in it."""
    return Path(shutil.copytree(first.folder, tmp_path / "built", symlinks=True))
