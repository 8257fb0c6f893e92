"""A server of our own: each release is a folder beside the last, and a link is renamed from one to the other.

PATH/current -> releases/000042-…     the link that nginx follows
PATH/releases/NUMBER-COMMIT-MANIFEST--STYLES/    a whole release, with the SHA-256 of every file in SHA256SUMS; `good`
                      in it says that it was live and well
PATH/incoming-…/, PATH/trash-…/       what a deploy is busy with, or was when it was killed; the next one clears it away
"""

import os
import re
import secrets
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plugins.reading.target import Deploy
from tooling.deploy.remote_shell import RemoteShell, RemoteStepFailed, printable
from tooling.deploy.server_releases import (
    CARRY_ASSETS,
    READ_CONFIG,
    SUMS,
    Place,
    choose_way_back,
    clear_away,
    delete,
    find_same,
    list_sums,
    look_around,
    name_release,
    path_of,
    prune,
    read_live_manifest,
    read_number,
    short,
    switch,
    verify,
)
from tooling.deploy.settings import DeployFailed, require
from tooling.deploy.smoke import ask_safely, describe_live, look_at
from tooling.deploy.target import Release
from tooling.manifest import explain_vanished, vanished_pages
from tooling.nginx_config import VERSION_PATH, read_version
from tooling.quoting import CannotQuote, server_folder, ssh_host

WAIT = 120  # seconds for another deploy to end
AS_IT_WAS = " The site is as it was."
SENT = re.compile(r"Number of regular files transferred: ([\d,]+).*?Total transferred file size: ([\d,]+)", re.DOTALL)
# What rsync says when something else has written to its connection first
GREETING = ("is your shell clean", "protocol version mismatch")
# What rsync says when the other disk is full, in the C locale
NO_SPACE = ("No space left on device", "Disk quota exceeded")


class OwnServer:
    """A server that we reach by ssh and fill by rsync."""

    def __init__(self, settings: Deploy, address: str, ssh_config: str = "") -> None:
        """settings: host, port and path. address: where the site answers. ssh_config: a configuration of ssh, if any.

        Raises DeployFailed.
        """
        require(settings, "host", "path")
        self.settings, self.address = settings, address
        try:
            self.host, self.path = ssh_host(settings.host), server_folder(settings.path)
        except CannotQuote as problem:
            raise DeployFailed(f"{problem} Nothing was sent.") from None
        self.ssh = ["ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=15", "-o", "ServerAliveInterval=5"]
        self.ssh += ["-o", "ServerAliveCountMax=3"]
        if ssh_config:
            self.ssh += ["-F", ssh_config]
        if settings.port:
            self.ssh += ["-p", str(int(settings.port))]

    @contextmanager
    def shell(self, then: str = "") -> Iterator[RemoteShell]:
        """Give a shell on the server. Raises DeployFailed for what fails in it; then: what is so in that case."""
        try:
            with RemoteShell([*self.ssh, "-T", "--", self.host, "sh"], self.path) as shell:
                shell.send(":")  # what the server greets with is no answer to anything
                yield shell
        except RemoteStepFailed as problem:
            raise DeployFailed(f"{explain(str(problem))}{then}") from None
        except CannotQuote as problem:
            raise DeployFailed(f"{problem}{then}") from None

    def deploy(self, release: Release) -> None:
        """Put the release live. Raises DeployFailed; the site is then as it was."""
        try:
            sums = list_sums(release)  # before anything is sent
        except CannotQuote as problem:
            raise DeployFailed(f"{problem}{AS_IT_WAS}") from None
        with self.shell(AS_IT_WAS) as shell:
            shell.lock(WAIT)
            self.deploy_alone(shell, release, sums)

    def deploy_alone(self, shell: RemoteShell, release: Release, sums: str) -> None:
        """Put the release live while nobody else can. Raises DeployFailed and RemoteStepFailed."""
        clear_away(shell)
        place = look_around(shell)
        name = find_same(place, release.manifest)
        if not name:
            name = self.add(shell, place, release, sums)
        if name == place.current:
            print("This release is live already; looking at it once more.")
        else:
            switch(shell, name)
        problems = look_at(self.address, release.manifest, with_headers=True)
        if problems and name == place.current and name in place.good:
            raise DeployFailed(
                "This release was live and well before, so nothing was changed. Look at the server.", problems
            )
        if problems:
            self.take_back(shell, place, name, problems)
        shell.run('touch "$1/good"', path_of(name))
        prune(shell, look_around(shell))
        print(f"Live: {short(name)} at {self.address}.")
        for line in old_configuration(self.address, read_version(shell.run(READ_CONFIG))):
            print(line)

    def add(self, shell: RemoteShell, place: Place, release: Release, sums: str) -> str:
        """Bring a release to the server, whole and checked there, and return its name. Raises as deploy_alone."""
        if place.current and (gone := vanished_pages(read_live_manifest(shell), release.manifest)):
            raise DeployFailed(explain_vanished(gone))
        name = name_release(place, release.manifest)
        incoming = f"incoming-{secrets.token_hex(4)}"
        shell.run('mkdir "$1"', incoming)
        self.send(shell, release, incoming, place.current, sums)
        verify(shell, sums, incoming)
        if place.current:
            shell.run(CARRY_ASSETS, path_of(place.current), incoming)
        shell.run('sync -f "$1"; mv -T "$1" "$2"', incoming, path_of(name))
        return name

    def send(self, shell: RemoteShell, release: Release, incoming: str, current: str, sums: str) -> None:
        """Copy the release and its sums into the folder on the server; what the live one has is linked.

        Raises DeployFailed.
        """
        with tempfile.TemporaryDirectory() as folder:
            list_file = Path(folder) / SUMS
            list_file.write_text(sums, encoding="ascii", newline="\n")
            list_file.chmod(0o644)
            self.run_rsync(shell, release, [f"{release.folder.resolve()}/", str(list_file)], incoming, current)

    def run_rsync(self, shell: RemoteShell, release: Release, sources: list[str], incoming: str, current: str) -> None:
        """Run rsync and say what it sent. Raises DeployFailed."""
        command = ["rsync", "--recursive", "--perms", "--checksum", "--stats", "--timeout=60", "--rsh"]
        command += [shlex.join([*self.ssh, "-T"])]
        command += [f"--link-dest=../{path_of(current)}"] if current else []
        command += ["--exclude=/.*", "--", *sources, f"{self.host}:{self.path}/{incoming}/"]
        environment = {**os.environ, "LC_ALL": "C"}
        try:
            result = subprocess.run(
                command, capture_output=True, encoding="utf-8", errors="replace", check=False, env=environment
            )
        except FileNotFoundError:
            raise DeployFailed("rsync is not on this machine: install it and deploy again.") from None
        if result.returncode:
            said = printable(result.stderr).strip() or explain_silence(shell, release, result.returncode)
            raise DeployFailed(f"{explain(said)}{AS_IT_WAS}")
        if found := SENT.search(result.stdout):
            print(f"Sent {found[1]} files, {found[2]} bytes.")

    def take_back(self, shell: RemoteShell, place: Place, name: str, problems: list[str]) -> None:
        """Put back what was live before a release that is not well. Raises DeployFailed, always."""
        back = place.current if place.current != name else place.before(name)
        if not back:
            raise DeployFailed("The new site is not well, and there is no release to go back to.", problems)
        if place.current == name:
            switch(shell, back)
        else:
            shell.run("mv -T way-back current")  # made before the switch: needs no room on the disk
        delete(shell, name)
        raise DeployFailed(f"The new site was not well. The one before is live again: {short(back)}.", problems)

    def rollback(self, to: str) -> None:
        """Put back the good release before the live one, or the one whose name starts so. Raises DeployFailed."""
        with self.shell(" Run `python3 tasks.py status` to see what is live.") as shell:
            shell.lock(WAIT)
            clear_away(shell)
            place = look_around(shell)
            back = choose_way_back(place, to)
            if place.current:
                shell.run(CARRY_ASSETS, path_of(place.current), path_of(back))
                # Before the switch: cut off here, the next try goes the same way
                shell.run('rm -f "$1/good"', path_of(place.current))
            switch(shell, back)
            problems = look_at(self.address, read_live_manifest(shell), with_headers=True)
        if problems:
            raise DeployFailed(f"{short(back)} is live again, but it is not well.", problems)
        print(f"Live: {short(back)} at {self.address}.")

    def status(self) -> str:
        """Say which releases are on the server and which one answers. Raises DeployFailed."""
        with self.shell() as shell:
            place = look_around(shell)
            live = read_live_manifest(shell) if place.current else None
            wanted = read_version(shell.run(READ_CONFIG))
        if live is None:
            return "Nothing is live yet."
        lines = []
        for name in reversed(place.releases):
            state = "live" if name == place.current else "can be put back" if name in place.good else "taken back"
            lines.append(f"{short(name)}  {state}")
        lines.append(f"{describe_live(self.address, live)} Commit {live.commit[:8]}.")
        return "\n".join([*lines, *old_configuration(self.address, wanted)])


def explain(said: str) -> str:
    """Say in plain words why a step on the server failed."""
    if any(words in said for words in GREETING):
        return (
            "The shell of the server writes a text before it does what it is asked, and rsync takes that for its own. Open "
            "~/.bashrc of that user on the server, put `case $- in *i*) ;; *) return ;; esac` into its first line, so that "
            "only people are greeted, and deploy again."
        )
    if any(words in said for words in NO_SPACE):
        return "The disk of the server is full. Make room there and deploy again."
    lines = said.strip().splitlines()
    return f"The server said: {lines[0] if lines else 'nothing'}."


def explain_silence(shell: RemoteShell, release: Release, status: int) -> str:
    """Say why rsync failed without a word: what the other side says of a full disk is lost when it ends too soon."""
    size = sum(path.stat().st_size for path in release.folder.rglob("*") if path.is_file())
    room = read_number(shell.run("df --output=avail --block-size=1 . | tail -n 1"))
    return NO_SPACE[0] if room < size else f"rsync ended with status {status}, without a word"


def old_configuration(address: str, wanted: str) -> list[str]:
    """Return a sentence if nginx runs with another configuration than the release that is live brought along.

    address: of the site; nginx says there which version it runs with. wanted: that of the release, "" for one of before
    there were versions.
    """
    answer = ask_safely(address, VERSION_PATH)
    if not wanted or answer is None or answer.body.decode("ascii", "replace").strip() == wanted:
        return []
    return [
        "nginx runs with an older configuration than this release has: copy it from current/nginx/ to /etc/nginx, "
        "then `nginx -t && systemctl reload nginx` (docs/deployment.md, Own server, step 7)."
    ]
