"""What the parse of a page knows of its blocks: kinds, words, links, citations, and the lines that they came from."""

import pytest

from plugins.markup.body import convert_body, convert_lines, make_markdown
from plugins.markup.tree import Block, Link
from plugins.reading.library import Library, read_document
from plugins.reading.shared_blocks import Line
from plugins.rules.word_places import find_in_source
from tests.support.sample_content import told


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of a text, without shared ones."""
    lines = tuple(Line("content/uses/x.md", number, line) for number, line in enumerate(text.split("\n"), start=1))
    return list(convert_lines(make_markdown(), "content/uses/x.md", lines, None, {}).blocks)


def outline(text: str) -> list[tuple[str, int, int, str]]:
    """Return kind, first and last line (from 0) and words of each block."""
    return [(block.kind, block.first, block.last, block.text) for block in blocks_of(text)]


def test_every_kind_of_block_has_its_lines_and_its_words() -> None:
    text = "\n".join(
        ("Two *lines*", "of text.", "", "## A part {#part} ##", "Right below.", "", "Underlined {#u}", "---", "", "***", "",
         "    code", "", "[[chart: pain]]")
    )  # fmt: skip
    assert outline(text) == [
        ("text", 0, 1, "Two lines\nof text."),
        ("heading", 3, 3, "A part"),
        ("text", 4, 4, "Right below."),
        ("heading", 6, 6, "Underlined"),
        ("rule", 9, 9, ""),
        ("code", 11, 11, "code"),
        ("placement", 13, 13, ""),
    ]


def test_entries_of_lists_stand_on_their_own_lines() -> None:
    text = "- one\n- two\n  goes on\n    - inner\n\n    A paragraph of two.\n\n- three\n\n1. first\n2. second"
    found = blocks_of(text)
    assert [(block.kind, block.first, block.last, block.level, block.text) for block in found] == [
        ("item", 0, 0, 1, "one"),
        ("item", 1, 2, 1, "two\n  goes on"),
        ("item", 3, 3, 2, "inner"),
        ("text", 5, 5, 1, "A paragraph of two."),
        ("item", 7, 7, 1, "three"),
        ("item", 9, 9, 1, "first"),
        ("item", 10, 10, 1, "second"),
    ]


def test_parts_of_a_callout_know_it_and_their_lines() -> None:
    text = "> [!note] Good to know\n> First.\n>\n> - One\n> - Two\n\n> Said > so."
    assert [(block.kind, block.first, block.callout, block.quote, block.text) for block in blocks_of(text)] == [
        ("callout", 0, "note", 1, "Good to know"),
        ("text", 1, "note", 1, "First."),
        ("item", 3, "note", 1, "One"),
        ("item", 4, "note", 1, "Two"),
        ("text", 6, "", 1, "Said > so."),
    ]


def test_rows_of_a_table_stand_on_their_own_lines() -> None:
    (table,) = blocks_of("| Visit | What |\n| --- | --- |\n| First | A [list](/about/) |\n| Later | *Rest*[@a-b] |")
    assert (table.kind, table.first, table.last) == ("table", 0, 3)
    assert [(row.first, row.text, row.citations) for row in table.rows] == [
        (0, "Visit | What", ()),
        (2, "First | A list", ()),
        (3, "Later | Rest", (("a-b",),)),
    ]
    assert table.links == (Link("/about/", "list"),)


def test_like_blocks_stand_each_on_its_own_lines() -> None:
    assert [block.first for block in blocks_of("- a\n- a\n\na\n\n> a\n\n- a\n\n## a\n\na")] == [0, 1, 3, 5, 7, 9, 11]


def test_words_are_read_without_marks_links_and_citations() -> None:
    (block,) = blocks_of("Call **911** and [read on](/safety/).[@fda-label-botox; @do-2019] Then wait.")
    assert block.text == "Call 911 and read on. Then wait."
    assert block.citations == (("fda-label-botox", "do-2019"),)


def test_words_are_spelt_as_the_page_shows_them() -> None:
    (block,) = blocks_of('Crow\'s feet &amp; "lines" -- and `a < b`, H<sub>2</sub>O, \\*one\\*')
    assert block.text == "Crow’s feet & “lines” – and a < b, H2O, *one*"


def test_a_label_in_bold_is_a_sentence_of_its_own() -> None:
    assert [block.text for block in blocks_of("- **Risk:** it\n- Risk: it")] == ["Risk:  it", "Risk: it"]


def test_links_are_read_however_they_are_written() -> None:
    text = '[a](/b/ "t") [c][r] <https://d.example/> ![e](/f.png) <g@h.example> `[i](/j/)`\n\n[r]: /k/'
    block, definition = blocks_of(text)
    assert [(link.address, link.words) for link in block.links] == [
        ("/b/", "a"),
        ("/k/", "c"),
        ("https://d.example/", "https://d.example/"),
        ("/f.png", "e"),
        ("mailto:g@h.example", "g@h.example"),
    ]
    assert (definition.kind, definition.first, definition.links) == ("definition", 2, (Link("/k/", None),))


def test_an_id_that_was_given_is_told_from_one_that_was_made() -> None:
    found = blocks_of("## A b\n\n## C {#d}\n\nText.")
    assert [(block.id, block.name, block.section) for block in found] == [
        ("a-b", "", ""),
        ("d", "d", "d"),
        ("", "", "d"),
    ]


def test_every_word_of_every_page_stands_in_the_lines_of_its_block(library: Library) -> None:
    markdown = make_markdown()
    for document in library.documents.values():
        for block in convert_body(markdown, document, library.data.sources).blocks:
            source = document.body[block.start : block.end]
            words = [word for word in block.text.split() if word.isascii() and word.isalpha()]
            assert [word for word in words if word not in source] == []
            assert {document.lines[index].path for index in range(block.first, block.last + 1)} == {
                document.lines[block.first].path
            }


def test_sources_are_numbered_and_anchored_where_a_reader_meets_them_first(library: Library) -> None:
    text = (
        "---\na: b\n---\n\n- So.[@botox-medication-guide]\n\n"
        "And so.[@fda-label-botox; @botox-medication-guide]\n\n`[@fda-label-botox-cosmetic]`\n"
    )
    body = convert_body(make_markdown(), read_document("content/pages/x.md", text, {}), library.data.sources)
    assert [name for name, _ in body.cited] == ["botox-medication-guide", "fda-label-botox"]
    assert body.html.index('id="cite-1"') < body.html.index("</li>") < body.html.index('id="cite-2"')
    assert body.html.count('id="cite-') == 2


@pytest.mark.parametrize(
    ("text", "words", "nth", "source", "column"),
    [
        ("safe and safe", "safe", 2, "**safe** and safe", 13),
        ("a “b” c", "“b", 1, 'a "b" c', 2),
        ("it’s – well – it’s so", "it", 2, "it's -- well -- it's so", 16),
        ("Costs $400 or $400", "$400", 2, "Costs [$400](/a-400/) or $400", 25),
        ("It spreads. It ends", "It", 2, "It spreads.[@It-it; @b] It ends", 24),
        ("a safe b", "safe", 1, "a s&#97;fe b", 2),
        ("A | b safe", "safe", 1, "| A | b |\n> **safe**", 14),
    ],
)
def test_words_are_found_again_in_the_markdown(text: str, words: str, nth: int, source: str, column: int) -> None:
    offset = -1
    for _ in range(nth):
        offset = text.index(words, offset + 1)
    assert find_in_source(text, offset, source) == column


@pytest.mark.parametrize("text", ["It is sa**fe**.", "It is s&#97;fe.", "It is sa<b></b>fe."])
def test_a_word_is_refused_as_it_is_read_however_it_is_written(text: str) -> None:
    advice = "Say what the risks are, and for whom. If you write about the word itself, put it in quotation marks."
    found = [said for said in told(text) if "promises too much" in said]
    assert found == [f'145:7: "safe" promises too much. {advice}']


def test_the_second_of_two_like_words_is_told_where_it_stands() -> None:
    text = "It is “safe”,\nthey say.\nIt is safe."
    assert [said.split('"')[0] for said in told(text)] == ["147:7: "]
