"""The list of what a release holds: its files with their SHA-256, its pages, where pages moved to, and its commit."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, TypeAdapter, ValidationError

from plugins.reading.names import whole
from tooling.headers import HASHED, address_of
from tooling.quoting import encoded_hash, file_path, site_address, web_origin

NAME = "release-manifest.json"
FORMAT = 1
COPIES = {".br": "br", ".gz": "gzip"}
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".pdf": "application/pdf",
}


# A manifest comes from the site that is live, and what it names is asked for, linked and deleted: so it is believed
# only as far as each name has the form of ours.
FilePath = Annotated[str, AfterValidator(file_path)]
Address = Annotated[str, AfterValidator(site_address)]
StyleHash = Annotated[str, AfterValidator(encoded_hash)]
Digest = Annotated[str, whole(r"[0-9a-f]{64}")]


class BadManifest(Exception):
    """The text is not a manifest of ours; the message says why."""


@dataclass(frozen=True)
class Manifest:
    """What a release holds.

    files: the SHA-256 of each by its path in the site; the manifest itself is not among them.
    redirects: from the address of a page that moved to its new one. no_index: files of pages that are not reviewed.
    styles: base64 SHA-256 of each style block. versions: of the packages that made it, in manifests of before
    December 2026 alone: anybody can read a manifest, so they are now in a file beside the site.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    address: Annotated[str, AfterValidator(web_origin)]
    commit: Annotated[str, whole(r"[0-9a-z]{8,64}")]
    date: Annotated[str, whole(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")]
    files: dict[FilePath, Digest]
    redirects: dict[Address, Address]
    no_index: list[FilePath]
    styles: list[StyleHash]
    versions: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def pages(self) -> set[str]:
        """The addresses of its pages, without those that only send readers on."""
        html = {address_of(file) for file in self.files if file.endswith(".html")}
        return html - set(self.redirects) - {"/404.html"}

    @property
    def assets(self) -> list[str]:
        """The files whose names change with their content, in order."""
        return sorted(file for file in self.files if file.startswith(HASHED))

    def text(self) -> str:
        """Return it as JSON, the same for the same release."""
        values = {name: value for name, value in asdict(self).items() if name != "versions" or value}
        return json.dumps(values, indent=1, sort_keys=True, ensure_ascii=False) + "\n"

    @property
    def digest(self) -> str:
        """The SHA-256 of its text: what tells one release from another."""
        return hashlib.sha256(self.text().encode()).hexdigest()


def read_manifest(text: str | bytes) -> Manifest:
    """Return the manifest that the text holds. Raises BadManifest, also for bytes that are no text."""
    try:
        found = json.loads(text)["format"]
    except (KeyError, TypeError):
        raise BadManifest("it does not say which format it has") from None
    except (ValueError, RecursionError) as error:
        raise BadManifest(f"it cannot be read ({error})") from None
    if found != FORMAT:
        raise BadManifest(f"it has format {found!a}, and this is {FORMAT}")
    try:
        return TypeAdapter(Manifest).validate_json(text, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ascii(".".join(str(part) for part in first["loc"]))
        raise BadManifest(f"it cannot be read ({where}: {first['msg']})") from None


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def list_files(site: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a site by its path, the manifest left out."""
    paths = sorted(path for path in site.rglob("*") if path.is_file())
    return {name: file_digest(path) for path in paths if (name := path.relative_to(site).as_posix()) != NAME}


def vanished_pages(before: Manifest, after: Manifest) -> list[str]:
    """Return the addresses of pages that were live and would be gone, without a word where they went."""
    return sorted((before.pages | set(before.redirects)) - after.pages - set(after.redirects))


def explain_vanished(addresses: list[str]) -> str:
    """Say what to do about pages that would vanish."""
    first = addresses[0]
    return (
        f"{len(addresses)} address(es) that are live would vanish: {', '.join(addresses)}. "
        f'Say where readers go in content/data/redirects.toml, such as: "{first}" = "/". Then release again.'
    )


def content_type(file: str) -> str:
    """Return the content type of a file, by the path in the site; a small copy has that of its original."""
    name = file
    for ending in COPIES:
        name = name.removesuffix(ending)
    if name == "feed.xml":
        return "application/atom+xml; charset=utf-8"
    return TYPES.get(
        Path(name).suffix, "text/plain; charset=utf-8" if name.startswith("_") else "application/octet-stream"
    )
