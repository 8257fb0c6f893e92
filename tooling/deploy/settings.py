"""Where the site goes, from deploy/target.toml and the environment; and what can go wrong on the way."""

from collections.abc import Sequence
from pathlib import Path

from plugins.problems.reporting import as_text
from plugins.reading.environment import Environment
from plugins.reading.project_file import read_project_file
from plugins.reading.target import TARGET, Deploy, read_target

PROJECT = Path(__file__).resolve().parent.parent.parent


MOST_SHOWN = 5  # of the problems of a live site: the others are like them, as a rule


class DeployFailed(SystemExit):
    """The deploy stopped; the message says why, what is live now and what to do. It ends the task, with exit status 1.

    problems: what is wrong with the live site, of which the first ones are shown above it.
    """

    def __init__(self, told: str, problems: Sequence[str] = ()) -> None:
        super().__init__("\n".join([*problems[:MOST_SHOWN], told]))


def read_settings(environment: Environment, project: Path = PROJECT) -> Deploy:
    """Return what deploy/target.toml says, each field replaced by its variable of the environment if that is set.

    Raises DeployFailed, naming every file, line and variable that is not right.
    """
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
