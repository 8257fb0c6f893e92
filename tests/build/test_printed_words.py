"""The gate counts the words of an article before it is built; the built page has as many."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from plugins.markup.body import convert_blocks, convert_bodies
from plugins.reading.library import Library
from plugins.rules import make_pages
from plugins.rules.printed_words import count_words, words_before_sources

pytestmark = pytest.mark.pages
CLOSE = 15  # words: a title of the theme more or less is no matter
CITATION = re.compile(r"\[\d+\]")


def words_of_page(html: str) -> int:
    """Return how many words a reader sees in the main part of a page before its sources, numbers of sources left out."""
    (main,) = LexborHTMLParser(html).css("main")
    for left_out in ("svg", "style", "script"):
        for node in main.css(left_out):
            node.decompose()
    whole = main.html or ""
    before = whole[: whole.index('id="sources"')].rpartition("<")[0]
    text = LexborHTMLParser(before).body
    assert text is not None
    return count_words(CITATION.sub("", text.text(separator=" ")))


def test_the_gate_counts_as_many_words_as_the_built_page_has(library: Library, site: Path) -> None:
    documents = [document for document in library.documents.values() if document.article]
    bodies = {**convert_bodies(documents, library), **convert_blocks(library.blocks, library.data.sources)}
    assert documents
    articles = {document.path: document for document in documents}
    pages = make_pages(replace(library, documents=articles), bodies)
    counted = {path: words_before_sources(pages[path]) for path in articles}
    shown = {
        path: words_of_page((site / document.address / "index.html").read_text(encoding="utf-8"))
        for path, document in articles.items()
    }
    assert {path: (counted[path], shown[path]) for path in articles if abs(counted[path] - shown[path]) > CLOSE} == {}
