"""Rules on templates: each can be read, and what it includes exists. Errors of rendering are told in plugins/problems/failures.py."""

from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError
from jinja2.nodes import Extends, FromImport, Import, Include

from plugins.problems.problem import Problem, ProblemError
from plugins.reading.left_over import is_left_behind
from plugins.rules.rule import did_you_mean

NEEDED = ("overview.html", "use.html", "page.html", "base.html")


def _files(folder: Path) -> list[Path]:
    """Return the files of a folder, less what a system left behind."""
    return [file for file in sorted(folder.rglob("*")) if file.is_file() and not is_left_behind(file.name)]


def require_templates(theme: Path) -> None:
    """Raise ProblemError where the templates of the pages are not there: of a folder that is moved, for example."""
    if not all((theme / "templates" / name).is_file() for name in NEEDED):
        raise ProblemError(check_templates(theme)[0])


def check_templates(theme: Path) -> list[Problem]:
    """Return what is wrong with the templates of a theme, without rendering them."""
    folder = theme / "templates"
    shown = f"{theme.name}/templates"
    files = {file.relative_to(folder).as_posix(): file for file in _files(folder)}
    if not files:
        told = "The folder has no templates. Check THEME in pelicanconf.py, or take the folder back from git."
        return [Problem(shown, 1, 1, "template-missing", told)]
    problems = [
        Problem(f"{shown}/{name}", 1, 1, "template-missing", "The template is missing. Take it back from git.")
        for name in NEEDED
        if name not in files
    ]
    environment = Environment(autoescape=True)
    for name, file in files.items():
        path = f"{shown}/{name}"
        try:
            tree = environment.parse(file.read_text(encoding="utf-8"), name, str(file))
        except TemplateSyntaxError as error:
            told = (
                f"The template cannot be read ({(error.message or '').rstrip('.')}). Check the braces and the"
                " tags here and above."
            )
            problems.append(Problem(path, error.lineno, 1, "template-syntax", told))
            continue
        except UnicodeDecodeError:
            problems.append(
                Problem(path, 1, 1, "template-syntax", 'The file is not saved as UTF-8. Save it as "UTF-8".')
            )
            continue
        for node in tree.find_all((Extends, FromImport, Import, Include)):
            wanted = getattr(getattr(node, "template", None), "value", None)
            if isinstance(wanted, str) and wanted not in files and not getattr(node, "ignore_missing", False):
                told = did_you_mean(wanted, list(files)) or " Correct its name, or take the file back from git."
                problems.append(
                    Problem(path, node.lineno, 1, "template-missing", f'There is no template "{wanted}".{told}')
                )
    return problems
