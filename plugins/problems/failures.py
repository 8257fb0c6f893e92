"""An exception in a template, a plugin or the settings as a problem: where, what is wrong, how to put it right."""

import os
import re
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from jinja2 import (
    TemplateAssertionError,
    TemplateNotFound,
    TemplatesNotFound,
    TemplateSyntaxError,
    UndefinedError,
)

from plugins.problems.problem import Problem, ProblemError
from plugins.problems.system_errors import OF_THE_SYSTEM, explain

UNDEFINED = re.compile(r"'(?P<name>[^']+)' is undefined|has no (?:attribute|element) '?(?P<part>[^']+)'?")
OWN = ("plugins", "tooling", "tasks", "pelicanconf", "publishconf")  # our modules: none of these is installed
NO_FILTER = re.compile(r"No (?P<what>filter|test) named '(?P<name>[^']+)'")


def explain_template_error(error: BaseException, page: str, project: Path | None = None) -> Problem:
    """Return what to mend in a template, `theme/templates/x.html`, or else what `explain_failure` does.

    error: what Jinja, or Pelican, raised around rendering. page: what was being rendered, or nothing.
    """
    project = project or Path.cwd()
    where = f" The page was {page}." if page else ""
    found = _first_told(error)
    place, line = _last_template(found, project) or ("theme/templates", 1)
    if isinstance(found, TemplateSyntaxError):
        place, line = _shown(found.filename or found.name or "template", project), found.lineno
        told = _syntax(found)
    elif isinstance(found, TemplateNotFound):
        names = list(found.templates) if isinstance(found, TemplatesNotFound) else [found.name or str(found)]
        told = _missing(str(names[0]), project)
    elif isinstance(found, UndefinedError):
        told = _undefined(found)
    else:
        problem = explain_failure(found, project)
        return replace(problem, message=f"{problem.message}{where}")
    return Problem(place, line, 1, "template", f"{told}{where}")


def _first_told(error: BaseException) -> BaseException:
    """Return the first error of Jinja, or problem, among an exception and its causes, or the exception itself."""
    at: BaseException | None = error
    while at is not None:
        if isinstance(at, TemplateSyntaxError | TemplateNotFound | UndefinedError | ProblemError):
            return at
        at = at.__cause__ or at.__context__
    return error


def _syntax(error: TemplateSyntaxError) -> str:
    said = (error.message or "").rstrip(".")
    unknown = NO_FILTER.search(said)
    if isinstance(error, TemplateAssertionError) and unknown:
        return f'There is no {unknown["what"]} "{unknown["name"]}". Correct its name.'
    return f"The template cannot be read ({said}). Check the braces and the tags on this line and above."


def _undefined(error: UndefinedError) -> str:
    found = UNDEFINED.search(str(error))
    name = (found["name"] or found["part"]) if found else ""
    told = f'"{name}"' if name else "a value"
    return f"The template asks for {told}, which does not exist here. Correct its name, or give it a value."


def _missing(name: str, project: Path) -> str:
    folder = project / "theme" / "templates"
    known = [file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()]
    near = get_close_matches(name, known, n=1)
    told = f'Did you mean "{near[0]}"?' if near else "Correct its name, or take the file back from git."
    if not known:
        told = "The folder theme/templates has no templates. Check THEME in pelicanconf.py."
    return f'There is no template "{name}". {told}'


def _shown(name: str, project: Path) -> str:
    """Return a path from the project's root, with forward slashes."""
    path = Path(name)
    if path.is_absolute():
        return path.relative_to(project).as_posix() if path.is_relative_to(project) else path.as_posix()
    return f"theme/templates/{path.as_posix()}"


def _last_template(error: BaseException, project: Path) -> tuple[str, int] | None:
    """Return the template and the line that an error came from."""
    return _last_line(error, project, lambda file: "templates" in file.parts)


def _last_line(error: BaseException, project: Path, counts: Callable[[Path], bool]) -> tuple[str, int] | None:
    """Return the last file and line that an error passed, of the files that count."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if counts(Path(frame.filename))]
    return (_shown(frames[-1].filename, project), frames[-1].lineno or 1) if frames else None


def explain_missing_package(error: BaseException) -> str | None:
    """Say what to do about a package that is not there or not whole; None if that is not what is wrong."""
    is_package = isinstance(error, SyntaxError) and ".venv" in Path(error.filename or "").parts
    if not isinstance(error, ImportError) and not is_package:
        return None
    name = (getattr(error, "name", None) or "").split(".")[0]
    if name in OWN:
        return None
    if name.lstrip("_") in {module.lstrip("_") for module in sys.stdlib_module_names}:
        return (
            f"This Python lacks its own module {name.lstrip('_')}. Install a whole Python, and run the command again."
        )
    told = f"A package in .venv is missing or damaged ({' '.join(str(error).split())})."
    return f"{told} Delete the folder .venv, and run the command again."


def explain_failure(error: BaseException, project: Path | None = None) -> Problem:
    """Return an exception of ours at the last line of this project that it passed, `plugins/adapter/stylesheet.py`.

    What Pelican raises in the place of another exception leads to that one.
    """
    project = project or Path.cwd()
    while not isinstance(error, ProblemError) and (
        error.__cause__ or (error.__context__ and not error.__suppress_context__)
    ):
        error = error.__cause__ or error.__context__ or error
    if isinstance(error, ProblemError):
        return error.problem
    if isinstance(error, OSError) and error.errno in OF_THE_SYSTEM:
        file = project / str(error.filename2 or error.filename or "")
        shown = file.relative_to(project) if file.is_relative_to(project) else file
        return Problem(shown.as_posix(), 1, 1, "system", explain(error))
    if missing := explain_missing_package(error):
        return Problem(".venv", 1, 1, "program", missing)
    if isinstance(error, SyntaxError) and error.filename:
        path = Path(error.filename)
        place = path.relative_to(project).as_posix() if path.is_relative_to(project) else path.name
        told = f"Python cannot read this line ({error.msg}). Correct it."
        return Problem(place, error.lineno or 1, error.offset or 1, "python", told)
    ours = _last_line(error, project, lambda file: file.is_relative_to(project) and ".venv" not in file.parts)
    place, line = ours or ("pelicanconf.py", 1)
    said = " ".join(str(error).replace(f"{project}{os.sep}", "").split()) or "no reason given"
    told = f"The site cannot be built ({type(error).__name__}: {said}). This is a fault of the program, and not of the text."
    return Problem(place, line, 1, "program", told)
