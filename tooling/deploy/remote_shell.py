"""One shell on the server for a whole deploy. It holds the lock: when we die, it ends, and the lock is free."""

import re
import secrets
import shlex
import subprocess
from types import TracebackType

from tooling.deploy.settings import DeployFailed
from tooling.quoting import remote_name, server_folder

BUSY = 75


class RemoteStepFailed(Exception):
    """A step on the server failed; the message is what it said, status how it ended."""

    def __init__(self, said: str, status: int) -> None:
        """Keep both."""
        super().__init__(said)
        self.status = status


class RemoteShell:
    """A shell behind ssh that runs one script after another.

    A script is fixed text. What differs from deploy to deploy is its arguments, "$1" and so on, each of which is
    checked to be a name that no shell and no command can take for anything else.

    Everything it starts keeps its lock open, so a step that outlives us still bars the next deploy until it is done.
    """

    def __init__(self, command: list[str], folder: str) -> None:
        """Start the shell. command: what gives a shell, such as ssh. folder: where every script starts.

        Raises CannotQuote, DeployFailed.
        """
        self.folder = server_folder(folder)
        pipe = subprocess.PIPE
        try:
            self.process = subprocess.Popen(
                command, stdin=pipe, stdout=pipe, stderr=pipe, encoding="utf-8", errors="replace"
            )
        except FileNotFoundError:
            raise DeployFailed(f"{command[0]} is not on this machine: install it and deploy again.") from None

    def __enter__(self) -> "RemoteShell":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the shell, which frees the lock."""
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def lock(self, seconds: int) -> None:
        """Make the folder ours alone. Raises DeployFailed when another deploy holds it for that long."""
        folder = shlex.quote(self.folder)
        try:
            self.send(
                f"umask 022; mkdir -p {folder}/releases && exec 9>>{folder}/deploy.lock && "
                f"{{ flock -w {seconds} 9 || (exit {BUSY}); }}"
            )
        except RemoteStepFailed as problem:
            if problem.status == BUSY:
                raise DeployFailed(
                    f"Another deploy holds {self.folder} for {seconds} seconds now. "
                    "Nothing was changed. Try again when it is done."
                ) from None
            raise

    def run(self, script: str, *names: str) -> str:
        """Run a script in the folder and return what it printed.

        names: its arguments, paths below the folder. Raises RemoteStepFailed, CannotQuote, DeployFailed if cut off.
        """
        arguments = " ".join(remote_name(name) for name in names)
        return self.send(f"( set -eu; export LC_ALL=C; cd {shlex.quote(self.folder)}; set -- {arguments}\n{script}\n)")

    def send(self, script: str) -> str:
        """Run a script in the shell itself. Raises RemoteStepFailed with its words and status, DeployFailed."""
        assert self.process.stdin
        assert self.process.stdout
        token = secrets.token_hex(8)
        try:
            self.process.stdin.write(f"{{ {script}\n}} </dev/null 2>&1; printf '\\n{token} %d\\n' $?\n")
            self.process.stdin.flush()
            lines: list[str] = []
            while line := self.process.stdout.readline():
                if found := re.fullmatch(rf"{token} (\d+)\n", line):
                    said, status = printable("".join(lines)).strip(), int(found[1])
                    if status:
                        raise RemoteStepFailed(said or f"status {status}", status)
                    return said
                lines.append(line)
        except BrokenPipeError:
            pass
        raise DeployFailed(f"The connection to the server was cut off ({self.last_words()}). Deploy again.")

    def last_words(self) -> str:
        """Return what ssh said last."""
        said = printable(self.process.stderr.read()) if self.process.stderr else ""
        return said.strip().splitlines()[-1] if said.strip() else "no reason given"


def printable(said: str) -> str:
    """Return what a server said without the characters that would steer the terminal of whoever reads it."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "?" for letter in said)
