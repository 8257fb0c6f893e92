"""A copy of the whole project in a temporary folder, to build in as a person would."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tooling.project_copy import BuildHere, copy_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project."""
    return copy_project(tmp_path / "project")


@pytest.fixture
def build(project: Path) -> BuildHere:
    """Build the copy as `invoke build` does; returns the finished process with its output as text."""

    def run(folder: Path = project, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "invoke", "build"],
            cwd=folder,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run
