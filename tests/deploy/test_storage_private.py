"""What is not for visitors in storage, and names there that are not ours."""

from dataclasses import replace
from typing import Any

import pytest

from tests.support.bucket_service import BucketService, all_keys, is_live, public_keys
from tooling.deploy.settings import DeployFailed
from tooling.deploy.smoke import look_at
from tooling.deploy.storage import Storage
from tooling.deploy.target import Release

Variants = dict[str, Release]


@pytest.mark.parametrize("road", ["the bucket guide itself", "http"])
def test_history_that_anybody_can_read_stops_the_deploy_before_anything_is_public(
    service: BucketService, target: Storage, client: Any, variants: Variants, road: str
) -> None:
    target.deploy(variants["ape"])
    before = public_keys(client)
    service.passes_history = road == "http"
    service.open_mark.touch()  # what the front fetches it must be able to read
    try:
        with pytest.raises(DeployFailed) as found:
            target.deploy(variants["bee"])
    finally:
        service.passes_history = False
        service.open_mark.unlink()
    assert str(found.value).startswith("Anybody can read _history/, which holds earlier and withdrawn texts, by ")
    assert str(found.value).endswith(
        "the bucket guide itself. Close it there (docs/deployment.md, Storage, steps 1 and 2), then deploy again. "
        "The site is as it was."
    )
    assert (f"{service.address}/_history/files/" in str(found.value)) == (road == "http")
    assert public_keys(client) == before
    assert is_live(service, variants["ape"])
    target.deploy(variants["bee"])
    assert is_live(service, variants["bee"])


def test_nothing_that_only_hosts_read_is_in_the_bucket(target: Storage, client: Any, variants: Variants) -> None:
    target.deploy(variants["ape"])
    keys = public_keys(client)
    assert not [key for key in keys if key.startswith(("_", "hosts/", "nginx/", "noindex/", "versions"))]


def test_file_that_only_hosts_read_is_noticed_when_a_visitor_gets_it(
    service: BucketService, target: Storage, client: Any, variants: Variants
) -> None:
    target.deploy(variants["ape"])
    for name in ("_headers", "versions.json", "nginx/nginx.conf"):
        client.put_object(Bucket="guide", Key=name, Body=b"not for visitors")
    assert look_at(service.address, variants["ape"].manifest, with_headers=False) == [
        f"{service.address}/{name} can be read by anybody, and it is not part of the site: take it off the host"
        for name in ("_headers", "versions.json", "nginx/nginx.conf")
    ]


@pytest.mark.parametrize("name", ["a\nb/index.html", "../x", "*/index.html", "$(x)/index.html"])
def test_file_with_a_hostile_name_is_refused_before_anything_is_sent(
    target: Storage, client: Any, release: Release, name: str
) -> None:
    hostile = replace(release.manifest, files={**release.manifest.files, name: "0" * 64})
    with pytest.raises(DeployFailed, match=r"cannot be published under this name\. .* Nothing was sent\."):
        target.deploy(Release(release.folder, hostile))
    assert all_keys(client) == set()


def test_what_is_not_of_our_history_is_left_alone_and_what_is_damaged_is_told(
    target: Storage, client: Any, variants: Variants
) -> None:
    target.deploy(variants["ape"])
    for key in ("_history/releases/²²²²²².json", "_history/releases/../x.json", "_history/releases/9.json"):
        client.put_object(Bucket="guide", Key=key, Body=b"{}")
    assert target.bucket.history() == [1]
    for to in ("²", "1; x", "-1", "../x"):
        with pytest.raises(DeployFailed, match="is not the number of a release"):
            target.rollback(to)
    client.put_object(Bucket="guide", Key="_history/releases/000002.json", Body=b'{"format": 1}')
    with pytest.raises(DeployFailed, match=r"_history/releases/000002\.json in the bucket is damaged"):
        target.status()
    client.put_object(Bucket="guide", Key="_history/current", Body=b"\xff; x")
    with pytest.raises(DeployFailed, match=r"_history/current in the bucket should hold a number"):
        target.deploy(variants["bee"])
