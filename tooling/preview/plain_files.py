"""Read a file of the project without following a link, also one that took a file's place a moment ago.

A hard link is the file itself under a second name: it cannot be told from any other file. Git cannot carry one, so a
branch cannot bring one along.
"""

import os
import stat
from contextlib import ExitStack
from pathlib import Path

from plugins.reading.public_files import LARGEST

OPENS_WITHOUT_LINKS = hasattr(os, "O_NOFOLLOW") and os.open in os.supports_dir_fd

NOT_A_NAME = ("", ".", "..")


def read_plain_file(root: Path, name: str, largest: int = LARGEST) -> bytes | None:
    """Return the bytes of an ordinary file, or None if there is none, it is too large, or a link is on the way.

    root: the folder to start from, which is trusted. name: the path from there, with "/". largest: in bytes.
    """
    parts = name.split("/")
    if any(part in NOT_A_NAME or "\0" in part or os.sep in part or ":" in part for part in parts):
        return None
    try:
        opened = open_each_folder(root, parts) if OPENS_WITHOUT_LINKS else open_after_looking(root, parts)
    except OSError:
        return None
    if opened is None:
        return None
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        return None
    with os.fdopen(opened, "rb") as file:
        content = file.read(largest + 1)
    return content if len(content) <= largest else None


def open_each_folder(root: Path, parts: list[str]) -> int:
    """Open folder after folder, each from the one before, none of them a link. Raises OSError where one is.

    Returns a file descriptor.
    """
    # O_NONBLOCK: a named pipe would keep us waiting for its other end
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    with ExitStack() as stack:
        folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        stack.callback(os.close, folder)
        for part in parts[:-1]:
            folder = os.open(part, flags | os.O_DIRECTORY, dir_fd=folder)
            stack.callback(os.close, folder)
        return os.open(parts[-1], flags, dir_fd=folder)


def open_after_looking(root: Path, parts: list[str]) -> int | None:
    """Look at each step, open, and look whether it is what was looked at: for Windows, which cannot open so.

    Returns a file descriptor, None where a link or a junction is on the way. Raises OSError if nothing is there.
    """
    path = root
    for part in parts:
        path = path / part
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            return None
    # A junction of Windows is no link by its mode, and shows in the resolved path
    if not stat.S_ISREG(status.st_mode) or path.resolve() != root.resolve().joinpath(*parts):
        return None
    opened = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    if not os.path.samestat(status, os.fstat(opened)):
        os.close(opened)
        return None
    return opened
