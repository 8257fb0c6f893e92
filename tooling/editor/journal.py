"""What was written in this session and earlier ones: for undoing, and for sending. It lies in .build/edits, beside the site.

Each edit is a line of journal.jsonl; what a file held before and after stands beside it in files named by their hash.
Lines are only added, so that a power cut loses no more than the last one. All of it may have come with a branch of anybody:
a line that we would not have written is passed over, no link is followed, and a file counts if it holds what its name says.
"""

import contextlib
import errno
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from plugins.reading.plain_file import read_plain_file

FOLDER = ".build/edits"
FILE = f"{FOLDER}/journal.jsonl"
LARGEST = 100_000_000  # bytes that are read of a file
BEGINNING = re.compile(r"[0-9a-f]{16}")
GONE = ""  # in the place of a hash: there is no such file
Name = Annotated[str, StringConstraints(pattern="^(?:[0-9a-f]{64})?$")]
ContentPath = Annotated[str, StringConstraints(pattern="^content/")]


class Line(BaseModel):
    """A line of the journal: an edit, that the last one was undone, or files that have not to be sent any more."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    label: str = ""
    files: dict[ContentPath, tuple[Name, Name]] = {}
    undone: bool = False
    forgotten: list[str] = []


@dataclass(frozen=True)
class Edit:
    """One change that can be undone as a whole. files: the hashes of what each file held before and after it, by path."""

    label: str
    files: dict[str, tuple[str, str]]


class Journal:
    """The edits that stand, oldest first, and what each file held before its first one."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.edits: list[Edit] = []
        self.firsts: dict[str, str] = {}  # the hash of each file before its first edit
        for line in self._lines():
            self._take(line)

    def note(self, label: str, files: dict[str, tuple[bytes | None, bytes | None]]) -> None:
        """Keep what each file held before and after an edit. Raises OSError."""
        kept = {path: (self._keep(before), self._keep(after)) for path, (before, after) in files.items()}
        self._add(Line(label=label, files=kept))

    def undo(self) -> None:
        """Note that the last edit was taken back. Raises OSError."""
        self._add(Line(undone=True))

    def forget(self, paths: set[str]) -> None:
        """Note that what stands in these files is where it belongs, and has not to be sent any more. Raises OSError."""
        self._add(Line(forgotten=sorted(paths)))

    def changed(self) -> dict[str, bytes | None]:
        """Return the files that were edited, and what each held before its first edit; None if it was not there."""
        return {path: self.content(name) for path, name in self.firsts.items()}

    def content(self, name: str) -> bytes | None:
        """Return what a hash stands for; None for a file that is not there. Raises OSError."""
        return None if name == GONE else read_kept(self.project, name)

    def text(self, start: str) -> str | None:
        """Return the text that a file held once whose hash begins so; None if there is none."""
        if BEGINNING.fullmatch(start):
            for found in sorted((self.project / FOLDER).glob(f"{start}*")):
                with contextlib.suppress(OSError):
                    return read_kept(self.project, found.name).decode("utf-8", "replace")
        return None

    def _lines(self) -> list[Line]:
        """Return what was noted; a last line that was cut off is left out."""
        try:
            text = read_plain_file(self.project, FILE, LARGEST)
        except OSError:
            return []
        lines: list[Line] = []
        for line in text.split(b"\n"):
            try:
                lines.append(Line.model_validate_json(line))
            except ValidationError:
                continue
        return lines

    def _take(self, line: Line) -> None:
        if line.files:
            self.edits.append(Edit(line.label, line.files))
            for path, (before, _) in line.files.items():
                self.firsts.setdefault(path, before)
        for path in line.forgotten:
            self.firsts.pop(path, None)
        if line.undone and self.edits:
            self.edits.pop()

    def _add(self, line: Line) -> None:
        make_folder(self.project)
        file = self.project / FILE
        if file.is_symlink():
            raise OSError(errno.ELOOP, "Behind a link", FILE)
        with file.open("a", encoding="utf-8", newline="\n") as journal:
            journal.write(f"\n{line.model_dump_json(exclude_defaults=True)}")
        self._take(line)

    def _keep(self, content: bytes | None) -> str:
        return GONE if content is None else keep(self.project, content)


def keep(project: Path, content: bytes) -> str:
    """Keep what a file holds, and return its hash. Raises OSError."""
    name = hashlib.sha256(content).hexdigest()
    try:
        read_kept(project, name)
    except OSError:  # not there yet, not whole, or a link
        make_folder(project)
        file = project / FOLDER / name
        file.unlink(missing_ok=True)
        with file.open("xb") as new:
            new.write(content)
    return name


def read_kept(project: Path, name: str) -> bytes:
    """Return what a hash stands for. Raises OSError, also where something else was put in its place."""
    content = read_plain_file(project, f"{FOLDER}/{name}", LARGEST)
    if hashlib.sha256(content).hexdigest() != name:
        raise OSError(errno.EINVAL, "Not what was kept", name)
    return content


def make_folder(project: Path) -> None:
    """Make the folder, if it is not there. Raises OSError, also where a link stands on the way to it."""
    folder = project / FOLDER
    if folder.resolve() != project.resolve() / FOLDER:
        raise OSError(errno.ELOOP, "Behind a link", FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
