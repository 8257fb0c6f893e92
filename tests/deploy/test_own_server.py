"""Deploying to a server of our own: real ssh, rsync and nginx, with the configuration that is shipped."""

import json
import random
import stat
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.faults import cut_connections, deploy_killed_after, full_disk, start_deploy
from tests.support.releases import variant
from tests.support.services import Server
from tests.support.visitors import Visitors
from tooling.deploy.own_server import OwnServer, explain, explain_silence
from tooling.deploy.remote_shell import RemoteShell
from tooling.deploy.server_releases import KEPT
from tooling.deploy.settings import DeployFailed
from tooling.deploy.smoke import live_digest, look_at
from tooling.deploy.target import Release
from tooling.manifest import NAME
from tooling.nginx_config import read_version

Variants = dict[str, Release]


def is_live(server: Server, release: Release) -> bool:
    """Tell whether the site answers with this release, whole."""
    return look_at(server.nginx.address, release.manifest, with_headers=True) == []


def which_is_live(server: Server, variants: Variants) -> str:
    """Return the word of the release that answers, whole; the empty string if none does."""
    digest = live_digest(server.nginx.address)
    return next((word for word, one in variants.items() if one.manifest.digest == digest and is_live(server, one)), "")


def deploy_all(server: Server, variants: Variants, *words: str) -> None:
    """Deploy one release after another."""
    for word in words:
        server.target().deploy(variants[word])


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


def test_the_last_releases_are_kept_and_older_ones_deleted(server: Server, variants: Variants) -> None:
    words = ["ape", "bee", "cat"] * 3
    for word in words:
        server.target().deploy(variants[word])
    assert len(list((server.path / "releases").iterdir())) == KEPT
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


def test_release_that_was_changed_is_not_deployed(variants: Variants, tmp_path: Path) -> None:
    from tooling.deploy.target import read_release

    copy = variant(variants["ape"], tmp_path / "copy", "dog")
    (copy.site / "index.html").write_text("changed")
    with pytest.raises(DeployFailed, match=r"changed after it was made \(index.html\)"):
        read_release(copy.folder)


def test_wrong_checksum_on_the_server_stops_the_deploy(
    server: Server, variants: Variants, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.target().deploy(variants["ape"])
    send = OwnServer.send

    def send_and_damage(
        self: OwnServer, shell: RemoteShell, release: Release, incoming: str, current: str, sums: str
    ) -> None:
        send(self, shell, release, incoming, current, sums)
        damaged = server.path / incoming / "site/robots.txt"
        damaged.unlink()  # it may be linked with the live one
        damaged.write_text("damaged")

    with monkeypatch.context() as patch:
        patch.setattr(OwnServer, "send", send_and_damage)
        with pytest.raises(DeployFailed, match=r"not what was sent \(site/robots.txt: FAILED\)"):
            server.target().deploy(variants["bee"])
    assert is_live(server, variants["ape"])
    server.target().deploy(variants["bee"])
    assert is_live(server, variants["bee"])


def test_failing_smoke_test_takes_the_site_back(
    server: Server, variants: Variants, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.target().deploy(variants["ape"])
    with monkeypatch.context() as patch:
        patch.setattr("tooling.deploy.own_server.look_at", lambda *_, **__: ["/ answers 500"])
        with pytest.raises(
            DeployFailed, match=r"/ answers 500\nThe new site was not well. The one before is live again"
        ):
            server.target().deploy(variants["bee"])
    assert is_live(server, variants["ape"])
    server.target().deploy(variants["bee"])
    assert is_live(server, variants["bee"])


def test_full_disk_leaves_the_site_as_it_was(server: Server, variants: Variants, release: Release) -> None:
    with full_disk(server, release):
        server.target().deploy(variants["ape"])
        with pytest.raises(DeployFailed, match=r"The disk of the server is full.*The site is as it was"):
            deploy_all(server, variants, "bee", "cat", "ape", "bee")
        assert which_is_live(server, variants)
    server.target().deploy(variants["cat"])
    assert is_live(server, variants["cat"])


@pytest.mark.parametrize(
    ("room", "told"), [("1000", "The disk of the server is full."), ("9" * 12, "rsync ended with status 12")]
)
def test_rsync_that_fails_without_a_word_is_explained(release: Release, room: str, told: str) -> None:
    shell = SimpleNamespace(run=lambda _: room)
    assert told in explain(explain_silence(shell, release, 12))  # type: ignore[arg-type]


def test_second_deploy_waits_for_the_first(server: Server, variants: Variants) -> None:
    server.target().deploy(variants["ape"])
    first, second = start_deploy(variants["bee"]), start_deploy(variants["cat"])
    assert (first.wait(60), second.wait(60)) == (0, 0)
    assert which_is_live(server, variants) in ("bee", "cat")


def test_lock_that_is_never_freed_is_reported(server: Server, variants: Variants) -> None:
    with server.target().shell() as holder:
        holder.lock(1)
        with server.target().shell() as other, pytest.raises(DeployFailed, match="Another deploy holds"):
            other.lock(1)


def test_server_that_cannot_be_reached_is_reported(server: Server, release: Release) -> None:
    target = server.target()
    target.settings = target.settings.model_copy(update={"port": 1})
    target.ssh += ["-p", "1"]
    with pytest.raises(DeployFailed, match=r"The connection to the server was cut off \(.*refused\)"):
        target.deploy(release)


@pytest.mark.parametrize("seed", range(6))
def test_kill_at_any_moment_leaves_a_whole_site(server: Server, variants: Variants, seed: int) -> None:
    chance = random.Random(seed)
    server.target().deploy(variants["ape"])
    for word in ("bee", "cat"):
        deploy_killed_after(variants[word], chance.uniform(0.4, 2.2))
        assert which_is_live(server, variants)
    deploy = start_deploy(variants["cat"])
    assert deploy.wait(60) == 0
    assert which_is_live(server, variants) == "cat"


@pytest.mark.parametrize("moment", [0.5, 0.9, 1.3])
def test_cut_connection_leaves_a_whole_site(server: Server, variants: Variants, moment: float) -> None:
    server.target().deploy(variants["ape"])
    deploy = start_deploy(variants["bee"])
    time.sleep(moment)
    cut_connections(server)
    _, said = deploy.communicate(timeout=60)
    assert "Traceback" not in said.decode()
    assert which_is_live(server, variants) in ("ape", "bee")
    server.target().deploy(variants["bee"])
    assert is_live(server, variants["bee"])


def test_visitors_notice_nothing_of_deploys_and_rollbacks(server: Server, variants: Variants) -> None:
    server.target().deploy(variants["ape"])
    paths = sorted(variants["ape"].manifest.pages)
    with Visitors(server.nginx, paths).visiting() as visitors:
        for number in range(12):
            server.target().deploy(variants[("bee", "cat", "ape")[number % 3]])
            if number % 4 == 3:
                server.target().rollback("")
    assert visitors.faults == []
    assert visitors.seen == {"ape", "bee", "cat"}
    assert visitors.views > 200


def test_manifest_that_is_live_says_what_the_server_holds(server: Server, release: Release) -> None:
    server.target().deploy(release)
    manifest = json.loads((server.path / "current/site" / NAME).read_text())
    assert manifest["commit"] == release.manifest.commit


def test_release_that_was_well_is_not_taken_back_when_the_server_is_down(server: Server, variants: Variants) -> None:
    deploy_all(server, variants, "ape", "bee")
    server.nginx.stop()
    with pytest.raises(DeployFailed, match=r"was live and well before, so nothing was changed"):
        server.target().deploy(variants["bee"])
    assert server.target().status().splitlines()[0].startswith("000002-beebeebe")
