"""The preview's watcher tells of what is saved in the project, wherever that is, and never looks behind a link."""

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from tooling.preview.watcher import Watcher, find_folders

SOON = 5  # seconds in which a save must be told of, however busy the machine


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A folder with a folder inside, and a link to another place."""
    (tmp_path / "content/extra").mkdir(parents=True)
    (tmp_path / "elsewhere/deep").mkdir(parents=True)
    (tmp_path / "content/extra/all").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "content/extra/root").symlink_to("/")
    return tmp_path / "content"


@pytest.fixture
def told(content: Path) -> Iterator["queue.Queue[Path]"]:
    """What the watcher tells, path by path."""
    paths: queue.Queue[Path] = queue.Queue()
    watcher = Watcher([content])

    def tell(burst: set[Path]) -> None:
        for path in sorted(burst):
            paths.put(path)

    watcher.start(tell)
    yield paths
    watcher.stop()


def wait_for(told: "queue.Queue[Path]", wanted: Path) -> None:
    """Take what was told until it is the wanted path. Raises queue.Empty if it never comes."""
    while told.get(timeout=SOON) != wanted:
        pass


def test_no_folder_behind_a_link_is_watched(content: Path) -> None:
    assert find_folders([content]) == {content, content / "extra"}


def test_a_save_in_a_folder_inside_is_told(content: Path, told: "queue.Queue[Path]") -> None:
    (content / "extra/note.txt").write_text("words", encoding="utf-8")
    wait_for(told, content / "extra/note.txt")


def test_a_save_in_a_new_folder_is_told(content: Path, told: "queue.Queue[Path]") -> None:
    (content / "uses").mkdir()
    wait_for(told, content / "uses")
    (content / "uses/acne.md").write_text("words", encoding="utf-8")
    wait_for(told, content / "uses/acne.md")


def test_a_save_in_a_folder_that_was_moved_away_and_back_is_told(content: Path, told: "queue.Queue[Path]") -> None:
    (content / "extra").rename(content.parent / "aside")
    wait_for(told, content / "extra")
    (content.parent / "aside").rename(content / "extra")
    wait_for(told, content / "extra")
    (content / "extra/note.txt").write_text("words", encoding="utf-8")
    wait_for(told, content / "extra/note.txt")


def test_a_link_that_comes_while_it_watches_is_not_followed(content: Path, told: "queue.Queue[Path]") -> None:
    (content / "far").symlink_to(content.parent / "elsewhere")
    wait_for(told, content / "far")
    (content.parent / "elsewhere/deep/file.md").write_text("words", encoding="utf-8")
    (content / "last.md").write_text("words", encoding="utf-8")
    heard = set()
    while (path := told.get(timeout=SOON)) != content / "last.md":
        heard.add(path)
    assert not [path for path in heard if "elsewhere" in path.parts or "deep" in path.parts]
