"""output/ and the new site change places, also where a system has no single step for it; nothing is lost half way."""

import ctypes
from pathlib import Path

import pytest

from tooling import build


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A new site and output/."""
    new, output = tmp_path / "stage", tmp_path / "output"
    for folder in (new, output):
        folder.mkdir()
        (folder / "page.html").write_text(folder.name, encoding="utf-8")
    return new, output


def held(folders: tuple[Path, Path]) -> list[str]:
    """Return what both hold, and the folders that stand beside them."""
    beside = sorted(path.name for path in folders[0].parent.iterdir())
    return [*((folder / "page.html").read_text(encoding="utf-8") for folder in folders), *beside]


@pytest.mark.parametrize("has_library", [True, False])
def test_two_folders_change_places(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, has_library: bool
) -> None:
    monkeypatch.setattr(build, "HAS_C_LIBRARY", has_library)
    build.exchange(*folders)
    assert held(folders) == ["output", "stage", "output", "stage"]


def test_windows_is_not_asked_for_a_c_library_that_it_has_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "HAS_C_LIBRARY", False)
    monkeypatch.setattr(ctypes, "CDLL", None)  # a call would fail
    assert build.exchange_at_once(Path("a"), Path("b")) is False


def test_output_stays_where_a_program_holds_a_file_of_the_new_site(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    new, output = folders
    rename = Path.rename

    def rename_unless_held(self: Path, target: Path) -> Path:
        if self == new:
            raise PermissionError(13, "The process cannot access the file")
        return rename(self, target)

    monkeypatch.setattr(build, "exchange_at_once", lambda *_: False)
    monkeypatch.setattr(Path, "rename", rename_unless_held)
    with pytest.raises(PermissionError):
        build.exchange(new, output)
    assert held(folders) == ["stage", "output", "output", "stage"]
