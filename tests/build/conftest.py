"""A copy of the whole project in a temporary folder, to build in as a person would."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tooling.project_copy import BuildHere, copy_project, tree


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project."""
    return copy_project(tmp_path / "project")


@pytest.fixture
def build(project: Path, tmp_path: Path) -> BuildHere:
    """Build the copy as `invoke build` does; returns the finished process with its output as text."""

    def run(folder: Path = project, *, fresh: bool = False, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "invoke", "build", *(["--fresh"] if fresh else [])],
            cwd=folder,
            env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), **environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


def tree_of_build(project: Path) -> dict[str, bytes]:
    """Return every file of the built site with its bytes."""
    return tree(project / "output")
