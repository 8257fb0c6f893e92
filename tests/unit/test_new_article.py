"""A new page passes the gate as a draft, whatever its title."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from plugins.reading.article_fields import ArticleFields, PageFields
from plugins.reading.library import read_library
from plugins.rules import check_library
from tooling.new_article import NewPage, draft_text, start_article

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of content/ alone."""
    shutil.copytree(PROJECT / "content", tmp_path / "content")
    return tmp_path


@pytest.mark.parametrize("kind", ["use", "page"])
@pytest.mark.parametrize(
    "title",
    [
        "Botox for gummy smiles",
        "Botox for neck pain: what is known?",
        'Say "hello"',
        "Ängste & Sorgen",
        "yes",
        "null",
    ],
)
def test_a_new_page_passes_the_gate_as_a_draft(project: Path, kind: str, title: str) -> None:
    path = start_article(title, kind, show=False, project=project)
    name = path.relative_to(project).as_posix()
    library = read_library(project / "content")
    fields = library.documents[name].fields
    assert fields is not None, library.documents[name].problems
    assert fields.draft
    assert fields.title == title
    problems = check_library(library, date.today())
    assert not [str(problem) for problem in problems if problem.path == name and not problem.is_warning]


@pytest.mark.parametrize(("kind", "model"), [("use", ArticleFields), ("page", PageFields)])
def test_every_field_is_explained_above_it(kind: str, model: type[PageFields]) -> None:
    text = draft_text(NewPage("Botox for a test", kind), date(2026, 11, 22), 5)  # type: ignore[arg-type]
    lines = text.split("\n")
    for name, field in model.model_fields.items():
        index = next(number for number, line in enumerate(lines) if line.startswith(f"{name}:"))
        assert lines[index - 1].startswith("# "), name
        assert (field.description or "")[:30] in text


def test_a_name_that_is_taken_gets_a_number(project: Path) -> None:
    first = start_article("Botox for a test", "use", show=False, project=project)
    second = start_article("Botox for a test", "use", show=False, project=project)
    assert (first.name, second.name) == ("a-test.md", "a-test-2.md")


def test_an_unknown_kind_is_refused_in_plain_words(project: Path) -> None:
    with pytest.raises(SystemExit, match='"leaflet" is not a kind of page'):
        start_article("A title", "leaflet", show=False, project=project)


def test_a_title_with_a_sign_that_nobody_sees_is_refused(project: Path) -> None:
    before = sorted(project.rglob("*"))
    with pytest.raises(SystemExit) as caught:
        start_article("Botox for ac\u00adne", "use", show=False, project=project)
    told = "An invisible sign, U+00AD, stands in “ac·ne”. Delete it, or type the word anew. Nothing was written."
    assert str(caught.value) == told
    assert sorted(project.rglob("*")) == before
