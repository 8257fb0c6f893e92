"""Whichever way a site is made, a page that would act is not a part of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.build.conftest import FirstBuild, run_verb

HIDDEN = 'Hello \\`<meta http-equiv="refresh" content="3;url=https://elsewhere.example/">\\` reader.'
OF_A_RULE = '"javascript:" cannot be linked to. Link to an address that starts with https://.'
LINKED = "Read [about [the] risks](javascript:run())."
ARTICLE = "content/uses/acne.md"
ROADS = {
    "build": ("invoke", "build"),
    "check": ("invoke", "check"),
    "pelican": ("pelican", "content", "-s", "pelicanconf.py", "-o", "made"),
    "pelican for the public": ("pelican", "content", "-s", "publishconf.py", "-o", "made"),
}


@pytest.fixture(scope="module")
def hostile(first: FirstBuild, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Return a copy of the project with an article that acts in two places, and what is to be said of it."""
    folder = first.copy(tmp_path_factory.mktemp("roads") / "project")
    article = folder / ARTICLE
    text = article.read_text(encoding="utf-8").rstrip("\n")
    line = text.count("\n") + 3
    article.write_text(f"{text}\n\n{HIDDEN}\n\n{LINKED}\n", encoding="utf-8")
    told = 'Write one that starts with "https://", "mailto:", "tel:", "/" or "#".'
    return folder, [
        f'{ARTICLE}:{line}:9: "<meta>" would be a part of the page, and may not. Take it out.',
        f'{ARTICLE}:{line + 2}:26: A link may not lead to "javascript:run()". {told}',
    ]


@pytest.mark.parametrize("road", ROADS)
def test_a_page_that_acts_is_refused_and_nothing_is_made(
    hostile: tuple[Path, list[str]], cache: Path, road: str
) -> None:
    folder, expected = hostile
    done = run_verb(folder, cache, *ROADS[road], NO_COLOR="1")
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert expected[0] in said
    assert expected[1].partition(" A link")[0] + f" {OF_A_RULE}" in said  # the rule on the source has better words
    assert "Traceback" not in said
    assert not any((folder / name).exists() and any((folder / name).rglob("*.html")) for name in ("output", "made"))


def test_the_reader_refuses_a_page_even_where_no_gate_stands(hostile: tuple[Path, list[str]]) -> None:
    folder, expected = hostile
    script = (
        "from pathlib import Path\nfrom pelican import Pelican\nfrom pelican.settings import read_settings\n"
        "from plugins.reading.library import read_library\n"
        "settings = read_settings('pelicanconf.py', override={'OUTPUT_PATH': 'made'})\n"
        "settings['PLUGINS'] = [name for name in settings['PLUGINS'] if name != 'plugins.adapter.gate']\n"
        "settings['LIBRARY'] = read_library(Path(settings['PATH']))\n"
        "Pelican(settings).run()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode != 0
    assert [line for line in expected if line not in done.stderr] == []
    assert "Traceback" not in done.stderr
