"""Pages, names, blocks and data are read whole, and what is wrong with them is told (bad input 9 to 11, 29 to 32, 43, 47)."""

# A message stands whole on its line.

from pathlib import Path

import pytest

from plugins.reading.library import read_library
from plugins.reading.site_data import Address
from plugins.rules import check_library
from plugins.rules.rule import SAMPLE
from tests.support.sample_content import FILES, OTHERS, check, library_of, messages, write

GLOSSARY = "content/data/glossary.toml"
SOURCES = "content/data/sources.json"
PRACTICE = "content/data/practice.toml"


def test_a_site_on_disk_is_read_as_it_was_written(tmp_path: Path) -> None:
    library = read_library(write(tmp_path, FILES))
    assert set(library.documents) == {path for path in FILES if path.endswith(".md") and "/blocks/" not in path}
    assert check_library(library) == []


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_a_site_with_other_line_ends_and_byte_order_marks_is_accepted(tmp_path: Path, line_end: str) -> None:
    root = write(tmp_path, {})
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(("\ufeff" + text.replace("\n", line_end)).encode())
    assert check_library(read_library(root)) == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/uses/My Page?x#y.md", 'The file name becomes the address, and "My Page?x#y" cannot be one. Rename the file to "my-page-x-y.md".'),
        ("content/uses/crónica-ñandú.md", 'The file name becomes the address, and "crónica-ñandú" cannot be one. Rename the file to "cronica-nandu.md".'),
        ("content/uses/!!!.md", 'The file name becomes the address, and "!!!" cannot be one. Rename the file to "new-page.md".'),
        ("content/uses/acne.md.md", 'The file name becomes the address, and "acne.md" cannot be one. Rename the file to "acne-md.md".'),
        ("content/uses/index.md", 'The name "index" is taken by the site itself. Rename the file.'),
        ("content/uses/404.md", 'The name "404" is taken by the site itself. Rename the file.'),
        ("content/uses/con.md", 'The name "con" is taken by the site itself. Rename the file.'),
        ("content/pages/assets.md", 'The name "assets" is taken by the site itself. Rename the file.'),
        ("content/pages/images.md", 'The name "images" is taken by the site itself. Rename the file.'),
        ("content/acne.md", 'Only "botox.md", the overview, stands here. Move the file to content/uses/ or content/pages/.'),
        ("content/uses/" + "a" * 61 + ".md", "The file name has 61 letters, 60 at most. Rename the file."),
    ],
)  # fmt: skip
def test_a_file_name_that_cannot_be_an_address_is_refused(path: str, expected: str) -> None:
    found = [problem for problem in check({**FILES, path: FILES[SAMPLE]}) if problem.rule.startswith("name-")]
    assert [str(problem) for problem in found] == [f"{path}:1:1: {expected}"]


def test_a_file_name_with_digits_is_an_address() -> None:
    text = (
        FILES[SAMPLE]
        .replace("Botox for sample use", "Botox in 2 places")
        .replace("nav_label: Sample", "nav_label: Two")
    )
    assert check({**FILES, "content/uses/2-places-2026.md": text}) == []


def test_two_names_that_differ_in_the_size_of_letters_are_refused() -> None:
    text = (
        FILES["content/uses/migraine.md"]
        .replace("Botox for chronic migraine", "Another")
        .replace("nav_label: Migraine", "nav_label: Other")
    )
    assert messages(**{"content/uses/Migraine.md": text}) == [
        'content/uses/Migraine.md:1:1: The file name becomes the address, and "Migraine" cannot be one. Rename the file to "migraine.md".',
        "content/uses/migraine.md:1:1: content/uses/Migraine.md has the same address, but for the size of letters. Rename one of them.",
    ]


def test_two_pictures_that_differ_in_the_size_of_letters_are_refused() -> None:
    found = check(FILES, OTHERS | {"content/images/Sample.svg"})
    assert [str(problem) for problem in found] == [
        "content/images/sample.svg:1:1: content/images/Sample.svg has the same address, but for the size of letters. Rename one of them."
    ]


def test_two_pages_with_one_title_are_both_named() -> None:
    assert messages(**{"content/uses/twin.md": FILES[SAMPLE]}) == [
        f'content/uses/twin.md:2:8: {SAMPLE} has the title "Botox for sample use" and the nav_label "Sample" too. '
        "Give each page its own, or delete the one that is a copy.",
    ]


def test_an_empty_site_is_refused_with_every_page_that_is_missing() -> None:
    kept = {path: text for path, text in FILES.items() if "/data/" in path}
    found = [str(problem) for problem in check(kept) if problem.rule == "page-missing"]
    assert found == ['content:1:1: The folder holds no pages, so the site would be empty. Check that PATH in pelicanconf.py names it.']  # fmt: skip


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/pages/privacy.md", 'content/pages/privacy.md:1:1: The page "privacy" is missing. Write it, or take it back from git.'),
        ("content/botox.md", "content/botox.md:1:1: The overview, the home page, is missing. Write it, or take it back from git."),
        ("content/pages/404.md", 'content/pages/404.md:1:1: The page "404" is missing. Write it, or take it back from git.'),
    ],
)  # fmt: skip
def test_a_page_that_the_site_needs_is_missed(path: str, expected: str) -> None:
    assert expected in messages(**{path: None})


def test_a_site_without_any_use_is_refused() -> None:
    told = messages(**{path: None for path in FILES if "/uses/" in path})
    assert "content/uses:1:1: There is no article on any use. Put at least one into this folder." in told


def test_a_path_that_points_nowhere_is_said_in_one_line(tmp_path: Path) -> None:
    assert [str(problem) for problem in check_library(read_library(tmp_path / "content"))] == [
        "content:1:1: This folder is not there, so there is nothing to publish. Check PATH in pelicanconf.py."
    ]


def test_a_mistake_in_a_shared_block_is_told_once_in_its_own_file() -> None:
    text = "Call MedWatch. It is a safe way. Or go to [fda.gov/medwatch](https://www.fda.gov/medwatch).\n"
    assert messages(**{"content/blocks/report.md": text}) == [
        'content/blocks/report.md:1:24: "safe" promises too much. Say what the risks are, and for whom. '
        "If you write about the word itself, put it in quotation marks."
    ]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (GLOSSARY, "[terms.x]\nterm = placebo\n", '2:8: The text behind "=" needs quotation marks. Write it as: term = "placebo".'),
        (GLOSSARY, '[terms.x]\nterm = "placebo\n', "2:16: A quotation mark is opened and not closed on this line. Add the closing one."),
        (GLOSSARY, '[terms.x]\nterm "placebo"\n', '2:6: There is no "=" between the name and the text. Write it as: term = "placebo".'),
        (GLOSSARY, '[terms.x]\nterm = "a"\nterm = "b"\n', "3:11: This name stands twice. Keep one of them."),
        (GLOSSARY, '[terms.x]\nterm = "a"\n', '1:1: "means" is missing. Add it.'),
        (GLOSSARY, '[terms.x]\nterm = 5\nmeans = "b"\n', '2:1: "term" must be one text in quotation marks. Write: term = "5".'),
        (GLOSSARY, '[term.x]\nterm = "a"\nmeans = "b"\n', '1:1: "term" is not a group of this file. Write "[terms.x]".'),
        (GLOSSARY, "terms = 5\n", '1:1: "terms" must be a group. Write "[terms.name]" above its entries.'),
        (GLOSSARY, "x = " + "[" * 5000, "1:1: The file is nested deeper, or has longer numbers, than any list here needs. Take it back from git."),
        (PRACTICE, 'name = "A"\nbyline = "B"\nsite_titel = "C"\n', '3:1: "site_titel" is not a field. Did you mean "site_title"?'),
        (PRACTICE, 'name = "A\\u0000"\nbyline = "B"\nsite_title = "C"\n', r'1:1: "A\x00" holds a line end or an invisible sign. Write it on one line, anew.'),
        (PRACTICE, 'name = "A"\nbyline = ""\nsite_title = "C"\n', '2:1: "byline" is empty. Fill it in.'),
        (PRACTICE, 'name = "A"\nbyline = "B"\nsite_title = "C"\nhours = ["x",\n  "a\\nb"]\n', r'5:3: "a\nb" holds a line end or an invisible sign. Write it on one line, anew.'),
        (SOURCES, "[\n {}\n {}\n]", "3:2: A comma is missing before this place, on this line or the one above. Add it."),
        (SOURCES, '[\n {"id": "a",}\n]', "2:12: A comma too many stands here. Take it out."),
        (SOURCES, "{}", '1:1: The file must be one list: "[" at its start, "]" at its end, and the sources between them.'),
        (SOURCES, "[" * 100_000, "1:1: The file is nested deeper, or has longer numbers, than any list here needs. Take it back from git."),
        (SOURCES, "[5]", '1:2: This entry must be a group of fields. Write it between "{" and "}".'),
        (SOURCES, '[\n{"id": "a", "type": "x", "titel": "y"}]', '2:26: "titel" is not a field. Did you mean "title"?'),
    ],
)  # fmt: skip
def test_a_data_file_that_cannot_be_read_is_told_at_its_line(path: str, text: str, expected: str) -> None:
    found = [
        str(problem).removeprefix(f"{path}:")
        for problem in check({**FILES, path: text})
        if problem.rule.startswith("data-")
    ]
    assert expected in found
    assert len(found) <= 2


GOOD = 'name = "A"\nbyline = "B"\nsite_title = "C"\n'


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"\n", ["1:1: The file is empty. Take it back from git."]),
        (GOOD.encode("utf-16"), ['1:1: The file is saved as UTF-16. Save it as "UTF-8" in your editor.']),
        (f"<<<<<<< a\n{GOOD}".encode(), ["1:1: A mark that git left where two edits met. Keep the right text and delete the marks."]),
        (f"{GOOD}phone = “x”\n".encode(), ['4:9: The quotation marks are curly. Write it as: phone = "x".']),
        (f'{GOOD}phone = "x\n'.encode(), ["4:11: A quotation mark is opened and not closed on this line. Add the closing one."]),
        (f"{GOOD}hours = 5\n".encode(), ['4:1: "hours" must be a list in square brackets. Write: hours = ["5"].']),
        (f'{GOOD}email = "mailto:a@b.example"\n'.encode(), ['4:1: "mailto:a@b.example" has "mailto:" in front. Take that out; the site adds it.']),
        (f'{GOOD}[address]\nstreet = "1 Main St"\nzip = ""\n'.encode(), ['6:1: "zip" is not a field. Take it out.']),
        (f'{GOOD}[address]\nstreet = "1 Main St"\ncity = " "\n'.encode(), ['6:1: "city" is empty, and other lines of the address are not. Fill it in.']),
    ],
)  # fmt: skip
def test_a_slip_in_what_is_known_of_the_practice_is_one_sentence(
    tmp_path: Path, raw: bytes, expected: list[str]
) -> None:
    root = write(tmp_path, FILES)
    (tmp_path / PRACTICE).write_bytes(raw)
    found = [str(problem) for problem in check_library(read_library(root))]
    assert found == [f"{PRACTICE}:{told}" for told in expected]


@pytest.mark.parametrize(
    ("known", "town"),
    [
        ({}, "A"),
        ({"state": "CA"}, "A, CA"),
        ({"postal_code": "1"}, "A, 1"),
        ({"state": "CA", "postal_code": "1"}, "A, CA 1"),
    ],
)
def test_an_address_prints_no_gap_for_what_is_not_known(known: dict[str, str], town: str) -> None:
    assert Address(street="1 Main St", city="A", **known).town == town


def test_blanks_around_what_is_known_of_the_practice_are_taken_off(tmp_path: Path) -> None:
    root = write(
        tmp_path, {**FILES, PRACTICE: '\ufeffname = " A "\nbyline = "B\\t"\nsite_title = "C"\nled_by = " D"\n'}
    )
    library = read_library(root)
    assert check_library(library) == []
    practice = library.data.practice
    assert (practice.name, practice.byline, practice.led_by) == ("A", "B", "D")


def test_a_data_file_that_is_missing_or_unknown_is_told() -> None:
    told = [
        str(problem)
        for problem in library_of({path: text for path, text in FILES.items() if path != GLOSSARY}).problems
    ]
    assert told == [f"{GLOSSARY}:1:1: The file is missing. Take it back from git."]
    told = [str(problem) for problem in library_of({**FILES, "content/data/words.toml": ""}).problems]
    assert told == [
        "content/data/words.toml:1:1: A file that the site does not read. It reads practice.toml, reviewers.toml, "
        "glossary.toml, sources.json, checks.toml, redirects.toml: move what it holds there."
    ]


def test_a_source_that_stands_twice_or_that_nobody_cites_is_told_on_its_line() -> None:
    one = '{"id": "mayo-ona", "type": "webpage", "title": "t", "URL": "https://www.nih.gov/"}'
    more = (
        FILES[SOURCES].rstrip("] \n")
        + ",\n"
        + one
        + ",\n"
        + one.replace("mayo-ona", "smith-2001").replace(', "URL": "https://www.nih.gov/"', "")
        + "\n]"
    )
    line = FILES[SOURCES].count("\n") + 1
    assert messages(**{SOURCES: more}) == [
        f'{SOURCES}:{line}:2: Two sources are called "mayo-ona", here and on line {line - 5}. Give one of them another id.',
        f'{SOURCES}:{line + 1}:2: No page cites "smith-2001". Cite it where a claim rests on it, or delete its entry.',
    ]


def test_a_cited_source_that_leads_nowhere_is_told() -> None:
    text = FILES[SOURCES].replace('"URL": "https://www.nih.gov/mayo-ona"', '"note": "seen"')
    line = text[: text.index("mayo-ona")].count("\n") + 1
    assert messages(**{SOURCES: text}) == [
        f'{SOURCES}:{line}:3: "mayo-ona" has no DOI, PMID or URL. Add one, or "remarks": ["No web address known"].'
    ]
    assert messages(**{SOURCES: text.replace('"note": "seen"', '"remarks": ["No web address known"]')}) == []
