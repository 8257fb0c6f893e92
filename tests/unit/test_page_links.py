"""The editor finds each link to a page, and nothing that only looks like one."""

import pytest

from plugins.reading.library import OVERVIEW, Library
from tests.support.sample_content import pages_of
from tooling.editor.pages.page_links import find_links, line_of, replace_links

OLD, NEW = "/uses/old/", "/uses/new-name/"
HEADER = "---\ntitle: A page\n---\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("See [it](/uses/old/).", "See [it](/uses/new-name/)."),
        ("See [it](/uses/old/#cost).", "See [it](/uses/new-name/#cost)."),
        ('See [it](/uses/old/ "A title").', 'See [it](/uses/new-name/ "A title").'),
        ("See [it](</uses/old/>).", "See [it](</uses/new-name/>)."),
        ("See [it][a].\n\n[a]: /uses/old/#cost", "See [it][a].\n\n[a]: /uses/new-name/#cost"),
        ("[a]: /uses/old/", "[a]: /uses/new-name/"),
        ("- One\n- [Two](/uses/old/)\n    - [Three](/uses/old/)", "- One\n- [Two](/uses/new-name/)\n    - [Three](/uses/new-name/)"),
        ("| A | B |\n|---|---|\n| [x](/uses/old/) | `/uses/old/` |", "| A | B |\n|---|---|\n| [x](/uses/new-name/) | `/uses/old/` |"),
        ("## The [head](/uses/old/) {#head}", "## The [head](/uses/new-name/) {#head}"),
        ("!!! note Title\n\n> [x](/uses/old/)", "!!! note Title\n\n> [x](/uses/new-name/)"),
        ("**[bold](/uses/old/)** and [`code`](/uses/old/)", "**[bold](/uses/new-name/)** and [`code`](/uses/new-name/)"),
        ("`[it](/uses/old/)`", None),
        ("    [it](/uses/old/)", None),
        ("``a ` [it](/uses/old/)`` and \\[it](/uses/old/)", None),
        ("The address /uses/old/ in words.", None),
        ("[it](/uses/old/more/) [it](/the/uses/old/) [it](/uses/old) [it](https://old.example/uses/old/)", None),
    ],
)  # fmt: skip
def test_links_of_a_text_are_led_to_the_new_address_and_nothing_else(before: str, after: str | None) -> None:
    for start in ("", HEADER):
        links = find_links("content/pages/a.md", start + before, OLD)
        assert replace_links(start + before, links, OLD, NEW) == start + (before if after is None else after)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("content/pages/a.md", '---\ntitle: "See [it](/uses/old/#cost)"\n---\n', '---\ntitle: "See [it](/uses/new-name/#cost)"\n---\n'),
        ("content/pages/a.md", "---\ntitle: See `[it](/uses/old/)`\n---\n", None),
        ("content/data/glossary.toml", "means = \"See [it](/uses/old/)\"\nat = '/uses/old/'\n", "means = \"See [it](/uses/new-name/)\"\nat = '/uses/new-name/'\n"),
        ("content/data/sources.json", '[{"page": "/uses/old/#cost", "note": "/uses/old/ in words"}]', '[{"page": "/uses/new-name/#cost", "note": "/uses/old/ in words"}]'),
    ],
)  # fmt: skip
def test_links_of_headers_and_data_are_found_too(path: str, before: str, after: str | None) -> None:
    links = find_links(path, before, OLD)
    assert replace_links(before, links, OLD, NEW) == (before if after is None else after)


def test_every_link_that_the_gate_knows_in_the_real_pages_is_found(library: Library) -> None:
    """What the parse tells of a page with its shared blocks, and what is found text by text, are as many."""
    pages = pages_of(library)
    for document in library.documents.values():
        if document.path == OVERVIEW:
            continue
        address = f"/{document.address}"
        for path, page in pages.items():
            own = [
                link for link, place in page.links if place.path == path and link.address.partition("#")[0] == address
            ]
            text = library.texts[path]
            found = find_links(path, text, address)
            assert len(found) == len(own), (path, address)
            assert all(text.startswith(address, start) for start in found)


def test_a_line_is_counted_from_one() -> None:
    text = "a\nb [c](/uses/old/)"
    assert [line_of(text, start) for start in find_links("content/blocks/b.md", text, OLD)] == [2]
