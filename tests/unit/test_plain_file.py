"""A file is read without following links, whatever stands on the way to it."""

import contextlib
import os
import socket
from pathlib import Path

import pytest

from plugins.reading.plain_file import NotPlain, read_plain_file


@pytest.fixture(params=["from folder to folder", "by name"])
def root(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file inside a folder, and a secret beside it, on a system that can open from a folder or not."""
    if request.param == "by name":
        monkeypatch.setattr(os, "supports_dir_fd", set())
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets/key").write_text("secret", encoding="utf-8")
    (tmp_path / "root/inner").mkdir(parents=True)
    (tmp_path / "root/inner/file").write_bytes(b"words")
    return tmp_path / "root"


def test_an_ordinary_file_is_read(root: Path) -> None:
    assert read_plain_file(root, "inner/file", 100) == b"words"


def test_no_more_than_asked_for_is_read_and_one_byte(root: Path) -> None:
    assert read_plain_file(root, "inner/file", 2) == b"wor"


def test_the_folder_itself_may_lie_behind_a_link(root: Path) -> None:
    (root.parent / "shortcut").symlink_to(root)
    assert read_plain_file(root.parent / "shortcut", "inner/file", 100) == b"words"


def test_a_hard_link_is_a_file(root: Path) -> None:
    os.link(root / "inner/file", root / "second")
    assert read_plain_file(root, "second", 100) == b"words"


@pytest.mark.parametrize("kind", ["link", "dead link", "linked folder", "pipe", "socket", "folder"])
def test_nothing_else_is_read(root: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "inner/other"
    if kind == "link":
        (root / path).symlink_to(root.parent / "secrets/key")
    elif kind == "dead link":
        (root / path).symlink_to("nowhere")
    elif kind == "linked folder":
        (root / "inner/linked").symlink_to(root.parent / "secrets")
        path = "inner/linked/key"
    elif kind == "pipe":
        os.mkfifo(root / path)
    elif kind == "socket":
        monkeypatch.chdir(root / "inner")
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("other")
    else:
        (root / path).mkdir()
    with pytest.raises(NotPlain, match="Not an ordinary file"):
        read_plain_file(root, path, 100)


def test_a_file_that_is_not_there_is_told_as_the_system_does(root: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_plain_file(root, "inner/nothing", 100)


@pytest.mark.parametrize(
    "path", ["../secrets/key", "inner/../inner/file", "/inner/file", "inner//file", "inner/./file", "", "inner/",
             "inner/file/x", "inner/\0", "inner/file:x"],
)  # fmt: skip
def test_what_is_no_plain_path_to_a_file_is_not_read(root: Path, path: str) -> None:
    with pytest.raises(OSError, match=r"Not|directory"):
        read_plain_file(root, path, 100)


def test_no_file_stays_open(root: Path) -> None:
    (root / "inner/link").symlink_to("file")
    before = len(os.listdir("/dev/fd"))
    for path in ("inner/file", "inner/link", "inner", "inner/file/x"):
        with contextlib.suppress(OSError):
            read_plain_file(root, path, 100)
    assert len(os.listdir("/dev/fd")) == before
