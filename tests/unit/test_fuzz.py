"""Whatever is thrown at the reader and the gate: never a traceback, never a hang, always a page or a problem in its file."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.markup.body import convert_body, convert_lines, make_markdown
from plugins.markup.sentences import split_sentences
from plugins.markup.tree import Link
from plugins.reading.addresses import is_allowed
from plugins.reading.left_over import explain_copy, find_original, is_left_behind
from plugins.reading.library import read_document, read_library
from plugins.reading.names import SLUG
from plugins.reading.pictures import check_picture, draw
from plugins.reading.shared_blocks import Line
from plugins.reading.site_data import read_site_data
from plugins.reading.text import decode
from plugins.reading.web_addresses import explain_web_address
from plugins.rules import check_library
from plugins.rules.english import other_language
from plugins.rules.links import explain_link
from plugins.rules.page import Page
from plugins.rules.printed_signs import Sign, signs
from plugins.rules.rule import SAMPLE, Site
from plugins.rules.word_places import find_in_source
from tests.support.drawn_pictures import picture
from tests.support.known_checks import check_known
from tests.support.sample_content import FILES, OTHERS, TODAY, library_of, pages_of
from tooling.editor.pages.new_pages import Kind, NewPage, draft_text

SIGNS = st.sampled_from(
    [*"[](){}<>*_`#|!@:;\"'~^=+-/\\&%$\n\t ", "\n\n", "> ", "- ", "    ", "1. ", "[[", "]]", "[@", "](", "<!--", "-->", "---", "```"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["Botox", "safe", "is", "the", "FDA", "CGRP", "[@mayo-ona]", "[[chart: pain]]", "[[block: report]]", "> [!note] T", "## A {#a}",
     "• ", "1) ", "~~", "==", ":::", "[^1]", "[^1]: x", "  - ", "3. ", "– ", "-\u00a0", ":smile:", "&nbsp;", "| a | b |", "https://a.org",
     "/safety/", "{filename}", "<b>", "</b>", "<script>", "http://", "5 in 100", "50 units", "approved", "off-label", "¿Qué", "😀",
     "sa\u00adfe", "\u200b", "\ufeff", "\u00a0", "\u2003", "s\u0430fe", "ｓ", "e\u0301", "s\u0336", "❤\ufe0f", "Ã©", "&shy;", "\\u200b", "\u2028",
     "Consulte a su médico hoy.", '<span lang="es">', "</span>", "今日医師に", "“", "”", "Say here what is known", "TODO", "lorem ipsum", "…"]
)  # fmt: skip
MARKDOWN = st.lists(st.one_of(SIGNS, WORDS, st.text(max_size=12)), max_size=60).map("".join)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.dates()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)),
    max_leaves=8,
)
FIELDS = st.sampled_from(FILES[SAMPLE].split("---\n")[1].split("\n")[:-1])


def assert_told_well(written: str, path: str = SAMPLE) -> None:
    """Check the sample site with this text in one file: each problem stands in a file and on a line that exist."""
    text = decode(path, written.encode("utf-8", "replace"))[0] or ""
    library = library_of({**FILES, path: text})
    last = {name: (text if name == path else known).count("\n") + 1 for name, known in FILES.items()}
    problems = check_known(library, TODAY)
    for problem in problems:
        assert problem.path in last or problem.path in OTHERS, problem
        assert 0 <= problem.line <= last[problem.path], problem
        assert problem.column >= 1, problem
        assert problem.message.strip(), problem
        assert "\n" not in problem.message, problem
        assert "Traceback" not in problem.message, problem
    document = library.documents.get(path)
    if document is None:
        return
    assert document.fields is not None or any(problem.path == path for problem in problems)
    if not any(problem.path == path for problem in problems) and document.fields is not None:
        html = convert_body(make_markdown(), document, library.data.sources).html
        assert "<script" not in html
        assert "javascript:" not in html


@pytest.mark.fuzz
@given(MARKDOWN)
def test_any_markdown_gives_a_page_or_a_problem_in_its_file(text: str) -> None:
    assert_told_well(FILES[SAMPLE].replace("Much is open.", text))


@pytest.mark.fuzz
@given(MARKDOWN)
def test_any_shared_block_gives_a_page_or_a_problem_in_its_file(text: str) -> None:
    assert_told_well(text, "content/blocks/report.md")


@pytest.mark.fuzz
@given(st.text(max_size=90), st.sampled_from(["use", "page"]))
def test_any_title_gives_a_draft_that_can_be_read_and_says_the_title(title: str, kind: Kind) -> None:
    title = " ".join(title.split())
    page = NewPage(title, kind)
    assert not page.slug or SLUG.fullmatch(page.slug)
    if title.isprintable() and page.slug and any(map(str.isalpha, title)):
        path = f"content/{'uses' if kind == 'use' else 'pages'}/{page.slug}.md"
        fields = read_document(path, draft_text(page, TODAY, 5), {}).fields
        assert fields is not None
        assert fields.title == title


@pytest.mark.fuzz
@given(MARKDOWN)
def test_any_text_is_english_or_in_a_language_with_a_code(text: str) -> None:
    assert re.fullmatch(r"(?:[a-z]{2,3})?", other_language(text))


@given(
    st.sampled_from([sign for sign in signs() if sign.kinds != ("header",)]),
    st.lists(st.sampled_from(["Bring", "a list", "of your", "medicines", "too."]), min_size=1, max_size=6).map(
        " ".join
    ),
    st.sampled_from([SAMPLE, "content/blocks/report.md", "content/pages/about.md"]),
)
def test_a_sign_that_would_be_printed_is_refused_in_every_text(sign: Sign, words: str, path: str) -> None:
    text = f"{FILES[path].rstrip()}\n\n{words}\n\n{sign.fails}\n\n{words}\n"
    problems = check_known(library_of({**FILES, path: text}), TODAY)
    assert any(problem.path == path and problem.message == sign.told for problem in problems)


@pytest.mark.fuzz
@given(st.text(max_size=200))
def test_any_text_as_a_whole_file_gives_a_page_or_a_problem(text: str) -> None:
    assert_told_well(text)


@pytest.mark.fuzz
@given(FIELDS, st.one_of(MARKDOWN, st.text(max_size=30), VALUES.map(repr)))
def test_any_header_field_gives_a_page_or_a_problem_in_the_header(line: str, value: str) -> None:
    name = line.partition(":")[0]
    assert_told_well(FILES[SAMPLE].replace(line, f"{name}: {value}", 1))


@pytest.mark.fuzz
@given(st.lists(st.one_of(FIELDS, st.text(max_size=20), SIGNS), max_size=20))
def test_any_header_gives_a_page_or_a_problem(lines: list[str]) -> None:
    text = "---\n" + "\n".join(lines) + "\n---\n" + FILES[SAMPLE].split("---\n", 2)[2]
    assert_told_well(text)


@pytest.mark.fuzz
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_inside_the_file(raw: bytes) -> None:
    text, problems = decode(SAMPLE, raw)
    assert text is not None or problems
    for problem in problems:
        assert 1 <= problem.line <= raw.count(b"\n") + raw.count(b"\r") + 1


@pytest.mark.fuzz
@given(st.text(st.characters(exclude_characters="/"), max_size=40))
def test_any_file_name_is_an_address_or_refused(name: str) -> None:
    document = read_document(f"content/uses/{name}.md", FILES[SAMPLE], {})
    refused = any(problem.rule.startswith("name-") for problem in document.problems)
    safe = "".join(letter for letter in name if letter in "abcdefghijklmnopqrstuvwxyz0123456789-")
    assert refused or safe == name


@pytest.mark.fuzz
@given(st.sampled_from(["jpg", "png", "webp", "avif"]), st.sampled_from(["JPEG", "PNG", "WEBP", "AVIF"]), st.data())
def test_any_bytes_are_a_picture_that_can_be_drawn_or_refused(ending: str, kind: str, data: st.DataObject) -> None:
    raw = bytearray(picture(kind, 330, 40))
    for place, value in data.draw(st.lists(st.tuples(st.integers(0, len(raw) - 1), st.integers(0, 255)), max_size=8)):
        raw[place] = value
    written = bytes(raw[: data.draw(st.integers(0, len(raw)))]) + data.draw(st.binary(max_size=40))
    found, problems = check_picture(f"content/images/a.{ending}", written)
    if not problems:
        assert draw(f"a.{ending}", written, found.widths[0])


@pytest.mark.fuzz
@given(
    st.text(max_size=30), st.sampled_from([".md", ".md.orig", " (1).md", " copy.md", ".toml", ".jpg", "~", ".tmp", ""])
)
def test_any_file_name_is_read_passed_over_or_explained(name: str, ending: str) -> None:
    full = f"{name}{ending}"
    if re.fullmatch(r"[a-z0-9-]+\.md", full):
        assert not is_left_behind(full)
    original = find_original(full, {"acne.md", full})
    assert original != full or not full
    assert not original or "\n" not in explain_copy(full, original, {"acne.md"})


@pytest.fixture(scope="module")
def whole() -> Site:
    """The sample site, read once."""
    library = library_of(FILES)
    return Site(library, pages_of(library), TODAY)


@pytest.mark.fuzz
@given(st.one_of(st.text(max_size=60), st.lists(st.one_of(SIGNS, WORDS), max_size=8).map("".join)))
def test_any_address_is_right_or_explained_in_one_line(whole: Site, address: str) -> None:
    told = explain_link(whole, whole.read[SAMPLE], Link(address.replace("\n", " "), "words"))
    assert "\n" not in told


@pytest.mark.fuzz
@given(
    st.sampled_from(["practice.toml", "reviewers.toml", "glossary.toml", "sources.json", "checks.toml"]),
    st.text(max_size=120),
)
def test_any_data_file_is_read_or_refused_inside_the_file(name: str, text: str) -> None:
    texts = {path: written for path, written in FILES.items() if "/data/" in path}
    _, problems = read_site_data({**texts, f"content/data/{name}": text})
    for problem in problems:
        assert 1 <= problem.line <= text.count("\n") + 1


FIELDS_OF_SOURCE = [
    "id",
    "type",
    "title",
    "author",
    "issued",
    "volume",
    "page",
    "DOI",
    "PMID",
    "PMCID",
    "ISBN",
    "ISSN",
    "URL",
]
PARTS_OF_SOURCE = st.sampled_from(
    ["10.1177/", "https://doi.org/", "http", "://", "www.", "google.com/url?q=", "%2F", "?utm_source=a", "&", "<b>", "et al", "Smith J", "2010", "-", "  ", "."]
)  # fmt: skip


@pytest.mark.fuzz
@given(
    st.sampled_from(FIELDS_OF_SOURCE),
    st.one_of(VALUES, st.lists(st.one_of(PARTS_OF_SOURCE, st.text(max_size=8)), max_size=8).map("".join)),
)
def test_any_value_of_a_source_is_read_or_refused_and_what_is_read_is_a_link(field: str, value: Any) -> None:
    entry = {"id": "a", "type": "book", "title": "A book of 1 page", **{field: value}}
    data, problems = read_site_data({**FILES, "content/data/sources.json": json.dumps([entry], default=str)})
    assert problems or len(data.sources) == 1
    for problem in problems:
        assert problem.path == "content/data/sources.json"
        assert problem.line == 1
        assert "\n" not in problem.message
    for source in data.sources.values():
        assert not source.link or is_allowed(source.link)


@pytest.mark.fuzz
@given(st.lists(st.one_of(PARTS_OF_SOURCE, SIGNS, st.text(max_size=8)), max_size=12).map("".join))
def test_the_address_that_is_offered_is_not_refused_in_its_turn(text: str) -> None:
    told = explain_web_address(f"https://{text}")
    assert "\n" not in told
    if offered := re.search(r'Write "(https://.*)"\.$', told):
        assert explain_web_address(offered[1]) == ""


@pytest.mark.fuzz
@given(MARKDOWN)
def test_every_block_and_every_word_of_it_has_its_place_in_the_markdown(text: str) -> None:
    lines = tuple(Line(SAMPLE, number, line) for number, line in enumerate(text.split("\n"), start=1))
    page = Page(SAMPLE, "use", lines, convert_lines(make_markdown(), SAMPLE, lines, None, {}))
    for block in page.blocks:
        assert 0 <= block.first <= block.last < len(lines)
        assert 0 <= block.start <= block.end <= len(page.text)
        source = page.text[block.start : block.end]
        for offset in range(0, len(block.text) + 1, 7):
            assert 0 <= find_in_source(block.text, offset, source) <= len(source)
    for start, sentence in split_sentences(text):
        assert text[start : start + len(sentence)] == sentence


@pytest.mark.parametrize(
    "sign",
    ["[", "]", "(", "*", "_", "`", "<", ">", "> ", "- ", "# ", "|", "![", "[[", "[@", "](", "<b>", "<!--", "{", "{#", "\\", "&", "1. ",
     "**a ", "[a](", "a.", "“", "No.", " a", "<a ", "[x]: ", "---\n", "\n", "    ", "5 in ", "approved in ", "not ", "Botox "],
)  # fmt: skip
def test_a_file_full_of_one_sign_does_not_hang(sign: str) -> None:
    assert_told_well(FILES[SAMPLE] + (sign * 100_000)[:100_000])
    assert_told_well(FILES[SAMPLE] + "\n".join([sign * 40] * (50_000 // (40 * len(sign)))))


def test_bytes_on_a_disk_never_stop_the_reader(tmp_path: Path) -> None:
    for number, raw in enumerate((b"\x00" * 500, b"\xff\xfe\x00", b"---\n" * 900, b"\xef\xbb\xbf", bytes(range(256)))):
        file = tmp_path / "content" / "uses" / f"file-{number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
    problems = check_library(read_library(tmp_path / "content"), TODAY)
    assert {f"content/uses/file-{number}.md" for number in range(5)} <= {problem.path for problem in problems}
