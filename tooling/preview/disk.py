"""What stood on the disk when it was last looked at, and what differs since. Links are never followed."""

import os
import stat
import time
import zlib
from collections.abc import Iterable
from pathlib import Path

from plugins.reading.left_over import is_left_behind
from plugins.reading.plain_file import read_plain_file
from plugins.reading.public_files import LARGEST

FOLDERS = ("content", "deploy", "theme", "plugins", "tooling")
FOLDERS_TO_SKIP = {"__pycache__", ".git", "node_modules"}
# A disk may keep time in steps of 2 seconds (FAT), so that two saves in one step have one time
YOUNG = 2_000_000_000  # nanoseconds

Marks = tuple[int, int, int, int]  # mode, size, and the times of the last save and of the last change of its entry


class Disk:
    """The files that matter to the site, as they were when `changes` last looked, or else when this was made.

    folders: the number by which the disk knows each folder, by path; another folder of the same name has another one.
    """

    def __init__(self, project: Path) -> None:
        self.project = project
        self.folders: dict[str, int] = {}
        self._marks = self._look()
        self._young: dict[str, int] = {}
        self._note_young(self._marks)

    def changes(self) -> set[Path]:
        """Return the paths of files and folders that are new, gone or different."""
        before, self._marks = self._marks, self._look()
        now = self._marks
        changed = {path for path, _ in before.items() ^ now.items()}
        changed.update(path for path in self._young if self._is_rewritten(path))
        self._note_young({*changed, *self._young})
        return {Path(path) for path in changed}

    def changes_among(self, paths: Iterable[Path]) -> set[Path]:
        """Return those of the paths that are new, gone or different; what is in a folder among them too."""
        changed: set[str] = set()
        for path in filter(self.holds, paths):
            name, status = str(path), look_at(path)
            if name in self.folders or (status and stat.S_ISDIR(status.st_mode)):
                return {*map(Path, changed), *self.changes()}
            marks = marks_of(status) if status else None
            if self._marks.get(name) != marks or self._is_rewritten(name):
                changed.add(name)
                self._marks.pop(name, None)
                if marks:
                    self._marks[name] = marks
        self._note_young({*changed, *self._young})
        return {Path(path) for path in changed}

    def holds(self, path: Path) -> bool:
        """Tell whether a path may matter to the site."""
        if not path.is_relative_to(self.project) or not is_wanted(path):
            return False
        top, *rest = path.relative_to(self.project).parts or ("",)
        return top in FOLDERS or not (rest or path.is_dir())

    def _look(self) -> dict[str, Marks]:
        """Return what is there now; a folder that cannot be opened is as if empty."""
        found: dict[str, Marks] = {}
        self.folders = {}
        top = str(self.project)
        rest = [top]
        while rest:
            folder = rest.pop()
            for entry in list_folder(folder):
                name, path = entry.name, entry.path
                is_folder = entry.is_dir(follow_symlinks=False)
                if is_folder and (name not in FOLDERS if folder == top else name in FOLDERS_TO_SKIP):
                    continue
                status = look_at(entry)
                if status is not None and not is_left_behind(name):
                    found[path] = marks_of(status)
                    if is_folder:
                        self.folders[path] = status.st_ino or entry.inode()  # Windows tells it when asked for alone
                        rest.append(path)
        return found

    def _is_rewritten(self, path: str) -> bool:
        """Tell whether a file that was saved a moment before it was looked at holds something else now."""
        return path in self._young and self._young[path] != self._sum(path)

    def _note_young(self, paths: Iterable[str]) -> None:
        """Keep the checksums of those files that were saved just now: their times may not tell the next save."""
        since = time.time_ns() - YOUNG
        marks = {path: self._marks[path] for path in paths if path in self._marks}
        found = [path for path, (mode, _, saved, _) in marks.items() if saved > since and stat.S_ISREG(mode)]
        self._young = {path: self._sum(path) for path in found}

    def _sum(self, path: str) -> int:
        try:
            return zlib.crc32(read_plain_file(self.project, Path(path).relative_to(self.project).as_posix(), LARGEST))
        except OSError:
            return 0


def list_folder(folder: str) -> list[os.DirEntry[str]]:
    """Return what is in a folder; nothing, if it cannot be opened."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def look_at(entry: os.DirEntry[str] | Path) -> os.stat_result | None:
    """Return the status of what stands there itself; None, if it is gone."""
    try:
        return entry.stat(follow_symlinks=False)
    except OSError:
        return None


def marks_of(status: os.stat_result) -> Marks:
    """Return what tells a save. The times of a folder change with each file in it, and are left out."""
    if stat.S_ISDIR(status.st_mode):
        return status.st_mode, 0, 0, 0
    return status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def is_wanted(path: Path) -> bool:
    """Tell whether a path may matter to the site, by its name."""
    return not (is_left_behind(path.name) or FOLDERS_TO_SKIP.intersection(path.parts))
