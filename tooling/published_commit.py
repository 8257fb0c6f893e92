"""Say which commit may be published: the one that was asked for, if main has ever stood at it; else nothing.

`REF=… python3 -m tooling.published_commit refs/remotes/origin/main` prints the full id. It needs the standard library
alone, so that the job that asks installs nothing.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
FULL_ID = re.compile(r"[0-9a-f]{40}")


class NotPublished(Exception):
    """This commit may not be published; the message says why and what to do."""


def published_commit(project: Path, asked: str, branch: str) -> str:
    """Return the full id of the commit to publish: the one that was asked for, or the one that is checked out.

    asked: a full id, or nothing; never a name, since a name can be moved to another commit after it was checked.
    branch: the full name of the branch as git keeps it, such as refs/remotes/origin/main; a tag may have the short one.
    Only commits at which the branch itself has stood count (git's first parents). A commit inside a branch that was
    merged was never looked at alone: what it adds may be taken out by the next one, and nobody saw it.
    Raises NotPublished.
    """
    if asked and not FULL_ID.fullmatch(asked):
        raise NotPublished(
            f"{asked!r} is not the full id of a commit. Give all its 40 characters, as the list of commits shows them."
        )
    if ask_git(project, "rev-parse", "--is-shallow-repository") != "false":
        raise NotPublished("The history is not whole here. Take all of it (fetch-depth: 0, GIT_DEPTH: 0).")
    commit = asked or ask_git(project, "rev-parse", "--verify", "HEAD")
    if commit not in ask_git(project, "rev-list", "--first-parent", "--end-of-options", branch).split():
        raise NotPublished(
            f"{commit} is not a commit of {branch}. Only what was merged there is published: merge it first, "
            "or give the id of a commit that the branch itself has had."
        )
    return commit


def ask_git(project: Path, *arguments: str) -> str:
    """Return what git answers. Raises NotPublished."""
    command = ["git", "-C", str(project), *arguments]
    try:
        result = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise NotPublished(f"git cannot be started ({error.strerror}). Install it.") from None
    if result.returncode:
        said = (result.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise NotPublished(
            f"git does not know what may be published ({said}). Run this in a clone that has the branch."
        )
    return result.stdout.strip()


if __name__ == "__main__":
    try:
        print(published_commit(PROJECT, os.environ.get("REF", "").strip(), sys.argv[1]))
    except NotPublished as problem:
        sys.exit(f"{problem}\nNothing is published.")
