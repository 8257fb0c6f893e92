"""How the tests build the site, and what they share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pelican import Pelican
from pelican.settings import read_settings
from playwright.sync_api import Browser, sync_playwright

from plugins.reading.library import Library, read_library
from tests.support.made_once import made_once
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


# What takes long starts first, so that no process is left with it at the end.
FIRST = ("tests/deploy/test_own_server", "tests/browser", "tests/deploy", "tests/build", "tests/unit")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in the order in which processes take them, file by file."""
    items.sort(key=lambda item: next((at for at, name in enumerate(FIRST) if item.nodeid.startswith(name)), len(FIRST)))


@pytest.fixture(scope="session")
def library() -> Library:
    """The real content, read once."""
    return read_library(PROJECT / "content")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once a run with what is published."""

    def make(output: Path) -> None:
        settings = read_settings(str(PROJECT / "publishconf.py"), override={"OUTPUT_PATH": str(output)})
        Pelican(settings).run()

    return made_once(tmp_path_factory, "site", make)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=provide_browser(), args=FLAGS)
        yield chromium
        chromium.close()
