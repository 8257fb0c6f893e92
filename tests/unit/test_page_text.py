"""Which words of a page are read, and how they are spelt."""

from plugins.markup.page_text import first_sentences, lines_of_block, lines_of_section, read_paragraphs
from plugins.reading.library import read_document
from plugins.reading.shared_blocks import Line

PAGE = """---
---
## How it works {#how}

First.

### A detail

Second.

## Next {#next}

[[block: warning]]
"""
BLOCKS: dict[str, tuple[Line, ...]] = {"warning": (Line("content/blocks/warning.md", 1, "Beware."),)}


def texts(*lines: str) -> list[str]:
    return [part.text for part in read_paragraphs(lines)]


def test_words_are_read_without_marks_links_and_citations() -> None:
    assert texts("Call **911** and [read on](/safety/).[@fda-label-botox; @do-2019] Then wait.") == [
        "Call 911 and read on. Then wait."
    ]


def test_quotes_are_spelt_as_the_page_shows_them() -> None:
    assert texts('Crow\'s feet & "lines"') == ["Crow’s feet & “lines”"]


def test_heading_and_entries_of_a_callout_are_told_apart() -> None:
    parts = read_paragraphs(["> [!warning] It can spread", "> Text.", ">", "> - One.", "> - Two."])
    assert [(part.tag, part.text) for part in parts] == [
        ("h3", "It can spread"),
        ("p", "Text."),
        ("li", "One."),
        ("li", "Two."),
    ]
    assert [part.is_heading for part in parts] == [True, False, False, False]


def test_place_of_a_drawing_has_no_words() -> None:
    assert texts("One.", "", "[[drawing: palms]]", "", "Two.") == ["One.", "Two."]


def test_section_ends_at_the_next_heading_of_its_rank() -> None:
    document = read_document("content/pages/p.md", PAGE, BLOCKS)
    assert [line for line in lines_of_section(document, "how") if line] == [
        "First.",
        "### A detail",
        "Second.",
    ]


def test_unknown_section_has_no_lines() -> None:
    assert lines_of_section(read_document("content/pages/p.md", PAGE, BLOCKS), "nowhere") == []


def test_block_is_found_where_the_page_holds_it() -> None:
    assert lines_of_block(read_document("content/pages/p.md", PAGE, BLOCKS), "warning") == ["Beware."]


def test_block_that_the_page_does_not_hold_has_no_lines() -> None:
    assert lines_of_block(read_document("content/pages/p.md", PAGE, BLOCKS), "call-911") == []


def test_shortened_text_ends_with_a_whole_sentence() -> None:
    assert first_sentences("One two. Three four. Five.", 20) == "One two. Three four."


def test_first_sentence_is_kept_however_long() -> None:
    assert first_sentences("This one is too long. Short.", 5) == "This one is too long."
