"""Ask for a review where the remote is: the page that opens a pull or merge request, and what GitLab is told with a push."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlsplit

from tooling.git_answers import run_git

LONGEST_ADDRESS = 6_000  # signs; GitHub refuses an address of more than 8 kB
CUT = "…"
SHORT = re.compile(r"(?:[^\s/@]+@)?(?P<host>[\w.-]+):(?!//)(?P<path>[^\\].*)")  # git@host:owner/name, as ssh has it
REQUEST = re.compile(r"https?://[^\s/]+/\S+/merge_requests/\d+")
OTHER_NAMES = {"ssh.github.com": "github.com", "altssh.gitlab.com": "gitlab.com"}  # the same host by port 443
Kind = Literal["github", "gitlab", "other"]


@dataclass(frozen=True)
class Host:
    """Where a remote is, without the name or key that its address may hold.

    address: `https://gitlab.example/team/guide`, empty for a folder. kind: what asks for a review there.
    """

    kind: Kind
    address: str


@dataclass(frozen=True)
class Request:
    """What is asked for: a branch, the branch that it is for, and the words."""

    branch: str
    main: str
    title: str
    body: str


def find_host(project: Path, remote: str) -> Host:
    """Return where the remote of a project is. Raises NoAnswer if git cannot be started."""
    asked = (
        ["remote", "get-url", "--push", remote],
        ["config", "--get", f"remote.{remote}.pushurl"],
        ["config", "--get", f"remote.{remote}.url"],
    )
    told = (run_git(project, *each).stdout.decode("utf-8", "replace").strip() for each in asked)
    read = (read_address(each.split("\n")[0].strip()) for each in told)
    # A folder may be only what insteadOf makes of the address: that of the review is then the written one
    name, address = next((each for each in read if each[0]), ("", ""))
    if is_github(name):
        return Host("github", address)
    is_gitlab = "gitlab" in name or (project / ".gitlab-ci.yml").is_file()
    return Host("gitlab" if is_gitlab else "other", address)


def is_github(name: str) -> bool:
    """Tell whether a host is GitHub, or a GitHub of a company's own."""
    return "github" in name


def read_address(written: str) -> tuple[str, str]:
    """Return the name of the host, and the address at which a browser finds the repository; nothing for a folder."""
    host, path, scheme, port = "", "", "https", None
    if "://" in written:
        try:
            parts = urlsplit(written)
            host, path, port = parts.hostname or "", parts.path, parts.port
        except ValueError:
            return "", ""
        scheme = "http" if parts.scheme == "http" else "https"
        port = port if parts.scheme in ("http", "https") else None
    elif (short := SHORT.fullmatch(written)) and len(short["host"]) > 1:  # one letter is a disk of Windows
        host, path = short["host"].lower(), short["path"]
    host = OTHER_NAMES.get(host, host)
    if "." not in host and host.startswith(("github", "gitlab")):
        host = f"{host[:6]}.com"  # a name of ~/.ssh/config
    path = quote(path.strip("/").removesuffix(".git"), safe="/~")
    if not host or not path:
        return host, ""
    return host, f"{scheme}://{host}{f':{port}' if port else ''}/{path}"


def request_page(host: Host, request: Request, said: str = "") -> str | None:
    """Return the page on which a review is asked for, with title and text; None if there is none.

    said: what the server said to the push; GitLab names the merge request that it has made.
    """
    if host.kind == "gitlab" and (made := made_request(host, said)):
        return made
    if host.kind == "other" or not host.address:
        return None
    title, body = quote(request.title, safe=""), request.body
    while True:
        page = page_with(host, request, title, quote(body, safe=""))
        if len(page) <= LONGEST_ADDRESS or not body:
            return page
        body = f"{body[: len(body) * 3 // 4].rstrip(CUT)}{CUT}" if len(body) > 20 else ""


def page_with(host: Host, request: Request, title: str, body: str) -> str:
    """Return the page of a host. title, body: percent-encoded."""
    main, branch = (quote(name, safe="/") for name in (request.main, request.branch))
    if host.kind == "github":
        return f"{host.address}/compare/{main}...{branch}?quick_pull=1&title={title}&body={body}"
    fields = {"source_branch": branch, "target_branch": main, "title": title, "description": body}
    asked = "&".join(f"merge_request%5B{name}%5D={value}" for name, value in fields.items())
    return f"{host.address}/-/merge_requests/new?{asked}"


def made_request(host: Host, said: str) -> str | None:
    """Return the address of a merge request that the server names, if it is one of this repository."""
    found = next((each for each in REQUEST.findall(said) if each.startswith(f"{host.address}/-/")), None)
    return found if host.address else None


def push_options(host: Host, request: Request) -> Sequence[str]:
    """Return what GitLab is told with the push, so that it makes the merge request; an option has no line ends."""
    if host.kind != "gitlab":
        return ()
    description = request.body.replace("\n", "\\n")  # GitLab takes \n for a line end
    return (
        "merge_request.create",
        f"merge_request.target={request.main}",
        f"merge_request.title={request.title}",
        f"merge_request.description={description}",
    )
