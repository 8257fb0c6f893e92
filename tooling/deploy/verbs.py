"""deploy, rollback and status: which target is chosen, and what is said when it stops."""

import os

from plugins.reading.environment import read_environment
from plugins.reading.target import TARGET
from tooling.deploy.settings import DeployFailed, read_settings
from tooling.deploy.target import Target, read_release, release_folder


def choose_target() -> Target:
    """Return the target that deploy/target.toml or the environment names. Raises DeployFailed."""
    environment = read_environment(os.environ)
    settings = read_settings(environment)
    address = settings.check_url or settings.address
    if settings.target == "own-server":
        from tooling.deploy.own_server import OwnServer

        return OwnServer(settings, address, environment.ssh_config)
    if settings.target == "storage":
        from tooling.deploy.storage import Storage

        return Storage(settings, address)
    if settings.target == "github-pages":
        from tooling.deploy.github_pages import GitHubPages

        return GitHubPages(address)
    raise DeployFailed(
        f'Nobody said where the site goes. Set target in {TARGET}, or DEPLOY_TARGET: "own-server", '
        '"github-pages" or "storage".'
    )


def run_deploy() -> None:
    """Put release/ live. Raises DeployFailed."""
    choose_target().deploy(read_release(release_folder()))


def run_rollback(to: str = "") -> None:
    """Take the site back. Raises DeployFailed."""
    choose_target().rollback(to)


def run_status() -> None:
    """Print what is live. Raises DeployFailed."""
    print(choose_target().status())
