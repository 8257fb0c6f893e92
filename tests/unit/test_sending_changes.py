"""What is not sent yet is listed by page and place, and each change can be taken back alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.sample_content import FILES
from tests.support.sending_clone import ABOUT, BLOCK, DAY, MIGRAINE, SENTENCE, Sender, make_sender
from tooling.editor.desk import Refusal
from tooling.editor.sending.change_labels import label_lines
from tooling.editor.sending.change_verbs import count_unsent
from tooling.editor.sending.sent_state import read_state
from tooling.editor.sending.unsent import Unsent, changes_of


@pytest.fixture
def sender(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Sender:
    return make_sender(tmp_path, tmp_path_factory, monkeypatch)


def test_each_change_has_its_page_its_place_and_both_texts(sender: Sender) -> None:
    sender.edit(ABOUT, SENTENCE, "It tells you who wrote it.")
    sender.edit(ABOUT, "Tell us.", "Tell us, do.")
    sender.edit(BLOCK, "Call at once if", "Call at once, if")
    answer = sender.ask("changes")
    told = [(each["path"], each["page"], each["label"], each["before"], each["after"]) for each in answer["changes"]]
    start = "This page is about the guide. "
    assert told == [
        (
            ABOUT,
            "About this guide",
            "The beginning, first paragraph",
            f"{start}{SENTENCE}",
            f"{start}It tells you who wrote it.",
        ),
        (ABOUT, "About this guide", "Corrections, first paragraph", "Tell us.", "Tell us, do."),
        (BLOCK, "Shared text: call 911", "The beginning, first box", *(FILES[BLOCK].split("\n")[1], told[2][4])),
    ]
    assert told[2][4] == told[2][3].replace("once if", "once, if")
    assert (answer["signatures"], answer["sent"], answer["conflicts"]) == ([], None, [])
    assert count_unsent(sender.desk) == 3


def test_one_change_is_taken_back_and_the_others_stay(sender: Sender) -> None:
    before = sender.desk.raw(ABOUT)
    sender.edit(ABOUT, SENTENCE, "It tells you who wrote it.")
    sender.edit(ABOUT, "Tell us.", "Tell us, do.")
    first, second = sender.ask("changes")["changes"]
    assert sender.ask("take-back", id=second["id"])["changes"] == [first]
    assert "Tell us.\n" in sender.desk.text(ABOUT)
    assert sender.ask("take-back", id=first["id"])["changes"] == []
    assert sender.desk.raw(ABOUT) == before
    with pytest.raises(Refusal) as stop:
        sender.ask("take-back", id=first["id"])
    assert (stop.value.status, stop.value.told) == (404, "That change is not there any more. Look at the list anew.")
    assert count_unsent(sender.desk) == 0


def test_a_new_file_goes_and_one_that_is_gone_comes_back(sender: Sender) -> None:
    gone = sender.desk.raw("content/pages/privacy.md")
    (sender.clone / "content/images").mkdir()
    sender.desk.write("New", {"content/images/palm.png": b"\x89PNG\r\n\0\1"})
    sender.desk.write("Gone", {"content/pages/privacy.md": None})
    picture, page = sender.ask("changes")["changes"]
    assert (picture["label"], picture["before"], picture["after"]) == ("New picture or file", "", "(1 kB)")
    assert (page["label"], page["before"], page["after"]) == ("The page is taken away", FILES[page["path"]], "")
    for change in (picture, page):
        sender.ask("take-back", id=change["id"])
    assert not (sender.clone / "content/images/palm.png").exists()
    assert sender.desk.raw("content/pages/privacy.md") == gone


def test_the_day_that_a_send_has_set_is_not_listed_and_goes_with_the_change(sender: Sender) -> None:
    before = {path: sender.desk.raw(path) for path in (MIGRAINE, BLOCK, ABOUT)}
    (sender.clone / ".git/config").write_text("[core]\n\trepositoryformatversion = 0\n", encoding="utf-8")
    sender.edit(BLOCK, "Call at once if", "Call at once, if")
    sender.edit(ABOUT, SENTENCE, "It tells you who wrote it.")
    sender.refused()
    assert f"updated: {DAY}\n" in sender.desk.text(MIGRAINE)
    assert set(read_state(sender.clone).dated) > {MIGRAINE, ABOUT}
    of_block, of_page = sorted(sender.ask("changes")["changes"], key=lambda change: change["path"])
    sender.ask("take-back", id=of_block["id"])
    assert [sender.desk.raw(path) for path in (MIGRAINE, BLOCK)] == [before[MIGRAINE], before[BLOCK]]
    assert f"updated: {DAY}\n" in sender.desk.text(ABOUT)
    assert sender.ask("take-back", id=of_page["id"])["changes"] == []
    assert sender.desk.raw(ABOUT) == before[ABOUT]


def test_files_outside_of_content_are_never_listed_whatever_a_journal_says(sender: Sender) -> None:
    for path in (".git/config", "deploy/../.git/config"):
        sender.desk.journal.note("Foreign", {path: (None, b"x")})
    assert sender.ask("changes")["changes"] == []
    assert sender.refused().told == "Nothing has changed since the last time, so there is nothing to send."


def test_changes_are_listed_without_git(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    sender.edit(ABOUT, SENTENCE, "It tells you who wrote it.")
    monkeypatch.setenv("PATH", "")
    assert len(sender.ask("changes")["changes"]) == 1


LINES = st.lists(st.sampled_from(["", "a", "b", "## C", "- d", "> e"]), max_size=12)


@pytest.mark.fuzz
@given(LINES, LINES)
def test_all_changes_taken_back_one_by_one_give_the_text_that_was_sent(before: list[str], now: list[str]) -> None:
    file = Unsent(ABOUT, "\n".join(before).encode(), "\n".join(now).encode())
    while changes := list(changes_of(file)):
        assert len({change.id for change in changes}) == len(changes)
        without = changes[-1].without
        assert isinstance(without, str)
        file = Unsent(ABOUT, file.before, without.encode())
        assert len(list(changes_of(file))) < len(changes)
    assert file.now == file.before


PAGE = """---
title: One
charts:
  - id: pain
---
Start.

## The studies {#studies}

One.

Two,
goes on.

- a
- b

> [!warning] Box

## End
"""
TABLES = ["# Words", "", "[terms.als]", 'term = "ALS"', 'means = "x"', "", "[phone]", 'number = "1"']
ENTRIES = [
    "[",
    " {",
    '  "id": "herd-2019",',
    '  "title": "x"',
    " },",
    " {",
    '  "title": "y",',
    '  "id": "other"',
    " }",
    "]",
]


@pytest.mark.parametrize(
    ("path", "lines", "line", "label"),
    [
        (MIGRAINE, PAGE.splitlines(), "title: One", "Header, title"),
        (MIGRAINE, PAGE.splitlines(), "  - id: pain", "Header, charts"),
        (MIGRAINE, PAGE.splitlines(), "Start.", "The beginning, first paragraph"),
        (MIGRAINE, PAGE.splitlines(), "## The studies {#studies}", "Heading: The studies"),
        (MIGRAINE, PAGE.splitlines(), "One.", "The studies, first paragraph"),
        (MIGRAINE, PAGE.splitlines(), "goes on.", "The studies, second paragraph"),
        (MIGRAINE, PAGE.splitlines(), "- b", "The studies, first list"),
        (MIGRAINE, PAGE.splitlines(), "> [!warning] Box", "The studies, first box"),
        ("content/data/glossary.toml", TABLES, 'means = "x"', "terms.als, means"),
        ("content/data/practice.toml", TABLES, "# Words", "The list"),
        ("content/data/sources.json", ENTRIES, '  "title": "x"', "herd-2019"),
        ("content/data/sources.json", ENTRIES, '  "title": "y",', "other"),
    ],
)
def test_a_change_is_called_by_where_it_stands(path: str, lines: list[str], line: str, label: str) -> None:
    at = lines.index(line)
    assert label_lines(path, lines, at, at + 1) == label
