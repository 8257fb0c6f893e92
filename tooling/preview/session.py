"""Take in what was saved, and tell the browsers: the place where site, lookout and server meet."""

import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from tornado.ioloop import IOLoop

from plugins.problems.failures import explain_template_error
from plugins.problems.problem import Problem
from plugins.reading.library import Document, Library
from tooling.editor.desk import Desk, Refusal
from tooling.editor.pieces import page_map
from tooling.editor.sending.change_verbs import count_unsent
from tooling.preview.changes import Changes, sort_changes
from tooling.preview.gate import errors_in
from tooling.preview.page import Facts, describe_problem, page_notes
from tooling.preview.python_files import find_python_problems
from tooling.preview.site import WarmSite

HALF_WRITTEN = 0.02  # seconds to wait for the rest of a file that is empty
PATIENCE = 0.3  # seconds; then an empty file is taken to be meant


class Listener(Protocol):
    """A browser that wants to know of changes."""

    def hear(self, news: str) -> None:
        """Be told: "*" and the version that there is, to look again, or "open:" and the address of a page."""


class Session:
    """Keeps the site up to date.

    site: None while it cannot even be read; then `failure` says why. listeners: the browsers that are told.
    unheard: why saves may show late, for the banner; "" while the system tells of them.
    desk: where content/ is edited. token: that each write brings along; None where nobody may write.
    """

    def __init__(self, project: Path, restart: Callable[[], None]) -> None:
        self.project = project
        self.restart = restart
        self.site: WarmSite | None = None
        self.failure: list[Problem] = []
        self.listeners: set[Listener] = set()
        self.unheard = ""
        self.started = f"{os.getpid()}-{time.time_ns()}"
        self.hang_up: Callable[[], None] = lambda: None  # lets go of the port, of every browser, and of the folders
        self.look: Callable[[], None] = lambda: None  # compares the disk with what is shown
        self.look_at: Callable[[set[Path]], None] = self.saved  # the same for files that were just written here
        self.token: str | None = None
        self.desk = Desk(project, self._library, lambda paths: self.look_at(paths), self._today)
        self.pending: set[Path] = set()
        self.waiting_since: float | None = None
        self.opened = (0, "")  # the last page that browsers were asked to open, and the version from which it is there

    def version(self) -> str:
        """Return a name of what is shown now; no two processes share one."""
        return f"{self.started}-{self.site.version if self.site else 0}"

    def addresses(self) -> list[str]:
        """Return the paths of all pages."""
        return list(self.site.addresses()) if self.site else []

    def has_nothing_to_show(self) -> bool:
        """Tell whether there has been no good page yet."""
        return self.site is None or not self.site.addresses()

    def facts(self, name: str, text: str, more: list[Problem]) -> Facts:
        """Return what the browser is told beside a page."""
        problems = [*self.failure, *(self.site.problems if self.site else []), *more]
        notes = self.site.notes(name, text) if self.site else page_notes(None, None, text, None)
        notes = [self.unheard, *notes] if self.unheard else notes
        is_last = bool(self.failure) or (self.site is not None and self.site.is_last_good(name))
        told = [describe_problem(problem) for problem in sorted(problems)]
        return Facts(self.version(), told, notes, is_last, self._edit(name, text))

    def _edit(self, name: str, text: str) -> dict[str, Any] | None:
        """Return what the browser has to know to edit a page; None where nobody may write, and of what is no page of ours."""
        document = self.site.document_of(name) if self.site and self.token is not None else None
        body = self.site.body_of(document) if self.site and document else None
        library = self.site.shown.library if self.site else None
        if document is None or body is None or library is None:
            return None
        found = page_map(self.desk, library, document, body, text)
        return {"token": self.token, "unsent": self.unsent(), **found}

    def unsent(self) -> int:
        """Return how many changes are not sent yet; of what cannot be read, as many as files were edited."""
        try:
            return count_unsent(self.desk)
        except (Refusal, OSError):
            return len(self.desk.journal.firsts)

    def _library(self) -> Library | None:
        return self.site.library if self.site else None

    def _today(self) -> date:
        return self.site.gate.today if self.site else date.today()

    def say_unheard(self, why: str) -> None:
        """Say in every banner why saves may show late: an editor looks there, and not into the terminal."""
        self.unheard = why
        self.tell(None)

    def judged(self) -> None:
        """Take in what the process that judges has found, and show and tell it."""
        if self.site is not None and self.site.judging is not None:
            try:
                self.site.take_judgement()
            except Exception as error:
                self.failure = [failure_problem(error)]
                self.site.version += 1
            for problem in self.errors():
                print(problem, file=sys.stderr)
            self.tell(None)

    def saved(self, paths: set[Path]) -> None:
        """Take in a burst of saves.

        Runs in the server's own thread, so that no page is asked for half way.
        """
        self.pending |= paths
        self.take_in()

    def refresh(self) -> None:
        """Take in what was saved, and the day, before a page is answered or when time has passed."""
        self.look()
        self.turn_day()

    def turn_day(self) -> None:
        """Ask for today anew: the clock passes midnight, and a laptop sleeps over it."""
        if self.site is None or not self.site.is_of_another_day():
            return
        try:
            self.site.turn_day()
        except Exception as error:
            self.failure = [failure_problem(error)]
            self.site.version += 1
        self.tell(None)

    def take_in(self) -> None:
        """Take in what is pending, once no file is half-written."""
        if not self.pending:
            return
        if self._is_half_written():
            IOLoop.current().call_later(HALF_WRITTEN, self.take_in)
            return
        paths, self.pending, self.waiting_since = self.pending, set(), None
        changes = sort_changes(paths, self.project)
        if changes.restart or (changes and self.site is None):
            if not self._breaks_python(changes):
                self.restart()
        elif changes and self.site is not None:
            before = self.site.shown.documents
            self.failure = []
            try:
                self.site.update(changes)
            except Exception as error:
                self.failure = [failure_problem(error)]
                self.site.version += 1
            self.tell(address_to_open(before, self.site.shown.documents))

    def _is_half_written(self) -> bool:
        """Tell whether a text is empty for the moment: editors empty a file before they write it."""
        now = time.monotonic()
        self.waiting_since = self.waiting_since or now
        if now - self.waiting_since > PATIENCE:
            return False
        return any(path.suffix in (".md", ".css", ".html", ".py") and is_empty(path) for path in self.pending)

    def _breaks_python(self, changes: Changes) -> bool:
        """Keep the process while a fresh one could not begin, and say why."""
        self.failure = find_python_problems(self.project, changes.restart)
        if self.failure:
            if self.site:
                self.site.version += 1
            self.tell(None)
        return bool(self.failure)

    def tell(self, address: str | None) -> None:
        """Ask every browser to look again, or to open a page that is new."""
        if address is not None and self.site:
            self.opened = (self.site.version, address)
        for listener in list(self.listeners):
            listener.hear(f"*{self.version()}" if address is None else f"open:/{address}")

    def news_since(self, seen: str) -> str | None:
        """Return what to tell a browser that listens only now: nothing, to look again, or which page to open.

        seen: the version that it shows.
        """
        if seen == self.version():
            return None
        process, _, version = seen.rpartition("-")
        has_missed_page = process == self.started and version.isdecimal() and int(version) < self.opened[0]
        return f"open:/{self.opened[1]}" if has_missed_page else "*"

    def stop(self) -> None:
        """End what works beside the server."""
        if self.site is not None:
            self.site.stop()

    def errors(self) -> list[Problem]:
        """Return what would stop a build now."""
        return [*self.failure, *(errors_in(self.site.problems) if self.site else [])]


def is_empty(path: Path) -> bool:
    """Tell whether a file is there and has nothing in it."""
    try:
        return path.stat().st_size == 0
    except OSError:
        return False


def failure_problem(error: BaseException) -> Problem:
    """Say that the site itself failed, not its content."""
    return explain_template_error(error, "")


def address_to_open(before: dict[str, Document], now: dict[str, Document]) -> str | None:
    """Return the address of the one page that was just added or renamed; none on the first pass."""
    added = [document for path, document in now.items() if path not in before]
    return added[0].address if len(added) == 1 and before else None
