"""Making a release of the real site, in a clone."""

import hashlib
import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from tests.support.releases import ADDRESS, clone, commit, task
from tooling.deploy.target import Release, read_release
from tooling.manifest import NAME, Manifest, file_digest, read_manifest

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
    assert all(path.stat().st_mtime == 1795348800 for path in release.folder.rglob("*"))


def test_what_visitors_do_not_need_is_beside_the_site(release: Release) -> None:
    assert not {"_headers", "_redirects", ".nojekyll", "versions.json"} & set(release.manifest.files)
    assert sorted(path.name for path in (release.folder / "hosts").iterdir()) == [".nojekyll", "_headers", "_redirects"]
    assert "pelican" not in (release.site / NAME).read_text()
    assert json.loads((release.folder / "versions.json").read_text())["pelican"]


def test_pages_that_nobody_reviewed_are_kept_out_of_search_engines(release: Release) -> None:
    assert "uses/migraine/index.html" in release.manifest.no_index
    assert "privacy/index.html" not in release.manifest.no_index
    assert (release.folder / "noindex/uses/migraine/index.html").exists()


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
    assert "git knows none here" in result.stderr


def test_site_that_cannot_be_asked_what_is_live_is_refused(project: Path) -> None:
    result = task(project, "release", SITEURL="https://localhost:9")
    assert result.returncode == 1
    assert "Which pages are live is not known" in result.stderr
    assert "--first" in result.stderr


def with_previous(project: Path, release: Release, tmp_path: Path, redirects: str) -> tuple[int, str]:
    """Release a clone that says `redirects`, after a release that had one page more; return status and words."""
    folder = clone(tmp_path / "p")
    (folder / "content/data/redirects.toml").write_text(redirects)
    commit(folder)
    manifest = release.manifest
    before = Manifest(**{**manifest.__dict__, "files": {**manifest.files, "uses/old/index.html": "0" * 64}})
    (tmp_path / "previous.json").write_text(before.text())
    result = task(folder, "release", "--previous", str(tmp_path / "previous.json"), SITEURL=ADDRESS)
    return result.returncode, result.stdout + result.stderr


def test_page_that_would_vanish_is_refused(project: Path, release: Release, tmp_path: Path) -> None:
    status, said = with_previous(project, release, tmp_path, "[redirects]\n")
    assert status == 1
    assert "1 address(es) that are live would vanish: /uses/old/." in said


def test_page_that_moved_is_released_with_its_redirect(project: Path, release: Release, tmp_path: Path) -> None:
    status, said = with_previous(project, release, tmp_path, '[redirects]\n"/uses/old/" = "/uses/acne/"\n')
    assert status == 0, said
    made = read_release(tmp_path / "p/release")
    assert (made.folder / "hosts/_redirects").read_text() == "/uses/old/ /uses/acne/ 301\n"
    assert f"url={ADDRESS}/uses/acne/" in (made.site / "uses/old/index.html").read_text()
    assert "/uses/old/" not in made.manifest.pages


def test_redirect_to_nowhere_is_refused(project: Path, release: Release, tmp_path: Path) -> None:
    status, said = with_previous(project, release, tmp_path, '[redirects]\n"/uses/old/" = "/nowhere/"\n')
    assert status == 1
    assert 'content/data/redirects.toml:2:16: "/nowhere/" is not a page of this site. Name one that is.' in said


def test_redirect_that_would_run_a_command_is_refused(project: Path, release: Release, tmp_path: Path) -> None:
    status, said = with_previous(
        project, release, tmp_path, '[redirects]\n"/a/\\nEND\\ntouch /tmp/x\\n" = "/uses/acne/"\n'
    )
    assert status == 1
    assert r'content/data/redirects.toml:2:1: "/a/\nEND\ntouch /tmp/x\n" holds a line end.' in said
    assert not (tmp_path / "p/release").exists()


@pytest.mark.parametrize(
    "target", ["", *(pytest.param(target, marks=pytest.mark.long) for target in ("github-pages", "storage"))]
)
def test_release_for_a_host_whose_headers_are_not_known_carries_them_in_its_pages(
    project: Path, tmp_path: Path, target: str
) -> None:
    folder = clone(tmp_path / "p")
    result = task(
        folder,
        "release",
        "--first",
        SITEURL=ADDRESS,
        DEPLOY_TARGET=target,
        DEPLOY_SECURITY_CONTACT="mailto:security@guide.test",
    )
    assert result.returncode == 0, result.stderr
    html = (folder / "release/site/uses/migraine/index.html").read_text()
    assert '<meta http-equiv="Content-Security-Policy"' in html
    assert '<meta name="robots" content="noindex">' in html
    contact = (folder / "release/site/.well-known/security.txt").read_text()
    assert contact.startswith("Contact: mailto:security@guide.test\nExpires: 2027-10-18T00:00:00Z\n")
    assert read_manifest((folder / "release/site" / NAME).read_text()).files[".well-known/security.txt"] == (
        hashlib.sha256(contact.encode()).hexdigest()
    )


def test_release_for_our_own_server_leaves_them_to_nginx(release: Release) -> None:
    html = (release.site / "uses/migraine/index.html").read_text()
    assert "Content-Security-Policy" not in html
    assert "noindex" not in html


@pytest.mark.parametrize("name", ["nginx.conf", "nginx-ipv6.conf", "headers.conf"])
def test_release_holds_the_configuration_of_its_server(release: Release, name: str) -> None:
    text = (release.folder / "nginx" / name).read_text()
    assert "www.example.com" not in text
