"""What a release does to files: names by content, small copies, pages that send readers on."""

import hashlib
import re
import shutil
from html import escape
from pathlib import Path

import brotli
from zopfli import gzip as zopfli_gzip

from tooling.build import MARK
from tooling.headers import HASHED
from tooling.quoting import site_address, web_origin

PICTURES = (".ico", ".png", ".svg", ".jpg", ".jpeg", ".webp", ".avif", ".gif")
NAMING = (".svg", ".css", ".webmanifest")  # assets that may name other assets
TEXTS = (".html", ".xml", ".txt", ".json", *NAMING)
COMPRESSED = (*TEXTS, ".ico")
SMALLEST = 200  # bytes: below, a small copy saves nothing
# Addresses that browsers and robots ask for by themselves, whatever a page says.
FIXED = {"favicon.ico", "apple-touch-icon.png", "robots.txt"}


def copy_site(output: Path, site: Path) -> None:
    """Copy the built site, without the build's own mark."""
    shutil.copytree(output, site, ignore=lambda folder, names: [MARK] if Path(folder) == output else [])


def hash_names(site: Path, address: str) -> dict[str, str]:
    """Move each asset that a page names to assets/NAME.HASH.EXT and name it so everywhere.

    address: of the site; feeds and cards name assets with it. Returns the new path by the old one.
    """
    texts = [path for path in sorted(site.rglob("*")) if path.suffix in TEXTS]
    candidates = [
        path
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.suffix in (*PICTURES, *NAMING) and path.relative_to(site).as_posix() not in FIXED
    ]
    moved: dict[str, str] = {}
    # What names others gets its own hash last, when its text is final.
    for path in sorted(candidates, key=lambda path: (path.suffix in NAMING, path)):
        name = path.relative_to(site).as_posix()
        pattern = reference(name, address)
        naming = [text for text in texts if text.exists() and pattern.search(text.read_text(encoding="utf-8"))]
        if not naming:
            continue
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        new = f"{HASHED}{path.stem}.{digest}{path.suffix}"
        replacement = rf"\g<1>/{new}"
        for text in naming:
            changed = pattern.sub(replacement, text.read_text(encoding="utf-8"))
            text.write_text(changed, encoding="utf-8", newline="\n")
        (site / HASHED).mkdir(exist_ok=True)
        path.rename(site / new)
        moved[name] = new
    return moved


def reference(name: str, address: str) -> re.Pattern[str]:
    """Return what finds `/icons/a.svg`, with or without the site's address, as a whole address in HTML, CSS or JSON."""
    return re.compile(rf"""(?<=["'(\s>])((?:{re.escape(address)})?)/{re.escape(name)}(?=["')\s<?#])""")


def redirect_page(site: Path, source: str, origin: str, target: str) -> None:
    """Write a page that sends readers and search engines on; it works on every host.

    source, target: addresses in the site, the old and the new one. origin: of the site. Raises CannotQuote, before
    anything is written, for what would lead out of the site or its folder.
    """
    address = escape(web_origin(origin) + site_address(target))
    page = site / site_address(source).strip("/") / "index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="0; url={address}">\n'
        f'<link rel="canonical" href="{address}">\n<title>This page has moved</title>\n</head>\n'
        f'<body><h1>This page has moved</h1><p><a href="{address}">Go to the page</a></p></body>\n</html>\n',
        encoding="utf-8",
        newline="\n",
    )


def add_small_copies(site: Path) -> None:
    """Put a brotli and a gzip copy beside each file that gains by it. Neither holds a time."""
    for path in sorted(site.rglob("*")):
        if path.suffix not in COMPRESSED or path.stat().st_size < SMALLEST:
            continue
        content = path.read_bytes()
        copies = {".br": brotli.compress(content, quality=11), ".gz": zopfli_gzip.compress(content)}
        for ending, small in copies.items():
            if len(small) < len(content):
                path.with_name(path.name + ending).write_bytes(small)
