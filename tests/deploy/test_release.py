"""Making a release of the real site, in a clone."""

import hashlib
import json
import os
import shutil
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from plugins.reading.settings import read_site_settings
from tests.support.releases import ADDRESS, COMMITTED, clone, task
from tooling import build as building
from tooling import release as making
from tooling.deploy.target import Release, read_release
from tooling.headers import address_of
from tooling.manifest import NAME, file_digest

REFUSED = "Nothing was released."


def state_of(folder: Path) -> dict[str, tuple[int, int, str]]:
    """Return mode, time and SHA-256 of everything in a folder."""
    return {
        path.relative_to(folder).as_posix(): (
            stat.S_IMODE(path.stat().st_mode),
            int(path.stat().st_mtime),
            file_digest(path) if path.is_file() else "",
        )
        for path in sorted(folder.rglob("*"))
    }


def test_release_is_the_same_on_two_machines(release: Release, tmp_path: Path) -> None:
    other = clone(tmp_path / "a folder of another name" / "p")
    before = os.umask(0o077)
    try:
        result = task(
            other,
            "release",
            "--first",
            SITEURL=ADDRESS,
            DEPLOY_TARGET="own-server",
            TZ="Pacific/Kiritimati",
            LC_ALL="C",
            PYTHONHASHSEED="7",
        )
    finally:
        os.umask(before)
    assert result.returncode == 0, result.stdout + result.stderr
    assert (other / "release/site" / NAME).read_text() == (release.site / NAME).read_text()
    assert state_of(other / "release") == state_of(release.folder)


def test_manifest_names_every_file_of_the_site_and_nothing_else_of_ours(release: Release) -> None:
    manifest = release.manifest
    assert len(manifest.commit) == 40
    assert {"404.html", "index.html", "index.html.br"} <= set(manifest.files)
    assert ".made-by-build" not in manifest.files
    assert all(path.stat().st_mtime == COMMITTED.timestamp() for path in release.folder.rglob("*"))


def test_what_visitors_do_not_need_is_beside_the_site(release: Release) -> None:
    assert not {"_headers", "_redirects", ".nojekyll", "versions.json"} & set(release.manifest.files)
    assert sorted(path.name for path in (release.folder / "hosts").iterdir()) == [".nojekyll", "_headers", "_redirects"]
    assert "pelican" not in (release.site / NAME).read_text()
    assert json.loads((release.folder / "versions.json").read_text())["pelican"]


def test_pages_that_nobody_reviewed_are_kept_out_of_search_engines(release: Release) -> None:
    assert "uses/migraine/index.html" in release.manifest.no_index
    assert "privacy/index.html" not in release.manifest.no_index
    assert (release.folder / "noindex/uses/migraine/index.html").exists()
    sitemap = (release.site / "sitemap.xml").read_text()
    listed = {
        f"<loc>{ADDRESS}{page}</loc>" for page in release.manifest.pages if f"<loc>{ADDRESS}{page}</loc>" in sitemap
    }
    left_out = {f"<loc>{ADDRESS}{address_of(name)}</loc>" for name in release.manifest.no_index}
    assert listed | left_out == {f"<loc>{ADDRESS}{page}</loc>" for page in release.manifest.pages}
    assert not listed & left_out


def test_site_without_an_address_is_refused(project: Path) -> None:
    result = task(project, "release", SITEURL="https://botox-guide.example")
    assert result.returncode == 1
    assert result.stderr.startswith("The site has no address yet. Set site_url in deploy/target.toml")
    assert REFUSED in result.stderr


def test_changed_tree_is_refused_and_the_last_release_stays(project: Path) -> None:
    before = state_of(project / "release")
    (project / "content/new.txt").write_text("new")
    try:
        result = task(project, "release", "--first", SITEURL=ADDRESS)
    finally:
        (project / "content/new.txt").unlink()
    assert result.returncode == 1
    assert "these files differ from it:\n?? content/new.txt" in result.stderr
    assert state_of(project / "release") == before


def test_folder_without_git_is_refused(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project, tmp_path / "copy", ignore=shutil.ignore_patterns(".git"), symlinks=True)
    result = task(tmp_path / "copy", "release", "--first", SITEURL=ADDRESS, GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert "A release is made from a commit of git. This folder is in no git repository. Make a clone" in result.stderr


def test_site_that_cannot_be_asked_what_is_live_is_refused(project: Path) -> None:
    result = task(project, "release", SITEURL="https://localhost:9")
    assert result.returncode == 1
    assert "Which pages are live is not known" in result.stderr
    assert "--first" in result.stderr


def clone_that_moves(folder: Path, release: Release, redirects: str) -> tuple[Path, Path]:
    """Make a clone that says `redirects`; return it and the manifest of a release before that had one page more."""
    clone(folder / "p", redirects=redirects)
    manifest = release.manifest
    before = replace(manifest, files={**manifest.files, "uses/old/index.html": "0" * 64})
    (folder / "previous.json").write_text(before.text())
    return folder / "p", folder / "previous.json"


@pytest.fixture(
    scope="module",
    params=["", *(pytest.param(target, marks=pytest.mark.long) for target in ("github-pages", "storage"))],
)
def elsewhere(request: pytest.FixtureRequest, release: Release, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release for a host whose headers are not known, from a clone in which one page of the last release moved."""
    made, previous = clone_that_moves(
        tmp_path_factory.mktemp("elsewhere"), release, '[redirects]\n"/uses/old/" = "/uses/acne/"\n'
    )
    result = task(
        made,
        "release",
        "--previous",
        str(previous),
        SITEURL=ADDRESS,
        DEPLOY_TARGET=request.param,
        DEPLOY_SECURITY_CONTACT="mailto:security@guide.test",
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return read_release(made / "release")


def test_page_that_would_vanish_is_refused(
    project: Path, release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is made is the release of the clone; the tests beside this one make theirs by the command itself."""
    manifest = release.manifest
    before = replace(manifest, files={**manifest.files, "uses/old/index.html": "0" * 64})
    (tmp_path / "previous.json").write_text(before.text())
    monkeypatch.setattr(making, "PROJECT", project)
    monkeypatch.setattr(making, "RELEASE", tmp_path / "release")
    monkeypatch.setattr(building, "WORKSHOP", tmp_path / "workshop")
    monkeypatch.setattr(making, "build", lambda *_, **__: None)
    monkeypatch.setattr(making, "compose", lambda *_: manifest)
    known = read_site_settings(project / "content", {"SITEURL": ADDRESS}, 0)
    monkeypatch.setattr(making, "load_settings", lambda: {"KNOWN": known})
    with pytest.raises(SystemExit) as refused:
        making.make_release(str(tmp_path / "previous.json"))
    assert str(refused.value).startswith("1 address(es) that are live would vanish: /uses/old/.")
    assert str(refused.value).endswith(REFUSED)
    assert not (tmp_path / "release").exists()


def test_page_that_moved_is_released_with_its_redirect(elsewhere: Release) -> None:
    assert (elsewhere.folder / "hosts/_redirects").read_text() == "/uses/old/ /uses/acne/ 301\n"
    assert f"url={ADDRESS}/uses/acne/" in (elsewhere.site / "uses/old/index.html").read_text()
    assert "/uses/old/" not in elsewhere.manifest.pages


def test_redirects_to_nowhere_and_those_that_would_run_a_command_are_refused(release: Release, tmp_path: Path) -> None:
    project, previous = clone_that_moves(
        tmp_path,
        release,
        '[redirects]\n"/uses/old/" = "/nowhere/"\n"/a/\\nEND\\ntouch /tmp/x\\n" = "/uses/acne/"\n',
    )
    result = task(project, "release", "--previous", str(previous), SITEURL=ADDRESS)
    assert result.returncode == 1
    said = result.stdout + result.stderr
    assert 'content/data/redirects.toml:2:16: "/nowhere/" is not a page of this site. Name one that is.' in said
    assert r'content/data/redirects.toml:3:1: "/a/\nEND\ntouch /tmp/x\n" holds a line end.' in said
    assert not (project / "release").exists()


def test_release_for_a_host_whose_headers_are_not_known_carries_them_in_its_pages(elsewhere: Release) -> None:
    html = (elsewhere.site / "uses/migraine/index.html").read_text()
    assert '<meta http-equiv="Content-Security-Policy"' in html
    assert '<meta name="robots" content="noindex">' in html
    contact = (elsewhere.site / ".well-known/security.txt").read_text()
    expires = (COMMITTED + timedelta(days=330)).date()  # fewer than the 365 that RFC 9116 recommends as the most
    assert contact.startswith(f"Contact: mailto:security@guide.test\nExpires: {expires}T00:00:00Z\n")
    assert elsewhere.manifest.files[".well-known/security.txt"] == hashlib.sha256(contact.encode()).hexdigest()


def test_release_for_our_own_server_leaves_them_to_nginx(release: Release) -> None:
    html = (release.site / "uses/migraine/index.html").read_text()
    assert "Content-Security-Policy" not in html
    assert "noindex" not in html


@pytest.mark.parametrize("name", ["nginx.conf", "nginx-ipv6.conf", "headers.conf"])
def test_release_holds_the_configuration_of_its_server(release: Release, name: str) -> None:
    text = (release.folder / "nginx" / name).read_text()
    assert "www.example.com" not in text
