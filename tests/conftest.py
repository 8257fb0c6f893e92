"""How the tests build the site, and what they share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pelican import Pelican
from pelican.settings import read_settings
from playwright.sync_api import Browser, sync_playwright

from plugins.reading.library import Library, read_library
from tooling.browser import FLAGS, provide_browser

PROJECT = Path(__file__).resolve().parent.parent
# How much is thrown at what reads texts: the same few examples each time, or, in the long runs, many new ones.
# A bound for the time of one example would fail on a machine that is busy; what hangs has tests of its own.
FEW = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("few", FEW)
settings.register_profile("many", FEW, max_examples=2000, derandomize=False, print_blob=True)
settings.load_profile("few")


@pytest.fixture(scope="session")
def library() -> Library:
    """The real content, read once."""
    return read_library(PROJECT / "content")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once a run with what is published."""
    output = tmp_path_factory.mktemp("site")
    settings = read_settings(str(PROJECT / "publishconf.py"), override={"OUTPUT_PATH": str(output)})
    Pelican(settings).run()
    return output


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=provide_browser(), args=FLAGS)
        yield chromium
        chromium.close()
