"""The first step on a fresh machine: it needs nothing, and says in one sentence what is missing."""

import ast
import errno
import os
import subprocess
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


@pytest.mark.parametrize("said", ["WARNING: Retrying after connection broken by X\n", ""])  # it may not retry
def test_a_machine_without_network_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    said += "ERROR: No matching distribution found for anyio==4.16.0"
    failed = subprocess.CompletedProcess([], 1, stdout=said)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(environment.CannotPrepare, match="could not be downloaded: connect this machine"):
        environment.install("requirements.txt")


def test_what_is_installed_is_not_installed_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(environment, "ENVIRONMENT", str(tmp_path))
    monkeypatch.setattr(environment, "STAMP", str(tmp_path / "installed.txt"))
    monkeypatch.setattr(environment, "is_whole", lambda: True)
    installed: list[str] = []
    monkeypatch.setattr(environment, "install", installed.append)
    monkeypatch.setattr(environment, "create_environment", lambda: installed.append("new"))
    environment.prepare("build")
    environment.prepare("build")
    assert installed == ["new", "requirements.txt"]
    environment.prepare("test")
    environment.prepare("build")
    assert installed == ["new", "requirements.txt", "requirements-dev.txt"]


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
