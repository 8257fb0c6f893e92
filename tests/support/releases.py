"""Releases to deploy: the real one, and others like it of which every page and every asset differs."""

import gzip
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import brotli

from tests.support.services import Nginx
from tooling.deploy.server_releases import Place, name_release
from tooling.deploy.target import Release, read_release
from tooling.headers import headers_file, style_hashes
from tooling.manifest import COPIES, NAME, list_files, read_manifest
from tooling.release_files import SMALLEST

PROJECT = Path(__file__).resolve().parent.parent.parent
ADDRESS = "https://guide.test"
# What a fresh clone would hold, and git would not ignore
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".build", "output", "release", "*_cache", "__pycache__", ".hypothesis", "node_modules"
)


def latest_day() -> datetime:
    """Return noon of the latest day that a page names as past: a commit of these pages is no older."""
    pages = "".join(path.read_text(encoding="utf-8") for path in PROJECT.glob("content/**/*.md"))
    days = re.findall(r"^(?:published|updated|sources_checked|reviewed): (\d{4}-\d\d-\d\d)", pages, re.MULTILINE)
    return datetime.fromisoformat(f"{max(days)}T12:00:00+00:00")


COMMITTED = latest_day()


def clone(folder: Path, day: str = COMMITTED.isoformat(), redirects: str = "") -> Path:
    """Copy the project as it is and make a commit of it there; the project's own repository is only read.

    redirects: what content/data/redirects.toml holds instead.
    """
    shutil.copytree(PROJECT, folder, ignore=LEFT_OUT, symlinks=True)
    if redirects:
        (folder / "content/data/redirects.toml").write_text(redirects, encoding="utf-8")
    commit(folder, day)
    return folder


def commit(folder: Path, day: str = COMMITTED.isoformat()) -> None:
    """Commit everything in the folder, at a time of its own."""
    who = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day, "GIT_CONFIG_GLOBAL": "/dev/null"}
    environment = {**os.environ, **who}
    identity = ["-c", "user.name=Test", "-c", "user.email=test@guide.test", "-c", "init.defaultBranch=main"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "--allow-empty", "-m", "A test"]):
        subprocess.run(["git", *identity, *arguments], cwd=folder, env=environment, check=True, capture_output=True)


def task(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one of the project's tasks in a folder, with the environment of these tests."""
    command = [sys.executable, "-m", "invoke", *arguments]
    values = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    return subprocess.run(
        command, cwd=folder, env={**values, **environment}, capture_output=True, text=True, check=False
    )


def variant(
    release: Release,
    folder: Path,
    word: str,
    only: str = "",
    without: str = "",
    moved: dict[str, str] | None = None,
    keep: frozenset[str] = frozenset(),
) -> Release:
    """Make another release: each page says `word`, in text and style, and each asset has other bytes and another name.

    only: change nothing but the text of this one page. without: leave out this page. moved: redirects.
    keep: leave out all other pages.
    """
    shutil.copytree(release.folder, folder)
    site = folder / "site"
    for copy in [path for path in site.rglob("*") if path.suffix in COPIES]:
        copy.unlink()
    for page in [path for path in site.rglob("*.html") if keep and path.relative_to(site).as_posix() not in keep]:
        page.unlink()
    if without:
        (site / without).unlink()
    asset = f"/assets/{word}-mark.0123456789ab.svg"
    if not only:
        (site / "assets").mkdir(exist_ok=True)
        (site / asset[1:]).write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><title>{word}</title></svg>' * 5)
    styles: set[str] = set()
    for page in sorted(site.rglob("*.html")):
        html = page.read_text(encoding="utf-8")
        if not only:
            html = html.replace("<style>", f"<style>.release-{word}{{top:0}}", 1)
            html = html.replace("</body>", f'<img src="{asset}" alt=""><!--{word}--></body>')
        elif page.relative_to(site).as_posix() == only:
            html = html.replace("</body>", f"<!--{word}--></body>")
        page.write_text(html, encoding="utf-8")
        styles |= style_hashes(html)
    manifest = read_manifest((site / NAME).read_text(encoding="utf-8"))
    manifest = replace(manifest, no_index=[name for name in manifest.no_index if (site / name).exists()])
    (site / NAME).unlink()
    (folder / "hosts/_headers").write_text(headers_file(sorted(styles), manifest.no_index))
    add_quick_copies(site)
    made = replace(manifest, files=list_files(site), styles=sorted(styles), commit=word * 8, redirects=moved or {})
    (site / NAME).write_text(made.text(), encoding="utf-8")
    return read_release(folder)


def add_quick_copies(site: Path) -> None:
    """Put small copies beside the pages as a release does, but in a tenth of the time: nobody measures these."""
    for path in sorted(site.rglob("*.html")):
        content = path.read_bytes()
        if len(content) < SMALLEST:
            continue
        for ending, small in {
            ".br": brotli.compress(content, quality=4),
            ".gz": gzip.compress(content, 4, mtime=0),
        }.items():
            if len(small) < len(content):
                path.with_name(path.name + ending).write_bytes(small)


def put_live(nginx: Nginx, release: Release) -> Path:
    """Lay a release where nginx finds it, as a deploy would; return its folder."""
    folder = nginx.site / "releases" / name_release(Place([], set(), ""), release.manifest)
    shutil.copytree(release.folder, folder)
    for name in ("good", "SHA256SUMS", "../../deploy.lock"):
        (folder / name).touch()
    (nginx.site / "current").symlink_to(f"releases/{folder.name}")
    return folder
