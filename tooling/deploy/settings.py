"""Where the site goes, from practice.toml and the environment; and what can go wrong on the way."""

import os
import tomllib
from pathlib import Path

from pydantic import ValidationError

from plugins.site_data import Deploy, Practice

PROJECT = Path(__file__).resolve().parent.parent.parent
PRACTICE = "content/data/practice.toml"


class DeployFailed(Exception):
    """The deploy stopped; the message says why, what is live now and what to do."""


def read_practice(project: Path = PROJECT) -> Practice:
    """Return what practice.toml says. Raises DeployFailed."""
    try:
        return Practice.model_validate(tomllib.loads((project / PRACTICE).read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise DeployFailed(
            f"{PRACTICE} cannot be read ({error}). Run `python3 tasks.py build`, which says where."
        ) from None


def site_address(practice: Practice, environment: dict[str, str] | None = None) -> str:
    """Return the address of the site, or the empty string while it is not set."""
    values = os.environ if environment is None else environment
    address = (values.get("SITEURL") or practice.site_url).rstrip("/")
    return "" if address.endswith(".example") else address


def read_settings(practice: Practice, environment: dict[str, str] | None = None) -> Deploy:
    """Return the table [deploy], each field replaced by DEPLOY_ and its name in capitals if that is set.

    Raises DeployFailed.
    """
    values = os.environ if environment is None else environment
    fields = practice.deploy.model_dump()
    for name in fields:
        if given := values.get(f"DEPLOY_{name.upper()}"):
            fields[name] = int(given) if name == "port" and given.isdigit() else given
    try:
        return Deploy.model_validate(fields)
    except ValidationError as error:
        wrong = ", ".join(str(detail["loc"][0]) for detail in error.errors())
        raise DeployFailed(f"Of the settings for deploying, these cannot be right: {wrong}. See {PRACTICE}.") from None


def require(settings: Deploy, *names: str) -> None:
    """Raise DeployFailed for settings that the target needs and that are empty."""
    missing = [name for name in names if not getattr(settings, name)]
    if missing:
        raise DeployFailed(
            f'The target "{settings.target}" needs {" and ".join(missing)}. '
            f"Fill in {PRACTICE} under [deploy], or set {' and '.join(f'DEPLOY_{name.upper()}' for name in missing)}."
        )
