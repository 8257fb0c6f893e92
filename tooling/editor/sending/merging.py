"""Put what was changed here into the version that a commit has: git merges line by line, and says where both changed."""

import hashlib
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tooling.editor.sending.added_entries import put_in, take_out
from tooling.editor.sending.remote_words import explain_here
from tooling.git_answers import NoAnswer, run_git

SIGNS = 200  # of a mark that git sets at a conflict: no text has that many
MINE, BASE, THEIRS, END = (sign * SIGNS for sign in "<|=>")
UPDATED = re.compile(rb"""^updated:[ \t]*["']?(?P<day>\d{4}-\d{2}-\d{2})""", re.MULTILINE)
TOO_MANY = 128  # an exit status below it is the number of conflicts
Side = Literal["mine", "theirs"]
Content = bytes | None  # None: there is no such file


@dataclass(frozen=True)
class Conflict:
    """A place that was changed here and there, differently.

    mine, theirs: the lines of it; or the whole file, if is_whole.
    """

    path: str
    mine: Content
    theirs: Content
    is_whole: bool = False

    @property
    def key(self) -> str:
        """What tells it from any other: as soon as one of both texts is another one, so is the key."""
        parts = (self.path.encode(), *(b"-" if side is None else b"+" + side for side in (self.mine, self.theirs)))
        return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


@dataclass(frozen=True)
class Merged:
    """A file with both changes in it. conflicts: the places where nobody has said yet which one it shall be."""

    content: Content
    conflicts: tuple[Conflict, ...] = ()


def merge_file(path: str, mine: Content, base: Content, theirs: Content, settled: Mapping[str, Side]) -> Merged:
    """Return a file as a commit has it (theirs), with what was changed from base to mine.

    settled: which side it shall be, by the key of a conflict. Raises NoAnswer, OSError.
    """
    mine, base, theirs = (alike(content, theirs) for content in (mine, base, theirs))
    if theirs in (base, mine):
        return Merged(mine)
    if mine == base:
        return Merged(theirs)
    if mine is None or theirs is None or base is None or any(b"\0" in content for content in (mine, base, theirs)):
        conflict = Conflict(path, mine, theirs, is_whole=True)
        side = settled.get(conflict.key)
        return Merged(theirs if side == "theirs" else mine, () if side else (conflict,))
    merged = read_merged(path, merge_lines(*dated_alike(mine, base, theirs)), settled)
    both = merge_entries(path, mine, base, theirs, settled) if merged.conflicts else None
    return merged if both is None else Merged(both)


def merge_entries(path: str, mine: bytes, base: bytes, theirs: bytes, settled: Mapping[str, Side]) -> Content:
    """Return a data file with the entries that were added here and there; None if more than that is in conflict.

    Raises NoAnswer, OSError.
    """
    try:
        old = base.decode()
        here, there = (take_out(path, side.decode(), old) for side in (mine, theirs))
        if here is None or there is None:
            return None
        rest = merge_file(path, here[0].encode(), base, there[0].encode(), settled)
        text = put_in(path, (rest.content or b"").decode(), [*there[1], *here[1]]) if not rest.conflicts else None
    except UnicodeDecodeError:
        return None
    return None if text is None else text.encode()


def dated_alike(mine: bytes, base: bytes, theirs: bytes) -> tuple[bytes, bytes, bytes]:
    """Return three versions of a page that all say the later day of both changes: about that nobody has to be asked."""
    found = [UPDATED.search(side) for side in (mine, base, theirs)]
    lines = [match for match in found if match]
    if len(lines) < len(found):
        return mine, base, theirs
    latest = max(lines, key=lambda match: match["day"])["day"]
    mine, base, theirs = (
        match.string[: match.start("day")] + latest + match.string[match.end("day") :] for match in lines
    )
    return mine, base, theirs


def alike(content: Content, model: Content) -> Content:
    """Return a text with the line ends of the model: an editor may have saved others."""
    if content is None or model is None or b"\0" in content or b"\r\n" in model:
        return content
    return content.replace(b"\r\n", b"\n")


def merge_lines(mine: bytes, base: bytes, theirs: bytes) -> bytes:
    """Return the merged text, with git's marks where both have changed the same lines. Raises NoAnswer, OSError."""
    with tempfile.TemporaryDirectory(prefix="merging-") as name:
        folder = Path(name)
        for side, content in (("mine", mine), ("base", base), ("theirs", theirs)):
            (folder / side).write_bytes(content)
        files = [str(folder / side) for side in ("mine", "base", "theirs")]
        done = run_git(folder, "merge-file", "-p", "-q", "--diff3", f"--marker-size={SIGNS}", *files)
    if done.returncode < 0 or done.returncode >= TOO_MANY:
        raise NoAnswer(explain_here(done.stderr.decode("utf-8", "replace")))
    return done.stdout


def read_merged(path: str, marked: bytes, settled: Mapping[str, Side]) -> Merged:
    """Return the text without the marks; where nothing is settled it holds mine, and the conflict is named."""
    kept: list[bytes] = []
    conflicts: list[Conflict] = []
    sides: dict[str, list[bytes]] = {}
    now = ""
    for line in marked.splitlines(keepends=True):
        mark = line[:SIGNS].decode("utf-8", "replace")
        if mark == MINE and not now:
            now, sides = MINE, {MINE: [], BASE: [], THEIRS: []}
        elif now and mark in (BASE, THEIRS):
            now = mark
        elif now and mark == END:
            conflict = Conflict(path, b"".join(sides[MINE]), b"".join(sides[THEIRS]))
            side = settled.get(conflict.key)
            kept.extend(sides[THEIRS if side == "theirs" else MINE])
            conflicts.extend(() if side else (conflict,))
            now = ""
        else:
            (sides[now] if now else kept).append(line)
    return Merged(b"".join(kept), tuple(conflicts))
