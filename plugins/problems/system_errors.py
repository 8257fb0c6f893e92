"""What the system refuses, in plain words: disk, rights, folders that are files."""

import errno
import os

AGAIN = "and run the command again."
HELD = (32, 33)  # ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION, <winerror.h>
# What no text and no program of ours is at fault for
OF_THE_SYSTEM = {
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE,
    errno.EAGAIN, errno.ENOMEM, errno.EIO, errno.ESTALE, errno.ENXIO, errno.EBUSY,
}  # fmt: skip


def explain(error: OSError) -> str:
    """Say in plain words why a file could not be read or written, or what else the system refused."""
    names = [str(name) for name in (error.filename, error.filename2) if isinstance(name, str | os.PathLike)]
    place = f" ({' and '.join(names)})" if names else ""
    if getattr(error, "winerror", None) in HELD:
        return f"Another program holds this open{place}. Close it there, {AGAIN}"
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return f"The disk is full, or has no room for more files{place}. Free some space, {AGAIN}"
        case errno.EROFS:
            return f"This disk may only be read{place}. Allow writing, or work in a folder of your own, {AGAIN}"
        case errno.EACCES | errno.EPERM:
            return (
                f"This may not be read or written{place}: it belongs to another user, or is closed. Allow it, {AGAIN}"
            )
        case errno.ENOTDIR | errno.EEXIST:
            return f"A file is in the way where a folder has to be{place}. Move it away, {AGAIN}"
        case errno.EISDIR:
            return f"A folder is in the way where a file has to be{place}. Move it away, {AGAIN}"
        case errno.EMFILE | errno.ENFILE:
            return f"Too many files are open. End other programs, or raise the limit (ulimit -n), {AGAIN}"
        case errno.EAGAIN | errno.ENOMEM:
            return f"This machine lets no more programs begin. End other programs, {AGAIN}"
        case errno.ENOENT if not place and "temporary" in str(error):
            return f"There is no folder for temporary files. Make one, or name one in TMPDIR, {AGAIN}"
        case errno.ENOENT:
            return f"A file or folder is missing{place}. Take it back from git, or make it, {AGAIN}"
        case errno.EIO | errno.ESTALE | errno.ENXIO:
            return f"The disk fails{place}. Look after it, {AGAIN}"
    said = error.strerror or str(error) or type(error).__name__
    return f"{said}{place}. Put that right, {AGAIN}"
