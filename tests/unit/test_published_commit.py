"""Only a commit at which main has stood is published, whatever somebody asks for."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tooling.published_commit import NotPublished, published_commit

PROJECT = Path(__file__).resolve().parent.parent.parent
MAIN = "refs/remotes/origin/main"


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, without the settings of whoever runs the tests, and return what it says."""
    identity = ["-c", "user.name=Test", "-c", "user.email=test@guide.test", "-c", "init.defaultBranch=main"]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
    command = ["git", *identity, *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()


def commit(folder: Path, word: str) -> str:
    """Make a commit and return its id."""
    git(folder, "commit", "-q", "--allow-empty", "-m", word)
    return git(folder, "rev-parse", "HEAD")


@dataclass(frozen=True)
class History:
    """A clone as CI takes it, and the ids of its commits.

    inside: of a branch that was merged. proposed: of a branch that was not. tag: an annotated tag's own id.
    """

    clone: Path
    first: str
    merge: str
    newest: str
    inside: str
    proposed: str
    tag: str


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    """A main with a merged branch, beside it one that is not merged and carries a tag named like main."""
    origin = tmp_path_factory.mktemp("origin")
    git(origin, "init", "-q")
    first = commit(origin, "first")
    git(origin, "switch", "-q", "-c", "merged")
    inside = commit(origin, "inside")
    commit(origin, "take it out again")
    git(origin, "switch", "-q", "main")
    git(origin, "merge", "-q", "--no-ff", "-m", "merge", "merged")
    merge = git(origin, "rev-parse", "HEAD")
    newest = commit(origin, "newest")
    git(origin, "switch", "-q", "-c", "proposed")
    proposed = commit(origin, "proposed")
    for name in ("origin/main", "main", "v1"):
        git(origin, "tag", "-a", "-m", name, name)
    tag = git(origin, "rev-parse", "refs/tags/v1")
    git(origin, "switch", "-q", "--detach", "refs/heads/main")
    clone = tmp_path_factory.mktemp("clone") / "project"
    git(origin, "clone", "-q", str(origin), str(clone))
    git(clone, "checkout", "-q", "--detach", newest)
    return History(clone, first, merge, newest, inside, proposed, tag)


def test_commit_that_was_asked_for_and_that_main_has_had_is_published(history: History) -> None:
    for commit_id in (history.first, history.merge, history.newest):
        assert published_commit(history.clone, commit_id, MAIN) == commit_id


def test_nothing_asked_for_means_the_commit_that_is_checked_out(history: History) -> None:
    assert published_commit(history.clone, "", MAIN) == history.newest


def test_commit_that_is_checked_out_must_be_of_main_too(history: History, tmp_path: Path) -> None:
    shutil.copytree(history.clone, tmp_path / "clone", symlinks=True)
    git(tmp_path / "clone", "checkout", "-q", "--detach", history.proposed)
    with pytest.raises(NotPublished, match=f"^{history.proposed} is not a commit of {MAIN}"):
        published_commit(tmp_path / "clone", "", MAIN)


def refusal(history: History, asked: str) -> str:
    """Return why what was asked for is not published."""
    with pytest.raises(NotPublished) as refused:
        published_commit(history.clone, asked, MAIN)
    return str(refused.value)


def test_commit_that_was_not_merged_is_refused_in_plain_words(history: History) -> None:
    assert refusal(history, history.proposed) == (
        f"{history.proposed} is not a commit of refs/remotes/origin/main. Only what was merged there is published: "
        "merge it first, or give the id of a commit that the branch itself has had."
    )


def test_commit_inside_a_branch_that_was_merged_is_refused(history: History) -> None:
    assert git(history.clone, "merge-base", "--is-ancestor", history.inside, MAIN) == ""
    assert refusal(history, history.inside).startswith(f"{history.inside} is not a commit of ")


def test_id_of_a_tag_and_of_nothing_are_refused(history: History) -> None:
    for commit_id in (history.tag, "0" * 40):
        assert refusal(history, commit_id).startswith(f"{commit_id} is not a commit of ")


@pytest.mark.parametrize(
    "asked",
    [
        "main",
        "origin/main",
        "v1",
        "refs/heads/proposed",
        "refs/pull/7/head",
        "HEAD",
        "--upload-pack=touch /tmp/here",
        "$(id)",
        "short",
        "upper",
        "newline",
    ],
)
def test_anything_but_a_full_id_is_refused(history: History, asked: str) -> None:
    made = {
        "short": history.newest[:12],
        "upper": "A" * 40,
        "newline": f"{history.newest}\nx={history.proposed}",
    }
    text = made.get(asked, asked)
    assert refusal(history, text) == (
        f"{text!r} is not the full id of a commit. Give all its 40 characters, as the list of commits shows them."
    )


def test_tag_with_the_short_name_of_main_deceives_nobody(history: History) -> None:
    assert git(history.clone, "rev-parse", "origin/main^{}") == history.proposed
    assert refusal(history, history.proposed).startswith(f"{history.proposed} is not a commit of ")


def test_clone_without_its_whole_history_is_refused(history: History, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", history.clone.as_uri(), "shallow")
    with pytest.raises(NotPublished, match=r"^The history is not whole here\. Take all of it"):
        published_commit(tmp_path / "shallow", history.newest, MAIN)


def test_branch_that_is_not_there_is_refused(history: History) -> None:
    with pytest.raises(NotPublished, match=r"^git does not know what may be published \(.+\)\. Run this in a clone"):
        published_commit(history.clone, history.newest, "refs/remotes/origin/gone")


def test_program_takes_the_wish_from_the_environment_and_ends_in_an_error(history: History) -> None:
    (history.clone / "tooling").mkdir(exist_ok=True)
    for name in ("__init__.py", "published_commit.py"):
        shutil.copy2(PROJECT / "tooling" / name, history.clone / "tooling" / name)
    program = [sys.executable, "-S", "-m", "tooling.published_commit", MAIN]

    def ask(wish: str) -> tuple[int, str, str]:
        environment = {**os.environ, "REF": wish}
        said = subprocess.run(program, cwd=history.clone, env=environment, capture_output=True, text=True, check=False)
        return said.returncode, said.stdout, said.stderr

    assert ask(history.first) == (0, f"{history.first}\n", "")
    assert ask("") == (0, f"{history.newest}\n", "")
    status, out, error = ask("main")
    assert (status, out) == (1, "")
    assert error == (
        "'main' is not the full id of a commit. Give all its 40 characters, as the list of commits shows them.\n"
        "Nothing is published.\n"
    )
