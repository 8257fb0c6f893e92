"""Every save is taken in: told by the system, or found by looking where the system tells nothing."""

import asyncio
import shutil
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tooling.preview import lookout as module
from tooling.preview.lookout import NO_NOTICES, Lookout, is_polling_forced, polling_seconds
from tooling.preview.watcher import Watcher, explain_failure_to_watch

SOON = 5.0  # seconds in which a save must be taken in, however busy the machine
ACNE = "content/uses/acne.md"
NEVER = 1000.0  # seconds


@dataclass
class Fake:
    """What the system tells, told by a test. begun: the watchers that were made."""

    begun: list["FakeWatcher"] = field(default_factory=list)

    def __call__(self, folders: Iterable[str], hear: Callable[..., None], fail: Callable[..., None]) -> Any:
        self.begun.append(FakeWatcher(set(folders), hear, fail))
        hear(set())
        return self.begun[-1]


@dataclass
class FakeWatcher:
    """One watcher of a disk that tells nothing by itself."""

    folders: set[str]
    hear: Callable[[set[Path]], None]
    fail: Callable[[Exception], None]
    is_stopped: bool = False

    def stop(self) -> None:
        self.is_stopped = True


@dataclass
class Desk:
    """A project that is looked at. taken: what was passed on. said: what was printed."""

    project: Path
    watch: Any = field(default_factory=Fake)
    variables: dict[str, str] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lookout = Lookout(self.project, self.variables, self.said.append, self.watch)

    def start(self) -> None:
        self.lookout.start(self.take)

    def take(self, paths: set[Path]) -> None:
        self.taken += sorted(path.relative_to(self.project).as_posix() for path in paths)

    def save(self, name: str, text: str) -> None:
        (self.project / name).parent.mkdir(parents=True, exist_ok=True)
        (self.project / name).write_text(text, encoding="utf-8")

    async def wait_for(self, wanted: Callable[[], object]) -> None:
        """Let the loop run until something is so. Raises TimeoutError."""
        async with asyncio.timeout(SOON):
            while not wanted():
                await asyncio.sleep(0.002)

    async def wait_for_save(self, name: str, text: str) -> None:
        """Save a file, and wait until that is taken in."""
        self.taken.clear()
        self.save(name, text)
        await self.wait_for(lambda: name in self.taken)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one article."""
    (tmp_path / "site/content/uses").mkdir(parents=True)
    (tmp_path / "site" / ACNE).write_text("words", encoding="utf-8")
    return tmp_path / "site"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look a hundred times a second."""
    monkeypatch.setattr(module, "BY_THE_WAY", 0.01)
    monkeypatch.setattr(module, "GRACE", 0.01)


def run(test: Coroutine[Any, Any, None]) -> None:
    """Run a test in a thread of its own: a browser of another file may have left its loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, test).result()


def test_what_was_saved_before_it_starts_is_taken_in(project: Path) -> None:
    desk = Desk(project)
    desk.save(ACNE, "before the start")

    async def test() -> None:
        desk.start()
        assert desk.taken == [ACNE]

    run(test())


def test_where_no_notice_comes_each_save_is_shown_and_that_is_said_once(project: Path) -> None:
    async def test() -> None:
        desk = Desk(project, variables={"WATCHFILES_POLL_DELAY_MS": "2"})
        desk.start()
        await desk.wait_for(lambda: desk.lookout.is_watching)
        await desk.wait_for_save(ACNE, "1")
        await desk.wait_for(lambda: desk.said)
        shutil.copytree(project / "content", project.parent / "copy")
        shutil.rmtree(project / "content")
        (project.parent / "copy").rename(project / "content")
        for number in range(5):
            await desk.wait_for_save(ACNE, f"save {number}")
        assert desk.said == [NO_NOTICES]
        assert desk.lookout.is_polling

    run(test())


def test_a_notice_that_comes_after_a_look_shows_that_notices_come(project: Path) -> None:
    async def test() -> None:
        desk = Desk(project)
        desk.start()
        await desk.wait_for(lambda: desk.lookout.is_watching)
        desk.save(ACNE, "found by a look")
        desk.lookout.look()
        desk.watch.begun[-1].hear({project / ACNE})
        await asyncio.sleep(0.05)
        assert (desk.taken, desk.said, desk.lookout.is_polling) == ([ACNE], [], False)

    run(test())


def test_a_save_is_found_when_a_page_is_asked_for(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BY_THE_WAY", NEVER)

    async def test() -> None:
        desk = Desk(project)
        desk.start()
        await desk.wait_for(lambda: desk.lookout.is_watching)
        desk.save(ACNE, "words that nobody tells of")
        desk.lookout.look_before_page()
        assert desk.taken == [ACNE]

    run(test())


def test_the_page_that_a_browser_asks_for_right_behind_a_notice_costs_no_look(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BY_THE_WAY", NEVER)
    monkeypatch.setattr(module, "JUST_HEARD", 0.2)

    async def test() -> None:
        desk = Desk(project)
        desk.start()
        await desk.wait_for(lambda: desk.lookout.is_watching)
        desk.save(ACNE, "told")
        desk.watch.begun[-1].hear({project / ACNE})
        await desk.wait_for(lambda: desk.taken)
        desk.save(ACNE, "a moment later")
        desk.lookout.look_before_page()
        assert desk.taken == [ACNE]
        await asyncio.sleep(0.25)
        desk.lookout.look_before_page()
        assert desk.taken == [ACNE, ACNE]

    run(test())


@pytest.mark.parametrize("how", ["copied", "exchanged", "moved"])
@pytest.mark.parametrize("name", ["content", "content/uses"])
def test_a_folder_in_the_place_of_another_is_watched(project: Path, name: str, how: str) -> None:
    async def test() -> None:
        desk = Desk(project)
        desk.start()
        await desk.wait_for(lambda: desk.lookout.is_watching)
        before = desk.watch.begun[-1]
        aside, place = project.parent / "aside", project / name
        if how == "moved":  # it is the same folder, and a system may have stopped to watch it
            place.rename(aside)
            aside.rename(place)
            before.hear({place})
        else:
            shutil.copytree(place, aside)
            place.rename(project.parent / "old")
            aside.rename(place)
        await desk.wait_for(lambda: before.is_stopped and desk.lookout.is_watching)
        folders = {str(project), str(project / "content"), str(project / "content/uses")}
        assert desk.watch.begun[-1].folders == before.folders == folders

    run(test())


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            OSError('OS file watch limit reached. about ["/site"] (Error { kind: MaxFilesWatch, paths: ["/site"] })'),
            "This computer allows too few watched folders, so the preview looks for saves itself, which is a little "
            'slower: raise the limit with "sudo sysctl fs.inotify.max_user_watches=524288".',
        ),
        (
            RuntimeError("Error creating recommended watcher: Too many open files (os error 24)"),
            "This computer allows too few watched folders, so the preview looks for saves itself, which is a little "
            'slower: raise the limit with "sudo sysctl fs.inotify.max_user_instances=1024".',
        ),
        (
            PermissionError('Permission denied (os error 13) about ["/site"]'),
            "This computer does not tell of saves (Permission denied (os error 13) about [\"/site\"]), so the preview "
            "looks for them itself.",
        ),
    ],
)  # fmt: skip
def test_a_limit_of_the_system_is_one_sentence_and_saves_are_found_all_the_same(
    project: Path, error: Exception, sentence: str
) -> None:
    async def test() -> None:
        desk = Desk(project, variables={"WATCHFILES_POLL_DELAY_MS": "2"})
        desk.start()
        desk.watch.begun[0].fail(error)
        await desk.wait_for(lambda: desk.said)
        await desk.wait_for_save("content/pages/new.md", "words")
        assert desk.said == [explain_failure_to_watch(error)] == [sentence]
        assert len(desk.watch.begun) == 1

    run(test())


def test_a_folder_that_is_gone_before_it_is_watched_is_no_failure(project: Path) -> None:
    async def test() -> None:
        desk = Desk(project)
        desk.start()
        desk.watch.begun[0].fail(FileNotFoundError(2, "No such file or directory"))
        await desk.wait_for(lambda: len(desk.watch.begun) == 2)
        assert desk.said == []

    run(test())


def test_what_a_watcher_says_that_was_replaced_changes_nothing(project: Path) -> None:
    async def test() -> None:
        desk = Desk(project)
        desk.start()
        (project / "content/pages").mkdir()
        await desk.wait_for(lambda: len(desk.watch.begun) == 2)
        desk.watch.begun[0].fail(OSError("too late"))
        await asyncio.sleep(0.02)
        assert (desk.said, desk.lookout.can_watch) == ([], True)

    run(test())


@pytest.mark.parametrize(
    ("value", "is_forced"), [("1", True), ("true", True), ("", False), ("false", False), ("Disabled", False)]
)
def test_the_variable_of_watchfiles_forces_to_look(project: Path, value: str, is_forced: bool) -> None:
    async def test() -> None:
        desk = Desk(project, variables={"WATCHFILES_FORCE_POLLING": value, "WATCHFILES_POLL_DELAY_MS": "2"})
        desk.start()
        await desk.wait_for_save(ACNE, "found")
        assert len(desk.watch.begun) == (0 if is_forced else 1)
        assert is_polling_forced(desk.variables) is is_forced

    run(test())


@pytest.mark.parametrize(("value", "seconds"), [("", 0.3), ("50", 0.05), ("0", 0.001), ("-1", 0.3), ("soon", 0.3)])
def test_the_time_between_two_looks_is_that_of_watchfiles(value: str, seconds: float) -> None:
    assert polling_seconds({"WATCHFILES_POLL_DELAY_MS": value}) == seconds


def test_the_system_tells_of_a_save_also_in_a_folder_that_is_new_or_was_moved_away_and_back(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real watcher, and no look by the clock."""
    monkeypatch.setattr(module, "BY_THE_WAY", NEVER)

    async def test() -> None:
        desk = Desk(project, watch=Watcher)
        desk.start()
        await desk.wait_for(lambda: desk.lookout.is_watching)
        await desk.wait_for_save(ACNE, "told")
        await desk.wait_for_save("content/pages/new.md", "in a new folder")
        (project / "content").rename(project.parent / "aside")
        await desk.wait_for(lambda: "content" in desk.taken)
        desk.taken.clear()
        (project.parent / "aside").rename(project / "content")
        await desk.wait_for(lambda: "content" in desk.taken)
        await desk.wait_for(lambda: desk.lookout.is_watching)
        await desk.wait_for_save(ACNE, "after all this")
        assert desk.said == []
        desk.lookout.stop()

    run(test())
