"""Read one file of the project by its name, whatever stands in its place."""

import stat
from pathlib import Path

from plugins.problems.problem import Problem
from plugins.reading.plain_file import NotPlain, read_plain_file
from plugins.reading.text import decode

LARGEST_TEXT = 200_000  # bytes; Pelican needs minutes for a Markdown file of 10 MB


def read_ordinary_file(
    root: Path, below: str, path: str, largest: int, remedy: str = "", smaller: str = ""
) -> bytes | Problem:
    """Return what a file holds, or what speaks against it. A symbolic link is not followed.

    below: from the folder `root`. path: as it is told. largest: bytes. remedy: instead of taking the file out, or
    making it smaller. smaller: how to make it so, where that is known.
    """
    not_ordinary = f"Not an ordinary file. {remedy or 'Take it out of content/.'}"
    try:
        status = (root / below).lstat()
        if stat.S_ISLNK(status.st_mode):
            rule, told = "file-symlink", "A symbolic link. Put the file itself here."
        elif not stat.S_ISREG(status.st_mode):
            rule, told = "file-unknown", not_ordinary
        elif len(raw := read_plain_file(root, below, largest)) <= largest:
            return raw
        else:
            rule, told = "file-too-large", f"The file has {in_kilobytes(status.st_size, largest)} "
            told += remedy or smaller or "Split it or make it smaller."
    except NotPlain:
        rule, told = "file-unknown", not_ordinary
    except FileNotFoundError:
        rule, told = "data-missing", "The file is missing. Take it back from git."
    except OSError as error:
        rule, told = "file-unreadable", f"{error.strerror}. Allow reading this file."
    return Problem(path, 1, 1, rule, told)


def in_kilobytes(size: int, largest: int) -> str:
    """Say how large a file is and may be, in kilobytes, or in megabytes from one on."""
    if largest < 1_000_000:
        return f"{size // 1000} kB, {largest // 1000} kB at most."
    most = largest / 1_000_000
    return f"{max(round(size / 1_000_000, 1), most + 0.1):g} MB, {most:g} MB at most."


def read_project_file(project: Path, path: str) -> tuple[str | None, list[Problem]]:
    """Return the text of a file, lines ended by "\\n", and what is wrong with it; None when it cannot be read.

    path: from the project's root, such as "deploy/target.toml".
    """
    raw = read_ordinary_file(project, path, path, LARGEST_TEXT, remedy="Take it back from git.")
    return (None, [raw]) if isinstance(raw, Problem) else decode(path, raw)


def missing_folders(project: Path) -> list[Problem]:
    """Return a problem for each folder without which there is no site."""
    told = "The folder is missing. Take it back from git."
    return [Problem(name, 1, 1, "system", told) for name in ("content", "theme") if not (project / name).is_dir()]
