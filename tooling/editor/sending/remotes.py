"""Ask the remote of a clone, fetch from it and push to it, without a question to anybody, and within a time."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tooling.editor.sending.own_branch import NO_HOOKS, Clone, branch_of, find_commit
from tooling.editor.sending.remote_words import NO_REMOTE, SEVERAL_REMOTES, SLOW, explain_remote
from tooling.git_answers import NoAnswer, ask_git, run_git

ASKED, CARRIED = 40.0, 120.0  # seconds that a question, and a fetch or push, may take
HEADS = "refs/heads/"
QUIET = (
    *NO_HOOKS, "-c", "core.askPass=", "-c", "push.gpgSign=false", "-c", "gc.auto=0",
    "-c", "maintenance.auto=false", "-c", "http.lowSpeedLimit=100", "-c", "http.lowSpeedTime=30",
)  # fmt: skip


@dataclass(frozen=True)
class Remote:
    """Where a clone sends to, as it was a moment ago.

    name: of the remote. main: the name of its default branch. heads: the commits of its branches, by name.
    """

    project: Path
    name: str
    main: str
    heads: dict[str, str]

    @property
    def tip(self) -> str:
        """The newest commit of its default branch."""
        return self.heads[self.main]


def find_remote(clone: Clone) -> str:
    """Return the name of the remote: that of the branch, or origin, or the only one. Raises NoAnswer."""
    names = ask_git(clone.project, "remote").splitlines()
    if not names:
        raise NoAnswer(NO_REMOTE)
    own = ""
    if branch := branch_of(clone):
        told = run_git(clone.project, "config", "--get", f"branch.{branch}.remote").stdout
        own = told.decode("utf-8", "replace").strip()
    for name in (own, "origin"):
        if name in names:
            return name
    if len(names) > 1:
        raise NoAnswer(SEVERAL_REMOTES.format(names=", ".join(names)))
    return names[0]


def ask_remote(clone: Clone) -> Remote:
    """Ask the remote which branches it has. Raises NoAnswer."""
    name = find_remote(clone)
    done = carry(clone.project, ASKED, "ls-remote", "--symref", name, "HEAD", f"{HEADS}*")
    if done.returncode:
        raise NoAnswer(explain_remote(done.stderr.decode("utf-8", "replace")))
    heads: dict[str, str] = {}
    main = ""
    for line in done.stdout.decode("utf-8", "replace").splitlines():
        left, _, ref = line.partition("\t")
        if left.startswith(f"ref: {HEADS}") and ref == "HEAD":
            main = left.removeprefix(f"ref: {HEADS}")
        elif ref.startswith(HEADS):
            heads[ref.removeprefix(HEADS)] = left
    likely = [each for each in (main, "main", "master", *(heads if len(heads) == 1 else ())) if each in heads]
    if not heads:
        raise NoAnswer(
            "The remote has no commit yet. Have whoever looks after the repository push its main branch once."
        )
    if not likely:
        raise NoAnswer("The remote does not say which branch is its main one. Have its default branch set there.")
    return Remote(clone.project, name, likely[0], heads)


def fetch(remote: Remote, branches: Sequence[str]) -> None:
    """Bring the commits of these branches here, if they are not. Raises NoAnswer."""
    missing = [branch for branch in branches if not find_commit(remote.project, remote.heads[branch])]
    if not missing:
        return
    quiet = ("--no-tags", "--quiet", "--no-write-fetch-head", "--no-recurse-submodules")
    names = [f"{HEADS}{branch}" for branch in missing]
    done = carry(remote.project, CARRIED, "fetch", *quiet, remote.name, *names)
    if done.returncode:
        raise NoAnswer(explain_remote(done.stderr.decode("utf-8", "replace")))


def push(remote: Remote, commit: str, branch: str, options: Sequence[str] = ()) -> str:
    """Push a commit to a branch, and return what the server says to it. Raises NoAnswer.

    A branch that is new must not be there. options: for the server; if it takes none, they are left out.
    """
    if branch in (remote.main, "main", "master"):
        raise ValueError(f"nothing is ever pushed to {branch}")
    quiet = ("--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no")
    lease = () if branch in remote.heads else (f"--force-with-lease={HEADS}{branch}:",)
    told = [f"--push-option={option}" for option in options]
    done = carry(remote.project, CARRIED, "push", *quiet, *lease, *told, remote.name, f"{commit}:{HEADS}{branch}")
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    if done.returncode and told and "does not support push options" in said:
        return push(remote, commit, branch)
    if done.returncode:
        raise NoAnswer(explain_remote(said))
    return said


def carry(project: Path, seconds: float, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """Run git over the network: it may not ask for a name or a password, and runs no hook. Raises NoAnswer."""
    away = ("GIT_ASKPASS", "SSH_ASKPASS")
    environment = {**os.environ, **dict.fromkeys(away, ""), "SSH_ASKPASS_REQUIRE": "never", "GCM_INTERACTIVE": "never"}
    environment |= ssh_without_questions(project)
    try:
        return run_git(project, *QUIET, *arguments, environment=environment, seconds=seconds)
    except subprocess.TimeoutExpired:
        raise NoAnswer(SLOW) from None


def ssh_without_questions(project: Path) -> dict[str, str]:
    """Return the variable that keeps ssh from asking, with the ssh that the person has chosen. Raises NoAnswer."""
    chosen = os.environ.get("GIT_SSH_COMMAND", "")
    if not chosen:
        chosen = run_git(project, "config", "--get", "core.sshCommand").stdout.decode("utf-8", "replace").strip()
    if not chosen and os.environ.get("GIT_SSH"):
        return {}
    batch = "-batch" if "plink" in chosen.lower() else "-o BatchMode=yes -o ConnectTimeout=20"
    return {"GIT_SSH_COMMAND": f"{chosen or 'ssh'} {batch}"}
