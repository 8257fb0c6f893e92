"""Ask git, and say in plain words why it gives no answer."""

import os
import re
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

OWN_VARIABLES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")
# File names as they are, and words that this file knows; git may not write anything either
OPTIONS = ("--no-optional-locks", "-c", "core.quotePath=off", "-c", "core.fsmonitor=false")


class NoAnswer(Exception):
    """git gives no answer; the message says why and what to do."""


def ask_git(project: Path, *arguments: str, environment: Mapping[str, str] = os.environ) -> str:
    """Return what git prints, without the blanks at its end. Raises NoAnswer."""
    result = run_git(project, *arguments, environment=environment)
    if result.returncode:
        raise NoAnswer(explain_git(result.stderr.decode("utf-8", "replace"), environment))
    return result.stdout.decode("utf-8", "replace").rstrip()


def run_git(
    project: Path,
    *arguments: str,
    given: bytes = b"",
    environment: Mapping[str, str] = os.environ,
    seconds: float | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run git and return how it ended, and what it printed.

    given: what it reads. seconds: after which it is stopped, with all that it has started. Raises NoAnswer if it cannot be
    started; subprocess.TimeoutExpired.
    """
    command, pipe = git_command(project, *arguments), subprocess.PIPE
    away = seconds is not None and os.name == "posix"  # a group of its own, which has no terminal to ask at
    try:
        process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=pipe, env=git_environment(environment), start_new_session=away
        )
    except OSError as error:
        raise NoAnswer(explain_start(error)) from None
    with process:
        try:
            said, complaint = process.communicate(given, seconds)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL) if away else process.kill()
            raise
    return subprocess.CompletedProcess(command, process.returncode, said, complaint)


def check_place(project: Path) -> None:
    """Raise NoAnswer if the environment leads git to another repository, folder or list of files than the project's own."""
    if not led_away(os.environ):
        return
    free = {name: value for name, value in os.environ.items() if name not in OWN_VARIABLES}
    question = ("rev-parse", "--path-format=absolute", "--git-common-dir", "--show-toplevel", "--git-path", "index")
    if ask_git(project, *question) != ask_git(project, *question, environment=free):
        raise NoAnswer(led_away(os.environ))


def led_away(environment: Mapping[str, str]) -> str:
    """Return what to do about the variables that lead git elsewhere; nothing if none is set."""
    named = [name for name in OWN_VARIABLES if environment.get(name)]
    values = " and ".join(f"{name} ({printable(environment[name])})" for name in named)
    away = "leads git to another place than this folder. Take it out of the environment"
    return f"{values} {away} (unset {' '.join(named)}), and run the command again." if named else ""


def git_command(project: Path, *arguments: str) -> list[str]:
    """Return the command that asks git of a folder."""
    return ["git", "-C", str(project), *OPTIONS, *arguments]


def git_environment(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return an environment in which git's own words are English, and it asks nobody for anything."""
    return {**environment, "LC_ALL": "C", "LANGUAGE": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat"}


def explain_start(error: OSError) -> str:
    """Say why git cannot be started."""
    if isinstance(error, FileNotFoundError):
        return "git is not on this machine. Install it, and run the command again."
    return f"git cannot be started ({error.strerror or error}). Put that right, and run the command again."


def explain_git(said: str, environment: Mapping[str, str] = os.environ) -> str:
    """Say in plain words what git's own words mean. said: what it printed to its standard error."""
    lines = [printable(line) for line in said.splitlines() if line.strip()]
    last = re.sub(
        r"^(?:fatal|error): ",
        "",
        next((line for line in lines if line.startswith("fatal:")), lines[-1] if lines else ""),
    )
    if "dubious ownership" in said:
        folder = re.search(r"repository at '([^']+)'", said)
        told = f" {printable(folder[1])}" if folder else " FOLDER"
        return (
            "This folder belongs to another user, and git reads none of those. If you trust what is in it, run "
            f"`git config --global --add safe.directory{told}`, or else make a clone of your own."
        )
    places = ("not a git repository", "work tree", "index", "object")
    if (told := led_away(environment)) and any(words in said for words in places):
        return told
    if "not a git repository" in said:
        return "This folder is in no git repository. Make a clone of the repository (git clone), and work in it."
    if "does not have any commits yet" in said or "bad default revision 'HEAD'" in said or "unknown revision" in said:
        return "git has no commit here yet. Commit first (git add -A, then git commit)."
    return f"git cannot answer ({last or 'no reason given'}). Put that right, and run the command again."


def printable(text: str) -> str:
    """Return a text without the signs that would steer a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def changed_files(project: Path) -> list[str]:
    """Return the files that differ from the last commit, as `git status` marks them: `?? content/new.txt`.

    Raises NoAnswer.
    """
    told = ask_git(project, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=normal")
    return [printable(entry) for entry in told.split("\0") if entry]


@contextmanager
def past_files(project: Path) -> Iterator["PastFiles"]:
    """Give the files of earlier commits, read by one git for all of them. Raises NoAnswer."""
    command = git_command(project, "cat-file", "--batch")
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=git_environment())
    except OSError as error:
        raise NoAnswer(explain_start(error)) from None
    with process:
        assert process.stdin
        assert process.stdout
        try:
            yield PastFiles(process.stdin, process.stdout)
        finally:
            with suppress(OSError):  # git may have ended before it was asked: then nobody reads the rest
                process.stdin.close()


class PastFiles:
    """Files of earlier commits, as git has them."""

    def __init__(self, question: IO[bytes], answer: IO[bytes]) -> None:
        """question, answer: the pipes of `git cat-file --batch`."""
        self.question, self.answer = question, answer

    def read(self, commit: str, path: str) -> bytes | None:
        """Return a file in a commit; None if it is not there. path: from the project's root.

        Raises NoAnswer.
        """
        try:
            self.question.write(f"{commit}:./{path}\n".encode())
            self.question.flush()
            head = self.answer.readline().split()
            if len(head) == 3:
                content = self.answer.read(int(head[2]) + 1)[:-1]
                return content if head[1] == b"blob" else None
        except OSError as error:
            raise NoAnswer(explain_start(error)) from None
        if not head or head[-1] not in (b"missing", b"ambiguous"):
            raise NoAnswer("git cannot read its own commits. Look with `git fsck`.")
        return None
