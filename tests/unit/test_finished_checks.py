"""A publish rests only on a finished run of the protected workflow for the very same tree."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tooling.finished_checks import CannotAsk, finished_checks, main, tree_of


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, and return what it says."""
    identity = ["-c", "user.name=Test", "-c", "user.email=test@guide.test", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(folder: Path, **files: str) -> str:
    """Commit these texts, by their path with "__" for "/", and return the id."""
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(folder, "add", "-A", "-f")
    git(folder, "commit", "-q", "-m", "A change")
    return git(folder, "rev-parse", "HEAD")


class Host:
    """What the host knows: for each commit of main, the pull request, its runs and their green jobs."""

    def __init__(self) -> None:
        self.requests: dict[str, list[dict[str, Any]]] = {}
        self.runs: dict[str, list[dict[str, Any]]] = {}
        self.jobs: dict[int, list[dict[str, Any]]] = {}

    def run(self, workflow: str, head: str, name: str, conclusion: str = "success") -> None:
        """Let a workflow have run for a commit, with one job."""
        number = len(self.jobs) + 1
        self.runs.setdefault(f"{workflow} {head}", []).append({"id": number, "head_sha": head})
        self.jobs[number] = [{"name": name, "conclusion": conclusion}]

    def merged(self, commit_id: str, head: str, **other: Any) -> None:
        """Let a pull request have been merged as a commit of main."""
        request = {"merge_commit_sha": commit_id, "base": {"ref": "main"}, "merged_at": "now", "head": {"sha": head}}
        self.requests[commit_id] = [{**request, **other}]

    def __call__(self, path: str) -> Any:
        """Answer as the host does."""
        if path.endswith("/pulls"):
            return self.requests.get(path.split("/")[1], [])
        if "/jobs" in path:
            return {"jobs": self.jobs[int(path.split("/")[2])]}
        workflow, head = path.split("/")[2], path.split("head_sha=")[1].split("&")[0]
        asked = {"check.yml": "event=pull_request&status=success&", "publish.yml": "event=push&branch=main&"}[workflow]
        assert asked in path
        return {"workflow_runs": self.runs.get(f"{workflow} {head}", [])}


@pytest.fixture
def history(tmp_path: Path) -> tuple[Path, list[str]]:
    """A main of four commits: the first, one of code, and two of content."""
    git(tmp_path, "init", "-q")
    made = [commit(tmp_path, a="1"), commit(tmp_path, b="2"), commit(tmp_path, content__c="3")]
    return tmp_path, [*made, commit(tmp_path, content__c="4")]


NOTHING, ALL = {"pages": False, "code": False}, {"pages": True, "code": True}


def test_nothing_is_finished_without_a_run(history: tuple[Path, list[str]]) -> None:
    assert finished_checks(history[0], history[1][-1], Host()) == NOTHING


@pytest.mark.parametrize("workflow", ["check.yml", "publish.yml"])
def test_run_of_all_checks_for_this_tree_is_rested_on(history: tuple[Path, list[str]], workflow: str) -> None:
    folder, (_, code, *_) = history
    host = Host()
    host.merged(code, "head")
    host.run(workflow, "head" if workflow == "check.yml" else code, f"Tree {tree_of(folder, code)}, whole")
    assert finished_checks(folder, code, host) == ALL


def test_content_that_was_checked_rests_on_the_code_that_was_checked_before(history: tuple[Path, list[str]]) -> None:
    folder, (_, code, _, newest) = history
    host = Host()
    host.merged(newest, "head")
    host.run("check.yml", "head", f"Tree {tree_of(folder, newest)}")
    assert finished_checks(folder, newest, host) == {"pages": True, "code": False}
    host.run("publish.yml", code, f"Tree {tree_of(folder, code)}, whole")
    assert finished_checks(folder, newest, host) == ALL


def test_content_without_a_run_has_its_pages_checked_and_no_more(history: tuple[Path, list[str]]) -> None:
    folder, (_, code, _, newest) = history
    host = Host()
    host.run("publish.yml", code, f"Tree {tree_of(folder, code)}, whole")
    assert finished_checks(folder, newest, host) == {"pages": False, "code": True}


def test_code_after_code_that_was_checked_is_checked(history: tuple[Path, list[str]]) -> None:
    folder, (*_, newest) = history
    host = Host()
    host.run("publish.yml", newest, f"Tree {tree_of(folder, newest)}, whole")
    assert finished_checks(folder, commit(folder, b="5"), host) == NOTHING


Change = Callable[[Host, Path, str], None]


def other_tree(host: Host, folder: Path, code: str) -> None:
    host.merged(code, "head")
    host.run("check.yml", "head", f"Tree {tree_of(folder, f'{code}^')}, whole")


def red_job(host: Host, folder: Path, code: str) -> None:
    host.merged(code, "head")
    host.run("check.yml", "head", f"Tree {tree_of(folder, code)}, whole", "failure")


def other_head(host: Host, folder: Path, code: str) -> None:
    host.merged(code, "newer")
    host.run("check.yml", "head", f"Tree {tree_of(folder, code)}, whole")


def other_request(host: Host, folder: Path, code: str) -> None:
    host.merged(code, "head", merge_commit_sha="another")
    host.run("check.yml", "head", f"Tree {tree_of(folder, code)}, whole")


def other_branch(host: Host, folder: Path, code: str) -> None:
    host.merged(code, "head", base={"ref": "side"})
    host.run("check.yml", "head", f"Tree {tree_of(folder, code)}, whole")


def open_request(host: Host, folder: Path, code: str) -> None:
    host.merged(code, "head", merged_at=None)
    host.run("check.yml", "head", f"Tree {tree_of(folder, code)}, whole")


def other_answer(host: Host, folder: Path, code: str) -> None:
    host.run("publish.yml", code, f"Tree {tree_of(folder, code)}, whole")
    host.runs[f"publish.yml {code}"][0]["head_sha"] = "another"


@pytest.mark.parametrize(
    "change", [other_tree, red_job, other_head, other_request, other_branch, open_request, other_answer]
)
def test_run_for_anything_else_is_not_rested_on(history: tuple[Path, list[str]], change: Change) -> None:
    folder, (_, code, *_) = history
    host = Host()
    change(host, folder, code)
    assert finished_checks(folder, code, host) == NOTHING


def test_run_is_not_believed_of_a_commit_that_changes_the_workflow(history: tuple[Path, list[str]]) -> None:
    folder, _ = history
    changed = commit(folder, **{".github__workflows__check.yml": "name: Green"})
    host = Host()
    host.run("publish.yml", changed, f"Tree {tree_of(folder, changed)}, whole")
    assert finished_checks(folder, changed, host) == NOTHING
    after = commit(folder, content__c="6")
    assert finished_checks(folder, after, host) == NOTHING


def test_everything_runs_when_the_host_cannot_be_asked(
    history: tuple[Path, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(path: str) -> Any:
        raise CannotAsk("HTTP 403")

    folder, (*_, newest) = history
    main(folder, newest, refuse)
    main(folder, newest, lambda _: {"message": "Not Found"})
    said = capsys.readouterr()
    assert said.out == "pages=false\ncode=false\n" * 2
    assert said.err.splitlines()[0] == "It is not known what was checked, so everything runs: HTTP 403"
