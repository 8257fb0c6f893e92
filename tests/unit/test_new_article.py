"""A new page passes the gate as a draft, whatever its title."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from plugins.reading.article_fields import ArticleFields, PageFields
from plugins.reading.library import read_library
from tests.support.known_checks import check_known, memory_of_tests
from tooling.editor.pages.new_pages import NewPage, draft_text
from tooling.new_article import start_article

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
        "What is #1: your neck & you",
        "A smile 😀, and what it costs",
        "con",
        "Images",
    ],
)
def test_a_new_page_passes_the_gate_as_a_draft(project: Path, kind: str, title: str) -> None:
    path = start_article(title, kind, show=False, project=project, memory=memory_of_tests())
    name = path.relative_to(project).as_posix()
    library = read_library(project / "content")
    fields = library.documents[name].fields
    assert fields is not None, library.documents[name].problems
    assert fields.draft
    assert fields.title == title
    problems = check_known(library, date.today())
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
    first = start_article("Botox for a test", "use", show=False, project=project, memory=memory_of_tests())
    second = start_article("Botox for a test?", "use", show=False, project=project, memory=memory_of_tests())
    assert (first.name, second.name) == ("a-test.md", "a-test-2.md")


AGAIN = "Run `python3 tasks.py new` again"


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Botox for Chronic migraine", f'content/uses/migraine.md has the title "Botox for chronic migraine". Give the new page another one. {AGAIN}.'),
        ("Botox for " + "very " * 20 + "long", f"The title has 114 letters, 90 at most. Shorten it. {AGAIN}."),
        ("!!!", f"A title has letters. {AGAIN}, and give it one."),
        ("日本語", f"The address of a page is made of the letters a to z of its title, and this has none. {AGAIN}."),
        ("soft\u00adhyphen", f"An invisible sign, U+00AD, stands in “soft·hyphen”. Delete it, or type the word anew. {AGAIN}."),
        (
            "A **bold** title",
            'The gate would refuse a page of the title "A **bold** title":\n'
            f'  "**" is printed as it stands: the header holds plain text. Take it out.\n{AGAIN}, with another title.',
        ),
    ],
)  # fmt: skip
def test_a_title_that_the_gate_would_refuse_is_told_and_nothing_is_written(
    project: Path, title: str, told: str
) -> None:
    before = sorted(project.rglob("*"))
    with pytest.raises(SystemExit) as stop:
        start_article(title, "use", show=False, project=project, memory=memory_of_tests())
    assert str(stop.value) == told
    assert sorted(project.rglob("*")) == before


def test_a_folder_that_is_missing_is_one_sentence(project: Path) -> None:
    (project / "content/uses").rename(project / "away")
    with pytest.raises(SystemExit) as stop:
        start_article("Botox for necks", "use", show=False, project=project, memory=memory_of_tests())
    assert str(stop.value) == "The folder content/uses is missing. Take it back from git. Nothing was written."


def test_an_unknown_kind_is_refused_in_plain_words(project: Path) -> None:
    with pytest.raises(SystemExit, match='"leaflet" is not a kind of page'):
        start_article("A title", "leaflet", show=False, project=project, memory=memory_of_tests())
