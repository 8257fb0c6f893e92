"""What can go wrong during a deploy: a kill, a cut connection, a full disk."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.releases import PROJECT
from tests.support.services import Server
from tooling.deploy.target import Release


def start_deploy(release: Release) -> subprocess.Popen[bytes]:
    """Start `tasks.py deploy` of a release, with the environment that the fixture `server` has set."""
    environment = {**os.environ, "RELEASE_FOLDER": str(release.folder)}
    command = [sys.executable, "-m", "invoke", "deploy"]
    return subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def deploy_killed_after(release: Release, seconds: float) -> bool:
    """Start a deploy, kill it with -9 and tell whether it was still busy."""
    deploy = start_deploy(release)
    time.sleep(seconds)
    busy = deploy.poll() is None
    deploy.kill()
    deploy.communicate()
    return busy


def cut_connections(server: Server) -> None:
    """End every ssh session that is open, as a broken line would."""
    assert server.ssh.process
    pid = server.ssh.process.pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        os.kill(int(child), signal.SIGKILL)


@contextmanager
def full_disk(server: Server, release: Release) -> Iterator[None]:
    """Give the server a disk that holds two releases and no more, until the block ends; then there is room again.

    Where this user may not mount one, rsync is replaced by one that says so.
    """
    size = sum(-(-path.stat().st_size // 4096) + 1 for path in release.folder.rglob("*")) * 4
    options = f"size={int(size * 1.6)}k"
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(server.path)], capture_output=True)
    if mount.returncode:
        with broken_rsync(server.nginx.folder / "bin"):
            yield
        return
    server.mounted = True  # until nginx stops: the site must outlive the small disk for what the test does next
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,size=100m", str(server.path)], check=True)


@contextmanager
def broken_rsync(folder: Path) -> Iterator[None]:
    """Put an rsync in front of the real one that fails, after the first time, as on a full disk."""
    folder.mkdir()
    real = shutil.which("rsync")
    (folder / "rsync").write_text(
        f'#!/bin/sh\n[ -e {folder}/used ] || {{ touch {folder}/used; exec {real} "$@"; }}\n'
        "echo 'rsync: write failed: No space left on device (28)' >&2; exit 11\n"
    )
    (folder / "rsync").chmod(0o755)
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{folder}{os.pathsep}{before}"
    try:
        yield
    finally:
        os.environ["PATH"] = before
