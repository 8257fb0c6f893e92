"""Turn the built site into a folder that any host takes: named by content, compressed, listed, and the same each time.

release/
  site/          what is public: pages, assets/ with hashed names, small copies, the manifest
  noindex/       an empty file for each page that stays out of search engines, for deploy/nginx.conf
  nginx/         the configuration of the server, with the practice's own address and folder
  hosts/         `_headers`, `_redirects` and `.nojekyll`, which some hosts want beside the pages and no visitor needs
  versions.json  of the packages that made it
"""

import json
import os
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from plugins.facts.review_status import review_status
from plugins.problems.reporting import as_note, as_text
from plugins.problems.system_errors import explain
from plugins.reading.library import Library
from plugins.reading.settings import SiteSettings
from plugins.reading.target import TARGET, Deploy
from tooling.build import BuildFailed, build, load_settings, only_build, put_in_place, staging_folder
from tooling.consequences import find_consequences
from tooling.git_answers import NoAnswer, ask_git, changed_files, check_place
from tooling.headers import NotAllowed, add_fallback, headers_file, redirects_file, style_hashes
from tooling.manifest import (
    NAME,
    BadManifest,
    Manifest,
    explain_vanished,
    list_files,
    read_manifest,
    vanished_pages,
)
from tooling.nginx_config import server_files
from tooling.quoting import CannotQuote, file_path, one_word, web_origin
from tooling.release_files import add_small_copies, copy_site, hash_names, redirect_page

PROJECT = Path(__file__).resolve().parent.parent
RELEASE = PROJECT / "release"
WITH_HEADERS = ("own-server",)  # targets that are known to send our headers, as deploy/nginx.conf is ours
MOST_STYLES = 3  # hashes of style blocks that the map in deploy/nginx.conf reads from the name of a release


class ReleaseRefused(Exception):
    """There is no release; the message says why and what to do."""


@dataclass(frozen=True)
class Origin:
    """What a release is made from. time: seconds since 1970, of the commit or of SOURCE_DATE_EPOCH."""

    address: str
    commit: str
    time: int
    deploy: Deploy

    @property
    def day(self) -> datetime:
        """The release's own clock."""
        return datetime.fromtimestamp(self.time, UTC)


def make_release(previous: str = "", first: bool = False) -> None:
    """Build the site and make release/ of it. Raises SystemExit with a message for people when it is refused.

    previous: a manifest of what is live; without it, it is fetched from the site. first: nothing is live yet.
    """
    try:
        settings = load_settings()
        origin = find_origin(PROJECT, settings["KNOWN"])
        before = None if first else read_previous(previous, origin.address)
        settings["BUILD_DATE"] = origin.day.date()
        library = build(settings, PROJECT / "output", is_exact=True)
        with only_build(), staging_folder() as stage:
            manifest = compose(PROJECT / "output", stage, origin, library)
            if before and (gone := vanished_pages(before, manifest)):
                raise ReleaseRefused(explain_vanished(gone))
            put_in_place(stage, RELEASE)
            set_times(RELEASE, origin.time)
    except (ReleaseRefused, BuildFailed, CannotQuote) as problem:
        raise SystemExit(f"{problem}\nNothing was released.") from None
    except OSError as error:
        raise SystemExit(f"{explain(error)}\nNothing was released.") from None
    print(f"Made release/: {len(manifest.pages)} pages, commit {manifest.commit[:8]}, manifest {manifest.digest[:8]}.")
    for note in find_consequences(library, origin.day.date(), PROJECT, published=True):
        print(as_note(note))


def find_origin(project: Path, known: SiteSettings) -> Origin:
    """Return what the release is made from. known: what is said of where it goes. Raises ReleaseRefused."""
    found = (*known.environment.problems, *(each for each in known.sources.problems if each.path == TARGET))
    if found:
        raise ReleaseRefused(as_text(found, outcome=""))
    deploy = known.deploy
    if not deploy.address:
        raise ReleaseRefused(
            f'The site has no address yet. Set site_url in {TARGET}, or SITEURL, such as "https://www.example.com".'
        )
    try:
        check_place(project)
        commit, committed = ask_git(project, "log", "-1", "--format=%H %ct").split()
        changed = changed_files(project)
    except NoAnswer as error:
        raise ReleaseRefused(f"A release is made from a commit of git. {error}") from None
    if changed:
        files = "\n".join(changed[:20])
        raise ReleaseRefused(f"A release is made from a commit, and these files differ from it:\n{files}\nCommit them.")
    set_time = known.environment.build_time
    return Origin(deploy.address, commit, int(committed) if set_time is None else set_time, deploy)


def read_previous(previous: str, address: str) -> Manifest | None:
    """Return the manifest of what is live, or None if the site answers that it has none. Raises ReleaseRefused."""
    try:
        if previous:
            return read_manifest(Path(previous).read_text(encoding="utf-8"))
        request = urllib.request.Request(f"{address}/{NAME}", headers={"Cache-Control": "no-cache"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 (an https address, checked)
            return read_manifest(answer.read().decode())
    except urllib.error.HTTPError as error:
        if error.code in (404, 410):
            return None
        problem = f"{address}/{NAME} answers {error.code}"
    except BadManifest as error:
        problem = f"{previous or address} has a manifest, but {error}"
    except UnicodeDecodeError:
        problem = f"{previous or address} has a manifest, but it is no text in UTF-8"
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", "") or getattr(error, "strerror", "") or error
        problem = f"{previous or address} cannot be read ({reason})"
    raise ReleaseRefused(
        f"Which pages are live is not known: {problem}. Try again, or name a manifest (--previous FILE), "
        "or say that nothing is live yet (--first)."
    )


def compose(output: Path, stage: Path, origin: Origin, library: Library) -> Manifest:
    """Write a release of output/ into the stage and return its manifest. Raises ReleaseRefused, CannotQuote.

    library: what output/ was made of.
    """
    site = stage / "site"
    copy_site(output, site)
    for path in sorted(site.rglob("*")):
        file_path(path.relative_to(site).as_posix())
    hash_names(site, web_origin(origin.address))
    moved = sorted(library.data.redirects, key=lambda each: each.source)
    redirects = {redirect.source: redirect.target for redirect in moved}
    for source, target in redirects.items():
        redirect_page(site, source, origin.address, target)
    no_index = find_unlisted(site, origin, library)
    styles = find_styles(site)
    if origin.deploy.target not in WITH_HEADERS:
        add_fallbacks(site, no_index)
    write_files_for_hosts(stage, origin, redirects, no_index, styles)
    write_server_files(stage, origin, no_index)
    add_small_copies(site)
    day = str(origin.day.date())
    manifest = Manifest(origin.address, origin.commit, day, list_files(site), redirects, no_index, styles)
    write(site / NAME, manifest.text())
    versions = read_versions(PROJECT / "requirements.txt")
    write(stage / "versions.json", json.dumps(versions, indent=1, sort_keys=True) + "\n")
    return manifest


def add_fallbacks(site: Path, no_index: list[str]) -> None:
    """Let each page carry its own policy, and its wish not to be indexed, for hosts that may send neither.

    no_index: the files of pages that search engines should leave out. Raises ReleaseRefused.
    """
    for page in sorted(site.rglob("*.html")):
        name = page.relative_to(site).as_posix()
        html = page.read_text(encoding="utf-8")
        try:
            write(page, add_fallback(html, sorted(style_hashes(html)), name not in no_index))
        except NotAllowed as problem:
            raise ReleaseRefused(f"{name} {problem}. Put that mark at the start of its head.") from None


def find_unlisted(site: Path, origin: Origin, library: Library) -> list[str]:
    """Return the files of the pages that search engines are asked not to list."""
    return sorted(
        document.file
        for document in library.documents.values()
        if (site / document.file).exists()
        and review_status(document, library.data.reviewers, origin.day.date()).asks_to_be_left_out
    )


def find_styles(site: Path) -> list[str]:
    """Return the hash of each style block of the site. Raises ReleaseRefused for what the policy does not allow."""
    found: set[str] = set()
    for page in sorted(site.rglob("*.html")):
        try:
            found |= style_hashes(page.read_text(encoding="utf-8"))
        except NotAllowed as problem:
            raise ReleaseRefused(f"{page.relative_to(site)} {problem}. Put it into the style sheet.") from None
    if len(found) > MOST_STYLES:
        raise ReleaseRefused(
            f"The pages have {len(found)} different style blocks, and a release's name holds {MOST_STYLES} at most. "
            "Give all pages the same style block."
        )
    return sorted(found)


def write(path: Path, text: str) -> None:
    """Write a text file with the same bytes everywhere."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def write_files_for_hosts(
    stage: Path, origin: Origin, redirects: dict[str, str], no_index: list[str], styles: list[str]
) -> None:
    """Write what hosts of static sites read, and how to report a hole in the site's security. Raises CannotQuote."""
    write(stage / "hosts/.nojekyll", "")
    write(stage / "hosts/_headers", headers_file(styles, no_index))
    write(stage / "hosts/_redirects", redirects_file(redirects))
    contact = origin.deploy.security_contact
    if contact:
        expires = (origin.day + timedelta(days=330)).strftime("%Y-%m-%dT00:00:00Z")
        lines = (
            f"Contact: {one_word(contact)}",
            f"Expires: {expires}",
            "Preferred-Languages: en",
            f"Canonical: {web_origin(origin.address)}/.well-known/security.txt",
        )
        write(stage / "site/.well-known/security.txt", "\n".join(lines) + "\n")


def write_server_files(stage: Path, origin: Origin, no_index: list[str]) -> None:
    """Write the marks and the configuration for a server of our own. Raises CannotQuote."""
    for name in no_index:
        write(stage / "noindex" / file_path(name), "")
    (stage / "noindex").mkdir(exist_ok=True)
    template = (PROJECT / "deploy/nginx.conf").read_text(encoding="utf-8")
    folder = origin.deploy.path or "/srv/botox-guide"
    for name, text in server_files(template, origin.address, folder).items():
        write(stage / "nginx" / name, text)


def read_versions(requirements: Path) -> dict[str, str]:
    """Return the version of each package in the lock file."""
    lines = (line.split(";")[0].rstrip(" \\") for line in requirements.read_text(encoding="utf-8").splitlines())
    return dict(line.split("==") for line in lines if "==" in line and not line.startswith((" ", "#")))


def set_times(folder: Path, time: int) -> None:
    """Give every file and folder the release's own time; the folders last, as writing changes theirs."""
    for path in sorted(folder.rglob("*"), reverse=True):
        os.utime(path, (time, time))
