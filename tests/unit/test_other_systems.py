"""What Windows and macOS do in another way than Linux, tried here with their answers: none of it has run there by this."""

import asyncio
import ctypes
import io
import os
import shutil
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tornado.netutil import bind_sockets

from plugins.memory.store import Store
from plugins.problems.reporting import wants_color
from plugins.problems.system_errors import explain
from tooling import exchanging
from tooling.preview import disk as of_disk
from tooling.preview import start
from tooling.preview.access import make_access
from tooling.preview.disk import Disk
from tooling.preview.server import make_server
from tooling.preview.session import Session


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A new site and the one that is there, each with a file that names it."""
    for name in ("stage-1", "output"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "name").write_text(name, encoding="utf-8")
    return tmp_path / "stage-1", tmp_path / "output"


def names_in(*folders: Path) -> list[str]:
    """Return what the files in them say."""
    return [(folder / "name").read_text(encoding="utf-8") for folder in folders]


def test_folders_change_places_in_one_step_here(folders: tuple[Path, Path]) -> None:
    assert exchanging.exchange_at_once(*folders)
    assert names_in(*folders) == ["output", "stage-1"]


def test_windows_has_no_libc_to_ask_and_renames(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def no_libc(*_: object, **__: object) -> None:
        raise TypeError("bad argument type for built-in operation")

    monkeypatch.setattr(ctypes, "CDLL", no_libc)
    monkeypatch.setattr(exchanging, "os", SimpleNamespace(name="nt"))
    exchanging.exchange(*folders)
    assert names_in(*folders) == ["output", "stage-1"]
    assert len(list(folders[0].parent.iterdir())) == 2


@pytest.mark.parametrize(
    ("held", "expected"), [("output", "output"), ("stage-1", "output"), ("stage-1-old", "stage-1")]
)
def test_a_folder_that_a_program_holds_open_costs_no_site(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, held: str, expected: str
) -> None:
    """Windows renames no folder in which something is open. The new site is there, or the old one, and never none."""
    rename, asked = Path.rename, []

    def rename_unless_held(self: Path, target: Path) -> Path:
        asked.append(self.name)
        if self.name == held and asked.count(held) == 1 and len(asked) < 4:
            raise PermissionError(13, "Access is denied", str(self))
        return rename(self, target)

    monkeypatch.setattr(exchanging, "exchange_at_once", lambda *_: False)
    monkeypatch.setattr(Path, "rename", rename_unless_held)
    if held == "stage-1-old":
        exchanging.exchange(*folders)
    else:
        with pytest.raises(PermissionError):
            exchanging.exchange(*folders)
    assert names_in(folders[1]) == [expected]


def test_what_another_program_holds_open_is_told() -> None:
    error = PermissionError(13, "The process cannot access the file", "output")
    setattr(error, "winerror", 32)  # noqa: B010 (no attribute of an error here)
    assert explain(error) == "Another program holds this open (output). Close it there, and run the command again."


def test_no_console_of_windows_gets_signs_for_colors(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    assert wants_color(terminal, {})
    monkeypatch.setattr(os, "name", "nt")
    assert not wants_color(terminal, {})


def test_a_folder_without_a_number_in_its_list_is_asked_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows gives 0 for the number of what a folder lists; an exchanged folder has to be another one all the same."""
    look_at = of_disk.look_at

    def as_on_windows(entry: Any) -> Any:
        status = look_at(entry)
        if status is None or not isinstance(entry, os.DirEntry):
            return status
        names = ("st_mode", "st_size", "st_mtime_ns", "st_ctime_ns")
        return SimpleNamespace(st_ino=0, **{name: getattr(status, name) for name in names})

    monkeypatch.setattr(of_disk, "look_at", as_on_windows)
    (tmp_path / "content/uses").mkdir(parents=True)
    disk = Disk(tmp_path)
    before = disk.folders
    shutil.copytree(tmp_path / "content", tmp_path / "copy")
    (tmp_path / "content").rename(tmp_path / "aside")
    (tmp_path / "copy").rename(tmp_path / "content")
    disk.changes()
    assert before.keys() == disk.folders.keys()
    assert all(before[path] != disk.folders[path] for path in before)


def test_a_damaged_memory_is_closed_before_it_is_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows deletes no file that is open."""
    store = Store(tmp_path / "memory")
    store.file.write_bytes(b"not a database at all, but some text " * 40)
    store.file.chmod(0o600)
    unlink = Path.unlink

    def unlink_closed(self: Path, missing_ok: bool = False) -> None:
        handles = (Path("/proc/self/fd") / name for name in os.listdir("/proc/self/fd"))
        assert self not in [handle.readlink() for handle in handles if handle.is_symlink()]
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink_closed)
    assert store.read([b"one"]) == {}
    assert not store.file.exists()


class Ended(Exception):
    """The process would have ended."""


def test_a_fresh_preview_takes_the_port_where_no_socket_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is run when the old one has let go of the port and of each browser; the old one ends with its status."""
    statuses: list[int] = []
    ports: list[int] = []

    def end(status: int) -> None:
        statuses.append(status)
        raise Ended

    def run(command: list[str]) -> int:
        assert command[0] == sys.executable
        assert start.INHERITED not in os.environ
        assert (os.environ[start.INHERITED_CODE], os.environ[start.INHERITED_TOKEN]) == ("code", "token")
        port = int(os.environ[start.INHERITED_PORT])
        (taken,) = start.listen("127.0.0.1", port)
        taken.close()
        ports.append(port)
        return 5

    async def restart() -> None:
        session = Session(Path("/project"), restart=lambda: None)
        session.token = "token"
        sockets = bind_sockets(0, "127.0.0.1", family=socket.AF_INET)
        port = sockets[0].getsockname()[1]
        server = make_server(session, make_access(port, None, None))
        server.add_sockets(sockets)
        session.hang_up = server.hang_up
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.sleep(0.01)
        with pytest.raises(Ended):
            start.start_afresh(session, sockets[0], "code")
        assert await asyncio.wait_for(reader.read(), 5) == b""
        writer.close()
        assert (statuses, ports) == ([5], [port])

    for name in (start.INHERITED_PORT, start.INHERITED_CODE, start.INHERITED_TOKEN):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr(start, "CAN_BE_REPLACED", False)
    monkeypatch.setattr(start, "run_and_wait", run)
    monkeypatch.setattr(os, "_exit", end)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, restart()).result()
