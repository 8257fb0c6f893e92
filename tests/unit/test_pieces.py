"""The map from the parts of a page to the lines of files: on every page of the site."""

import contextlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tooling.benchmarks.sample_sites import make_site
from tooling.editor.desk import Desk
from tooling.editor.page_places import STARTS
from tooling.editor.pieces import HEADER_PARTS, page_map
from tooling.preview.site import WarmSite

Map = dict[str, Any]


@pytest.fixture(scope="module")
def maps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, Map]]:
    """Every page of the site with its map, by address."""
    folder = make_site(tmp_path_factory.mktemp("maps") / "site", 5)
    found = {}
    with contextlib.chdir(folder):
        site = WarmSite(folder)
        site.start()
        desk = Desk(folder, lambda: site.library, lambda paths: None, lambda: date(2026, 11, 26))
        for name in site.addresses():
            document = site.document_of(name)
            body = site.body_of(document) if document else None
            if document is not None and body is not None and site.shown.library:
                html = site.page(name)
                found[name] = html, page_map(desk, site.shown.library, document, body, html)
    return found


def element_at(page: LexborHTMLParser, way: list[int]) -> LexborNode:
    """Return the element at the end of a way from <body>."""
    node = page.body
    for index in way:
        assert node is not None
        node = list(node.iter())[index]
    assert node is not None
    return node


def words(text: str) -> str:
    """Return the letters and figures of a text, in small letters."""
    return re.sub(r"[\W_]+", "", text.lower())


def parts(maps: dict[str, tuple[str, Map]]) -> Iterator[tuple[str, LexborHTMLParser, Map]]:
    """Yield each part of each page, with the page."""
    for name, (html, found) in maps.items():
        page = LexborHTMLParser(html)
        for piece in found["pieces"]:
            yield name, page, piece


def test_every_page_has_a_map(maps: dict[str, tuple[str, Map]]) -> None:
    assert len(maps) == 15
    assert all(found["pieces"] for _, found in maps.values())


def test_every_line_of_every_body_can_be_opened_on_its_page(maps: dict[str, tuple[str, Map]]) -> None:
    for name, (_, found) in maps.items():
        own = [piece for piece in found["pieces"] if piece["path"] == found["path"]]
        lines = {number for piece in own for number in range(piece["first"], piece["last"] + 1)}
        lines |= {piece["placed"]["first"] for piece in found["pieces"] if piece["placed"]}
        text = (Path(__file__).parents[2] / found["path"]).read_text(encoding="utf-8").split("\n")
        body = text.index("---", 1) + 1
        filled = {number for number, line in enumerate(text[body:], body + 1) if line.strip()}
        assert filled - lines == set(), name


def test_a_part_is_the_element_that_its_lines_became(maps: dict[str, tuple[str, Map]]) -> None:
    checked = 0
    for name, page, piece in parts(maps):
        if piece["kind"] in ("placement", "rule") or piece["where"].startswith("The foot"):
            continue
        shown = words(element_at(page, piece["at"]).text())
        first = words(
            re.sub(r"^\d+\. |\[!\w+\]|\[@[^\]]*\]|\{#[\w-]*\}|\]\([^)]*\)|<[^>]*>", "", piece["text"].split("\n")[0])
        )
        assert first[:12] in shown, (name, piece["path"], piece["first"], first, shown[:80])
        checked += 1
    assert checked > 400


def test_a_placement_is_what_was_drawn_for_it(maps: dict[str, tuple[str, Map]]) -> None:
    drawn = set()
    for _, page, piece in parts(maps):
        if piece["kind"] == "placement":
            kind = piece["text"].strip("[]").partition(":")[0]
            first = element_at(page, piece["at"]).attributes.get("class") or ""
            drawn.add((kind, STARTS.get(kind, "") in first.split() or not first, piece["count"]))
    assert {
        ("choices", True, 1),
        ("chart", True, 1),
        ("evidence", True, 2),
        ("drawing", True, 1),
        ("uses", True, 1),
    } <= drawn
    assert all(fits for _, fits, _ in drawn)


def test_a_shared_text_says_where_else_it_stands_and_which_line_puts_it_in(maps: dict[str, tuple[str, Map]]) -> None:
    _, found = maps["uses/acne/index.html"]
    piece = next(piece for piece in found["pieces"] if piece["path"] == "content/blocks/off-label.md")
    assert piece["shared"] == ["/", "/uses/jaw-pain/", "/uses/migraine/", "/uses/sweating/"]
    assert piece["placed"]["text"] == "[[block: off-label]]"
    assert piece["placed"]["path"] == "content/uses/acne.md"


def test_each_part_of_the_header_is_on_some_page_and_the_theme_has_its_class(maps: dict[str, tuple[str, Map]]) -> None:
    found = {field["label"] for _, (_, known) in maps.items() for field in known["fields"]}
    assert {part.label for part in HEADER_PARTS} <= found


def test_no_word_of_the_map_is_in_the_page(maps: dict[str, tuple[str, Map]]) -> None:
    assert not any("preview-part" in html for html, _ in maps.values())
