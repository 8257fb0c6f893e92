"""Main has moved on: both changes are sent, and where both changed the same block, the person says whose text it shall be."""

from pathlib import Path

import pytest

from tests.support.sending_clone import ABOUT, DAY, MIGRAINE, SENTENCE, Sender, git, make_sender
from tooling.editor.sending.merging import Merged, merge_file
from tooling.editor.sending.road import MOVED_ON

BRANCH = f"edit/{DAY}-say-it-in-plainer-words"
MINE, THEIRS = "It tells you who wrote it.", "It tells you who paid for it."


@pytest.fixture
def sender(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Sender:
    return make_sender(tmp_path, tmp_path_factory, monkeypatch)


def theirs_of(sender: Sender, *changes: tuple[str, str]) -> str:
    """Let somebody else change the page on main, and return the commit."""
    text = sender.file("main", ABOUT)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return sender.elsewhere({ABOUT: text})


def test_a_change_beside_ours_on_main_is_merged(sender: Sender) -> None:
    theirs_of(sender, ("Tell us.", "Tell us, do."), ("updated: 2026-11-22", "updated: 2026-11-24"))
    sender.elsewhere(
        {"content/pages/privacy.md": sender.file("main", "content/pages/privacy.md").replace("cookies", "cookie")}
    )
    main = git(sender.remote, "rev-parse", "main")
    sender.edit(ABOUT, SENTENCE, MINE)
    sender.send()
    assert git(sender.remote, "rev-parse", f"{BRANCH}^") == main
    assert git(sender.remote, "diff", "--numstat", "main", BRANCH) == f"2\t2\t{ABOUT}"
    assert "Tell us, do." in sender.file(BRANCH, ABOUT)
    assert "Tell us.\n" in sender.desk.text(ABOUT)


@pytest.mark.parametrize(("keep", "sent"), [("mine", MINE), ("theirs", THEIRS)])
def test_a_block_that_both_changed_is_sent_as_the_person_says(sender: Sender, keep: str, sent: str) -> None:
    theirs_of(sender, (SENTENCE, THEIRS), ("Tell us.", "Tell us, do."))
    sender.edit(ABOUT, SENTENCE, MINE)
    sender.edit(MIGRAINE, "Adults", "Grown-ups")
    stop = sender.refused()
    start = "This page is about the guide. "
    (conflict,) = stop.result["conflicts"]
    assert stop.told == MOVED_ON.format(places="1 place")
    assert conflict["path"] == ABOUT
    assert (conflict["mine"], conflict["theirs"]) == (f"{start}{MINE}\n", f"{start}{THEIRS}\n")
    assert sender.branches() == ["main"]
    assert MINE in sender.desk.text(ABOUT)
    assert sender.ask("changes")["conflicts"] == [conflict]
    assert sender.refused().result["conflicts"] == [conflict]
    assert sender.ask("settle", path=ABOUT, keep=keep) == {"conflicts": []}
    assert sent in sender.desk.text(ABOUT)
    sender.send()
    assert sent in sender.file(BRANCH, ABOUT)
    assert "Tell us, do." in sender.file(BRANCH, ABOUT)
    assert "Grown-ups" in sender.file(BRANCH, MIGRAINE)


def test_what_was_settled_is_asked_again_when_the_others_change_it_again(sender: Sender) -> None:
    theirs_of(sender, (SENTENCE, THEIRS))
    sender.edit(ABOUT, SENTENCE, MINE)
    sender.refused()
    sender.ask("settle", path=ABOUT, keep="mine")
    theirs_of(sender, (THEIRS, "It tells you nothing."))
    assert sender.refused().result["conflicts"][0]["theirs"].endswith("It tells you nothing.\n")


def test_a_page_that_is_gone_on_main_is_a_conflict_of_the_whole_file(sender: Sender) -> None:
    sender.elsewhere({"content/pages/privacy.md": None})
    sender.edit("content/pages/privacy.md", "no cookies", "not one cookie")
    (conflict,) = sender.refused().result["conflicts"]
    assert conflict["mine"] == sender.desk.text("content/pages/privacy.md")
    assert conflict["theirs"] == ""
    sender.ask("settle", path="content/pages/privacy.md", keep="theirs", id=conflict["id"])
    assert not (sender.clone / "content/pages/privacy.md").exists()
    assert sender.refused().told == "All of it stands on main already, so there is nothing to send."
    assert sender.ask("changes")["changes"] == []


def test_the_same_change_on_main_leaves_nothing_to_send(sender: Sender) -> None:
    sender.edit(ABOUT, SENTENCE, MINE)
    sender.elsewhere({ABOUT: sender.desk.text(ABOUT).replace("updated: 2026-11-22", f"updated: {DAY}")})
    assert sender.refused().told == "All of it stands on main already, so there is nothing to send."
    assert sender.refused().told == "Nothing has changed since the last time, so there is nothing to send."


def test_commits_of_an_own_branch_are_not_sent_along(sender: Sender) -> None:
    git(sender.clone, "switch", "-q", "-c", "mine")
    (sender.clone / "content/pages/privacy.md").write_text("Mine.\n", encoding="utf-8")
    git(sender.clone, "commit", "-q", "-a", "-m", "Mine")
    sender.edit(ABOUT, SENTENCE, MINE)
    told = sender.send()["told"]
    assert told.endswith("Commits of mine that main does not have were not sent along.")
    assert git(sender.remote, "diff", "--name-only", "main", BRANCH) == ABOUT


def test_a_clone_at_no_branch_sends_as_any_other(sender: Sender) -> None:
    git(sender.clone, "checkout", "-q", "--detach")
    sender.edit(ABOUT, SENTENCE, MINE)
    assert sender.send()["told"].endswith("Tell whoever reviews it the name of this branch.")


@pytest.mark.parametrize(("mine", "theirs"), [("25", "24"), ("24", "25")])
def test_the_later_day_of_two_changes_stands_and_nobody_is_asked(mine: str, theirs: str) -> None:
    page = "title: A\nupdated: 2026-11-{}\nsources_checked: 2026-11-{}\n---\nBody.\n{}\n"
    versions = (page.format(mine, "22", "Mine."), page.format("22", "22", "End."), page.format(theirs, "23", "End."))
    ours, base, others = (version.encode() for version in versions)
    merged = merge_file("a.md", ours, base, others, {})
    assert merged == Merged(page.format("25", "23", "Mine.").encode())


SOURCES = '[\n {{\n  "id": "a",\n  "title": "{}"\n }}{}\n]\n'
SOURCE = ',\n {{\n  "id": "{}",\n  "title": "{}"\n }}'
TERMS = '[terms.als]\nterm = "ALS"\n{}'
TERM = '\n[terms.{}]\nterm = "{}"\n'


@pytest.mark.parametrize(
    ("path", "base", "mine", "theirs", "merged"),
    [
        (
            "content/data/sources.json",
            SOURCES.format("A", ""),
            SOURCES.format("B", SOURCE.format("mine", "M")),
            SOURCES.format("A", SOURCE.format("theirs", "T")),
            SOURCES.format("B", SOURCE.format("mine", "M") + SOURCE.format("theirs", "T")),
        ),
        (
            "content/data/glossary.toml",
            TERMS.format(""),
            TERMS.format(TERM.format("mine", "M")),
            TERMS.format(TERM.format("theirs", "T")),
            TERMS.format(TERM.format("mine", "M") + TERM.format("theirs", "T")),
        ),
    ],
)
def test_two_who_each_add_an_entry_have_no_conflict(path: str, base: str, mine: str, theirs: str, merged: str) -> None:
    assert merge_file(path, mine.encode(), base.encode(), theirs.encode(), {}) == Merged(merged.encode())


@pytest.mark.parametrize(
    ("path", "base", "entry"),
    [
        ("content/data/sources.json", SOURCES.replace("{}", "A", 1), SOURCE),
        ("content/data/glossary.toml", TERMS, TERM),
        ("content/data/other.txt", TERMS, TERM),
    ],
)
def test_two_entries_of_one_name_are_a_conflict(path: str, base: str, entry: str) -> None:
    mine, theirs = (base.format(entry.format("same", words)).encode() for words in ("M", "T"))
    assert merge_file(path, mine, base.format("").encode(), theirs, {}).conflicts


def test_both_texts_of_each_place_are_known_and_the_rest_is_merged() -> None:
    base = b"1\n2\n3\n4\n5\n6\n7\n"
    merged = merge_file("a", b"1\nM\n3\n4\n5\n6\nM7", base, b"1\nT\n3\n4\nT5\n6\nT7\n", {})
    assert [(each.mine, each.theirs) for each in merged.conflicts] == [(b"M\n", b"T\n"), (b"M7\n", b"T7\n")]
    assert merged.content == b"1\nM\n3\n4\nT5\n6\nM7\n"
    first, second = merged.conflicts
    settled = merge_file(
        "a", b"1\nM\n3\n4\n5\n6\nM7", base, b"1\nT\n3\n4\nT5\n6\nT7\n", {first.key: "theirs", second.key: "mine"}
    )
    assert settled == Merged(b"1\nT\n3\n4\nT5\n6\nM7\n")


@pytest.mark.parametrize(
    ("mine", "base", "theirs", "content"),
    [
        (b"a\r\nB\r\n", b"a\nb\n", b"A\nb\n", None),
        (b"a\r\nb\r\nc\r\nD\r\n", b"a\r\nb\r\nc\r\nd\r\n", b"A\nb\nc\nd\n", b"A\nb\nc\nD\n"),
        (b"x\0", b"y\0", b"y\0", b"x\0"),
        (b"x\0", b"y\0", b"z\0", None),
        (None, b"y\n", b"y\n", None),
        (b"y\n", b"y\n", None, None),
        (b"new\n", None, None, b"new\n"),
        (b"new\n", None, b"new\n", b"new\n"),
    ],
)
def test_only_what_both_changed_is_a_conflict(
    mine: bytes | None, base: bytes | None, theirs: bytes | None, content: bytes | None
) -> None:
    merged = merge_file("a", mine, base, theirs, {})
    if content is not None or None in (mine, theirs):
        assert merged == Merged(content)
    else:
        assert merged.conflicts
