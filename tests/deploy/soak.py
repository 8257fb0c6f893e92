"""The long run: 50 deploys and 10 rollbacks under at least 10,000 page views, then 30 kills at random moments.

PYTHONPATH=. python tests/deploy/soak.py release     about ten minutes; exit status 1 if anything was not whole
"""

import os
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from tests.support.faults import deploy_killed_after, start_deploy
from tests.support.releases import variant
from tests.support.services import Nginx, Server, SshServer
from tests.support.visitors import Visitors
from tooling.deploy.smoke import live_digest, look_at
from tooling.deploy.target import Release, read_release
from tooling.provision import provide_services

DEPLOYS, ROLLBACKS, VIEWS, KILLS = 50, 10, 10_000, 30


def under_load(server: Server, variants: list[Release]) -> list[str]:
    """Deploy and roll back while visitors look; return what they found wrong."""
    server.target().deploy(variants[-1])  # before it, there is no site to visit
    visitors = Visitors(server.nginx, sorted(variants[0].manifest.pages))
    started = time.monotonic()
    with visitors.visiting():
        for number in range(DEPLOYS):
            server.target().deploy(variants[number % len(variants)])
            if number % (DEPLOYS // ROLLBACKS) == 4:
                server.target().rollback("")
        while visitors.views < VIEWS:
            time.sleep(0.2)
    seconds = time.monotonic() - started
    print(f"{visitors.views} page views in {seconds:.0f} s, {DEPLOYS} deploys, {ROLLBACKS} rollbacks: ", end="")
    print(f"{len(visitors.faults)} not whole")
    return visitors.faults


def under_kills(server: Server, variants: list[Release]) -> list[str]:
    """Kill deploys at random moments; return what was wrong after each, and after the deploy that followed."""
    chance, faults, busy = random.Random(5), [], 0
    server.target().deploy(variants[0])
    known = {release.manifest.digest: release for release in variants}
    for number in range(KILLS):
        release = variants[(number + 1) % len(variants)]
        busy += deploy_killed_after(release, chance.uniform(0.3, 2.5))
        live = known.get(live_digest(server.nginx.address))
        if live is None or look_at(server.nginx.address, live.manifest, with_headers=True):
            faults.append(f"kill {number}: the site is not whole")
        if start_deploy(release).wait(120):
            faults.append(f"kill {number}: the deploy after it failed")
        faults += look_at(server.nginx.address, release.manifest, with_headers=True)
    print(f"{KILLS} kills, {busy} of them while the deploy was busy: {len(faults)} faults")
    return faults


def main(release: Release) -> int:
    """Run both; return the exit status."""
    provide_services()
    with tempfile.TemporaryDirectory(prefix="soak-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        nginx = Nginx(folder / "nginx", folder / "srv/guide")
        nginx.site.mkdir(parents=True)
        server = Server(nginx, SshServer(folder / "ssh"))
        variants = [variant(release, folder / word, word) for word in ("ape", "bee", "cat")]
        os.environ.update(server.environment())
        try:
            server.ssh.start()
            nginx.start()
            faults = under_load(server, variants) + under_kills(server, variants)
        finally:
            nginx.stop()
            server.ssh.stop()
    print("\n".join(faults[:20]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(read_release(Path(sys.argv[1]))))
