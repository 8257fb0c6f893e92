"""Tell whether a fresh process of the preview could begin, before this one gives up its place."""

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from plugins.problems.problem import Problem

OURS = ("plugins/", "tooling/")  # what is needed before anything can be shown; settings are read later
NEEDED = ("pelicanconf.py",)
FRAME = re.compile(r'^ *File "(?P<file>[^"]+)", line (?P<line>\d+)', re.MULTILINE)


def find_python_problems(project: Path, names: Iterable[str]) -> list[Problem]:
    """Return why Python could not read the files that have changed, by their paths in the project."""
    names = sorted(names)
    found = [problem for name in names if name.endswith(".py") and (problem := check_syntax(project, name))]
    if not found and any(name.startswith(OURS) for name in names):
        found = check_imports(project)
    return found


def check_syntax(project: Path, name: str) -> Problem | None:
    """Return what is wrong with a file; nothing, if it is gone and nobody asks for it."""
    try:
        compile((project / name).read_bytes(), name, "exec")
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 1) or 1
        return Problem(name, line, 1, "python", f"Python cannot read this ({error}). Correct it and save.")
    except OSError:
        return Problem(name, 1, 1, "python", "The file is missing. Take it back from git.") if name in NEEDED else None
    return None


def check_imports(project: Path) -> list[Problem]:
    """Import the preview in a process of its own, and return why that fails."""
    command = [sys.executable, "-c", "import tooling.preview.start"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode == 0:
        return []
    said = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
    frames = [(Path(frame["file"]), int(frame["line"])) for frame in FRAME.finditer(done.stderr)]
    ours = [(file.relative_to(project).as_posix(), line) for file, line in frames if file.is_relative_to(project)]
    place, line = next((frame for frame in reversed(ours) if not frame[0].startswith(".venv/")), ("tasks.py", 1))
    told = f"The preview could not start again ({said}). Put back what is missing, or correct this line, and save."
    return [Problem(place, line, 1, "python", told)]
