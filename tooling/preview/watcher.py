"""Say which files were saved, as soon as the operating system says it: `watchfiles`, in a thread of its own."""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

import watchfiles

QUIET = 2  # milliseconds that end a burst
LONGEST_BURST = 60  # milliseconds; then what there is is passed on
IDLE = 100  # milliseconds between two signs of life

# How Linux says that there are too many, in the words of the library
LIMITS = {
    "watch limit reached": "fs.inotify.max_user_watches",
    "os error 28": "fs.inotify.max_user_watches",
    "os error 24": "fs.inotify.max_user_instances",
}
ENOUGH = {"fs.inotify.max_user_watches": 524288, "fs.inotify.max_user_instances": 1024}


class Watcher:
    """Watches folders, each by itself: left to the library, a link to "/" would have it watch the whole disk.

    hear: is told the paths of each burst, and nothing (an empty set) while nothing happens: then it watches.
    fail: is told once why it cannot watch. Both are called in the watcher's thread.
    """

    def __init__(
        self, folders: Iterable[str], hear: Callable[[set[Path]], None], fail: Callable[[Exception], None]
    ) -> None:
        self._folders, self._hear, self._fail = sorted(folders), hear, fail
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            for changes in watchfiles.watch(
                *self._folders,
                watch_filter=None,
                debounce=LONGEST_BURST,
                step=QUIET,
                stop_event=self._stop,
                rust_timeout=IDLE,
                yield_on_timeout=True,
                raise_interrupt=False,
                force_polling=False,
                recursive=False,
            ):
                if not self._stop.is_set():
                    self._hear({Path(path) for _, path in changes})
        except (OSError, RuntimeError) as error:
            if not self._stop.is_set():
                self._fail(error)

    def stop(self) -> None:
        """Stop telling; the thread ends by itself a moment later."""
        self._stop.set()


def explain_failure_to_watch(error: Exception) -> str:
    """Return in one sentence why saves are not told, and what to do."""
    said = " ".join(str(error).split())
    limit = next((name for words, name in LIMITS.items() if words in said), "")
    if limit:
        return (
            f"This computer allows too few watched folders, so the preview looks for saves itself, which is a little "
            f'slower: raise the limit with "sudo sysctl {limit}={ENOUGH[limit]}".'
        )
    return (
        f"This computer does not tell of saves ({said or type(error).__name__}), so the preview looks for them itself."
    )
