"""Find and read every file of content/, and refuse what could never become a page.

Pelican passes over, half reads or publishes many of these without a word.
"""

import os
import re
import stat
from dataclasses import dataclass
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


def _unreadable(content: Path, error: OSError) -> Problem:
    path = Path(error.filename or content)
    shown = f"content/{path.relative_to(content).as_posix()}" if path.is_relative_to(content) else "content"
    return Problem(shown.removesuffix("/."), 1, 1, "file-unreadable", f"{error.strerror}. Allow reading this folder.")


def _check_folder(path: Path, here: str, name: str) -> Problem | None:
    shown = f"content/{here}/{name}" if here else f"content/{name}"
    if path.is_symlink():
        told = "A symbolic link to a folder. Put the folder itself here."
        return Problem(shown, 1, 1, "file-symlink", told)
    if name.startswith("."):
        return Problem(shown, 1, 1, "file-hidden", "A hidden folder. Move it out of content/.")
    if not here and name not in FOLDERS:
        told = f"A folder that the site does not know. It has {', '.join(sorted(filter(None, FOLDERS)))}: move it there."
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
    allowed = FOLDERS[here.split("/")[0]]
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
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        told = 'The file is saved as UTF-16. Save it as "UTF-8" in your editor.'
        return None, [Problem(path, 1, 1, "file-encoding", told)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = len(re.findall(rb"\r\n|\r|\n", before)) + 1
        column = error.start - max(before.rfind(b"\n"), before.rfind(b"\r"))
        told = f'A letter here (byte {error.start}) is not UTF-8. Save the file as "UTF-8" in your editor.'
        return None, [Problem(path, line, column, "file-encoding", told)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = []
    for match in CONTROL.finditer(text):
        told = f"An invisible control character (U+{ord(match[0]):04X}). Delete it; typing the word anew helps."
        problems.append(Problem(path, *_place(text, match.start()), "file-control-character", told))
    for match in CONFLICT.finditer(text):
        told = "A mark that git left where two edits met. Keep the right text and delete the marks."
        problems.append(Problem(path, *_place(text, match.start()), "file-conflict", told))
    return text, problems


def _place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, 1-based, of an offset in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
