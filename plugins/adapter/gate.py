"""The gate in Pelican's way: content that breaks a rule stops it before anything is written."""

import os
import sys
from pathlib import Path
from typing import Any

from pelican import Pelican, signals

from plugins.adapter.settings_files import check_settings
from plugins.adapter.templates import check_templates
from plugins.markup.body import Body
from plugins.memory.steps import Memory, Step, hash_folder
from plugins.problems.problem import Problem
from plugins.problems.reporting import as_text, wants_color
from plugins.reading.environment import read_environment
from plugins.reading.library import Library, read_library
from plugins.rules import examine

TEMPLATES: Step[list[Problem]] = Step("rules of templates", list[Problem])


def check_sources(settings: dict[str, Any], library: Library) -> tuple[list[Problem], dict[str, Body]]:
    """Return every problem of environment, settings, templates and content/, in this order, and the bodies by path.

    settings: Pelican's, of a site that has read them. library: what content/ holds.
    """
    memory = settings.get("MEMORY")
    problems, bodies = examine(library, settings.get("BUILD_DATE"), memory)
    if "PROJECT" not in settings:
        return problems, bodies
    before = [
        *read_environment(os.environ).problems,
        *check_settings(Path(settings["PROJECT"]), settings["PLUGINS"]),
    ]
    of_templates = (memory or Memory()).map(
        TEMPLATES,
        check_templates,
        [Path(settings["THEME"])],
        lambda theme: (theme.name, hash_folder(theme / "templates")),
    )
    return [*before, *of_templates[0], *problems], bodies


def guard(pelican: Pelican) -> None:
    """Read content/ and stop Pelican, in the editor's words, if anything is wrong."""
    settings = pelican.settings
    if settings.get("RENDER_ON_REQUEST"):
        return  # the preview has a gate of its own, which stays up when something is wrong
    library = read_library(Path(settings["PATH"]), settings.get("LIBRARY"), settings.get("MEMORY"))
    problems, bodies = check_sources(settings, library)
    if any(not problem.is_warning for problem in problems):
        raise SystemExit(as_text(problems))
    if problems:
        print(as_text(problems, color=wants_color(sys.stderr)), file=sys.stderr)
    settings["LIBRARY"], settings["BODIES"] = library, bodies


def register() -> None:
    """Run when the settings are read, before Pelican looks at content/."""
    signals.initialized.connect(guard)
