"""What is sent is checked as it will be committed, by the real `check` in a folder of its own, over a real transport."""

import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plugins.facts.review_status import text_version
from plugins.reading.library import read_library
from tests.support.ports import free_port
from tests.support.sending_clone import DAY, git, send, without_own_git
from tooling.editor.desk import Desk, Refusal
from tooling.project_copy import copy_project

ACNE, MIGRAINE, REVIEWERS = "content/uses/acne.md", "content/uses/migraine.md", "content/data/reviewers.toml"
JANE = '[reviewers.jane-doe]\nname = "Jane Doe"\ncredentials = "MD"\n'


def sign(project: Path) -> None:
    """Sign a page as it is."""
    (project / REVIEWERS).write_text(JANE, encoding="utf-8")
    version = text_version(read_library(project / "content").documents[MIGRAINE])
    page = project / MIGRAINE
    signed = f"reviewer: jane-doe\nreviewed: 2026-11-24 {version}"
    page.write_text(page.read_text(encoding="utf-8").replace("reviewer:\nreviewed:", signed), encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of the whole project in which one page is signed."""
    without_own_git(monkeypatch, tmp_path)
    (tmp_path / "gitconfig").write_text("[user]\n\tname = Jane\n\temail = jane@guide.test\n", encoding="utf-8")
    folder = copy_project(tmp_path / "clone" / "site")
    sign(folder)
    top = folder.parent
    (top / ".gitignore").write_text(".build/\n__pycache__/\n", encoding="utf-8")
    git(top, "init", "-q", "-b", "main")
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "First")
    git(tmp_path, "clone", "-q", "--bare", "clone", "remote.git")
    git(top, "remote", "add", "origin", str(tmp_path / "remote.git"))
    return folder


@pytest.fixture
def served(project: Path) -> Iterator[None]:
    """The remote over the network, where git can serve it; else as a folder."""
    program = Path(git(project, "--exec-path")) / "git-daemon"
    if not program.exists():
        yield
        return
    top, port = project.parents[1], free_port()
    command = [
        str(program),
        "--export-all",
        "--enable=receive-pack",
        f"--base-path={top}",
        f"--port={port}",
        "--listen=127.0.0.1",
    ]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.02)
        git(project, "remote", "set-url", "origin", f"git://127.0.0.1:{port}/remote.git")
        yield
        process.terminate()


def test_a_page_is_sent_once_check_says_that_the_whole_site_is_right(project: Path, served: None) -> None:
    desk = Desk(project, lambda: read_library(project / "content"), lambda changed: None, lambda: DAY)
    remote = project.parents[1] / "remote.git"

    def try_it() -> dict[str, Any]:
        return send(desk, {"why": "Mend what readers found"})

    text = desk.text(MIGRAINE)
    desk.write("Edit", {MIGRAINE: f"{text}\nSee [that](/gone/).\n"})
    with pytest.raises(Refusal) as stop:
        try_it()
    (problem,) = stop.value.result["problems"]
    lines = desk.text(MIGRAINE).split("\n")
    assert (problem["path"], problem["rule"], lines[problem["line"] - 1]) == (
        MIGRAINE,
        "link-broken",
        "See [that](/gone/).",
    )
    assert git(remote, "branch", "--format=%(refname:short)") == "main"
    desk.write("Edit", {MIGRAINE: f"{text}\nAsk us.\n"})
    answer = try_it()
    changed = git(remote, "diff", "--name-only", "main", answer["branch"])
    assert changed == f"site/{MIGRAINE}"
    (lost,) = answer["signatures"]
    commit = git(remote, "rev-parse", "--short=8", "main")
    assert lost.startswith("1 signature no longer holds: Jane Doe's on content/uses/migraine.md")
    assert f"compared with commit {commit} of " in lost
    assert not list((project / ".build/edits").glob("trial-*"))
    assert git(project, "status", "--porcelain") == f"M site/{MIGRAINE}"
