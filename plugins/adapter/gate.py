"""The gate in Pelican's way: content that breaks a rule stops it before anything is written."""

import sys
from pathlib import Path
from typing import Any

from pelican import Pelican, signals

from plugins.adapter.settings_files import check_settings
from plugins.adapter.templates import check_templates
from plugins.markup.body import Body
from plugins.memory.steps import Memory, Step, hash_folder
from plugins.problems.problem import Problem
from plugins.problems.reporting import Refused, as_text, wants_color
from plugins.reading.library import Library, make_library, read_sources
from plugins.rules import examine

TEMPLATES: Step[list[Problem]] = Step("rules of templates", list[Problem])


def check_sources(settings: dict[str, Any], library: Library) -> tuple[list[Problem], dict[str, Body]]:
    """Return every problem of environment, settings, templates and content/, in this order, and the bodies by path.

    settings: Pelican's, of a site that has read them. library: what content/ holds.
    """
    memory = settings.get("MEMORY")
    problems, bodies = examine(library, settings.get("BUILD_DATE"), memory)
    if "KNOWN" not in settings:
        return problems, bodies
    before = [
        *settings["KNOWN"].environment.problems,
        *check_settings(Path(settings["PROJECT"]), settings["PLUGINS"]),
    ]
    ahead = settings.get("TEMPLATES_AHEAD")
    of_templates = (memory or Memory()).map(
        TEMPLATES,
        lambda theme: ahead() if ahead else check_templates(theme),
        [Path(settings["THEME"])],
        lambda theme: (theme.name, hash_folder(theme / "templates")),
    )
    return [*before, *of_templates[0], *problems], bodies


def make_known_library(settings: dict[str, Any]) -> Library:
    """Return what content/ holds, as pelicanconf.py has read it; or read it, if PATH names another folder by now."""
    known, content = settings.get("KNOWN"), Path(settings["PATH"])
    sources = known.sources if known and known.sources.content == content else read_sources(content)
    return make_library(sources, memory=settings.get("MEMORY"))


def guard(pelican: Pelican) -> None:
    """Stop Pelican, in the editor's words, if anything is wrong with content/. Raises Refused."""
    settings = pelican.settings
    if settings.get("RENDER_ON_REQUEST") or "BODIES" in settings:
        return  # judged already: by the preview, which stays up when something is wrong, or by `check`
    library = make_known_library(settings)
    problems, bodies = check_sources(settings, library)
    if any(not problem.is_warning for problem in problems):
        raise Refused(problems)
    if problems:
        print(as_text(problems, color=wants_color(sys.stderr)), file=sys.stderr)
    settings["LIBRARY"], settings["BODIES"] = library, bodies


def register() -> None:
    """Run when the settings are read, before Pelican looks at content/."""
    signals.initialized.connect(guard)
