"""The page table: one entry a page, rendered when somebody asks."""

from typing import Any

import pytest
from jinja2 import Environment
from pelican.writers import FileOverwriteFailedError

from plugins.adapter.page_table import PageTable


@pytest.fixture
def table(tmp_path: Any) -> PageTable:
    return PageTable(str(tmp_path), {})


def add(table: PageTable, name: str, text: str = "{{ word }}", **variables: Any) -> None:
    table.write_file(name, Environment(autoescape=True).from_string(text), {"word": "context"}, **variables)


def test_nothing_is_rendered_before_it_is_asked_for(table: PageTable) -> None:
    add(table, "a.html", "{{ 1 // 0 }}")
    with pytest.raises(ZeroDivisionError):
        table.render("a.html")


def test_what_a_generator_gives_wins_over_the_context(table: PageTable) -> None:
    add(table, "a.html", word="own")
    assert table.render("a.html") == "own"


def test_a_page_without_a_path_is_not_made(table: PageTable) -> None:
    add(table, "")
    assert not table.entries


def test_two_pages_of_one_path_are_refused(table: PageTable) -> None:
    add(table, "a.html")
    with pytest.raises(FileOverwriteFailedError):
        add(table, "a.html")


def test_no_page_leaves_the_output_folder(table: PageTable) -> None:
    with pytest.raises(RuntimeError, match="break out of output"):
        add(table, "../a.html")
