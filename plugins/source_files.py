"""Find and read every file of content/, and refuse what could never become a page.

Pelican passes over, half reads or publishes many of these without a word.
"""

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from plugins.problem import Problem

LARGEST_TEXT = 200_000  # bytes; Pelican needs minutes for a Markdown file of 10 MB
LARGEST_FILE = 2_000_000  # bytes; pictures
TEXT_SUFFIXES = (".md", ".toml", ".json")
PICTURE_SUFFIXES = (".svg", ".png", ".jpg", ".webp", ".avif")
# Folder of content/ -> the endings it may hold. "" is content/ itself.
FOLDERS: dict[str, tuple[str, ...]] = {
    "": (".md",), "uses": (".md",), "pages": (".md",), "blocks": (".md",),
    "data": (".toml", ".json"), "images": PICTURE_SUFFIXES, "extra": (),
}  # fmt: skip
MOST_SIGNS = 20  # of one kind in one file
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\ufffe\uffff]")
CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} |\|{7} )", re.MULTILINE)


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
    for folder, names, files in os.walk(content, onerror=lambda error: problems.append(_unreadable(content, error))):
        names.sort()
        here = Path(folder).relative_to(content).as_posix().removeprefix(".")
        for name in list(names):
            if problem := _check_folder(Path(folder, name), here, name):
                problems.append(problem)
                names.remove(name)
        for name in sorted(files):
            path = f"content/{here}/{name}" if here else f"content/{name}"
            _read_file(Path(folder, name), path, here, texts, others, problems)
    return SourceFiles(texts, frozenset(others), problems)


def read_changed_files(content: Path, paths: Iterable[str]) -> SourceFiles:
    """Read only these files, as `read_source_files` would; one that is gone is in none of the results.

    paths: from the project's root, such as "content/uses/acne.md".
    """
    texts: dict[str, str] = {}
    others: set[str] = set()
    problems: list[Problem] = []
    for path in sorted(paths):
        file = content / path.removeprefix("content/")
        if os.path.lexists(file):
            here = file.parent.relative_to(content).as_posix().removeprefix(".")
            _read_file(file, path, here, texts, others, problems)
    return SourceFiles(texts, frozenset(others), problems)


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
    if here and here.split("/")[0] not in ("images", "extra"):
        told = f"A folder inside {here}/, where files are not looked for. Move its files up into {here}/."
        return Problem(shown, 1, 1, "file-unknown", told)
    return None


def _read_file(
    file: Path, path: str, here: str, texts: dict[str, str], others: set[str], problems: list[Problem]
) -> None:
    """Sort one file into texts, others or problems."""
    problem = _check_file(file, path, here)
    if problem is not None:
        problems.append(problem)
        return
    if file.suffix not in TEXT_SUFFIXES or here.split("/")[0] == "extra":
        others.add(path)
        return
    try:
        raw = file.read_bytes()
    except OSError as error:
        told = f"{error.strerror}. Allow reading this file."
        problems.append(Problem(path, 1, 1, "file-unreadable", told))
        return
    text, found = decode(path, raw)
    problems.extend(found)
    if text is not None:
        texts[path] = text


def _check_file(file: Path, path: str, here: str) -> Problem | None:
    """Return what speaks against a file before it is opened."""

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
    allowed = FOLDERS.get(here.split("/")[0])
    if allowed is None:
        return problem("file-unknown", "A file in a folder that the site does not know. Move it to one that it knows.")
    if allowed and file.suffix not in allowed:
        told = f"A kind of file that is not read here. This folder holds {' and '.join(allowed)} files."
        if file.suffix.lower() in allowed:
            told = f'The ending is written "{file.suffix}". Rename it to "{file.suffix.lower()}".'
        return problem("file-unknown", told)
    largest = LARGEST_TEXT if file.suffix in TEXT_SUFFIXES else LARGEST_FILE
    if status.st_size > largest:
        told = f"The file has {status.st_size // 1000} kB, {largest // 1000} kB at most. Split it or make it smaller."
        return problem("file-too-large", told)
    return None


def decode(path: str, raw: bytes) -> tuple[str | None, list[Problem]]:
    """Decode a text file: UTF-8, with or without a byte order mark, and any line ends.

    Returns the text (None when it is not UTF-8) and what may not stand in it.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw.count(0) > len(raw) // 4:
        told = 'The file is saved as UTF-16. Save it as "UTF-8" in your editor.'
        return None, [Problem(path, 1, 1, "file-encoding", told)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = len(re.findall(rb"\r\n|\r|\n", before)) + 1
        start = max(before.rfind(b"\n"), before.rfind(b"\r")) + 1
        column = len(before[start:].decode("utf-8-sig", "replace")) + 1
        told = f'A letter here (byte {error.start}) is not UTF-8. Save the file as "UTF-8" in your editor.'
        return None, [Problem(path, line, column, "file-encoding", told)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, [Problem(path, *sign) for sign in find_signs(text)]


def find_signs(text: str) -> list[tuple[int, int, str, str]]:
    """Return the line, column, rule and message of each sign that may stand in no file; of many, the first ones."""
    found = []
    for match in islice(CONTROL.finditer(text), MOST_SIGNS):
        told = f"An invisible control character (U+{ord(match[0]):04X}). Delete it; typing the word anew helps."
        found.append((*_place(text, match.start()), "file-control-character", told))
    for match in islice(CONFLICT.finditer(text), MOST_SIGNS):
        told = "A mark that git left where two edits met. Keep the right text and delete the marks."
        found.append((*_place(text, match.start()), "file-conflict", told))
    return found


def _place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, 1-based, of an offset in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
