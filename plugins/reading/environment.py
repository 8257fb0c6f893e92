"""Read what the environment says of the site: SITEURL, SOURCE_DATE_EPOCH and DEPLOY_*. It goes before the files.

A variable that is empty counts as not set: workflows pass on variables that nobody filled in as empty ones.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from plugins.problems.problem import ENVIRONMENT, Problem
from plugins.reading.contacts import parse_contact
from plugins.reading.names import parse_check_origin, parse_origin, read_plain, show
from plugins.reading.server_names import (
    parse_bucket,
    parse_distribution,
    parse_endpoint,
    parse_file,
    parse_port_text,
    parse_region,
    parse_server_folder,
    parse_ssh_destination,
    parse_target,
)

LAST_SECOND = 253_402_300_799  # of the year 9999, the last one that Python's calendar has


def parse_epoch(value: str) -> int:
    """Return a time in seconds since 1970, as https://reproducible-builds.org/specs/source-date-epoch/ has it."""
    value = read_plain(value)
    form = 'Write the seconds since 1970, such as "1795000000".'
    if not re.fullmatch(r"[0-9]+", value):
        raise ValueError(f'"{show(value)}" is not a time. {form}')
    if len(value) > len(str(LAST_SECOND)) or int(value) > LAST_SECOND:
        raise ValueError(f'"{show(value)}" lies behind the year 9999: these may be milliseconds. {form}')
    return int(value)


# Each variable: the field of Deploy that it goes before, and how it is read
FIELDS: dict[str, tuple[str, Callable[[str], str | int]]] = {
    "SITEURL": ("site_url", parse_origin),
    "DEPLOY_TARGET": ("target", parse_target),
    "DEPLOY_CHECK_URL": ("check_url", parse_check_origin),
    "DEPLOY_SECURITY_CONTACT": ("security_contact", parse_contact),
    "DEPLOY_HOST": ("host", parse_ssh_destination),
    "DEPLOY_PORT": ("port", parse_port_text),
    "DEPLOY_PATH": ("path", parse_server_folder),
    "DEPLOY_BUCKET": ("bucket", parse_bucket),
    "DEPLOY_REGION": ("region", parse_region),
    "DEPLOY_ENDPOINT": ("endpoint", parse_endpoint),
    "DEPLOY_DISTRIBUTION": ("distribution", parse_distribution),
}
OTHERS: dict[str, Callable[[str], str | int]] = {"SOURCE_DATE_EPOCH": parse_epoch, "DEPLOY_SSH_CONFIG": parse_file}


@dataclass(frozen=True)
class Environment:
    """What the environment says, checked; what is not set, or not right, is left out.

    deploy: fields of Deploy that are set. build_time: seconds since 1970, None if the clock tells.
    ssh_config: the path of a configuration of ssh, or nothing.
    problems: one for each variable that is not right; its path is the name of the variable, its line 0.
    """

    deploy: dict[str, str | int]
    build_time: int | None
    ssh_config: str
    problems: tuple[Problem, ...]


def read_environment(variables: Mapping[str, str]) -> Environment:
    """Return what the variables say, such as those of os.environ. Never raises for bad ones."""
    read: dict[str, str | int] = {}
    problems = []
    for name, parse in {**{name: parse for name, (_, parse) in FIELDS.items()}, **OTHERS}.items():
        try:
            if variables.get(name):
                read[name] = parse(variables[name])
        except ValueError as error:
            problems.append(Problem(name, 0, 0, ENVIRONMENT, str(error)))
    deploy = {field: read[name] for name, (field, _) in FIELDS.items() if name in read}
    epoch = read.get("SOURCE_DATE_EPOCH")
    return Environment(
        deploy, int(epoch) if epoch is not None else None, str(read.get("DEPLOY_SSH_CONFIG", "")), tuple(problems)
    )
