"""Decide when to look at the disk: at a notice, before each page, and by the clock, since notices may not come.

Whether they come is found by trying: a save that a look has found, and that no notice tells, shows that they do not.
"""

import math
import os
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter

from tornado.ioloop import IOLoop

from tooling.preview.disk import Disk
from tooling.preview.watcher import Watcher, explain_failure_to_watch

BY_THE_WAY = 1.0  # seconds between two looks while notices come
POLLING = 300  # milliseconds between two looks where they do not, as watchfiles has it
SHARE = 20  # a look takes this part of the time at most
GRACE = 0.5  # seconds that a notice may come later than a look has found the save
JUST_HEARD = 0.05  # seconds
SAID = "PREVIEW_SAID"

NO_NOTICES = (
    "This disk does not tell of saves, as in Docker, in WSL or on a network drive, so the preview looks for them itself: "
    "a save may show a moment later."
)


class Lookout:
    """Knows what has changed on the disk of a project since this was made.

    take: is handed the paths that have changed, in the server's own thread. say: tells a sentence.
    watch: begins to watch folders, as `Watcher` does.
    """

    def __init__(
        self,
        project: Path,
        variables: Mapping[str, str] = os.environ,
        say: Callable[[str], None] | None = None,
        watch: Callable[..., Watcher] = Watcher,
    ) -> None:
        self.disk = Disk(project)
        self.take: Callable[[set[Path]], None] = lambda _: None
        self.say, self.watch = say or say_once, watch
        self.seconds = polling_seconds(variables)
        self.can_watch = not is_polling_forced(variables)
        self.is_polling = not self.can_watch
        self.watcher: Watcher | None = None
        self.watched: dict[str, int] = {}
        self.number = 0  # of the watcher
        self.is_watching = False  # known of the folders that there are now
        self.unheard: dict[Path, float] = {}  # what a look has found, and until when a notice of it may come
        self.heard = -math.inf  # when the last notice came, by the clock of the loop
        self.cost = 0.0  # seconds of the last look

    def start(self, take: Callable[[set[Path]], None]) -> None:
        """Begin to watch, and to look by the clock. Runs in the server's own loop."""
        self.take = take
        self._look_by_clock()

    def stop(self) -> None:
        """Watch no more."""
        if self.watcher is not None:
            self.watcher.stop()

    def look(self) -> None:
        """Compare the whole disk, and pass on what has changed."""
        start = perf_counter()
        changed = self.disk.changes()
        self.cost = perf_counter() - start
        if self.is_watching and not self.is_polling and self._folders() == self.watched:
            until = IOLoop.current().time() + GRACE
            for path in changed:
                self.unheard.setdefault(path, until)
        self._follow_folders()
        if changed:
            self.take(changed)

    def look_at(self, paths: set[Path]) -> None:
        """Pass on those of some files that have changed: they were written by this very process."""
        if changed := self.disk.changes_among(paths):
            self._follow_folders()
            self.take(changed)

    def look_before_page(self) -> None:
        """Compare the disk, unless a notice has just been taken in: browsers ask right behind it, and notices come."""
        if IOLoop.current().time() - self.heard > JUST_HEARD:
            self.look()

    def _look_by_clock(self) -> None:
        loop = IOLoop.current()
        try:
            self.look()
            if any(until < loop.time() for until in self.unheard.values()):
                self._poll(NO_NOTICES)
        finally:
            pause = self.seconds if self.is_polling else BY_THE_WAY
            loop.call_later(max(pause, SHARE * self.cost), self._look_by_clock)

    def _poll(self, why: str) -> None:
        """Look more often from now on, and say so once."""
        self.unheard.clear()
        if not self.is_polling:
            self.is_polling = True
            self.say(why)

    def _folders(self) -> dict[str, int]:
        """Return the folders that there were at the last look, and the project's own."""
        return {str(self.disk.project): 0, **self.disk.folders}

    def _follow_folders(self) -> None:
        """Watch the folders that there are now: a copy in the place of a folder is another one."""
        if not self.can_watch or self._folders() == self.watched:
            return
        before, self.watched, self.is_watching = self.watcher, self._folders(), False
        loop, is_heard = IOLoop.current(), threading.Event()
        number = self.number = self.number + 1

        def hear(paths: set[Path]) -> None:
            if paths or not is_heard.is_set():  # the first word says that it watches
                is_heard.set()
                loop.add_callback(self._heard, number, paths)

        self.watcher = self.watch(self.watched, hear, lambda error: loop.add_callback(self._failed, number, error))
        if before is not None:
            before.stop()

    def _heard(self, number: int, paths: set[Path]) -> None:
        """Look at what a notice tells of; at everything, when a watcher has just begun."""
        for path in paths:
            self.unheard.pop(path, None)
            self.heard = IOLoop.current().time()
        if any(str(path) in self.watched for path in paths):
            self.watched = {}  # a folder that was moved away and back is not watched any more
            self.look()
        elif number == self.number and not self.is_watching:
            self.look()
            self.is_watching = number == self.number
        else:
            self.look_at(paths)

    def _failed(self, number: int, error: Exception) -> None:
        """Look by the clock alone, where folders cannot be watched."""
        if number != self.number:
            return
        if isinstance(error, FileNotFoundError):  # gone between a look and the watching; the next look knows it
            self.watched = {}
            return
        self.can_watch = False
        self._poll(explain_failure_to_watch(error))


def say_once(told: str) -> None:
    """Print a sentence, unless this preview has said it before it started afresh."""
    if os.environ.get(SAID) != told:
        os.environ[SAID] = told
        print(told, file=sys.stderr, flush=True)


def is_polling_forced(variables: Mapping[str, str]) -> bool:
    """Tell whether the environment asks to look by the clock, by the variable of watchfiles."""
    return variables.get("WATCHFILES_FORCE_POLLING", "").lower() not in ("", "false", "disable", "disabled")


def polling_seconds(variables: Mapping[str, str]) -> float:
    """Return the seconds between two looks, where there are no notices; watchfiles has a variable for it too."""
    said = variables.get("WATCHFILES_POLL_DELAY_MS", "")
    return max(1, int(said) if said.isascii() and said.isdecimal() else POLLING) / 1000
