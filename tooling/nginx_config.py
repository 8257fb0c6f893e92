"""The configuration of nginx for a server of our own, from the shipped deploy/nginx.conf and deploy/headers.conf."""

import hashlib
import re

from tooling.headers import nginx_headers
from tooling.quoting import host_of, nginx_text, server_folder

# What stands for the practice's own values in deploy/nginx.conf, always between double quotes
HOST, FOLDER, VERSION = "www.example.com", "/srv/botox-guide", "VERSION-OF-THE-CONFIGURATION"
VERSION_PATH = "/.well-known/server-configuration"  # where nginx says which version it runs with
LISTEN = re.compile(r"^(?P<before> *listen )(?P<rest>[0-9]+\b.*;)$", re.MULTILINE)
SAID_VERSION = re.compile(r'return 200 "(?P<version>[0-9a-f]{12})\\n";')


def config_version(template: str) -> str:
    """Return what tells one version of the configuration from another: 12 digits of the SHA-256 of both shipped files.

    The practice's own values are not part of it, and a line that somebody adds on the server does not change it.
    """
    return hashlib.sha256((template + nginx_headers()).encode()).hexdigest()[:12]


def read_version(config: str) -> str:
    """Return the version of a configuration that was written for a server; the empty string if it names none."""
    found = SAID_VERSION.search(config)
    return found["version"] if found else ""


def with_ipv6(config: str) -> str:
    """Return the configuration with a line for IPv6 beside each that listens.

    Where the kernel has no IPv6, nginx does not start with these lines, so they are not in every configuration.
    """
    return LISTEN.sub(r"\g<before>\g<rest>\n\g<before>[::]:\g<rest>", config)


def server_files(template: str, address: str, folder: str) -> dict[str, str]:
    """Return the files of release/nginx/ by their names.

    template: the text of deploy/nginx.conf. address: of the site. folder: of the site on the server. Raises CannotQuote.
    """
    values = {HOST: nginx_text(host_of(address)), FOLDER: nginx_text(server_folder(folder))}
    config = template.replace(VERSION, config_version(template))
    for example, value in values.items():
        config = config.replace(example, value)
    return {"nginx.conf": config, "nginx-ipv6.conf": with_ipv6(config), "headers.conf": nginx_headers()}
