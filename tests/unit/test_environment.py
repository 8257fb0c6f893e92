"""The first step on a fresh machine: it needs nothing, and says in one sentence what is missing."""

import ast
import errno
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tooling import environment

PROJECT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("name", ["tasks.py", "tooling/environment.py"])
def test_old_pythons_can_read_the_first_step(name: str) -> None:
    ast.parse((PROJECT / name).read_text(encoding="utf-8"), feature_version=(3, 7))


def test_the_first_step_needs_the_standard_library_alone() -> None:
    tree = ast.parse((PROJECT / "tooling/environment.py").read_text(encoding="utf-8"))
    imported = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    assert imported <= set(sys.stdlib_module_names)


def test_an_old_python_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert environment.hand_over(["build"]) == 1
    assert capsys.readouterr().err == (
        "This project needs Python 3.11 or newer, and this is 3.9: install a newer Python and use that one.\n"
    )


def test_a_python_without_venv_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(environment.CannotPrepare, match=r"lacks its venv module: install it .*python3-venv"):
        environment.create_environment()


@pytest.mark.parametrize("said", [["WARNING: Retrying after connection broken by X"], []])  # it may not retry
def test_a_machine_without_network_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch, said: list[str]) -> None:
    said = [*said, "ERROR: No matching distribution found for anyio==4.16.0"]
    monkeypatch.setattr(environment, "run_pip", lambda *_: (1, said))
    with pytest.raises(environment.CannotPrepare, match="could not be downloaded: connect this machine"):
        environment.install("requirements.txt")


def test_a_folder_that_lies_too_deep_for_windows_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "run_pip", lambda *_: (1, ["Collecting a", "ERROR: No such file or directory"]))
    monkeypatch.setattr(environment, "ENVIRONMENT", "C:\\" + "deep\\" * 20 + ".venv")
    monkeypatch.setattr(environment, "environment_python", lambda: "python")
    monkeypatch.setattr(os, "name", "nt")
    with pytest.raises(environment.CannotPrepare) as told:
        environment.install("requirements.txt")
    monkeypatch.undo()
    assert str(told.value) == (
        "The packages in requirements.txt could not be installed (ERROR: No such file or directory): this folder lies so "
        "deep that Windows cannot name the files in it. Move it to a place with a short name, such as C:\\guide, and run "
        "the command again."
    )


def test_a_python_that_is_too_new_for_a_package_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "run_pip", lambda *_: (1, ["ERROR: Failed to build a"]))
    monkeypatch.setattr(sys, "version_info", (3, 16, 0))
    with pytest.raises(environment.CannotPrepare) as told:
        environment.install("requirements.txt")
    assert str(told.value) == (
        "The packages in requirements.txt could not be installed (ERROR: Failed to build a): they are not ready for Python "
        "3.16 yet. Install Python 3.14 beside it and use that one."
    )


SAYS = "print('Collecting a==1\\n  Using cached a\\nCollecting b==2\\n\\nInstalling collected packages: a, b'); exit(3)"


@pytest.mark.parametrize(
    ("in_terminal", "shown"),
    [
        (False, ""),
        (True, "".join(f"\r  {told:40}" for told in (
            "Loading package 1 of 2", "Loading package 2 of 2", "Installing all of them")) + "\r" + " " * 42 + "\r"),
    ],
)  # fmt: skip
def test_a_terminal_shows_how_far_the_installation_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], in_terminal: bool, shown: str
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: in_terminal)
    status, lines = environment.run_pip([sys.executable, "-c", SAYS], 2)
    assert (status, lines) == (
        3,
        ["Collecting a==1", "Using cached a", "Collecting b==2", "Installing collected packages: a, b"],
    )
    assert capsys.readouterr().err == shown


def test_packages_are_counted_in_a_hashed_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hashes = "    --hash=sha256:0 \\\n    --hash=sha256:1\n    # via b==2\n"
    (tmp_path / "some.txt").write_text(f"# a==1\na==1 \\\n{hashes}b==2 ; python_version < '3.12' \\\n{hashes}")
    monkeypatch.setattr(environment, "PROJECT", str(tmp_path))
    assert environment.count_packages("some.txt") == 2


GETTING_READY = "Getting ready. This happens once, and again when the packages of the guide change.\n"


def test_what_is_installed_is_not_installed_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "ENVIRONMENT", str(tmp_path))
    monkeypatch.setattr(environment, "STAMP", str(tmp_path / "installed.txt"))
    monkeypatch.setattr(environment, "is_whole", lambda: True)
    installed: list[str] = []
    monkeypatch.setattr(environment, "install", installed.append)
    monkeypatch.setattr(environment, "create_environment", lambda: installed.append("new"))
    environment.prepare("build")
    environment.prepare("build")
    assert installed == ["new", "requirements.txt"]
    assert capsys.readouterr().err == (
        f"{GETTING_READY}Step 1 of 2: making the folder .venv ...\n"
        "Step 2 of 2: loading and installing requirements.txt, about a minute ...\nReady.\n"
    )
    environment.prepare("test")
    environment.prepare("build")
    assert installed == ["new", "requirements.txt", "requirements-dev.txt"]
    assert capsys.readouterr().err == (
        f"{GETTING_READY}Step 1 of 2: the folder .venv is there.\n"
        "Step 2 of 2: loading and installing requirements-dev.txt, about a minute ...\nReady.\n"
    )


def test_a_folder_that_is_no_environment_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    monkeypatch.setattr(environment, "ENVIRONMENT", str(tmp_path))
    with pytest.raises(environment.CannotPrepare, match="is not a Python environment: move it away"):
        environment.create_environment()
    assert (tmp_path / "mine.txt").exists()


def test_requirements_name_no_server() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (PROJECT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--hash=sha256:" in text


def test_an_environment_that_cannot_be_used_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(verb: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", ".venv/installed.txt")

    monkeypatch.setattr(environment, "prepare", full)
    assert environment.hand_over(["build"]) == 1
    assert capsys.readouterr().err == (
        "The environment .venv cannot be used: No space left on device (.venv/installed.txt). Put that right and run the "
        "command again.\n"
    )


INTERRUPTED = "import os, signal, sys; os.kill(os.getppid(), signal.SIGINT); sys.exit(3)"


def test_ctrl_c_is_left_to_the_program_that_is_waited_for() -> None:
    command = [sys.executable, "-S", "-E", "-c", INTERRUPTED]
    assert environment.run_and_wait(command) == 3


def test_a_verb_is_run_and_waited_for_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def run(command: list[str]) -> int:
        ran.append(command)
        return 7

    monkeypatch.setattr(environment, "prepare", lambda _: None)
    monkeypatch.setattr(environment, "run_and_wait", run)
    monkeypatch.setattr("os.name", "nt")
    assert environment.hand_over(["build"]) == 7
    assert ran == [[os.path.join(environment.ENVIRONMENT, "Scripts", "python.exe"), "-m", "invoke", "build"]]
