"""What every verb of the editor gets: the library, the files by their ids, writing and undoing."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from plugins.reading.library import Library
from plugins.reading.plain_file import read_plain_file
from plugins.reading.public_files import LARGEST
from plugins.reading.text import decode
from tooling.editor.journal import Journal
from tooling.editor.lines import merge
from tooling.editor.not_possible import NotPossible
from tooling.editor.rewriting import rewrite
from tooling.editor.writing import SavedMeanwhile, explain_disk, write_at_once

MOST_VERSIONS = 2_000  # texts that are remembered, so that a browser may speak of the lines of an older one
BAD_REQUEST, NOT_FOUND, CONFLICT, NOT_DONE = 400, 404, 409, 422


@dataclass
class Refusal(Exception):
    """An answer in the place of the one that was asked for.

    told: a sentence for the person. conflict: both texts, and the place of the other one. result: what else is known.
    """

    status: int
    told: str
    conflict: dict[str, Any] | None = None
    result: dict[str, Any] = field(default_factory=dict)


@lru_cache(maxsize=500)  # of a page, each of its parts asks for the hash of its whole file
def hash_of(text: str) -> str:
    """Return the SHA-256 of a text, by which a save says what it replaces."""
    return hashlib.sha256(text.encode()).hexdigest()


class Desk:
    """Where content/ is edited.

    project: its folder. read: returns the library as it is now; None while there is none. take_in: is told which files were
    written. clock: returns the day of today.
    """

    def __init__(
        self,
        project: Path,
        read: Callable[[], Library | None],
        take_in: Callable[[set[Path]], None],
        clock: Callable[[], date],
    ) -> None:
        self.project, self.journal = project, Journal(project)
        self._read, self._take_in, self._clock = read, take_in, clock
        self._versions: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self._seen: dict[str, bytes | None] = {}  # what a verb has read, and writes in the place of

    @property
    def library(self) -> Library:
        """content/ as it is now. Raises Refusal while it cannot be read."""
        library = self._read()
        if library is None:
            raise Refusal(NOT_DONE, "The site cannot be read. Mend what the page tells first.")
        return library

    @property
    def today(self) -> date:
        """The day of today."""
        return self._clock()

    def id_of(self, path: str) -> str:
        """Return the name by which a browser asks for a file."""
        name = hash_of(path)[:12]
        self._ids[name] = path
        return name

    def path_of(self, name: str) -> str:
        """Return the path of a file that the library knows. Raises Refusal for any other."""
        if name not in self._ids:
            self._ids.update((hash_of(path)[:12], path) for path in self.library.texts)
        path = self._ids.get(name, "")
        if not path.startswith("content/") or path not in self.library.texts:
            raise Refusal(NOT_FOUND, "That text is not there any more. Load the page anew.")
        return path

    def text(self, path: str) -> str:
        """Return what a file says now, as the site reads it. Raises Refusal if it cannot be read."""
        self._seen[path] = self.raw(path)
        text = decode(path, self._seen[path] or b"")[0]
        if text is None:
            raise Refusal(
                NOT_DONE, f"{path} cannot be read: it is not saved as UTF-8. Save it as UTF-8 elsewhere first."
            )
        return text

    def raw(self, path: str) -> bytes | None:
        """Return the bytes of a file now; None if it is not there. Raises Refusal if it cannot be read."""
        try:
            return read_plain_file(self.project, path, LARGEST)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Refusal(NOT_DONE, explain_disk(error)) from None

    def version_of(self, text: str) -> str:
        """Return the name of a text, and remember it: `version` gives it back."""
        name = hash_of(text)[:16]
        if name not in self._versions:
            if len(self._versions) >= MOST_VERSIONS:
                del self._versions[next(iter(self._versions))]
            self._versions[name] = text
        return name

    def version(self, name: str) -> str | None:
        """Return the text of a version; None if neither this start of the preview nor the journal remembers it."""
        return self._versions[name] if name in self._versions else self.journal.text(name)

    def write(self, label: str, texts: dict[str, str | bytes | None]) -> None:
        """Write files as one edit, which can be undone. texts: by path; None takes a file away, bytes are a picture.

        The files are written whole or not at all; if one of them cannot be, those before it are put back. Raises Refusal,
        SavedMeanwhile.
        """
        before = {path: self._seen.pop(path) if path in self._seen else self.raw(path) for path in texts}
        after = {path: _bytes_of(before[path], text) for path, text in texts.items()}
        changed = {path for path in texts if before[path] != after[path]}
        if not changed:
            return
        self._write_all({path: after[path] for path in changed}, before)
        try:
            self.journal.note(label, {path: (before[path], after[path]) for path in sorted(changed)})
        except OSError as error:
            self._write_all({path: before[path] for path in changed}, after)
            raise Refusal(NOT_DONE, f"{explain_disk(error)} Nothing was written.") from None
        self._take_in({self.project / path for path in changed})

    def undo(self) -> tuple[str, list[str]]:
        """Take the last edit back. Returns its label and the paths of its files. Raises Refusal, and changes nothing."""
        if not self.journal.edits:
            raise Refusal(NOT_DONE, "There is nothing to undo.")
        edit = self.journal.edits[-1]
        now = {path: self.raw(path) for path in edit.files}
        wanted: dict[str, bytes | None] = {}
        try:
            for path, (first, last) in edit.files.items():
                before, after = self.journal.content(first), self.journal.content(last)
                wanted[path] = before if now[path] == after else self._take_out(path, before, after, now[path])
            self._write_all(wanted, now)
            self.journal.undo()
        except OSError as error:
            raise Refusal(NOT_DONE, explain_disk(error)) from None
        self._take_in({self.project / path for path in wanted})
        return edit.label, list(edit.files)

    def _take_out(self, path: str, before: bytes | None, after: bytes | None, now: bytes | None) -> bytes | None:
        """Return a file without an edit, and with all that was changed in it since. Raises Refusal."""
        texts = [decode(path, raw)[0] if raw is not None else None for raw in (after, before, now)]
        lines = [text.split("\n") for text in texts if text is not None]
        merged = merge(*lines) if len(lines) == len(texts) else None
        if merged is None or now is None:
            told = f'"{self.journal.edits[-1].label}" cannot be undone: {path} has been changed there by something else since.'
            raise Refusal(NOT_DONE, f"{told} Change it by hand.")
        return rewrite(now, "\n".join(merged))

    def _write_all(self, wanted: dict[str, bytes | None], before: dict[str, bytes | None]) -> None:
        written: list[str] = []
        try:
            for path, content in wanted.items():
                write_at_once(self.project, path, content, before[path])
                written.append(path)
        except NotPossible as error:
            for path in written:
                write_at_once(self.project, path, before[path], wanted[path])
            if isinstance(error, SavedMeanwhile):
                raise
            raise Refusal(NOT_DONE, str(error)) from None


def _bytes_of(before: bytes | None, text: str | bytes | None) -> bytes | None:
    """Return the bytes of a file that says a text from now on."""
    return rewrite(before or b"", text) if isinstance(text, str) else text
