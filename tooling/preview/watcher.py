"""Say which files were saved. The operating system notes every change from the moment a Watcher is made."""

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchfiles._rust_notify import RustNotify

from plugins.reading.left_over import is_left_behind

QUIET = 2  # milliseconds that end a burst
LONGEST_BURST = 60  # milliseconds; then what there is is passed on
IDLE = 500  # milliseconds between two looks at whether to stop
FOLDERS_TO_SKIP = {"__pycache__", ".git", "node_modules"}


class Watcher:
    """Watches folders from the time it is made; `start` begins to tell, also of what came before.

    Each folder is watched by itself. Left to the library, a link to "/" would have it watch the whole disk.
    """

    def __init__(self, folders: list[Path], recursive: bool = True, quiet: int = QUIET) -> None:
        self._roots, self._recursive, self._quiet = folders, recursive, quiet
        self._stop = threading.Event()
        self._watch()

    def _watch(self) -> None:
        """Begin with the folders that there are now."""
        self._folders = find_folders(self._roots) if self._recursive else set(self._roots)
        self._notify = RustNotify([str(folder) for folder in sorted(self._folders)], False, False, 0, False, False)

    def start(self, tell: Callable[[set[Path]], None]) -> None:
        """Call `tell` with the paths of each burst, from a thread of our own."""
        self._thread = threading.Thread(target=self._run, args=(tell,), name="watcher", daemon=True)
        self._thread.start()

    def _run(self, tell: Callable[[set[Path]], None]) -> None:
        while not self._stop.is_set():
            changes = self._notify.watch(LONGEST_BURST, self._quiet, IDLE, self._stop)
            if isinstance(changes, set):
                wanted = {path for path in (Path(path) for _, path in changes) if is_wanted(path)}
                if self._recursive and any(path in self._folders or is_folder(path) for path in wanted):
                    self._notify.close()
                    self._watch()  # before it is told, so that nothing is saved between reading and watching
                if wanted:
                    tell(wanted)

    def stop(self) -> None:
        """Stop telling, and wait until the thread has ended."""
        self._stop.set()
        self._thread.join(timeout=2)
        self._notify.close()


def find_folders(roots: Iterable[Path]) -> set[Path]:
    """Return folders with all folders inside them; a link to a folder is none."""
    found = set()
    for root in roots:
        for folder, names, _ in os.walk(root):
            names[:] = [name for name in names if name not in FOLDERS_TO_SKIP and not is_left_behind(name)]
            found.add(Path(folder))
    return found


def is_folder(path: Path) -> bool:
    """Tell whether a folder stands there, and no link to one."""
    return path.is_dir() and not path.is_symlink()


def is_wanted(path: Path) -> bool:
    """Tell whether a path may matter to the site."""
    return not (is_passing(path.name) or FOLDERS_TO_SKIP.intersection(path.parts))


def is_passing(name: str) -> bool:
    """Tell whether an editor made this file for as long as it works, or a system left it behind."""
    return is_left_behind(name)
