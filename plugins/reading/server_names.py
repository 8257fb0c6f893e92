"""The narrow types of what a deploy names: users, hosts and folders of a server, buckets and what belongs to them."""

import re
from difflib import get_close_matches
from typing import Annotated

from pydantic import AfterValidator

from plugins.reading.names import (
    LONGEST_ADDRESS,
    MOST_PORTS,
    SLUG,
    THIS_MACHINE,
    or_empty,
    parse_form,
    parse_host_name,
    parse_https_url,
    parse_port_digits,
    read_plain,
    show,
)

USER = re.compile(r"[a-z_][a-z0-9_-]{0,31}")  # useradd(8)
TARGETS = ("own-server", "github-pages", "storage")
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
BUCKET = re.compile(r"[a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)*")

# At least two levels deep, so that "/" and "/srv" are never taken for the site
parse_server_folder = parse_form(
    r"(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*){2,}",
    'is not a folder for a site. Write it as "/srv/botox-guide": letters, digits, "-", "_" and ".", two levels at '
    'least, and no "/" at the end.',
)
# A file on this machine; no part of its path is "." or ".."
parse_file = parse_form(
    r"(?:/(?!\.{1,2}(?:/|\Z))[A-Za-z0-9_.][A-Za-z0-9_.-]*)+",
    'is not the path of a file. Write it whole: "/home/you/.ssh/config".',
    longest=4096,  # PATH_MAX of Linux
)
parse_region = parse_form(SLUG.pattern, 'is not a region. Write it as "us-west-1".', longest=32)
parse_distribution = parse_form(
    "[A-Z0-9]{1,32}", 'is not a distribution. Write its id: capitals and digits, "E1A2B3C4D5E6F7".'
)


def parse_target(value: str) -> str:
    """Return the kind of place where the site goes live."""
    value = read_plain(value)
    if value not in TARGETS:
        near = get_close_matches(value[:LONGEST_ADDRESS], TARGETS, n=1)
        told = f'Did you mean "{near[0]}"?' if near else f"Write one of: {', '.join(TARGETS)}."
        raise ValueError(f'"{show(value)}" is not a place where this site can go. {told}')
    return value


def parse_ssh_destination(value: str) -> str:
    """Return who logs in where: "deploy@www.example.com", or the host alone."""
    value = read_plain(value)
    user, at, host = value.rpartition("@")
    if at and not USER.fullmatch(user):
        raise ValueError(f'"{show(value)}" has no user of a server before "@". Write it as "deploy@www.example.com".')
    try:
        return f"{user}{at}{parse_host_name(host)}"
    except ValueError as error:
        raise ValueError(f"{error} A user stands in front: deploy@www.example.com.") from None


def parse_port(value: int) -> int:
    """Return a port, 0 for the usual one."""
    if not 0 <= value <= MOST_PORTS:
        raise ValueError(f"{show(value)} is not a port. Write a number from 1 to {MOST_PORTS}, or 0 for the usual one.")
    return value


def parse_port_text(value: str) -> int:
    """Return a port that is written as text, as in the environment."""
    value = read_plain(value)
    return 0 if value == "0" else parse_port_digits(value)


def parse_bucket(value: str) -> str:
    """Return the name of a bucket, as S3 allows it."""
    value = read_plain(value)
    if not BUCKET.fullmatch(value) or not 3 <= len(value) <= 63 or value.endswith("-"):
        raise ValueError(f'"{show(value)}" is not a bucket. Write its name: 3 to 63 small letters, digits and hyphens.')
    if re.fullmatch(r"[0-9.]+", value):
        raise ValueError(f'"{show(value)}" is an IP address or a number, and no bucket is called so. Write its name.')
    return value


def parse_endpoint(value: str) -> str:
    """Return the address of a storage service; on this very machine it may be without TLS."""
    given = read_plain(value)
    host = given.removeprefix("http://").partition(":")[0].partition("/")[0]
    if given.startswith("http://") and host in THIS_MACHINE:
        parse_https_url(f"https://{given.removeprefix('http://')}")
        return given
    return parse_https_url(given)


Target = Annotated[str, or_empty(parse_target)]
SshDestination = Annotated[str, or_empty(parse_ssh_destination)]
ServerFolder = Annotated[str, or_empty(parse_server_folder)]
Bucket = Annotated[str, or_empty(parse_bucket)]
Region = Annotated[str, or_empty(parse_region)]
Distribution = Annotated[str, or_empty(parse_distribution)]
Endpoint = Annotated[str, or_empty(parse_endpoint)]
Port = Annotated[int, AfterValidator(parse_port)]
