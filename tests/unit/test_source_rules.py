"""Sources among each other: none stands twice or is still to come, and its DOI, address and list entry fit together."""

import json
from typing import Any

import pytest

from plugins.markup.citations import format_source
from plugins.reading.source_entries import Source
from tests.support.sample_content import FILES, check

SOURCES = "content/data/sources.json"
FIRST: dict[str, Any] = {
    "type": "article-journal",
    "title": "One study",
    "issued": {"date-parts": [[2019]]},
    "DOI": "10.1111/Head.1",
}


def said(one: dict[str, Any], two: dict[str, Any]) -> list[str]:
    """Return what is said of two cited sources, on lines 2 and 3 of their file."""
    entries = json.loads(FILES[SOURCES])
    kept = {"mayo-ona": one, "botox-medication-guide": two}
    first = [{"id": name, "type": "webpage", "title": f"About {name}", **entry} for name, entry in kept.items()]
    rest = [entry for entry in entries if entry["id"] not in kept]
    text = "[\n" + ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in [*first, *rest]) + "\n]\n"
    return [str(problem).removeprefix(f"{SOURCES}:") for problem in check({**FILES, SOURCES: text})]


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ({"DOI": "10.1111/Head.1"}, {"DOI": "10.1111/hEAD.1"}, "DOI"),
        ({"PMID": "20647170"}, {"PMID": "20647170"}, "PMID"),
        ({"PMID": "20647170"}, {"URL": "https://pubmed.ncbi.nlm.nih.gov/20647170/"}, "PMID"),
        ({"PMCID": "PMC6661560"}, {"URL": "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC6661560"}, "PMCID"),
        ({"URL": "https://www.fda.gov/a/"}, {"URL": "https://FDA.gov/a"}, "URL"),
        ({"URL": "https://www.fda.gov/a%20b"}, {"URL": "https://www.fda.gov/a%20b/"}, "URL"),
        ({**FIRST}, {**FIRST, "title": "One  study.", "DOI": "10.1111/head.2"}, "title and year"),
        ({"type": "book", "ISBN": "978-3-16-148410-0", "URL": "https://a.nih.gov/"},
         {"type": "book", "ISBN": "9783161484100", "URL": "https://b.nih.gov/"}, "ISBN"),
    ],
)  # fmt: skip
def test_a_source_that_stands_twice_is_named_with_both_lines(
    one: dict[str, Any], two: dict[str, Any], same: str
) -> None:
    told = f'"botox-medication-guide" has the same {same} as "mayo-ona" on line 2. Keep one of them, and cite that one.'
    assert said(one, two) == [f"3:2: {told}"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({**FIRST}, {**FIRST, "issued": {"date-parts": [[2020]]}, "DOI": "10.1111/head.2"}),
        ({"title": "Botox", "URL": "https://a.nih.gov/"}, {"title": "Botox", "URL": "https://b.nih.gov/"}),
        ({"URL": "https://a.nih.gov/?id=1"}, {"URL": "https://a.nih.gov/?id=2"}),
        ({"URL": "https://a.nih.gov/#one"}, {"URL": "https://a.nih.gov/#two"}),
        ({"type": "chapter", "ISBN": "9783161484100", "DOI": "10.1111/a"}, {"type": "chapter", "ISBN": "9783161484100", "DOI": "10.1111/b"}),
        ({**FIRST, "URL": "https://headachejournal.onlinelibrary.wiley.com/doi/full/10.1111/head.1"}, {"URL": "https://b.nih.gov/"}),
        ({**FIRST, "URL": "https://doi.org/10.1111/head.1"}, {"URL": "https://b.nih.gov/"}),
        ({**FIRST, "issued": {"date-parts": [[2026, 12]]}}, {**FIRST, "title": "Two", "issued": {"date-parts": [[2026, 11, 22]]}, "DOI": "10.1111/b"}),
        ({"type": "book", "title": "A book", "ISBN": "0-306-40615-2", "remarks": ["No web address known"]}, {"PMCID": "PMC6661560"}),
    ],
)  # fmt: skip
def test_two_sources_that_only_look_alike_are_two(one: dict[str, Any], two: dict[str, Any]) -> None:
    assert said(one, two) == []


@pytest.mark.parametrize(("issued", "shown"), [([2027], "2027"), ([2026, 12, 24], "2026-12-24"), ([2099, 1], "2099-1")])
def test_a_source_that_is_still_to_come_is_refused(issued: list[int], shown: str) -> None:
    found = said({**FIRST, "issued": {"date-parts": [issued]}}, {"URL": "https://b.nih.gov/"})
    assert [problem.partition(": ")[2] for problem in found] == [
        f'"mayo-ona" was issued on a day that has not come yet ({shown}). Correct it.'
    ]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"URL": "https://doi.org/10.1111/head.13849"}, 'The address is a DOI. Write "DOI": "10.1111/head.13849" in place of the URL.'),
        ({"DOI": "10.1111/head.1", "URL": "https://doi.org/10.1111/head.2"},
         'The URL holds another DOI, "10.1111/head.2", than "DOI": "10.1111/head.1". Correct one of them.'),
        ({"DOI": "10.1111/head.1", "URL": "https://link.springer.com/article/10.1007/s00403-024-03792-6"},
         'The URL holds another DOI, "10.1007/s00403-024-03792-6", than "DOI": "10.1111/head.1". Correct one of them.'),
    ],
)  # fmt: skip
def test_a_doi_in_the_address_is_that_of_the_source(fields: dict[str, str], told: str) -> None:
    found = said(fields, {"URL": "https://b.nih.gov/"})
    assert [problem.partition(": ")[2] for problem in found] == [told]


def test_a_full_stop_at_the_end_of_a_title_is_printed_once_and_a_number_of_a_book_too() -> None:
    fields = {"id": "a", "type": "book", "title": "Botox in the U.K.", "ISBN": "0-306-40615-2"}
    assert format_source(Source.model_validate(fields)) == "Botox in the U.K. ISBN 0-306-40615-2."


LIST, MORE = "content/pages/sources.md", "content/pages/studies.md"


def said_of_lists(first: str, second: str, published: str = "2026-11-22") -> list[str]:
    """Return what is said where the page of sources, and another page, hold these lines."""
    page = (
        FILES["content/pages/privacy.md"]
        .replace("Privacy", "Studies")
        .replace("This website sets no", "The site has no")
    )
    files = {
        LIST: FILES[LIST].replace("[[all-sources]]", first),
        MORE: f"{page}\n{second}\n".replace("2026-11-22", published),
    }
    return [str(problem) for problem in check({**FILES, **files}) if problem.rule == "source-parts"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("[[all-sources: others]]", "[[all-sources: studies]]"),
        ("[[all-sources: studies-l-z]]", "[[all-sources: others]]\n\n[[all-sources: studies-a-k]]"),
        ("[[all-sources]]", "No list."),
    ],
)
def test_lists_that_share_the_sources_are_accepted(first: str, second: str) -> None:
    assert said_of_lists(first, second) == []


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("[[all-sources: others-a-k]]", "[[all-sources: studies]]", [
            f'{LIST}:12:1: No page that readers see lists "Labels, agencies and other pages, L to Z". '
            'Put "[[all-sources: others-l-z]]" on a line of its own, on this page or another.']),
        ("[[all-sources: others]]", "[[all-sources: studies-b-y]]", [
            f'{LIST}:12:1: No page that readers see lists "Studies, reviews and guidelines, {name}". '
            f'Put "[[all-sources: {form}]]" on a line of its own, on this page or another.'
            for name, form in (("A", "studies-a-a"), ("Z", "studies-z-z"))]),
        ("[[all-sources]]", "[[all-sources: studies-k-z]]", [
            f'{MORE}:12:1: "[[all-sources: studies-k-z]]" lists sources that line 12 of {LIST} lists already. '
            "Give each list its own letters."]),
    ],
)  # fmt: skip
def test_lists_that_leave_a_gap_or_hold_the_same_are_told(first: str, second: str, told: list[str]) -> None:
    assert said_of_lists(first, second) == told


def test_a_list_that_readers_do_not_see_yet_does_not_count() -> None:
    told = (
        f'{LIST}:12:1: No page that readers see lists "Studies, reviews and guidelines". '
        'Put "[[all-sources: studies]]" on a line of its own, on this page or another.'
    )
    assert said_of_lists("[[all-sources: others]]", "[[all-sources: studies]]", "2026-12-24") == [told]
    assert said_of_lists("[[all-sources]]", "[[all-sources: studies]]", "2026-12-24") == []


def test_a_list_that_there_is_not_is_told() -> None:
    problems = check({**FILES, LIST: FILES[LIST].replace("[[all-sources]]", "[[all-sources: study]]")})
    assert [str(problem) for problem in problems] == [
        f'{LIST}:12:1: There is no list "study". Did you mean "studies"? '
        'Write "studies" or "others"; or some of their letters, "studies-a-k".'
    ]
