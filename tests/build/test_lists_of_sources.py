"""The lists of sources of the real site: whole, each source in one of them, and a way from each to the others."""

import re
from pathlib import Path

import pytest

from plugins.facts.source_parts import MAIN_PAGE, placed_parts
from plugins.reading.library import Library
from tests.support.shown_names import shown_html

pytestmark = pytest.mark.pages

ENTRY = re.compile(r'<li id="([^"]+)">\s*<p>.*?' + shown_html('<p class="source-index__pages">Cited by <a'), re.DOTALL)
FOOT = re.compile(shown_html('<ul class="colophon__links">') + ".*?</ul>", re.DOTALL)
LISTS = re.compile(r'<nav id="all-sources-[^"]*" aria-label="Lists of sources">.*?</nav>', re.DOTALL)


@pytest.fixture
def lists(site: Path, library: Library) -> dict[str, str]:
    """The HTML of each page that lists sources, by its address."""
    documents = [document for document in library.documents.values() if placed_parts(document)]
    return {document.address: (site / document.file).read_text(encoding="utf-8") for document in documents}


def test_every_source_stands_in_one_list_with_the_pages_that_cite_it(lists: dict[str, str], library: Library) -> None:
    found = [name for html in lists.values() for name in ENTRY.findall(html)]
    assert sorted(found) == sorted(library.data.sources)


def test_each_list_leads_to_the_others_and_tells_which_it_is(lists: dict[str, str]) -> None:
    assert len(lists) > 1
    for address, html in lists.items():
        (ways,) = LISTS.findall(html)
        assert {way for way in lists if f'href="/{way}#all-sources-' in ways} == lists.keys() - {address}
        assert ways.count('<b aria-current="page">') == 1


def test_the_foot_leads_to_the_first_list_alone(lists: dict[str, str], site: Path) -> None:
    (foot,) = FOOT.findall((site / "privacy/index.html").read_text(encoding="utf-8"))
    assert [address for address in lists if f'href="/{address}"' in foot] == [f"{MAIN_PAGE}/"]


def test_a_further_list_stands_below_the_first_one(lists: dict[str, str]) -> None:
    for address in lists.keys() - {f"{MAIN_PAGE}/"}:
        trail = lists[address].partition('aria-label="Breadcrumb"')[2].partition("</nav>")[0]
        assert re.findall('href="/([^"]*)"', trail) == ["", f"{MAIN_PAGE}/"]
