"""What every target can do, which one is chosen, and the release that it is given."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from plugins.reading.target import TARGET
from tooling.deploy.settings import PROJECT, DeployFailed, read_settings
from tooling.manifest import NAME, BadManifest, Manifest, list_files, read_manifest


@dataclass(frozen=True)
class Release:
    """A release on this machine: its folder and its manifest."""

    folder: Path
    manifest: Manifest

    @property
    def site(self) -> Path:
        """The public files."""
        return self.folder / "site"


class Target(Protocol):
    """A place where the site can be live. Each method raises DeployFailed, saying what is live then."""

    def deploy(self, release: Release) -> None:
        """Put the release live, whole, or leave what is live as it is."""

    def rollback(self, to: str) -> None:
        """Put the release before the live one back, or the one that is named."""

    def status(self) -> str:
        """Say what is live, and what could be put back."""


def choose_target() -> Target:
    """Return the target that deploy/target.toml or the environment names. Raises DeployFailed."""
    settings = read_settings()
    address = settings.check_url or settings.address
    if settings.target == "own-server":
        from tooling.deploy.own_server import OwnServer

        return OwnServer(settings, address)
    if settings.target == "storage":
        from tooling.deploy.storage import Storage

        return Storage(settings, address)
    if settings.target == "github-pages":
        from tooling.deploy.github_pages import GitHubPages

        return GitHubPages(address)
    raise DeployFailed(
        f'Nobody said where the site goes. Set target in {TARGET}, or DEPLOY_TARGET: "own-server", '
        '"github-pages" or "storage".'
    )


def read_release(folder: Path) -> Release:
    """Return the release in the folder, every file compared with its manifest. Raises DeployFailed."""
    path = folder / "site" / NAME
    try:
        manifest = read_manifest(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DeployFailed("There is no release. Run `python3 tasks.py release` first.") from None
    except BadManifest as error:
        raise DeployFailed(f"{path} is damaged: {error}. Run `python3 tasks.py release` again.") from None
    found = list_files(folder / "site")
    wrong = sorted(name for name in found.keys() | manifest.files if found.get(name) != manifest.files.get(name))
    if wrong:
        raise DeployFailed(
            f"The release was changed after it was made ({', '.join(wrong[:5])}). Run `python3 tasks.py release` again."
        )
    for path in (folder, *folder.rglob("*")):  # a zip on the way here may have lost the modes
        path.chmod(0o755 if path.is_dir() else 0o644)
    return Release(folder, manifest)


def release_folder() -> Path:
    """Return where the release is: release/, or RELEASE_FOLDER."""
    return Path(os.environ.get("RELEASE_FOLDER") or PROJECT / "release")


def run_deploy() -> None:
    """Put release/ live. Raises SystemExit with a message for people."""
    try:
        choose_target().deploy(read_release(release_folder()))
    except DeployFailed as problem:
        raise SystemExit(str(problem)) from None


def run_rollback(to: str = "") -> None:
    """Take the site back. Raises SystemExit with a message for people."""
    try:
        choose_target().rollback(to)
    except DeployFailed as problem:
        raise SystemExit(str(problem)) from None


def run_status() -> None:
    """Print what is live. Raises SystemExit with a message for people."""
    try:
        print(choose_target().status())
    except DeployFailed as problem:
        raise SystemExit(str(problem)) from None
