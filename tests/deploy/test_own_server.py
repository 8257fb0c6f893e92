"""Deploying to a server of our own: real ssh, rsync and nginx, with the configuration that is shipped."""

import json
import stat
from pathlib import Path

import pytest

from tests.support.live_release import Variants, is_live
from tests.support.releases import variant
from tests.support.services import Server
from tooling.deploy.settings import DeployFailed
from tooling.deploy.target import Release
from tooling.manifest import NAME
from tooling.nginx_config import read_version


def test_first_deploy_puts_the_whole_site_live(server: Server, release: Release) -> None:
    server.target().deploy(release)
    assert is_live(server, release)


def test_deploying_the_same_release_again_changes_nothing(server: Server, variants: Variants) -> None:
    server.target().deploy(variants["ape"])
    before = sorted(path.name for path in (server.path / "releases").iterdir())
    server.target().deploy(variants["ape"])
    assert sorted(path.name for path in (server.path / "releases").iterdir()) == before
    assert is_live(server, variants["ape"])


def test_deploy_that_changes_one_page_sends_that_page_alone(
    server: Server, variants: Variants, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.target().deploy(variants["ape"])
    capsys.readouterr()
    server.target().deploy(variant(variants["ape"], tmp_path / "one", "dog", only="uses/acne/index.html"))
    sent = int(capsys.readouterr().out.split("Sent ")[1].split()[0])
    assert sent == 5  # the page, its two copies, the manifest, the list of sums
    newest, before = sorted((server.path / "releases").iterdir(), reverse=True)
    assert (newest / "site/index.html").stat().st_ino == (before / "site/index.html").stat().st_ino


def test_assets_of_the_release_before_still_answer(server: Server, variants: Variants) -> None:
    server.target().deploy(variants["ape"])
    server.target().deploy(variants["bee"])
    current = server.path / "current/site/assets"
    assert {path.name.split("-")[0] for path in current.glob("*-mark.*")} == {"ape", "bee"}
    server.target().deploy(variants["cat"])
    assert {path.name.split("-")[0] for path in current.glob("*-mark.*")} == {"bee", "cat"}


def test_the_last_releases_are_kept_and_older_ones_deleted(
    server: Server, variants: Variants, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tooling.deploy.server_releases.KEPT", 2)
    for word in ("ape", "bee", "cat"):
        server.target().deploy(variants[word])
    kept = sorted(path.name for path in (server.path / "releases").iterdir())
    assert [name.split("-")[1] for name in kept] == ["beebeebe", "catcatca"]
    assert sorted(path.name for path in server.path.iterdir()) == ["current", "deploy.lock", "releases", "way-back"]


def test_files_are_readable_for_the_web_server_whatever_the_umask(server: Server, release: Release) -> None:
    server.target().deploy(release)
    for path in (server.path / "current").resolve().rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path


def test_rollback_goes_back_one_release_at_a_time(server: Server, variants: Variants) -> None:
    for word in ("ape", "bee", "cat"):
        server.target().deploy(variants[word])
    server.target().rollback("")
    assert is_live(server, variants["bee"])
    assert (server.path / "current/site/assets/cat-mark.0123456789ab.svg").exists(), "a visitor may have it open"
    server.target().rollback("")
    assert is_live(server, variants["ape"])
    with pytest.raises(DeployFailed, match="no earlier release"):
        server.target().rollback("")
    server.target().deploy(variants["cat"])
    assert is_live(server, variants["cat"])
    server.target().rollback("")
    assert is_live(server, variants["ape"]), "a release that was taken back is not gone back to"


def test_status_names_what_is_live(server: Server, variants: Variants) -> None:
    assert server.target().status() == "Nothing is live yet."
    server.target().deploy(variants["ape"])
    server.target().deploy(variants["bee"])
    lines = server.target().status().splitlines()
    assert [(line[:7], line.split("  ")[1]) for line in lines[:2]] == [
        ("000002-", "live"),
        ("000001-", "can be put back"),
    ]
    assert lines[2] == f"{server.nginx.address} answers with it. Commit beebeebe."


def test_status_and_deploy_say_when_nginx_runs_with_an_older_configuration(
    server: Server, variants: Variants, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    version = read_version(server.nginx.shipped())
    older = server.nginx.shipped().replace(version, "0" * 12)
    told = (
        "nginx runs with an older configuration than this release has: copy it from current/nginx/ to /etc/nginx, "
        "then `nginx -t && systemctl reload nginx` (docs/deployment.md, Own server, step 7)."
    )
    server.target().deploy(variants["ape"])
    assert told not in capsys.readouterr().out + server.target().status()
    server.nginx.stop()
    monkeypatch.setattr(server.nginx, "shipped", lambda: older)
    server.nginx.start()
    assert server.target().status().splitlines()[-1] == told
    server.target().deploy(variants["bee"])
    assert capsys.readouterr().out.splitlines()[-1] == told


def test_pages_that_would_vanish_stop_the_deploy(server: Server, variants: Variants, tmp_path: Path) -> None:
    server.target().deploy(variants["ape"])
    smaller = variant(variants["bee"], tmp_path / "smaller", "dog", without="uses/acne/index.html")
    with pytest.raises(DeployFailed, match=r"would vanish: /uses/acne/"):
        server.target().deploy(smaller)
    assert is_live(server, variants["ape"])


def test_what_a_system_left_in_a_release_is_taken_away(variants: Variants, tmp_path: Path) -> None:
    from tooling.deploy.target import read_release

    copy = variant(variants["ape"], tmp_path / "copy", "dog")
    for name in (".DS_Store", "Thumbs.db", "._index.html"):
        (copy.site / name).write_bytes(b"left")
    assert read_release(copy.folder).manifest == copy.manifest
    assert not (copy.site / ".DS_Store").exists()


def test_release_that_was_changed_is_not_deployed(variants: Variants, tmp_path: Path) -> None:
    from tooling.deploy.target import read_release

    copy = variant(variants["ape"], tmp_path / "copy", "dog")
    (copy.site / "index.html").write_text("changed")
    with pytest.raises(DeployFailed, match=r"changed after it was made \(index.html\)"):
        read_release(copy.folder)


def test_manifest_that_is_live_says_what_the_server_holds(server: Server, release: Release) -> None:
    server.target().deploy(release)
    manifest = json.loads((server.path / "current/site" / NAME).read_text())
    assert manifest["commit"] == release.manifest.commit
