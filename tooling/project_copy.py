"""A copy of the whole project in a temporary folder, to build in as a person would."""

import re
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
# How long and how heavy a page may be: by file, the names of the limits
LIMITS = {
    "plugins/rules/length.py": ("MOST_WORDS",),
    "tooling/page_weight.py": ("LARGEST_PAGE", "LARGEST_ARTICLE", "LIGHT_ENOUGH"),
}
BuildHere = Callable[..., subprocess.CompletedProcess[str]]


def copy_project(target: Path) -> Path:
    """Copy what a build needs into a new folder, and return it; pages have room there."""
    target.mkdir(parents=True)
    for name in COPIED:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=lambda _, names: list(filter(is_left_behind, names)))
        else:
            shutil.copy2(source, target / name)
    give_room(target)
    return target


def give_room(project: Path) -> None:
    """Lift the limits of length and weight in a copy: tests and benchmark add to pages, which may be full already."""
    for path, names in LIMITS.items():
        file = project / path
        text, lifted = re.subn(
            rf"^({'|'.join(names)}) = [\d_]+", rf"\1 = {10**7}", file.read_text(encoding="utf-8"), flags=re.MULTILINE
        )
        if lifted != len(names):
            raise ValueError(f"{path} does not hold {names}, each once")
        file.write_text(text, encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
