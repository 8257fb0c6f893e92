"""What pelicanconf.py takes from content/, deploy/target.toml and the environment: the one time that they are read.

What cannot be read has a value that stands in for it, so that settings are always there: the gate, which is handed the
same reading, says what is wrong and stops every build.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from plugins.reading.environment import Environment, read_environment
from plugins.reading.library import Sources, read_sources
from plugins.reading.target import Deploy

RESERVED = "https://botox-guide.example"  # stands in until the practice has an address; `release` refuses it


@dataclass(frozen=True)
class SiteSettings:
    """What is known of the site. build_date: the only clock."""

    sources: Sources
    environment: Environment
    build_date: date

    @property
    def deploy(self) -> Deploy:
        """Where the site goes: the environment goes before deploy/target.toml."""
        return self.sources.data.deploy.model_copy(update=self.environment.deploy)

    @property
    def site_url(self) -> str:
        """The address of the site without a slash at its end, never empty."""
        return self.deploy.site_url or RESERVED


def read_site_settings(content: Path, variables: Mapping[str, str], now: float) -> SiteSettings:
    """Return the settings of a site. Never raises for what people wrote.

    content: its folder content/. variables: those of the environment. now: seconds since 1970, used when
    SOURCE_DATE_EPOCH is not set.
    """
    environment = read_environment(variables)
    return SiteSettings(read_sources(content), environment, build_day(environment, now))


def build_day(environment: Environment, now: float) -> date:
    """Return today: of SOURCE_DATE_EPOCH where that is set, or else of the clock, in seconds since 1970."""
    seconds = now if environment.build_time is None else environment.build_time
    return datetime.fromtimestamp(seconds, UTC).date()
