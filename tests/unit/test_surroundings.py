"""What fails around a verb is one sentence, whichever verb it is, and no work ends half way because nobody listens."""

import errno
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.problems.failures import explain_failure
from tooling import weekly
from tooling.deploy.own_server import explain as explain_server
from tooling.deploy.settings import DeployFailed
from tooling.deploy.target import read_release
from tooling.git_answers import NoAnswer, ask_git, changed_files, check_place
from tooling.preview import start
from tooling.preview.start import NoFreePortError, listen
from tooling.surroundings import guarded, read_number

PROJECT = Path(__file__).resolve().parent.parent.parent
AGAIN = "and run the command again."


def fail(error: BaseException) -> str:
    """Return what a verb says that ends with this error."""

    @guarded
    def verb() -> None:
        raise error

    with pytest.raises(SystemExit) as stopped:
        verb()
    return str(stopped.value)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "x", "a.md"), f"The disk is full, or has no room for more files (a.md). Free some space, {AGAIN}"),
        (OSError(errno.EROFS, "x", "a.md"), f"This disk may only be read (a.md). Allow writing, or work in a folder of your own, {AGAIN}"),
        (PermissionError(errno.EACCES, "x", "a.md"), f"This may not be read or written (a.md): it belongs to another user, or is closed. Allow it, {AGAIN}"),
        (FileExistsError(errno.EEXIST, "x", "review"), f"A file is in the way where a folder has to be (review). Move it away, {AGAIN}"),
        (IsADirectoryError(errno.EISDIR, "x", "a.md"), f"A folder is in the way where a file has to be (a.md). Move it away, {AGAIN}"),
        (OSError(errno.EMFILE, "x"), f"Too many files are open. End other programs, or raise the limit (ulimit -n), {AGAIN}"),
        (FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']"), f"There is no folder for temporary files. Make one, or name one in TMPDIR, {AGAIN}"),
        (FileNotFoundError(errno.ENOENT, "x", "a"), f"A file or folder is missing (a). Take it back from git, or make it, {AGAIN}"),
        (OSError(errno.EIO, "x", "a"), f"The disk fails (a). Look after it, {AGAIN}"),
        (OSError(errno.EBUSY, "Device or resource busy", "a", None, "b"), f"Device or resource busy (a and b). Put that right, {AGAIN}"),
        (MemoryError(), f"This machine has no memory left. End other programs, {AGAIN}"),
        (RuntimeError("can't start new thread"), f"This machine lets no more programs begin. End other programs, {AGAIN}"),
        (UnicodeEncodeError("utf-8", "\udcff", 0, 1, "x"), f"What was typed holds signs that are not UTF-8. Type it anew, {AGAIN}"),
        (subprocess.CalledProcessError(2, ["uv", "pip"]), f"uv pip has ended with status 2. Look at what it said, {AGAIN}"),
        (ModuleNotFoundError("No module named 'markdown'", name="markdown"), f"A package in .venv is missing or damaged (No module named 'markdown'). Delete the folder .venv, {AGAIN}"),
        (ModuleNotFoundError("No module named '_sqlite3'", name="_sqlite3"), f"This Python lacks its own module sqlite3. Install a whole Python, {AGAIN}"),
    ],
)  # fmt: skip
def test_what_fails_around_a_verb_is_one_sentence(error: BaseException, told: str) -> None:
    assert fail(error) == told


def test_a_disk_that_is_full_while_pelican_writes_is_no_fault_of_the_program(tmp_path: Path) -> None:
    full = OSError(errno.ENOSPC, "No space left on device", str(tmp_path / ".build/x.png"))
    problem = explain_failure(full, tmp_path)
    assert str(problem) == (
        f".build/x.png:1:1: The disk is full, or has no room for more files ({tmp_path}/.build/x.png). "
        f"Free some space, {AGAIN}"
    )
    missing = explain_failure(ModuleNotFoundError("No module named 'x'", name="x"), tmp_path)
    assert str(missing).startswith(".venv:1:1: A package in .venv is missing or damaged (No module named 'x').")


@pytest.mark.parametrize("error", [ValueError("x"), ModuleNotFoundError("x", name="plugins.nothing"), KeyError("x")])
def test_a_fault_of_our_own_is_not_taken_for_one_of_the_surroundings(error: Exception) -> None:
    @guarded
    def verb() -> None:
        raise error

    with pytest.raises(type(error)):
        verb()


def run_verb(redirection: str, body: str) -> subprocess.CompletedProcess[str]:
    """Run a verb of this one line, its output sent where the shell is told to."""
    lines = ("from tooling.surroundings import guarded", "@guarded", "def verb():", f"    {body}", "verb()")
    command = f"{sys.executable} -c '{chr(10).join(lines)}' {redirection}"
    return subprocess.run(["bash", "-c", command], cwd=PROJECT, capture_output=True, text=True, check=False)


DONE = 'print("x" * 99999, flush=True); print("done", file=__import__("sys").stderr)'
FULL = "It is done, but what it says could not be written (No space left on device). Send that to another place, "


@pytest.mark.parametrize(
    ("redirection", "said", "status"),
    [
        ("| true", "done\n", 0),
        ("| head -c 1 > /dev/null", "done\n", 0),
        (">&-", "done\n", 0),
        ("> /dev/full", f"done\n{FULL}{AGAIN}\n", 1),
    ],
)
def test_output_that_nobody_takes_ends_no_work_half_way(redirection: str, said: str, status: int) -> None:
    result = run_verb(redirection, DONE)
    assert (result.stderr, result.returncode) == (said, status)


def test_a_sign_that_the_terminal_does_not_know_is_written_as_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    assert run_verb("", 'print("\\u2026")').stdout == "\\u2026\n"


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (
            lambda path: path.write_bytes(b"\xff\xfe"),
            r"is damaged: it cannot be read .*Run `python3 tasks.py release` again",
        ),
        (lambda path: path.write_text("null"), r"is damaged: it does not say which format it has\. Run"),
        (lambda path: path.mkdir(), r"The release cannot be read\. A folder is in the way where a file has to be"),
        (lambda path: path.symlink_to(path), r"The release cannot be read\. Too many levels of symbolic links"),
        (lambda path: None, r"There is no release\. Run"),
    ],
)
def test_a_manifest_that_cannot_be_read_stops_a_deploy(
    tmp_path: Path, make: Callable[[Path], object], told: str
) -> None:
    (tmp_path / "site").mkdir()
    make(tmp_path / "site/release-manifest.json")
    with pytest.raises(DeployFailed, match=told):
        read_release(tmp_path)


def test_a_server_that_greets_is_told_how_to_be_silent() -> None:
    said = (
        "protocol version mismatch -- is your shell clean?\n(see the rsync manpage for an explanation)\nrsync error: x"
    )
    assert "Open ~/.bashrc of that user on the server" in explain_server(said)


@pytest.mark.parametrize("typed", ["x", "", "-1", "4", "5.5", " 5", "٥", "²", "1e3", "9999999", "5\n"])
def test_a_number_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        read_number("--sizes", typed, least=5)
    assert str(stopped.value) == (
        f'--sizes takes a whole number, 5 or more, and "{typed}" is none. Write one in digits, {AGAIN}'
    )


def test_a_number_is_read() -> None:
    assert read_number("--port", "8000") == 8000


def test_a_verb_that_is_stopped_says_so() -> None:
    assert fail(KeyboardInterrupt()) == "Stopped. Run the command again to go on."


@pytest.mark.parametrize("port", [-1, 0, 65536, 99999])
def test_a_port_that_is_none_is_refused(port: int) -> None:
    with pytest.raises(NoFreePortError, match=f"A port is a number from 1 to 65535, and {port} is none"):
        listen("127.0.0.1", port)


def hang_up(listening: socket.socket, times: int) -> None:
    """Take so many calls, and say nothing."""
    for _ in range(times):
        listening.accept()[0].close()


def test_a_port_that_another_program_has_is_told_and_without_a_wish_the_next_one_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A program that says nothing at all is no preview of this folder."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        threading.Thread(target=hang_up, args=(other, 2), daemon=True).start()
        with pytest.raises(NoFreePortError) as told:
            listen("127.0.0.1", port)
        assert str(told.value) == f"Port {port} is taken by another program. Stop that one, or leave --port out."
        monkeypatch.setattr(start, "FIRST_PORT", port)
        (taken,) = listen("127.0.0.1", None)
        assert taken.getsockname()[1] > port
        taken.close()


def test_the_weekly_list_of_no_site_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"There is no built site in .*Run `python3 tasks.py build` first"):
        weekly.run([str(tmp_path)])


# git


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository without a commit."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = tmp_path / "p"
    folder.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    return folder


def answer(folder: Path) -> str:
    """Return the last commit, or why git does not tell it."""
    try:
        check_place(folder)
        return ask_git(folder, "log", "-1")
    except NoAnswer as none:
        return str(none)


def test_a_repository_without_a_commit_has_its_sentence(repository: Path) -> None:
    assert answer(repository) == "git has no commit here yet. Commit first (git add -A, then git commit)."


def test_a_folder_of_no_repository_has_its_sentence(repository: Path) -> None:
    (repository / ".git").rename(repository / "gone")
    assert answer(repository).startswith("This folder is in no git repository. Make a clone")


def test_a_machine_without_git_has_its_sentence(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    assert answer(repository) == "git is not on this machine. Install it, and run the command again."


def test_a_repository_of_another_user_has_its_sentence(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert answer(repository) == (
        "This folder belongs to another user, and git reads none of those. If you trust what is in it, run "
        f"`git config --global --add safe.directory {repository}`, or else make a clone of your own."
    )


@pytest.mark.parametrize("name", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"])
def test_a_variable_that_leads_git_elsewhere_is_named(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    other = tmp_path / "other"
    subprocess.run(["git", "init", "-q", str(other)], check=True)
    for value in (other / ".git", tmp_path / "nowhere"):
        monkeypatch.setenv(name, str(value))
        assert answer(repository) == (
            f"{name} ({value}) leads git to another place than this folder. Take it out of the environment (unset {name}), "
            "and run the command again."
        )
    monkeypatch.setenv(name, {"GIT_DIR": ".git", "GIT_WORK_TREE": ".", "GIT_INDEX_FILE": ".git/index"}[name])
    if name != "GIT_WORK_TREE":  # git wants both
        check_place(repository)


def test_names_of_files_are_written_as_they_are(repository: Path) -> None:
    for name in ("día ü.txt", "日本.txt", "a\x1b[31m.txt"):
        (repository / name).touch()
    assert sorted(changed_files(repository)) == ["?? a?[31m.txt", "?? día ü.txt", "?? 日本.txt"]
