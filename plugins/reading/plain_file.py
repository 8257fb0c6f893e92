"""Read a file of content/ without following links: what is judged and published stands in content/ itself.

A hard link is not told from a file: git makes none, and whoever can make one can read what it leads to.
"""

import errno
import os
import stat
from pathlib import Path

NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)  # Windows has neither
AT_ONCE = getattr(os, "O_NONBLOCK", 0)  # a pipe that nobody writes to would be waited for without end
BINARY = getattr(os, "O_BINARY", 0)
NOT_A_NAME = ("", ".", "..")
FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | NO_LINK


class NotPlain(OSError):
    """A link, a pipe or a device stands where a file was asked for, or a link on the way to it."""


def read_plain_file(root: Path, path: str, most: int) -> bytes:
    """Return the bytes of an ordinary file below a folder; nothing on the way to it may be a link.

    root: the folder; it may lie behind a link itself. path: below it, with "/". most: bytes that are read at most, and
    one more, by which a caller sees that there are more. Raises NotPlain, also for a path that would lead elsewhere
    (".."), or another OSError of the system.
    """
    names = path.split("/")
    if any(name in NOT_A_NAME or "\0" in name or os.sep in name or ":" in name for name in names):
        raise NotPlain(errno.EINVAL, "Not the name of a file", path)
    try:
        handle = _open(root, names)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR, errno.EMLINK, errno.ENXIO):
            raise NotPlain(error.errno, "Not an ordinary file", path) from None
        raise
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NotPlain(errno.EINVAL, "Not an ordinary file", path)
    with os.fdopen(handle, "rb") as file:
        return file.read(most + 1)


def _open(root: Path, names: list[str]) -> int:
    """Open folder after folder, each seen from the one before, so that none can be exchanged for a link meanwhile."""
    if os.open not in os.supports_dir_fd:
        return _open_by_name(root, names)
    folder = os.open(root, os.O_RDONLY)
    try:
        for name in names[:-1]:
            inner = os.open(name, FOLDER, dir_fd=folder)
            os.close(folder)
            folder = inner
        return os.open(names[-1], os.O_RDONLY | NO_LINK | AT_ONCE | BINARY, dir_fd=folder)
    finally:
        os.close(folder)


def _open_by_name(root: Path, names: list[str]) -> int:
    """Look at each step, open, and look whether it is what was looked at: where a system cannot open from a folder.

    That is Windows. A junction of it is no link by its mode, and shows in the resolved path.
    """
    file = root
    for name in names:
        file = file / name
        status = file.lstat()
        if stat.S_ISLNK(status.st_mode):
            raise NotPlain(errno.ELOOP, "Not an ordinary file", str(file))
    if not stat.S_ISREG(status.st_mode) or file.resolve() != root.resolve().joinpath(*names):
        raise NotPlain(errno.EINVAL, "Not an ordinary file", str(file))
    handle = os.open(file, os.O_RDONLY | BINARY)
    if not os.path.samestat(status, os.fstat(handle)):
        os.close(handle)
        raise NotPlain(errno.EINVAL, "Not an ordinary file", str(file))
    return handle
