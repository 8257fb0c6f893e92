"""Where the site goes, from deploy/target.toml and the environment; and what can go wrong on the way."""

import os
from collections.abc import Mapping
from pathlib import Path

from plugins.problems.reporting import as_text
from plugins.reading.environment import read_environment
from plugins.reading.project_file import read_project_file
from plugins.reading.target import TARGET, Deploy, read_target

PROJECT = Path(__file__).resolve().parent.parent.parent


class DeployFailed(Exception):
    """The deploy stopped; the message says why, what is live now and what to do."""


def read_settings(project: Path = PROJECT, variables: Mapping[str, str] | None = None) -> Deploy:
    """Return what deploy/target.toml says, each field replaced by its variable of the environment if that is set.

    project: the folder of the project. variables: os.environ if left out. Raises DeployFailed, naming every file,
    line and variable that is not right.
    """
    environment = read_environment(os.environ if variables is None else variables)
    text, problems = read_project_file(project, TARGET)
    deploy = read_target({} if text is None else {TARGET: text}, problems)
    if problems := [*environment.problems, *problems]:
        raise DeployFailed(as_text(problems, outcome=""))
    return deploy.model_copy(update=environment.deploy)


def require(settings: Deploy, *names: str) -> None:
    """Raise DeployFailed for settings that the target needs and that are empty."""
    missing = [name for name in names if not getattr(settings, name)]
    if missing:
        raise DeployFailed(
            f'The target "{settings.target}" needs {" and ".join(missing)}. '
            f"Fill in {TARGET}, or set {' and '.join(f'DEPLOY_{name.upper()}' for name in missing)}."
        )
