"""The folder in which this program may believe what it finds: the user's own, and out of reach of anybody else.

It lies in the user's cache folder and never in the project's: what lies in a project comes with a branch of anybody.
"""

import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

NAME = "botox-guide"
OTHERS = stat.S_IWGRP | stat.S_IWOTH


def cache_home(environment: Mapping[str, str]) -> Path | None:
    """Return the folder in which programs of this user keep what they can make again; None where it is not known.

    Linux: the XDG base directory specification, which says that a path that is not absolute is not valid.
    """
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 (Path.home() raises where there is none)
    if sys.platform == "win32":
        found = environment.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        found = str(home / "Library" / "Caches")
    else:
        found = environment.get("XDG_CACHE_HOME", "")
        found = found if os.path.isabs(found) else str(home / ".cache")  # noqa: PTH117 (of a text that may be empty)
    return Path(found) if os.path.isabs(found) else None  # noqa: PTH117


def private_folder(project: Path, environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return our folder in the user's cache folder, made if need be; None where nothing in it could be believed.

    That is: it belongs to another user, others may write to it or to a folder above it, it is a link, or it lies in
    the project.
    """
    home = cache_home(environment)
    if home is None:
        return None
    folder = home / NAME
    try:
        if folder.parent.resolve().is_relative_to(project.resolve()):
            return None
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.mkdir(exist_ok=True, mode=0o700)
        return folder if is_ours_alone(folder) else None
    except OSError:
        return None  # a full disk, a home that may not be written to: then there is no memory


def is_ours_alone(folder: Path) -> bool:
    """Tell whether nobody else can put anything into a folder. Raises OSError if it is not there."""
    if sys.platform == "win32":
        return not folder.is_symlink()  # %LOCALAPPDATA% has the user's own rights
    state = folder.lstat()
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.getuid() or state.st_mode & OTHERS:
        return False
    above = (parent.stat() for parent in folder.resolve().parents)
    return all(
        each.st_uid in (0, os.getuid()) and (not each.st_mode & stat.S_IWOTH or each.st_mode & stat.S_ISVTX)
        for each in above
    )


def is_own_file(file: Path) -> bool:
    """Tell whether a file is an ordinary one that nobody else can write to. Raises OSError if it is not there."""
    state = file.lstat()
    if not stat.S_ISREG(state.st_mode) or state.st_nlink != 1:
        return False
    return sys.platform == "win32" or (state.st_uid == os.getuid() and not state.st_mode & OTHERS)
