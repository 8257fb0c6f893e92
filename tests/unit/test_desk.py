"""Writing into content/: whole or not at all, by ids, through no link; undone step by step."""

from datetime import date
from pathlib import Path

import pytest

from plugins.reading.library import Library, read_library, update_library
from tooling.editor import writing
from tooling.editor.desk import Desk, Refusal
from tooling.editor.piece_verbs import open_place, region, save, undo
from tooling.editor.writing import SavedMeanwhile
from tooling.exchanging import exchange_at_once

ACNE, REPORT = "content/uses/acne.md", "content/blocks/report.md"


class Kept:
    """The library of a folder, brought up to date with what the desk says it wrote."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.library = folder, read_library(folder / "content")

    def take_in(self, paths: set[Path]) -> None:
        """Read what was written."""
        self.library = update_library(self.library, {path.relative_to(self.folder).as_posix() for path in paths})

    def read(self) -> Library:
        """Return it as it is now."""
        return self.library


def make_desk(folder: Path) -> Desk:
    """Return a desk of a folder, as a start of the preview makes it."""
    kept = Kept(folder)
    return Desk(folder, kept.read, kept.take_in, lambda: date(2026, 11, 26))


def ask(desk: Desk, path: str, line: int, text: str) -> dict[str, object]:
    """Return what a page sends to write a text in the place of one line that it was shown."""
    shown = region(desk, path, desk.text(path), line, line)
    return {
        "text": text,
        "was": shown["digest"],
        **{name: shown[name] for name in ("file", "version", "first", "last")},
    }


def line_of(folder: Path, path: str, words: str) -> int:
    """Return the number of the line that begins so."""
    lines = (folder / path).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if line.startswith(words))


def test_a_save_changes_its_lines_and_undo_brings_them_back_byte_for_byte(folder: Path) -> None:
    desk, file = make_desk(folder), folder / ACNE
    raw = file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(raw)
    number = line_of(folder, ACNE, "## Your visit")
    saved = save(desk, ask(desk, ACNE, number, "## Your visit now {#visit}\n\nA word."))
    before, after = raw.split(b"\r\n"), file.read_bytes().split(b"\r\n")
    assert after == [*before[: number - 1], b"## Your visit now {#visit}", b"", b"A word.", *before[number:]]
    assert (saved["region"]["first"], saved["region"]["last"]) == (number, number + 2)
    assert undo(desk, {}) == {
        "label": "Botox for acne and oily skin: ## Your visit now {#visit} A …",
        "path": ACNE,
        "address": "/uses/acne/",
        "left": 0,
    }
    assert file.read_bytes() == raw
    with pytest.raises(Refusal) as refused:
        undo(desk, {})
    assert refused.value.told == "There is nothing to undo."


def test_lines_that_have_moved_are_found_and_lines_that_have_changed_are_a_conflict_with_both_texts(
    folder: Path,
) -> None:
    desk, file = make_desk(folder), folder / ACNE
    number = line_of(folder, ACNE, "## Your visit")
    asked = ask(desk, ACNE, number, "## Mine {#visit}")
    text = file.read_text(encoding="utf-8")
    moved = text.replace("\n---\n", "\n---\n\nA paragraph of another program.\n", 1)
    file.write_text(moved, encoding="utf-8")
    save(desk, asked)
    mine = moved.replace(text.split("\n")[number - 1], "## Mine {#visit}")
    assert file.read_text(encoding="utf-8") == mine
    file.write_text(moved.replace("## Your visit", "## Their visit"), encoding="utf-8")
    theirs = file.read_bytes()
    with pytest.raises(Refusal) as refused:
        save(desk, asked)
    assert refused.value.status == 409
    conflict = refused.value.conflict or {}
    assert conflict["mine"] == "## Mine {#visit}"
    assert conflict["theirs"].startswith("## Their visit")
    assert file.read_bytes() == theirs
    again = {**asked, "version": conflict["version"], "first": conflict["first"], "last": conflict["last"]}
    save(desk, {**again, "was": conflict["digest"]})
    assert file.read_text(encoding="utf-8") == mine


def test_the_same_words_that_come_in_twice_are_written_once(folder: Path) -> None:
    desk = make_desk(folder)
    asked = ask(desk, ACNE, line_of(folder, ACNE, "## Your visit"), "## Mine {#visit}")
    first, second = save(desk, asked), save(desk, asked)
    assert first == second
    assert len(desk.journal.edits) == 1


def test_an_edit_is_undone_beside_later_words_of_another_program_and_not_over_them(folder: Path) -> None:
    desk, file = make_desk(folder), folder / ACNE
    text = file.read_text(encoding="utf-8")
    save(desk, ask(desk, ACNE, line_of(folder, ACNE, "## Your visit"), "## Mine {#visit}"))
    file.write_text(file.read_text(encoding="utf-8") + "\nAt the end.\n", encoding="utf-8")
    undo(desk, {})
    assert file.read_text(encoding="utf-8") == text + "\nAt the end.\n"
    save(desk, ask(desk, ACNE, line_of(folder, ACNE, "## Your visit"), "## Mine {#visit}"))
    file.write_text(file.read_text(encoding="utf-8").replace("## Mine", "## Theirs"), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        undo(desk, {})
    assert refused.value.told.endswith(f"{ACNE} has been changed there by something else since. Change it by hand.")
    assert "## Theirs" in file.read_text(encoding="utf-8")


def test_a_new_start_goes_on_with_the_edits_of_the_last_one_also_after_a_power_cut(folder: Path) -> None:
    desk, raw = make_desk(folder), (folder / REPORT).read_bytes()
    save(desk, ask(desk, REPORT, 1, "One."))
    save(desk, ask(desk, REPORT, 1, "Two."))
    with (folder / ".build/edits/journal.jsonl").open("a", encoding="utf-8") as file:
        file.write('\n{"label": "cut o')
    again = make_desk(folder)
    assert again.journal.changed() == {REPORT: raw}
    save(again, ask(again, REPORT, 1, "Three."))
    again = make_desk(folder)
    for _ in range(3):
        undo(again, {})
    assert (folder / REPORT).read_bytes() == raw


def test_a_new_start_finds_the_lines_that_an_earlier_one_has_shown(folder: Path) -> None:
    desk, file = make_desk(folder), folder / ACNE
    number = line_of(folder, ACNE, "## Your visit")
    asked = ask(desk, ACNE, number, "One.\n\nTwo.\n\nThree.")
    seen = save(desk, asked)["region"]
    now = {"file": seen["file"], "version": seen["version"], "first": number, "last": number + 4, "was": seen["digest"]}
    saved = file.read_text(encoding="utf-8")
    file.write_text(saved.replace("\n---\n", "\n---\n\nA paragraph of another program.\n", 1), encoding="utf-8")
    opened = open_place(make_desk(folder), now)["region"]
    assert (opened["first"], opened["text"]) == (number + 2, "One.\n\nTwo.\n\nThree.")
    file.write_text(saved.replace("Two.", "Theirs."), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        save(make_desk(folder), {**now, "text": "Mine."})
    assert refused.value.conflict is not None
    assert refused.value.conflict["theirs"] == "One.\n\nTheirs.\n\nThree."


def test_a_new_start_finds_lines_by_what_they_said_where_nobody_has_kept_the_file(folder: Path) -> None:
    file = folder / ACNE
    number = line_of(folder, ACNE, "## Your visit")
    asked = ask(make_desk(folder), ACNE, number, "## Mine {#visit}")
    moved = file.read_text(encoding="utf-8").replace("\n---\n", "\n---\n\nAnother paragraph.\n", 1)
    file.write_text(moved, encoding="utf-8")
    assert save(make_desk(folder), asked)["region"]["first"] == number + 2
    file.write_text(moved.replace("## Your visit", "## Their visit"), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        save(make_desk(folder), {**asked, "version": "*"})
    assert refused.value.told == "The preview has started anew since this page was loaded. Load the page anew."


@pytest.mark.parametrize("name", ["", "../x", "content/uses/acne.md", "0" * 12, "pelicanconf.py", "/etc/passwd"])
def test_a_file_has_an_id_and_a_path_opens_nothing(folder: Path, name: str) -> None:
    with pytest.raises(Refusal) as refused:
        save(make_desk(folder), {"file": name, "version": "x", "first": 1, "last": 1, "was": "", "text": "x"})
    assert refused.value.status == 404


def test_no_file_beside_content_has_an_id(folder: Path) -> None:
    desk = make_desk(folder)
    for path in ("pelicanconf.py", "deploy/target.toml", "content/../pelicanconf.py", "theme/templates/base.html"):
        with pytest.raises(Refusal):
            desk.path_of(desk.id_of(path))


@pytest.mark.parametrize("linked", [ACNE, "content/uses"])
def test_nothing_is_written_through_a_link(folder: Path, tmp_path: Path, linked: str) -> None:
    desk = make_desk(folder)
    asked = ask(desk, ACNE, 1, "x")
    elsewhere = tmp_path / "elsewhere"
    (folder / linked).rename(elsewhere)
    (folder / linked).symlink_to(elsewhere)
    raw = (folder / ACNE).read_bytes()
    with pytest.raises(Refusal):
        save(desk, asked)
    with pytest.raises(Refusal):
        desk.write("x", {ACNE: "x"})
    assert (folder / ACNE).read_bytes() == raw


def test_of_several_files_all_are_written_or_none(folder: Path) -> None:
    desk, raw = make_desk(folder), (folder / REPORT).read_bytes()
    with pytest.raises(Refusal) as refused:
        desk.write("x", {REPORT: "New.", "content/nowhere/page.md": "New."})
    assert (folder / REPORT).read_bytes() == raw
    assert "content/nowhere" in refused.value.told
    assert desk.journal.edits == []


def test_a_new_file_and_a_deleted_one_come_and_go_with_one_undo(folder: Path) -> None:
    desk, raw = make_desk(folder), (folder / ACNE).read_bytes()
    desk.write("Moved", {ACNE: None, "content/uses/pimples.md": raw})
    assert not (folder / ACNE).exists()
    assert (folder / "content/uses/pimples.md").read_bytes() == raw
    undo(desk, {})
    assert (folder / ACNE).read_bytes() == raw
    assert not (folder / "content/uses/pimples.md").exists()
    assert not list((folder / "content/uses").glob(".~*"))


def test_what_another_program_saves_between_the_look_and_the_writing_is_not_written_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, file = make_desk(folder), folder / REPORT
    raw = file.read_bytes()

    def exchange(one: Path, other: Path) -> bool:
        """Save in another program's name, just before the first exchange."""
        if one.read_bytes().startswith(b"Mine.") and b"Theirs." not in other.read_bytes():
            other.write_bytes(raw + b"\nTheirs.\n")
        return exchange_at_once(one, other)

    monkeypatch.setattr(writing, "exchange_at_once", exchange)
    with pytest.raises(SavedMeanwhile) as refused:
        save(desk, ask(desk, REPORT, 1, "Mine."))
    assert str(refused.value) == f"Another program has just saved {REPORT}. Nothing was written. Try again."
    assert file.read_bytes() == raw + b"\nTheirs.\n"
    assert list(file.parent.glob(".~*")) == []
    save(desk, ask(desk, REPORT, 1, "Mine."))
    assert file.read_bytes() == raw.replace(raw.split(b"\n")[0], b"Mine.", 1) + b"\nTheirs.\n"
