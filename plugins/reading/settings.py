"""What pelicanconf.py takes from practice.toml, deploy/target.toml and the environment.

What cannot be read has a value that stands in for it, so that settings are always there: the gate, which reads the
same files and variables, says what is wrong and stops every build.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from plugins.reading.environment import read_environment
from plugins.reading.project_file import read_project_file
from plugins.reading.site_data import PRACTICE, Practice, read_site_data
from plugins.reading.target import TARGET

RESERVED = "https://botox-guide.example"  # stands in until the practice has an address; `release` refuses it


@dataclass(frozen=True)
class SiteSettings:
    """What is known of the site. site_url: without a slash at its end, never empty. build_date: the only clock."""

    practice: Practice
    site_url: str
    build_date: date


def read_site_settings(project: Path, variables: Mapping[str, str], now: float) -> SiteSettings:
    """Return the settings of a project folder. Never raises for what people wrote.

    variables: those of the environment. now: seconds since 1970, used when SOURCE_DATE_EPOCH is not set.
    """
    environment = read_environment(variables)
    texts = {}
    for path in (PRACTICE, TARGET):
        text, _ = read_project_file(project, path)
        if text is not None:
            texts[path] = text
    data, _ = read_site_data(texts)
    deploy = data.deploy.model_copy(update=environment.deploy)
    seconds = now if environment.build_time is None else environment.build_time
    return SiteSettings(data.practice, deploy.site_url or RESERVED, datetime.fromtimestamp(seconds, UTC).date())
