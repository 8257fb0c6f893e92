"""What was written in this session and earlier ones: for undoing, and for sending. It lies in .build/edits, beside the site.

Each edit is a line of journal.jsonl; what a file held before and after stands beside it in files named by their hash.
Lines are only added, so that a power cut loses no more than the last one.
"""

import errno
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = ".build/edits"
HASH = re.compile(r"[0-9a-f]{64}")
GONE = ""  # in the place of a hash: there is no such file


@dataclass(frozen=True)
class Edit:
    """One change that can be undone as a whole. files: the hashes of what each file held before and after it, by path."""

    label: str
    files: dict[str, tuple[str, str]]


class Journal:
    """The edits that stand, oldest first, and what each file held before its first one."""

    def __init__(self, project: Path) -> None:
        self.folder = project / FOLDER
        self.edits: list[Edit] = []
        self.firsts: dict[str, str] = {}  # the hash of each file before its first edit
        for line in self._lines():
            self._take(line)

    def note(self, label: str, files: dict[str, tuple[bytes | None, bytes | None]]) -> None:
        """Keep what each file held before and after an edit. Raises OSError."""
        kept = {path: (self._keep(before), self._keep(after)) for path, (before, after) in files.items()}
        self._add({"label": label, "files": kept})

    def undo(self) -> None:
        """Note that the last edit was taken back. Raises OSError."""
        self._add({"undone": True})

    def forget(self, paths: set[str]) -> None:
        """Note that what stands in these files is where it belongs, and has not to be sent any more. Raises OSError."""
        self._add({"forgotten": sorted(paths)})

    def changed(self) -> dict[str, bytes | None]:
        """Return the files that were edited, and what each held before its first edit; None if it was not there."""
        return {path: self.content(name) for path, name in self.firsts.items()}

    def content(self, name: str) -> bytes | None:
        """Return what a hash stands for; None for a file that is not there. Raises OSError."""
        if name != GONE and not HASH.fullmatch(name):  # a line that somebody else has written there
            raise OSError(errno.EINVAL, "Not the hash of a file", name)
        return None if name == GONE else (self.folder / name).read_bytes()

    def _lines(self) -> list[dict[str, object]]:
        """Return what was noted; a last line that was cut off is left out."""
        try:
            text = (self.folder / "journal.jsonl").read_text(encoding="utf-8")
        except OSError:
            return []
        lines: list[dict[str, object]] = []
        for line in text.split("\n"):
            try:
                lines.append(json.loads(line))
            except ValueError:
                continue
        return lines

    def _take(self, line: dict[str, object]) -> None:
        files, forgotten = line.get("files"), line.get("forgotten")
        if isinstance(files, dict):
            edit = Edit(str(line.get("label", "")), {path: (before, after) for path, (before, after) in files.items()})
            self.edits.append(edit)
            for path, (before, _) in edit.files.items():
                self.firsts.setdefault(path, before)
        elif isinstance(forgotten, list):
            for path in forgotten:
                self.firsts.pop(path, None)
        elif line.get("undone") and self.edits:
            self.edits.pop()

    def _add(self, line: dict[str, object]) -> None:
        self._make_folder()
        with (self.folder / "journal.jsonl").open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"\n{json.dumps(line, ensure_ascii=False)}")
        self._take(json.loads(json.dumps(line)))

    def _keep(self, content: bytes | None) -> str:
        if content is None:
            return GONE
        name = hashlib.sha256(content).hexdigest()
        self._make_folder()
        if not (self.folder / name).exists():
            (self.folder / name).write_bytes(content)
        return name

    def _make_folder(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
