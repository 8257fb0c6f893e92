"""The workflows can be read by GitHub and GitLab, are safe, and name every action by its full commit."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
WORKFLOWS = sorted((PROJECT / ".github/workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a tool of this environment in the project."""
    path = Path(sys.executable).with_name(command[0])
    return subprocess.run([str(path), *command[1:]], cwd=PROJECT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("schema", "files", "options"),
    [
        ("vendor.github-workflows", [str(path) for path in WORKFLOWS], []),
        ("vendor.dependabot", [".github/dependabot.yml"], []),
        ("vendor.gitlab-ci", [".gitlab-ci.yml"], ["--data-transform", "gitlab-ci"]),
    ],
)
def test_workflows_follow_their_schema(schema: str, files: list[str], options: list[str]) -> None:
    result = run("check-jsonschema", "--builtin-schema", schema, *options, *files)
    assert result.returncode == 0, result.stdout + result.stderr


def test_zizmor_finds_nothing_unsafe() -> None:
    result = run("zizmor", "--offline", "--pedantic", "--no-progress", ".github")
    assert result.returncode == 0, result.stdout + result.stderr


def test_there_is_a_workflow_for_each_occasion() -> None:
    assert [path.stem for path in WORKFLOWS] == ["check", "publish", "weekly"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_to_a_commit(path: Path) -> None:
    uses = [line.strip().removeprefix("- ") for line in path.read_text().splitlines() if "uses:" in line]
    assert uses
    assert [line for line in uses if not PINNED.search(line)] == []


def test_pull_requests_see_no_secret() -> None:
    text = (PROJECT / ".github/workflows/check.yml").read_text()
    assert "secrets." not in text
    assert "pull_request_target" not in text


def test_every_checkout_forgets_its_credentials() -> None:
    for path in WORKFLOWS:
        text = path.read_text()
        assert text.count("actions/checkout@") == text.count("persist-credentials: false"), path.name
