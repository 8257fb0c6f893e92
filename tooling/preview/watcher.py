"""Say which files were saved. The operating system notes every change from the moment a Watcher is made."""

import threading
from collections.abc import Callable
from pathlib import Path

from watchfiles._rust_notify import RustNotify

QUIET = 2  # milliseconds that end a burst
LONGEST_BURST = 60  # milliseconds; then what there is is passed on
IDLE = 500  # milliseconds between two looks at whether to stop
# What editors leave behind while a file is open
PASSING = ("~", ".swp", ".swx", ".swo", ".tmp", ".part", ".crswap")
FOLDERS_TO_SKIP = {"__pycache__", ".git", "node_modules"}


class Watcher:
    """Watches folders from the time it is made; `start` begins to tell, also of what came before."""

    def __init__(self, folders: list[Path], recursive: bool = True, quiet: int = QUIET) -> None:
        self._quiet = quiet
        self._notify = RustNotify([str(folder) for folder in folders], False, False, 0, recursive, False)
        self._stop = threading.Event()

    def start(self, tell: Callable[[set[Path]], None]) -> None:
        """Call `tell` with the paths of each burst, from a thread of our own."""
        self._thread = threading.Thread(target=self._run, args=(tell,), name="watcher", daemon=True)
        self._thread.start()

    def _run(self, tell: Callable[[set[Path]], None]) -> None:
        while not self._stop.is_set():
            changes = self._notify.watch(LONGEST_BURST, self._quiet, IDLE, self._stop)
            if isinstance(changes, set):
                paths = {Path(path) for _, path in changes}
                wanted = {path for path in paths if is_wanted(path)}
                if wanted:
                    tell(wanted)

    def stop(self) -> None:
        """Stop telling, and wait until the thread has ended."""
        self._stop.set()
        self._thread.join(timeout=2)
        self._notify.close()


def is_wanted(path: Path) -> bool:
    """Tell whether a path may matter to the site."""
    return not (is_passing(path.name) or FOLDERS_TO_SKIP.intersection(path.parts))


def is_passing(name: str) -> bool:
    """Tell whether an editor made this file for as long as it works: a swap file of Vim, a lock of Emacs."""
    return name.endswith(PASSING) or name.startswith((".#", "#", ".goutputstream")) or name == "4913"
