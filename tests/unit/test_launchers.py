"""What is double-clicked to write in the guide: it finds Python or says how to get it, in whatever folder it lies."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tooling import environment

PROJECT = Path(__file__).resolve().parent.parent.parent
SHELL, DESKTOP, WINDOWS = (PROJECT / f"Edit the guide.{ending}" for ending in ("command", "desktop", "cmd"))
SHELLS = [shell for shell in ("dash", "bash") if shutil.which(shell)]
AWKWARD = "Für & wider (100%) 'neu'" + " so lang" * 20
TASKS = 'import os, sys\nprint("RAN", sys.argv[1:], os.getcwd())\nsys.exit(int(os.environ.get("STATUS", "0")))\n'
STARTING = "Starting the guide. It opens in the browser. Leave this window open while you write; close it to stop.\n"
PRESS = "\nPress Enter to close this window. "
MISSING = "The guide needs Python 3.11, 3.12, 3.13 or 3.14, and none of them is on this computer.\n\n"
BY_SYSTEM = {
    "Linux": (
        "1. Install one with the program by which you install others. It may be called python3;\n"
        "   Debian and Ubuntu need python3-venv too.\n"
        '2. Start "Edit the guide" again.\n'
    ),
    "Darwin": (
        "1. In the browser, go to python.org/downloads and load Python 3.14 from the list, not a newer one.\n"
        "2. Open the file that was loaded, and follow it to its end.\n"
        '3. Double-click "Edit the guide" again.\n'
    ),
}


FITS = "import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))"


class Computer:
    """A folder with the launcher and a program in place of the verbs, and the programs that are found."""

    def __init__(self, folder: Path, system: str = "Linux") -> None:
        self.guide = folder / AWKWARD
        self.programs = folder / "bin"
        self.guide.mkdir()
        self.programs.mkdir()
        shutil.copy2(SHELL, self.guide)
        (self.guide / "tasks.py").write_text(TASKS, encoding="utf-8")
        (self.programs / "dirname").symlink_to(shutil.which("dirname") or "")
        self.program("uname", f"echo {system}")

    def program(self, name: str, text: str) -> None:
        """Put a program where programs are looked for."""
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        path.chmod(0o755)

    def start(self, shell: str, *flags: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Start the launcher from elsewhere, as a double click does, with nobody to press Enter."""
        command = [shutil.which(shell) or shell, str(self.guide / SHELL.name), *flags]
        environment = {"PATH": str(self.programs), **more}
        return subprocess.run(
            command, cwd="/", env=environment, input="", capture_output=True, encoding="utf-8", check=False
        )


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("name", ["python3", "python3.13", "python"])
def test_guide_starts_in_any_folder_with_any_python_that_is_new_enough(tmp_path: Path, shell: str, name: str) -> None:
    computer = Computer(tmp_path)
    computer.program("python3", "exit 1")  # too old, or too new
    computer.program(name, f'exec "{sys.executable}" "$@"')
    done = computer.start(shell, "--no-open")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{STARTING}\nRAN ['preview', '--no-open'] {computer.guide}\n"


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("system", BY_SYSTEM)
@pytest.mark.parametrize("is_there", [False, True])
def test_how_to_get_python_is_said_in_plain_words(tmp_path: Path, shell: str, system: str, is_there: bool) -> None:
    computer = Computer(tmp_path, system)
    # A Mac that runs this test may have one where they are looked for by their paths
    text = (computer.guide / SHELL.name).read_text(encoding="utf-8")
    for place in ("/opt/homebrew", "/usr/local/bin", "/Library/Frameworks"):
        assert place in text
        text = text.replace(place, f"{tmp_path}/nowhere")
    (computer.guide / SHELL.name).write_text(text, encoding="utf-8")
    if is_there:
        computer.program("python3", "exit 1")
    done = computer.start(shell)
    assert (done.returncode, done.stdout, done.stderr) == (1, MISSING + BY_SYSTEM[system] + PRESS, "")


@pytest.mark.parametrize("shell", SHELLS)
def test_window_stays_when_the_guide_has_stopped_by_a_fault(tmp_path: Path, shell: str) -> None:
    computer = Computer(tmp_path)
    computer.program("python3", f'exec "{sys.executable}" "$@"')
    done = computer.start(shell, STATUS="3")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        f"{STARTING}\nRAN ['preview'] {computer.guide}\n"
        f"\nThe guide has stopped. The lines above say why. Nothing that was saved is lost.\n{PRESS}"
    )


@pytest.mark.parametrize("shell", SHELLS)
def test_file_that_was_taken_out_of_the_guide_says_so(tmp_path: Path, shell: str) -> None:
    computer = Computer(tmp_path)
    (computer.guide / "tasks.py").unlink()
    done = computer.start(shell)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "This file stands alone. Put it back into the folder of the guide, and double-click it there.\n" + PRESS
    )


def test_launchers_take_the_pythons_that_the_packages_are_there_for() -> None:
    oldest, newest = environment.OLDEST_PYTHON, environment.NEWEST_PYTHON
    assert f"not {oldest} <= sys.version_info < {(newest[0], newest[1] + 1)}" in FITS
    assert f"'{FITS}'" in SHELL.read_text(encoding="utf-8")


def test_git_gives_each_system_the_file_that_it_can_run() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--stage", "--eol", "Edit*"], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    modes = {line.split("\t")[-1]: line.split()[0] for line in listed}
    assert modes == {SHELL.name: "100755", DESKTOP.name: "100755", WINDOWS.name: "100644"}
    kept = subprocess.run(
        ["git", "check-attr", "eol", *modes], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert [line.rpartition(": ")[2] for line in kept] == ["crlf", "lf", "lf"]
    assert WINDOWS.read_bytes().count(b"\r\n") == WINDOWS.read_bytes().count(b"\n") > 50
    assert b"\r" not in SHELL.read_bytes() + DESKTOP.read_bytes()


def test_linux_starts_the_same_launcher_in_a_terminal() -> None:
    lines = dict(line.split("=", 1) for line in DESKTOP.read_text(encoding="utf-8").splitlines() if "=" in line)
    assert (lines["Type"], lines["Terminal"]) == ("Application", "true")
    # As the specification reads it: first the escapes of a value, then those of a quoted argument; %k is this file
    command = lines["Exec"].replace("\\\\", "\\")
    assert command == f'sh -c "exec sh \\"\\$(dirname \\"\\$1\\")/{SHELL.name}\\"" start %k'


# Windows: only the weekly run starts it, so these look at the text alone


def windows_lines() -> list[str]:
    """Return the lines of the launcher for Windows."""
    return WINDOWS.read_text(encoding="ascii").splitlines()


def test_launcher_for_windows_jumps_to_labels_that_are_there() -> None:
    text = "\n".join(windows_lines())
    labels = re.findall(r"^:(\w+)$", text, re.MULTILINE)
    assert sorted(labels) == ["alone", "missing", "stopped", "try", "wait"]
    assert set(re.findall(r"(?:goto|call) :?(\w+)(?= |$)", text, re.MULTILINE)) == set(labels)


def test_launcher_for_windows_tries_the_pythons_of_a_machine_in_turn_and_none_loads_anything() -> None:
    lines = windows_lines()
    tries = [line for line in lines if "call :try" in line]
    assert [line.partition("call :try ")[2] for line in tries] == ["py -%%V", "python3", "python", '"%%~D\\python.exe"']
    first = lines.index(tries[0])
    assert 'set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"' in lines[:first]
    assert 'set "PYLAUNCHER_ALLOW_INSTALL="' in lines[:first]
    assert tries[0].startswith("for %%V in (3.14 3.13 3.12 3.11) do ")
    # A .bat that is run without `call` (pyenv has such) would never come back
    assert f'call %* -c "{FITS}" >nul 2>nul && set PYTHON=%*' in lines
    assert "call %PYTHON% tasks.py preview %*" in lines


def test_launcher_for_windows_prints_nothing_that_its_shell_would_take_for_a_sign() -> None:
    said = [line for line in windows_lines() if line.startswith("echo ")]
    assert len(said) == 8
    assert [line for line in said if re.search(r"[<>|&^%!()]", line)] == []


def test_launcher_for_windows_keeps_its_window_open_at_every_fault() -> None:
    text = "\n".join(windows_lines())
    for label in ("alone", "missing", "stopped"):
        assert re.search(rf"^:{label}\n(?:echo.*\n)+(?:goto wait\n\n|\n:wait\n)", text, re.MULTILINE), label
    assert text.endswith(":wait\necho.\npause\nexit /b 1")
