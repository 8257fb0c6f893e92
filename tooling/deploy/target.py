"""What every target can do, and the release that it is given."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from plugins.problems.system_errors import explain
from plugins.reading.left_over import is_left_behind
from tooling.deploy.settings import PROJECT, DeployFailed
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


def read_release(folder: Path) -> Release:
    """Return the release in the folder, every file compared with its manifest. Raises DeployFailed."""
    path = folder / "site" / NAME
    try:
        manifest = read_manifest(path.read_bytes())
    except FileNotFoundError:
        raise DeployFailed("There is no release. Run `python3 tasks.py release` first.") from None
    except OSError as error:
        raise DeployFailed(f"The release cannot be read. {explain(error)}") from None
    except BadManifest as error:
        raise DeployFailed(f"{path} is damaged: {error}. Run `python3 tasks.py release` again.") from None
    try:
        for path in folder.rglob("*"):  # whoever looks at a folder with the Finder leaves something there
            if path.is_file() and is_left_behind(path.name):
                path.unlink()
        found = list_files(folder / "site")
    except OSError as error:
        raise DeployFailed(f"The release cannot be read. {explain(error)}") from None
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
