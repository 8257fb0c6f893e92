"""What is copied to the site as it is: on every road only what was judged, and never what a link leads to."""

import os
import subprocess
from pathlib import Path

import pytest

from plugins.adapter.page_table import copy_public_files
from plugins.memory.steps import Memory
from plugins.problems.reporting import Refused
from plugins.reading.library import Library
from tests.build.conftest import run_verb
from tests.support.drawn_pictures import PLACE, noted, opened
from tests.support.sample_content import library_of
from tests.unit.test_public_files import SVG, TEXT
from tooling.project_copy import tree

SECRET = b"words that nobody outside may read"
ROADS = {
    "build": ("invoke", "build"),
    "check": ("invoke", "check"),
    "pelican": ("pelican", "content", "-s", "pelicanconf.py"),
    "pelican for publishing": ("pelican", "content", "-s", "publishconf.py"),
}


def walk(project: Path, cache: Path, road: str) -> subprocess.CompletedProcess[str]:
    """Make the site on a road; a pipe that is waited for ends the test."""
    return run_verb(project, cache, *ROADS[road])


def put(project: Path, files: dict[str, bytes]) -> None:
    """Write files into content/."""
    for name, raw in files.items():
        path = project / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)


@pytest.mark.parametrize("road", ROADS)
def test_no_road_publishes_or_tells_what_a_link_leads_to(project: Path, cache: Path, road: str, tmp_path: Path) -> None:
    secrets = tmp_path / "secrets"
    (secrets / "inner").mkdir(parents=True)
    for name in ("key.svg", "key.txt", "inner/key.png"):
        (secrets / name).write_bytes(SECRET)
    put(project, {"images/face.svg": SVG, "extra/words.txt": TEXT})
    (project / "content/images/key.svg").symlink_to(secrets / "key.svg")
    (project / "content/images/inner").symlink_to(secrets / "inner")
    (project / "content/extra/key.txt").symlink_to("../../../secrets/key.txt")
    os.mkfifo(project / "content/extra/pipe.txt")
    result = walk(project, cache, road)
    said = result.stdout + result.stderr
    assert result.returncode != 0
    for told in (
        "content/extra/key.txt:1:1: A symbolic link. Put the file itself here.",
        "content/extra/pipe.txt:1:1: Not an ordinary file. Take it out of content/.",
        "content/images/inner:1:1: A symbolic link to a folder. Put the folder itself here.",
        "content/images/key.svg:1:1: A symbolic link. Put the file itself here.",
    ):
        assert told in said
    assert "Traceback" not in said
    assert SECRET.decode() not in said
    assert not (project / "output").exists()


@pytest.mark.parametrize("road", [road for road in ROADS if road != "check"])
def test_what_was_judged_is_published_and_nothing_else_and_of_pictures_their_points_alone(
    project: Path, cache: Path, road: str
) -> None:
    files = {"images/face.svg": SVG, "extra/words.txt": TEXT}
    put(project, {**files, "images/skin/spot.png": noted("PNG"), "images/a.jpg": noted("JPEG", 900, 600)})
    article = project / "content/uses/acne.md"
    text = article.read_text(encoding="utf-8")
    article.write_text(
        f"{text}\n![A palm with drops](/images/a.jpg)\n\n![Skin, near](/images/skin/spot.png)\n", encoding="utf-8"
    )
    result = walk(project, cache, road)
    assert result.returncode == 0, result.stdout + result.stderr
    made = {name: raw for name, raw in tree(project / "output").items() if name.startswith(("images/", "extra/"))}
    drawn = {name: raw for name, raw in made.items() if name not in files}
    assert {name: made[name] for name in files} == files
    assert {name: opened(raw).size for name, raw in drawn.items()} == {
        "images/a.jpg": (900, 600), "images/a.jpg.480.webp": (480, 320), "images/a.jpg.800.webp": (800, 533),
        "images/a.jpg.900.webp": (900, 600), "images/skin/spot.png": (400, 300), "images/skin/spot.png.400.webp": (400, 300),
    }  # fmt: skip
    assert not any(PLACE.encode() in raw for raw in drawn.values())
    html = (project / "output/uses/acne/index.html").read_text(encoding="utf-8")
    assert 'height="600" src="/images/a.jpg" width="900"' in html


@pytest.fixture
def sample() -> Library:
    """A library that knows one drawing."""
    return library_of({}, frozenset({"content/images/face.svg"}))


def test_a_drawing_that_becomes_a_link_after_the_gate_is_not_copied(tmp_path: Path, sample: Library) -> None:
    (tmp_path / "secret").write_bytes(SVG)
    (tmp_path / "content/images").mkdir(parents=True)
    (tmp_path / "content/images/face.svg").symlink_to(tmp_path / "secret")
    with pytest.raises(Refused) as stop:
        copy_public_files(sample, tmp_path / "content", tmp_path / "output", Memory())
    told = "content/images/face.svg:1:1: A symbolic link. Put the file itself here."
    assert [str(problem) for problem in stop.value.problems] == [told]
    assert not (tmp_path / "output").exists()


def test_a_drawing_that_changes_after_the_gate_is_judged_again(tmp_path: Path, sample: Library) -> None:
    put(tmp_path, {"images/face.svg": SVG.replace(b"<path", b"<script")})
    with pytest.raises(Refused) as stop:
        copy_public_files(sample, tmp_path / "content", tmp_path / "output", Memory())
    told = "content/images/face.svg:1:41: The drawing holds a script. Save the drawing as plain SVG, without it."
    assert [str(problem) for problem in stop.value.problems] == [told]


def test_a_link_that_an_earlier_build_left_is_replaced_and_not_followed(tmp_path: Path, sample: Library) -> None:
    put(tmp_path, {"images/face.svg": SVG})
    (tmp_path / "precious").write_bytes(b"mine")
    (tmp_path / "output/images").mkdir(parents=True)
    (tmp_path / "output/images/face.svg").symlink_to(tmp_path / "precious")
    copy_public_files(sample, tmp_path / "content", tmp_path / "output", Memory())
    assert (tmp_path / "output/images/face.svg").read_bytes() == SVG
    assert (tmp_path / "precious").read_bytes() == b"mine"
