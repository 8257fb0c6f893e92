"""Leaving out what cannot match changes no page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from plugins.markup.body import convert_body, make_markdown
from plugins.markup.pattern_filter import SIGNS
from plugins.reading.library import Library

PIECES = (
    "word", " ", "\n", "\n\n", "  \n", "\t\n", "**b**", "*i*", "_u_", "`code`", "``a ` b``", "\\*", "\\", "[a](/b/)",
    '[a](/b/ "t")', "![p](/p.svg)", "[a][r]", "[r]", "![r]", "[r]: /x/\n", "<https://x.example>", "<a@b.example>",
    "<b>h</b>", "&amp;", "&", "<", '"', "'", "--", "---", "...", "- item\n", "| a | b |\n|---|---|\n| \"c\" | d |\n",
    "## H {#h}\n", "> q\n", "\r\n", "it's", "[@nobody]",
)  # fmt: skip


@pytest.fixture(scope="module")
def plain() -> Markdown:
    """Return our Markdown with every pattern tried on every text."""
    markdown = make_markdown()
    markdown.preprocessors.deregister("pattern-chooser")
    markdown.treeprocessors.deregister("text-finisher")
    return markdown


def test_every_page_is_the_same(plain: Markdown, library: Library) -> None:
    sparing = make_markdown()
    for document in library.documents.values():
        sources = library.data.sources
        assert convert_body(sparing, document, sources) == convert_body(plain, document, sources)


@pytest.mark.fuzz
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_text_is_the_same(plain: Markdown, text: str) -> None:
    sparing = make_markdown()
    assert sparing.convert(text) == plain.reset().convert(text)


def test_every_sign_belongs_to_a_pattern() -> None:
    patterns = make_markdown().inlinePatterns
    assert {name for name in SIGNS if name not in patterns} == set()
