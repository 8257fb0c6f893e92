"""What was sent, and what is settled, kept in .build/edits/sent.json: a later send goes on with it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from tooling.editor.journal import FOLDER, make_folder, read_kept
from tooling.editor.journal import keep as keep_content
from tooling.editor.sending.merging import Conflict, Side
from tooling.editor.sending.own_branch import Files
from tooling.editor.writing import write_at_once

BRANCHES = "edit"  # what every branch that is sent begins with
FILE = f"{FOLDER}/sent.json"
# What lies in .build may have come with a branch of anybody: no file elsewhere, no branch such as main, no odd address.
# The hash of what a file held; None: there was no such file
Kept = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")] | None
Commit = Annotated[str, StringConstraints(pattern="^[0-9a-f]{40,64}$")]
OwnBranch = Annotated[str, StringConstraints(pattern=f"^{BRANCHES}[/-][A-Za-z0-9-]+$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")] | None


class Strict(BaseModel):
    """A part of the file; anything that it does not know makes the file unreadable."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SentBranch(Strict):
    """A branch that was sent. tip: its commit. url: where it is reviewed. files: what stood here when they were sent."""

    branch: OwnBranch
    tip: Commit
    url: WebAddress = None
    files: dict[str, Kept]


class Open(Strict):
    """A conflict that waits for a word of the person; its texts by their hashes."""

    path: str
    mine: Kept
    theirs: Kept
    is_whole: bool


class SentState(Strict):
    """All that is known. sent: the branch that waits for its review. taken: what main has of earlier ones. pushed: what was
    pushed without an answer, so that nobody knows whether it has arrived.

    dated: the line `updated` that a send has set, by the page, behind what stood there. name, email: what the person has
    typed.
    """

    sent: SentBranch | None = None
    pushed: SentBranch | None = None
    taken: dict[str, Kept] = {}
    dated: dict[str, tuple[str, str]] = {}
    settled: dict[str, Side] = {}
    conflicts: list[Open] = []
    name: str = ""
    email: str = ""

    def merged(self, files: Mapping[str, Kept]) -> "SentState":
        """Return what is known once main has taken these files: the next send begins another branch."""
        return self.model_copy(update={"sent": None, "taken": {**self.taken, **files}})


def read_state(project: Path) -> SentState:
    """Return what is known; what cannot be read is as if nothing had been sent."""
    try:
        return SentState.model_validate_json((project / FILE).read_bytes())
    except (OSError, ValidationError):
        return SentState()


def write_state(project: Path, state: SentState) -> None:
    """Keep what is known. Raises NotPossible, OSError."""
    make_folder(project)
    before = (project / FILE).read_bytes() if (project / FILE).exists() else None
    write_at_once(project, FILE, state.model_dump_json(indent=1).encode(), before)


def keep(project: Path, content: bytes | None) -> Kept:
    """Keep what a file held, beside what the journal keeps, and return its hash. Raises OSError."""
    return None if content is None else keep_content(project, content)


def kept(project: Path, name: Kept) -> bytes | None:
    """Return what was kept. Raises OSError."""
    return None if name is None else read_kept(project, name)


def keep_conflicts(project: Path, conflicts: Sequence[Conflict]) -> list[Open]:
    """Return conflicts as they are noted. Raises NotPossible, OSError."""
    return [
        Open(path=c.path, mine=keep(project, c.mine), theirs=keep(project, c.theirs), is_whole=c.is_whole)
        for c in conflicts
    ]


def kept_conflicts(project: Path, state: SentState) -> list[Conflict]:
    """Return the conflicts that wait for a word. Raises OSError."""
    return [Conflict(c.path, kept(project, c.mine), kept(project, c.theirs), c.is_whole) for c in state.conflicts]


def kept_files(project: Path, names: Mapping[str, Kept]) -> Files:
    """Return what files held when they were sent; one of which nothing is kept any more is left out."""
    files: dict[str, bytes | None] = {}
    for path, name in names.items():
        try:
            files[path] = kept(project, name)
        except OSError:
            continue
    return files


@contextmanager
def only_sending(project: Path) -> Iterator[bool]:
    """Tell whether nobody else is sending from this folder, and keep it so. Raises OSError."""
    make_folder(project)
    lock = FileLock(project / FOLDER / "sending.lock", thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()
