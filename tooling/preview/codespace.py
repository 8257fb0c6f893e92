"""The preview in a GitHub Codespace or another development container: by which name it is forwarded."""

from collections.abc import Mapping

PORT = 8000  # .devcontainer/devcontainer.json forwards it
NAME, DOMAIN = "CODESPACE_NAME", "GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN"


def codespace_names(environment: Mapping[str, str], port: int = PORT) -> list[str]:
    """Return the names under which a browser finds a port of this Codespace; none in a container that is no Codespace."""
    name, domain = environment.get(NAME, ""), environment.get(DOMAIN, "")
    return [f"{name}-{port}.{domain}"] if name and domain else []
