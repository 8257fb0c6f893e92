"""A copy of the whole project in a temporary folder, to build in as a person would."""

import compileall
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.made_once import made_once
from tooling.project_copy import BuildHere, copy_project


@dataclass(frozen=True)
class FirstBuild:
    """A project in which one build of nothing has run, its memory, and what it said. No test may change it."""

    folder: Path
    cache: Path
    result: subprocess.CompletedProcess[str]

    def copy(self, target: Path, *, built: bool = False) -> Path:
        """Copy the project, compiled as it is, and return where. built: with the last good site in it."""
        left_out = None if built else shutil.ignore_patterns("output", ".build")
        return Path(shutil.copytree(self.folder, target, symlinks=True, ignore=left_out))

    def copy_memory(self, target: Path) -> Path:
        """Copy what the build has kept, as the user's folder of the memory, and return where."""
        return Path(shutil.copytree(self.cache, target))


def run_verb(folder: Path, cache: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a module of Python in a folder; returns the finished process with its output as text.

    cache: the user's folder of the memory. words: the module, and what it is told. A pipe that is waited for raises
    subprocess.TimeoutExpired.
    """
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env={**os.environ, "XDG_CACHE_HOME": str(cache), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> FirstBuild:
    """One build of nothing, made once for all tests."""

    def make(folder: Path) -> None:
        project = copy_project(folder / "project")
        compileall.compile_dir(project, quiet=2)  # so that no start compiles it again, where Python keeps nothing
        result = run_verb(project, folder / "cache", "invoke", "build")
        said = [result.args, result.returncode, result.stdout, result.stderr]
        (folder / "said.json").write_text(json.dumps(said), encoding="utf-8")

    folder = made_once(tmp_path_factory, "first", make)
    said = json.loads((folder / "said.json").read_text(encoding="utf-8"))
    return FirstBuild(folder / "project", folder / "cache", subprocess.CompletedProcess(*said))


@pytest.fixture
def project(first: FirstBuild, tmp_path: Path) -> Path:
    """A copy of the project."""
    return first.copy(tmp_path / "project")


@pytest.fixture
def built(first: FirstBuild, tmp_path: Path) -> Path:
    """A copy of a project with the last good site in it."""
    return first.copy(tmp_path / "built", built=True)


@pytest.fixture
def cache(first: FirstBuild, tmp_path: Path) -> Path:
    """A memory of its own, which knows what the first build has made."""
    return first.copy_memory(tmp_path / "cache")


@pytest.fixture
def build(cache: Path) -> BuildHere:
    """Build a folder as `invoke build` does, with a memory of its own. fresh: whether to go without."""

    def run(folder: Path, *, fresh: bool = False, **environment: str) -> subprocess.CompletedProcess[str]:
        return run_verb(folder, cache, "invoke", "build", *(["--fresh"] if fresh else []), **environment)

    return run
