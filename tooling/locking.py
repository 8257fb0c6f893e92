"""Write the three requirements files: exact versions with hashes, for every Python and system we support."""

import subprocess
import sys

FILES = {
    "requirements.txt": [],
    "requirements-deploy.txt": ["--group", "deploy"],  # the job that holds the keys installs this and no more
    "requirements-dev.txt": ["--group", "dev"],
}


def lock_requirements() -> None:
    """Resolve pyproject.toml into the three files. Raises subprocess.CalledProcessError when uv cannot."""
    for name, extra in FILES.items():
        command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", *extra]
        command += ["--universal", "--generate-hashes", "--no-emit-index-url", "--python-version", "3.11"]
        command += ["--quiet", "--upgrade", "--output-file", name]
        command += ["--custom-compile-command", "python3 tasks.py lock"]
        subprocess.run(command, check=True)
