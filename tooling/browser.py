"""Find a Chromium for the tests, or install one: Debian's package for root, Playwright's download for others."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Quiet and the same everywhere: nothing is fetched, nothing is asked of a graphics card.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class BrowserMissing(Exception):
    """There is no Chromium and none can be installed; the message says what to do, in one sentence."""


def find_browser() -> Path | None:
    """Return a Chromium of this machine, or the one that Playwright downloaded, or None."""
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.exists() else None


def provide_browser() -> Path:
    """Return a Chromium, installing one if there is none. Raises BrowserMissing."""
    found = find_browser()
    if found:
        return found
    print("Installing Chromium for the tests; this happens once ...", file=sys.stderr)
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        commands = [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]]
    else:
        commands = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    for command in commands:
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode:
            break
    found = find_browser()
    if found is None:
        raise BrowserMissing(
            "The tests need Chromium and it could not be installed: install it (Debian: apt install chromium; "
            "elsewhere: .venv/bin/python -m playwright install chromium) and run the command again."
        )
    return found
