"""Say which checks of a commit need not run again, because the protected workflow has finished them for that very tree.

`COMMIT=… python3 -m tooling.finished_checks` prints `pages=…` and `code=…`, each true or false. It needs git, GitHub's
program `gh` with a token that may read, and the standard library alone.

What it believes: the host's list of runs and of their jobs, and nothing that a run has left behind. A run ends with a
job that is named for the tree that was checked: "Tree ID" when only content/ had changed, "Tree ID, whole" when all
checks have run. Its name comes from a job that runs git alone, so no code of a branch can choose it, as long as the
workflow is that of main: of a commit that changes .github/, nothing is believed.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
FARTHEST = 30  # commits of main to look back for one with the same code
Ask = Callable[[str], Any]


class CannotAsk(Exception):
    """The host or git gives no answer; nothing is known then, and everything has to run."""


def finished_checks(project: Path, commit: str, ask: Ask) -> dict[str, bool]:
    """Return whether the pages and the code of a commit of main were checked. Raises CannotAsk.

    ask: gives the host's answer to a path below repos/OWNER/NAME/, read from JSON.
    pages: a run has finished for this very tree. code: one has run all checks for a tree, of this commit or of one
    before it on main, that differs from this in nothing outside content/.
    """
    if changes_workflows(project, commit):
        return {"pages": False, "code": False}
    pages = bool(green_trees(commit, ask) & {f"Tree {tree_of(project, commit)}{end}" for end in ("", ", whole")})
    return {"pages": pages, "code": any(is_whole(project, one, ask) for one in with_same_code(project, commit))}


def is_whole(project: Path, commit: str, ask: Ask) -> bool:
    """Tell whether all checks have run for the tree of a commit, by a workflow that the commit did not change."""
    name = f"Tree {tree_of(project, commit)}, whole"
    return not changes_workflows(project, commit) and name in green_trees(commit, ask)


def green_trees(commit: str, ask: Ask) -> set[str]:
    """Return the names of the jobs that have succeeded in finished runs for a commit of main.

    Those are the runs of `publish` for the commit itself, and of `check` for the newest commit of the pull request
    that was merged as this commit.
    """
    runs = ask(f"actions/workflows/publish.yml/runs?event=push&branch=main&head_sha={commit}&per_page=20")
    found = [run for run in runs["workflow_runs"] if run["head_sha"] == commit]
    for request in ask(f"commits/{commit}/pulls"):
        if request["merge_commit_sha"] == commit and request["base"]["ref"] == "main" and request["merged_at"]:
            head = request["head"]["sha"]
            runs = ask(
                f"actions/workflows/check.yml/runs?event=pull_request&status=success&head_sha={head}&per_page=20"
            )
            found += [run for run in runs["workflow_runs"] if run["head_sha"] == head]
    return {
        job["name"]
        for run in found
        for job in ask(f"actions/runs/{run['id']}/jobs?per_page=100")["jobs"]
        if job["conclusion"] == "success"
    }


def with_same_code(project: Path, commit: str) -> Iterator[str]:
    """Yield a commit, and those before it on main, as long as they differ from it in content/ alone."""
    for one in git(project, "rev-list", "--first-parent", f"--max-count={FARTHEST}", commit).split():
        if git(project, "diff", "--name-only", one, commit, "--", ":(top,exclude)content"):
            return
        yield one


def changes_workflows(project: Path, commit: str) -> bool:
    """Tell whether a commit changes what the host runs, against the commit of main before it; the first one does."""
    before = git(project, "rev-list", "--first-parent", "--max-count=2", commit).split()[1:]
    return not before or bool(git(project, "diff", "--name-only", before[0], commit, "--", ":(top).github"))


def tree_of(project: Path, commit: str) -> str:
    """Return the id of the tree of a commit: the same for the same files, whatever their history."""
    return git(project, "rev-parse", "--verify", f"{commit}^{{tree}}")


def git(project: Path, *arguments: str) -> str:
    """Return what git answers. Raises CannotAsk."""
    command = ["git", "-C", str(project), *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        raise CannotAsk(result.stderr.strip())
    return result.stdout.strip()


def ask_github(path: str) -> Any:
    """Return GitHub's answer about this repository. Raises CannotAsk."""
    command = ["gh", "api", f"repos/{{owner}}/{{repo}}/{path}"]
    try:
        result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        if result.returncode:
            raise CannotAsk(result.stderr.strip())
        return json.loads(result.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise CannotAsk(str(error)) from None


def main(project: Path, commit: str, ask: Ask) -> None:
    """Print what has been checked; nothing has, where that cannot be known."""
    try:
        finished = finished_checks(project, commit, ask)
    except (CannotAsk, KeyError, TypeError) as problem:
        print(f"It is not known what was checked, so everything runs: {problem}", file=sys.stderr)
        finished = {"pages": False, "code": False}
    for name, is_finished in finished.items():
        print(f"{name}={str(is_finished).lower()}")


if __name__ == "__main__":
    main(PROJECT, os.environ["COMMIT"], ask_github)
