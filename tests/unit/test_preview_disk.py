"""What differs on the disk is found by looking, however it came there; nothing behind a link is looked at."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tooling.preview.disk import Disk

OLD = 1_600_000_000_000_000_000  # nanoseconds since 1970, long before the test runs


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with two articles, a link out of it, and folders that do not matter."""
    for name in ("content/uses/acne.md", "content/uses/migraine.md", "theme/a.html", "deploy/target.toml"):
        write(tmp_path / "site" / name, "one")
    for name in ("output/index.html", ".git/HEAD", "plugins/__pycache__/a.pyc", "tests/a.py"):
        write(tmp_path / "site" / name, "one")
    write(tmp_path / "elsewhere/far.md", "one")
    (tmp_path / "site/content/link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "site/content/root").symlink_to("/")
    return tmp_path / "site"


def write(path: Path, text: str) -> None:
    """Write a file that was saved long ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(OLD, OLD))


def names(project: Path, paths: set[Path]) -> list[str]:
    """Return paths from the project's root."""
    return sorted(path.relative_to(project).as_posix() for path in paths)


def save(project: Path) -> None:
    write(project / "content/uses/acne.md", "longer")


def save_beside(project: Path) -> None:
    (project / "content/uses/.acne.tmp").write_text("two", encoding="utf-8")
    (project / "content/uses/.acne.tmp").replace(project / "content/uses/acne.md")


def save_without_a_trace(project: Path) -> None:
    """Keep size and time, as a disk that keeps time in steps would."""
    write(project / "content/uses/acne.md", "two")


def forbid(project: Path) -> None:
    (project / "content/uses/acne.md").chmod(0)


def link(project: Path) -> None:
    (project / "content/uses/acne.md").unlink()
    (project / "content/uses/acne.md").symlink_to("migraine.md")


def delete(project: Path) -> None:
    (project / "content/uses/acne.md").unlink()


@pytest.mark.parametrize("change", [save, save_beside, save_without_a_trace, forbid, link, delete])
def test_each_way_to_change_a_file_is_found_once(project: Path, change: Callable[[Path], None]) -> None:
    disk = Disk(project)
    assert disk.changes() == set()
    change(project)
    assert names(project, disk.changes()) == ["content/uses/acne.md"]
    assert disk.changes() == set()


@pytest.mark.parametrize("change", [save, save_beside, save_without_a_trace, forbid, link, delete])
def test_of_a_file_that_a_notice_names_the_same_is_found(project: Path, change: Callable[[Path], None]) -> None:
    disk = Disk(project)
    change(project)
    both = [project / "content/uses/acne.md", project / "content/uses/migraine.md"]
    assert names(project, disk.changes_among(both)) == ["content/uses/acne.md"]
    assert disk.changes_among(both) == disk.changes() == set()


def test_two_saves_of_one_size_in_one_step_of_the_clock_are_both_found(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tooling.preview.disk.marks_of", lambda status: (status.st_mode, status.st_size, OLD, OLD))
    monkeypatch.setattr("tooling.preview.disk.time.time_ns", lambda: OLD)
    disk = Disk(project)
    for word in ("two", "six", "ten"):
        write(project / "content/uses/acne.md", word)
        assert names(project, disk.changes()) == ["content/uses/acne.md"]
    assert disk.changes() == set()


def test_a_folder_that_goes_and_comes_is_found_with_all_that_is_in_it(project: Path) -> None:
    disk = Disk(project)
    (project / "content/uses").rename(project.parent / "aside")
    gone = ["content/uses", "content/uses/acne.md", "content/uses/migraine.md"]
    assert names(project, disk.changes()) == gone
    assert disk.changes_among([project / "content/uses"]) == set()
    (project.parent / "aside").rename(project / "content/uses")
    assert names(project, disk.changes_among([project / "content/uses"])) == gone


def test_a_copy_in_the_place_of_a_folder_is_another_folder_with_new_files(project: Path) -> None:
    disk = Disk(project)
    before = disk.folders
    shutil.copytree(project / "content", project.parent / "copy", symlinks=True)
    (project / "content").rename(project.parent / "aside")
    (project.parent / "copy").rename(project / "content")
    assert "content/uses/acne.md" in names(project, disk.changes())
    assert [path for path in before if disk.folders[path] != before[path]] == [
        path for path in before if path.startswith(str(project / "content"))
    ]


def test_a_whole_project_that_is_gone_is_told_and_not_stumbled_over(project: Path) -> None:
    disk = Disk(project)
    project.rename(project.parent / "aside")
    assert "deploy/target.toml" in names(project, disk.changes())
    assert disk.changes() == set()


@pytest.mark.parametrize(
    "name",
    [
        "output/index.html", ".git/HEAD", "plugins/__pycache__/a.pyc", "tests/a.py", "content/uses/.acne.md.swp",
        "content/uses/acne.md~", "new/file.md", "content/link/far.md",
    ],
)  # fmt: skip
def test_what_does_not_matter_is_not_looked_at(project: Path, name: str) -> None:
    disk = Disk(project)
    write(project / name, "two and more")
    assert disk.changes() == set()
    if "link" not in name:  # no folder behind a link is watched, so no notice names one
        assert disk.changes_among([project / name, project.parent / "elsewhere"]) == set()


def test_no_folder_behind_a_link_is_one_of_ours(project: Path) -> None:
    found = sorted(Path(path).relative_to(project).as_posix() for path in Disk(project).folders)
    assert found == ["content", "content/uses", "deploy", "plugins", "theme"]
