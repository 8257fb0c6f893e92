"""Install the services that the tests of deploying start: Debian's packages for root, a sentence for others."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
# The Debian package, and how to see that it is there
PACKAGES = {
    "nginx": "nginx",
    "libnginx-mod-http-brotli-static": str(BROTLI),
    "openssh-server": "sshd",
    "openssh-client": "ssh-keygen",
    "rsync": "rsync",
    "openssl": "openssl",
    "git": "git",
}
PLACES = os.pathsep.join(("/usr/sbin", "/sbin", os.environ.get("PATH", "")))


class ServiceMissing(Exception):
    """A service is missing and cannot be installed; the message says what to do, in one sentence."""


def missing_packages() -> list[str]:
    """Return the packages of which this machine has nothing."""
    return [
        package
        for package, sign in PACKAGES.items()
        if not (Path(sign).exists() if sign.startswith("/") else shutil.which(sign, path=PLACES))
    ]


def provide_services() -> None:
    """Install what is missing. Raises ServiceMissing."""
    missing = missing_packages()
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {', '.join(missing)} for the tests; this happens once ...", file=sys.stderr)
        install_packages(missing)
        missing = missing_packages()
    if missing:
        raise ServiceMissing(
            f"The tests of deploying need {', '.join(missing)} (Debian's names): install them and run the tests again."
        )


def install_packages(packages: list[str]) -> None:
    """Install Debian packages without starting what they bring: the tests start their own."""
    keep_quiet = Path("/usr/sbin/policy-rc.d")
    ours = not keep_quiet.exists()
    if ours:
        keep_quiet.write_text("#!/bin/sh\nexit 101\n")
        keep_quiet.chmod(0o755)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    try:
        for command in (["apt-get", "update", "-qq"], install):
            subprocess.run(command, env=environment, capture_output=True, check=False)
    finally:
        if ours:
            keep_quiet.unlink()
