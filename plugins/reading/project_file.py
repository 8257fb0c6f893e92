"""Read one text file of the project by its name, whatever stands in its place."""

import stat
from pathlib import Path

from plugins.problems.problem import Problem
from plugins.reading.source_files import LARGEST_TEXT, decode


def read_project_file(project: Path, path: str) -> tuple[str | None, list[Problem]]:
    """Return the text of a file, lines ended by "\\n", and what is wrong with it; None when it cannot be read.

    path: from the project's root, such as "deploy/target.toml". A symbolic link is not followed.
    """

    def refuse(rule: str, told: str) -> tuple[None, list[Problem]]:
        return None, [Problem(path, 1, 1, rule, told)]

    file = project / path
    try:
        status = file.lstat()
        if stat.S_ISLNK(status.st_mode):
            return refuse("file-symlink", "A symbolic link. Put the file itself here.")
        if not stat.S_ISREG(status.st_mode):
            return refuse("file-unknown", "Not an ordinary file. Take it back from git.")
        if status.st_size > LARGEST_TEXT:
            told = (
                f"The file has {status.st_size // 1000} kB, {LARGEST_TEXT // 1000} kB at most. Take it back from git."
            )
            return refuse("file-too-large", told)
        return decode(path, file.read_bytes())
    except FileNotFoundError:
        return refuse("data-missing", "The file is missing. Take it back from git.")
    except OSError as error:
        return refuse("file-unreadable", f"{error.strerror}. Allow reading this file.")
