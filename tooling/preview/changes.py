"""Decide what a saved file means for the preview."""

from dataclasses import dataclass, field
from pathlib import Path

SETTINGS = ("pelicanconf.py", "publishconf.py", "deploy/target.toml")


@dataclass
class Changes:
    """What a burst of saves asks for.

    content: files of content/, from the project's root. templates, styles: whether any of these changed.
    restart: the files that Python has read already, so that only a fresh process sees them.
    """

    content: set[str] = field(default_factory=set)
    templates: bool = False
    styles: bool = False
    restart: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.content or self.templates or self.styles or self.restart)


def sort_changes(paths: set[Path], project: Path) -> Changes:
    """Sort the paths of a burst by what they ask for."""
    changes = Changes()
    for path in paths:
        if not path.is_relative_to(project):
            continue
        name = path.relative_to(project).as_posix()
        if name in SETTINGS or (name.endswith(".py") and not name.startswith(("content/", "tests/"))):
            changes.restart.add(name)
        elif name == "content" or name.startswith("content/"):
            changes.content.add(name)
        elif name.startswith("theme/static/css"):
            changes.styles = True
        elif name.startswith("theme/"):
            changes.templates = True
    return changes
