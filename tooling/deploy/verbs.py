"""deploy, rollback and status: which target is chosen, and what is said when it stops."""

from plugins.reading.target import TARGET
from tooling.deploy.settings import DeployFailed, read_settings
from tooling.deploy.target import Target, read_release, release_folder


def choose_target() -> Target:
    """Return the target that deploy/target.toml or the environment names. Raises DeployFailed."""
    settings = read_settings()
    address = settings.check_url or settings.address
    if settings.target == "own-server":
        from tooling.deploy.own_server import OwnServer

        return OwnServer(settings, address)
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
    """Put release/ live. Raises SystemExit with a message for people."""
    try:
        choose_target().deploy(read_release(release_folder()))
    except DeployFailed as problem:
        raise SystemExit(str(problem)) from None


def run_rollback(to: str = "") -> None:
    """Take the site back. Raises SystemExit with a message for people."""
    try:
        choose_target().rollback(to)
    except DeployFailed as problem:
        raise SystemExit(str(problem)) from None


def run_status() -> None:
    """Print what is live. Raises SystemExit with a message for people."""
    try:
        print(choose_target().status())
    except DeployFailed as problem:
        raise SystemExit(str(problem)) from None
