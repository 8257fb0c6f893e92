"""Find and read every file of content/, and refuse what could never become a page.

Pelican passes over, half reads or publishes many of these without a word.
"""

import errno
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from plugins.problems.plain_names import plain_name
from plugins.problems.problem import Problem
from plugins.reading.left_over import explain_copy, find_original, is_below_left_behind, is_left_behind
from plugins.reading.names import SLUG
from plugins.reading.pictures import KINDS, digest_of
from plugins.reading.project_file import LARGEST_TEXT, read_ordinary_file
from plugins.reading.public_files import (
    ADVICE,
    LARGEST,
    PICTURES,
    TEXTS,
    check_public_content,
    check_public_folder,
    check_public_name,
    how_to_shrink,
)
from plugins.reading.signs import find_odd_signs, read_composed
from plugins.reading.text import decode

BLOCKS = "blocks"
COPIED = ("images", "extra")  # what is copied as it is; folders may stand in these
# Folder of content/ -> the endings it may hold. "" is content/ itself.
FOLDERS: dict[str, tuple[str, ...]] = {
    "": (".md",), "uses": (".md",), "pages": (".md",), "blocks": (".md",),
    "data": (".toml", ".json"), "images": PICTURES, "extra": TEXTS,
}  # fmt: skip
LINKED_FOLDER = "A symbolic link to a folder. Put the folder itself here."


@dataclass
class SourceFiles:
    """What content/ holds.

    texts: the text of each file that can be read, by path from the project's root, lines ended by "\\n".
    others: the paths of pictures and files that a page shows or leads to.
    pictures: the hashes of those among them that are made of points, and still have to be opened, by path.
    problems: everything that may not be there.
    """

    texts: dict[str, str] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    pictures: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, content: Path, below: str) -> None:
        """Read a file, and sort it into texts, others or problems. below: its path in content/."""
        path, folder = f"content/{below}", below.split("/")[0] if "/" in below else ""
        is_copied = folder in COPIED
        largest = LARGEST if is_copied else LARGEST_TEXT
        raw = _check_name(path, folder) or read_ordinary_file(
            content, below, path, largest, smaller=how_to_shrink(path)
        )
        if isinstance(raw, Problem):
            self.problems.append(raw)
        elif is_copied:
            found = check_public_content(path, raw)
            self.problems.extend(found)
            self.others.add(path)
            if not found and path.endswith(tuple(KINDS)):
                self.pictures[path] = digest_of(raw)
        else:
            text, found = decode(path, raw)
            self.problems.extend(found)
            if text is not None:
                self.texts[path] = text


def read_source_files(content: Path) -> SourceFiles:
    """Read content/, a folder path. Unreadable, unknown and dangerous files become problems, never exceptions."""
    files = SourceFiles(problems=_check_root(content))
    if files.problems:
        return files
    walk = os.walk(content, onerror=lambda error: files.problems.append(_unreadable(content, error)))
    for folder, names, found in walk:
        here = PurePosixPath(Path(folder).relative_to(content))
        names[:] = sorted(name for name in names if not is_left_behind(name))
        for name in list(names):
            if problem := _check_copy(name, names, here) or _check_folder(content, str(here / name)):
                files.problems.append(problem)
                names.remove(name)
        for name in sorted(name for name in found if not is_left_behind(name)):
            if problem := _check_copy(name, found, here):
                files.problems.append(problem)
            else:
                files.add(content, str(here / name))
    return files


def read_changed_files(content: Path, paths: Iterable[str]) -> SourceFiles:
    """Read only these files, as `read_source_files` would; one that is gone is in none of the results.

    paths: from the project's root, such as "content/uses/acne.md".
    """
    files = SourceFiles(problems=_check_root(content))
    if files.problems:
        return files
    for path in sorted(paths):
        below = path.removeprefix("content/")
        if is_below_left_behind(below):
            continue
        here = PurePosixPath(below).parent
        above = [str(folder) for folder in reversed(PurePosixPath(below).parents)][1:]
        if problem := next(filter(None, (_check_folder(content, folder) for folder in above)), None):
            files.problems.append(problem)
        elif os.path.lexists(content / below):
            if problem := _check_copy(
                PurePosixPath(below).name, [each.name for each in (content / here).iterdir()], here
            ):
                files.problems.append(problem)
            else:
                files.add(content, below)
    files.problems = list(dict.fromkeys(files.problems))
    return files


def _check_root(content: Path) -> list[Problem]:
    return [Problem("content", 1, 1, "file-symlink", LINKED_FOLDER)] if content.is_symlink() else []


def _unreadable(content: Path, error: OSError) -> Problem:
    path = Path(error.filename or content)
    shown = f"content/{path.relative_to(content).as_posix()}" if path.is_relative_to(content) else "content"
    shown = shown.removesuffix("/.")
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        told = "This folder is not there, so there is nothing to publish. Check PATH in pelicanconf.py."
        return Problem(shown, 1, 1, "file-unreadable", told)
    return Problem(shown, 1, 1, "file-unreadable", f"{error.strerror}. Allow reading this folder.")


def check_letters(name: str) -> str:
    """Return what is wrong with the letters of a file name: some cannot stand in an address, or on every computer.

    An accent that is a sign of its own is fine here: a Mac writes names so.
    """
    shown_nowhere = "The name holds a sign that cannot be shown. Rename the file."
    if any(0xD800 <= ord(letter) <= 0xDFFF for letter in name):
        return shown_nowhere  # bytes that are no letters
    name = read_composed(name)
    if signs := [] if name.isascii() else find_odd_signs(name):
        return f"{signs[0].told.partition('. ')[0]}. Rename the file."
    if not name.isprintable():
        return shown_nowhere
    if any(letter in '<>:"|?*\\' for letter in name) or name != name.strip() or name.endswith("."):
        return 'The name holds a sign that some computers refuse, such as ":" or "?". Rename the file.'
    return ""


def printable(path: str) -> str:
    """Return a path that can be printed anywhere, on one line."""
    return "".join(letter if letter.isprintable() else "?" for letter in path)


def _check_copy(name: str, beside: Collection[str], here: PurePosixPath) -> Problem | None:
    """Return what speaks against a file or folder that is a copy of another. beside: the names in its folder, `here`."""
    original = find_original(name, beside)
    if not original:
        return None
    return Problem(f"content/{printable(str(here / name))}", 1, 1, "file-copy", explain_copy(name, original, beside))


def _check_folder(content: Path, folder: str) -> Problem | None:
    """Return what speaks against a folder, by its path in content/."""
    shown, (here, _, name) = f"content/{folder}", folder.rpartition("/")
    top = folder.split("/")[0]
    if told := check_letters(name):
        return Problem(printable(shown), 1, 1, "name-letters", told.replace("the file", "the folder"))
    if (content / folder).is_symlink():
        return Problem(shown, 1, 1, "file-symlink", LINKED_FOLDER)
    if name.startswith("."):
        return Problem(shown, 1, 1, "file-hidden", "A hidden folder. Move it out of content/.")
    if not here and name not in FOLDERS:
        known = ", ".join(sorted(filter(None, FOLDERS)))
        return Problem(
            shown, 1, 1, "file-unknown", f"A folder that the site does not know. It has {known}: move it there."
        )
    if here and top not in COPIED:
        told = f"A folder inside {here}/, where files are not looked for. Move its files up into {here}/."
        return Problem(shown, 1, 1, "file-unknown", told)
    return check_public_folder(shown) if here else None


def _check_name(path: str, folder: str) -> Problem | None:
    """Return what speaks against the name of a file in a folder of content/, before it is opened."""
    name = PurePosixPath(path)
    if told := check_letters(name.name):
        return Problem(printable(path), 1, 1, "name-letters", told)
    if name.name.startswith((".", "#")) or name.name.endswith((".bak", ".orig")):
        told = "A hidden or left-over file. Delete it, or move it out of content/."
        return Problem(path, 1, 1, "file-hidden", told)
    if told := _check_ending(name.suffix, folder):
        return Problem(path, 1, 1, "file-unknown", told)
    if folder == BLOCKS and not SLUG.fullmatch(name.stem):
        told = (
            f'"[[block: …]]" cannot name "{name.stem}". Rename the file to "{plain_name(name.stem) or "new-block"}.md".'
        )
        return Problem(path, 1, 1, "name-form", told)
    return check_public_name(path) if folder in COPIED else None


def _check_ending(suffix: str, folder: str) -> str:
    """Return what is wrong with the ending of a file in a folder of content/, or nothing."""
    allowed = FOLDERS.get(folder)
    if allowed is None:
        return "A file in a folder that the site does not know. Move it to one that it knows."
    if suffix in allowed:
        return ""
    if suffix.lower() in allowed:
        return f'The ending is written "{suffix}". Rename it to "{suffix.lower()}".'
    if folder in COPIED and suffix.lower() in ADVICE:
        return ADVICE[suffix.lower()]
    if folder not in COPIED and suffix.lower() in PICTURES:
        return "A picture stands in content/images/. Move it there, and write /images/ before its name in the page."
    return f"A kind of file that is not read here. This folder holds {' and '.join(allowed)} files."
