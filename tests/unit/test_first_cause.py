"""What cannot be read is told once, where it stands; what follows from it in other files is not told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.reading.library import read_library, update_library
from tests.support.known_checks import check_known
from tests.support.sample_content import FILES, TODAY, write

UTF16 = 'The file is saved as UTF-16. Save it as "UTF-8" in your editor.'
LINK = "content/pages/about.md", "Tell us.", "Tell us, or read [the page](/uses/migraine/#works)."


def said(root: Path) -> list[str]:
    return [str(problem) for problem in check_known(read_library(root), TODAY)]


def site(folder: Path) -> Path:
    """Write the sample site, with a link to a part of another page."""
    path, old, new = LINK
    return write(folder, {**FILES, path: FILES[path].replace(old, new), "content/images/sample.svg": DRAWING})


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>'


@pytest.mark.parametrize("path", sorted(path for path in FILES if path.startswith("content/")))
def test_a_file_in_utf_16_is_the_one_problem(tmp_path: Path, path: str) -> None:
    root = site(tmp_path)
    (tmp_path / path).write_bytes(FILES[path].encode("utf-16"))
    assert said(root) == [f"{path}:1:1: {UTF16}"]


def rename(old: str, new: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        (folder / new).parent.mkdir(exist_ok=True)
        (folder / old).rename(folder / new)

    return change


def replace(path: str, old: str, new: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        text = (folder / path).read_text(encoding="utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


MIGRAINE, SOURCES = "content/uses/migraine.md", "content/data/sources.json"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (rename(MIGRAINE, "content/uses/Migraine.md"),
         'content/uses/Migraine.md:1:1: The file name becomes the address, and "Migraine" cannot be one. Rename the file to "migraine.md".'),
        (rename(MIGRAINE, "content/uses/migraine.txt"),
         "content/uses/migraine.txt:1:1: A kind of file that is not read here. This folder holds .md files."),
        (rename(MIGRAINE, "content/migraine.md"),
         'content/migraine.md:1:1: Only "botox.md", the overview, stands here. Move the file to content/uses/ or content/pages/.'),
        (rename(MIGRAINE, "content/uses/more/migraine.md"),
         "content/uses/more:1:1: A folder inside uses/, where files are not looked for. Move its files up into uses/."),
        (rename("content/pages/safety.md", "content/pages/safety.docx"),
         "content/pages/safety.docx:1:1: A kind of file that is not read here. This folder holds .md files."),
        (lambda folder: (folder / "content/pages/safety.md").unlink(),
         'content/pages/safety.md:1:1: The page "safety" is missing. Write it, or take it back from git.'),
        (rename("content/blocks/call-911.md", "content/blocks/Call 911.md"),
         'content/blocks/Call 911.md:1:1: "[[block: …]]" cannot name "Call 911". Rename the file to "call-911.md".'),
        (rename("content/images/sample.svg", "content/images/Sample 1.svg"),
         'content/images/Sample 1.svg:1:1: The name becomes an address: letters from a to z, digits and hyphens, then one ending. Rename the file to "sample-1.svg".'),
        (replace("content/blocks/call-911.md", FILES["content/blocks/call-911.md"], ""),
         "content/blocks/call-911.md:1:1: The block has 0 words, 3 at least. Write its text, or delete the file."),
        (replace(MIGRAINE, FILES[MIGRAINE], ""), f"{MIGRAINE}:1:1: The file is empty. Write a page, or delete the file."),
        (replace(MIGRAINE, "---\n", "\n---\n"),
         f'{MIGRAINE}:1:1: There is an empty line above the header. Delete it, so that "---" is the first line.'),
        (replace(MIGRAINE, "order: 1\n", "ordre: 1\n"), f'{MIGRAINE}:12:1: "ordre" is not a field. Did you mean "order"?'),
        (replace(MIGRAINE, "unit: in", "units: in"), f'{MIGRAINE}:66:5: "units" is not a field. Did you mean "unit"?'),
        (replace(SOURCES, '"id": "mayo-ona"', '"Id": "mayo-ona"'), f'{SOURCES}:21:3: "Id" is not a field. Did you mean "id"?'),
        (replace(SOURCES, '"id": "mayo-ona"', '"id": "Mayo ona"'),
         f'{SOURCES}:21:3: "id" cannot be "Mayo ona". It has small letters, digits and hyphens. Write: "id": "mayo-ona".'),
        (replace(SOURCES, FILES[SOURCES], "[]"), f"{SOURCES}:1:1: The file lists no source. Take it back from git."),
        (replace(SOURCES, FILES[SOURCES], '{"sources": []}'),
         f'{SOURCES}:1:1: The file must be one list: "[" at its start, "]" at its end, and the sources between them.'),
        (replace("content/data/glossary.toml", 'term = "placebo"', 'word = "placebo"'),
         'content/data/glossary.toml:1:1: "term" is missing. Add it.|content/data/glossary.toml:2:1: "word" is not a field. Take it out.'),
    ],
)  # fmt: skip
def test_the_first_cause_alone_is_told(tmp_path: Path, change: Callable[[Path], object], told: str) -> None:
    root = site(tmp_path)
    change(tmp_path)
    assert said(root) == told.split("|")


def test_an_unknown_reviewer_is_not_told_while_the_reviewers_cannot_be_read(tmp_path: Path) -> None:
    root = site(tmp_path)
    replace(MIGRAINE, "reviewer:\nreviewed:", "reviewer: jane-doe\nreviewed: 2026-11-22 4b0d2e6a")(tmp_path)
    replace("content/data/reviewers.toml", "[reviewers.jane-doe]", "[reviewers.Rosa Vidal]")(tmp_path)
    told = 'A name in brackets has small letters, digits and hyphens. Write "[reviewers.rosa-vidal]".'
    assert said(root) == [f"content/data/reviewers.toml:1:17: {told}"]


def test_a_redirect_to_a_page_that_cannot_be_read_is_not_told(tmp_path: Path) -> None:
    root = site(tmp_path)
    (root / "data/redirects.toml").write_text('[redirects]\n"/uses/old/" = "/uses/migraine/"\n', encoding="utf-8")
    (tmp_path / MIGRAINE).write_bytes(FILES[MIGRAINE].encode("utf-16"))
    assert said(root) == [f"{MIGRAINE}:1:1: {UTF16}"]


def test_what_follows_is_told_again_once_the_file_can_be_read(tmp_path: Path) -> None:
    root = site(tmp_path)
    (tmp_path / MIGRAINE).write_bytes(FILES[MIGRAINE].encode("utf-16"))
    library = read_library(root)
    (tmp_path / MIGRAINE).unlink()
    library = update_library(library, {MIGRAINE})
    path, _, new = LINK
    line = FILES[path][: FILES[path].index("Tell us.")].count("\n") + 1
    told = 'There is no page "/uses/migraine/". Write the address as a reader sees it, such as "/uses/sample/"; of a page that was renamed, its new one.'
    assert f"{path}:{line}:{new.index('/uses/') + 1}: {told}" in map(str, check_known(library, TODAY))


def test_a_message_shows_the_beginning_of_a_long_value_alone(tmp_path: Path) -> None:
    root = site(tmp_path)
    replace("content/data/practice.toml", 'name = "', f'booking_url = "{"x" * 300}"\nname = "')(tmp_path)
    replace(MIGRAINE, "Much is open.", f"See [a page](/{'y' * 300}/).")(tmp_path)
    assert all(len(problem) < 260 for problem in said(root))


def test_a_page_that_is_gone_may_have_cited_what_no_other_cites(tmp_path: Path) -> None:
    root = site(tmp_path)
    replace(
        SOURCES, "[\n", '[\n {"id": "smith-2001", "type": "article-journal", "title": "A study", "DOI": "10.1000/1"},\n'
    )(tmp_path)
    (tmp_path / "content/pages/privacy.md").unlink()
    assert [problem for problem in said(root) if "No page cites" in problem] == []


def test_many_sources_that_no_page_cites_are_one_problem(tmp_path: Path) -> None:
    root = site(tmp_path)
    names = [f"smith-{year}" for year in range(2001, 2016)]
    entries = "".join(
        f' {{"id": "{name}", "type": "article-journal", "title": "Study {name}", "DOI": "10.1000/{name}"}},\n'
        for name in names
    )
    replace(SOURCES, "[\n", f"[\n{entries}")(tmp_path)
    named = ", ".join(f'"{name}"' for name in names[:12])
    told = f"{SOURCES}:2:3: No page cites 15 sources: {named} and 3 others."
    assert said(root) == [f"{told} Cite each where a claim rests on it, or delete its entry."]


def test_a_placement_that_is_written_wrong_is_not_missed_besides(tmp_path: Path) -> None:
    root = site(tmp_path)
    replace(MIGRAINE, "[[timeline]]", "[[time line]]")(tmp_path)
    assert len(said(root)) == 1
