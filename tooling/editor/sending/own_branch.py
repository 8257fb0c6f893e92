"""Make trees and commits with an index of their own: the index, HEAD and the files of the working tree stay as they are."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tooling.editor.sending.remote_words import explain_here
from tooling.git_answers import NoAnswer, ask_git, check_place, run_git

Files = Mapping[str, bytes | None]  # by path from the project's root; None for a file that is not there
PLAIN_FILE = "100644"
NO_HOOKS = ("-c", f"core.hooksPath={os.devnull}")


@dataclass(frozen=True)
class Author:
    """Who a commit is by."""

    name: str
    email: str


@dataclass(frozen=True)
class Clone:
    """A repository, and the commit that its working tree stands at.

    inside: the way from the top of the working tree to the project, "" or "site/". git_folder: where git keeps its own
    things.
    """

    project: Path
    head: str
    inside: str
    git_folder: str


def find_clone(project: Path) -> Clone:
    """Return the repository that a project lies in. Raises NoAnswer."""
    check_place(project)
    asked = ("--is-inside-work-tree", "--absolute-git-dir", "--show-prefix")
    is_inside, git_folder, *inside = ask_git(project, "rev-parse", *asked).split("\n")
    if is_inside != "true":
        raise NoAnswer(
            "This folder is in no git repository. Make a clone of the repository (git clone), and work in it."
        )
    head = find_commit(project, "HEAD")
    if not head:
        raise NoAnswer("git has no commit here yet. Commit first (git add -A, then git commit).")
    return Clone(project, head, "".join(inside), git_folder)


def branch_of(clone: Clone) -> str:
    """Return the name of the branch that the working tree stands at; nothing if it is none. Raises NoAnswer."""
    told = run_git(clone.project, "symbolic-ref", "--quiet", "--short", "HEAD")
    return told.stdout.decode("utf-8", "replace").strip()


def find_commit(project: Path, name: str) -> str:
    """Return the full id of a commit; nothing if it is not here. Raises NoAnswer if git cannot be started."""
    found = run_git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return found.stdout.decode().strip() if found.returncode == 0 else ""


def is_part_of(project: Path, commit: str, other: str) -> bool:
    """Tell whether a commit is the other one or stands before it. Raises NoAnswer if git cannot be started."""
    return run_git(project, "merge-base", "--is-ancestor", commit, other).returncode == 0


def write_tree(clone: Clone, base: str, files: Files) -> str:
    """Write a tree that is that of a commit, with some files as they are given. Returns its id. Raises NoAnswer, OSError.

    The bytes go in as `git add` would take them: with the line ends that .gitattributes asks for.
    """
    with own_index(clone, base) as environment:
        entries = []
        for path, content in files.items():
            whole = f"{clone.inside}{path}"
            if content is None:
                entries.append(f"0 {'0' * len(base)}\t{whole}\0")
                continue
            name = must(
                clone.project, "hash-object", "-w", "--stdin", "--path", path, given=content, within=environment
            )
            entries.append(f"{mode_of(clone, base, path)} {name}\t{whole}\0")
        must(clone.project, "update-index", "-z", "--index-info", given="".join(entries).encode(), within=environment)
        return must(clone.project, "write-tree", within=environment)


def mode_of(clone: Clone, commit: str, path: str) -> str:
    """Return the mode of a file in a commit; that of a plain file if it is not there. Raises NoAnswer."""
    told = ask_git(clone.project, "ls-tree", commit, "--", path).split(" ", 1)[0]
    return told if told.startswith("100") else PLAIN_FILE


def export_tree(clone: Clone, tree: str, folder: Path) -> Path:
    """Write all files of a tree into a folder, and return where the project is in it. Raises NoAnswer, OSError."""
    with own_index(clone, tree) as environment:
        must(clone.project, "checkout-index", "--all", "--quiet", f"--prefix={folder.as_posix()}/", within=environment)
    return folder / clone.inside


def write_commit(clone: Clone, tree: str, parent: str, author: Author, message: str) -> str:
    """Write a commit, and return its id. No hook is run, and nothing is signed. Raises NoAnswer."""
    named = {f"GIT_{role}_NAME": author.name for role in ("AUTHOR", "COMMITTER")}
    named |= {f"GIT_{role}_EMAIL": author.email for role in ("AUTHOR", "COMMITTER")}
    utf8 = ("-c", "i18n.commitEncoding=UTF-8")
    given = message.encode()
    within = {**os.environ, **named}
    return must(clone.project, *utf8, "commit-tree", tree, "-p", parent, "-F", "-", given=given, within=within)


@contextmanager
def own_index(clone: Clone, base: str) -> Iterator[dict[str, str]]:
    """Give an environment in which git has another index, which holds the files of a commit. Raises NoAnswer, OSError."""
    with tempfile.TemporaryDirectory(prefix="own-index-") as folder:
        environment = {**os.environ, "GIT_INDEX_FILE": str(Path(folder) / "index")}
        must(clone.project, "-c", "core.sparseCheckout=false", "read-tree", base, within=environment)
        yield environment


def must(project: Path, *arguments: str, within: Mapping[str, str], given: bytes = b"") -> str:
    """Return what git prints. within: its environment. Raises NoAnswer."""
    done = run_git(project, *NO_HOOKS, *arguments, given=given, environment=within)
    if done.returncode:
        raise NoAnswer(explain_here(done.stderr.decode("utf-8", "replace")))
    return done.stdout.decode("utf-8", "replace").strip()
