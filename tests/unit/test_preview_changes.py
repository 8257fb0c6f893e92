"""What a saved file asks of the preview, and which files are none of its business."""

from pathlib import Path

import pytest

from tooling.preview.changes import sort_changes
from tooling.preview.disk import is_wanted

PROJECT = Path("/site")


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("content/uses/acne.md", "content"),
        ("content/images/face.svg", "content"),
        ("theme/templates/use.html", "templates"),
        ("theme/static/css/tokens.css", "styles"),
        ("pelicanconf.py", "restart"),
        ("plugins/markup/citations.py", "restart"),
        ("content/data/practice.toml", "content"),
        ("deploy/target.toml", "restart"),
    ],
)
def test_each_kind_of_file_asks_for_its_own(name: str, asked: str) -> None:
    changes = sort_changes({PROJECT / name}, PROJECT)
    assert [field for field in ("content", "templates", "styles", "restart") if getattr(changes, field)] == [asked]


@pytest.mark.parametrize("name", ["output/index.html", "docs/a.md", "tests/unit/test_a.py", "README.md"])
def test_other_files_ask_for_nothing(name: str) -> None:
    assert not sort_changes({PROJECT / name}, PROJECT)


@pytest.mark.parametrize("name", [".acne.md.swp", "acne.md~", "#acne.md#", ".#acne.md", "4913", "__pycache__/a.pyc"])
def test_what_an_editor_leaves_behind_is_not_wanted(name: str) -> None:
    assert not is_wanted(PROJECT / "content/uses" / name)


def test_a_page_is_wanted() -> None:
    assert is_wanted(PROJECT / "content/uses/acne.md")
