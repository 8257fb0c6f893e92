"""Rules on the settings: what Pelican would pass over without a word, or answer with a traceback."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pelican.settings import DEFAULT_CONFIG

from plugins.problems.problem import Problem
from plugins.rules.rule import did_you_mean

FILES = ("pelicanconf.py", "publishconf.py")
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
        text, tree = _parse(project, name, problems)
        if tree is None:
            continue
        problems.extend(_unknown_names(project, name, text, tree))
        if running is not None and name == FILES[0]:
            problems.extend(_missing_plugins(name, tree, set(running)))
    return problems


def _parse(project: Path, name: str, problems: list[Problem]) -> tuple[str, ast.Module | None]:
    """Read a settings file; what Python cannot read becomes a problem."""
    try:
        text = (project / name).read_text(encoding="utf-8")
        return text, ast.parse(text)
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
    return "", None


def _unknown_names(project: Path, name: str, text: str, tree: ast.Module) -> Iterator[Problem]:
    """Name each setting that neither Pelican, nor the theme, nor a plugin reads: most likely it is misspelt."""
    names = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id.isupper()
    ]
    unknown = [node for node in names if node.id not in DEFAULT_CONFIG and node.id not in ALSO_PELICANS]
    if not unknown:
        return
    read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    read |= _names_of_templates(tree)
    read |= _names_read(project, {node.id for node in unknown} - read)
    known = sorted(set(DEFAULT_CONFIG) | ALSO_PELICANS)
    for node in unknown:
        if node.id not in read:
            near = did_you_mean_setting(node.id, known)
            told = f'Nothing reads a setting "{node.id}".{near or " Correct its name, or take it out."}'
            yield Problem(name, node.lineno, node.col_offset + 1, "settings-unknown", told)


def did_you_mean_setting(name: str, known: list[str]) -> str:
    """Return ` Did you mean "ARTICLE_URL"?`, or nothing."""
    lowered = {word.lower(): word for word in known}
    told = did_you_mean(name, list(lowered))
    found = re.search(r'"([^"]+)"', told)
    return f' Did you mean "{lowered[found[1]]}"?' if found else ""


def _names_of_templates(tree: ast.Module) -> set[str]:
    """Return the settings that say where a direct template is saved: SITEMAP_SAVE_AS for "sitemap"."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(
            getattr(target, "id", "") == "DIRECT_TEMPLATES" for target in node.targets
        ):
            names = [item.value for item in ast.walk(node.value) if isinstance(item, ast.Constant)]
            found |= {f"{str(name).upper()}_{ending}" for name in names for ending in ("SAVE_AS", "URL")}
    return found


def _names_read(project: Path, names: set[str]) -> set[str]:
    """Return those of the names that stand in templates, plugins and tools."""
    found: set[str] = set()
    for folder, pattern in (("theme/templates", "*.*"), ("plugins", "*.py"), ("tooling", "*.py")):
        for file in (project / folder).rglob(pattern):
            if found == names:
                return found
            if file.is_file() and file.name != "settings.py":
                text = file.read_text(encoding="utf-8", errors="replace")
                found |= {name for name in names - found if re.search(rf"\b{name}\b", text)}
    return found


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
