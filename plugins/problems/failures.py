"""An exception in a template, a plugin or the settings, in one line: where, what is wrong, how to put it right."""

import re
import traceback
from difflib import get_close_matches
from pathlib import Path

from jinja2 import (
    TemplateAssertionError,
    TemplateNotFound,
    TemplatesNotFound,
    TemplateSyntaxError,
    UndefinedError,
)

UNDEFINED = re.compile(r"'(?P<name>[^']+)' is undefined|has no (?:attribute|element) '?(?P<part>[^']+)'?")
NO_FILTER = re.compile(r"No (?P<what>filter|test) named '(?P<name>[^']+)'")


def explain_template_error(error: BaseException, page: str, project: Path | None = None) -> str:
    """Return `theme/templates/x.html:12: what is wrong. (page content/uses/acne.md)`.

    error: what Jinja, or Pelican, raised around rendering. page: what was being rendered, or nothing.
    """
    project = project or Path.cwd()
    where = f" The page was {page}." if page else ""
    found = _jinja_error(error)
    if isinstance(found, TemplateSyntaxError):
        place = _shown(found.filename or found.name or "template", project)
        return f"{place}:{found.lineno}: {_syntax(found)}{where}"
    if isinstance(found, TemplateNotFound):
        names = list(found.templates) if isinstance(found, TemplatesNotFound) else [found.name or str(found)]
        place, line = _last_template(found, project) or ("theme/templates", 1)
        return f"{place}:{line}: {_missing(str(names[0]), project)}{where}"
    if isinstance(found, UndefinedError):
        place, line = _last_template(found, project) or ("theme/templates", 1)
        return f"{place}:{line}: {_undefined(found)}{where}"
    return f"{explain_failure(error, project)}{where}"


def _jinja_error(error: BaseException) -> BaseException:
    """Return the first error of Jinja among an exception and its causes, or the exception itself."""
    at: BaseException | None = error
    while at is not None:
        if isinstance(at, TemplateSyntaxError | TemplateNotFound | UndefinedError):
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
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "templates" in Path(frame.filename).parts]
    return (_shown(frames[-1].filename, project), frames[-1].lineno or 1) if frames else None


def explain_failure(error: BaseException, project: Path | None = None) -> str:
    """Return `plugins/adapter/stylesheet.py:37: …` for an exception of ours, at the last line of this project that it passed.

    What Pelican raises in the place of another exception leads to that one.
    """
    project = project or Path.cwd()
    while error.__cause__ or (error.__context__ and not error.__suppress_context__):
        error = error.__cause__ or error.__context__ or error
    if isinstance(error, SyntaxError) and error.filename:
        return (
            f"{_from_root(error.filename, project)}:{error.lineno or 1}: Python cannot read this line"
            f" ({error.msg}). Correct it."
        )
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(project) and ".venv" not in Path(frame.filename).parts
    ]
    said = " ".join(str(error).split()) or "no reason given"
    told = (
        f"The site cannot be built ({type(error).__name__}: {said}). This is a fault of the program, and not"
        " of the text."
    )
    if not frames:
        return f"pelicanconf.py:1: {told}"
    return f"{_from_root(frames[-1].filename, project)}:{frames[-1].lineno or 1}: {told}"


def _from_root(filename: str, project: Path) -> str:
    path = Path(filename)
    return path.relative_to(project).as_posix() if path.is_relative_to(project) else path.name
