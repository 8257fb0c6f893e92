"""Build the site into a staging folder and put it in the place of output/ at one stroke, or leave output/ as it is."""

import gc
import logging
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from plugins.adapter.pelican_imports import load_pelican
from plugins.memory.steps import Memory
from plugins.problems.failures import explain_failure, explain_template_error
from plugins.problems.problem import Problem
from plugins.problems.reporting import Refused, as_text
from plugins.problems.system_errors import explain
from plugins.reading.library import Library
from plugins.reading.project_file import missing_folders
from tooling.check_output import check_site, read_site
from tooling.exchanging import exchange

PROJECT = Path(__file__).resolve().parent.parent
WORKSHOP = PROJECT / ".build"  # ours alone: staging folders and the lock
MARK = ".made-by-build"
MARK_TEXT = "Made by `python3 tasks.py build`, and replaced whole by the next build. Edit content/ instead.\n"


class BuildFailed(Exception):
    """The site could not be built; the message says why and how to put it right. output/ is as it was.

    problems: what the message tells of files; none if something else is in the way.
    """

    def __init__(self, told: str | Sequence[Problem]) -> None:
        self.problems = [] if isinstance(told, str) else list(told)
        super().__init__(told if isinstance(told, str) else as_text(told))


def build_site(output: Path = PROJECT / "output", *, is_exact: bool = False, memory: Memory | None = None) -> None:
    """Build and check the site, then swap it in. Raises SystemExit with a message for people when it cannot.

    is_exact: whether each page is weighed as it will be sent: what is released is.
    memory: what is known of earlier builds; what is released goes without.
    """
    gc.disable()  # what a build makes it keeps to its end, which comes soon
    try:
        settings = load_settings(memory)
        build(settings, output, is_exact)
    except BuildFailed as problem:
        raise SystemExit(f"{problem}\n{kept(output)}") from None
    except OSError as error:
        raise SystemExit(f"{explain(error)}\n{kept(output)}") from None
    if settings["SITEURL"].endswith(".example"):
        print("That address stands in for the real one: set site_url in deploy/target.toml, or SITEURL.")
    gc.freeze()  # what is left ends with the process: Python would look through it for garbage once more at its exit


def build(settings: dict[str, Any], output: Path, is_exact: bool) -> Library:
    """Build and check the site of these settings, swap it in, and return what it was made of.

    Raises BuildFailed, OSError.
    """
    with only_build(), staging_folder() as stage:
        library = render(stage, settings)
        if problems := check(stage, settings, library, is_exact):
            raise BuildFailed(problems)
        put_in_place(stage, output)
    print(f"Built {output.name}/: {count_pages(output)} pages for {settings['SITEURL']}.")
    return library


def kept(output: Path) -> str:
    """Say what became of the last good site."""
    return f"{output.name}/ is as it was." if os.path.lexists(output) else f"{output.name}/ was not made."


def count_pages(output: Path) -> int:
    """Return how many pages a folder holds."""
    return sum(1 for _ in output.rglob("*.html"))


@contextmanager
def only_build() -> Iterator[None]:
    """Let one build run at a time; a second one waits for the first. Raises BuildFailed after ten minutes."""
    WORKSHOP.mkdir(exist_ok=True)
    lock = FileLock(WORKSHOP / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        print("Another build is running; waiting for it.", file=sys.stderr)
        try:
            lock.acquire(timeout=600)
        except Timeout:
            raise BuildFailed("Another build has been running for ten minutes. Stop it and build again.") from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def staging_folder() -> Iterator[Path]:
    """Make a marked folder for the new site, and take away what is left of it and of builds that were killed."""
    for left_over in WORKSHOP.glob("stage-*"):
        remove_ours(left_over)
    stage = WORKSHOP / f"stage-{os.getpid()}"
    stage.mkdir(mode=0o755)
    try:
        (stage / MARK).write_text(MARK_TEXT, encoding="utf-8")
        yield stage
    finally:
        remove_ours(stage)


def is_ours(folder: Path) -> bool:
    """Tell whether a build made this folder: a real folder that bears our mark, or an empty one."""
    return folder.is_dir() and not folder.is_symlink() and ((folder / MARK).is_file() or not any(folder.iterdir()))


def remove_ours(folder: Path) -> None:
    """Delete a folder that a build made; leave any other alone. Its mark goes last, so that a kill loses nothing."""
    if not folder.is_dir() or not is_ours(folder):
        return
    for entry in folder.iterdir():
        if entry.name != MARK:
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    (folder / MARK).unlink(missing_ok=True)
    folder.rmdir()


class LastWords(logging.Handler):
    """Keep what Pelican says before it gives up, to say it once and in our own form."""

    message = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message of a record, with its reason."""
        reason = record.exc_info[1] if record.exc_info else None
        self.message = f"{record.getMessage()} {reason or ''}".strip()


def load_settings(memory: Memory | None = None) -> dict[str, Any]:
    """Return Pelican's settings of what is published, with all that content/ and the environment say in "KNOWN".

    It is read once, here; whoever needs it takes it from the settings. memory: what is known of earlier builds.
    Raises BuildFailed for settings that Python cannot read, and for a folder that is missing.
    """
    if gone := missing_folders(PROJECT):
        raise BuildFailed(gone)
    sys.path.insert(0, str(PROJECT))
    os.chdir(PROJECT)
    # What a build makes it keeps to its end: to look through it for garbage again and again would find nothing
    gc.set_threshold(100_000, 50, 100)
    load_pelican()
    from pelican.log import console
    from pelican.log import init as init_logging
    from pelican.settings import read_settings

    console.quiet = True
    init_logging(level=logging.WARNING, fatal="warnings", handler=logging.NullHandler(), name="pelican")
    try:
        settings: dict[str, Any] = read_settings("publishconf.py", override={"MEMORY": memory})
    except Exception as error:
        raise BuildFailed([explain_failure(error, PROJECT)]) from error
    return settings


def render(stage: Path, settings: dict[str, Any]) -> Library:
    """Run Pelican with the settings into the stage and return the content that the site was made of.

    Raises BuildFailed with every problem when content, settings or templates are wrong.
    """
    from pelican import Pelican

    said = LastWords()
    logging.getLogger("pelican").addHandler(said)
    settings["OUTPUT_PATH"] = str(stage)
    try:
        Pelican(settings).run()
    except Refused as refused:
        raise BuildFailed(refused.problems) from None
    except SystemExit as stop:
        raise BuildFailed(str(stop.code)) from None
    except OSError:
        raise
    except Exception as error:
        raise BuildFailed([explain_stop(error, said.message)]) from error
    library: Library = settings["LIBRARY"]
    return library


def explain_stop(error: BaseException, said: str) -> Problem:
    """Say why Pelican stopped: at an exception of ours, or at a warning of its own (said)."""
    if error.__cause__ is None and error.__context__ is None and type(error) is RuntimeError and said:
        told = f"{said.rstrip('.')}. Put that right and build again."
        return Problem("pelicanconf.py", 1, 1, "pelican", told)
    return explain_template_error(error, next(iter(getattr(error, "__notes__", ())), ""), PROJECT)


def check(stage: Path, settings: dict[str, Any], library: Library, is_exact: bool) -> list[Problem]:
    """Return every problem of what was rendered."""
    site = read_site(stage, settings["SITEURL"], frozenset({MARK}), is_exact=is_exact, memory=settings.get("MEMORY"))
    return check_site(site, library, settings["BUILD_DATE"])


def put_in_place(stage: Path, output: Path) -> None:
    """Swap the finished stage with output/. Raises BuildFailed when output/ is not ours to replace."""
    if output.is_symlink() or (output.exists() and not is_ours(output)):
        raise BuildFailed(f"{output} was not made by a build, so it is left alone. Move it away and build again.")
    set_modes(stage)
    if output.exists():
        exchange(stage, output)
    else:
        stage.rename(output)


def set_modes(folder: Path) -> None:
    """Let a web server read every file, whatever umask the builder has."""
    folder.chmod(0o755)
    for entry in folder.rglob("*"):
        entry.chmod(0o755 if entry.is_dir() else 0o644)
