"""What goes wrong while a release goes to a server of our own: kills, cut lines, full disks, others at work."""

import random
import time
from types import SimpleNamespace

import pytest

from tests.support.faults import cut_connections, deploy_killed_after, full_disk, start_deploy
from tests.support.live_release import Variants, deploy_all, is_live, which_is_live
from tests.support.services import Server
from tests.support.visitors import Visitors
from tooling.deploy.own_server import OwnServer, explain, explain_silence
from tooling.deploy.remote_shell import RemoteShell
from tooling.deploy.settings import DeployFailed
from tooling.deploy.target import Release


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


def test_full_disk_leaves_the_site_as_it_was(server: Server, variants: Variants) -> None:
    with full_disk(server, variants["ape"]):
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


# 30 kills in the long run, at other moments each
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 15))])
def test_kill_at_any_moment_leaves_a_whole_site(server: Server, variants: Variants, seed: int) -> None:
    chance = random.Random(seed)
    server.target().deploy(variants["ape"])
    for word in ("bee", "cat"):
        deploy_killed_after(variants[word], chance.uniform(0.3, 2.5))
        assert which_is_live(server, variants)
    deploy = start_deploy(variants["cat"])
    assert deploy.wait(60) == 0
    assert which_is_live(server, variants) == "cat"


@pytest.mark.parametrize(
    "moment", [0.9, *(pytest.param(moment, marks=pytest.mark.long) for moment in (0.3, 0.5, 0.7, 1.1, 1.3, 1.6))]
)
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


@pytest.mark.parametrize(
    ("deploys", "visitors", "views"), [(4, 2, 100), pytest.param(50, 4, 10_000, marks=pytest.mark.long)]
)
def test_visitors_notice_nothing_of_deploys_and_rollbacks(
    server: Server, variants: Variants, deploys: int, visitors: int, views: int
) -> None:
    server.target().deploy(variants["ape"])
    paths = sorted(variants["ape"].manifest.pages)
    with Visitors(server.nginx, paths, visitors).visiting() as crowd:
        for number in range(deploys):
            server.target().deploy(variants[("bee", "cat", "ape")[number % 3]])
            if number % 5 == 3:
                server.target().rollback("")
        while crowd.views < views:
            time.sleep(0.1)
    assert crowd.faults == []
    assert crowd.seen == {"ape", "bee", "cat"}


def test_release_that_was_well_is_not_taken_back_when_the_server_is_down(server: Server, variants: Variants) -> None:
    deploy_all(server, variants, "ape", "bee")
    server.nginx.stop()
    with pytest.raises(DeployFailed, match=r"was live and well before, so nothing was changed"):
        server.target().deploy(variants["bee"])
    assert server.target().status().splitlines()[0].startswith("000002-beebeebe")
