"""The releases on a server of our own: their names, what is done with them there, and which one is live."""

import hashlib
import re
import secrets
from dataclasses import dataclass

from tooling.deploy.remote_shell import RemoteShell, RemoteStepFailed
from tooling.deploy.settings import DeployFailed
from tooling.deploy.target import Release
from tooling.manifest import NAME, BadManifest, Manifest, file_digest, read_manifest
from tooling.quoting import CannotQuote, file_path

KEPT = 5
SUMS = "SHA256SUMS"
RELEASE_NAME = re.compile(r"(?P<number>[0-9]{6})-(?P<commit>[0-9a-z]{8})-(?P<digest>[0-9a-f]{12})--[A-Za-z0-9_.-]*")

# What is run on the server. These texts never change: what differs is in their arguments, which remote_shell checks.
LOOK_AROUND = """
say() { case $2 in *[!A-Za-z0-9_./-]*) printf '%s ?\\n' "$1" ;; *) printf '%s %s\\n' "$1" "$2" ;; esac; }
if [ -L current ]; then say current "$(readlink current)"; fi
for folder in releases/*; do [ ! -d "$folder" ] || say release "$folder"; done
for mark in releases/*/good; do [ ! -f "$mark" ] || say good "${mark%/good}"; done
"""
CLEAR_AWAY = "rm -rf incoming-* trash-* next 2>/dev/null || true"
READ_CONFIG = "cat current/nginx/nginx.conf 2>/dev/null || true"
VERIFY = 'cd "$1"; sha256sum --check --quiet --strict SHA256SUMS'
COUNT = 'cd "$1"; sha256sum <SHA256SUMS; find . -type f | wc -l'
# The assets of a release are those of which it has the sum; others in its folder were linked into it. A release of
# before there were sums has only the folder.
CARRY_ASSETS = """
mkdir -p "$2/site/assets"
{ sed -n 's|^[0-9a-f]*  site/assets/||p' "$1/SHA256SUMS" 2>/dev/null || ls "$1/site/assets" 2>/dev/null || true; } |
while IFS= read -r name; do
    case $name in *[!A-Za-z0-9._-]* | .* | -* | '') continue ;; esac
    [ -e "$2/site/assets/$name" ] || ln "$1/site/assets/$name" "$2/site/assets/$name"
done
"""
# The link back is made before, so it needs no room on the disk then
SWITCH = """
if [ -L current ]; then ln -sfn -- "$(readlink current)" way-back; fi
ln -sfn "$1" next; mv -T next current
"""
# Renamed first, so that a kill leaves none half there
DELETE = 'mv -T "$1" "$2"; rm -rf "$2" || true'


@dataclass(frozen=True)
class Place:
    """What is on the server: its releases in order, which of them are good, and which is live ("" for none)."""

    releases: list[str]
    good: set[str]
    current: str

    def before(self, name: str) -> str:
        """Return the good release before this one, or the empty string."""
        return max((other for other in self.good if other < name), default="")


def short(name: str) -> str:
    """Return the part of a release's name that people need: number, commit, manifest."""
    return name.split("--")[0]


def read_number(said: str) -> int:
    """Return the number that the server said. Raises DeployFailed."""
    if not re.fullmatch(r" *[0-9]{1,18} *", said):
        raise DeployFailed(f"The server should have said a number, and said: {said[:60]}. Look at the server.")
    return int(said)


def path_of(name: str) -> str:
    """Return where a release is, by its name, which the server may have given us. Raises CannotQuote."""
    if not RELEASE_NAME.fullmatch(name):
        raise CannotQuote(f"{name!a} is not the name of a release of ours. Look at the server.")
    return f"releases/{name}"


def clear_away(shell: RemoteShell) -> None:
    """Delete what killed deploys left. What is busy there still may resist; the next deploy tries again."""
    shell.run(CLEAR_AWAY)


def look_around(shell: RemoteShell) -> Place:
    """Return what is on the server; folders that are not named like releases are left alone.

    Raises RemoteStepFailed, CannotQuote when what is live is no release of ours.
    """
    found: dict[str, list[str]] = {"current": [], "release": [], "good": []}
    for line in shell.run(LOOK_AROUND).splitlines():
        kind, _, path = line.partition(" ")
        found.get(kind, []).append(path.removeprefix("releases/"))
    releases = sorted({name for name in found["release"] if RELEASE_NAME.fullmatch(name)})
    current = "".join(found["current"])
    if current:
        path_of(current)
    return Place(releases, set(found["good"]) & set(releases), current)


def find_same(place: Place, manifest: Manifest) -> str:
    """Return the name of this very release if it is there and was not taken back: live, or newer than what is live."""
    for name in reversed(place.releases):
        found = RELEASE_NAME.fullmatch(name)
        if found and found["digest"] == manifest.digest[:12] and name >= place.current:
            return name if name == place.current or name == place.releases[-1] else ""
    return ""


def name_release(place: Place, manifest: Manifest) -> str:
    """Return a name: the next number, commit, manifest, and the hashes of its styles, which deploy/nginx.conf reads.

    Raises CannotQuote.
    """
    number = int(place.releases[-1][:6]) + 1 if place.releases else 1
    styles = [value.rstrip("=").translate(str.maketrans("+/", "-_")) for value in manifest.styles]
    name = f"{number:06d}-{manifest.commit[:8]}-{manifest.digest[:12]}--{'.'.join(styles)}"
    path_of(name)
    return name


def read_live_manifest(shell: RemoteShell) -> Manifest:
    """Return the manifest of what is live on the server. Raises RemoteStepFailed, DeployFailed if it is damaged."""
    try:
        return read_manifest(shell.run(f"cat current/site/{NAME}") + "\n")
    except BadManifest as problem:
        raise DeployFailed(
            f"The manifest of the live site on the server is damaged: {problem}. "
            "Put the release before back (`python3 tasks.py rollback`), then deploy again."
        ) from None


def list_sums(release: Release) -> str:
    """Return the text of SHA256SUMS: every file of a release by its path. Raises CannotQuote for names we do not send."""
    digests = {f"site/{name}": digest for name, digest in release.manifest.files.items()}
    digests[f"site/{NAME}"] = release.manifest.digest
    for path in sorted(release.folder.rglob("*")):
        name = path.relative_to(release.folder).as_posix()
        if path.is_file() and name not in digests and not name.startswith("."):
            digests[name] = file_digest(path)
    return "".join(f"{digest}  {file_path(name)}\n" for name, digest in sorted(digests.items()))


def verify(shell: RemoteShell, sums: str, folder: str) -> None:
    """Compare every file on the server with its SHA-256, and their number. Raises DeployFailed."""
    try:
        shell.run(VERIFY, folder)
        digest, _, number = shell.run(COUNT, folder).partition("  -\n")
    except RemoteStepFailed as problem:
        raise DeployFailed(
            f"On the server a file is not what was sent ({str(problem).splitlines()[0]}). The site is as it was. "
            "Deploy again."
        ) from None
    wanted = sums.count("\n") + 1
    if digest != hashlib.sha256(sums.encode()).hexdigest():
        raise DeployFailed(f"On the server the list {SUMS} is not what was sent. The site is as it was. Deploy again.")
    if read_number(number) != wanted:
        raise DeployFailed(f"The server holds {number} files, not {wanted}. The site is as it was. Deploy again.")


def switch(shell: RemoteShell, name: str) -> None:
    """Make a release live by renaming one link over another."""
    shell.run(SWITCH, path_of(name))


def delete(shell: RemoteShell, name: str) -> None:
    """Delete a release."""
    shell.run(DELETE, path_of(name), f"trash-{secrets.token_hex(4)}")


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
    """Keep the last releases and delete older ones."""
    for name in place.releases:
        if name != place.current and name not in sorted(place.good)[-KEPT:]:
            delete(shell, name)
