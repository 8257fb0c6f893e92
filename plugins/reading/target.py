"""deploy/target.toml: the address of the site, and where it goes live.

It stands outside content/, so that whoever may change the text cannot change where it goes.
"""

from typing import ClassVar
from urllib.parse import urlsplit

from plugins.problems.problem import Problem
from plugins.reading.article_parts import Strict
from plugins.reading.contacts import Contact
from plugins.reading.data_file import open_data_file
from plugins.reading.names import CheckOrigin, Origin
from plugins.reading.server_names import (
    Bucket,
    Distribution,
    Endpoint,
    Port,
    Region,
    ServerFolder,
    SshDestination,
    Target,
)

TARGET = "deploy/target.toml"
RESERVED_ENDING = ".example"  # RFC 2606: nobody can own such an address


class Deploy(Strict):
    """Where the site goes live. docs/deployment.md explains each field; an empty one is not filled in yet.

    Nothing here is secret: keys come from the environment. The environment goes before the file:
    SITEURL before `site_url`, DEPLOY_HOST before `host` and so on.
    """

    moved: ClassVar[dict[str, str]] = {"deploy": 'The line "[deploy]" is not needed here. Take it out.'}

    site_url: Origin = ""
    target: Target = ""
    check_url: CheckOrigin = ""
    security_contact: Contact = ""
    host: SshDestination = ""
    port: Port = 0
    path: ServerFolder = ""
    bucket: Bucket = ""
    region: Region = ""
    endpoint: Endpoint = ""
    distribution: Distribution = ""

    @property
    def address(self) -> str:
        """The address of the site, or the empty string while it has none that is its own."""
        host = urlsplit(self.site_url).hostname or ""
        return "" if host.endswith(RESERVED_ENDING) else self.site_url


def read_target(texts: dict[str, str], problems: list[Problem]) -> Deploy:
    """Return what deploy/target.toml says; when something is wrong with it, nothing, and nothing is deployed.

    texts: the text of each file by its path, lines ended by "\\n". problems: are added to.
    """
    read: Deploy | None = None
    if TARGET in texts and (file := open_data_file(texts, TARGET, problems)):
        read = file.read(Deploy, problems)
    return read or Deploy()
