"""What the tests of deploying share: releases, and a server with nginx, sshd and rsync."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from releases import ADDRESS, clone, task, variant
from services import Nginx, Server, SshServer

from tooling.deploy.target import Release, read_release
from tooling.provision import provide_services


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of the project, committed and clean, in which a release has been made."""
    folder = clone(tmp_path_factory.mktemp("clone") / "project")
    result = task(folder, "release", "--first", SITEURL=ADDRESS, DEPLOY_TARGET="own-server")
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


@pytest.fixture(scope="session")
def release(project: Path) -> Release:
    """The real site, released."""
    return read_release(project / "release")


@pytest.fixture(scope="session")
def variants(release: Release, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Release]:
    """Three releases of which every page and every asset differs, by the word that their pages hold."""
    return {word: variant(release, tmp_path_factory.mktemp("variant") / word, word) for word in ("ape", "bee", "cat")}


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
