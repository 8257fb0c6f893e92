"""A server of our own: each release is a folder beside the last, and a link is renamed from one to the other.

PATH/current -> releases/000042-…     the link that nginx follows
PATH/releases/NUMBER-COMMIT-MANIFEST--STYLES/    a whole release; `good` in it says that it was live and well
PATH/incoming-…/, PATH/trash-…/       what a deploy is busy with, or was when it was killed; the next one clears it away
"""

import os
import re
import secrets
import shlex
import subprocess
from dataclasses import dataclass

from plugins.reading.target import Deploy
from tooling.deploy.remote_shell import RemoteShell, RemoteStepFailed
from tooling.deploy.settings import DeployFailed, require
from tooling.deploy.smoke import live_digest, look_at
from tooling.deploy.target import Release
from tooling.manifest import NAME, Manifest, explain_vanished, read_manifest, vanished_pages

KEPT = 5
WAIT = 120  # seconds for another deploy to end
RELEASE_NAME = re.compile(r"(?P<number>\d{6})-(?P<commit>\w{8})-(?P<digest>[0-9a-f]{12})--[\w.-]*")
SENT = re.compile(r"Number of regular files transferred: ([\d,]+).*?Total transferred file size: ([\d,]+)", re.DOTALL)
# What rsync says when the other disk is full, in the C locale
NO_SPACE = ("No space left on device", "Disk quota exceeded")


@dataclass(frozen=True)
class Place:
    """What is on the server: its releases in order, which of them are good, and which is live ("" for none)."""

    releases: list[str]
    good: set[str]
    current: str

    def before(self, name: str) -> str:
        """Return the good release before this one, or the empty string."""
        return max((other for other in self.good if other < name), default="")


class OwnServer:
    """A server that we reach by ssh and fill by rsync."""

    def __init__(self, settings: Deploy, address: str) -> None:
        """settings: host, port and path. address: where the site answers."""
        require(settings, "host", "path")
        self.settings, self.address = settings, address
        self.ssh = ["ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=15", "-o", "ServerAliveInterval=5"]
        self.ssh += ["-o", "ServerAliveCountMax=3"]
        if config := os.environ.get("DEPLOY_SSH_CONFIG"):
            self.ssh += ["-F", config]
        if settings.port:
            self.ssh += ["-p", str(settings.port)]

    def shell(self) -> RemoteShell:
        """Return a shell on the server."""
        return RemoteShell([*self.ssh, "-T", self.settings.host, "sh"], self.settings.path)

    def deploy(self, release: Release) -> None:
        """Put the release live. Raises DeployFailed; the site is then as it was."""
        try:
            with self.shell() as shell:
                shell.lock(WAIT)
                self.deploy_alone(shell, release)
        except RemoteStepFailed as problem:
            raise DeployFailed(f"{explain(str(problem))} The site is as it was.") from None

    def deploy_alone(self, shell: RemoteShell, release: Release) -> None:
        """Put the release live while nobody else can. Raises DeployFailed and RemoteStepFailed."""
        clear_away(shell)
        place = look_around(shell)
        name = find_same(place, release.manifest)
        if not name:
            name = self.add(shell, place, release)
        if name == place.current:
            print("This release is live already; looking at it once more.")
        else:
            switch(shell, name)
        problems = look_at(self.address, release.manifest, with_headers=True)
        if problems and name == place.current and name in place.good:
            shown = "\n".join(problems[:5])
            raise DeployFailed(
                f"{shown}\nThis release was live and well before, so nothing was changed. Look at the server."
            )
        if problems:
            self.take_back(shell, place, name, problems)
        shell.run(f"touch releases/{name}/good")
        prune(shell, look_around(shell))
        print(f"Live: {short(name)} at {self.address}.")

    def add(self, shell: RemoteShell, place: Place, release: Release) -> str:
        """Bring a release to the server, whole and checked there, and return its name. Raises as deploy_alone."""
        before = read_live_manifest(shell) if place.current else None
        if before and (gone := vanished_pages(before, release.manifest)):
            raise DeployFailed(explain_vanished(gone))
        name = name_release(place, release.manifest)
        incoming = f"incoming-{secrets.token_hex(4)}"
        shell.run(f"mkdir {incoming}")
        self.send(shell, release, incoming, place.current)
        verify(shell, release.manifest, incoming)
        if before:
            carry_assets(shell, before, f"releases/{place.current}", incoming)
        shell.run(f"sync -f {incoming}; mv -T {incoming} releases/{name}")
        return name

    def send(self, shell: RemoteShell, release: Release, incoming: str, current: str) -> None:
        """Copy the release into the folder on the server; what the live one has is linked. Raises DeployFailed."""
        command = ["rsync", "--recursive", "--perms", "--checksum", "--stats", "--timeout=60", "--rsh"]
        command += [shlex.join([*self.ssh, "-T"])]
        command += [f"--link-dest=../releases/{current}"] if current else []
        command += ["--exclude=/.*", f"{release.folder}/", f"{self.settings.host}:{self.settings.path}/{incoming}/"]
        environment = {**os.environ, "LC_ALL": "C"}
        try:
            result = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        except FileNotFoundError:
            raise DeployFailed("rsync is not on this machine: install it and deploy again.") from None
        if result.returncode:
            said = result.stderr.strip() or explain_silence(shell, release, result.returncode)
            raise DeployFailed(f"{explain(said)} The site is as it was.")
        if found := SENT.search(result.stdout):
            print(f"Sent {found[1]} files, {found[2]} bytes.")

    def take_back(self, shell: RemoteShell, place: Place, name: str, problems: list[str]) -> None:
        """Put back what was live before a release that is not well. Raises DeployFailed, always."""
        shown = "\n".join(problems[:5])
        back = place.current if place.current != name else place.before(name)
        if not back:
            raise DeployFailed(f"{shown}\nThe new site is not well, and there is no release to go back to.")
        if place.current == name:
            switch(shell, back)
        else:
            shell.run("mv -T way-back current")  # made before the switch: needs no room on the disk
        trash = f"trash-{secrets.token_hex(4)}"
        shell.run(f"mv releases/{name} {trash}; rm -rf {trash} || true")
        raise DeployFailed(f"{shown}\nThe new site was not well. The one before is live again: {short(back)}.")

    def rollback(self, to: str) -> None:
        """Put back the good release before the live one, or the one whose name starts so. Raises DeployFailed."""
        try:
            with self.shell() as shell:
                shell.lock(WAIT)
                clear_away(shell)
                place = look_around(shell)
                back = choose_way_back(place, to)
                carry_assets(shell, read_live_manifest(shell), f"releases/{place.current}", f"releases/{back}")
                shell.run(f"rm -f releases/{place.current}/good")  # first: cut off here, the next try goes the same way
                switch(shell, back)
                problems = look_at(self.address, read_live_manifest(shell), with_headers=True)
        except RemoteStepFailed as problem:
            raise DeployFailed(f"{explain(str(problem))} Run `python3 tasks.py status` to see what is live.") from None
        if problems:
            shown = "\n".join(problems[:5])
            raise DeployFailed(f"{shown}\n{short(back)} is live again, but it is not well.")
        print(f"Live: {short(back)} at {self.address}.")

    def status(self) -> str:
        """Say which releases are on the server and which one answers. Raises DeployFailed."""
        try:
            with self.shell() as shell:
                shell.run("true")
                place = look_around(shell)
                live = read_live_manifest(shell) if place.current else None
        except RemoteStepFailed as problem:
            raise DeployFailed(explain(str(problem))) from None
        lines = []
        for name in reversed(place.releases):
            state = "live" if name == place.current else "can be put back" if name in place.good else "taken back"
            lines.append(f"{short(name)}  {state}")
        if live is None:
            return "Nothing is live yet."
        answers = live_digest(self.address)
        well = "answers with it" if answers == live.digest else f"does not answer with it: {answers[:60]}"
        return "\n".join([*lines, f"{self.address} {well}. Commit {live.commit[:8]}."])


def short(name: str) -> str:
    """Return the part of a release's name that people need: number, commit, manifest."""
    return name.split("--")[0]


def explain(said: str) -> str:
    """Say in plain words why a step on the server failed."""
    if any(words in said for words in NO_SPACE):
        return "The disk of the server is full. Make room there and deploy again."
    lines = said.strip().splitlines()
    return f"The server said: {lines[0] if lines else 'nothing'}."


def explain_silence(shell: RemoteShell, release: Release, status: int) -> str:
    """Say why rsync failed without a word: what the other side says of a full disk is lost when it ends too soon."""
    size = sum(path.stat().st_size for path in release.folder.rglob("*") if path.is_file())
    room = int(shell.run("df --output=avail --block-size=1 . | tail -n 1"))
    return NO_SPACE[0] if room < size else f"rsync ended with status {status}, without a word"


def clear_away(shell: RemoteShell) -> None:
    """Delete what killed deploys left. What is busy there still may resist; the next deploy tries again."""
    shell.run("rm -rf incoming-* trash-* next 2>/dev/null || true")


def look_around(shell: RemoteShell) -> Place:
    """Return what is on the server. Raises RemoteStepFailed."""
    said = shell.run(
        'if [ -L current ]; then echo "current $(readlink current)"; fi\n'
        "for folder in releases/*; do [ ! -d $folder ] || echo release $folder; done\n"
        "for mark in releases/*/good; do [ ! -f $mark ] || echo good ${mark%/good}; done"
    )
    found: dict[str, list[str]] = {"current": [], "release": [], "good": []}
    for kind, path in (line.split(" ", 1) for line in said.splitlines()):
        found[kind].append(path.removeprefix("releases/"))
    releases = sorted(name for name in found["release"] if RELEASE_NAME.fullmatch(name))
    return Place(releases, set(found["good"]) & set(releases), "".join(found["current"]))


def find_same(place: Place, manifest: Manifest) -> str:
    """Return the name of this very release if it is there and was not taken back: live, or newer than what is live."""
    for name in reversed(place.releases):
        found = RELEASE_NAME.fullmatch(name)
        if found and found["digest"] == manifest.digest[:12] and name >= place.current:
            return name if name == place.current or name == place.releases[-1] else ""
    return ""


def name_release(place: Place, manifest: Manifest) -> str:
    """Return a name: the next number, commit, manifest, and the hashes of its styles, which deploy/nginx.conf reads."""
    number = int(place.releases[-1][:6]) + 1 if place.releases else 1
    styles = [value.rstrip("=").translate(str.maketrans("+/", "-_")) for value in manifest.styles]
    return f"{number:06d}-{manifest.commit[:8]}-{manifest.digest[:12]}--{'.'.join(styles)}"


def read_live_manifest(shell: RemoteShell) -> Manifest:
    """Return the manifest of what is live on the server. Raises RemoteStepFailed."""
    return read_manifest(shell.run(f"cat current/site/{NAME}") + "\n")


def verify(shell: RemoteShell, manifest: Manifest, folder: str) -> None:
    """Compare every file on the server with its SHA-256, and their number. Raises DeployFailed."""
    sums = [f"{manifest.digest}  site/{NAME}", *(f"{digest}  site/{name}" for name, digest in manifest.files.items())]
    script = f"cd {folder}\nsha256sum --check --quiet --strict - <<'END'\n" + "\n".join(sums) + "\nEND\n"
    try:
        shell.run(script)
        number = int(shell.run(f"find {folder}/site -type f | wc -l"))
    except RemoteStepFailed as problem:
        raise DeployFailed(
            f"On the server a file is not what was sent ({str(problem).splitlines()[0]}). The site is as it was. "
            "Deploy again."
        ) from None
    if number != len(sums):
        raise DeployFailed(f"The server holds {number} files, not {len(sums)}. The site is as it was. Deploy again.")


def carry_assets(shell: RemoteShell, manifest: Manifest, source: str, folder: str) -> None:
    """Link the hashed assets of one release into another: pages that visitors have open still name them."""
    names = " ".join(shlex.quote(name.split("/", 1)[1]) for name in manifest.assets)
    if names:
        shell.run(
            f"mkdir -p {folder}/site/assets; for name in {names}; do [ -e {folder}/site/assets/$name ] || "
            f"ln {source}/site/assets/$name {folder}/site/assets/$name; done"
        )


def switch(shell: RemoteShell, name: str) -> None:
    """Make a release live by renaming one link over another; the link back is made before, so it needs no room then."""
    shell.run(
        'if [ -L current ]; then ln -sfn "$(readlink current)" way-back; fi\n'
        f"ln -sfn releases/{name} next; mv -T next current"
    )


def choose_way_back(place: Place, to: str) -> str:
    """Return the release to put back. Raises DeployFailed."""
    if not to:
        if back := place.before(place.current):
            return back
        raise DeployFailed("There is no earlier release on the server to put back. The site is as it was.")
    found = [name for name in place.releases if name.startswith(to) and name != place.current]
    if len(found) != 1:
        raise DeployFailed(f'"{to}" does not name one other release. `python3 tasks.py status` lists them.')
    return found[0]


def prune(shell: RemoteShell, place: Place) -> None:
    """Keep the last releases and delete older ones; each is renamed first, so that a kill leaves none half there."""
    spare = [name for name in place.releases if name != place.current and name not in sorted(place.good)[-KEPT:]]
    for name in spare:
        trash = f"trash-{secrets.token_hex(4)}"
        shell.run(f"mv releases/{name} {trash}; rm -rf {trash}")
