"""A small site in a clone with a bare remote, for tests of sending; nothing of the machine's own git plays a part."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plugins.reading.library import read_library, update_library
from tests.support.made_once import made_once
from tests.support.sample_content import FILES
from tooling.editor.desk import Desk, Refusal
from tooling.editor.sending import send_verbs
from tooling.editor.sending.own_branch import Clone
from tooling.editor.sending.road import send_files
from tooling.editor.sending.trial import Finding, Report

DAY = date(2026, 11, 25)
NAMES = {"GIT_AUTHOR_NAME": "Other", "GIT_AUTHOR_EMAIL": "other@guide.test"}
COMMITTER = {"GIT_COMMITTER_NAME": "Other", "GIT_COMMITTER_EMAIL": "other@guide.test"}
MIGRAINE, ABOUT, BLOCK = "content/uses/migraine.md", "content/pages/about.md", "content/blocks/call-911.md"
SENTENCE = "It tells you who wrote it, and how."
WHY = "Say it in plainer words"


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder as somebody else, and return what it says."""
    command = ["git", "-c", "commit.gpgsign=false", *arguments]
    environment = {**os.environ, **NAMES, **COMMITTER}
    return subprocess.run(
        command, cwd=folder, env=environment, check=True, capture_output=True, text=True
    ).stdout.strip()


def without_own_git(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Take away what the machine and the person have set for git."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "SSH_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(home))


def make_remote(folder: Path) -> None:
    """Make a bare remote with the sample site on main, and a clone of it that has a name to commit by."""
    folder.mkdir()
    work = folder / "work"
    for path, text in FILES.items():
        (work / path).parent.mkdir(parents=True, exist_ok=True)
        (work / path).write_text(text, encoding="utf-8")
    (work / ".gitattributes").write_text("* text=auto eol=lf\n", encoding="utf-8")
    (work / ".gitignore").write_text(".build/\n", encoding="utf-8")
    git(work, "init", "-q", "-b", "main")
    git(work, "add", "-A")
    git(work, "commit", "-q", "-m", "First")
    git(folder, "clone", "-q", "--template=", "--bare", "work", "remote.git")
    git(folder, "clone", "-q", "--template=", str(folder / "remote.git"), "clone")
    shutil.rmtree(work)


def send(desk: Desk, sent: dict[str, Any]) -> dict[str, Any]:
    """Send for review, in a loop of its own: that of a browser, in a run of all tests, is busy here."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, send_verbs.send(desk, sent)).result()


@dataclass
class Sender:
    """Somebody who edits in a clone, and sends. reports: what `check` is to say, one for each time; then that all is well."""

    clone: Path
    remote: Path
    desk: Desk
    reports: list[Report] = field(default_factory=list)
    checked: list[str] = field(default_factory=list)

    def check(self, clone: Clone, tree: str) -> Report:
        """Stand in for `check`."""
        self.checked.append(tree)
        return self.reports.pop(0) if self.reports else Report(problems=[], notes=[])

    def edit(self, path: str, old: str, new: str) -> None:
        """Write other words into a file, as the page does."""
        text = self.desk.text(path)
        assert old in text
        self.desk.write("Edit", {path: text.replace(old, new, 1)})

    def send(self, why: str = WHY, **more: str) -> dict[str, Any]:
        """Send for review."""
        return send(self.desk, {"why": why, **more})

    def refused(self, why: str = WHY, **more: str) -> Refusal:
        """Send, and return why that was refused."""
        with pytest.raises(Refusal) as stop:
            self.send(why, **more)
        assert stop.value.status == 422
        return stop.value

    def ask(self, verb: str, **sent: str) -> dict[str, Any]:
        """Ask for something that is done at once."""
        answer = send_verbs.VERBS[verb](self.desk, dict(sent))
        assert isinstance(answer, dict)
        return answer

    def file(self, branch: str, path: str) -> str:
        """Return a file as a branch of the remote has it."""
        return git(self.remote, "show", f"{branch}:{path}") + "\n"

    def branches(self) -> list[str]:
        """Return the branches of the remote."""
        return git(self.remote, "for-each-ref", "--format=%(refname:short)", "refs/heads").splitlines()

    def elsewhere(self, files: dict[str, str | None], branch: str = "main") -> str:
        """Let somebody else commit files to a branch of the remote, and return the commit."""
        folder = self.remote.parent / "elsewhere"
        if not folder.exists():
            git(self.remote.parent, "clone", "-q", "--template=", str(self.remote), str(folder))
        git(folder, "fetch", "-q")
        git(folder, "checkout", "-q", "-B", branch, f"origin/{branch}")
        for path, text in files.items():
            (folder / path).unlink() if text is None else (folder / path).write_text(text, encoding="utf-8")
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", "Elsewhere")
        git(folder, "push", "-q", "origin", branch)
        return git(folder, "rev-parse", "HEAD")


def make_sender(base: Path, factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Sender:
    """Return somebody with a remote and a clone of their own."""
    without_own_git(monkeypatch, base)
    made, clone = made_once(factory, "sending-remote", make_remote), base / "clone"
    for name in ("remote.git", "clone"):
        shutil.copytree(made / name, base / name)
    config = clone / ".git/config"
    config.write_text(config.read_text(encoding="utf-8").replace(str(made), str(base)), encoding="utf-8")
    (base / "gitconfig").write_text("[user]\n\tname = Jane Doe\n\temail = jane@guide.test\n", encoding="utf-8")
    known = [read_library(clone / "content")]

    def take_in(changed: set[Path]) -> None:
        known[0] = update_library(known[0], {file.relative_to(clone).as_posix() for file in changed})

    desk = Desk(clone, lambda: known[0], take_in, lambda: DAY)
    sender = Sender(clone, base / "remote.git", desk)
    monkeypatch.setattr(send_verbs, "send_files", lambda wish, state: send_files(wish, state, sender.check))
    return sender


def finding(
    path: str, message: str = "It is wrong. Put it right.", rule: str = "link-broken", severity: str = "error"
) -> Finding:
    """Return a problem as `check` tells it."""
    return Finding(file=path, line=3, column=1, rule=rule, subject="", severity=severity, message=message)


def report(*problems: Finding, notes: Sequence[Finding] = ()) -> Report:
    """Return what `check` says."""
    return Report(problems=list(problems), notes=list(notes))
