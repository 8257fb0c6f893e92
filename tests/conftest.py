"""How the tests build the site, and what they share."""

from pathlib import Path

import pytest
from pelican import Pelican
from pelican.settings import read_settings

from plugins.library import Library, read_library

PROJECT = Path(__file__).resolve().parent.parent


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
