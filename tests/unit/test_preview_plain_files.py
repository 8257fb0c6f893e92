"""The preview opens ordinary files alone, in each of two ways."""

import os
from pathlib import Path

import pytest

from tooling.preview import plain_files
from tooling.preview.plain_files import read_plain_file


@pytest.fixture(params=[True, False], ids=["folder by folder", "after looking"])
def root(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a picture, and a secret beside it."""
    monkeypatch.setattr(plain_files, "OPENS_WITHOUT_LINKS", request.param)
    folder = tmp_path / "site"
    (folder / "images").mkdir(parents=True)
    (folder / "images/face.svg").write_bytes(b"<svg/>")
    (tmp_path / "private").mkdir()
    (tmp_path / "private/face.svg").write_bytes(b"secret")
    return folder


def test_an_ordinary_file_is_read(root: Path) -> None:
    assert read_plain_file(root, "images/face.svg") == b"<svg/>"


def test_a_link_to_a_file_is_not_followed(root: Path) -> None:
    (root / "images/link.svg").symlink_to("../../private/face.svg")
    (root / "images/near.svg").symlink_to("face.svg")
    assert read_plain_file(root, "images/link.svg") is None
    assert read_plain_file(root, "images/near.svg") is None


def test_a_folder_that_is_a_link_is_not_followed(root: Path) -> None:
    (root / "images/face.svg").unlink()
    (root / "images").rmdir()
    (root / "images").symlink_to("../private")
    assert read_plain_file(root, "images/face.svg") is None


@pytest.mark.parametrize(
    "name", ["../private/face.svg", "images/../images/face.svg", "/images/face.svg", "images//face.svg", "images/./x",
             "", "images", "images/", "images/none.svg", "images/face.svg/x", "images/\0", "images/face.svg:x"],
)  # fmt: skip
def test_what_is_no_plain_path_to_a_file_is_not_read(root: Path, name: str) -> None:
    assert read_plain_file(root, name) is None


def test_a_pipe_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "images/pipe.svg")
    assert read_plain_file(root, "images/pipe.svg") is None


def test_a_file_that_is_too_large_is_not_read(root: Path) -> None:
    assert read_plain_file(root, "images/face.svg", largest=6) == b"<svg/>"
    assert read_plain_file(root, "images/face.svg", largest=5) is None


def test_no_file_stays_open(root: Path) -> None:
    before = len(os.listdir("/dev/fd"))
    (root / "images/link.svg").symlink_to("../../private/face.svg")
    for name in ("images/face.svg", "images/link.svg", "images", "images/face.svg/x"):
        read_plain_file(root, name)
    assert len(os.listdir("/dev/fd")) == before
