"""A copy of the whole project in a temporary folder, to build in as a person would."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from plugins.reading.left_over import is_left_behind

PROJECT = Path(__file__).resolve().parent.parent
COPIED = (
    "content", "deploy", "plugins", "theme", "tooling",
    "pelicanconf.py", "publishconf.py", "tasks.py", "pyproject.toml",
)  # fmt: skip
BuildHere = Callable[..., subprocess.CompletedProcess[str]]


def copy_project(target: Path) -> Path:
    """Copy what a build needs into a new folder, and return it."""
    target.mkdir(parents=True)
    for name in COPIED:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=lambda _, names: list(filter(is_left_behind, names)))
        else:
            shutil.copy2(source, target / name)
    return target


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
