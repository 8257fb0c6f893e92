"""Which release a server of our own shows, looked at as a visitor does."""

from tests.support.services import Server
from tooling.deploy.smoke import live_digest, look_at
from tooling.deploy.target import Release

Variants = dict[str, Release]


def is_live(server: Server, release: Release) -> bool:
    """Tell whether the site answers with this release, whole."""
    return look_at(server.nginx.address, release.manifest, with_headers=True) == []


def which_is_live(server: Server, variants: Variants) -> str:
    """Return the word of the release that answers, whole; the empty string if none does."""
    digest = live_digest(server.nginx.address)
    return next((word for word, one in variants.items() if one.manifest.digest == digest and is_live(server, one)), "")


def deploy_all(server: Server, variants: Variants, *words: str) -> None:
    """Deploy one release after another."""
    for word in words:
        server.target().deploy(variants[word])
