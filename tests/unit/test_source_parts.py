"""The parts of the list of sources: what each holds, how it is named, and how one that has grown is shared out."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.facts.source_parts import ALPHABET, KINDS, SourcePart, halve, is_further_list, read_part, shelf_of
from plugins.reading.library import read_document
from plugins.reading.source_entries import Source, Type
from tests.support.sample_content import FILES

PAGE = FILES["content/pages/privacy.md"]


def entry(title: str = "A study", author: str = "", type: str = "article-journal") -> Source:
    authors = [{"literal": author}] if author else []
    return Source.model_validate({"id": "s-one", "type": type, "title": title, "author": authors})


@pytest.mark.parametrize(
    ("source", "shelf"),
    [
        (entry("On sweat", "Herd"), ("studies", "h")),
        (entry("On sweat"), ("studies", "o")),
        (entry("On sweat", "Herd", type="book"), ("studies", "h")),
        (entry("On sweat", "FDA", type="webpage"), ("others", "f")),
        (entry("On sweat", "W3C", type="standard"), ("others", "w")),
        (entry("“Botox” for sweat"), ("studies", "b")),
        (entry("2023 guideline"), ("studies", "a")),
        (entry("On sweat", "Özkan"), ("studies", "o")),
        (entry("On sweat", "Økland"), ("studies", "z")),
    ],
)
def test_a_source_belongs_where_its_type_and_its_first_letter_say(source: Source, shelf: tuple[str, str]) -> None:
    assert shelf_of(source) == shelf


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("", "All sources"),
        ("studies", "Studies, reviews and guidelines"),
        ("others", "Labels, agencies and other pages"),
        ("studies-a-k", "Studies, reviews and guidelines, A to K"),
        ("others-b-b", "Labels, agencies and other pages, B"),
    ],
)
def test_a_part_has_a_name_for_editors_and_one_for_readers(name: str, label: str) -> None:
    part = read_part(name)
    assert part
    assert (part.name, part.label) == (name, label)


@pytest.mark.parametrize("name", ["study", "studies-k-a", "studies-a", "a-k", "studies-ab-k", "studies-"])
def test_what_is_no_part_is_none(name: str) -> None:
    assert read_part(name) is None


@given(
    st.sampled_from(get_args(Type)),
    st.text(min_size=1).filter(lambda text: any(letter.isalnum() for letter in text)),
    st.integers(1, 25),
)
def test_parts_that_share_kinds_and_letters_hold_every_source_once(type: str, title: str, cut: int) -> None:
    source = Source.model_construct(id="s-one", type=type, title=title, author=[], authors_incomplete=False)
    parts = [SourcePart((kind,), letters) for kind in KINDS for letters in (ALPHABET[:cut], ALPHABET[cut:])]
    assert sum(part.holds(source) for part in parts) == 1


def test_a_list_of_everything_is_halved_by_kind_and_a_list_of_a_kind_where_half_of_its_sources_are_told() -> None:
    sources = [entry(letter) for letter in "abchh"] + [entry(letter, type="webpage") for letter in "xyz"]
    assert [part.name for part in halve(SourcePart(tuple(KINDS)), sources)] == ["studies", "others"]
    assert [part.name for part in halve(SourcePart(("studies",)), sources)] == ["studies-a-b", "studies-c-z"]
    assert [part.name for part in halve(SourcePart(("others",), "xyz"), sources)] == ["others-x-x", "others-y-z"]
    assert halve(SourcePart(("studies",), "h"), sources) == []


@pytest.mark.parametrize(
    ("name", "line", "is_further"),
    [
        ("studies", "[[all-sources: studies]]", True),
        ("studies", "All sources", False),
        ("studies", "See [[all-sources]].", False),
        ("sources", "[[all-sources: others]]", False),
    ],
)
def test_a_page_with_a_list_stands_below_the_page_of_sources(name: str, line: str, is_further: bool) -> None:
    assert is_further_list(read_document(f"content/pages/{name}.md", f"{PAGE}\n{line}\n", {})) is is_further
