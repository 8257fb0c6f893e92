"""What the tests of deploying share: releases, a server with nginx, sshd and rsync, and a bucket."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from plugins.reading.target import Deploy
from tests.support.bucket_service import BucketService, all_keys
from tests.support.made_once import made_once
from tests.support.releases import ADDRESS, clone, task, variant
from tests.support.services import Nginx, Server, SshServer
from tooling.deploy import storage_bucket
from tooling.deploy.storage import Storage
from tooling.deploy.target import Release, read_release
from tooling.provision import provide_services

WORDS = ("ape", "bee", "cat")
# One of each kind: a deploy looks at every page, and the stand-in for storage takes each file by itself and slowly
FEW_PAGES = frozenset({"index.html", "privacy/index.html", "uses/acne/index.html", "404.html"})


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of the project, committed and clean, in which a release has been made; all processes of a run share it."""

    def make(folder: Path) -> None:
        clone(folder)
        result = task(folder, "release", "--first", SITEURL=ADDRESS, DEPLOY_TARGET="own-server")
        assert result.returncode == 0, result.stdout + result.stderr

    return made_once(tmp_path_factory, "released", make)


@pytest.fixture(scope="session")
def project(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of that clone, for tests that change it."""
    folder = tmp_path_factory.mktemp("clone") / "project"
    shutil.copytree(released, folder, symlinks=True)
    return folder


@pytest.fixture(scope="session")
def release(released: Path) -> Release:
    """The real site, released."""
    return read_release(released / "release")


@pytest.fixture(scope="session")
def variants(release: Release, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Release]:
    """Three releases of few pages of which every page and every asset differs, by the word that their pages hold."""

    def make(folder: Path) -> None:
        for word in WORDS:
            variant(release, folder / word, word, keep=FEW_PAGES)

    folder = made_once(tmp_path_factory, "variants", make)
    return {word: read_release(folder / word) for word in WORDS}


@pytest.fixture(scope="session")
def ssh_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    """sshd until the tests end."""
    provide_services()
    server = SshServer(tmp_path_factory.mktemp("ssh"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def server(tmp_path: Path, ssh_server: SshServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """An empty server with nginx as it is shipped."""
    nginx = Nginx(tmp_path / "nginx", tmp_path / "srv/guide")
    nginx.site.mkdir(parents=True)
    nginx.start()
    server = Server(nginx, ssh_server)
    for name, value in server.environment().items():
        monkeypatch.setenv(name, value)
    os.environ.pop("RELEASE_FOLDER", None)
    yield server
    nginx.stop()
    if server.mounted:
        subprocess.run(["umount", "--lazy", str(server.path)], check=True)


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BucketService]:
    """An S3 server until the tests end."""
    service = BucketService(tmp_path_factory.mktemp("bucket"))
    service.start()
    yield service
    service.stop()


@pytest.fixture
def client(service: BucketService, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An empty bucket called "guide", open to readers."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "DEPLOY_TARGET": "storage",
        "DEPLOY_BUCKET": "guide",
        "DEPLOY_ENDPOINT": service.endpoint,
        "DEPLOY_CHECK_URL": service.address,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(storage_bucket, "LEASE", 2)
    client = boto3.client("s3", endpoint_url=service.endpoint, region_name="us-east-1")
    client.create_bucket(Bucket="guide", ACL="public-read")
    yield client
    if keys := all_keys(client):
        client.delete_objects(Bucket="guide", Delete={"Objects": [{"Key": key} for key in keys], "Quiet": True})
    client.delete_bucket(Bucket="guide")


@pytest.fixture
def target(service: BucketService, client: Any) -> Storage:
    """The target as the tasks would make it, with no patience: there is no cache here."""
    settings = Deploy(target="storage", bucket="guide", endpoint=service.endpoint, distribution="")
    target = Storage(settings, service.address)
    target.patience = 0
    return target
