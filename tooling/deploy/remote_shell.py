"""One shell on the server for a whole deploy. It holds the lock: when we die, it ends, and the lock is free."""

import secrets
import shlex
import subprocess
from types import TracebackType

from tooling.deploy.settings import DeployFailed

BUSY = 75


class RemoteStepFailed(Exception):
    """A step on the server failed; the message is what it said, status how it ended."""

    def __init__(self, said: str, status: int) -> None:
        """Keep both."""
        super().__init__(said)
        self.status = status


class RemoteShell:
    """A shell behind ssh that runs one script after another.

    Everything it starts keeps its lock open, so a step that outlives us still bars the next deploy until it is done.
    """

    def __init__(self, command: list[str], folder: str) -> None:
        """Start the shell. command: what gives a shell, such as ssh. folder: where every script starts."""
        self.folder = folder
        pipe = subprocess.PIPE
        try:
            self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8")
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

    def run(self, script: str) -> str:
        """Run a script in the folder and return what it printed. Raises RemoteStepFailed, DeployFailed if cut off."""
        return self.send(f"( set -eu; cd {shlex.quote(self.folder)}\n{script}\n)")

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
                if line.startswith(token):
                    said, status = "".join(lines).strip(), int(line.split()[1])
                    if status:
                        raise RemoteStepFailed(said or f"status {status}", status)
                    return said
                lines.append(line)
        except BrokenPipeError:
            pass
        raise DeployFailed(f"The connection to the server was cut off ({self.last_words()}). Deploy again.")

    def last_words(self) -> str:
        """Return what ssh said last."""
        said = self.process.stderr.read() if self.process.stderr else ""
        return said.strip().splitlines()[-1] if said.strip() else "no reason given"
