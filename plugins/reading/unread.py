"""What could not be read, or has a wrong name: what follows from it elsewhere is not told, since it ends with its cause."""

from collections.abc import Collection, Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from plugins.problems.plain_names import plain_name
from plugins.problems.problem import Problem


class Unread(NamedTuple):
    """The files that could not be read. names: as they would be in an address. is_folder: a whole folder is among them."""

    names: frozenset[str] = frozenset()
    is_folder: bool = False

    def may_hold(self, name: str) -> bool:
        """Tell whether one of the files may be the one of this name, such as "migraine": "migraine copy.md" may."""
        return self.is_folder or any(each == name or each.startswith(f"{name}-") for each in self.names)

    def __bool__(self) -> bool:
        return bool(self.names or self.is_folder)


def find_unread(problems: Iterable[Problem], read: Collection[str]) -> Unread:
    """Return what could not be read of content/. read: the paths of the files that could."""
    paths = [
        PurePosixPath(problem.path)
        for problem in problems
        if problem.path.startswith("content/")
        and (problem.rule.startswith("name-") or (problem.rule.startswith("file-") and problem.path not in read))
    ]
    names = (plain_name(path.stem) for path in paths if path.suffix)
    return Unread(frozenset(filter(None, names)), any(not path.suffix for path in paths))
