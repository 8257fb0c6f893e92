"""Rules on the settings: what Pelican would pass over without a word, or answer with a traceback."""

import ast
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from pelican.settings import DEFAULT_CONFIG

from plugins.problems.problem import Problem

FILES = ("pelicanconf.py", "publishconf.py")
ALMOST = (
    0.85  # two letters of ten that changed places; a name of our own such as FEED_SAVE_AS is farther from PAGE_SAVE_AS
)
# Pelican knows these, and has no default for them.
ALSO_PELICANS = {
    "TIMEZONE", "ARCHIVES_SAVE_AS", "AUTHORS_SAVE_AS", "CATEGORIES_SAVE_AS", "TAGS_SAVE_AS", "INDEX_SAVE_AS",
    "ARCHIVES_URL", "AUTHORS_URL", "CATEGORIES_URL", "TAGS_URL", "FEED_DOMAIN", "MENUITEMS", "DEBUG", "BIND", "PORT",
    "LOGFILE", "VERBOSITY",
}  # fmt: skip


def check_settings(project: Path, running: Iterable[str] | None = None) -> list[Problem]:
    """Return what is wrong with the settings files of a project.

    running: the plugins that Pelican did start, if it has started; then those that it did not are named too.
    """
    problems: list[Problem] = []
    for name in FILES:
        tree = _parse(project, name, problems)
        if tree is None:
            continue
        problems.extend(_misspelt_names(name, tree))
        if running is not None and name == FILES[0]:
            problems.extend(_missing_plugins(name, tree, set(running)))
    return problems


def _parse(project: Path, name: str, problems: list[Problem]) -> ast.Module | None:
    """Read a settings file; what Python cannot read becomes a problem."""
    try:
        return ast.parse((project / name).read_text(encoding="utf-8"))
    except SyntaxError as error:
        told = (
            f"Python cannot read this line ({error.msg}). Check brackets, quotes and commas here and on the line above."
        )
        problems.append(Problem(name, error.lineno or 1, error.offset or 1, "settings-syntax", told))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        told = 'The file is not saved as UTF-8. Save it as "UTF-8" in your editor.'
        problems.append(Problem(name, line, 1, "settings-syntax", told))
    except ValueError:
        told = "The file holds an invisible character that Python cannot read. Take the file back from git."
        problems.append(Problem(name, 1, 1, "settings-syntax", told))
    except OSError as error:
        problems.append(Problem(name, 1, 1, "settings-missing", f"{error.strerror}. Take the file back from git."))
    return None


def _misspelt_names(name: str, tree: ast.Module) -> Iterator[Problem]:
    """Name each setting that is almost one of Pelican's, which would pass over it without a word."""
    known = sorted(set(DEFAULT_CONFIG) | ALSO_PELICANS)
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    for node in names:
        if node.id not in known and (near := get_close_matches(node.id, known, n=1, cutoff=ALMOST)):
            told = f'Nothing reads a setting "{node.id}". Did you mean "{near[0]}"?'
            yield Problem(name, node.lineno, node.col_offset + 1, "settings-unknown", told)


def _missing_plugins(name: str, tree: ast.Module, running: set[str]) -> Iterator[Problem]:
    """Name each plugin that is asked for and did not start: Pelican would build the site without it."""
    for node in tree.body:
        if not isinstance(node, ast.Assign) or not any(
            getattr(target, "id", "") == "PLUGINS" for target in node.targets
        ):
            continue
        for item in ast.walk(node.value):
            if isinstance(item, ast.Constant) and isinstance(item.value, str) and item.value not in running:
                told = f'The plugin "{item.value}" did not start. Correct its name, or mend it; the reason is above.'
                yield Problem(name, item.lineno, item.col_offset + 1, "settings-plugin", told)
