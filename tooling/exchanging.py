"""Swap two folders, or two files, in one step of the file system where it has one."""

import contextlib
import ctypes
import os
from pathlib import Path

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # <linux/fs.h>
RENAME_SWAP = 2  # <sys/stdio.h> of macOS


def exchange(one: Path, other: Path) -> None:
    """Swap two folders, in one step of the file system where it has one (Linux, macOS): neither is ever missing.

    Elsewhere `other` is missing for a moment, and is put back if something holds `one`. Raises OSError.
    """
    if exchange_at_once(one, other):
        return
    aside = one.with_name(f"{one.name}-old")
    other.rename(aside)
    try:
        one.rename(other)
    except OSError:
        aside.rename(other)
        raise
    with contextlib.suppress(OSError):
        aside.rename(one)  # to be deleted; the next build does it otherwise


def exchange_at_once(one: Path, other: Path) -> bool:
    """Swap two folders or two files in one step, and return whether that went; Windows has no such step, and no libc to ask."""
    if os.name == "nt":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "renameat2"):
        failed = libc.renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
    elif hasattr(libc, "renamex_np"):
        failed = libc.renamex_np(os.fsencode(one), os.fsencode(other), RENAME_SWAP)
    else:
        failed = -1
    return not failed
