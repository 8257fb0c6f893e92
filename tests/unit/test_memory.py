"""The memory: it gives back what was made of the same inputs, and believes nothing else."""

import os
import sqlite3
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from plugins.memory.private_folder import cache_home, private_folder
from plugins.memory.steps import Memory, Step, digest
from plugins.memory.store import Store, checksum_of
from plugins.problems.problem import Problem

FINDINGS: Step[tuple[Problem, ...]] = Step("findings", tuple[Problem, ...])
LENGTH: Step[int] = Step("length", int)
NUMBER: Step[float] = Step("number", float)


def find(text: str) -> tuple[Problem, ...]:
    return (Problem("a.md", 1, len(text), "rule", text),)


def refuse(text: str) -> NoReturn:
    raise AssertionError(f"{text} was made again")


def inputs(text: str) -> tuple[str, ...]:
    return (text,)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "memory.sqlite3")


def entries(store: Store) -> list[tuple[bytes, bytes]]:
    with sqlite3.connect(store.file) as table:
        return table.execute("SELECT key, value FROM entries").fetchall()


def test_what_was_made_of_the_same_inputs_is_given_back_and_not_made_again(store: Store) -> None:
    assert Memory(store, "one").map(FINDINGS, find, ["x", "yy"], inputs) == [find("x"), find("yy")]
    known = Memory(store, "one").map(FINDINGS, refuse, ["yy", "x"], inputs)
    assert known == [find("yy"), find("x")]


def test_only_what_is_not_known_is_made(store: Store) -> None:
    Memory(store).map(LENGTH, len, ["x"], inputs)
    made: list[str] = []

    def measure(text: str) -> int:
        made.append(text)
        return len(text)

    assert Memory(store).map(LENGTH, measure, ["x", "yy"], inputs) == [1, 2]
    assert made == ["yy"]


def test_what_another_program_made_is_not_believed(store: Store) -> None:
    Memory(store, "one").map(LENGTH, lambda text: 99, ["x"], inputs)
    assert Memory(store, "two").map(LENGTH, len, ["x"], inputs) == [1]


def test_what_another_step_made_is_not_believed(store: Store) -> None:
    Memory(store).map(Step("other", int), lambda text: 99, ["x"], inputs)
    assert Memory(store).map(LENGTH, len, ["x"], inputs) == [1]


def test_an_entry_of_another_shape_is_not_believed(store: Store) -> None:
    memory = Memory(store)
    store.write({memory.key(LENGTH, ("x",)): b'"many"'})
    assert memory.map(LENGTH, len, ["x"], inputs) == [1]


def test_a_number_that_json_cannot_hold_is_not_kept(store: Store) -> None:
    Memory(store).map(NUMBER, lambda text: float("nan"), ["x"], inputs)
    Memory(store).map(NUMBER, lambda text: float("inf"), ["y"], inputs)
    assert entries(store) == []


def test_on_disk_there_is_json_and_no_code(store: Store) -> None:
    Memory(store).map(FINDINGS, find, ["x"], inputs)
    told = b'[{"path":"a.md","line":1,"column":1,"rule":"rule","message":"x","is_warning":false,"subject":""}]'
    assert [value for _, value in entries(store)] == [told]


def test_without_a_folder_and_for_a_fresh_build_everything_is_made(store: Store) -> None:
    memory = Memory()
    assert memory.map(LENGTH, len, ["x"], inputs) == [1]
    assert memory.map(LENGTH, lambda text: 2, ["x"], inputs) == [2]


def test_the_preview_holds_what_its_last_pass_used_and_nothing_older() -> None:
    memory = Memory(holds=True)
    memory.map(LENGTH, len, ["x", "yy"], inputs)
    assert memory.map(LENGTH, refuse, ["yy"], inputs) == [2]
    assert memory.held == {"length": {("yy",): 2}}


def test_an_exception_of_a_step_is_raised_and_nothing_is_kept(store: Store) -> None:
    with pytest.raises(AssertionError, match="x was made again"):
        Memory(store).map(LENGTH, refuse, ["x"], inputs)
    assert not store.file.exists() or entries(store) == []


def test_texts_that_are_cut_elsewhere_have_another_hash() -> None:
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("abc", "")}) == 4


def test_an_entry_that_is_damaged_is_not_believed(store: Store) -> None:
    store.write({b"one": b"1", b"two": b"2"})
    with sqlite3.connect(store.file) as table:
        table.execute("UPDATE entries SET value = ? WHERE key = ?", (b"9", b"one"))
    assert store.read([b"one", b"two"]) == {b"two": b"2"}


def test_an_entry_under_another_key_is_not_believed(store: Store) -> None:
    store.write({b"one": b"1"})
    with sqlite3.connect(store.file) as table:
        table.execute("UPDATE entries SET key = ?", (b"two",))
    assert store.read([b"one", b"two"]) == {}


@pytest.mark.parametrize("damage", [b"", b"not a database at all, but some text " * 40, None])
def test_a_file_that_is_damaged_or_half_written_is_begun_anew(store: Store, damage: bytes | None) -> None:
    store.write({bytes([number]): b"x" * 3000 for number in range(50)})
    raw = store.file.read_bytes()
    store.file.write_bytes(raw[: len(raw) // 3] if damage is None else damage)
    found = store.read([bytes([number]) for number in range(50)])
    assert set(found.values()) <= {b"x" * 3000}
    store.write({b"new": b"1"})
    store.write({b"new": b"1"})
    assert store.read([b"new"]) == {b"new": b"1"}


def test_a_table_of_another_version_is_no_error(store: Store) -> None:
    with sqlite3.connect(store.file) as table:
        table.execute("CREATE TABLE entries (key TEXT)")
    assert store.read([b"one"]) == {}
    store.write({b"one": b"1"})
    assert store.read([b"one"]) == {}


def test_a_link_in_the_place_of_the_file_is_not_followed(store: Store, tmp_path: Path) -> None:
    elsewhere = Store(tmp_path / "elsewhere.sqlite3")
    elsewhere.write({b"one": b"planted"})
    store.file.symlink_to(elsewhere.file)
    assert store.read([b"one"]) == {}
    assert elsewhere.read([b"one"]) == {b"one": b"planted"}


def test_a_file_that_others_may_write_is_not_believed(store: Store) -> None:
    store.write({b"one": b"planted"})
    store.file.chmod(0o666)
    assert store.read([b"one"]) == {}


def test_the_file_is_for_its_user_alone(store: Store) -> None:
    store.write({b"one": b"1"})
    assert store.file.stat().st_mode & 0o777 == 0o600


def test_the_entries_that_were_not_used_for_longest_make_room(tmp_path: Path) -> None:
    store = Store(tmp_path / "memory.sqlite3", largest=300_000)
    for build in range(12):
        store.write({f"{build}".encode(): os.urandom(50_000)})
    kept = store.read([f"{build}".encode() for build in range(12)])
    assert b"11" in kept
    assert b"0" not in kept
    assert store.file.stat().st_size <= 400_000


def test_a_disk_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    store = Store(tmp_path / "missing" / "memory.sqlite3")
    store.write({b"one": b"1"})
    assert store.read([b"one"]) == {}


def test_a_checksum_goes_with_its_key() -> None:
    assert checksum_of(b"a", b"b") != checksum_of(b"b", b"b")


def test_the_folder_is_in_the_cache_folder_of_the_user(tmp_path: Path) -> None:
    found = private_folder(tmp_path / "project", {"XDG_CACHE_HOME": str(tmp_path / "cache")})
    assert found == tmp_path / "cache" / "botox-guide"
    assert found.stat().st_mode & 0o777 == 0o700


def test_a_cache_folder_that_is_not_absolute_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("HOME", "/home/somebody")
    assert cache_home({"XDG_CACHE_HOME": "content"}) == Path("/home/somebody/.cache")


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"XDG_CACHE_HOME": "/somewhere"}, "/somewhere"),
        ("linux", {}, "/home/somebody/.cache"),
        ("darwin", {"XDG_CACHE_HOME": "/somewhere"}, "/home/somebody/Library/Caches"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local"),
        ("win32", {}, None),
    ],
)
def test_each_system_has_its_own_cache_folder(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], expected: str | None
) -> None:
    monkeypatch.setenv("HOME", "/home/somebody")
    monkeypatch.setattr(sys, "platform", platform)
    assert cache_home(environment) == (Path(expected) if expected else None)


def make(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    folder = private_folder(tmp_path / "project", environment)
    assert folder is not None
    return folder, environment


def test_a_folder_that_others_may_write_to_is_refused(tmp_path: Path) -> None:
    folder, environment = make(tmp_path)
    for mode in (0o770, 0o707):
        folder.chmod(mode)
        assert private_folder(tmp_path / "project", environment) is None


def test_a_folder_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, environment = make(tmp_path)
    monkeypatch.setattr(os, "getuid", lambda: 54321)
    assert private_folder(tmp_path / "project", environment) is None


def test_a_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    folder, environment = make(tmp_path)
    folder.rmdir()
    (tmp_path / "planted").mkdir(mode=0o700)
    folder.symlink_to(tmp_path / "planted")
    assert private_folder(tmp_path / "project", environment) is None


def test_a_folder_below_one_that_anybody_may_write_to_is_refused(tmp_path: Path) -> None:
    folder, environment = make(tmp_path)
    folder.parent.chmod(0o777)
    assert private_folder(tmp_path / "project", environment) is None


def test_a_cache_folder_in_the_project_is_refused(tmp_path: Path) -> None:
    assert private_folder(tmp_path, {"XDG_CACHE_HOME": str(tmp_path / "content")}) is None
    assert not (tmp_path / "content").exists()


def test_a_home_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert private_folder(tmp_path / "project", {"XDG_CACHE_HOME": str(tmp_path / "file")}) is None
