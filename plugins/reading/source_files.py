"""Find and read every file of content/, and refuse what could never become a page.

Pelican passes over, half reads or publishes many of these without a word.
"""

import errno
import os
import stat
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from plugins.problems.problem import Problem
from plugins.reading.plain_file import NotPlain, read_plain_file
from plugins.reading.public_files import (
    ADVICE,
    LARGEST,
    PICTURES,
    TEXTS,
    check_public_content,
    check_public_folder,
    check_public_name,
)
from plugins.reading.text import decode, find_signs

__all__ = ["check_letters", "decode", "find_signs", "printable", "read_changed_files", "read_source_files"]

LARGEST_TEXT = 200_000  # bytes; Pelican needs minutes for a Markdown file of 10 MB
COPIED = ("images", "extra")  # what is copied as it is; folders may stand in these
# Folder of content/ -> the endings it may hold. "" is content/ itself.
FOLDERS: dict[str, tuple[str, ...]] = {
    "": (".md",), "uses": (".md",), "pages": (".md",), "blocks": (".md",),
    "data": (".toml", ".json"), "images": PICTURES, "extra": TEXTS,
}  # fmt: skip


@dataclass(frozen=True)
class SourceFiles:
    """What content/ holds.

    texts: the text of each file that can be read, by path from the project's root, lines ended by "\\n".
    others: the paths of pictures and files that are copied as they are.
    problems: everything that may not be there.
    """

    texts: dict[str, str]
    others: frozenset[str]
    problems: list[Problem]


def read_source_files(content: Path) -> SourceFiles:
    """Read content/, a folder path. Unreadable, unknown and dangerous files become problems, never exceptions."""
    texts: dict[str, str] = {}
    others: set[str] = set()
    problems: list[Problem] = []
    if content.is_symlink():
        return SourceFiles({}, frozenset(), [_linked_content()])
    for folder, names, files in os.walk(content, onerror=lambda error: problems.append(_unreadable(content, error))):
        names.sort()
        here = Path(folder).relative_to(content).as_posix().removeprefix(".")
        for name in list(names):
            if problem := _check_folder(Path(folder, name), here, name):
                problems.append(problem)
                names.remove(name)
        for name in sorted(files):
            path = f"content/{here}/{name}" if here else f"content/{name}"
            _read_file(content, path, here, texts, others, problems)
    return SourceFiles(texts, frozenset(others), problems)


def read_changed_files(content: Path, paths: Iterable[str]) -> SourceFiles:
    """Read only these files, as `read_source_files` would; one that is gone is in none of the results.

    paths: from the project's root, such as "content/uses/acne.md".
    """
    texts: dict[str, str] = {}
    others: set[str] = set()
    problems: list[Problem] = []
    if content.is_symlink():
        return SourceFiles({}, frozenset(), [_linked_content()])
    for path in sorted(paths):
        file = content / path.removeprefix("content/")
        here = file.parent.relative_to(content).as_posix().removeprefix(".")
        parents = [name for name in here.split("/") if name]
        above = ["/".join(parents[:depth]) for depth in range(len(parents))]
        found = (_check_folder(content / up / name, up, name) for up, name in zip(above, parents, strict=True))
        if problem := next(filter(None, found), None):
            problems.append(problem)
        elif os.path.lexists(file):
            _read_file(content, path, here, texts, others, problems)
    return SourceFiles(texts, frozenset(others), list(dict.fromkeys(problems)))


def _linked_content() -> Problem:
    told = "A symbolic link to a folder. Put the folder itself here."
    return Problem("content", 1, 1, "file-symlink", told)


def _unreadable(content: Path, error: OSError) -> Problem:
    path = Path(error.filename or content)
    shown = f"content/{path.relative_to(content).as_posix()}" if path.is_relative_to(content) else "content"
    shown = shown.removesuffix("/.")
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        told = "This folder is not there, so there is nothing to publish. Check PATH in pelicanconf.py."
        return Problem(shown, 1, 1, "file-unreadable", told)
    return Problem(shown, 1, 1, "file-unreadable", f"{error.strerror}. Allow reading this folder.")


def check_letters(name: str) -> str:
    """Return what is wrong with the letters of a file name: some cannot stand in an address, or on every computer."""
    if any(0xD800 <= ord(letter) <= 0xDFFF or not letter.isprintable() for letter in name):
        return "The name holds a sign that cannot be shown. Rename the file."
    if any(letter in '<>:"|?*\\' for letter in name) or name != name.strip() or name.endswith("."):
        return 'The name holds a sign that some computers refuse, such as ":" or "?". Rename the file.'
    if unicodedata.normalize("NFC", name) != name:
        return "The accents in this name are stored in a way that differs between computers. Type the name anew."
    return ""


def printable(path: str) -> str:
    """Return a path that can be printed anywhere, on one line."""
    return "".join(letter if letter.isprintable() else "?" for letter in path)


def _check_folder(path: Path, here: str, name: str) -> Problem | None:
    shown = f"content/{here}/{name}" if here else f"content/{name}"
    if told := check_letters(name):
        return Problem(printable(shown), 1, 1, "name-letters", told.replace("the file", "the folder"))
    if path.is_symlink():
        told = "A symbolic link to a folder. Put the folder itself here."
        return Problem(shown, 1, 1, "file-symlink", told)
    if name.startswith("."):
        return Problem(shown, 1, 1, "file-hidden", "A hidden folder. Move it out of content/.")
    if not here and name not in FOLDERS:
        told = (
            f"A folder that the site does not know. It has {', '.join(sorted(filter(None, FOLDERS)))}: move it there."
        )
        return Problem(shown, 1, 1, "file-unknown", told)
    if here and here.split("/")[0] not in COPIED:
        told = f"A folder inside {here}/, where files are not looked for. Move its files up into {here}/."
        return Problem(shown, 1, 1, "file-unknown", told)
    return check_public_folder(shown) if here else None


def _read_file(
    content: Path, path: str, here: str, texts: dict[str, str], others: set[str], problems: list[Problem]
) -> None:
    """Sort one file into texts, others or problems."""
    below = path.removeprefix("content/")
    is_copied = here.split("/")[0] in COPIED
    largest = LARGEST if is_copied else LARGEST_TEXT
    problem = _check_file(content / below, path, here, largest)
    if problem is not None:
        problems.append(problem)
        return
    try:
        raw = read_plain_file(content, below, largest)
    except NotPlain:
        problems.append(Problem(path, 1, 1, "file-unknown", "Not an ordinary file. Take it out of content/."))
        return
    except OSError as error:
        told = f"{error.strerror}. Allow reading this file."
        problems.append(Problem(path, 1, 1, "file-unreadable", told))
        return
    if is_copied:
        problems.extend(check_public_content(path, raw))
        others.add(path)
        return
    text, found = decode(path, raw)
    problems.extend(found)
    if text is not None:
        texts[path] = text


def _check_file(file: Path, path: str, here: str, largest: int) -> Problem | None:
    """Return what speaks against a file before it is opened. largest: bytes that it may have."""

    def problem(rule: str, told: str) -> Problem:
        return Problem(path, 1, 1, rule, told)

    if told := check_letters(file.name):
        return Problem(printable(path), 1, 1, "name-letters", told)
    try:
        status = file.lstat()
    except OSError as error:
        return problem("file-unreadable", f"{error.strerror}. Allow reading this file.")
    if stat.S_ISLNK(status.st_mode):
        return problem("file-symlink", "A symbolic link. Put the file itself here.")
    if not stat.S_ISREG(status.st_mode):
        return problem("file-unknown", "Not an ordinary file. Take it out of content/.")
    if file.name.startswith((".", "#")) or file.name.endswith(("~", "#", ".bak", ".orig", ".swp", ".tmp")):
        return problem("file-hidden", "A hidden or left-over file. Delete it, or move it out of content/.")
    if told := _check_ending(file.suffix, here):
        return problem("file-unknown", told)
    if here.split("/")[0] in COPIED and (found := check_public_name(path)):
        return found
    if status.st_size > largest:
        told = f"The file has {status.st_size // 1000} kB, {largest // 1000} kB at most. Split it or make it smaller."
        return problem("file-too-large", told)
    return None


def _check_ending(suffix: str, here: str) -> str:
    """Return what is wrong with the ending of a file in a folder of content/, or nothing."""
    allowed = FOLDERS.get(here.split("/")[0])
    if allowed is None:
        return "A file in a folder that the site does not know. Move it to one that it knows."
    if suffix in allowed:
        return ""
    if suffix.lower() in allowed:
        return f'The ending is written "{suffix}". Rename it to "{suffix.lower()}".'
    if here.split("/")[0] in COPIED and suffix.lower() in ADVICE:
        return ADVICE[suffix.lower()]
    return f"A kind of file that is not read here. This folder holds {' and '.join(allowed)} files."
