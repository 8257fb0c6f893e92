"""Check a tree before it is sent: exactly what will be committed, in a folder and a process of its own."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, TypeAdapter, ValidationError

from tooling.consequences import SIGNATURE_LOST
from tooling.editor.journal import FOLDER
from tooling.editor.sending.own_branch import Clone, export_tree
from tooling.editor.sending.remote_words import SEND_AGAIN
from tooling.git_answers import NoAnswer

LONGEST = 900  # seconds; a site of a thousand articles takes two minutes
COMMAND = (sys.executable, "-m", "invoke", "check", "--format", "json")


class Finding(BaseModel):
    """A problem or note, as `check --format json` writes it."""

    file: str
    line: int
    column: int
    rule: str
    subject: str
    severity: str
    message: str

    @property
    def kind(self) -> tuple[str, str, str, str]:
        """What it is, wherever its line has moved."""
        return self.file, self.rule, self.subject, self.message


class Report(BaseModel):
    """What `check` says of a tree."""

    problems: list[Finding]
    notes: list[Finding]


REPORT = TypeAdapter(Report)
Checker = Callable[[Clone, str], Report]  # of a tree; raises NoAnswer, OSError


@dataclass(frozen=True)
class Verdict:
    """What holds a tree back, and what it leads to.

    held: problems. lost: what is told of the signatures that its files take away; None where `check` says nothing of that,
    because the tree has problems.
    """

    held: list[Finding]
    lost: list[str] | None


def try_tree(clone: Clone, tree: str, base: str, changed: Iterable[str], check: Checker) -> Verdict:
    """Check a tree, and say what of it holds it back: what stands in a changed file, or what the base has not.

    base: the commit that the tree was made from; it is looked at only if there is any problem. Raises NoAnswer, OSError.
    """
    report, ours = check(clone, tree), set(changed)
    errors = [each for each in report.problems if each.severity == "error"]
    known: Counter[tuple[str, str, str, str]] = Counter()
    if any(each.file not in ours for each in errors):
        known.update(each.kind for each in check(clone, base).problems)
    held = []
    for each in errors:
        if each.file in ours or not known[each.kind]:
            held.append(each)
        known[each.kind] -= 1
    return Verdict(held, None if errors else lost_by(ours, report.notes))


def lost_by(paths: Collection[str], notes: Iterable[Finding]) -> list[str]:
    """Return what the notes tell of signatures that changes in these files take away."""
    lost = (note for note in notes if note.rule == SIGNATURE_LOST)
    return [note.message for note in lost if any(path in (note.file, *note.message.split()) for path in paths)]


def check_tree(clone: Clone, tree: str) -> Report:
    """Write a tree into .build/edits and run `check` there, with this very Python. Raises NoAnswer, OSError."""
    room = clone.project / FOLDER
    room.mkdir(parents=True, exist_ok=True)
    for left_over in room.glob("trial-*"):
        shutil.rmtree(left_over, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix="trial-", dir=room))
    try:
        return run_check(clone, folder, export_tree(clone, tree, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_check(clone: Clone, folder: Path, project: Path) -> Report:
    """Run `check` in an exported tree. project: in the folder. Raises NoAnswer, OSError.

    git finds there the commits of the clone, so that it knows which signatures are lost.
    """
    environment = {**os.environ, "GIT_DIR": clone.git_folder, "GIT_WORK_TREE": str(folder), "PYTHONUTF8": "1"}
    environment.pop("GIT_INDEX_FILE", None)
    try:
        done = subprocess.run(
            COMMAND,
            cwd=project,
            env=environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired:
        raise NoAnswer(
            f"The check has not ended in {LONGEST // 60} minutes. End other programs. {SEND_AGAIN}"
        ) from None
    try:
        return REPORT.validate_python(json.loads(done.stdout))
    except (ValueError, ValidationError):
        raise NoAnswer(explain_check(done, folder)) from None


def explain_check(done: "subprocess.CompletedProcess[bytes]", folder: Path) -> str:
    """Say why `check` gave no report."""
    if done.returncode < 0:
        return f"The check was stopped, for the lack of memory as a rule. End other programs. {SEND_AGAIN}"
    said = done.stderr.decode("utf-8", "replace").replace(f"{folder}{os.sep}", "").strip().splitlines()
    told = (
        "".join(letter if letter.isprintable() else "?" for letter in said[-1])[:300] if said else "it gives no reason"
    )
    return f"The check could not be run: {told.rstrip('.')}. Put that right, or ask a developer. {SEND_AGAIN}"
