"""Deploying to storage in the manner of S3: moto's server, read back after each deploy."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from plugins.reading.target import Deploy
from tests.support.bucket_service import BucketService, all_keys, fetch, is_live, public_keys
from tests.support.faults import deploy_killed_after
from tests.support.releases import variant
from tooling.deploy.settings import DeployFailed
from tooling.deploy.storage import Storage
from tooling.deploy.storage_bucket import order_of
from tooling.deploy.target import Release
from tooling.headers import ASK_AGAIN, KEEP_A_DAY, KEEP_FOREVER
from tooling.manifest import NAME

Variants = dict[str, Release]
ASSET = re.compile(r'(?:src|href)="/(assets/[^"]+)"')


def missing_assets(service: BucketService, release: Release) -> list[str]:
    """Return what a page of the site names and is not there."""
    wrong = []
    for path in sorted(release.manifest.pages):
        status, _, body = fetch(service.address + path)
        assert status == 200, path
        wrong += [name for name in ASSET.findall(body.decode()) if fetch(f"{service.address}/{name}")[0] != 200]
    return wrong


def test_deploy_puts_the_whole_site_live(
    service: BucketService, target: Storage, client: Any, release: Release
) -> None:
    target.deploy(release)
    assert is_live(service, release)
    assert public_keys(client) == {*release.manifest.files, NAME}


def test_objects_have_their_types_encodings_and_cache_headers(target: Storage, client: Any, variants: Variants) -> None:
    target.deploy(variants["ape"])
    expected = {
        "index.html": ("text/html; charset=utf-8", None, ASK_AGAIN),
        "index.html.br": ("text/html; charset=utf-8", "br", ASK_AGAIN),
        "index.html.gz": ("text/html; charset=utf-8", "gzip", ASK_AGAIN),
        "feed.xml": ("application/atom+xml; charset=utf-8", None, ASK_AGAIN),
        "robots.txt": ("text/plain; charset=utf-8", None, ASK_AGAIN),
        "favicon.ico": ("image/x-icon", None, KEEP_A_DAY),
        "assets/ape-mark.0123456789ab.svg": ("image/svg+xml", None, KEEP_FOREVER),
    }
    for key, values in expected.items():
        found = client.head_object(Bucket="guide", Key=key)
        assert (found["ContentType"], found.get("ContentEncoding"), found["CacheControl"]) == values, key


def test_assets_go_first_then_pages_then_the_manifest_and_deletions_last(
    target: Storage, client: Any, variants: Variants, tmp_path: Path
) -> None:
    target.deploy(variants["ape"])
    calls: list[tuple[str, str]] = []

    def note(params: dict[str, Any], model: Any, **_: Any) -> None:
        calls.append((model.name, params.get("Key") or ",".join(e["Key"] for e in params["Delete"]["Objects"])))

    for event in ("CopyObject", "DeleteObjects"):
        target.bucket.client.meta.events.register(f"provide-client-params.s3.{event}", note)
    moved = variant(
        variants["bee"],
        tmp_path / "moved",
        "dog",
        without="uses/acne/index.html",
        moved={"/uses/acne/": "/privacy/"},
    )
    target.deploy(moved)
    copies = [key for name, key in calls if name == "CopyObject"]
    assert [order_of(key)[0] for key in copies] == sorted(order_of(key)[0] for key in copies)
    assert copies[0].startswith("assets/")
    assert copies[-1] == NAME
    names = [name for name, _ in calls]
    assert "CopyObject" not in names[names.index("DeleteObjects") :]


def test_only_what_changed_is_sent(
    target: Storage, variants: Variants, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target.deploy(variants["ape"])
    capsys.readouterr()
    target.deploy(variant(variants["ape"], tmp_path / "one", "dog", only="uses/acne/index.html"))
    assert capsys.readouterr().out.startswith("Sent 4 files")


def test_page_that_is_gone_is_deleted_and_assets_of_kept_releases_stay(
    target: Storage, client: Any, variants: Variants, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tooling.deploy.storage.KEPT", 2)
    target.deploy(variants["ape"])
    target.deploy(variants["bee"])
    assert "assets/ape-mark.0123456789ab.svg" in public_keys(client)
    target.deploy(variants["cat"])
    assert "assets/ape-mark.0123456789ab.svg" not in public_keys(client)
    stored = {key.rsplit("/", 1)[-1] for key in all_keys(client)}
    assert [word for word, each in variants.items() if each.manifest.digest in stored] == ["bee", "cat"]


def test_what_we_did_not_publish_is_left_alone(target: Storage, client: Any, variants: Variants) -> None:
    client.put_object(Bucket="guide", Key="accounts/2026.xlsx", Body=b"not ours")
    target.deploy(variants["ape"])
    target.deploy(variants["bee"])
    assert "accounts/2026.xlsx" in all_keys(client)


def test_rollback_puts_the_release_before_back(service: BucketService, target: Storage, variants: Variants) -> None:
    for word in ("ape", "bee", "cat"):
        target.deploy(variants[word])
    assert "3  catcatca  live" in target.status()
    target.rollback("")
    assert is_live(service, variants["bee"])
    target.rollback("")
    assert is_live(service, variants["ape"])
    with pytest.raises(DeployFailed, match="no such release"):
        target.rollback("")


def test_failing_smoke_test_takes_the_site_back(
    service: BucketService, target: Storage, variants: Variants, monkeypatch: pytest.MonkeyPatch
) -> None:
    target.deploy(variants["ape"])
    with monkeypatch.context() as patch:
        patch.setattr("tooling.deploy.storage.look_at", lambda *_, **__: ["/ answers 500"])
        with pytest.raises(DeployFailed, match="The one before is live again: release 1"):
            target.deploy(variants["bee"])
    assert is_live(service, variants["ape"])


@pytest.mark.parametrize("calls", [1, 3, 6, 9, 12])
def test_deploy_cut_off_in_the_middle_names_no_missing_asset_and_the_next_one_finishes(
    service: BucketService, target: Storage, variants: Variants, calls: int
) -> None:
    target.deploy(variants["ape"])
    left = [calls]

    def cut(**_: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise ClientError({"Error": {"Code": "Cut", "Message": "cut off"}}, "CopyObject")

    events = target.bucket.client.meta.events
    events.register("before-call.s3.CopyObject", cut)
    with pytest.raises(DeployFailed, match="Each page that is live is whole"):
        target.deploy(variants["bee"])
    events.unregister("before-call.s3.CopyObject", cut)
    assert missing_assets(service, variants["ape"]) == []
    target.deploy(variants["bee"])
    assert is_live(service, variants["bee"])


@pytest.mark.parametrize("moment", [1.0, 1.3, 1.6])
def test_kill_leaves_whole_pages_and_its_lock_runs_out(
    service: BucketService, target: Storage, variants: Variants, moment: float
) -> None:
    target.deploy(variants["ape"])
    deploy_killed_after(variants["bee"], moment)
    assert missing_assets(service, variants["ape"]) == []
    target.deploy(variants["bee"])
    assert is_live(service, variants["bee"])


def test_second_deploy_does_not_start_while_the_first_renews_its_lock(target: Storage, client: Any) -> None:
    with target.bucket.locked():
        time.sleep(3)  # longer than a lease
        with pytest.raises(DeployFailed, match="Another deploy holds the bucket"), target.bucket.locked(patience=0.5):
            pass


def test_storage_that_cannot_be_reached_is_reported(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    target = Storage(Deploy(target="storage", bucket="guide", endpoint="http://127.0.0.1:9"), "")
    with pytest.raises(DeployFailed, match="The storage cannot be reached"):
        target.deploy(release)


def test_release_that_was_well_is_not_taken_back_when_the_network_is_down(target: Storage, variants: Variants) -> None:
    target.deploy(variants["ape"])
    target.deploy(variants["bee"])
    target.address = "http://127.0.0.1:9"
    with pytest.raises(DeployFailed, match="was live and well before"):
        target.deploy(variants["bee"])
    assert target.bucket.current() == 2
