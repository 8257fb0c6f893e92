"""GitHub Pages: its official actions put the site live, in .github/workflows/publish.yml; here we only look at it."""

import os

from tooling.deploy.settings import DeployFailed
from tooling.deploy.smoke import live_digest, look_at
from tooling.deploy.target import Release

PATIENCE = 120  # seconds in which GitHub's network may catch up
BY_WORKFLOW = (
    'GitHub Pages is filled by the workflow "Publish": push to main, or start it by hand under Actions. '
    "docs/deployment.md says how to take the site back."
)


class GitHubPages:
    """GitHub's own host of static sites. It swaps whole sites, and its history is the list of workflow runs."""

    def __init__(self, address: str) -> None:
        """address: where the site answers."""
        self.address = address

    def deploy(self, release: Release) -> None:
        """In the workflow, after the action: look whether the release is live. Raises DeployFailed."""
        if os.environ.get("GITHUB_ACTIONS") != "true":
            raise DeployFailed(BY_WORKFLOW)
        problems = look_at(self.address, release.manifest, with_headers=False, patience=PATIENCE)
        if problems:
            raise DeployFailed(f"GitHub Pages does not show what was released. {BY_WORKFLOW}", problems)
        print(f"Live: {release.manifest.commit[:8]} at {self.address}.")

    def rollback(self, to: str) -> None:
        """Say how. Raises DeployFailed, always."""
        raise DeployFailed(BY_WORKFLOW)

    def status(self) -> str:
        """Say what is live."""
        return f"{self.address} shows the manifest {live_digest(self.address)[:12]}."
