"""Leaving out what cannot match changes no page."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from plugins.markup.body import convert_body, make_markdown
from plugins.markup.pattern_filter import SIGNS
from plugins.reading.library import Library
from plugins.rules.claims import CLAIM
from plugins.rules.printed_signs import likely_in, signs
from plugins.rules.wording import fold

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


@pytest.mark.fuzz
@given(st.lists(st.sampled_from([*PIECES, *(sign.fails for sign in signs())]), max_size=6).map("".join))
def test_no_sign_is_missed_for_what_it_is_looked_for_by(text: str) -> None:
    assert {sign.name for sign in signs() if sign.pattern.search(text)} <= {sign.name for sign in likely_in(text)}


def test_a_folded_text_has_as_many_signs_and_no_claim_is_missed_for_its_large_letters() -> None:
    every = "".join(map(chr, range(0x110000)))
    assert len(fold(every)) == len(every)
    letters = re.findall("[a-z]", every, re.IGNORECASE)
    assert re.fullmatch("[a-z]+", fold("".join(letters)))
    assert [pattern.pattern for pattern in CLAIM if re.search(r"(?<!\\)[A-Z]", pattern.pattern)] == []
